"""Which other model could do a line's work, and what it would save."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import pandas as pd
import streamlit as st

from pages.calculator.basket_editing import costs_with_each, use_model
from pages.calculator.charts import substitute_bars
from pages.calculator.work_fields import line_title
from pages.shared.figure import show_figure
from pages.shared.link_state import in_link
from pages.shared.plain_text import model_link, plain
from pages.shared.ranking import (
    PRIVACY,
    STATUS,
    Column,
    by_price,
    marked_labels,
    ranking_table,
)
from pages.shared.sidebar import offer_as_good, offer_the_other_way
from pages.shared.view import once_per_offer, once_per_view
from venice_data.catalog.money import cost_text, exact_quantity
from venice_data.catalog.names import distinct_names
from venice_data.costs.alternatives import shortcomings
from venice_data.costs.baskets import (
    Substitution,
    costs_by_work,
    meeting,
    on_cheapest_models,
    per_average_month,
)
from venice_data.costs.finder import may_be_cheapest, status_of
from venice_data.costs.work import Video
from venice_data.costs.work_costs import candidates_for
from venice_data.link_values import ON_OR_OFF

if TYPE_CHECKING:
    from decimal import Decimal

    from pages.shared.chart_template import Drawing
    from pages.shared.view import View
    from venice_data.catalog.filters import Filters
    from venice_data.costs.baskets import CostsByWork
    from venice_data.costs.work import Basket, Line, Work

HAS_ALL: Final = "✓"
_SHOWN: Final = 15
_ONLY_IN_LINK: Final = "calculator_only_equal"
_MONEY: Final = ("price", "saving")
_COLUMNS: Final = (
    Column("price", "Cost", "cost"),
    Column("saving", "Saving against your model", "cost"),
    Column("lacks", "Against your model", "text"),
    PRIVACY,
)


def show(basket: Basket, view: View) -> None:
    """Rank every model that meets the conditions by what one line would cost with it."""
    if not basket.lines:
        st.info("Add a line to the basket first.")
        return
    position = st.selectbox(
        "Line",
        range(len(basket.lines)),
        format_func=partial(line_title, basket),
        key="calculator_substitute_line",
    )
    line = basket.lines[position]
    if isinstance(line.work, Video):
        st.info("The price of a clip holds for its model alone. The Video page compares models.")
        return
    models = priced_models(view, line)
    others = models[models["meets"]]
    if others.empty:
        st.info("No matching model has a price for this work.")
        offer_as_good(view, line.model_id, "calculator_substitutes")
        return
    cheapest = on_cheapest(view, basket).basket.lines[position].model_id
    finding = _finding(line, cheapest, models, view)
    st.header(plain(finding), anchor=False)
    equal = cheapest_that_lacks_nothing(view, line)
    if cheapest in models.index:
        _say_what_is_lacking(line, str(cheapest), equal, models, view)
    with st.container(horizontal=True):
        for key, model_id in (("cheapest", cheapest), ("equal", equal)):
            if model_id in models.index and model_id != line.model_id:
                st.button(
                    f"Use {plain(str(models['label'][str(model_id)]))}",
                    icon=":material/swap_horiz:",
                    key=f"calculator_use_{key}",
                    on_click=use_model,
                    args=(position, model_id),
                )
    _show_bars(line, models, finding, view)
    left_out = list(others.loc[others["status"] != "", "label"])
    offer_the_other_way(view, left_out, "calculator_substitutes")
    offer_as_good(view, line.model_id, "calculator_substitutes")


def _say_what_is_lacking(
    line: Line, cheapest: str, equal: str | None, models: pd.DataFrame, view: View
) -> None:
    """Say what the cheapest model lacks of the line's own, and which is cheapest of its equals."""
    name, lacks = (str(models[column][cheapest]) for column in ("label", "lacks"))
    if line.model_id in models.index and lacks:
        own = plain(str(models["label"][str(line.model_id)]))
        said = [f"{plain(name)}, against {own}: {plain(lacks)}."]
        if equal is None:
            said.append(f"No cheaper matching model has all that {own} has.")
        else:
            price, saving = (plain(_money(models[each][equal], view)) for each in _MONEY)
            said.append(
                f"Cheapest with all that {own} has: "
                f"{model_link(equal, str(models['label'][equal]))}, {price} "
                f"{often_text(line)}, which saves {saving}. Such models are marked {HAS_ALL}."
            )
        st.markdown("  \n".join(said))
    st.caption(
        "Whether another model does the work as well is for you to try. The filters in the "
        "sidebar say what it must be able to do."
    )


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
def priced_models(view: View, line: Line) -> pd.DataFrame:
    """Return the models that have a price for a line's work, the line's own among them, by id.

    Columns: label, privacy, status, price and saving (what comes back per average month), what
    the model lacks of the line's own, and whether it meets the visitor's conditions, as the
    line's own need not.
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
            "lacks": lacking(view, line.model_id).reindex(able.index, fill_value=""),
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


@once_per_offer
def lacking(view: View, model_id: str | None) -> pd.Series[str]:
    """Say of every model of its type what it lacks of what a model has; nothing of an unknown."""
    models = view.in_scope
    if model_id not in models.index:
        return pd.Series(dtype="str")
    own = cast("pd.Series[Any]", models.loc[str(model_id)])
    of_type = models[models["type"] == own["type"]]
    told = [", ".join(shortcomings(own, other)) for _, other in of_type.iterrows()]
    return pd.Series(told, index=of_type.index, dtype="str")


@once_per_view
def cheapest_that_lacks_nothing(view: View, line: Line) -> str | None:
    """Return the cheapest model for a line that has all its model has, and costs less."""
    models = priced_models(view, line)
    counts = may_be_cheapest(models["status"], counts_free_and_beta=view.counts_free_and_beta)
    able = models[counts & models["meets"] & (models["lacks"] == "") & (models["saving"] > 0)]
    return next(iter(able.index), None)


def often_text(line: Line) -> str:
    """Say over which time a line's cost counts: daily work is counted by the month."""
    return "once" if line.frequency == "once" else "per month"


def _per_month(amount: Decimal, line: Line) -> Decimal:
    return per_average_month(amount) if line.frequency == "day" else amount


def _finding(line: Line, cheapest: str | None, models: pd.DataFrame, view: View) -> str:
    """Say which model is the cheapest for a line, and what it saves."""
    if cheapest is None or cheapest not in models.index:  # then the line keeps its model
        return "Every matching model that has a price is free now or in beta"
    name, cost = models["label"][cheapest], _money(models["price"][cheapest], view)
    if cheapest == line.model_id:
        return f"{name} is already the cheapest matching model: {cost} {often_text(line)}"
    saving = float(models["saving"][cheapest])
    if math.isnan(saving):
        return f"The cheapest matching model is {name}: {cost} {often_text(line)}"
    if saving < 0:
        return f"The cheapest matching model, {name}, costs {_money(-saving, view)} more"
    return f"By price alone, switching to {name} saves {_money(saving, view)} {often_text(line)}"


def _show_bars(line: Line, models: pd.DataFrame, finding: str, view: View) -> None:
    lacks = models["lacks"] != ""
    only_equal = False
    if lacks.any() and (~lacks & (models.index != line.model_id)).any():
        only_equal = st.toggle(f"Only those marked {HAS_ALL}", **in_link(_ONLY_IN_LINK, ON_OR_OFF))
    has_marks = (models["status"] != "").any()
    columns = [*_COLUMNS, *([STATUS] if has_marks else [])]
    show_figure(
        view,
        _bars(view, line, only_equal=only_equal),
        partial(ranking_table, models[~lacks] if only_equal else models, columns),
        name="calculator_substitutes",
        takeaway=finding,
        holds={column.title: column.holds for column in columns},
    )


@once_per_view
def _bars(view: View, line: Line, *, only_equal: bool) -> Drawing:
    """Draw the cheapest models and, wherever they stand, the line's own and its equal.

    `only_equal` leaves those alone that have all that the line's own has. Dearer ones are drawn
    where none is cheaper.
    """
    models = priced_models(view, line)
    some_lack = bool((models["lacks"] != "").any())
    models = models[models["lacks"] == ""] if only_equal else models
    if (models["saving"] > 0).any():
        models = models[models["saving"] >= 0]
    is_own = models.index == line.model_id
    is_drawn = is_own | (models.index == cheapest_that_lacks_nothing(view, line))
    labels = marked_labels(models)
    has_all = (models["lacks"] == "") & some_lack
    rows = models.assign(
        model_id=models.index,
        label=labels.where(~has_all, f"{HAS_ALL} " + labels).where(~is_own, "Yours: " + labels),
        is_own=is_own,
        price_text=models["price"].map(partial(_money, view=view)),
        saving_text=models["saving"].map(partial(_money, view=view), na_action="ignore"),
    ).drop(columns=["saving", "status", "meets"])
    return substitute_bars(
        rows[is_drawn | (np.arange(len(rows)) < _SHOWN)],
        view.currency,
        f"for this line, {often_text(line)}",
    )


def _money(amount: float, view: View) -> str:
    return cost_text(amount, view.currency)
