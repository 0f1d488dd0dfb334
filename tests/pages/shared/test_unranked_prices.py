"""Prices that no ranking knows are shown with what is known of them, and never denied."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from pages.shared.site import CHANGES, COMPARE, OVERVIEW, VIDEO
from pages.shared.view import view_of
from pages.video.finding import find
from tests.support.histories import history_of
from tests.support.page_driver import (
    chart_about,
    draw,
    forget_what_was_computed,
    read,
    remember,
    rerun,
    said_on,
    serve,
    texts_of,
)
from tests.support.samples import usd
from tests.support.stand_in import model, text_model
from venice_data.catalog import price_components
from venice_data.catalog.filters import Filters
from venice_data.catalog.price_components import PriceComponent
from venice_data.live.store import shared_store

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from streamlit.testing.v1 import AppTest

LISTED = model("listed", "video", {"per_wobble": usd(0.01)})
QUOTED = model("quoted", "video", None)
PER_FRAME = PriceComponent("per_wobble", "frame", "Frame", "Each frame of the clip.", ("video",))


@pytest.fixture
def with_entry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Know the price per frame, by nothing but one entry."""
    forget_what_was_computed()
    known = (*price_components.PRICE_COMPONENTS, PER_FRAME)
    monkeypatch.setattr(price_components, "PRICE_COMPONENTS", known)
    yield
    forget_what_was_computed()


def _said(drawn: AppTest) -> str:
    return "\n".join(texts_of(drawn)).casefold()


def _listed_rows(drawn: AppTest) -> list[dict[Hashable, Any]]:
    """Return the rows of the table of all listed prices."""
    (table,) = [shown.value for shown in drawn.dataframe if "Price of" in shown.value]
    return table[["Id", "Price of", "Price", "Unit"]].to_dict("records")


def _compared(drawn: AppTest, title: str) -> list[str]:
    """Return the row of one property: its title with its unit, then a text per model."""
    (row,) = [
        [read(text) for text in (name, *cells)]
        for shown in drawn.table
        for name, *cells in shown.value.itertuples()
        if read(name).startswith(title)
    ]
    return row


def _draw_over_time(*models: dict[str, Any]) -> AppTest:
    remember(history_of(list(models)))
    return draw(CHANGES, changes_tab="Over time", changes_models=[one["id"] for one in models])


def test_the_overview_lists_what_it_cannot_rank_and_counts_what_is_quoted() -> None:
    serve([LISTED, QUOTED])

    drawn = draw(OVERVIEW)

    assert _listed_rows(drawn) == [
        {"Id": "listed", "Price of": "per_wobble", "Price": 0.01, "Unit": "unknown"}
    ]
    assert "Video: all listed prices" in texts_of(drawn)
    assert "See the published prices below; 1 priced by quote only." in texts_of(drawn)
    assert "2 video models, but no price that can be ranked here." in texts_of(drawn)
    assert "no price published" not in _said(drawn)
    assert "no list prices" not in _said(drawn)


def test_video_without_any_price_is_priced_by_quote_only() -> None:
    serve([QUOTED])

    texts = texts_of(draw(OVERVIEW))

    assert "Priced by quote only: Venice publishes no list prices for video." in texts
    assert "Video: all listed prices" not in texts


@pytest.mark.parametrize(
    ("unranked", "heading"),
    [
        (model("odd", "text", {"per_wish": usd(2)}), "Text: all listed prices"),
        (model("odd", "hologram", {"per_wish": usd(2)}), "Hologram: new type"),
    ],
)
def test_the_same_holds_for_any_type(unranked: dict[str, Any], heading: str) -> None:
    serve([unranked])

    drawn = draw(OVERVIEW)

    assert heading in texts_of(drawn)
    assert [row["Price of"] for row in _listed_rows(drawn)] == ["per_wish"]
    assert "no price published" not in _said(drawn)


def test_models_without_any_price_are_listed_nowhere() -> None:
    serve([model("mute", "text", None), text_model("priced"), model("mute-too", "image", None)])

    drawn = draw(OVERVIEW)

    assert not any("all listed prices" in text for text in texts_of(drawn))
    assert "No published price can be compared here." in texts_of(drawn)


def test_the_comparison_shows_the_price_and_says_by_quote_of_the_other_alone() -> None:
    serve([LISTED, QUOTED])

    drawn = draw(COMPARE, compare_models=["listed", "quoted"])

    row = _compared(drawn, "per_wobble")
    assert row == ["per_wobble", "$0.01", "no price published"]
    assert "Prices, USD, unit unknown" in texts_of(drawn)
    assert "Priced by quote only: Quoted. The Video page asks for quotes." in texts_of(drawn)
    assert said_on(drawn).count("[Priced by quote only]") == 1  # on the tile of the one
    assert said_on(drawn).count("See its prices below") == 1


def test_a_tile_of_the_comparison_tells_unranked_from_unpublished() -> None:
    serve([model("odd", "text", {"per_wish": usd(2)}), model("mute", "text", None)])

    said = said_on(draw(COMPARE, compare_models=["odd", "mute"]))

    assert said.count("See its prices below") == 1
    assert said.count("### no price published") == 1


def test_prices_over_time_draw_the_price_and_say_by_quote_of_the_other_alone() -> None:
    drawn = _draw_over_time(LISTED, QUOTED, model("mute", "text", None))

    chart = chart_about(drawn, "in an unknown unit")
    assert set(chart.rows["price"]) == {0.01}
    assert "Priced by quote only: Quoted." in texts_of(drawn)
    assert "No price was ever recorded: Mute." in texts_of(drawn)


def test_the_video_page_lists_the_price_beside_the_quotes() -> None:
    serve([LISTED, QUOTED])

    drawn = draw(VIDEO)

    assert [row["Id"] for row in _listed_rows(drawn)] == ["listed"]
    assert "no price list" not in _said(drawn)


def test_the_video_page_says_that_there_is_no_list_where_there_is_none() -> None:
    serve([QUOTED])

    assert "Venice publishes no price list for video: it quotes each clip." in "".join(
        texts_of(draw(VIDEO))
    )


@pytest.mark.usefixtures("with_entry")
def test_with_one_entry_the_overview_and_the_video_page_know_its_unit() -> None:
    serve([LISTED, QUOTED])

    for page in (OVERVIEW, VIDEO):
        assert _listed_rows(draw(page)) == [
            {"Id": "listed", "Price of": "Frame", "Price": 0.01, "Unit": "frame"}
        ]


@pytest.mark.usefixtures("with_entry")
def test_with_one_entry_the_comparison_explains_it_and_reckons_with_it() -> None:
    serve([LISTED, model("double", "video", {"per_wobble": usd(0.02)})])

    drawn = draw(COMPARE, compare_models=["listed", "double"])
    drawn.session_state["compare_meanings"] = True
    rerun(drawn)

    row = _compared(drawn, "Frame")
    assert row == ["Frame", "$0.01 · lowest", "$0.02 · 2× as much"]
    assert "Prices, USD per frame" in texts_of(drawn)
    assert any("- **Frame**: Each frame of the clip." in text for text in texts_of(drawn))


@pytest.mark.usefixtures("with_entry")
def test_with_one_entry_prices_over_time_have_its_unit() -> None:
    drawn = _draw_over_time(LISTED)

    assert chart_about(drawn, "USD per frame").rows["series"].unique().tolist() == ["Frame"]


def test_a_listed_price_of_one_model_hides_no_published_rates_of_others() -> None:
    """The overview then had no price of any video model."""
    serve([LISTED, model("longcat-text-to-video", "video", None)])

    assert any(text.startswith("Video from about $") for text in texts_of(draw(OVERVIEW)))


def test_where_every_video_model_lists_prices_none_is_said_to_have_none() -> None:
    """The plain page said `0 of 1 video models have no price list`."""
    serve([LISTED])
    view = view_of(shared_store().current(), VIDEO, Filters(), "usd", datetime.now(UTC))

    assert find(view, {}).sentence == "1 video model lists prices, which this page shows."
    assert "takes a quote" not in _said(draw(VIDEO, video_tab="One model"))


def test_where_no_video_model_matches_nothing_is_said_of_how_all_are_priced() -> None:
    serve([LISTED])
    nothing = Filters(search="zzzz")
    view = view_of(shared_store().current(), VIDEO, nothing, "usd", datetime.now(UTC))

    assert find(view, {}).sentence == "No video model matches. Loosen a filter."
