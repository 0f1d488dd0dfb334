"""One property of several models: what each says, which is best, and multiples of prices."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

from venice_data.catalog.money import exact_quantity

Section = Literal["Prices", "Limits", "Capabilities", "Terms"]
Better = Literal["lowest", "largest", "neither"]
_FEWEST_TO_JUDGE: Final = 2


@dataclass(frozen=True)
class ComparedRow:
    """One property of the compared models, in their order.

    `texts` are as people read them. `amounts` are the numbers behind them, NaN where a model
    states none; empty where numbers say nothing or where their unit is not known.
    """

    section: Section
    title: str
    unit: str
    texts: tuple[str, ...]
    explanation: str = ""
    amounts: tuple[float, ...] = ()
    better: Better = "neither"

    @property
    def is_same(self) -> bool:
        """Tell whether all models say the same."""
        return len(set(self.texts)) == 1

    def is_best(self) -> tuple[bool, ...]:
        """Tell which models have the best amount: none where the known ones do not differ."""
        known = {amount for amount in self.amounts if not math.isnan(amount)}
        if self.better == "neither" or len(known) < _FEWEST_TO_JUDGE:
            return (False,) * len(self.texts)
        best = min(known) if self.better == "lowest" else max(known)
        return tuple(amount == best for amount in self.amounts)

    def multiples(self, base: int) -> tuple[float, ...]:
        """Return each price as a multiple of that of the model at position `base`.

        NaN for whatever is no price or not published, and for all where the base is free.
        """
        if self.section != "Prices" or not self.amounts or not self.amounts[base]:
            return (math.nan,) * len(self.texts)
        of_base = exact_quantity(self.amounts[base])
        return tuple(float(exact_quantity(amount) / of_base) for amount in self.amounts)
