"""What stays is out of the way of garbage collection, and what is dropped is freed."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest

from tests.support.stand_in import text_model
from venice_data import parse_models
from venice_data.live.store import settle_heap

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def unfrozen() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("unfrozen")
def test_what_stays_is_out_of_the_way_of_later_collections() -> None:
    before = gc.get_freeze_count()
    catalog = parse_models([text_model("kept")])

    settle_heap()

    assert gc.get_freeze_count() > before
    assert not any(found is catalog for found in gc.get_objects())


@pytest.mark.usefixtures("unfrozen")
def test_a_dropped_list_is_freed_though_it_was_out_of_the_way() -> None:
    held: list[object] = [parse_models([text_model("dropped")])]
    held.append(held)  # a circle, such as a session leaves: only a collection frees it
    dropped = weakref.ref(held[0])
    settle_heap()

    del held
    gc.collect()
    assert dropped() is not None

    settle_heap()
    assert dropped() is None
