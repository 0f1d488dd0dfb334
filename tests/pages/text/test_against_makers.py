"""Prices against the makers' on the text page: equal to the file, sure ones first, over time."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest

from pages.shared.site import TEXT
from tests.support.own_data import OWN_DATA
from tests.support.page_driver import chart_about, charts, draw, read, serve, table_of
from tests.support.samples import bundled
from tests.support.stand_in import text_model
from venice_data.catalog.filters import offered
from venice_data.catalog.money import share_text
from venice_data.costs.maker_prices import MAKER_PRICES_FILE

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def _drawn(**link: str) -> AppTest:
    return draw(TEXT, text_tab="Against the maker", **link)


def _headings(drawn: AppTest) -> list[str]:
    return [read(heading.value) for heading in (*drawn.header, *drawn.subheader)]


@pytest.mark.parametrize("one_source", [False, True])
def test_every_figure_is_that_of_the_file_and_of_the_list(*, one_source: bool) -> None:
    catalog = bundled()
    listed = offered(catalog.models, datetime.now(UTC))
    with (OWN_DATA / MAKER_PRICES_FILE).open(encoding="utf-8", newline="") as file:
        makers = {
            row["model_id"]: row
            for row in csv.DictReader(file)
            if row["model_id"] in listed.index and (one_source or row["second_source"] == "agrees")
        }
    prices = catalog.prices.set_index(["model_id", "component"])["usd"]

    drawn = _drawn(text_one_source=str(one_source).lower())

    shown = [mark for kind in ("Private", "Anonymized") for mark in _marks(drawn, kind)]
    expected: list[tuple[Any, ...]] = [
        (
            model_id,
            charge,
            pytest.approx(prices[model_id, charge] / float(row[f"{charge}_usd"])),
            listed["privacy"][model_id],
        )
        for model_id, row in makers.items()
        for charge in ("input", "output")
    ]
    assert sorted(shown) == sorted(expected, key=lambda mark: mark[:2])
    for kind in ("private", "anonymized"):
        for charge in ("input", "output"):
            middle = median(
                round(mark[2] - 1, 9) for mark in shown if mark[1] == charge and mark[3] == kind
            )
            assert share_text(abs(middle)) in _headings(drawn)[0] or not middle


def test_the_axis_is_said_to_be_of_ratios_and_no_legend_has_one_entry() -> None:
    """Its steps are unequal in percent; the heading says private, and a legend said it again."""
    chart = chart_about(_drawn(), "Private, ")

    stems = chart.spec["layer"][1]["encoding"]
    assert stems["x"]["title"] == "Venice's price against the maker's, ratio scale"
    assert stems["color"]["legend"] is None


@pytest.mark.parametrize("one_source", ["false", "true"])
def test_both_groups_are_drawn_on_one_axis(one_source: str) -> None:
    """The same 25% looked a third longer for anonymized models, with which private are compared."""
    drawn = _drawn(text_one_source=one_source)

    private, anonymized = (
        chart_about(drawn, f"{kind}, ").spec["layer"][1]["encoding"]
        for kind in ("Private", "Anonymized")
    )
    assert private["x"] == anonymized["x"]
    assert private["y"]["axis"]["minExtent"] == anonymized["y"]["axis"]["minExtent"] > 0


def _marks(drawn: AppTest, kind: str) -> list[tuple[Any, ...]]:
    rows = chart_about(drawn, f"{kind}, ").rows
    return list(
        rows[["model_id", "charge", "multiple", "privacy"]].itertuples(index=False, name=None)
    )


def test_what_is_known_is_said_and_where_a_single_source_states_it() -> None:
    serve(
        [
            text_model("openai-gpt-54", 3, 15, privacy="anonymized"),  # 2.50 and 15.00 there
            text_model("kimi-k3", 0, 0, privacy="private"),  # free here
            text_model("mercury-2", 0.5, 0.75, privacy="private"),  # 0.25 and 0.75, one source
            text_model("nobody-knows-me", 1, 1, privacy="private"),
        ]
    )

    drawn = _drawn()

    assert _headings(drawn)[0] == (
        "Against their makers, by the median, private models cost 100% less for input and output; "
        "anonymized models cost 20% more for input and the same for output"
    )
    captions = "\n".join(read(caption.value) for caption in drawn.caption)
    assert "of 2 text models whose maker's list price is known" in captions
    assert "The newest price of a maker is from 16 August 2026" in captions
    assert "Free now, and not on the axis: Kimi-K3" in captions
    (row,) = table_of(drawn, "text_maker_anonymized").to_dict("records")
    assert (row["Maker's price since"], row["Stated by"]) == (
        "2026-05-12",
        "two public collections",
    )

    both = _drawn(text_one_source="true")

    assert list(chart_about(both, "Private, ").rows["label"]) == ["Mercury-2 (one source)"] * 2
    assert "1 of them stand in one public collection only" in "\n".join(
        read(caption.value) for caption in both.caption
    )


def test_a_model_that_moved_stands_beside_its_maker_over_time() -> None:
    drawn = _drawn(text_maker_model="kimi-k3")

    rows = chart_about(drawn, "Prices of Kimi K3 at Venice and at its maker").rows
    assert set(rows["series"]) == {
        f"{charge} at {place}"
        for charge in ("Input", "Output")
        for place in ("Venice", "moonshotai")
    }
    at_the_maker = rows[rows["series"] == "Input at moonshotai"]
    assert set(at_the_maker["price"]) == {3.0}
    assert str(at_the_maker["at"].max().date()) == "2026-08-16"


def test_on_a_past_day_only_what_held_then_is_compared() -> None:
    drawn = _drawn(as_of="2026-05-20", text_one_source="true")

    rows = [chart.rows for chart in charts(drawn) if "multiple" in chart.rows]
    ids = {model_id for frame in rows for model_id in frame["model_id"]}
    assert "zai-org-glm-5" in ids  # since February
    assert "qwen-3-7-plus" not in ids  # since June
