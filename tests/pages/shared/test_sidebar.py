"""The sidebar and the link: what they narrow, what they set aside, what they advise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pages.shared.site import (
    CHANGES,
    DATA,
    IMAGES,
    MODEL,
    OVERVIEW,
    PAGES,
    TEXT,
    SitePage,
)
from tests.support.page_driver import (
    chart_about,
    charts,
    draw,
    rerun,
    serve,
    texts_of,
)
from tests.support.samples import tokens, usd
from tests.support.stand_in import model, text_model
from venice_data.catalog.filters import FILTERS

if TYPE_CHECKING:
    from venice_data.catalog.filter_kinds import Filter

# A model's page and the page of data show what they are asked for, whatever the filters say.
FILTERED = [page for page in PAGES if page not in (MODEL, DATA)]
IN_THIS_MIX = "Text models by price"
SHELF: list[dict[str, Any]] = [
    text_model("writer", 1, 2, privacy="private", capabilities={"supportsVision": True}),
    text_model("blind", 2, 3, privacy="anonymized", capabilities={"supportsVision": False}),
    text_model("short", 3, 4, privacy="private", availableContextTokens=8_000),
    model("painter", "image", {"generation": usd(1)}, privacy="private"),
    model("editor", "inpaint", {"inpaint": usd(1)}, privacy="anonymized"),
]


@pytest.mark.parametrize(
    ("page", "count"), [(OVERVIEW, "5 of 5"), (TEXT, "3 of 3"), (IMAGES, "2 of 2")]
)
def test_the_sidebar_counts_the_models_of_the_page(page: SitePage, count: str) -> None:
    serve(SHELF)

    kept, _, total = count.split()
    texts = texts_of(draw(page))
    assert any(text.startswith(f"**{kept}** of {total} models match the filters") for text in texts)


def test_on_a_page_of_some_types_the_models_of_each_are_counted() -> None:
    """“120 of 120 models” stood beside “111 text models”."""
    serve([text_model("a"), text_model("b"), model("c", "embedding", tokens(input=1))])

    said = "**3** of 3 models match the filters: 2 text, 1 embedding"
    assert said in texts_of(draw(TEXT))


@pytest.mark.parametrize("declared", FILTERS.values(), ids=lambda declared: declared.name)
def test_each_filter_has_a_control_in_the_sidebar(declared: Filter[Any]) -> None:
    sidebar = draw(TEXT).sidebar

    controls = [*sidebar.multiselect, *sidebar.selectbox, *sidebar.text_input]
    assert declared.label in [control.label for control in controls if control.key == declared.name]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ({"privacy": "private"}, ["Writer", "Short"]),
        ({"privacy": ["private", "anonymized"]}, ["Writer", "Blind", "Short"]),
        ({"capability": "vision"}, ["Writer"]),
        ({"context": "128K"}, ["Writer", "Blind"]),
        ({"search": "bli"}, ["Blind"]),
        ({"type": ["text", "image"]}, ["Writer", "Blind", "Short"]),
    ],
)
def test_a_link_narrows_what_a_page_draws(
    link: dict[str, str | list[str]], expected: list[str]
) -> None:
    serve(SHELF)

    ranking = chart_about(draw(TEXT, **link), IN_THIS_MIX)

    assert ranking.rows["label"].tolist() == expected


@pytest.mark.parametrize("page", FILTERED, ids=lambda page: page.title)
def test_where_no_model_matches_the_page_says_so_and_draws_nothing(page: SitePage) -> None:
    drawn = draw(page, search="no such model")

    said = "No matching change." if page is CHANGES else "No model matches."
    assert any(text.startswith(said) for text in texts_of(drawn))
    assert charts(drawn) == []
    assert len(drawn.subheader) == 0


def test_the_filter_whose_loss_helps_most_is_named_first() -> None:
    serve(SHELF)

    drawn = draw(TEXT, privacy="private", search="blind", context="8K")

    # without the search: Writer and Short; without privacy: Blind
    advice = "Loosen one filter: without the search, 2 would match; without privacy, 1 would match."
    assert f"No model matches. {advice}" in texts_of(drawn)


def test_where_no_single_filter_is_to_blame_the_advice_is_to_clear_them() -> None:
    serve(SHELF)

    drawn = draw(TEXT, capability="vision", search="zzz", privacy="anonymized")

    remedy = "Removing one filter is not enough: clear them all in the sidebar."
    assert f"No model matches. {remedy}" in texts_of(drawn)


def test_where_a_page_has_no_model_at_all_no_filter_is_blamed() -> None:
    serve([text_model("writer")])

    texts = texts_of(draw(IMAGES))

    assert any(text.startswith("Today's list has no model") for text in texts)
    assert not any("clear them" in text for text in texts)


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ({"type": "text"}, "type: text"),
        ({"capability": "vision"}, "capability: vision"),
        ({"context": "128K"}, "context window"),
    ],
)
def test_a_filter_that_says_nothing_about_a_page_is_set_aside_there(
    link: dict[str, str], named: str
) -> None:
    serve(SHELF)

    drawn = draw(IMAGES, **link)

    assert "**2** of 2 models match the filters: 1 image, 1 edit" in texts_of(drawn)
    said = f"Not applied here, because no model on this page states it: {named}."
    assert said in texts_of(drawn)


def test_filters_are_cleared_at_once() -> None:
    serve(SHELF)
    drawn = draw(TEXT, privacy="private", search="writer", context="128K", capability="vision")
    assert "**1** of 3 models match the filters" in texts_of(drawn)

    drawn.button[0].click()
    rerun(drawn)

    assert "**3** of 3 models match the filters" in texts_of(drawn)


def test_a_filter_stays_when_the_page_changes() -> None:
    serve(SHELF)
    drawn = draw(TEXT, privacy="private")

    drawn.switch_page(IMAGES.script)
    rerun(drawn)

    assert "**1** of 2 models match the filters" in texts_of(drawn)


def test_another_currency_redraws_every_price() -> None:
    serve([model("a", "text", {"input": {"usd": 1, "diem": 10}, "output": {"usd": 1, "diem": 10}})])
    drawn = draw(TEXT)
    assert chart_about(drawn, IN_THIS_MIX).rows["price_text"].tolist() == ["$1.00"]

    drawn.segmented_control(key="currency").set_value("DIEM")
    rerun(drawn)

    ranking = chart_about(drawn, IN_THIS_MIX)
    assert ranking.rows["price_text"].tolist() == ["10.00 DIEM"]
    assert "$" not in str(ranking.spec["layer"])


def test_a_removed_model_is_left_out_and_counted_as_retired() -> None:
    gone = text_model("gone", 0, 0, deprecation={"removesAt": "2026-08-06T00:00:00Z"})
    serve([*SHELF, gone])

    drawn = draw(TEXT)

    assert "Gone" not in chart_about(drawn, IN_THIS_MIX).rows["label"].tolist()
    assert any("1 model has retired since and is left out." in text for text in texts_of(drawn))


def test_what_retires_is_listed_with_its_date_and_the_days_that_are_left() -> None:
    removal = datetime.now(UTC).replace(microsecond=0) + timedelta(days=9, hours=1)
    leaving = {"removesAt": removal.isoformat(), "replacementModelId": "writer"}
    serve([*SHELF, text_model("old", deprecation=leaving)])

    table = draw(OVERVIEW).dataframe[0].value

    assert table.to_dict("records") == [
        {
            "Model": "Old",
            "Id": "old",
            "Type": "text",
            "Retires (UTC)": f"{removal:%Y-%m-%d %H:%M}",
            "Days left": 9,
            "Replaced by": "writer",
        }
    ]


def test_a_model_that_is_down_is_not_called_the_cheapest() -> None:
    serve([text_model("down", 0, 0, offline=True), text_model("up", 1, 1)])

    texts = texts_of(draw(OVERVIEW))

    assert "Text from $1.00" in texts
    assert not any("Down" in text for text in texts)
