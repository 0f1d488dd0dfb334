"""The lists since April 2026 that ship with the project: they begin every history."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Final

from venice_data.api import sources
from venice_data.api.parser import parse_models
from venice_data.history.recording import ListState, Price, fact_as_text, fact_from_text, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from venice_data.catalog.frames import Catalog

    _Row = tuple[str, ...]

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


def extend_seed(catalog: Catalog) -> tuple[int, int]:
    """Add to the bundled history what this list, soon the bundled one, changes in its last.

    Returns how many models came or went, and how many prices changed. Raises OSError where the
    folder cannot be written.
    """
    before, after = list(seed_lists())[-1][1], state_of(catalog)
    observed_at = f"{catalog.fetched_at:%Y-%m-%dT%H:%M:%SZ}"
    return (
        _append(LISTING_HISTORY, observed_at, _listing_rows(before, after)),
        _append(PRICE_HISTORY, observed_at, _price_rows(before, after)),
    )


def _listing_rows(before: ListState, after: ListState) -> list[_Row]:
    moves = [(key, before, "removed") for key in before.listed.keys() - after.listed.keys()]
    moves += [(key, after, "listed") for key in after.listed.keys() - before.listed.keys()]
    return sorted(
        (
            model_id,
            *(fact_from_text(fact, list_.facts[model_id, fact]) for fact in _RECORDED_FACTS),
            event,
        )
        for (model_id,), list_, event in moves
    )


def _price_rows(before: ListState, after: ListState) -> list[_Row]:
    """Return the new amounts; none for a component that is gone while its model stays."""
    then, now = _amounts(before), _amounts(after)
    gone = [key for key in then.keys() - now.keys() if key[:1] in after.listed]
    changed = {key for key, _ in now.items() - then.items()}
    return sorted((*key, *now.get(key, ("", ""))) for key in [*gone, *changed])


def _amounts(state: ListState) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the amounts of each published price as they are written in the file."""
    amounts = {key: (_text(price.usd), _text(price.diem)) for key, price in state.prices.items()}
    return {key: amount for key, amount in amounts.items() if any(amount)}


def _append(file_name: str, observed_at: str, rows: list[_Row]) -> int:
    with (sources.BUNDLED_FOLDER / file_name).open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([observed_at, *row] for row in rows)
    return len(rows)


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


def _text(number: float | None) -> str:
    return "" if number is None else repr(number).removesuffix(".0")


def _by_instant(file_name: str) -> dict[datetime, list[dict[str, str]]]:
    rows: dict[datetime, list[dict[str, str]]] = defaultdict(list)
    with (sources.BUNDLED_FOLDER / file_name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[datetime.fromisoformat(row["observed_at"])].append(row)
    return rows
