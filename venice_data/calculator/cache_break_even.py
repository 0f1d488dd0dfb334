"""After how many reuses a write to the prompt cache pays off."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING
from typing import TYPE_CHECKING, Final

from venice_data.calculator.exact_money import exact_price

if TYPE_CHECKING:
    import pandas as pd

IMMEDIATELY: Final = 0.0
NEVER: Final = math.inf


def cache_break_even(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return the models with a cache write price and after how many reuses a write pays off.

    `tokens` comes from `token_prices`; its `cache_input` is the input price where it is
    missing. `reuses` is the smallest number r of reads with write + r x read <= (1 + r) x
    input: 0 where it pays at once, infinite where it never does. `charges_for_writing` is
    True where a write costs more than input. Base rates; a long-context request has others.
    """
    written = tokens[tokens["cache_write"].notna() & tokens["input"].notna()]
    written = written.assign(cache_input=written["cache_input"].fillna(written["input"]))
    return written.assign(
        charges_for_writing=written["cache_write"] > written["input"],
        reuses=[
            reuses_until_it_pays(*rates)
            for rates in zip(
                written["cache_write"], written["cache_input"], written["input"], strict=True
            )
        ],
    )


def reuses_until_it_pays(write: float, read: float, fresh: float) -> float:
    """Return the reuses after which a write pays off, at these rates; exact at the boundary."""
    if write <= fresh and read <= fresh:
        return IMMEDIATELY
    if read >= fresh:
        return NEVER
    extra = exact_price(write) - exact_price(fresh)
    saved_each_time = exact_price(fresh) - exact_price(read)
    return float((extra / saved_each_time).to_integral_value(ROUND_CEILING))
