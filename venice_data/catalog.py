"""The catalog: every model, every price and every problem of one answer, with its origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

Source = Literal["live", "last good", "bundled"]
Currency = Literal["usd", "diem"]
CURRENCIES: Final[tuple[Currency, ...]] = ("usd", "diem")


@dataclass(frozen=True)
class Catalog:
    """One list of models as frames. Shared by all viewers: never write to a frame.

    `models`: one row a model, indexed by id; `raw` holds it as it came. `prices`: one row a
    price, in `usd` and `diem` for one `unit`; NaN where it is not published. `problems`: one
    row a thing not understood. `fetched_at` is the UTC instant at which Venice gave the list.
    """

    models: pd.DataFrame
    prices: pd.DataFrame
    problems: pd.DataFrame
    fetched_at: datetime
    source: Source
