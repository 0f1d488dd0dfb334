"""The entries of a usage history, in a compact frame with exact amounts, each counted once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

AMOUNT_STEPS: Final = 10**10  # amounts are whole numbers of these parts of a dollar or a DIEM
UNIT_STEPS: Final = 10**6  # units are whole numbers of these parts: tokens, where a unit is 1M
UNKNOWN_LENGTH: Final = -1
_LARGEST_SUM: Final = 9e8  # of amounts: beyond it whole numbers of their steps would run over
_LARGEST_UNITS: Final = 9e12
_MOST_TOKENS: Final = 2**31 - 1
FIELDS: Final = (
    "at",
    "sku",
    "units",
    "amount",
    "currency",
    "price",
    "request",
    "prompt_tokens",
    "completion_tokens",
)


class UsageError(Exception):
    """Something is no usage history; the message says why and is for people."""


@dataclass(frozen=True)
class Entries:
    """A usage history as it was read.

    `frame` has one row per entry: `at` (UTC; NaT where it states no instant), `sku`, `currency`,
    `units` and `amount` in whole steps (a debit is negative), `price` per unit, `request`
    (a digest of its id; 0 without one), `prompt_tokens` and `completion_tokens`.
    `repeated` entries stood in several pages and count once; `without_amount` state no amount.
    """

    frame: pd.DataFrame
    repeated: int = 0
    without_amount: int = 0


def exact_amount(steps: int) -> Decimal:
    """Return a sum of amounts as a decimal."""
    return Decimal(int(steps)) / AMOUNT_STEPS


def compact(written: pd.DataFrame, page: int) -> pd.DataFrame:
    """Return entries of a page, given by their `FIELDS` as they were written, in few bytes each."""
    frame = written.reindex(columns=list(FIELDS))
    return pd.DataFrame(
        {
            "at": pd.to_datetime(
                frame["at"].astype("str"), utc=True, format="ISO8601", errors="coerce"
            ).astype("datetime64[us, UTC]"),
            "sku": frame["sku"].astype("str").fillna(""),
            "currency": frame["currency"].astype("str").fillna("").str.strip().str.upper(),
            "amount": _as_numbers(frame["amount"]),
            "units": _as_numbers(frame["units"]),
            "price": _as_numbers(frame["price"]),
            "request": _digests(frame["request"]),
            "prompt_tokens": _as_lengths(frame["prompt_tokens"]),
            "completion_tokens": _as_lengths(frame["completion_tokens"]),
            "page": np.int32(page),
        }
    )


def joined(parts: Iterable[pd.DataFrame]) -> Entries:
    """Join compact entries of several pages; an entry that stands in several counts once.

    Two entries of one page that say the same are two. Raises UsageError where amounts are none
    that anybody pays.
    """
    frame = pd.concat(list(parts), ignore_index=True)
    has_amount = np.isfinite(frame["amount"])
    counted = frame[has_amount]
    _check_size(counted)
    units = counted["units"].where(np.isfinite(counted["units"]), 0)
    counted = counted.assign(
        amount=_in_steps(counted["amount"], AMOUNT_STEPS),
        units=_in_steps(units, UNIT_STEPS),
        sku=counted["sku"].astype("category"),
        currency=counted["currency"].astype("category"),
    )
    once = _each_once(counted)
    return Entries(
        once.drop(columns="page").reset_index(drop=True),
        repeated=len(counted) - len(once),
        without_amount=int((~has_amount).sum()),
    )


def _each_once(entries: pd.DataFrame) -> pd.DataFrame:
    """Keep of equal entries as many as the page has that has most of them."""
    if entries["page"].min() == entries["page"].max():
        return entries
    identity = pd.util.hash_pandas_object(entries[list(FIELDS)], index=False)
    place_in_page = identity.groupby([entries["page"], identity]).cumcount()
    is_repeated = pd.DataFrame({"identity": identity, "place": place_in_page}).duplicated()
    return entries[~is_repeated]


def _check_size(entries: pd.DataFrame) -> None:
    is_too_much = entries["amount"].abs().sum() > _LARGEST_SUM
    is_too_many = entries["units"].abs().replace(np.inf, np.nan).sum() > _LARGEST_UNITS
    if is_too_much or is_too_many:
        raise UsageError("Its amounts are larger than anybody's usage of Venice.")


def _in_steps(numbers: pd.Series[float], steps: int) -> pd.Series[int]:
    return (numbers * steps).round().astype("int64")


def _as_numbers(column: pd.Series[Any]) -> pd.Series[float]:
    if column.dtype in {"object", "bool"}:  # who writes that writes anything
        column = column.map(_as_text_or_number)
    return pd.to_numeric(column, errors="coerce").astype("float64")


def _as_text_or_number(value: Any) -> Any:
    is_either = isinstance(value, str | int | float) and not isinstance(value, bool)
    return value if is_either else math.nan


def _as_lengths(column: pd.Series[Any]) -> pd.Series[int]:
    numbers = _as_numbers(column)
    is_length = numbers.between(0, _MOST_TOKENS)
    return numbers.where(is_length, UNKNOWN_LENGTH).astype("int32")


def _digests(ids: pd.Series[Any]) -> pd.Series[Any]:
    """Return a digest of each request's id, which says whether two are the same, and no more."""
    texts = ids.astype("str").fillna("")
    digests = pd.Series(pd.util.hash_array(texts.to_numpy(dtype="object"), categorize=False))
    return digests.where(texts.to_numpy() != "", 0).astype("uint64").set_axis(ids.index)
