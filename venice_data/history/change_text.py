"""What a change event says: in plain text for pages, feed and terminal, in JSON for programs."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from venice_data.catalog.frames import CURRENCIES
from venice_data.catalog.model_types import model_type
from venice_data.catalog.money import price_text, share_text
from venice_data.catalog.names import short_name
from venice_data.catalog.price_components import UNKNOWN_UNIT
from venice_data.catalog.wording import continued
from venice_data.days import day_text, instant_json, instant_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from venice_data.catalog.frames import Currency
    from venice_data.history.change_events import ChangeEvent, DetailChange, PriceMove

_MOVES_IN_TITLE: Final = 3
_LONG_UNWATCHED: Final = timedelta(days=1)
_NOTHING: Final = "not stated"
_LABELS_AND_UNITS: Final = {
    "included_input_images": ("input images covered by the price", ""),
    "long_context_threshold_tokens": ("long-context prices above", " tokens"),
    "context_tokens": ("context window", " tokens"),
    "max_completion_tokens": ("longest output", " tokens"),
}
_DECIMALS_OF_PERCENT: Final = 4


def event_title(event: ChangeEvent, currency: Currency) -> str:
    """Say in one line what happened to which model."""
    return f"{short_name(_on_one_line(event.name))}: {event_text(event, currency)}"


def event_text(event: ChangeEvent, currency: Currency) -> str:
    """Say in one line what happened, without the name of the model."""
    return _on_one_line(_what_happened(event, currency))


def event_lines(event: ChangeEvent, currency: Currency) -> list[str]:
    """Say everything that an event holds, one line each."""
    texts = [
        *(price_move_text(move, currency) for move in event.moves),
        *(detail_text(change) for change in event.details),
    ]
    return [_on_one_line(text) for text in texts]


def gap_text(event: ChangeEvent) -> str:
    """Say that it can have happened long before it was seen; nothing where it cannot."""
    if event.not_before is None or event.observed_at - event.not_before <= _LONG_UNWATCHED:
        return ""
    return (
        f"Seen between {day_text(event.not_before)} and {day_text(event.observed_at)}: "
        "no list was fetched in between."
    )


def price_move_text(move: PriceMove, currency: Currency) -> str:
    """Write one price before and after: `Output: $0.28 → $2.00 per 1M tokens (+614%)`."""
    currency = _currency_that_moved(move, currency)
    before, after = move.amounts(currency)
    unit = f"per {move.unit}" if move.unit != UNKNOWN_UNIT else "in an unknown unit"
    if move.before is None:
        return f"{move.label}: {price_text(after, currency)} {unit}"
    if move.after is None:
        return f"{move.label}: {price_text(before, currency)} {unit} no longer listed"
    change = percent_text(move.share(currency))
    return (
        f"{move.label}: {price_text(before, currency)} → {price_text(after, currency)} {unit}"
        f"{f' ({change})' if change else ''}"
    )


def percent_text(share: float | None) -> str:
    """Write a change with its sign: `+614%`, `-4.6%`; nothing where there is no share."""
    return f"{'+' if share and share > 0 else ''}{share_text(share)}"


def detail_text(change: DetailChange) -> str:
    """Say what else changed: `privacy: private → anonymized`, `gained vision`."""
    match change.fact:
        case "capabilities":
            return "; ".join(_gained_and_lost(change, ("gained", "lost")))
        case "region_restrictions":
            return "; ".join(_gained_and_lost(change, ("now unavailable in", "available again in")))
        case "removes_at":
            return _removal_text(change)
        case "replacement_id":
            return f"replaced by {change.after}" if change.after else "replacement no longer named"
        case "offline":
            return "temporarily down" if change.after else "up again"
        case "beta":
            return "now in beta" if change.after else "out of beta"
        case "type":
            return f"type: {model_type(change.before).label} → {model_type(change.after).label}"
    label, unit = _LABELS_AND_UNITS.get(change.fact, (change.fact, ""))
    unit = "" if change.after is None else unit
    return f"{label}: {_value_text(change.before)} → {_value_text(change.after)}{unit}"


def _what_happened(event: ChangeEvent, currency: Currency) -> str:
    kind_of_model = f"{model_type(event.model_type).label} model"
    match event.kind:
        case "new":
            return f"new {kind_of_model}{_prices_in_title(event, currency, ', ')}"
        case "back":
            return f"back in the list{_prices_in_title(event, currency, ', ')}"
        case "retired":
            return f"{kind_of_model}, removed from the list"
        case "retiring" | "details":
            return "; ".join(detail_text(change) for change in event.details)
        case "price up" | "price down" | "prices changed":
            return _prices_in_title(event, currency, "")


def _prices_in_title(event: ChangeEvent, currency: Currency, lead: str) -> str:
    newly = "now also " if event.kind.startswith("price") else ""
    parts = [_move_in_title(move, currency, newly) for move in event.moves]
    if not parts:
        return ""
    shown, more = parts[:_MOVES_IN_TITLE], len(parts) - _MOVES_IN_TITLE
    return lead + ", ".join([*shown, f"and {more} more"] if more > 0 else shown)


def _move_in_title(move: PriceMove, currency: Currency, newly: str) -> str:
    """Write a move shortly: `output $0.28 → $2.00 (+614%)`."""
    currency = _currency_that_moved(move, currency)
    before, after = (price_text(amount, currency) for amount in move.amounts(currency))
    label = continued(move.label)
    if move.before is None:
        return f"{newly}{label} {after}"
    if move.after is None:
        return f"{label} no longer priced"
    change = percent_text(move.share(currency))
    return f"{label} {before} → {after}{f' ({change})' if change else ''}"


def _currency_that_moved(move: PriceMove, currency: Currency) -> Currency:
    """Return the reader's currency, or the other one where the price moved in that alone."""
    before, after = move.amounts(currency)
    if before != after:
        return currency
    return "diem" if currency == "usd" else "usd"


def _gained_and_lost(change: DetailChange, words: tuple[str, str]) -> Iterator[str]:
    before, after = set(change.before or []), set(change.after or [])
    for verb, names in zip(words, (after - before, before - after), strict=True):
        if names:
            yield f"{verb} {', '.join(sorted(names))}"


def _removal_text(change: DetailChange) -> str:
    if change.after is None:
        return "will not be removed after all"
    if change.before is None:
        return f"will be removed on {day_text(change.after)}"
    written = day_text if day_text(change.before) != day_text(change.after) else instant_text
    return f"will be removed on {written(change.after)}, not on {written(change.before)}"


def _on_one_line(text: str) -> str:
    """Keep what a name from the API holds from breaking the line."""
    return " ".join(text.split())


def _value_text(value: Any) -> str:
    if value is None:
        return _NOTHING
    return f"{value:,}" if isinstance(value, int) else str(value)


def event_json(event: ChangeEvent) -> dict[str, Any]:
    """Return an event as JSON values, with everything that it holds; its texts name dollars."""
    return {
        "id": event.event_id,
        "observed_at": instant_json(event.observed_at),
        "not_before": instant_json(event.not_before),
        "model_id": event.model_id,
        "name": event.name,
        "type": event.model_type,
        "kind": event.kind,
        "moves": [_move_json(move) for move in event.moves],
        "details": [_detail_json(change) for change in event.details],
        "text": event_title(event, "usd"),
    }


def _move_json(move: PriceMove) -> dict[str, Any]:
    return {
        "component": move.component,
        "label": move.label,
        "unit": move.unit,
        **{currency: _amounts_json(move, currency) for currency in CURRENCIES},
        "text": price_move_text(move, "usd"),
    }


def _amounts_json(move: PriceMove, currency: Currency) -> dict[str, float | None]:
    before, after = move.amounts(currency)
    share = move.share(currency)
    if share is None or not math.isfinite(share):
        return {"before": before, "after": after, "percent": None}
    percent = round(100 * share, _DECIMALS_OF_PERCENT)
    return {"before": before, "after": after, "percent": percent}


def _detail_json(change: DetailChange) -> dict[str, Any]:
    return {
        "fact": change.fact,
        "before": _value_json(change.before),
        "after": _value_json(change.after),
        "text": detail_text(change),
    }


def _value_json(value: Any) -> Any:
    return instant_json(value) if isinstance(value, datetime) else value
