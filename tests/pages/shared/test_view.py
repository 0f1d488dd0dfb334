"""What a page shows: its models, under the filters that say something about them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pages.shared.freshness import age_text
from pages.shared.provenance import origin_text, source_text
from pages.shared.site import IMAGES, OVERVIEW, PAGES, TEXT, SitePage, page_about
from pages.shared.view import view_of
from tests.pages.shared.shelf import NOW, SHELF, ids_of, shelf_view
from venice_data import Catalog, parse_models
from venice_data.catalog.filters import Filters
from venice_data.live.store import Snapshot

if TYPE_CHECKING:
    from venice_data.catalog.frames import Source


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (OVERVIEW, ["writer", "blind", "painter", "editor", "vectors"]),
        (TEXT, ["writer", "blind", "vectors"]),
        (IMAGES, ["painter", "editor"]),
    ],
)
def test_a_page_shows_the_models_of_its_types_that_are_not_retired(
    page: SitePage, expected: list[str]
) -> None:
    view = shelf_view(page, Filters())

    assert ids_of(view) == expected
    assert view.in_scope.equals(view.models)
    assert view.not_applied == []


def test_a_type_of_another_page_is_set_aside() -> None:
    view = shelf_view(TEXT, Filters(types=("inpaint", "image")))

    assert ids_of(view) == ["writer", "blind", "vectors"]
    assert view.not_applied == ["type: edit, image"]
    assert view.applied == Filters()


def test_of_types_of_two_pages_each_page_shows_its_own() -> None:
    both = Filters(types=("embedding", "image"))

    assert ids_of(shelf_view(TEXT, both)) == ["vectors"]
    assert ids_of(shelf_view(IMAGES, both)) == ["painter"]
    assert ids_of(shelf_view(OVERVIEW, both)) == ["painter", "vectors"]
    assert shelf_view(TEXT, both).not_applied == []


def test_on_the_overview_no_type_is_set_aside() -> None:
    view = shelf_view(OVERVIEW, Filters(types=("video",)))

    assert ids_of(view) == []
    assert view.not_applied == []


def test_a_capability_that_no_model_of_the_page_states_is_set_aside() -> None:
    view = shelf_view(IMAGES, Filters(capabilities=("vision", "reasoning")))

    assert ids_of(view) == ["painter", "editor"]
    assert view.not_applied == ["capability: vision, reasoning"]


def test_of_two_capabilities_the_one_that_is_stated_still_holds() -> None:
    view = shelf_view(TEXT, Filters(capabilities=("vision", "loop")))

    assert ids_of(view) == ["writer"]
    assert view.not_applied == ["capability: loop"]
    assert view.applied.capabilities == ("vision",)


def test_a_capability_that_every_model_denies_still_holds() -> None:
    view = shelf_view(TEXT, Filters(capabilities=("vision",)), [SHELF[1]])

    assert ids_of(view) == []
    assert view.not_applied == []


def test_a_context_window_is_set_aside_where_no_model_has_one() -> None:
    view = shelf_view(IMAGES, Filters(min_context_tokens=128_000))

    assert ids_of(view) == ["painter", "editor"]
    assert view.not_applied == ["context window"]


def test_where_some_models_have_a_context_window_the_others_do_not_pass() -> None:
    view = shelf_view(OVERVIEW, Filters(min_context_tokens=128_000))

    assert ids_of(view) == ["writer", "blind"]
    assert view.not_applied == []


def test_privacy_and_search_are_never_set_aside() -> None:
    view = shelf_view(IMAGES, Filters(privacy=("private",), search="writer"))

    assert ids_of(view) == []
    assert view.not_applied == []
    assert view.applied == Filters(privacy=("private",), search="writer")


def test_everything_that_is_set_aside_is_named() -> None:
    filters = Filters(("text",), ("vision",), ("private",), 8_000, "paint")

    view = shelf_view(IMAGES, filters)

    assert ids_of(view) == ["painter"]
    assert view.not_applied == ["type: text", "capability: vision", "context window"]


def test_the_prices_of_a_view_are_those_of_its_models() -> None:
    view = shelf_view(IMAGES, Filters(privacy=("private",)))

    assert view.prices["model_id"].tolist() == ["painter"]


def test_a_view_narrows_to_a_type() -> None:
    view = shelf_view(TEXT, Filters())

    assert view.of_type("embedding").index.tolist() == ["vectors"]
    assert view.of_type("image").empty


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_a_catalog_without_models_gives_an_empty_view(page: SitePage) -> None:
    view = shelf_view(page, Filters(("text",), ("vision",), ("private",), 8_000, "a"), [])

    assert view.models.empty
    assert view.prices.empty


def test_a_view_keeps_the_currency_the_instant_and_the_failure() -> None:
    snapshot = Snapshot(parse_models(SHELF), "no connection")

    view = view_of(snapshot, TEXT, Filters(), "diem", NOW)

    assert (view.currency, view.now, view.snapshot.failure) == ("diem", NOW, "no connection")


def test_a_type_belongs_to_one_page_at_most() -> None:
    owned = [api_type for page in PAGES for api_type in page.types]

    assert len(owned) == len(set(owned))
    assert page_about("inpaint") is IMAGES
    assert page_about("hologram") is None


def _catalog(source: Source) -> Catalog:
    return parse_models(SHELF, fetched_at=datetime(2026, 8, 5, 7, 9, tzinfo=UTC), source=source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("live", "Live prices, fetched 5 August 2026, 07:09 UTC"),
        ("last good", "Prices of 5 August 2026, 07:09 UTC"),
        ("bundled", "Prices of 5 August 2026"),
    ],
)
def test_the_origin_names_the_list_and_its_instant(source: Source, expected: str) -> None:
    catalog = _catalog(source)

    assert origin_text(catalog) == expected
    assert source_text(catalog) == f"Source: Venice's model list. {expected}."


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (timedelta(0), "less than a minute ago"),
        (timedelta(seconds=59), "less than a minute ago"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=92), "92 days ago"),
        (timedelta(minutes=-5), "less than a minute ago"),  # a clock that runs ahead
    ],
)
def test_the_age_is_told_in_the_largest_unit_that_fits(age: timedelta, expected: str) -> None:
    catalog = _catalog("live")

    assert age_text(catalog, catalog.fetched_at + age) == expected
