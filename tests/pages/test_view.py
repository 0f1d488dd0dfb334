"""What a page shows: its models, under the filters that say something about them."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from pandas.testing import assert_frame_equal, assert_series_equal

from pages.shared import view as shared_view
from pages.shared.page_frame import age_text, origin_text, source_text
from pages.shared.site import IMAGES, OVERVIEW, PAGES, TEXT, SitePage, page_about
from pages.shared.view import View, once_per_offer, once_per_view, view_of
from tests.support.samples import usd
from tests.support.stand_in import model, text_model
from venice_data import Catalog, parse_models
from venice_data.catalog.filters import Filters
from venice_data.costs.finder import headline_prices
from venice_data.costs.tokens import token_prices
from venice_data.live.store import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from venice_data.catalog.frames import Source

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
SHELF: list[dict[str, Any]] = [
    text_model("writer", privacy="private", capabilities={"supportsVision": True}),
    text_model("blind", privacy="anonymized", capabilities={"supportsVision": False}),
    model("painter", "image", {"generation": usd(1)}, privacy="private"),
    model("editor", "inpaint", {"inpaint": usd(1)}, privacy="anonymized"),
    model("vectors", "embedding", {"input": usd(1)}),
    text_model("retired", deprecation={"removesAt": "2026-08-01T00:00:00Z"}),
]


def _view(page: SitePage, filters: Filters, models: list[dict[str, Any]] = SHELF) -> View:
    return view_of(Snapshot(parse_models(models)), page, filters, "usd", NOW)


def _ids(view: View) -> list[str]:
    return [str(model_id) for model_id in view.models.index]


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
    view = _view(page, Filters())

    assert _ids(view) == expected
    assert view.in_scope.equals(view.models)
    assert view.not_applied == []


def test_a_type_of_another_page_is_set_aside() -> None:
    view = _view(TEXT, Filters(types=("inpaint", "image")))

    assert _ids(view) == ["writer", "blind", "vectors"]
    assert view.not_applied == ["type: edit, image"]
    assert view.applied == Filters()


def test_of_types_of_two_pages_each_page_shows_its_own() -> None:
    both = Filters(types=("embedding", "image"))

    assert _ids(_view(TEXT, both)) == ["vectors"]
    assert _ids(_view(IMAGES, both)) == ["painter"]
    assert _ids(_view(OVERVIEW, both)) == ["painter", "vectors"]
    assert _view(TEXT, both).not_applied == []


def test_on_the_overview_no_type_is_set_aside() -> None:
    view = _view(OVERVIEW, Filters(types=("video",)))

    assert _ids(view) == []
    assert view.not_applied == []


def test_a_capability_that_no_model_of_the_page_states_is_set_aside() -> None:
    view = _view(IMAGES, Filters(capabilities=("vision", "reasoning")))

    assert _ids(view) == ["painter", "editor"]
    assert view.not_applied == ["capability: vision, reasoning"]


def test_of_two_capabilities_the_one_that_is_stated_still_holds() -> None:
    view = _view(TEXT, Filters(capabilities=("vision", "loop")))

    assert _ids(view) == ["writer"]
    assert view.not_applied == ["capability: loop"]
    assert view.applied.capabilities == ("vision",)


def test_a_capability_that_every_model_denies_still_holds() -> None:
    view = _view(TEXT, Filters(capabilities=("vision",)), [SHELF[1]])

    assert _ids(view) == []
    assert view.not_applied == []


def test_a_context_window_is_set_aside_where_no_model_has_one() -> None:
    view = _view(IMAGES, Filters(min_context_tokens=128_000))

    assert _ids(view) == ["painter", "editor"]
    assert view.not_applied == ["context window"]


def test_where_some_models_have_a_context_window_the_others_do_not_pass() -> None:
    view = _view(OVERVIEW, Filters(min_context_tokens=128_000))

    assert _ids(view) == ["writer", "blind"]
    assert view.not_applied == []


def test_privacy_and_search_are_never_set_aside() -> None:
    view = _view(IMAGES, Filters(privacy=("private",), search="writer"))

    assert _ids(view) == []
    assert view.not_applied == []
    assert view.applied == Filters(privacy=("private",), search="writer")


def test_everything_that_is_set_aside_is_named() -> None:
    filters = Filters(("text",), ("vision",), ("private",), 8_000, "paint")

    view = _view(IMAGES, filters)

    assert _ids(view) == ["painter"]
    assert view.not_applied == ["type: text", "capability: vision", "context window"]


def test_the_prices_of_a_view_are_those_of_its_models() -> None:
    view = _view(IMAGES, Filters(privacy=("private",)))

    assert view.prices["model_id"].tolist() == ["painter"]


def test_a_view_narrows_to_a_type() -> None:
    view = _view(TEXT, Filters())

    assert view.of_type("embedding").index.tolist() == ["vectors"]
    assert view.of_type("image").empty


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_a_catalog_without_models_gives_an_empty_view(page: SitePage) -> None:
    view = _view(page, Filters(("text",), ("vision",), ("private",), 8_000, "a"), [])

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


def _counted() -> tuple[Callable[[View, int], list[str]], list[int]]:
    """Return a computation that is shared, and the arguments with which it was made."""
    made: list[int] = []

    @once_per_view
    def first_models(view: View, count: int) -> list[str]:
        made.append(count)
        return _ids(view)[:count]

    return first_models, made


def test_the_second_visitor_computes_nothing_also_of_the_same_list_fetched_again() -> None:
    first_models, made = _counted()
    first, second = _view(TEXT, Filters()), _view(TEXT, Filters())

    assert first.catalog is not second.catalog
    assert first.models is second.models
    assert first_models(first, 2) is first_models(second, 2)
    assert made == [2]


def test_what_shows_something_else_is_computed_for_itself() -> None:
    first_models, made = _counted()
    snapshot = Snapshot(parse_models(SHELF))
    views = [
        view_of(snapshot, TEXT, Filters(), "usd", NOW),
        view_of(snapshot, TEXT, Filters(), "diem", NOW),
        view_of(snapshot, TEXT, Filters(privacy=("private",)), "usd", NOW),
        view_of(snapshot, OVERVIEW, Filters(), "usd", NOW),
        view_of(snapshot, TEXT, Filters(), "usd", NOW - timedelta(days=40)),  # not retired yet
        view_of(snapshot, TEXT, Filters(), "usd", NOW + timedelta(days=1)),
    ]

    shown = [first_models(view, 9) for view in views]

    assert len(made) == len(views)
    assert shown[2] == ["writer"]
    assert shown[4] == ["writer", "blind", "vectors", "retired"]
    assert first_models(views[0], 1) == ["writer"]


def test_visitors_who_come_at_once_do_not_all_compute() -> None:
    both_are_here = threading.Barrier(2, timeout=30)
    made: list[View] = []

    @once_per_view
    def slowly(view: View) -> int:
        made.append(view)
        return len(view.models)

    def visit() -> int:
        view = _view(TEXT, Filters())
        both_are_here.wait()
        return slowly(view)

    with ThreadPoolExecutor(2) as visitors:
        seen = [visitor.result() for visitor in [visitors.submit(visit) for _ in range(2)]]

    assert seen == [3, 3]
    assert len(made) == 1


def test_what_was_computed_goes_with_the_list() -> None:
    view = _view(TEXT, Filters())
    models = weakref.ref(view.models)
    del view
    gc.collect()
    assert models() is not None

    _view(TEXT, Filters(), SHELF[:1])
    gc.collect()

    assert models() is None


def test_no_more_than_a_bound_is_remembered() -> None:
    first_models, _ = _counted()
    view = _view(TEXT, Filters())

    for count in range(shared_view._MOST_REMEMBERED + 10):
        first_models(view, count)

    assert len(shared_view._SHARED.results) == shared_view._MOST_REMEMBERED


def test_what_is_asked_for_again_is_remembered_longest() -> None:
    first_models, made = _counted()
    view = _view(TEXT, Filters())

    for count in range(shared_view._MOST_REMEMBERED + 10):
        first_models(view, count)
        first_models(view, 0)

    assert made.count(0) == 1
    first_models(view, 1)
    assert made.count(1) == 2


def test_what_does_not_depend_on_filters_is_computed_once_whatever_is_filtered() -> None:
    made: list[View] = []

    @once_per_offer
    def ids_in_scope(view: View) -> list[str]:
        made.append(view)
        return view.in_scope.index.tolist()

    snapshot = Snapshot(parse_models(SHELF))
    same = [
        view_of(snapshot, TEXT, Filters(), "usd", NOW),
        view_of(snapshot, TEXT, Filters(privacy=("private",)), "usd", NOW),
        view_of(snapshot, TEXT, Filters(search="writer"), "usd", NOW),
    ]
    others = [
        view_of(snapshot, TEXT, Filters(), "diem", NOW),
        view_of(snapshot, OVERVIEW, Filters(), "usd", NOW),
        view_of(snapshot, TEXT, Filters(), "usd", NOW - timedelta(days=40)),  # not retired yet
    ]

    shown = [ids_in_scope(view) for view in (*same, *others)]

    assert len(made) == 1 + len(others)
    assert shown[0] is shown[1] is shown[2]
    assert shown[5] == [*shown[0], "retired"]


def test_headlines_and_token_prices_are_those_of_the_models_alone() -> None:
    view = _view(OVERVIEW, Filters(privacy=("private",)))
    prices, models = view.catalog.prices, view.models

    assert_series_equal(view.headlines.loc[models.index], headline_prices(prices, models, "usd"))
    assert_frame_equal(view.token_prices_of(models), token_prices(prices, models, "usd"))
