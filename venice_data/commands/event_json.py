"""Entries of the feed of changes as plain JSON values, with everything that they hold."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from venice_data.catalog.frames import CURRENCIES
from venice_data.history.change_text import detail_text, event_title, price_move_text

if TYPE_CHECKING:
    from venice_data.catalog.frames import Currency
    from venice_data.history.change_events import ChangeEvent, DetailChange, PriceMove

_DECIMALS_OF_PERCENT: Final = 4


def event_json(entry: ChangeEvent) -> dict[str, Any]:
    """Return one entry; its words name dollars."""
    return {
        "id": entry.event_id,
        "observed_at": instant_json(entry.observed_at),
        "not_before": instant_json(entry.not_before),
        "model_id": entry.model_id,
        "name": entry.name,
        "type": entry.model_type,
        "kind": entry.kind,
        "moves": [_move_json(move) for move in entry.moves],
        "details": [_detail_json(change) for change in entry.details],
        "text": event_title(entry, "usd"),
    }


def instant_json(instant: datetime | None) -> str | None:
    """Write a UTC instant as `2026-08-10T12:00:00Z`."""
    return None if instant is None else instant.isoformat().replace("+00:00", "Z")


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
    is_known = share is not None and math.isfinite(share)
    percent = round(100 * share, _DECIMALS_OF_PERCENT) if share is not None and is_known else None
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
