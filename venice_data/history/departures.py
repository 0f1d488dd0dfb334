"""The models that have left the list, each with its last price and its successor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from venice_data.catalog import prices_frame
from venice_data.components import describe
from venice_data.headlines import HEADLINE_UNITS, headline_prices
from venice_data.history.price_history import models_ever_listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from venice_data.catalog import Currency
    from venice_data.history.entries import Entry
    from venice_data.history.price_history import PriceHistory

NOT_RECORDED: Final = "not recorded then"
NOTHING_NAMED: Final = "nothing named"


def departures(history: PriceHistory, entries: Iterable[Entry], currency: Currency) -> pd.DataFrame:
    """Return one row a model that left, in the order of its last entry, by id.

    `entries` are of the kind `retired`, the newest first. Columns: name, type, left_at, price
    (the last, in the type's headline `unit`) and successor.
    """
    last = list({entry.model_id: entry for entry in reversed(list(entries))}.values())[::-1]
    ids = [entry.model_id for entry in last]
    models = models_ever_listed(history).loc[ids]
    prices = prices_frame([row for entry in last for row in _last_prices(entry)])
    return pd.DataFrame(
        {
            "name": pd.Series([entry.name for entry in last], index=models.index, dtype="str"),
            "type": models["type"],
            "left_at": pd.Series(
                [entry.observed_at for entry in last],
                index=models.index,
                dtype="datetime64[us, UTC]",
            ),
            "price": headline_prices(prices, models, currency),
            "unit": models["type"].map(HEADLINE_UNITS),
            "successor": _successors(models["replacement_id"], last, history),
        }
    )


def _last_prices(entry: Entry) -> Iterator[dict[str, Any]]:
    for move in entry.moves:
        if move.before is not None:
            meaning = describe(move.component, entry.model_type)
            yield {
                "model_id": entry.model_id,
                "component": move.component,
                **move.before._asdict(),
                "unit": meaning.unit,
                "resolution": meaning.resolution,
                "quality": meaning.quality,
                "tier": meaning.tier,
                "label": meaning.label,
            }


def _successors(named: pd.Series[str], last: list[Entry], history: PriceHistory) -> pd.Series[str]:
    """Return the ids named; before the first record of such facts none was recorded."""
    unnamed = [
        NOT_RECORDED if entry.observed_at <= history.facts_since else NOTHING_NAMED
        for entry in last
    ]
    return named.fillna(pd.Series(unnamed, index=named.index, dtype="str"))
