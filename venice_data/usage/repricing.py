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

from venice_data.catalog.money import exact_price, exact_quantity
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
ASSUMED_SIZE: Final = {"resolution": "1K", "quality": "medium", "factor": "2x"}
CHARGES_BY_KIND: Final = {  # which other models can be priced for
    "chat": TOKEN_CHARGES,
    "embed": ("input",),
    "images": ("pieces",),
    "edits": ("pieces",),
    "upscales": ("pieces",),
    "speech": ("characters",),
    "transcription": ("seconds",),
    "music": ("seconds", "characters", "pieces"),
}
# A history does not say how long tracks are: only a price in the unit that was paid compares.
_MUSIC_PRICES: Final = {
    "seconds": ("per_second", 1),
    "characters": ("per_thousand_characters", 1_000),
    "pieces": ("generation", 1),
}
_NEEDED_FOR: Final = {"web search": "web search", "X search": "X search"}  # extra: capability
_SIZES: Final = [*ASSUMED_SIZE]
_SIZE_NEEDED: Final = {"images": "resolution", "edits": "resolution", "upscales": "factor"}
NO_COST: Final[Any] = Decimal("NaN")
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
    priced by quote.
    """
    pieces = usage.matched
    is_measured = pieces["charge"].isin(CHARGES_BY_KIND.get(kind, ()))
    return pieces[
        (pieces["kind"] == kind) & is_measured & pieces["day"].notna() & (pieces["units"] > 0)
    ]


def reprice(usage: Usage, kind: str, book: PriceBook) -> Repriced | None:
    """Price all work of a kind with every model that does it; None where none can be priced."""
    pieces = sized_pieces(usage, kind, book)
    if pieces.empty:
        return None
    book = book.of(_candidates(kind, book))
    sources = sorted(set(pieces["model_id"]))
    models = book.models
    costs = {source: np.full(len(models), Decimal(), dtype="object") for source in sources}
    recorded_days = pd.Series(0, index=models.index)
    price = {"chat": _price_chats, "music": _price_music}.get(kind, _price_by_unit)
    for then in book.of_days(sorted(pieces["day"].unique())):
        of_days = price(pieces[pieces["day"].isin(then.days)], then, book)
        costs = {source: costs[source] + of_days.get(source, Decimal()) for source in sources}
        recorded_days[models.index.isin(then.recorded)] += len(then.days)
    table = pd.DataFrame(costs, index=models.index, columns=sources, dtype="object")
    if kind == "chat":
        table = table.where(~_cannot(usage, sources, book), other=NO_COST)
    paid = pieces.groupby("model_id")["amount"].sum()
    return Repriced(
        kind=kind,
        paid={source: exact_amount(paid[source]) for source in sources},
        costs=table,
        recorded_days=recorded_days,
        days=pieces["day"].nunique(),
        assumes_sizes=bool(pieces["is_size_assumed"].any()),
    )


def _candidates(kind: str, book: PriceBook) -> pd.DataFrame:
    if kind == "chat":
        return book.models[book.models["type"] == "text"]
    if kind == "music":
        return book.models[book.models["type"] == "music"]
    work, _ = _work_of(kind, **ASSUMED_SIZE)
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


def _price_chats(pieces: pd.DataFrame, then: DayPrices, book: PriceBook) -> dict[str, Decimals]:
    """Price tokens: requests of one length with one model together, at the rates of that length."""
    tokens = token_prices(then.prices, book.models, book.currency)
    counts = pieces.pivot_table(
        index=["model_id", "length"], columns="charge", values="quantity", aggfunc="sum"
    ).reindex(columns=list(TOKEN_CHARGES))
    lengths = counts.index.get_level_values("length").to_numpy(dtype="float64")[np.newaxis]
    quantities = {
        charge: counts[charge].fillna(0).to_numpy(dtype="float64")[np.newaxis]
        for charge in TOKEN_CHARGES
    }
    charges = token_charges(tokens, quantities, is_long_context(tokens, lengths))
    owed = sum((charge.owed for charge in charges), start=np.array(Decimal(), dtype="object"))
    sources = counts.index.get_level_values("model_id")
    return {source: owed[:, sources == source].sum(axis=1) / MILLION for source in sources.unique()}


def _price_by_unit(pieces: pd.DataFrame, then: DayPrices, book: PriceBook) -> dict[str, Decimals]:
    """Price pictures, characters or seconds: as many times as one of them costs."""
    owed: dict[str, Decimals] = {}
    counts = pieces.groupby(["model_id", "kind", *_SIZES], as_index=False)["quantity"].sum()
    for source, kind, *sizes, quantity in counts.itertuples(index=False):
        work, per = _work_of(kind, *sizes)
        costs = costs_by_model(work, then.prices, book.models, book.currency)
        amounts = [costs[str(model_id)].amount for model_id in book.models.index]
        times = exact_quantity(quantity) / per
        priced = np.array(
            [NO_COST if amount is None else amount * times for amount in amounts], dtype="object"
        )
        owed[source] = owed.get(source, Decimal()) + priced
    return owed


def _price_music(pieces: pd.DataFrame, then: DayPrices, book: PriceBook) -> dict[str, Decimals]:
    """Price tracks by seconds, characters or pieces: with the models that have such a price."""
    owed: dict[str, Decimals] = {}
    counts = pieces.groupby(["model_id", "charge"], as_index=False)["quantity"].sum()
    for source, charge, quantity in counts.itertuples(index=False):
        component, per = _MUSIC_PRICES[charge]
        of_component = then.prices[then.prices["component"] == component]
        rates = of_component.set_index("model_id")[book.currency].dropna()
        times = exact_quantity(quantity) / per
        priced = [
            exact_price(rates[model_id]) * times if model_id in rates.index else NO_COST
            for model_id in book.models.index
        ]
        owed[source] = owed.get(source, Decimal()) + np.array(priced, dtype="object")
    return owed


def sized_pieces(usage: Usage, kind: str, book: PriceBook) -> pd.DataFrame:
    """Return the comparable pieces of a kind of work, with their sizes.

    `quantity` counts tokens, characters, seconds or pieces; `is_size_assumed` where neither the
    SKU nor the price says how large a picture is.
    """
    pieces = comparable(usage, kind)
    steps = pieces["units"].astype("float64") * pieces["per_unit"]
    counted = pieces.assign(quantity=steps / UNIT_STEPS, is_size_assumed=False)
    return _with_sizes(counted, _SIZE_NEEDED[kind], book) if kind in _SIZE_NEEDED else counted


def _with_sizes(pieces: pd.DataFrame, needed: str, book: PriceBook) -> pd.DataFrame:
    size_of = _sizes_by_price(pd.concat([book.recorded, book.prices]))
    told = [
        size_of.get((model_id, _rounded(price)), {})
        for model_id, price in zip(pieces["model_id"], pieces["price"], strict=True)
    ]
    by_price = pd.DataFrame(told, index=pieces.index, columns=_SIZES, dtype="str")
    known = pieces[_SIZES].replace("", None).fillna(by_price)
    return pieces.assign(**known.fillna(ASSUMED_SIZE), is_size_assumed=known[needed].isna())


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
        lacking = np.array([capability not in has for has in book.models["capabilities"]])
        for source in set(searching) & {*sources}:
            cannot[source] |= lacking
    for source in set(sources) & {*book.models.index}:
        cannot.loc[source, source] = False  # it has done it
    return cannot
