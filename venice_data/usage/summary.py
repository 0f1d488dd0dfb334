"""A usage history in sums: what was paid for, by SKU, day and currency, with nothing else kept.

What is kept holds no request, no instant and no note, and is small however long the history was.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from venice_data.usage.entries import UNKNOWN_LENGTH, exact_amount
from venice_data.usage.skus import EXTRA, SkuMatcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from decimal import Decimal

    from venice_data.usage.entries import Entries

CURRENCY_NAMES: Final = {"USD": "USD", "DIEM": "DIEM", "BUNDLED_CREDITS": "Bundled credits"}
_OF_A_SKU: Final = ["model_id", "kind", "charge", "measure", "resolution", "quality", "factor"]


@dataclass(frozen=True, eq=False)
class Usage:
    """What a usage history says, in sums.

    `pieces` has one row per `sku`, `day` (NaT where none is stated), `currency`, `length` (input
    tokens from which on requests count as so long) and `price`, where it tells sizes apart:
    `units` and `amount` in whole steps, what was paid being positive, `entries`, and what the
    SKU names: model_id, kind, charge, measure, per_unit, resolution, quality, factor.
    `requests` has one row per text model: `requests`, `longest` (input and output), and
    `longest_answer` in tokens, NaN where none is stated. `extras` counts the uses of what is
    charged beside a model, by `model_id` (empty where none is known) and `charge`.
    `credits` are amounts that were given back or added: sku, currency, `amount`.
    """

    pieces: pd.DataFrame
    requests: pd.DataFrame
    extras: pd.DataFrame
    credits: pd.DataFrame
    entries: int
    repeated: int
    without_amount: int

    @cached_property
    def period(self) -> tuple[date, date] | None:
        """The first and the last day that it states; None where it states none."""
        days = self.pieces["day"].dropna()
        return None if days.empty else (days.min().date(), days.max().date())

    @property
    def days(self) -> int:
        """The days from the first to the last, both counted; at least one."""
        return 1 if self.period is None else (self.period[1] - self.period[0]).days + 1

    @cached_property
    def matched(self) -> pd.DataFrame:
        """The pieces of which it is known what was paid for."""
        return self.pieces[self.pieces["kind"] != ""]

    @cached_property
    def unmatched(self) -> pd.DataFrame:
        """The pieces whose SKU is not known here."""
        return self.pieces[self.pieces["kind"] == ""]


def total_of(pieces: pd.DataFrame) -> Decimal:
    """Return what pieces came to, all currencies alike: 1 DIEM buys 1 USD of use."""
    return exact_amount(int(pieces["amount"].sum()))


def totals_by(pieces: pd.DataFrame, column: str) -> dict[Any, Decimal]:
    """Return what pieces came to for each value of a column, the most first."""
    sums = pieces.groupby(column, observed=True, sort=True)["amount"].sum()
    ordered = sums.sort_values(ascending=False, kind="stable")
    return {value: exact_amount(amount) for value, amount in ordered.items()}


def summarize(entries: Entries, types: Mapping[str, str], thresholds: Iterable[int]) -> Usage:
    """Add entries up.

    `types` are those of all models that are known, by id; `thresholds` are the lengths of input
    past which some model has other rates.
    """
    frame = entries.frame
    named = _named_skus(frame["sku"].cat.categories, types)
    codes = frame["sku"].cat.codes.to_numpy()
    is_chat = (named["kind"] == "chat").to_numpy()[codes]
    is_debit = (frame["amount"] <= 0).to_numpy()
    edges = np.array(sorted({*thresholds}), dtype="int64")
    lengths = np.where(is_chat, frame["prompt_tokens"], UNKNOWN_LENGTH)
    described = frame.assign(
        day=frame["at"].dt.floor("D").dt.tz_localize(None),
        length=np.concatenate([[0], edges + 1])[np.searchsorted(edges, lengths, side="left")],
        price=frame["price"].mask((named["measure"] == "tokens").to_numpy()[codes]),
    )
    return Usage(
        pieces=_pieces(described[is_debit], named),
        requests=_requests(frame[is_chat & is_debit], named),
        extras=_extras(frame[is_debit], named),
        credits=_credits(frame[~is_debit]),
        entries=len(frame),
        repeated=entries.repeated,
        without_amount=entries.without_amount,
    )


def known_types(models: pd.DataFrame, history_models: pd.DataFrame | None) -> dict[str, str]:
    """Return the types of all models that were ever listed, by id; those listed now count last."""
    before = {} if history_models is None else history_models["type"].to_dict()
    return before | models["type"].to_dict()


def _named_skus(skus: pd.Index[str], types: Mapping[str, str]) -> pd.DataFrame:
    """Return what each SKU names, in their order."""
    matcher = SkuMatcher(types)
    found = [matcher.match(str(sku)) for sku in skus]
    columns = {
        name: pd.Series([getattr(sku, name) for sku in found], dtype="str") for name in _OF_A_SKU
    }
    per_unit = pd.Series([sku.per_unit for sku in found], dtype="int64")
    return pd.DataFrame(columns).assign(per_unit=per_unit).set_axis(skus, axis=0)


def _pieces(debits: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    grouped = debits.groupby(
        ["sku", "day", "currency", "length", "price"], observed=True, dropna=False, sort=True
    )
    sums = grouped.agg(units=("units", "sum"), amount=("amount", "sum"), entries=("units", "size"))
    pieces = sums.reset_index().astype({"sku": "str", "currency": "str"})
    pieces["amount"] = -pieces["amount"]
    return pieces.join(named, on="sku")


def _requests(chats: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """Count the requests of each text model, by their ids, else by their answers."""
    codes = chats["sku"].cat.codes.to_numpy()
    numbers, model_ids = pd.factorize(named["model_id"])
    of_model = pd.DataFrame(
        {
            "model": numbers[codes],
            "request": chats["request"].to_numpy(),
            "is_answer": (named["charge"] == "output").to_numpy()[codes],
            "longest": chats["prompt_tokens"].to_numpy("int64") + chats["completion_tokens"],
            "longest_answer": chats["completion_tokens"],
        }
    )
    grouped = of_model.groupby("model")
    with_id = of_model.loc[of_model["request"] != 0, ["model", "request"]].drop_duplicates()
    answers = grouped["is_answer"].sum()
    lengths = grouped[["longest", "longest_answer"]].max().astype("float64")
    requests = lengths.where(lengths["longest_answer"] > UNKNOWN_LENGTH).assign(
        requests=with_id.groupby("model").size().reindex(answers.index).fillna(answers)
    )
    return requests.set_axis(pd.Index(model_ids[requests.index], dtype="str"), axis=0)


def _extras(debits: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """Count the uses of extras, by the model that their SKU names, else that of their request."""
    kinds = named["kind"].to_numpy()[debits["sku"].cat.codes.to_numpy()]
    extras = debits.loc[kinds == EXTRA, ["sku", "units", "request"]].astype({"sku": "str"})
    is_asked = (kinds == "chat") & debits["request"].isin(extras["request"]).to_numpy()
    chats = debits.loc[is_asked & (debits["request"] != 0), ["sku", "request"]]
    asked = chats.drop_duplicates("request").set_index("request")["sku"].astype("str")
    own = extras["sku"].map(named["model_id"])
    counted = extras.assign(
        model_id=own.where(own != "", extras["request"].map(asked.map(named["model_id"]))),
        charge=extras["sku"].map(named["charge"]),
    ).fillna({"model_id": ""})
    uses: pd.DataFrame = counted.groupby(["model_id", "charge"]).agg(units=("units", "sum"))
    return uses.reset_index()


def _credits(entries: pd.DataFrame) -> pd.DataFrame:
    by_sku = entries.groupby(["sku", "currency"], observed=True)
    sums: pd.DataFrame = by_sku.agg(amount=("amount", "sum"))
    return sums.reset_index().astype({"sku": "str", "currency": "str"})
