"""A basket survives its link; a malformed link gives what can be read and says the rest."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from venice_data.costs.work import (
    FREQUENCIES,
    MAX_LINES,
    Basket,
    Chat,
    Edits,
    Embed,
    Images,
    Line,
    Music,
    Speech,
    Transcription,
    Upscales,
    Video,
)
from venice_data.costs.work_links import basket_from_text, basket_to_text

CHAT = Line(Chat(1_000, 6_000, 500, 0.75), "zai-org-glm-5", "day")
CHAT_TEXT = (
    "chat~day~zai-org-glm-5~requests.1000~input-tokens.6000~output-tokens.500~cached-share.0.75"
)

counts = st.integers(0, 10**9)
names = st.text(min_size=1, max_size=20)
amounts = st.floats(0, 10**9)
works = st.one_of(
    st.builds(Chat, counts, counts, counts, st.floats(0, 1), counts),
    st.builds(Embed, counts),
    st.builds(Images, counts, names, names),
    st.builds(Edits, counts, counts, names, names),
    st.builds(Upscales, counts, names),
    st.builds(Speech, counts),
    st.builds(Transcription, amounts),
    st.builds(Music, counts, counts),
    st.builds(Video, counts, amounts, names, st.text(max_size=20)),
)
lines = st.builds(Line, works, st.none() | names, st.sampled_from(FREQUENCIES))
baskets = st.builds(Basket, st.lists(lines, max_size=5).map(tuple))
FRAGMENTS = """~ ~~ chat images day once - _ _2F _FF . requests.5 count.x input-tokens.1
    output-tokens.-1 resolution.1K quality. cached-share.nan 1e999"""
fragments = st.sampled_from(FRAGMENTS.split())


@given(basket=baskets)
def test_a_basket_comes_back_as_it_was(basket: Basket) -> None:
    read = basket_from_text(basket_to_text(basket))

    assert read.basket == basket
    assert read.ignored == []


@given(basket=baskets)
def test_the_text_needs_no_quoting_in_an_address(basket: Basket) -> None:
    assert re.fullmatch(r"[A-Za-z0-9._~-]*", basket_to_text(basket))


@given(text=st.text(st.characters()) | st.lists(fragments | st.text(max_size=3)).map("".join))
def test_any_text_gives_a_basket_and_what_is_kept_comes_back(text: str) -> None:
    read = basket_from_text(text)

    assert bool(read.basket.lines or read.ignored) == bool(text)
    assert basket_from_text(basket_to_text(read.basket)).basket == read.basket
    "".join(read.ignored).encode("utf-8")  # can be shown


def test_the_text_can_be_read_by_people() -> None:
    assert basket_to_text(Basket((CHAT,))) == CHAT_TEXT


def test_ids_with_other_characters_are_escaped() -> None:
    line = Line(Transcription(90.5), "openai/whisper-large-v3", "once")

    text = basket_to_text(Basket((line, Line(Embed(1), "-", "day"), Line(Embed(2), None, "day"))))

    assert text == (
        "transcription~once~openai_2Fwhisper-large-v3~minutes.90.5"
        "~~embed~day~_2D~tokens.1~~embed~day~-~tokens.2"
    )


@pytest.mark.parametrize(
    ("text", "ignored"),
    [
        ("paint~day~-~count.1", "line 2: the whole line: 'paint' is no kind of work"),
        ("embed~hour~-~tokens.1", "line 2: the whole line: 'hour' is none of day, month, once"),
        ("embed~day~-", "line 2: the whole line: it lacks tokens"),
        ("embed", "line 2: the whole line: '' is none of day, month, once"),
    ],
)
def test_a_line_that_cannot_be_read_is_left_out_and_the_others_stay(
    text: str, ignored: str
) -> None:
    read = basket_from_text(f"{CHAT_TEXT}~~{text}")

    assert read.basket == Basket((CHAT,))
    assert read.ignored == [ignored]


@pytest.mark.parametrize(
    ("text", "ignored"),
    [
        ("embed~day~-~tokens.5~colour.red", "'colour.red' does not apply to embed"),
        ("embed~day~-~tokens.5~tokens.6", "'tokens.6' comes on top of another tokens"),
        ("embed~day~~tokens.5", "whole line"),
        ("embed~day", "whole line"),
        ("music~day~-~tracks.1~seconds.-3", "seconds cannot be '-3'"),
        ("video~day~-~clips.1~usd-per-clip.nan~quoted-model-id.a", "usd-per-clip cannot be 'nan'"),
    ],
)
def test_what_is_ignored_is_named(text: str, ignored: str) -> None:
    assert any(ignored in note for note in basket_from_text(text).ignored)


def test_a_wrong_optional_field_falls_back_and_is_named() -> None:
    read = basket_from_text("chat~day~-~requests.1~input-tokens.2~output-tokens.3~cached-share.7")

    assert read.basket == Basket((Line(Chat(1, 2, 3), None, "day"),))
    assert read.ignored == ["line 1: cached-share cannot be '7'"]


def test_an_endless_link_is_cut() -> None:
    read = basket_from_text("~~".join(["embed~day~-~tokens.1"] * (MAX_LINES + 5)))

    assert len(read.basket.lines) == MAX_LINES
    assert read.ignored == [f"everything after line {MAX_LINES}"]
