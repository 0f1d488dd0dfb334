"""Which models come into question: those that do the work and meet the sidebar's conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared.view import once_per_view
from venice_data.costs.baskets import Substitution, meeting, on_cheapest_models
from venice_data.costs.tokens import token_prices
from venice_data.costs.work_costs import candidates_for, cost_of, cost_with, ranked

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View
    from venice_data.catalog.filters import Filters
    from venice_data.costs.work import Basket, Work
    from venice_data.costs.work_costs import Cost


def conditions_of(view: View) -> Filters:
    """Return the visitor's conditions on other models: the sidebar's, whatever their type."""
    return view.applied.without("types")


@once_per_view
def costs_with_each(view: View, work: Work) -> pd.DataFrame:
    """Return what a piece of work costs with each model that does it, cheapest first."""
    return ranked(cost_of(work, view.catalog.prices, view.in_scope, view.currency))


@once_per_view
def cost_with_model(view: View, work: Work, model_id: str) -> Cost:
    """Return what a piece of work costs with one model, and how that came about."""
    return cost_with(model_id, work, view.catalog.prices, view.in_scope, view.currency)


def candidates(work: Work, view: View) -> pd.DataFrame:
    """Return the models that do a piece of work and meet the conditions."""
    able = candidates_for(work, view.catalog.prices, view.in_scope)
    return meeting(able, conditions_of(view))


@once_per_view
def on_cheapest(view: View, basket: Basket) -> Substitution:
    """Compare a basket with its cheapest; it takes a few tenths of a second."""
    return on_cheapest_models(
        basket,
        view.catalog.prices,
        view.in_scope,
        view.currency,
        conditions_of(view),
        counts_free_and_beta=view.counts_free_and_beta,
    )


@once_per_view
def text_candidates(view: View) -> pd.DataFrame:
    """Return the text models that meet the conditions, with their token prices."""
    of_text = view.in_scope[view.in_scope["type"] == "text"]
    models = meeting(of_text, conditions_of(view))
    return token_prices(view.catalog.prices, models, view.currency)
