"""Whatever lists follow each other, the entries tell what differs between them and no more."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import few
from tests.support.histories import day, history_of_states
from venice_data.history.change_events import changes
from venice_data.history.list_states import ListState, Price

if TYPE_CHECKING:
    from venice_data.history.change_events import ChangeEvent

    Listed = dict[str, dict[str, Price]]


def _is_published(price: Price) -> bool:
    return price.usd is not None or price.diem is not None


_AMOUNTS = st.sampled_from([None, 0.0, 0.5, 1.0])
_NOTHING = st.none()
_PRICES = st.builds(Price, _AMOUNTS, _AMOUNTS, _NOTHING, _NOTHING).filter(_is_published)
_LISTS = st.lists(
    st.dictionaries(
        st.sampled_from(["a", "b"]),
        st.dictionaries(st.sampled_from(["input", "output", "extended.input"]), _PRICES),
    ),
    min_size=2,
    max_size=5,
)


def _state(listed: Listed) -> ListState:
    return ListState(
        listed={(model_id,): None for model_id in listed},
        prices={
            (model_id, component): price
            for model_id, prices in listed.items()
            for component, price in prices.items()
        },
        facts={(model_id, "type"): '"text"' for model_id in listed},
    )


def _entries(lists: list[Listed]) -> tuple[ChangeEvent, ...]:
    states = {day(number): _state(listed) for number, listed in enumerate(lists)}
    return changes(history_of_states(states))


def _went_up_or_down(before: Price | None, after: Price | None) -> bool:
    """Return whether a price came, went, or moved in a currency that it had and has."""
    if before is None or after is None:
        return before is not after
    return any(
        None not in pair and pair[0] != pair[1]
        for pair in ((before.usd, after.usd), (before.diem, after.diem))
    )


@few(20)
@given(_LISTS)
def test_arrivals_and_departures_tell_which_models_each_list_holds(lists: list[Listed]) -> None:
    listed = set(lists[0])
    entries = _entries(lists)

    for number, expected in enumerate(lists[1:], start=1):
        at_once = [entry for entry in entries if entry.observed_at == day(number)]
        listed -= {entry.model_id for entry in at_once if entry.kind == "retired"}
        listed |= {entry.model_id for entry in at_once if entry.kind in ("new", "back")}
        assert listed == set(expected)


@few(20)
@given(_LISTS)
def test_only_a_model_that_was_there_before_is_back(lists: list[Listed]) -> None:
    seen = set(lists[0])

    for entry in reversed(_entries(lists)):
        if entry.kind in ("new", "back"):
            assert (entry.kind == "back") == (entry.model_id in seen)
            seen.add(entry.model_id)


@few(20)
@given(_LISTS)
def test_moves_are_what_differs_between_two_lists(lists: list[Listed]) -> None:
    told = {
        (entry.observed_at, entry.model_id, move.component): (move.before, move.after)
        for entry in _entries(lists)
        for move in entry.moves
    }

    assert told == {
        (day(number), model_id, component): (before, after)
        for number, (earlier, later) in enumerate(pairwise(lists), start=1)
        for model_id in earlier.keys() | later.keys()
        for component in earlier.get(model_id, {}).keys() | later.get(model_id, {}).keys()
        for before in [earlier.get(model_id, {}).get(component)]
        for after in [later.get(model_id, {}).get(component)]
        if _went_up_or_down(before, after)
    }


@few(20)
@given(_LISTS)
def test_no_two_entries_share_an_id(lists: list[Listed]) -> None:
    ids = [entry.event_id for entry in _entries(lists)]

    assert len(set(ids)) == len(ids)
