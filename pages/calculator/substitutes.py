"""Which other model could do a line's work, and what it would save."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.calculator.basket_editing import use_model
from pages.calculator.charts import substitute_bars
from pages.calculator.equals import (
    DOES_LESS,
    MEETS_NEEDS,
    are_first,
    cheapest_for,
    labels_beside_own,
    often_text,
    priced_models,
)
from pages.calculator.work_fields import line_title
from pages.shared.figure import show_figure
from pages.shared.link_state import in_link
from pages.shared.plain_text import model_link, plain
from pages.shared.ranking import PRIVACY, STATUS, Column, ranking_table
from pages.shared.sidebar import offer_as_good, offer_the_other_way
from pages.shared.view import once_per_view
from venice_data.catalog.money import cost_text
from venice_data.costs.work import Video
from venice_data.link_values import ON_OR_OFF

if TYPE_CHECKING:
    import pandas as pd

    from pages.calculator.equals import Cheapest
    from pages.calculator.needs import Needs
    from pages.shared.chart_template import Drawing
    from pages.shared.view import View
    from venice_data.costs.work import Basket, Line

_ONLY_IN_LINK: Final = "calculator_only_equal"
_COLUMNS: Final = (
    Column("price", "Cost", "cost"),
    Column("saving", "Saving against your model", "cost"),
    Column("lacks", "Against your model", "text"),
    PRIVACY,
)


def show(basket: Basket, view: View, needs: Needs) -> None:
    """Rank every model that meets the conditions by what one line would cost with it."""
    if not basket.lines:
        st.info("Add a line to the basket first.")
        return
    position = 0
    if len(basket.lines) > 1:
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
    models = priced_models(view, line, needs)
    others = models[models["meets"]]
    if others.empty:
        st.info("No matching model has a price for this work.")
        offer_as_good(view, line.model_id, "calculator_substitutes")
        return
    cheapest = cheapest_for(view, line, needs)
    finding = _finding(line, cheapest, models, view)
    st.header(plain(finding), anchor=False)
    _say_what_does_less(line, cheapest, models, view)
    _offer_to_use(position, line, cheapest, models)
    left_out = list(others.loc[others["status"] != "", "label"])
    offer_the_other_way(view, left_out, "calculator_substitutes")
    _show_bars(line, needs, finding, view)
    st.caption(
        "Whether another model does the work as well is for you to try. The filters in the "
        "sidebar say what it must be able to do."
    )
    offer_as_good(view, line.model_id, "calculator_substitutes")


def _finding(line: Line, cheapest: Cheapest, models: pd.DataFrame, view: View) -> str:
    """Say which model is the cheapest that meets the needs of a line's work, and what it saves."""
    if cheapest.equal is not None:
        name, cost = models["label"][cheapest.equal], models["price"][cheapest.equal]
        return (
            f"{name} meets the needs for {_money(cost, view)} {often_text(line)}, "
            f"{_money(models['saving'][cheapest.equal], view)} less"
        )
    model_id = cheapest.by_price
    if model_id is None or model_id not in models.index:  # then the line keeps its model
        return "Every matching model that has a price is free now or in beta"
    name, cost = models["label"][model_id], _money(models["price"][model_id], view)
    if model_id == line.model_id:
        return f"{name} is already the cheapest matching model: {cost} {often_text(line)}"
    saving = float(models["saving"][model_id])
    if math.isnan(saving):
        return f"The cheapest matching model is {name}: {cost} {often_text(line)}"
    if saving < 0:
        return f"The cheapest matching model, {name}, costs {_money(-saving, view)} more"
    return "No cheaper matching model meets the needs"


def _say_what_does_less(line: Line, cheapest: Cheapest, models: pd.DataFrame, view: View) -> None:
    """Name the cheapest model by price alone where it lacks something, and what."""
    model_id = cheapest.by_price
    lacks = models["lacks"].get(str(model_id), "")
    if lacks:
        name, cost = models["label"][str(model_id)], models["price"][str(model_id)]
        st.markdown(
            f"By price alone, {model_link(str(model_id), str(name))} costs "
            f"{plain(_money(cost, view))} {often_text(line)}, but {DOES_LESS}: {plain(lacks)}."
        )


def _offer_to_use(position: int, line: Line, cheapest: Cheapest, models: pd.DataFrame) -> None:
    """Offer the cheapest model that meets the needs first."""
    offered = {cheapest.equal: "equal", cheapest.by_price: "cheapest"}
    if cheapest.equal is not None and cheapest.equal == cheapest.by_price:
        offered = {cheapest.equal: "equal"}
    with st.container(horizontal=True):
        for model_id, key in offered.items():
            if model_id in models.index and model_id != line.model_id:
                less = f" ({DOES_LESS})" if models["lacks"][str(model_id)] else ""
                st.button(
                    f"Use {plain(str(models['label'][str(model_id)]))}{less}",
                    icon=":material/swap_horiz:",
                    key=f"calculator_use_{key}",
                    on_click=use_model,
                    args=(position, model_id),
                )


def _show_bars(line: Line, needs: Needs, finding: str, view: View) -> None:
    models = priced_models(view, line, needs)
    lacks = models["lacks"] != ""
    only_equal = False
    if lacks.any() and (~lacks & (models.index != line.model_id)).any():
        label = "Only those that meet the needs"
        only_equal = st.toggle(label, value=True, **in_link(_ONLY_IN_LINK, ON_OR_OFF))
    bars, remark = _bars(view, line, needs, only_equal=only_equal)
    if remark:
        st.caption(remark)
    has_marks = (models["status"] != "").any()
    columns = [*_COLUMNS, *([STATUS] if has_marks else [])]
    show_figure(
        view,
        bars,
        partial(ranking_table, models[~lacks] if only_equal else models, columns),
        name="calculator_substitutes",
        takeaway=finding,
        holds={column.title: column.holds for column in columns},
    )


@once_per_view
def _bars(view: View, line: Line, needs: Needs, *, only_equal: bool) -> tuple[Drawing, str]:
    """Draw the cheapest models and, wherever they stand, the line's own and its equal.

    `only_equal` leaves those alone that meet the needs. Those that cost more are drawn where none
    is cheaper. What is left out between them is said.
    """
    models = priced_models(view, line, needs)
    some_lack = bool((models["lacks"] != "").any())
    models = models[models["lacks"] == ""] if only_equal else models
    if (models["saving"] > 0).any():
        models = models[models["saving"] >= 0]
    models = models.assign(is_own=models.index == line.model_id)
    models["label"] = labels_beside_own(models, by_needs=some_lack)
    is_own, is_among_cheapest = models["is_own"], are_first(models)
    is_equal = models.index == cheapest_for(view, line, needs).equal
    drawn = models[is_own | is_equal | is_among_cheapest]
    bars = substitute_bars(drawn, view.currency, f"for this line, {often_text(line)}")
    beside = {
        f"the cheapest that {MEETS_NEEDS}": (is_equal & ~is_among_cheapest).any(),
        "yours": (is_own & ~is_among_cheapest).any(),
    }
    also = [named for named, is_beside in beside.items() if is_beside]
    return bars, _what_is_drawn(len(drawn), len(models), also)


def _what_is_drawn(drawn: int, cheaper: int, also: list[str]) -> str:
    """Say how many of the cheapest are drawn and what beside them, where some are left out."""
    if drawn == cheaper:
        return ""
    named = [f"the {drawn - len(also)} cheapest of {cheaper} models", *also]
    if also:
        named[-1] = f"and {named[-1]}"
    return f"Drawn: {', '.join(named)}."


def _money(amount: float, view: View) -> str:
    return cost_text(amount, view.currency)
