"""What there is to tell since an instant: each thing as one message with an id that lasts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from venice_data.catalog.filters import Filters, matching, retiring
from venice_data.catalog.frames import CURRENCIES
from venice_data.days import day_text, instant_json
from venice_data.history.change_text import event_lines, event_title, gap_text
from venice_data.history.event_json import event_json
from venice_data.history.event_selection import EventFilter, selected_events
from venice_data.history.price_history import catalog_at
from venice_data.watch.bill_messages import bill_messages
from venice_data.watch.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from venice_data.catalog.frames import Currency
    from venice_data.costs.work import Basket
    from venice_data.history.change_events import ChangeEvent, EventKind
    from venice_data.history.price_history import PriceHistory
    from venice_data.watch.memory import Watched

_MOVES: Final[tuple[EventKind, ...]] = ("price up", "price down", "prices changed")
_RETIREMENTS: Final[tuple[EventKind, ...]] = ("retiring", "retired")


@dataclass(frozen=True)
class Interests:
    """What matters to whoever is told.

    `least_share` is by how much of itself one price of a model must move at least, `days_ahead`
    how near a retirement must be to be told once more. The `filters` narrow the models of both;
    a `basket` is told of whatever they say.
    """

    least_share: float = 0.05
    days_ahead: int = 14
    filters: Filters = field(default_factory=Filters)
    basket: Basket | None = None
    currency: Currency = "usd"


def messages_since(
    history: PriceHistory, watched: Watched, interests: Interests, now: datetime
) -> list[Message]:
    """Return what there is to tell, the oldest first; what was told already can be among it."""
    events = selected_events(
        history, EventFilter(interests.filters, (*_MOVES, *_RETIREMENTS), watched.seen_until.date())
    )
    told = [
        _event_message(event, interests.currency)
        for event in reversed(events)
        if event.observed_at > watched.seen_until and _matters(event, interests)
    ]
    near = _near_retirements(history, watched, interests, now)
    bills = bill_messages(history, interests.basket, interests.currency, watched.seen_until)
    return sorted([*told, *bills, *near], key=lambda message: (message.at, message.id))


def _matters(event: ChangeEvent, interests: Interests) -> bool:
    """Tell whether a change is large enough; prices gained, lost or no longer free always are."""
    if event.kind not in _MOVES:
        return True
    shares = [move.share(currency) for move in event.moves for currency in CURRENCIES]
    return any(share is None or abs(share) >= interests.least_share for share in shares)


def _event_message(event: ChangeEvent, currency: Currency) -> Message:
    return Message(
        id=event.event_id,
        kind=event.kind,
        at=event.observed_at,
        title=event_title(event, currency),
        lines=tuple(_lines(event, currency)),
        page="model",
        parameters=(("id", event.model_id),),
        details=event_json(event),
    )


def _lines(event: ChangeEvent, currency: Currency) -> Iterator[str]:
    """Yield the prices that moved, with their units, and that it can have been long ago."""
    if event.kind in _MOVES:
        yield from event_lines(event, currency)
    if gap := gap_text(event):
        yield gap


def _near_retirements(
    history: PriceHistory, watched: Watched, interests: Interests, now: datetime
) -> Iterator[Message]:
    """Yield what is about to be removed, unless its announcement has told so already."""
    announced = set(_announced_late(history, watched, interests))
    listed = matching(catalog_at(history, history.newest).models, interests.filters)
    for model_id, model in retiring(listed, now).iterrows():
        removes_at: datetime = model["removes_at"].to_pydatetime()
        is_near = (removes_at - now).days < interests.days_ahead
        if not is_near or (model_id, removes_at) in announced:
            continue
        yield Message(
            id=f"tag:venice-price-dashboard,2026:near/{instant_json(removes_at)}/"
            f"{quote(str(model_id), safe='')}",
            kind="retirement near",
            at=removes_at,
            title=f"{' '.join(model['name'].split())}: will be removed on {day_text(removes_at)}",
            lines=(),
            page="model",
            parameters=(("id", str(model_id)),),
            details={"model_id": str(model_id), "removes_at": instant_json(removes_at)},
        )


def _announced_late(
    history: PriceHistory, watched: Watched, interests: Interests
) -> Iterator[tuple[str, Any]]:
    """Yield which removals were announced when they were near, and told as that."""
    announcements = EventFilter(interests.filters, ("retiring",), watched.began_at.date())
    for event in selected_events(history, announcements):
        for change in event.details:
            if change.fact != "removes_at" or change.after is None:
                continue
            is_late = (change.after - event.observed_at).days < interests.days_ahead
            if is_late and event.observed_at > watched.began_at:
                yield event.model_id, change.after
