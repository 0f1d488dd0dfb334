"""Which models could do a line's work, what each would cost, and which meets the needs."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import numpy as np
import pandas as pd

from pages.calculator.basket_editing import costs_with_each
from pages.shared.ranking import by_price, marked_labels
from pages.shared.view import once_per_offer, once_per_view
from venice_data.catalog.money import exact_quantity
from venice_data.catalog.names import distinct_names
from venice_data.costs.alternatives import shortcomings
from venice_data.costs.baskets import (
    Substitution,
    cost_of_basket,
    costs_by_work,
    meeting,
    on_cheapest_models,
    per_average_month,
)
from venice_data.costs.free_and_beta import may_be_cheapest, status_of
from venice_data.costs.work import Basket
from venice_data.costs.work_costs import candidates_for

if TYPE_CHECKING:
    from decimal import Decimal

    from pages.calculator.needs import Needs
    from pages.shared.view import View
    from venice_data.catalog.filters import Filters
    from venice_data.costs.baskets import CostsByWork
    from venice_data.costs.work import Line, Work


_DRAWN: Final = 15
MEETS_NEEDS: Final = "meets the needs"
DOES_LESS: Final = "does less"


def conditions_of(view: View) -> Filters:
    """Return the visitor's conditions on other models: the sidebar's, whatever their type."""
    return view.applied.without("types")


def candidates(work: Work, view: View) -> pd.DataFrame:
    """Return the models that do a piece of work and meet the conditions."""
    able = candidates_for(work, view.catalog.prices, view.in_scope)
    return meeting(able, conditions_of(view))


@once_per_offer
def _costs(view: View, basket: Basket) -> CostsByWork:
    """Return what the work of a basket costs with each model; it takes a tenth of a second."""
    return costs_by_work(basket, view.catalog.prices, view.in_scope, view.currency)


@once_per_view
def on_cheapest(view: View, basket: Basket) -> Substitution:
    """Compare a basket with its cheapest."""
    return on_cheapest_models(
        basket,
        view.catalog.prices,
        view.in_scope,
        view.currency,
        conditions_of(view),
        costs=_costs(view, basket),
        counts_free_and_beta=view.counts_free_and_beta,
    )


@once_per_view
def text_candidates(view: View) -> pd.DataFrame:
    """Return the text models that meet the conditions, with their token prices."""
    of_text = view.in_scope[view.in_scope["type"] == "text"]
    models = meeting(of_text, conditions_of(view))
    return view.token_prices_of(models)


@once_per_view
def text_equals(view: View, basket: Basket, needs: Needs) -> pd.DataFrame:
    """Return those of the text candidates that have what is needed of each model in a basket."""
    tokens = text_candidates(view)
    for line in basket.lines:
        tokens = tokens[lacks(tokens.index, view, line, needs) == ""]
    return tokens


@once_per_view
def priced_models(view: View, line: Line, needs: Needs) -> pd.DataFrame:
    """Return the models that have a price for a line's work, the line's own among them, by id.

    Columns: label, privacy, status, price and saving (what comes back per average month), what
    the model lacks of what is needed of the line's own, and whether it meets the visitor's
    conditions, as the line's own need not.
    """
    able = candidates_for(line.work, view.catalog.prices, view.in_scope)
    meets = able.index.isin(candidates(line.work, view).index)
    costs = costs_with_each(view, line.work)
    exact = {
        model_id: _per_month(exact_quantity(cost), line)
        for model_id, cost in costs["cost"].dropna().items()
    }
    own = exact.get(line.model_id)
    models = pd.DataFrame(
        {
            "label": distinct_names(able),
            "privacy": able["privacy"],
            "status": status_of(able, costs["is_free"]),
            "meets": meets,
            "lacks": lacks(able.index, view, line, needs),
        },
        index=able.index,
    )
    priced = models[models.index.isin(exact) & (meets | (models.index == line.model_id))]
    amounts = [exact[model_id] for model_id in priced.index]
    return by_price(
        priced.assign(
            price=[float(amount) for amount in amounts],
            saving=[math.nan if own is None else float(own - amount) for amount in amounts],
        )
    )


def lacks(models: pd.Index[str], view: View, line: Line, needs: Needs) -> pd.Series[str]:
    """Say what models lack of what is needed of a line's own; nothing of those that do not."""
    return _lacking(view, line.model_id, needs).reindex(models, fill_value="")


def labels_beside_own(models: pd.DataFrame, *, by_needs: bool) -> pd.Series[str]:
    """Name the own among models; say behind the others, if asked, whether each meets the needs."""
    marked = marked_labels(models)
    meeting_needs = models["lacks"].map(lambda what: DOES_LESS if what else MEETS_NEEDS)
    labels = marked + " · " + meeting_needs if by_needs else marked
    return labels.where(~models["is_own"], "Yours: " + marked)


def are_first(models: pd.DataFrame) -> pd.Series[bool]:
    """Return which models are drawn wherever the own stands among them."""
    return pd.Series(np.arange(len(models)) < _DRAWN, models.index)


@once_per_offer
def _lacking(view: View, model_id: str | None, needs: Needs) -> pd.Series[str]:
    """Say of every model of its type what it lacks of what is needed of one; nothing of none."""
    models = view.in_scope
    if model_id not in models.index:
        return pd.Series(dtype="str")
    own = cast("pd.Series[Any]", models.loc[str(model_id)])
    of_type = models[models["type"] == own["type"]]
    told = [", ".join(shortcomings(own, other, needs)) for _, other in of_type.iterrows()]
    return pd.Series(told, index=of_type.index, dtype="str")


class Cheapest(NamedTuple):
    """The models that cost least for a line: by price alone, and of those that meet the needs.

    The first is the line's own where none is cheaper, the second none where that does more than
    every cheaper one.
    """

    by_price: str | None
    equal: str | None


@once_per_view
def cheapest_for(view: View, line: Line, needs: Needs) -> Cheapest:
    """Return the cheapest models for a line, one that has all that is needed and costs less."""
    models = priced_models(view, line, needs)
    counts = may_be_cheapest(models["status"], counts_free_and_beta=view.counts_free_and_beta)
    able = models[counts & models["meets"] & (models["lacks"] == "") & (models["saving"] > 0)]
    by_price_alone = on_cheapest(view, Basket((line,))).basket.lines[0].model_id
    return Cheapest(by_price_alone, next(iter(able.index), None))


@once_per_view
def on_equals(view: View, basket: Basket, needs: Needs) -> Substitution:
    """Compare a basket with itself on the cheapest models that meet the needs of its work."""
    equals = [cheapest_for(view, line, needs).equal for line in basket.lines]
    swapped = Basket(
        tuple(
            line if equal is None else line.with_model(equal)
            for line, equal in zip(basket.lines, equals, strict=True)
        )
    )
    after = cost_of_basket(
        swapped,
        view.catalog.prices,
        view.in_scope,
        view.currency,
        costs=_costs(view, basket),
    )
    return replace(on_cheapest(view, basket), basket=swapped, after=after)


def often_text(line: Line) -> str:
    """Say over which time a line's cost counts: daily work is counted by the month."""
    return "once" if line.frequency == "once" else "per month"


def _per_month(amount: Decimal, line: Line) -> Decimal:
    return per_average_month(amount) if line.frequency == "day" else amount
