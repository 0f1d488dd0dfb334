"""Long context on the text page: what a request costs more than at the base rate."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import Any

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df

from pages.shared.site import TEXT
from tests.support.page_driver import (
    chart_about,
    draw,
    serve,
    texts_of,
)
from tests.support.samples import tokens
from tests.support.stand_in import model

LINES = "costs as its input grows"


def test_a_request_past_the_threshold_is_told_with_both_costs() -> None:
    drawn = draw(
        TEXT,
        text_tab="Long context",
        text_models=["qwen-3-7-plus"],
        text_input_tokens="256001",
    )

    # 256,001 x $1.50 + 1,000 x $6 = $0.3900015; 256,001 x $0.50 + 1,000 x $2 = $0.1300005
    steps = drawn.dataframe[-1].value
    own = ["Qwen 3.7 Plus", 0.3900015, 0.260001, 0.1300005, 256_000, 2.0]
    (row,) = [row for row in steps.to_numpy().tolist() if row[0] == "Qwen 3.7 Plus"]
    assert row[:6] == own
    assert len(steps) > 1  # of all, whichever are drawn
    assert (
        "A request of 256,001 tokens in, 1,000 out costs $0.26 to $0.6475 more than at the base "
        "rate with 5 text models" in texts_of(drawn)
    )
    lines = chart_about(drawn, LINES)
    costs = lines.rows.set_index("input_tokens")["cost_text"]
    assert costs[[256_000, 256_001]].tolist() == ["$0.13", "$0.39"]


def test_what_is_drawn_first_can_take_the_request() -> None:
    drawn = draw(TEXT, text_tab="Long context", text_input_tokens="600000")

    (rule,) = [text for text in texts_of(drawn) if "Too short for this request: " in text]
    too_short = set(rule.removesuffix(".").split("this request: ")[1].split(", "))
    assert drawn.dataframe[-1].value["The request"].notna().all()
    lines = chart_about(drawn, LINES)
    assert too_short
    assert len(set(lines.rows["label"]) - too_short) == lines.rows["label"].nunique() == 4


def test_the_bars_are_the_models_that_the_heading_counts_by_what_they_cost_more() -> None:
    """Lines of the whole cost of four models stood under `$0.26 to $0.6475 more`."""
    drawn = draw(TEXT, text_tab="Long context", text_input_tokens="256001")

    bars = chart_about(drawn, "at the base rate, and with the surcharge")
    assert bars.rows["more_text"].tolist()[:: len(bars.rows) - 1] == [
        *("$0.6475 more", "$0.26 more")
    ]
    assert len(bars.rows) == 5
    assert bars.rows.iloc[-1][["label", "base_text", "cost_text"]].tolist() == [
        *("Qwen 3.7 Plus", "$0.13", "$0.39")
    ]
    more = drawn.dataframe[-1].value["Long-context surcharge"].dropna()
    assert more.is_monotonic_decreasing


def test_how_many_times_as_much_is_seen_and_said() -> None:
    """One expensive model flattened the bars of all others, whose two parts were slivers."""
    drawn = draw(TEXT, text_tab="Long context", text_input_tokens="256001")

    marks = chart_about(drawn, "at the base rate, and with the surcharge")
    axis = marks.spec["layer"][0]["encoding"]["x"]
    assert axis["scale"]["type"] == "log"  # equal lengths are equal multiples
    assert axis["axis"]["title"] == "USD per request, log scale"
    row = marks.rows.iloc[-1]
    assert row["times_text"] == "$0.26 more, 3×"
    assert row["cost"] == pytest.approx(3 * row["base"])
    heading = (
        "The first token past 200,000 to 272,000 makes the whole request cost 1.98× to 3× as much"
    )
    assert heading in texts_of(drawn)


def test_each_line_has_its_name_where_it_ends_and_none_lies_on_another() -> None:
    drawn = draw(TEXT, text_tab="Long context")
    picture = next(each.proto for each in drawn.get("vega_lite_chart") if "ends" in each.proto.spec)
    frames = [convert_arrow_bytes_to_pandas_df(each.data.data) for each in picture.datasets]

    (ends,) = [frame for frame in frames if "at_cost" in frame]

    assert set(ends["label"]) == set(chart_about(drawn, LINES).rows["label"])
    heights = sorted(map(math.log, ends["at_cost"]))
    low, high = map(
        math.log, json.loads(picture.spec)["layer"][0]["encoding"]["y"]["scale"]["domain"]
    )
    assert all((b - a) / (high - low) * 300 > 15 for a, b in pairwise(heights))


def test_every_kind_of_line_is_dashed_well_enough_to_be_seen_in_the_dark() -> None:
    """The fourth was dots of a pixel, which came out as a dim violet."""
    lines = chart_about(draw(TEXT, text_tab="Long context"), LINES).spec["layer"][0]

    _, *dashes = lines["encoding"]["strokeDash"]["scale"]["range"]
    assert len(dashes) == 7
    assert all(pixels >= 2 for dash in dashes for pixels in dash)


def test_a_model_too_short_for_the_request_is_not_drawn_though_it_alone_has_a_higher_rate() -> None:
    long = {"context_token_threshold": 1_000} | tokens(input=2, output=8)
    stepped = tokens(input=1, output=4) | {"extended": long}
    serve(
        [
            model("short", "text", stepped, availableContextTokens=100_000),
            model("flat", "text", tokens(input=1, output=4), availableContextTokens=1_000_000),
        ]
    )

    lines = chart_about(draw(TEXT, text_tab="Long context"), LINES)

    assert lines.rows["label"].unique().tolist() == ["Flat"]


def test_what_is_drawn_first_has_lines_that_differ() -> None:
    priced = tokens(input=1, output=2)
    serve(
        [model(model_id, "text", priced) for model_id in ("a", "same")]
        + [model("b", "text", tokens(input=2, output=4))]
    )

    lines = chart_about(draw(TEXT, text_tab="Long context"), LINES)

    assert lines.rows["label"].unique().tolist() == ["A", "B"]


def test_a_request_within_every_threshold_costs_nothing_more() -> None:
    drawn = draw(TEXT, text_tab="Long context", text_input_tokens="1000")

    assert "8 of 40 text models charge a higher rate once the input passes a threshold" in texts_of(
        drawn
    )
    assert set(drawn.dataframe[-1].value["Long-context surcharge"]) == {0.0}


def _stepping(name: str, base: float, past: float) -> dict[str, Any]:
    """Return a model whose prices past a threshold are others."""
    long = {"context_token_threshold": 1_000} | tokens(input=past, output=past)
    prices = tokens(input=base, output=base) | {"extended": long}
    return model(name, "text", prices, availableContextTokens=1_000_000)


def test_a_price_that_stays_past_the_threshold_is_no_higher_rate() -> None:
    """It was counted, and the request cost `1× to 2× as much`."""
    serve([_stepping("same", 1, 1), _stepping("double", 1, 2)])

    drawn = draw(TEXT, text_tab="Long context", text_output_tokens="0")

    texts = texts_of(drawn)
    assert any(text.startswith("1 of 2 text models charges a higher rate,") for text in texts)
    assert "The first token past 1,000 makes the whole request cost 2× as much" in texts
    listed = "What 300,000 tokens in, 0 out cost with the one model of a higher rate"
    assert listed in texts
    assert drawn.dataframe[-1].value["Model"].tolist() == ["Double"]


def test_what_is_free_up_to_the_threshold_is_told_without_a_multiple() -> None:
    """It was counted in the rule alone: a model free at its base was in no heading or table."""
    serve([_stepping("gratis", 0, 0.3), _stepping("double", 1, 2)])

    drawn = draw(TEXT, text_tab="Long context", text_output_tokens="0")

    texts = texts_of(drawn)
    heading = (
        "A request of 300,000 tokens in, 0 out costs $0.09 to $0.30 more than at the base rate"
    )
    assert f"{heading} with 2 text models" in texts
    assert "The first token past 1,000 makes the whole request cost 2× as much" in texts
    assert "Free at the base rate, so without a multiple and not drawn: Gratis, $0.09." in texts
    marks = chart_about(drawn, "at the base rate, and with the surcharge")
    assert marks.rows["label"].tolist() == ["Double"]
    assert drawn.dataframe[-1].value["Model"].tolist() == ["Double", "Gratis"]


def test_where_all_is_free_up_to_the_threshold_nothing_is_multiplied() -> None:
    serve([_stepping("gratis", 0, 0.3)])

    drawn = draw(TEXT, text_tab="Long context")

    assert "How the cost grows with the input" in texts_of(drawn)
    assert any(text.startswith("1 of 1 text model charges ") for text in texts_of(drawn))
