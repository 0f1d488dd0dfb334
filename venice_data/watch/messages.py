"""What there is to tell since an instant: each thing as one message with an id that lasts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from venice_data.catalog.filters import Filters, matching, retiring
from venice_data.catalog.frames import CURRENCIES
from venice_data.catalog.money import cost_text, relative_change
from venice_data.costs.work_links import BASKET_IN_LINK, basket_to_text
from venice_data.days import day_text, instant_json
from venice_data.history.bill_history import compare_bills, line_bills
from venice_data.history.change_text import (
    event_json,
    event_lines,
    event_title,
    gap_text,
    percent_text,
)
from venice_data.history.event_selection import EventFilter, selected_events
from venice_data.history.price_history import catalog_at, models_ever_listed
from venice_data.served.asking import address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from fractions import Fraction

    from venice_data.catalog.frames import Currency
    from venice_data.costs.work import Basket
    from venice_data.history.bill_history import BillComparison
    from venice_data.history.change_events import ChangeEvent, EventKind
    from venice_data.history.price_history import PriceHistory
    from venice_data.watch.memory import Watched

_MOVES: Final[tuple[EventKind, ...]] = ("price up", "price down", "prices changed")
_RETIREMENTS: Final[tuple[EventKind, ...]] = ("retiring", "retired")
_JUST_BEFORE: Final = timedelta(microseconds=1)
_DIGEST_DIGITS: Final = 16


@dataclass(frozen=True)
class Message:
    """What happened at an instant, and which page says more.

    Its `id` is made of what happened alone: whoever is told twice knows it by that.
    """

    id: str
    kind: str
    at: datetime
    title: str
    lines: tuple[str, ...]
    page: str
    parameters: tuple[tuple[str, str], ...] = ()
    details: dict[str, Any] = field(default_factory=dict)

    def as_json(self, site: str | None) -> dict[str, Any]:
        """Return all of it; `site` is where people reach the dashboard, None if not known."""
        return {
            "id": self.id,
            "kind": self.kind,
            "at": instant_json(self.at),
            "title": self.title,
            "lines": list(self.lines),
            "link": self._link(site),
            "details": self.details,
        }

    def for_chat(self, site: str | None) -> dict[str, Any]:
        """Return it as Slack and what is like it take it; what a model is called is text."""
        link = self._link(site)
        texts = [_escaped(self.title), *(f"• {_escaped(line)}" for line in self.lines)]
        return {"text": "\n".join([*texts, *([f"<{link}>"] if link else [])]), "mrkdwn": False}

    def _link(self, site: str | None) -> str | None:
        return None if site is None else address(site, self.page, self.parameters)


def _escaped(text: str) -> str:
    """Keep a text from being a link or a call to everybody in the channel."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


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
    bills = _bill_messages(history, interests.basket, interests.currency, watched.seen_until)
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


def _bill_messages(
    history: PriceHistory, basket: Basket | None, currency: Currency, since: datetime
) -> Iterator[Message]:
    """Yield each change of the bill after an instant."""
    if basket is None or not basket.lines:
        return
    bills = line_bills(history, basket, currency)
    instants = {cost.since for bill in bills for cost in bill.costs if cost.since > since}
    written = basket_to_text(basket)
    digest = hashlib.sha256(written.encode()).hexdigest()[:_DIGEST_DIGITS]
    names = models_ever_listed(history)["name"]
    for at in sorted(instants):
        comparison = compare_bills(bills, at - _JUST_BEFORE, at)
        lines = [*_bill_moves(comparison, names, currency), *_gained_and_lost(comparison, names)]
        if lines:
            yield Message(
                id=f"tag:venice-price-dashboard,2026:bill/{at.isoformat()}/{digest}",
                kind="bill",
                at=at,
                title=f"The basket: {_sum_text(comparison, currency)}",
                lines=tuple(lines),
                page="calculator",
                parameters=((BASKET_IN_LINK, written),),
                details={
                    "currency": currency,
                    "before": float(comparison.before),
                    "after": float(comparison.after),
                    "at": instant_json(at),
                },
            )


def _sum_text(comparison: BillComparison, currency: Currency) -> str:
    """Write the bill before and after, over the lines that had a price at both."""
    if not comparison.compared:
        return "none of its lines has a price before and after"
    before, after = float(comparison.before), float(comparison.after)
    if not comparison.difference:
        return f"{cost_text(after, currency)} a month"
    change = percent_text(relative_change(before, after))
    return (
        f"{cost_text(before, currency)} → {cost_text(after, currency)} a month"
        f"{f' ({change})' if change else ''}"
    )


def _bill_moves(comparison: BillComparison, names: Any, currency: Currency) -> Iterator[str]:
    for move in comparison.moves:
        yield f"{_named(move.model_id, names)}: {_signed(move.per_month, currency)} a month"


def _gained_and_lost(comparison: BillComparison, names: Any) -> Iterator[str]:
    """Say which lines have a price only before or only after, and are left out of the sum."""
    for left_out in comparison.left_out:
        before, after = left_out.before.per_month, left_out.after.per_month
        name = _named(str(left_out.line.model_id), names)
        if after is None and before is not None:
            yield f"{name}: no longer priced, and left out ({left_out.after.why_not})"
        elif before is None and after is not None:
            yield f"{name}: priced again, and left out of this comparison"


def _named(model_id: str, names: Any) -> str:
    return " ".join(str(names.get(model_id, model_id)).split())


def _signed(amount: Fraction, currency: Currency) -> str:
    return f"{'+' if amount > 0 else ''}{cost_text(float(amount), currency)}"
