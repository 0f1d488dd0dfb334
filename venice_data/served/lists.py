"""The list for machines: models with their prices as JSON, prices alone as CSV."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from venice_data.catalog.frames import CURRENCIES
from venice_data.catalog.money import currency_label
from venice_data.days import instant_json
from venice_data.files import csv_text
from venice_data.history.price_history import last_look_at
from venice_data.served.asking import address, content_of_list, json_value, model_address, records
from venice_data.served.queries import select

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

    from venice_data.catalog.frames import Currency
    from venice_data.served.asking import Asked, Content
    from venice_data.served.queries import ListQuery, Selection

MODELS_ADDRESS: Final = "api/models.json"
PRICES_ADDRESS: Final = "api/prices.csv"
_AS_IT_CAME: Final = "raw"  # which Venice's own address gives


def write_models(asked: Asked) -> Content:
    """Write the models that are asked for, and their prices, under what they are and from when."""
    selection = select(asked)
    query, fetched_at = selection.query, _fetched_at(selection, asked)
    models = selection.models.drop(columns=_AS_IT_CAME).reset_index()
    models["link"] = [model_address(asked.site, model_id) for model_id in models["id"]]
    written = {
        "fetched_at": instant_json(fetched_at),
        "source": selection.catalog.source,
        "as_of": json_value(query.day.isoformat() if query.day else None),
        "filters": _texts_by_name(query),
        "currencies": [currency_label(currency) for currency in _currencies(query)],
        "link": address(asked.site, "", query.parameters()),
        "models": records(models),
        "prices": records(_in_asked_currencies(selection)),
    }
    body = json.dumps(written, allow_nan=False, separators=(",", ":")).encode()
    return content_of_list(body, "application/json", "models.json", fetched_at)


def write_prices(asked: Asked) -> Content:
    """Write the prices that are asked for, each row with its model, its list and from when."""
    selection = select(asked)
    fetched_at = _fetched_at(selection, asked)
    described = selection.models[["name", "type"]]
    table = _in_asked_currencies(selection).join(described, on="model_id")
    table = table.assign(source=selection.catalog.source, fetched_at=instant_json(fetched_at))
    body = csv_text(table).encode(errors="replace")
    name = f"venice-prices-{fetched_at:%Y-%m-%d}.csv"
    return content_of_list(body, "text/csv; charset=utf-8", name, fetched_at)


def _fetched_at(selection: Selection, asked: Asked) -> datetime:
    """Return when the list was fetched, for a past day when it was last looked at until then."""
    catalog = selection.catalog
    if selection.query.day is None:
        return catalog.fetched_at
    latest_look = asked.snapshot.catalog.fetched_at
    return last_look_at(asked.history(), catalog.fetched_at, latest_look)


def _currencies(query: ListQuery) -> tuple[Currency, ...]:
    return CURRENCIES if query.currency is None else (query.currency,)


def _in_asked_currencies(selection: Selection) -> pd.DataFrame:
    others = [name for name in CURRENCIES if name not in _currencies(selection.query)]
    return selection.prices.drop(columns=others)


def _texts_by_name(query: ListQuery) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for name, text in query.filters.texts():
        texts.setdefault(name, []).append(text)
    return texts
