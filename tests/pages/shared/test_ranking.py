"""Rankings: one declaration of a column gives its tooltip and its place in the table."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd
import pytest
import vl_convert

from pages.shared.chart_parts import bars_height
from pages.shared.ranking import (
    PRIVACY,
    Column,
    Ranking,
    by_price,
    ranking_chart,
    ranking_table,
    tied_for_lowest,
)

if TYPE_CHECKING:
    from venice_data.catalog.frames import Currency

MODELS = pd.DataFrame(
    {
        "name": ["Same", "Same", "Free", "None"],
        "label": ["Same · b", "Same · a", "Free", "None"],
        "privacy": ["private", "private", "anonymized", "private"],
        "price": [0.0000315, 0.0000315, 0.0, math.nan],
        "setup": [12.3456, 1.0, 0.0, 2.0],
        "limit": [8_192, 4_096, 1, 2],
        "basis": ["per call", "per call", "free", "none"],
    },
    index=["b", "a", "free", "none"],
)
COLUMNS = (
    Column("price", "Price per call", "price", title_at_bar="A call"),
    Column("setup", "Setup", "cost"),
    Column("limit", "Limit", at_bar=False),
    Column("basis", "Priced"),
    PRIVACY,
)
RANKING = Ranking("per call", COLUMNS, "calls")


def _drawn_texts(models: pd.DataFrame, ranking: Ranking, currency: Currency) -> pd.DataFrame:
    return ranking_chart(models, ranking, currency).frames["rows"]


def test_the_cheapest_come_first_then_by_label_and_without_a_price_last() -> None:
    assert by_price(MODELS).index.tolist() == ["free", "a", "b", "none"]


def test_a_column_is_told_with_its_bar_and_stands_in_the_table() -> None:
    drawn = by_price(MODELS).dropna(subset="price")

    spec = ranking_chart(drawn, RANKING, "usd").spec
    tooltips = spec["layer"][-1]["layer"][0]["encoding"]["tooltip"]
    assert [(tooltip["field"], tooltip["title"]) for tooltip in tooltips] == [
        ("label", "Model"),
        ("price_text", "A call"),
        ("setup_text", "Setup"),
        ("basis", "Priced"),
        ("privacy", "Privacy"),
    ]
    assert ranking_table(by_price(MODELS), COLUMNS).columns.tolist() == [
        "Model",
        "Id",
        "Price per call",
        "Setup",
        "Limit",
        "Priced",
        "Privacy",
    ]


def test_published_prices_are_written_whole_and_costs_to_four_digits() -> None:
    drawn = by_price(MODELS).dropna(subset="price")

    texts = _drawn_texts(drawn, RANKING, "usd")

    assert texts["price_text"].tolist() == ["$0.00", "$0.0000315", "$0.0000315"]
    assert texts["setup_text"].tolist() == ["$0.00", "$1.00", "$12.35"]


def test_bars_of_a_price_that_is_no_column_are_labelled_whole_as_in_its_table() -> None:
    """An hour of audio was 0.1133 DIEM at its bar and 0.113328 in its table."""
    drawn = MODELS.loc[["b"]].assign(price=12.3456)

    texts = _drawn_texts(drawn, Ranking("per day", (PRIVACY,), "days"), "diem")

    assert texts["price_text"].tolist() == ["12.3456 DIEM"]


def test_the_table_names_models_by_their_names_or_else_by_their_labels() -> None:
    named = ranking_table(MODELS, (PRIVACY,))
    labelled = ranking_table(MODELS.drop(columns="name"), (PRIVACY,))

    assert named["Model"].tolist() == ["Same", "Same", "Free", "None"]
    assert labelled["Model"].tolist() == ["Same · b", "Same · a", "Free", "None"]
    assert named["Id"].tolist() == ["b", "a", "free", "none"]


@pytest.mark.parametrize(
    ("prices", "text"),
    [
        ([0.1, 0.2, 0.2], ""),
        ([0.1, 0.1, 0.2], "2 models share $0.10: a, b"),
        ([0.1] * 5, "5 models share $0.10: a, b, c and 2 more"),
    ],
)
def test_models_of_the_lowest_price_are_said_to_share_it(prices: list[float], text: str) -> None:
    """The first by label stood there as the cheapest, alone."""
    priced = pd.DataFrame({"label": list("abcde")[: len(prices)], "price": prices})

    assert tied_for_lowest(priced, "usd") == text


def test_the_legend_of_privacy_shows_it_as_the_bars_do() -> None:
    """An empty square stood for bars that are filled, though pale."""
    drawn = by_price(MODELS).dropna(subset="price")
    drawing = ranking_chart(drawn, RANKING, "usd")
    spec = drawing.spec | {"width": 400, "data": {"values": []}}

    (legend,) = vl_convert.vegalite_to_vega(spec)["legends"]

    bars = drawing.spec["layer"][0]["layer"][0]["mark"]
    assert legend["encode"]["symbols"]["update"]["fill"] == {"signal": bars["fill"]["expr"]}
    assert "datum.privacy || datum.value" in bars["fill"]["expr"]
    assert "anonymized: 'b0'" in bars["fill"]["expr"]  # told apart without colours
    assert legend["stroke"] == "color"


@pytest.mark.parametrize(
    ("labels", "step_pixels"),
    [
        (["Short", "A name that is written in two lines", "Short again"], 26),
        (["A name that is written in two lines", "Another that is written in two"], 26),
        (["A name that is written in two lines", "Another that is written in two lines"], 34),
    ],
)
def test_names_in_two_lines_stay_apart(labels: list[str], step_pixels: int) -> None:
    """They ran together as one block."""
    taller = bars_height(pd.DataFrame({"label": [*labels, "Short"]}))

    assert taller - bars_height(pd.DataFrame({"label": [*labels]})) == step_pixels
