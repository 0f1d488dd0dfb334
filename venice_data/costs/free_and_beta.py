"""Which models may be called the cheapest, of those that are free now or in beta.

None of them, unless that is asked for: a free model is a promotion, and one in beta may change or
go any day, so neither says what work costs. Where it was not recorded whether a model is in beta,
it counts as not in beta.
"""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from venice_data.costs.charges import Flags, Numbers

FREE_NOW: Final = "free now"
IN_BETA: Final = "in beta"


def status_of(models: pd.DataFrame, is_free: pd.Series[bool]) -> pd.Series[str]:
    """Return what is to be said of each model: `free now`, `in beta`, both, or nothing.

    `is_free` tells with which of the models that costs nothing which is asked for.
    """
    are_free = is_free.reindex(models.index, fill_value=False)
    statuses = [
        " and ".join(compress((FREE_NOW, IN_BETA), said))
        for said in zip(are_free, models["beta"], strict=True)
    ]
    return pd.Series(statuses, index=models.index, dtype="str")


def may_be_cheapest(
    status: pd.Series[str], *, counts_free_and_beta: bool = False
) -> pd.Series[bool]:
    """Tell which models may be called the cheapest, by their `status_of`."""
    return (status == "") | counts_free_and_beta


def costs_that_count(costs: Numbers, is_beta: Flags) -> Numbers:
    """Return costs by model, along the first axis, with NaN for those that may not be cheapest."""
    is_left_out = (costs == 0) | is_beta.reshape(-1, *[1] * (costs.ndim - 1))
    return np.where(is_left_out, np.nan, costs)
