"""What the work of a usage history would have cost with other models, at the prices of its days.

Units count as they were billed. What is read from a cache, or is long, costs what
`venice_data.costs` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from venice_data.catalog.money import exact_quantity
from venice_data.costs.charges import MILLION
from venice_data.costs.tokens import is_long_context, is_too_long, token_charges, token_prices
from venice_data.costs.work import Edits, Embed, Images, Speech, Transcription, Upscales
from venice_data.costs.work_costs import candidates_for, costs_by_model
from venice_data.usage.entries import UNIT_STEPS, exact_amount
from venice_data.usage.skus import TOKEN_CHARGES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from venice_data.costs.work import Work
    from venice_data.usage.price_book import DayPrices, PriceBook
    from venice_data.usage.summary import Usage

    Decimals = NDArray[np.object_]

# What pictures count as where neither their SKU nor their price tells.
ASSUMED_RESOLUTION: Final = "1K"
ASSUMED_QUALITY: Final = "medium"
ASSUMED_FACTOR: Final = "2x"

_CHARGES: Final = {  # which other models can be priced for
    "chat": TOKEN_CHARGES,
    "embed": ("input",),
    "images": ("pieces",),
    "edits": ("pieces",),
    "upscales": ("pieces",),
    "speech": ("characters",),
    "transcription": ("seconds",),
}
_NEEDED_FOR: Final = {"web search": "web search", "X search": "X search"}  # extra: capability
_SIZES: Final = ["resolution", "quality", "factor"]
_NO_PRICE: Final = Decimal("NaN")
_PRICE_DIGITS: Final = 8
_SECONDS_PER_MINUTE: Final = 60


@dataclass(frozen=True, eq=False)
class Repriced:
    """What the work of one kind would have cost.

    `paid` is what each model came to that did some of it. `costs` are decimals: one row per
    model, one column per model that did the work, NaN where it has no price for that or cannot
    do it. `recorded_days` says for each row on how many of the `days` with such work its price
    was recorded; on the others it is today's. `assumes_sizes` where not every size was known.
    """

    kind: str
    paid: dict[str, Decimal]
    costs: pd.DataFrame
    recorded_days: pd.Series[int]
    days: int
    assumes_sizes: bool = False


def comparable(usage: Usage, kind: str) -> pd.DataFrame:
    """Return the pieces of a kind of work that other models can be priced for.

    They have a day, a quantity and a charge that is understood. Clips are none, since they are
    priced by quote, nor are tracks, whose length is not stated.
    """
    pieces = usage.matched
    is_measured = pieces["charge"].isin(_CHARGES.get(kind, ()))
    return pieces[
        (pieces["kind"] == kind) & is_measured & pieces["day"].notna() & (pieces["units"] > 0)
    ]


def reprice(usage: Usage, kind: str, book: PriceBook) -> Repriced | None:
    """Price all work of a kind with every model that does it; None where none can be priced."""
    pieces = comparable(usage, kind)
    if pieces.empty:
        return None
    book = book.of(_candidates(kind, book))
    sized, assumes_sizes = _with_sizes(_measured(pieces), book)
    sources = sorted(set(pieces["model_id"]))
    models = book.models
    costs = {source: np.full(len(models), Decimal(), dtype="object") for source in sources}
    recorded_days = pd.Series(0, index=models.index)
    price = _price_chats if kind == "chat" else _price_by_unit
    for then in book.of_days(sorted(pieces["day"].unique())):
        of_days = price(sized[sized["day"].isin(then.days)], then, book)
        costs = {source: costs[source] + of_days.get(source, Decimal()) for source in sources}
        recorded_days[models.index.isin(then.recorded)] += len(then.days)
    table = pd.DataFrame(costs, index=models.index, columns=sources, dtype="object")
    if kind == "chat":
        table = table.mask(_cannot(usage, sources, book), _NO_PRICE)
    paid = pieces.groupby("model_id")["amount"].sum()
    return Repriced(
        kind=kind,
        paid={source: exact_amount(paid[source]) for source in sources},
        costs=table,
        recorded_days=recorded_days,
        days=pieces["day"].nunique(),
        assumes_sizes=assumes_sizes,
    )


def _candidates(kind: str, book: PriceBook) -> pd.DataFrame:
    if kind == "chat":
        return book.models[book.models["type"] == "text"]
    work, _ = _work_of(kind, ASSUMED_RESOLUTION, ASSUMED_QUALITY, ASSUMED_FACTOR)
    return candidates_for(work, book.prices, book.models)


def _work_of(kind: str, resolution: str, quality: str, factor: str) -> tuple[Work, int]:
    """Return a piece of work of a kind, and how many tokens, characters, … it has."""
    match kind:
        case "embed":
            return Embed(MILLION), MILLION
        case "edits":
            return Edits(1, 1, resolution, quality), 1
        case "upscales":
            return Upscales(1, factor), 1
        case "speech":
            return Speech(MILLION), MILLION
        case "transcription":
            return Transcription(1), _SECONDS_PER_MINUTE
    return Images(1, resolution, quality), 1


def _measured(pieces: pd.DataFrame) -> pd.DataFrame:
    """Say how many tokens, characters, seconds or pieces each piece has."""
    return pieces.assign(quantity=pieces["units"] * pieces["per_unit"] / UNIT_STEPS)


def _price_chats(pieces: pd.DataFrame, then: DayPrices, book: PriceBook) -> dict[str, Decimals]:
    """Price tokens: requests of one length with one model together, at the rates of that length."""
    tokens = token_prices(then.prices, book.models, book.currency)
    counts = pieces.pivot_table(
        index=["model_id", "length"], columns="charge", values="quantity", aggfunc="sum"
    ).reindex(columns=list(TOKEN_CHARGES))
    lengths = counts.index.get_level_values("length").to_numpy(dtype="float64")[np.newaxis]
    quantities = {
        charge: counts[charge].fillna(0).to_numpy(dtype="float64")[np.newaxis] for charge in counts
    }
    charges = token_charges(tokens, quantities, is_long_context(tokens, lengths))
    owed = sum((charge.owed for charge in charges), start=np.array(Decimal(), dtype="object"))
    sources = counts.index.get_level_values("model_id")
    return {source: owed[:, sources == source].sum(axis=1) / MILLION for source in sources.unique()}


def _price_by_unit(pieces: pd.DataFrame, then: DayPrices, book: PriceBook) -> dict[str, Decimals]:
    """Price pictures, characters or seconds: as many times as one of them costs."""
    owed: dict[str, Decimals] = {}
    for (source, kind, *sizes), quantity in (
        pieces.groupby(["model_id", "kind", *_SIZES])["quantity"].sum().items()
    ):
        work, per = _work_of(kind, *sizes)
        costs = costs_by_model(work, then.prices, book.models, book.currency)
        amounts = [costs[str(model_id)].amount for model_id in book.models.index]
        times = exact_quantity(quantity) / per
        priced = np.array(
            [_NO_PRICE if amount is None else amount * times for amount in amounts], dtype="object"
        )
        owed[source] = owed.get(source, Decimal()) + priced
    return owed


def _with_sizes(pieces: pd.DataFrame, book: PriceBook) -> tuple[pd.DataFrame, bool]:
    """Say which size pictures have, by their SKU, else by their price; and if one is assumed."""
    size_of = _sizes_by_price(pd.concat([book.recorded, book.prices]))
    told = [
        size_of.get((model_id, _rounded(price)), {})
        for model_id, price in zip(pieces["model_id"], pieces["price"], strict=True)
    ]
    by_price = pd.DataFrame(told, index=pieces.index, columns=_SIZES, dtype="str")
    stated = pieces[_SIZES].replace("", None)
    known = stated.fillna(by_price)
    assumed = {
        "resolution": ASSUMED_RESOLUTION,
        "quality": ASSUMED_QUALITY,
        "factor": ASSUMED_FACTOR,
    }
    needed = {"upscales": ["factor"], "images": _SIZES[:1], "edits": _SIZES[:1]}
    kind = str(pieces["kind"].iloc[0])
    assumes = bool(known[needed.get(kind, [])].isna().to_numpy().any())
    return pieces.assign(**known.fillna(assumed)), assumes


def _sizes_by_price(prices: pd.DataFrame) -> dict[tuple[str, float], dict[str, Any]]:
    """Return the size at which a model has a price; of several, one that states its quality."""
    sized = prices[prices["resolution"].notna() | prices["tier"].notna()]
    ordered = sized.sort_values("quality", na_position="first", kind="stable")
    return {
        (row["model_id"], _rounded(row["usd"])): {
            "resolution": row["resolution"],
            "quality": row["quality"],
            "factor": row["tier"],
        }
        for row in ordered.to_dict("records")
    }


def _rounded(price: float) -> float:
    return round(price, _PRICE_DIGITS)


def _cannot(usage: Usage, sources: list[str], book: PriceBook) -> pd.DataFrame:
    """Tell which models cannot do the work of each: it is too long for them, or searches."""
    tokens = token_prices(book.prices, book.models, book.currency)
    needs = usage.requests.reindex(sources)
    answer = needs["longest_answer"].to_numpy()[np.newaxis]
    rest = needs["longest"].to_numpy()[np.newaxis] - answer
    cannot = pd.DataFrame(is_too_long(tokens, rest, answer), book.models.index, columns=sources)
    for extra, capability in _NEEDED_FOR.items():
        searching = usage.extras.loc[usage.extras["charge"] == extra, "model_id"]
        lacking = [capability not in has for has in book.models["capabilities"]]
        for source in set(searching) & {*sources}:
            cannot[source] |= lacking
    for source in set(sources) & {*book.models.index}:
        cannot.loc[source, source] = False  # it has done it
    return cannot
