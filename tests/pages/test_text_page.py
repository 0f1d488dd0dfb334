"""The text page answers at once: how many cost how little, and what caching saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pages.shared.site import TEXT
from tests.support.page_driver import (
    chart_about,
    charts,
    draw,
    offline_site,
    read,
    serve,
    texts_of,
)
from tests.support.samples import tokens
from tests.support.stand_in import model, text_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IN_THIS_MIX = "per 1M tokens in this mix"
SCATTER = "per 1M output tokens"
FOUR = [
    text_model("free", 0.0, 0.0),
    text_model("cheap", 0.1, 0.5),
    text_model("dollar", 0.25, 1.0),
    text_model("dear", 3.0, 15.0),
]


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    yield from offline_site(monkeypatch, tmp_path)


def _headings(**link: str) -> list[str]:
    return [read(heading.value) for heading in draw(TEXT, **link).header]


def test_bars_come_first_under_the_count_of_models_below_a_dollar() -> None:
    """The scatter stood first, and who asked how many cost under $1 had to count in a table."""
    serve(FOUR)

    drawn = draw(TEXT)

    assert _headings()[0] == "Of 4 text models, 2 cost under $1 per million output tokens"
    first, second = charts(drawn)
    assert IN_THIS_MIX in str(first.spec)
    assert SCATTER in str(second.spec)


@pytest.mark.parametrize(
    ("link", "heading"),
    [
        ({"text_max_output": "1"}, "Of 4 text models, 3 cost at most $1"),
        ({"text_max_output": "0.5"}, "Of 4 text models, 2 cost at most $0.50"),
        ({"text_max_output": "0"}, "Of 4 text models, 1 costs at most $0"),
        ({"currency": "DIEM"}, "Of 4 text models, 2 cost under 1 DIEM"),
        ({"search": "dear"}, "Of 1 text model, none cost under $1"),
    ],
)
def test_a_price_limit_is_counted(link: dict[str, str], heading: str) -> None:
    serve(FOUR)

    assert _headings(**link)[0] == f"{heading} per million output tokens"


def test_a_price_limit_holds_for_bars_and_scatter() -> None:
    serve(FOUR)

    drawn = draw(TEXT, text_max_output="1")

    assert set(chart_about(drawn, IN_THIS_MIX).rows["label"]) == {
        "Free (free now)",
        "Cheap",
        "Dollar",
    }
    assert set(chart_about(drawn, SCATTER).rows["label"]) == {"Cheap", "Dollar"}


def test_a_limit_below_every_price_says_what_to_do() -> None:
    serve(FOUR[1:])

    texts = texts_of(draw(TEXT, text_max_output="0.01"))

    assert "No model is within this price. Raise it, or clear it to see all." in texts


def test_a_limit_that_is_no_price_is_named() -> None:
    texts = texts_of(draw(TEXT, text_max_output="cheap"))

    assert "Ignored in the link: text_max_output=cheap (not a number)." in texts


@pytest.mark.parametrize(
    ("old", "name", "parts"),
    [
        ("3:1 input:output", "chat-like: 3 in, 1 out", "0:3:1"),
        ("7:2:1 cached:input:output", "agent-like: mostly cached", "7:2:1"),
        ("1:1 input:output", "even: 1 in, 1 out", "0:1:1"),
    ],
)
def test_a_mix_has_a_name_and_opens_by_its_old_one(old: str, name: str, parts: str) -> None:
    """The mixes were called by their parts alone, and links that say so are about."""
    drawn = draw(TEXT, text_mix=old)

    assert drawn.segmented_control(key="text_mix").value == name
    assert any(f"cached:input:output = {parts}, " in text for text in texts_of(drawn))
    assert not any("Ignored in the link" in text for text in texts_of(drawn))


def test_equal_cache_discounts_are_one_step_with_their_count() -> None:
    """Twenty equal bars stood there, one for each model that takes 90% off."""
    serve(
        [
            *(model(name, "text", tokens(input=1, cache_input=0.1, output=2)) for name in "abc"),
            model("half", "text", tokens(input=1, cache_input=0.5, output=2)),
            text_model("none"),
        ]
    )

    drawn = draw(TEXT, text_tab="Cache")

    finding = "Prompt caching saves 90% with 3 of the 4 models that have a cache price"
    assert [read(heading.value) for heading in drawn.header] == [finding]
    steps = chart_about(drawn, "Saved on each")
    assert steps.rows[["step", "told", "model_id"]].to_numpy().tolist() == [
        ["90% off", "3 models", ""],
        ["50% off", "Half", "half"],  # one model: a click opens it
    ]
    assert steps.takeaway == f"{finding}. 90% off: 3 models; 50% off: Half."
    assert "90% off: [A](model?id=a), [B](model?id=b), [C](model?id=c)." in texts_of(drawn)


def test_my_model_is_found_by_its_name_whatever_its_discount() -> None:
    """All but the models of the most common discount hid behind `4 models`."""
    serve(
        [
            *(model(name, "text", tokens(input=1, cache_input=0.1, output=2)) for name in "abc"),
            model("half", "text", tokens(input=3, cache_input=1.5, cache_write=4, output=2)),
        ]
    )

    drawn = draw(TEXT, text_tab="Cache", text_cached_model="half", search="a")

    assert drawn.selectbox(key="text_cached_model_picked").options == ["A", "B", "C", "Half"]
    assert (
        "[Half](model?id=half): 50% off: $1.50 instead of $3.00 per 1M tokens that it has "
        "just seen. Writing to the cache costs $4.00."
    ) in texts_of(drawn)
