"""Chat work in a line of words: whoever has four numbers need not find four fields."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.samples import usd
from tests.support.stand_in import model
from venice_data import parse_models
from venice_data.costs.work import LARGEST_COUNT, Chat, Frequency, Line
from venice_data.costs.work_words import NotUnderstoodError, described_line, options_of

NAMES = pd.Series(
    {
        "claude-opus-4-10": "Claude Opus 4.10",  # the newest first
        "claude-opus-4-10-fast": "Claude Opus 4.10 Fast",
        "claude-opus-4-6": "Claude Opus 4.6",
        "claude-opus-4-6-fast": "Claude Opus 4.6 Fast",
        "zai-org-glm-5": "GLM 5",
        "gpt-oss-120b": "OpenAI GPT OSS 120B",
    }
)
USUAL = Line(Chat(120_000, 800, 300, cached_share=0.5), "zai-org-glm-5", "day")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "20,000 requests a month, 2,000 tokens in and 400 out, on Claude Opus 4.6",
            Line(Chat(20_000, 2_000, 400), "claude-opus-4-6", "month"),
        ),
        (
            "20k messages per day with 1.5k input tokens and 400 output tokens using glm 5",
            Line(Chat(20_000, 1_500, 400), "zai-org-glm-5", "day"),
        ),
        (
            "Claude Opus 4.6: 1 million calls monthly, 2.000 in / 400 out",
            Line(Chat(1_000_000, 2_000, 400), "claude-opus-4-6", "month"),
        ),
        (
            "500 api calls each day, 2'000 tokens of input, 100 tokens of output",
            Line(Chat(500, 2_000, 100), "zai-org-glm-5", "day"),
        ),
        (
            (
                "A support bot answers 20,000 requests a month, each 2,000 tokens in and 400 "
                "tokens out, with claude opus 4.6. Thanks!"
            ),
            Line(Chat(20_000, 2_000, 400), "claude-opus-4-6", "month"),
        ),
        (
            "My agent on Claude Opus 4.6 Fast makes 9 calls a day",
            Line(Chat(9, 800, 300), "claude-opus-4-6-fast", "day"),
        ),
        (
            "A bot answers 20,000 requests a month",
            Line(Chat(20_000, 800, 300), "zai-org-glm-5", "month"),
        ),
        ("300 in 5 out once", Line(Chat(120_000, 300, 5), "zai-org-glm-5", "once")),
        ("20k/mo 2000 in 400 out glm", Line(Chat(20_000, 2_000, 400), "zai-org-glm-5", "month")),
        (
            "A support bot with 20 requests per day, 9 in",
            Line(Chat(20, 9, 300), "zai-org-glm-5", "day"),
        ),
        ("7 requests on gpt-oss-120b", Line(Chat(7, 800, 300), "gpt-oss-120b", "month")),
        # Were priced with the usual model, as if none had been named.
        ("9 in, 5 out, latest Claude Opus", Line(Chat(120_000, 9, 5), "claude-opus-4-10", "month")),
        (
            "9 in, 5 out with the newest opus",
            Line(Chat(120_000, 9, 5), "claude-opus-4-10", "month"),
        ),
    ],
)
def test_a_line_is_read_as_people_write_it(text: str, line: Line) -> None:
    assert described_line(text, NAMES, USUAL).line == line


@pytest.mark.parametrize(
    ("text", "not_read"),
    [
        ("A bot answers 20,000 requests a month", "A bot answers"),
        ("20,000 requests a month", ""),
        ("A bot on GLM 5: 20,000 requests a month", ""),
    ],
)
def test_words_in_which_no_model_is_found_are_handed_on(text: str, not_read: str) -> None:
    assert described_line(text, NAMES, USUAL).not_read == not_read


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a support bot", "Say how many requests, or how many tokens in and out"),
        ("20 requests on gpt nine", "No text model is called “gpt nine”"),
        # Were priced with the usual model, without a word.
        ("9 in, 5 out, newest Claude Sonnet", "No text model is called “Claude Sonnet”"),
        ("9 in, 5 out, claude please", "No text model is called “claude please”"),
        ("9 in, 5 out, Claude Opus 4.9", "No text model is called “Claude Opus 4.9”"),
        ("77 apples, 9 in", "No text model is called “77 apples”"),
        ("2.5.7 requests", "“2.5.7” is no number"),
        ("99999 million requests", "“99999” is more than 1,000,000,000"),
    ],
)
def test_what_is_not_understood_is_named(text: str, why: str) -> None:
    with pytest.raises(NotUnderstoodError) as told:
        described_line(text, NAMES, USUAL)

    assert str(told.value).startswith(why)


counts = st.integers(0, LARGEST_COUNT)


@given(
    requests=counts,
    input_tokens=counts,
    output_tokens=counts,
    frequency=st.sampled_from(["day", "month", "once"]),
    model_id=st.sampled_from(list(NAMES.index)),
)
def test_every_line_of_chat_can_be_described(
    requests: int, input_tokens: int, output_tokens: int, frequency: Frequency, model_id: str
) -> None:
    often = "once" if frequency == "once" else f"a {frequency}"
    text = (
        f"{requests:,} requests {often}, {input_tokens:,} tokens in and {output_tokens} out, "
        f"on {NAMES[model_id]}"
    )

    line = Line(Chat(requests, input_tokens, output_tokens), model_id, frequency)
    assert described_line(text, NAMES, USUAL).line == line


@given(text=st.text())
def test_no_text_breaks_it(text: str) -> None:
    try:
        line, _ = described_line(text, NAMES, USUAL)
    except NotUnderstoodError:
        return
    assert isinstance(line.work, Chat)


def test_factors_and_sizes_in_pixels_are_offered_from_small_to_large() -> None:
    sizes = ["1024x1024", "512x512", "auto", "1K"]
    pricing = {
        "upscale": {factor: usd(1) for factor in ("16x", "4x", "2x")},
        "resolutions": {size: usd(1) for size in sizes},
    }
    prices = parse_models([model("m", "image", pricing)]).prices

    assert options_of("factor", prices) == ["2x", "4x", "16x"]
    assert options_of("resolution", prices) == ["1K", "512x512", "1024x1024", "auto"]
