"""A change event as values that JSON can hold, for programs."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from venice_data.catalog.frames import CURRENCIES
from venice_data.days import instant_json
from venice_data.history.change_text import detail_text, event_title, price_move_text

if TYPE_CHECKING:
    from venice_data.catalog.frames import Currency
    from venice_data.history.change_events import ChangeEvent, DetailChange, PriceMove

_DECIMALS_OF_PERCENT: Final = 4


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
