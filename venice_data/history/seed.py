"""The lists since April 2026 that ship with the project: they begin every history."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import datetime
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from venice_data import files
from venice_data.api import sources
from venice_data.api.parser import UNKNOWN_PRIVACY, parse_models
from venice_data.catalog.glossary import capability_label, known_api_keys
from venice_data.history.list_states import ListState, Price, fact_as_text, fact_from_text, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from venice_data.catalog.frames import Catalog

    _Facts = dict[tuple[str, str], str]  # in JSON by (id, fact)
    _Row = tuple[str, ...]

LISTING_HISTORY: Final = "listing-history.csv"
PRICE_HISTORY: Final = "price-history.csv"
FACTS_HISTORY: Final = "facts-history.csv"
_FACTS_OF_LISTINGS: Final = ("type", "name")
_RECORDED_FACTS: Final = (
    "name",
    "privacy",
    "beta",
    "capabilities",
    "context_tokens",
    "max_completion_tokens",
)
# That a model is uncensored stands beside the capabilities, and the file never had it.
_API_KEYS: Final = {label: key for label, key in known_api_keys().items() if key != "uncensored"}


def seed_lists() -> Iterator[tuple[datetime, ListState]]:
    """Yield each list that differs from the one before, with the instant at which it was seen.

    Before the last, which is the bundled one, only what the three files hold is known: of
    capabilities those that a model was said to have, of all else what was stated then.
    """
    saved = sources.read_bundled()
    bundled = state_of(parse_models(saved.payload, fetched_at=saved.fetched_at, source="bundled"))
    listings, prices, facts = map(_by_instant, (LISTING_HISTORY, PRICE_HISTORY, FACTS_HISTORY))
    state = ListState()
    stated: _Facts = {}
    for instant in sorted((listings.keys() | prices.keys() | facts.keys()) - {saved.fetched_at}):
        state = ListState(dict(state.listed), dict(state.prices), {})
        for row in listings[instant]:
            _list_or_remove(state, stated, row)
        for row in prices[instant]:
            _price(state, row, bundled)
        for row in facts[instant]:
            _state(stated, row)
        state.facts.update({key: text for key, text in stated.items() if key[:1] in state.listed})
        yield instant, state
    yield saved.fetched_at, bundled


def extend_seed(catalog: Catalog) -> tuple[int, int, int]:
    """Add to the bundled history what this list, soon the bundled one, changes in its last.

    Returns how many models came or went, and how many prices and facts changed. Raises OSError
    where the folder cannot be written.
    """
    before, after = list(seed_lists())[-1][1], state_of(catalog)
    observed_at = f"{catalog.fetched_at:%Y-%m-%dT%H:%M:%SZ}"
    return (
        _append(LISTING_HISTORY, observed_at, _listing_rows(before, after)),
        _append(PRICE_HISTORY, observed_at, _price_rows(before, after)),
        _append(FACTS_HISTORY, observed_at, _fact_rows(after)),
    )


def _listing_rows(before: ListState, after: ListState) -> list[_Row]:
    moves = [(key, before, "removed") for key in before.listed.keys() - after.listed.keys()]
    moves += [(key, after, "listed") for key in after.listed.keys() - before.listed.keys()]
    return sorted(
        (
            model_id,
            *(fact_from_text(fact, list_.facts[model_id, fact]) for fact in _FACTS_OF_LISTINGS),
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


def _fact_rows(after: ListState) -> list[_Row]:
    """Return what a list states otherwise than the file says last; nothing where it stops."""
    last: _Facts = {}
    for _, rows in sorted(_by_instant(FACTS_HISTORY).items()):
        for row in rows:
            _state(last, row)
    rows_now = []
    for model_id, fact in product((key[0] for key in after.listed), _RECORDED_FACTS):
        then = last.get((model_id, fact))
        now = _recordable(fact, after.facts[model_id, fact])
        if now != then:
            rows_now.append((model_id, fact, "" if now is None else _value_text(fact, now)))
    return sorted(rows_now)


def _recordable(fact: str, text: str) -> str | None:
    """Return a fact as the file can hold it; None where nothing is stated."""
    value = fact_from_text(fact, text)
    if fact == "capabilities":
        value = [label for label in value if label in _API_KEYS]
    if value in (None, [], UNKNOWN_PRIVACY):
        return None
    return fact_as_text(fact, value)


def _value_text(fact: str, text: str) -> str:
    value = fact_from_text(fact, text)
    if fact == "capabilities":
        return "|".join(sorted(_API_KEYS[label] for label in value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _amounts(state: ListState) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the amounts of each published price as they are written in the file."""
    amounts = {key: (_text(price.usd), _text(price.diem)) for key, price in state.prices.items()}
    return {key: amount for key, amount in amounts.items() if any(amount)}


def _append(file_name: str, observed_at: str, rows: list[_Row]) -> int:
    with (files.BUNDLED_FOLDER / file_name).open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([observed_at, *row] for row in rows)
    return len(rows)


def _list_or_remove(state: ListState, stated: _Facts, row: dict[str, str]) -> None:
    model_id = row["model_id"]
    if row["event"] == "removed":
        del state.listed[model_id,]
        for key in [key for key in state.prices if key[0] == model_id]:
            del state.prices[key]
        return
    state.listed[model_id,] = None
    for fact in _FACTS_OF_LISTINGS:
        stated[model_id, fact] = fact_as_text(fact, row[fact])


def _state(stated: _Facts, row: dict[str, str]) -> None:
    """Take over what a list states of a model, or that it no longer states it."""
    key = (row["model_id"], row["fact"])
    if row["value"]:
        stated[key] = fact_as_text(row["fact"], _fact_value(row["fact"], row["value"]))
    else:
        stated.pop(key, None)


def _fact_value(fact: str, text: str) -> Any:
    match fact:
        case "beta":
            return text == "true"
        case "capabilities":
            return [capability_label(api_key) for api_key in text.split("|")]
        case "context_tokens" | "max_completion_tokens":
            return int(text)
        case _:
            return text


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
    with (files.BUNDLED_FOLDER / file_name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[datetime.fromisoformat(row["observed_at"])].append(row)
    return rows
