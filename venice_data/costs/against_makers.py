"""What Venice asks for text models against what their own makers ask, in USD per million tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from venice_data.catalog.maker_prices import maker_prices
from venice_data.catalog.money import relative_change
from venice_data.costs.tokens import token_prices

if TYPE_CHECKING:
    from datetime import date

CURRENCY: Final = "usd"  # makers state no other
CHARGES: Final = ("input", "output")


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
