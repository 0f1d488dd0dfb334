"""What visitors share: computed once for each list and view, bounded, and dropped with the list."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

from pandas.testing import assert_frame_equal, assert_series_equal

from pages.shared import view as shared_view
from pages.shared.site import OVERVIEW, TEXT
from pages.shared.view import View, once_per_offer, once_per_view, view_of
from tests.pages.shared.shelf import NOW, SHELF, ids_of, shelf_view
from venice_data import parse_models
from venice_data.catalog.filters import Filters
from venice_data.costs.headlines import headline_prices
from venice_data.costs.tokens import token_prices
from venice_data.live.store import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable


def _counted() -> tuple[Callable[[View, int], list[str]], list[int]]:
    """Return a computation that is shared, and the arguments with which it was made."""
    made: list[int] = []

    @once_per_view
    def first_models(view: View, count: int) -> list[str]:
        made.append(count)
        return ids_of(view)[:count]

    return first_models, made


def test_the_second_visitor_computes_nothing_also_of_the_same_list_fetched_again() -> None:
    first_models, made = _counted()
    first, second = shelf_view(TEXT, Filters()), shelf_view(TEXT, Filters())

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
        view = shelf_view(TEXT, Filters())
        both_are_here.wait()
        return slowly(view)

    with ThreadPoolExecutor(2) as visitors:
        seen = [visitor.result() for visitor in [visitors.submit(visit) for _ in range(2)]]

    assert seen == [3, 3]
    assert len(made) == 1


def test_what_was_computed_goes_with_the_list() -> None:
    view = shelf_view(TEXT, Filters())
    models = weakref.ref(view.models)
    del view
    gc.collect()
    assert models() is not None

    shelf_view(TEXT, Filters(), SHELF[:1])
    gc.collect()

    assert models() is None


def test_no_more_than_a_bound_is_remembered() -> None:
    first_models, _ = _counted()
    view = shelf_view(TEXT, Filters())

    for count in range(shared_view._MOST_REMEMBERED + 10):
        first_models(view, count)

    assert len(shared_view._SHARED.results) == shared_view._MOST_REMEMBERED


def test_what_is_asked_for_again_is_remembered_longest() -> None:
    first_models, made = _counted()
    view = shelf_view(TEXT, Filters())

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
    view = shelf_view(OVERVIEW, Filters(privacy=("private",)))
    prices, models = view.catalog.prices, view.models

    assert_series_equal(view.headlines.loc[models.index], headline_prices(prices, models, "usd"))
    assert_frame_equal(view.token_prices_of(models), token_prices(prices, models, "usd"))
