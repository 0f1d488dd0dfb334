"""What the makers of text models ask for them themselves, held against what Venice asks.

Prices are in USD per million tokens, each with the day since when it holds.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from venice_data import files
from venice_data.catalog.fact_files import Row, read_facts
from venice_data.catalog.money import relative_change
from venice_data.costs.tokens import token_prices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

MAKER_PRICES_FILE: Final = "maker-prices.csv"
_TITLES: Final = (
    "model_id",
    "provider",
    "upstream_id",
    "input_usd",
    "output_usd",
    "valid_from",
    "second_source",
)
_AGREES: Final = "agrees"
_UNCHECKED: Final = "unchecked"
CURRENCY: Final = "usd"  # makers state no other
CHARGES: Final = ("input", "output")


class MakerPrice(NamedTuple):
    """What a maker asks in USD, and whether two public collections say so or only one."""

    model_id: str
    maker: str
    maker_id: str
    input_usd: float
    output_usd: float
    valid_from: date
    two_sources_agree: bool


def read_maker_prices(file: Path) -> tuple[MakerPrice, ...]:
    """Read a file of makers' prices. Raises FactFileError where it is not whole."""
    return read_facts(file, _TITLES, _price_in, lambda price: price.model_id)


def _price_in(row: Row) -> MakerPrice:
    return MakerPrice(
        row.text("model_id"),
        row.text("provider"),
        row.text("upstream_id"),
        row.positive("input_usd"),
        row.positive("output_usd"),
        row.day("valid_from"),
        row.one_of("second_source", (_AGREES, _UNCHECKED)) == _AGREES,
    )


@cache
def maker_prices() -> Mapping[str, MakerPrice]:
    """Return the maker's price of each model of which it is known, by model id."""
    prices = read_maker_prices(files.BUNDLED_FOLDER / MAKER_PRICES_FILE)
    return {price.model_id: price for price in prices}


def known_until() -> date:
    """Return the day of the newest price in the file: what makers asked later is not known."""
    return max(price.valid_from for price in maker_prices().values())


def against_makers(models: pd.DataFrame, prices: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the models whose maker's price of a day is known and that have both prices here.

    Columns: maker, maker_id, since (a day), two_sources_agree, and for input and output what is
    asked here, as `input`, by the maker, as `makers_input`, and by which share of that it differs,
    as `input_change`. A maker's price that began after the day is not known on it.
    """
    known = {
        model_id: price
        for model_id, price in maker_prices().items()
        if model_id in models.index and price.valid_from <= day
    }
    rates = token_prices(prices, models.loc[list(known)], CURRENCY)[[*CHARGES]]
    stated = known.values()
    compared = rates.assign(
        makers_input=[price.input_usd for price in stated],
        makers_output=[price.output_usd for price in stated],
        maker=[price.maker for price in stated],
        maker_id=[price.maker_id for price in stated],
        since=[price.valid_from for price in stated],
        two_sources_agree=pd.Series(
            [price.two_sources_agree for price in stated], rates.index, dtype="bool"
        ),
    ).dropna(subset=[*CHARGES])
    changes = {
        f"{charge}_change": pd.Series(
            map(relative_change, compared[f"makers_{charge}"], compared[charge]),
            compared.index,
            dtype="float64",
        )
        for charge in CHARGES
    }
    return compared.assign(**changes)
