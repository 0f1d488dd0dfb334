"""What changed from list to list: one event per model, instant and kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.histories import day, history_at, history_of, history_of_states
from tests.support.samples import tokens
from tests.support.stand_in import model
from venice_data.history.change_events import changes
from venice_data.history.list_states import ListState, Price, fact_as_text

if TYPE_CHECKING:
    from venice_data.history.change_events import ChangeEvent, PriceMove


def _chat(pricing: object, **spec: object) -> dict[str, Any]:
    return model("chat", "text", pricing, **spec)


def _only(entries: tuple[ChangeEvent, ...]) -> ChangeEvent:
    (entry,) = entries
    return entry


def _only_move(entry: ChangeEvent) -> PriceMove:
    (move,) = entry.moves
    return move


def _amounts(entry: ChangeEvent) -> dict[str, tuple[float | None, float | None]]:
    return {move.component: move.amounts("usd") for move in entry.moves}


def test_what_the_first_list_holds_is_no_change() -> None:
    assert changes(history_of([_chat(tokens(input=1, output=2))])) == ()


def test_a_list_that_says_the_same_is_no_change() -> None:
    listed = [_chat(tokens(input=1, output=2))]

    assert changes(history_of(listed, listed)) == ()


def test_all_prices_that_move_at_once_are_one_entry_in_reading_order() -> None:
    before = tokens(output=2, cache_write=3, input=1, cache_input=0.5)
    after = tokens(output=4, cache_write=6, input=2, cache_input=1)
    before["extended"] = tokens(output=20, input=10)
    after["extended"] = tokens(output=40, input=20)

    entry = _only(changes(history_of([_chat(before)], [_chat(after)])))

    assert entry.kind == "price up"
    assert list(_amounts(entry).items()) == [
        ("input", (1, 2)),
        ("output", (2, 4)),
        ("cache_input", (0.5, 1)),
        ("cache_write", (3, 6)),
        ("extended.input", (10, 20)),
        ("extended.output", (20, 40)),
    ]
    assert [move.share("usd") for move in entry.moves] == [1.0] * 6


def test_numbers_in_components_are_read_by_their_size() -> None:
    lengths = {length: {"usd": 1} for length in ("90", "120", "30")}

    entry = _only(changes(history_of([], [model("song", "music", {"durations": lengths})])))

    assert list(_amounts(entry)) == ["durations.30", "durations.90", "durations.120"]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (tokens(input=1, output=2), tokens(input=2, output=2), "price up"),
        (tokens(input=1, output=2), tokens(input=1, output=1), "price down"),
        (tokens(input=1, output=2), tokens(input=2, output=1), "prices changed"),
        (tokens(input=1), tokens(input=1, output=2), "prices changed"),
        (tokens(input=1, output=2), tokens(input=1), "prices changed"),
        (tokens(input=1, output=2), tokens(input=2), "price up"),
        (tokens(input=0), tokens(input=1), "price up"),
        (tokens(input=1), tokens(input=0), "price down"),
        (tokens(input=1), {"input": {"usd": 1.5, "diem": 1}}, "price up"),
        (tokens(input=1), {"input": {"usd": 1, "diem": 0.5}}, "price down"),
        (tokens(input=1), {"input": {"usd": 2, "diem": 0.5}}, "price up"),
    ],
)
def test_the_kind_of_an_entry_says_where_the_prices_went(
    before: dict[str, Any], after: dict[str, Any], kind: str
) -> None:
    assert _only(changes(history_of([_chat(before)], [_chat(after)]))).kind == kind


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"usd": 1}, {"usd": 1, "diem": 1}),
        ({"usd": 1, "diem": 1}, {"usd": 1}),
        ({"usd": 1}, {"usd": "1"}),
        ({}, {"usd": None}),
    ],
)
def test_a_price_that_is_only_written_otherwise_has_not_moved(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert changes(history_of([_chat({"input": before})], [_chat({"input": after})])) == ()


def test_a_share_is_told_in_each_currency_for_itself() -> None:
    after = {"input": {"usd": 1.5, "diem": 1}}

    move = _only_move(_only(changes(history_of([_chat(tokens(input=1))], [_chat(after)]))))

    assert (move.share("usd"), move.share("diem")) == (0.5, 0.0)


def test_from_zero_there_is_no_share() -> None:
    free, paid = [_chat(tokens(input=0))], [_chat(tokens(input=1))]

    down, up = changes(history_of(free, paid, free))

    assert _only_move(up).share("usd") is None
    assert _only_move(down).share("usd") == -1.0


def test_a_price_that_is_gone_has_nothing_after_it() -> None:
    history = history_of([_chat(tokens(input=1, output=2))], [_chat(tokens(input=1))])

    move = _only_move(_only(changes(history)))

    assert (move.component, move.before, move.after) == ("output", Price(2.0, 2.0), None)


def test_a_price_that_turns_unreadable_is_gone() -> None:
    history = history_of([_chat(tokens(input=1))], [_chat({"input": {"usd": "soon"}})])

    assert _only_move(_only(changes(history))).after is None


def test_a_model_comes_goes_and_comes_back_with_its_prices() -> None:
    cheap, dear = _chat(tokens(input=1), name="Chat"), _chat(tokens(input=3), name="Chat II")

    back, retired, new = changes(history_of([], [cheap], [], [dear]))

    assert [(entry.kind, entry.name, entry.observed_at) for entry in (new, retired, back)] == [
        ("new", "Chat", day(1)),
        ("retired", "Chat", day(2)),
        ("back", "Chat II", day(3)),
    ]
    assert [_amounts(entry) for entry in (new, retired, back)] == [
        {"input": (None, 1)},
        {"input": (1, None)},
        {"input": (None, 3)},
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"deprecation": {"removesAt": "2026-10-01T00:00:00Z"}}),
        ({"deprecation": {"removesAt": "2026-10-01T00:00:00Z"}}, {}),
        (
            {"deprecation": {"removesAt": "2026-10-01T00:00:00Z"}},
            {"deprecation": {"removesAt": "2026-11-01T00:00:00Z"}},
        ),
        ({}, {"deprecation": {"replacementModelId": "heir"}}),
    ],
)
def test_what_is_said_of_a_removal_is_one_entry(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    entry = _only(changes(history_of([_chat({}, **before)], [_chat({}, **after)])))

    assert entry.kind == "retiring"


def test_other_facts_are_one_entry_beside_that_of_the_prices() -> None:
    before = _chat(tokens(input=1), privacy="private", availableContextTokens=1000)
    after = _chat(tokens(input=2), privacy="anonymized", availableContextTokens=2000)

    details, prices = changes(history_of([before], [after]))

    assert (prices.kind, prices.details) == ("price up", ())
    assert (details.kind, details.moves) == ("details", ())
    assert [(change.fact, change.before, change.after) for change in details.details] == [
        ("privacy", "private", "anonymized"),
        ("context_tokens", 1000, 2000),
    ]


def test_the_order_of_capabilities_and_polished_words_are_no_change() -> None:
    flags = {"supportsVision": True, "supportsReasoning": True}
    before = _chat({}, capabilities=flags, description="Good.", traits=["a", "b"])
    turned = dict(reversed(flags.items()))
    after = _chat({}, capabilities=turned, description="Better.", traits=["b", "a"])

    assert changes(history_of([before], [after])) == ()


def test_a_fact_recorded_for_the_first_time_is_no_change() -> None:
    known_since = {("chat", "type"): '"text"', ("chat", "name"): '"Chat"'}
    recorded = {
        ("chat", "privacy"): '"private"',
        ("chat", "removes_at"): fact_as_text("removes_at", "2026-10-01T00:00:00+00:00"),
    }
    listed: dict[tuple[str], None] = {("chat",): None}

    history = history_of_states(
        {
            day(0): ListState(listed, {}, known_since),
            day(1): ListState(listed, {}, known_since | recorded),
        }
    )

    assert changes(history) == ()


def test_the_newest_comes_first_and_names_order_what_came_at_once() -> None:
    a, b, c = (model(model_id, "text", {}) for model_id in "abc")

    entries = changes(history_of([], [c, b], [a, b, c]))

    assert [entry.model_id for entry in entries] == ["a", "b", "c"]


def test_an_entry_says_when_the_list_did_not_show_it_yet() -> None:
    history = history_at({day(0): [], day(80): [_chat({})]})

    assert _only(changes(history)).not_before == day(0)


def test_ids_are_made_of_what_happened_alone() -> None:
    hostile = model("a/b c\n<é>", "text", tokens(input=1))

    (entry,) = changes(history_of([], [hostile]))

    assert entry.event_id == (
        "tag:venice-price-dashboard,2026:change/2026-09-02T12:00:00+00:00/a%2Fb%20c%0A%3C%C3%A9%3E/new"
    )


def test_price_entries_keep_their_id_whatever_their_kind_is_called() -> None:
    before = [_chat(tokens(input=1, output=1))]

    (up,) = changes(history_of(before, [_chat(tokens(input=2, output=1))]))
    (mixed,) = changes(history_of(before, [_chat(tokens(input=2, output=0))]))

    assert up.kind != mixed.kind
    assert up.event_id == mixed.event_id
