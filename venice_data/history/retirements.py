"""Which models will retire or have retired, what replaces them, and how the price changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from venice_data.catalog.filters import offered, retiring
from venice_data.catalog.frames import prices_frame
from venice_data.catalog.money import relative_change
from venice_data.catalog.price_components import describe
from venice_data.catalog.quality_scores import BENCHMARKS
from venice_data.costs.alternatives import abilities_of, change_in_words
from venice_data.costs.headlines import HEADLINE_UNITS, headline_prices
from venice_data.history.price_history import models_ever_listed
from venice_data.quotes.nearest_models import nearest_models

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from venice_data.catalog.frames import Catalog, Currency
    from venice_data.history.change_events import ChangeEvent
    from venice_data.history.price_history import PriceHistory

NOTHING_NAMED: Final = "none named"
NOT_IN_THE_LIST: Final = "replacement not in the list"
NO_COMPARABLE_PRICE: Final = "no comparable price"
OTHER_TYPE: Final = "replacement of another type"
_FREE_UNTIL_NOW: Final = "free until now"
FREE_SO_FAR: Final = f"{_FREE_UNTIL_NOW}, so there is no percentage"
NAMED_BY_VENICE: Final = "named by Venice"
_NEAREST: Final = "nearest by the list"


def retirements(
    models: pd.DataFrame, catalog: Catalog, now: datetime, currency: Currency
) -> pd.DataFrame:
    """Return the models that will be removed after `now`, the next to go first, by id.

    Columns: name, type, removes_at, days_left, replacement_id, replacement_name, auto_remap,
    and in the type's headline `unit` the price `before`, that of the replacement `after`, and
    `change` as a share of the old price; `remark` says why there is none.
    """
    leaving = retiring(models, now)
    replacements = catalog.models.reindex(leaving["replacement_id"]).set_axis(leaving.index)
    concerned = catalog.models.index.isin([*leaving.index, *leaving["replacement_id"].dropna()])
    prices = headline_prices(catalog.prices, catalog.models[concerned], currency)
    before = prices.reindex(leaving.index)
    after = prices.reindex(leaving["replacement_id"]).set_axis(leaving.index)
    is_same_type = replacements["type"] == leaving["type"]
    after = after.where(is_same_type)
    return pd.DataFrame(
        {
            "name": leaving["name"],
            "type": leaving["type"],
            "removes_at": leaving["removes_at"],
            "days_left": days_left(leaving["removes_at"], now),
            "replacement_id": leaving["replacement_id"],
            "replacement_name": replacements["name"],
            "auto_remap": leaving["auto_remap"],
            "unit": leaving["type"].map(HEADLINE_UNITS),
            "before": before,
            "after": after,
            "change": [relative_change(*pair) for pair in zip(before, after, strict=True)],
            "remark": _remarks(leaving["replacement_id"], replacements["type"], before, after).mask(
                replacements["type"].notna() & ~is_same_type, OTHER_TYPE
            ),
        }
    )


def days_left(removes_at: pd.Series[pd.Timestamp], now: datetime) -> pd.Series[int]:
    """Return how many whole days there are until each removal."""
    return (removes_at - pd.Timestamp(now)).dt.days


def retired_models(
    history: PriceHistory, events: Iterable[ChangeEvent], currency: Currency
) -> pd.DataFrame:
    """Return one row per model that was removed, in the order of its last removal, by id.

    `events` are of the kind `retired`, the newest first. Columns: type, removed_at, and price (the
    last, in the type's headline `unit`).
    """
    last = list({event.model_id: event for event in reversed(list(events))}.values())[::-1]
    ids = [event.model_id for event in last]
    models = models_ever_listed(history).loc[ids]
    prices = prices_frame([row for event in last for row in _last_prices(event)])
    return pd.DataFrame(
        {
            "type": models["type"],
            "removed_at": pd.Series(
                [event.observed_at for event in last],
                index=models.index,
                dtype="datetime64[us, UTC]",
            ),
            "price": headline_prices(prices, models, currency),
            "unit": models["type"].map(HEADLINE_UNITS),
        }
    )


def removed_as_announced(
    models: pd.DataFrame, catalog: Catalog, currency: Currency
) -> pd.DataFrame:
    """Return listed models whose announced removal has passed, as `retired_models` gives them.

    `models` are those of an old list that are no longer offered.
    """
    gone = models.sort_values("removes_at", ascending=False)
    return pd.DataFrame(
        {
            "type": gone["type"],
            "removed_at": gone["removes_at"].astype("datetime64[us, UTC]"),
            "price": headline_prices(catalog.prices, catalog.models, currency).reindex(gone.index),
            "unit": gone["type"].map(HEADLINE_UNITS),
        }
    )


class Instead(NamedTuple):
    """The id of the model to use instead of one that goes, and how it came to be named.

    Without an id, `how` says why none is named. Where nothing is published of the model to
    measure by, `is_measured` is False and the other is the cheapest of its kind.
    """

    model_id: str | None
    how: str
    is_measured: bool = True


def instead_of(
    model: pd.Series[Any], own_price: float, catalog: Catalog, now: datetime, currency: Currency
) -> Instead:
    """Say what to use instead of a model: what Venice names, if it stays, else what is nearest.

    `model` is as it was listed last, `own_price` its headline price then.
    """
    on_offer = offered(catalog.models, now)
    stays = on_offer[on_offer["removes_at"].isna()]
    named = model["replacement_id"]
    if named in stays.index:
        return Instead(
            str(named), _named_in_words(model, own_price, stays.loc[[named]], catalog, currency)
        )
    nearest = nearest_models(model, own_price, stays, catalog.prices, currency)
    in_vain = "" if pd.isna(named) else _named_in_vain(str(named), on_offer)
    if not nearest.found:
        return Instead(None, _joined(in_vain, nearest.why_none))
    first = nearest.found[0]
    if not nearest.is_measured:
        return Instead(first.model_id, _joined(in_vain, nearest.rule), is_measured=False)
    lost = ", ".join(first.losses) or _all_kept_in_words(model)
    change = _change_in_words(own_price, first.price, first.change)
    scores = _scores_in_words(str(model.name), first.model_id)
    return Instead(first.model_id, _joined(in_vain, _NEAREST, change, scores, lost))


def _all_kept_in_words(model: pd.Series[Any]) -> str:
    """Name the abilities for which a model that has them all is nearer than others."""
    abilities = abilities_of(model)
    return f"has all that it had: {', '.join(abilities)}" if abilities else "lacks nothing listed"


def _scores_in_words(own: str, other: str) -> str:
    """Say how much another model scores than one, on the first benchmark that rates both."""
    for benchmark in BENCHMARKS:
        scores = benchmark.scores
        if own in scores and other in scores:
            points = scores[other].score - scores[own].score
            written = benchmark.score_text(abs(points))
            how = "more" if points > 0 else "less"
            return f"scores {written} {how} on {benchmark.label}" if points else ""
    return ""


def _named_in_vain(named: str, on_offer: pd.DataFrame) -> str:
    """Say why the model that Venice names is no help."""
    why = "is to go too" if named in on_offer.index else "is not offered"
    return f"Venice names {named}, which {why}"


def _named_in_words(
    model: pd.Series[Any],
    own_price: float,
    named: pd.DataFrame,
    catalog: Catalog,
    currency: Currency,
) -> str:
    """Say that Venice names it, what that means for the price, and where calls go."""
    is_alike = named["type"].iloc[0] == model["type"]
    price = headline_prices(catalog.prices, named, currency).iloc[0]
    by_share = relative_change(own_price, price)
    change = _change_in_words(own_price, price, by_share) if is_alike else OTHER_TYPE
    remapped = "calls go there by themselves" if model["auto_remap"] is True else ""
    return _joined(NAMED_BY_VENICE, change, remapped)


def _change_in_words(own_price: float, price: float, change: float) -> str:
    """Say what becomes of the price: of one that was zero no share can be told."""
    if own_price == 0 < price:
        return _FREE_UNTIL_NOW
    return change_in_words(0 if own_price == price else change)


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _remarks(
    replacement_ids: pd.Series[str],
    replacement_types: pd.Series[str],
    before: pd.Series[float],
    after: pd.Series[float],
) -> pd.Series[str]:
    """Say of each model why no change of price can be stated; nothing where one can."""
    remarks = pd.Series("", index=before.index, dtype="str")
    remarks = remarks.mask(before == 0, FREE_SO_FAR)
    remarks = remarks.mask(before.isna() | after.isna(), NO_COMPARABLE_PRICE)
    remarks = remarks.mask(replacement_types.isna(), NOT_IN_THE_LIST)
    return remarks.mask(replacement_ids.isna(), NOTHING_NAMED)


def _last_prices(event: ChangeEvent) -> Iterator[dict[str, Any]]:
    for move in event.moves:
        if move.before is not None:
            yield {
                "model_id": event.model_id,
                "component": move.component,
                **move.before._asdict(),
                **describe(move.component, event.model_type).columns(),
            }
