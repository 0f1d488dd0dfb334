"""What music and sound cost at a length, whichever way a model is priced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from venice_data.components import GENERATION, SECOND, TRACK

if TYPE_CHECKING:
    from venice_data.catalog import Currency

SECONDS_PER_HOUR: Final = 3600


def music_prices(
    prices: pd.DataFrame, models: pd.DataFrame, seconds: float, currency: Currency
) -> pd.Series[float]:
    """Return what one track of a length costs with each music model.

    A tier holds for lengths from its `min_seconds` to its `max_seconds`, both included.
    NaN where no tier covers the length, or where the price does not hang on length at all
    (per character).
    """
    own = prices[prices["model_id"].isin(models.index)]
    covers = (own["min_seconds"].fillna(0) <= seconds) & (seconds <= own["max_seconds"])
    priced = pd.concat(
        [
            own[(own["unit"] == TRACK) & covers].set_index("model_id")[currency],
            own[own["unit"] == SECOND].set_index("model_id")[currency] * seconds,
            own[own["unit"] == GENERATION].set_index("model_id")[currency],
        ]
    )
    cheapest: pd.Series[float] = priced.groupby(level=0).min()
    return cheapest.reindex(models.index)
