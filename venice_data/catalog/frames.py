"""The catalog: every model, every price and every problem of one answer, with its origin."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd

from venice_data.catalog.model_types import is_priced_by_quote

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

Source = Literal["live", "last good", "bundled", "history"]
Currency = Literal["usd", "diem"]
CURRENCIES: Final[tuple[Currency, ...]] = ("usd", "diem")

_MODEL_DTYPES: Final = {
    "type": "str",
    "name": "str",
    "description": "str",
    "source_text": "str",
    "created": "datetime64[s, UTC]",
    "discount_to_user": "float64",
    "privacy": "str",
    "offline": "bool",
    "beta": "bool",
    "traits": "object",
    "capabilities": "object",
    "capabilities_stated": "object",
    "quantization": "str",
    "reasoning_efforts": "object",
    "default_reasoning_effort": "str",
    "region_restrictions": "object",
    "context_tokens": "Int64",
    "max_completion_tokens": "Int64",
    "max_input_tokens": "Int64",
    "embedding_dimensions": "Int64",
    "max_images": "Int64",
    "long_context_threshold_tokens": "Int64",
    "included_input_images": "Int64",
    "removes_at": "datetime64[s, UTC]",
    "replacement_id": "str",
    "auto_remap": "boolean",
    "voices": "object",
    "constraints": "object",
    "raw": "object",
}
_PRICE_DTYPES: Final = {
    "model_id": "str",
    "component": "str",
    "unit": "str",
    "usd": "float64",
    "diem": "float64",
    "resolution": "str",
    "quality": "str",
    "tier": "str",
    "min_seconds": "float64",
    "max_seconds": "float64",
    "label": "str",
}


@dataclass(frozen=True)
class Catalog:
    """One list of models as frames. Shared by all viewers: never write to a frame.

    `models`: one row per model, indexed by id; `raw` holds it as it came. `prices`: one row per
    price, in `usd` and `diem` for one `unit`; NaN where it is not published. `problems`: one
    row per thing not understood. `fetched_at` is the UTC instant at which Venice gave the list.
    """

    models: pd.DataFrame
    prices: pd.DataFrame
    problems: pd.DataFrame
    fetched_at: datetime
    source: Source

    @cached_property
    def content_id(self) -> str:
        """A digest that lists share that say the same, whenever and from where they came."""
        digest = hashlib.sha256()
        for frame in (self.models, self.prices, self.problems):
            digest.update(frame.to_csv().encode(errors="surrogatepass"))
        return digest.hexdigest()

    def prepare(self) -> None:
        """Compute now what the first viewer would else wait for."""
        _ = self.content_id, self._removals

    def removed_count(self, now: datetime) -> int:
        """Return how many of the models are removed at `now`, as it was announced."""
        return bisect_right(self._removals, now)

    @cached_property
    def _removals(self) -> list[datetime]:
        instants: list[datetime] = sorted(self.models["removes_at"].dropna().dt.to_pydatetime())
        return instants


def models_frame(models: dict[str, dict[str, Any]]) -> pd.DataFrame:
    """Return the frame of models from a row for each id; a row states every column."""
    frame = _frame(list(models.values()), _MODEL_DTYPES)
    frame.index = pd.Index(list(models), dtype="str", name="id")
    return frame


def prices_frame(prices: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return the frame of prices from rows that state every column."""
    return _frame(prices, _PRICE_DTYPES)


def has_price(models: pd.DataFrame, prices: pd.DataFrame, *currencies: Currency) -> pd.Series[bool]:
    """Tell for each model whether any price is published, in one of these currencies or in any."""
    amounts = prices[list(currencies or CURRENCIES)]
    published = prices.loc[amounts.notna().any(axis=1), "model_id"].unique()
    return pd.Series(models.index.isin(published), index=models.index)


def priced_by_quote(models: pd.DataFrame, prices: pd.DataFrame) -> pd.Series[bool]:
    """Tell for each model whether Venice only quotes its prices."""
    are_quoted = [
        is_priced_by_quote(api_name, has_price=is_published)
        for api_name, is_published in zip(models["type"], has_price(models, prices), strict=True)
    ]
    return pd.Series(are_quoted, index=models.index, dtype="bool")


def _frame(rows: Sequence[dict[str, Any]], dtypes: dict[str, str]) -> pd.DataFrame:
    # Of each row all values at once: three times as fast as of each column.
    values = zip(*map(itemgetter(*dtypes), rows), strict=True) if rows else repeat(())
    columns = {
        name: pd.Series(of_column, dtype=dtype).array
        for (name, dtype), of_column in zip(dtypes.items(), values, strict=False)
    }
    return pd.DataFrame(columns, copy=False)  # half of the time of a frame from series
