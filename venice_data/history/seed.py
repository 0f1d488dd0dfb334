"""The lists since April 2026 that ship with the project and begin every history."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Final

from venice_data.api import sources
from venice_data.api.parser import parse_models
from venice_data.history.recording import ListState, Price, fact_as_text, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTING_HISTORY: Final = "listing-history.csv"
PRICE_HISTORY: Final = "price-history.csv"
_RECORDED_FACTS: Final = ("type", "name")


def seed_lists() -> Iterator[tuple[datetime, ListState]]:
    """Yield each list that differs from the one before, with the instant at which it was seen.

    Before the last, which is the bundled one, only types, names and prices are known. A name
    that has changed since is given as it is in the bundled list.
    """
    saved = sources.read_bundled()
    bundled = state_of(parse_models(saved.payload, fetched_at=saved.fetched_at, source="bundled"))
    listings, prices = _by_instant(LISTING_HISTORY), _by_instant(PRICE_HISTORY)
    state = ListState()
    for instant in sorted((listings.keys() | prices.keys()) - {saved.fetched_at}):
        state = ListState(dict(state.listed), dict(state.prices), dict(state.facts))
        for row in listings[instant]:
            if row["event"] == "removed":
                _remove(state, row["model_id"])
            else:
                _list(state, row, bundled)
        for row in prices[instant]:
            _price(state, row, bundled)
        yield instant, state
    yield saved.fetched_at, bundled


def _list(state: ListState, row: dict[str, str], bundled: ListState) -> None:
    state.listed[row["model_id"],] = None
    for fact in _RECORDED_FACTS:
        key = (row["model_id"], fact)
        state.facts[key] = bundled.facts.get(key) or fact_as_text(fact, row[fact])


def _remove(state: ListState, model_id: str) -> None:
    del state.listed[model_id,]
    for part in (state.prices, state.facts):
        for key in [key for key in part if key[0] == model_id]:
            del part[key]


def _price(state: ListState, row: dict[str, str], bundled: ListState) -> None:
    key = (row["model_id"], row["component"])
    if not row["usd"] and not row["diem"]:
        del state.prices[key]
        return
    tier = bundled.prices.get(key, Price(None, None))
    state.prices[key] = tier._replace(usd=_number(row["usd"]), diem=_number(row["diem"]))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _by_instant(file_name: str) -> dict[datetime, list[dict[str, str]]]:
    rows: dict[datetime, list[dict[str, str]]] = defaultdict(list)
    with (sources.BUNDLED_FOLDER / file_name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[datetime.fromisoformat(row["observed_at"])].append(row)
    return rows
