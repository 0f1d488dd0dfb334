"""What changed from one list to the next: one event per model, instant and kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal, get_args
from urllib.parse import quote

import pandas as pd

from venice_data.catalog.frames import CURRENCIES
from venice_data.catalog.money import relative_change
from venice_data.catalog.price_components import describe, reading_order
from venice_data.history.list_states import Price, fact_from_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from venice_data.catalog.frames import Currency
    from venice_data.history.price_history import PriceHistory

    Moment = tuple[pd.Timestamp, str]  # an instant, and the id of a model
    TextsOverTime = dict[str, list[tuple[pd.Timestamp, str]]]
    EventParts = tuple["EventKind", tuple["PriceMove", ...], tuple["DetailChange", ...]]

# Also the values in shared links and in the feed: add, never reword.
EventKind = Literal[
    "price up", "price down", "prices changed", "new", "back", "retired", "retiring", "details"
]
EVENT_KINDS: Final[tuple[EventKind, ...]] = get_args(EventKind)
_RETIREMENT: Final = ("removes_at", "replacement_id")
_OTHER_DETAILS: Final = (
    "type",
    "name",
    "privacy",
    "capabilities",
    "context_tokens",
    "max_completion_tokens",
    "long_context_threshold_tokens",
    "included_input_images",
    "offline",
    "beta",
    "region_restrictions",
)
_STATED: Final = "capabilities_stated"


@dataclass(frozen=True)
class PriceMove:
    """One price component before and after; None where there was or is none."""

    component: str
    label: str
    unit: str
    before: Price | None
    after: Price | None

    def amounts(self, currency: Currency) -> tuple[float | None, float | None]:
        """Return the price before and after in one currency."""
        return getattr(self.before, currency, None), getattr(self.after, currency, None)

    def share(self, currency: Currency) -> float | None:
        """Return the change as a share of the old price; None from zero, or to or from nothing."""
        before, after = self.amounts(currency)
        return None if not before or after is None else relative_change(before, after)

    @property
    def direction(self) -> int:
        """1 where it went up, -1 where it went down (in USD, else in DIEM), else 0."""
        for currency in CURRENCIES:
            before, after = self.amounts(currency)
            if before is not None and after is not None and before != after:
                return 1 if after > before else -1
        return 0


@dataclass(frozen=True)
class DetailChange:
    """One fact of a model before and after, as the frame of models holds it."""

    fact: str
    before: Any
    after: Any


@dataclass(frozen=True)
class ChangeEvent:
    """What happened to one model at one instant.

    `moves` holds the prices that moved, or those that a model had when it was added or removed;
    `details` what else changed. The list at `not_before` did not show it yet.
    """

    observed_at: datetime
    not_before: datetime | None
    model_id: str
    name: str
    model_type: str
    kind: EventKind
    moves: tuple[PriceMove, ...] = ()
    details: tuple[DetailChange, ...] = ()

    @property
    def event_id(self) -> str:
        """The same on every copy and after every restart: it is made of what happened alone."""
        # An event about prices keeps its id should the words for its kind ever change.
        what = "price" if self.kind.startswith("price") else self.kind
        return (
            f"tag:venice-price-dashboard,2026:change/{self.observed_at.isoformat()}/"
            f"{quote(self.model_id, safe='')}/{what}"
        )


@dataclass
class _ModelDelta:
    """What began and what ended of one model at one instant."""

    added: Literal["new", "back"] | None = None
    is_removed: bool = False
    prices_ended: dict[str, Price] = field(default_factory=dict)
    prices_begun: dict[str, Price] = field(default_factory=dict)
    facts_ended: dict[str, str] = field(default_factory=dict)
    facts_begun: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=2)
def changes(history: PriceHistory) -> tuple[ChangeEvent, ...]:
    """Return every event, the newest first; what the first list held is no change."""
    looks = history.observations.set_index("observed_at")["previous_look_at"]
    names, types = _texts_over_time(history, "name"), _texts_over_time(history, "type")
    events = []
    for (instant, model_id), delta in _deltas_by_moment(history).items():
        if instant <= history.oldest:
            continue
        model_type = _text_at(types, model_id, instant) or "unknown"
        events += [
            ChangeEvent(
                observed_at=instant.to_pydatetime(),
                not_before=_known_instant(looks[instant]),
                model_id=model_id,
                name=_text_at(names, model_id, instant) or model_id,
                model_type=model_type,
                kind=kind,
                moves=moves,
                details=details,
            )
            for kind, moves, details in _event_parts(delta, model_type)
        ]
    return tuple(sorted(events, key=_newest_first))


def _newest_first(event: ChangeEvent) -> tuple[float, str, str, str]:
    return (-event.observed_at.timestamp(), event.name, event.model_id, event.kind)


def _deltas_by_moment(history: PriceHistory) -> dict[Moment, _ModelDelta]:
    deltas: defaultdict[Moment, _ModelDelta] = defaultdict(_ModelDelta)
    seen_before: set[str] = set()
    for row in _rows(history.listings.sort_values("began_at")):
        added: Literal["new", "back"] = "back" if row.model_id in seen_before else "new"
        deltas[row.began_at, row.model_id].added = added
        seen_before.add(row.model_id)
        if row.ended_at is not pd.NaT:
            deltas[row.ended_at, row.model_id].is_removed = True
    for row in _rows(history.prices):
        price = Price.from_row(row)
        if price.usd is None and price.diem is None:
            continue
        deltas[row.began_at, row.model_id].prices_begun[row.component] = price
        if row.ended_at is not pd.NaT:
            deltas[row.ended_at, row.model_id].prices_ended[row.component] = price
    watched = history.facts["fact"].isin((*_RETIREMENT, *_OTHER_DETAILS, _STATED))
    for row in _rows(history.facts[watched]):
        deltas[row.began_at, row.model_id].facts_begun[row.fact] = row.value
        if row.ended_at is not pd.NaT:
            deltas[row.ended_at, row.model_id].facts_ended[row.fact] = row.value
    return deltas


def _event_parts(delta: _ModelDelta, model_type: str) -> Iterator[EventParts]:
    """Yield one event for a model that was added or removed, else one for each kind of change."""
    moves = tuple(_moves(delta, model_type))
    if delta.is_removed:
        yield "retired", moves, ()
    elif delta.added:
        yield delta.added, moves, ()
    else:
        if moves:
            yield _price_kind(moves), moves, ()
        if retirement := tuple(_details(delta, _RETIREMENT)):
            yield "retiring", (), retirement
        if others := tuple(_details(delta, _OTHER_DETAILS)):
            yield "details", (), others


def _price_kind(moves: tuple[PriceMove, ...]) -> EventKind:
    directions = {move.direction for move in moves} - {0}
    if directions == {1}:
        return "price up"
    return "price down" if directions == {-1} else "prices changed"


def _moves(delta: _ModelDelta, model_type: str) -> Iterator[PriceMove]:
    components = delta.prices_ended.keys() | delta.prices_begun.keys()
    for component in sorted(components, key=reading_order):
        before = delta.prices_ended.get(component)
        after = delta.prices_begun.get(component)
        meaning = describe(component, model_type)
        move = PriceMove(component, meaning.label, meaning.unit, before, after)
        if before is None or after is None or move.direction:
            yield move


def _details(delta: _ModelDelta, facts: tuple[str, ...]) -> Iterator[DetailChange]:
    """Yield what was known before and is otherwise now; a fact first recorded is no change."""
    for fact in facts:
        if fact in delta.facts_ended and fact in delta.facts_begun:
            before, after = delta.facts_ended[fact], delta.facts_begun[fact]
            change = DetailChange(fact, fact_from_text(fact, before), fact_from_text(fact, after))
            if fact != "capabilities" or not _is_first_told_in_full(change, delta):
                yield change


def _is_first_told_in_full(change: DetailChange, delta: _ModelDelta) -> bool:
    """Tell whether capabilities were added because all are recorded from now on, not some."""
    is_first = _STATED in delta.facts_begun and _STATED not in delta.facts_ended
    return is_first and set(change.before) <= set(change.after)


def _texts_over_time(history: PriceHistory, fact: str) -> TextsOverTime:
    """Return each model's values of a fact with the instants at which they began, in order."""
    values: defaultdict[str, list[tuple[pd.Timestamp, str]]] = defaultdict(list)
    rows = history.facts[history.facts["fact"] == fact].sort_values("began_at")
    for row in _rows(rows):
        values[row.model_id].append((row.began_at, fact_from_text(fact, row.value)))
    return values


def _text_at(values: TextsOverTime, model_id: str, instant: pd.Timestamp) -> str | None:
    known = [text for began_at, text in values.get(model_id, []) if began_at <= instant]
    return known[-1] if known else None


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    yield from frame.itertuples()


def _known_instant(stamp: Any) -> datetime | None:
    return None if pd.isna(stamp) else stamp.to_pydatetime()
