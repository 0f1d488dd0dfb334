"""Quality against price on the text page: the frontier, what beats the others, who is unrated."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import streamlit as st
import vl_convert
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1.element_tree import Element

from pages.shared.sidebar import chosen_in
from pages.shared.site import TEXT
from pages.text.finding import find
from tests.support.page_driver import (
    chart_about,
    charts,
    draw,
    read,
    serve,
    table_of,
    texts_of,
)
from tests.support.stand_in import text_model
from venice_data.catalog.money import share_text
from venice_data.catalog.quality_scores import BENCHMARKS
from venice_data.live.store import shared_store

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from pages.shared.finding import PageFinding

# On LMArena text: 1,353, 1,437, 1,478 and 1,481; the last two names are not rated by anybody.
REASONS = {"supportsReasoning": True}
FOUR_RATED = [
    text_model("openai-gpt-oss-120b", 0.1, 0.1, privacy="private"),
    text_model(
        "deepseek-v4-flash", 0.2, 0.2, privacy="private", capabilities={"supportsReasoning": True}
    ),
    text_model("openai-gpt-54", 4, 4, privacy="private"),
    text_model("openai-gpt-55", 2, 2, privacy="anonymized"),
    text_model("nobody-rates-me", 1, 1),
    text_model("nor-me", 1, 1),
]
SCATTER = "on the dashed line"
BEATEN = "1 other is beaten"


def _drawn(**link: str) -> AppTest:
    serve(FOUR_RATED)
    return draw(TEXT, text_tab="Quality", **link)


def _on_frontier(drawn: AppTest) -> list[str]:
    rows = chart_about(drawn, SCATTER).rows
    return list(rows.loc[rows["is_on"], "model_id"])


def test_the_frontier_is_said_drawn_and_named() -> None:
    drawn = _drawn()

    headings = [read(heading.value) for heading in drawn.header]
    assert headings[0] == (
        "Deepseek-V4-Flash gives the most for its price: 1,437 on LMArena text for $0.20; the "
        "best, Openai-Gpt-55, scores 44 points more and costs 10× as much"
    )
    on_it = ["openai-gpt-oss-120b", "deepseek-v4-flash", "openai-gpt-55"]
    assert _on_frontier(drawn) == on_it
    said = "3 of 4 rated models are on the dashed line: no other is both cheaper than them and"
    assert any(said in text for text in texts_of(drawn))


def test_what_the_other_benchmark_says_is_said_too() -> None:
    """The heading named one winner, and another one stood a click away."""
    drawn = draw(TEXT, text_tab="Quality")
    (said,) = [text for text in texts_of(drawn) if text.startswith("By LiveBench, ")]
    named = said.removeprefix("By LiveBench, ").removesuffix(" gives the most for its price.")

    other = draw(TEXT, text_tab="Quality", text_benchmark="LiveBench")

    assert read(other.header[0].value).startswith(f"{named} ")
    assert any(text.startswith("By LMArena text, ") for text in texts_of(other))


def test_one_pick_for_each_budget_with_price_score_and_a_link() -> None:
    """Twelve models stood in a paragraph, and nothing said which to take."""
    (table,) = [each.value for each in _drawn().markdown if each.value.startswith("| Best |")]

    assert [read(line) for line in table.splitlines()[2:]] == [
        "| for up to $0.50 | [Deepseek-V4-Flash](model?id=deepseek-v4-flash) | $0.20 | 1,437 |",
        "| at any price | [Openai-Gpt-55](model?id=openai-gpt-55) | $2.00 | 1,481 |",
    ]


def test_the_picture_stands_above_the_table_and_below_the_choices() -> None:
    """The table, its note and two choices pushed the picture off the first screen of a phone."""
    order = [
        "table" if each.type == "markdown" and each.value.startswith("| Best |") else each.type
        for each in _drawn().main
        if isinstance(each, Element)
    ]
    names = ["header", "button_group", "selectbox", "vega_lite_chart", "table"]
    places = [order.index(name) for name in names]
    assert places == sorted(places)


def test_the_mix_stands_before_the_picture_and_its_axis_names_it() -> None:
    drawn = _drawn(text_mix="agent-like: mostly cached")

    titles = json.dumps(chart_about(drawn, SCATTER).spec)
    assert "per 1M tokens, 7 cached, 2 in for 1 out, log scale" in titles
    order = [element.type for element in drawn.main]
    assert order.index("selectbox") < order.index("vega_lite_chart")


def test_who_is_beaten_by_how_much_and_by_what() -> None:
    drawn = _drawn()

    (row,) = table_of(drawn, "text_better_for_less").to_dict("records")
    assert row["Id"] == "openai-gpt-54"
    assert row["As good for the least"] == row["Best for no more"] == "Openai-Gpt-55"
    assert row["Saves"] == 0.5
    assert row["Best for no more scores"] == 1481
    (bar,) = chart_about(_drawn(), BEATEN).rows.to_dict("records")
    assert bar["instead_text"] == "50% with Openai-Gpt-55"


def test_on_a_phone_too_the_bars_say_what_saves_and_the_axis_has_its_numbers() -> None:
    """Only `50%` stood there, and `Saved` alone below the bars."""
    chart = chart_about(_drawn(), BEATEN)
    rows = {"rows": chart.rows.to_dict("records")}

    svg = vl_convert.vegalite_to_svg(chart.spec | {"datasets": rows, "width": 300})

    assert {"with Openai-Gpt-55", "50%", "100%"} <= {*re.findall(r">([^<]+)<", svg)}


def test_what_the_heading_says_is_saved_is_drawn() -> None:
    """Fifteen bars of 77% and more stood under a median of 67% that none of them showed."""
    scores = BENCHMARKS[0].scores
    best, *others = sorted(scores, key=lambda model_id: -scores[model_id].score)[:21]
    prices = {model_id: 1 + n / 10 for n, model_id in enumerate(others)}
    serve([text_model(best, 1, 1), *(text_model(each, at, at) for each, at in prices.items())])

    drawn = draw(TEXT, text_tab="Quality")

    chart = chart_about(drawn, "others are beaten")
    rows = chart.rows["saving"]
    assert len(rows) == 15
    ends = f"{share_text(rows.min())} to {share_text(rows.max())} in place of the 15 drawn here"
    assert chart.takeaway.split(". ")[0].endswith(ends)
    (median,) = re.findall(r"saves (\S+) \(median\)", chart.takeaway)
    picture = next(
        each.proto
        for each in drawn.get("vega_lite_chart")
        if "Saved, as a share of the price" in each.proto.spec
    )
    frames = [convert_arrow_bytes_to_pandas_df(each.data.data) for each in picture.datasets]
    (line,) = [frame for frame in frames if list(frame) == ["saving", "text"]]
    count = re.search(r"(\d+) others", chart.takeaway)
    assert count is not None
    assert line["text"].tolist() == [f"median of all {count[1]}: {median}"]
    assert share_text(line["saving"][0]) == median


def test_those_off_the_frontier_that_no_other_makes_cheaper_are_named_too() -> None:
    """Twelve of 57 were on it and 44 beaten: nothing said what the last one was."""
    same_price = text_model("openai-gpt-54", 2, 2, privacy="private")
    beaten = text_model("openai-gpt-54-mini", 3, 3, privacy="private")
    serve([*FOUR_RATED[:2], same_price, beaten, FOUR_RATED[3]])

    texts = texts_of(draw(TEXT, text_tab="Quality"))

    assert any("3 of 5 rated models" in text for text in texts)
    assert any(text.startswith(BEATEN) for text in texts)
    assert "1 more costs the same as one that is better: Openai-Gpt-54." in texts


def test_what_is_free_and_so_not_counted_is_named_too() -> None:
    serve([text_model("openai-gpt-55", 0, 0), *FOUR_RATED[:3]])

    texts = texts_of(draw(TEXT, text_tab="Quality"))

    assert any("3 of 4 rated models" in text for text in texts)
    said = "1 is free now or in beta, and not counted: Openai-Gpt-55."
    assert any(said in text for text in texts)


def test_the_unrated_are_named_and_counted_and_never_placed() -> None:
    drawn = _drawn()

    assert "2 text models are not rated on LMArena text" in texts_of(drawn)
    assert "Nobody-Rates-Me, Nor-Me" in texts_of(drawn)
    placed = set(chart_about(drawn, SCATTER).rows["model_id"])
    assert placed == {model["id"] for model in FOUR_RATED[:4]}


def test_filters_count() -> None:
    on_it = _on_frontier(_drawn(privacy="private"))

    assert on_it == ["openai-gpt-oss-120b", "deepseek-v4-flash", "openai-gpt-54"]


def test_a_model_that_reasons_costs_as_many_times_as_the_reader_says() -> None:
    once, thrice = (
        chart_about(_drawn(text_reasoning_times=times), SCATTER).rows.set_index("model_id")
        for times in ("1", "3")
    )

    # Three parts in and one out at 0.2 each; the output counts three times.
    assert once.loc["deepseek-v4-flash", "price"] == pytest.approx(0.2)
    assert thrice.loc["deepseek-v4-flash", "price"] == pytest.approx(0.3)
    assert once["price"]["openai-gpt-55"] == thrice["price"]["openai-gpt-55"]


def test_one_benchmark_at_a_time_named_with_its_date() -> None:
    """Two scales on one axis would say nothing."""
    for benchmark in BENCHMARKS:
        drawn = _drawn(text_benchmark=benchmark.label)
        for row in chart_about(drawn, SCATTER).rows.to_dict("records"):
            assert row["score"] == benchmark.scores[row["model_id"]].score
        said = f"{benchmark.label}, {benchmark.unit}, as of 1 July 2026."
        assert any(said in text for text in texts_of(drawn))


def test_a_free_model_stands_beside_the_axis_and_not_on_the_frontier() -> None:
    serve([text_model("openai-gpt-55", 0, 0), *FOUR_RATED[:3]])

    drawn = draw(TEXT, text_tab="Quality")
    counted = draw(TEXT, text_tab="Quality", free_and_beta="true")

    assert "openai-gpt-54" in _on_frontier(drawn)
    assert any("not on the axis: Openai-Gpt-55." in text for text in texts_of(drawn))
    assert not _on_frontier(counted)  # what is on it stands at no price, off the axis
    assert "Openai-Gpt-55 is free, and no rated model is better" in texts_of(counted)


def test_without_a_rated_model_the_page_says_so_and_names_the_others() -> None:
    serve(FOUR_RATED[4:])

    texts = texts_of(draw(TEXT, text_tab="Quality"))

    assert "No matching text model with a price is rated on LMArena text." in texts
    assert "2 text models are not rated on LMArena text" in texts


def _found(**link: str) -> PageFinding:
    serve(FOUR_RATED)
    view = chosen_in({}, shared_store().current()).view(TEXT)
    return find(view, {name: [value] for name, value in link.items()})


def test_a_link_to_the_tab_is_answered_before_anything_is_drawn() -> None:
    found = _found(text_tab="Quality", text_reasoning_times="3")

    assert found.sentence == (
        "Deepseek-V4-Flash gives the most for its price: 1,437 on LMArena text for $0.30; the "
        "best, Openai-Gpt-55, scores 44 points more and costs 6.67× as much. By LMArena text of 1 "
        "July 2026, per 1M tokens, 3 in for 1 out."
    )
    assert found.rows[1] == ("Deepseek-V4-Flash", "$0.30", "1,437", "private")
    assert _found(text_tab="Prices").sentence.startswith("Cheapest text model")
    assert _found(text_tab="Quality", search="x").picture is not None


def test_the_figure_alone_takes_its_mix_from_its_link(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each tab that blends prices asks for the mix, and there they are all drawn at once."""
    monkeypatch.setattr(type(st.context), "is_embedded", True)

    drawn = _drawn(figure="text_quality", text_mix="custom", text_cached="0", text_output="0")

    (chart,) = charts(drawn)
    assert chart.rows.set_index("model_id").loc["openai-gpt-55", "price"] == 2
    assert [asked.key for asked in drawn.segmented_control] == ["text_benchmark"]
