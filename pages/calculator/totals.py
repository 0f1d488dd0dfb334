"""What the basket costs: the answer in a sentence, the bill as bars, the same on the cheapest."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.calculator.basket_editing import amount_text
from pages.calculator.charts import split_bars
from pages.calculator.equals import (
    DOES_LESS,
    MEETS_NEEDS,
    on_cheapest,
    on_equals,
    priced_models,
)
from pages.calculator.work_fields import KIND_LABELS
from pages.shared.figure import show_figure
from pages.shared.page_frame import later
from pages.shared.plain_text import plain
from pages.shared.table import titled
from pages.shared.view import once_per_offer, once_per_view
from venice_data.catalog.glossary import explanation_of
from venice_data.catalog.money import cost_text, share_text
from venice_data.costs.baskets import cost_of_basket
from venice_data.costs.budget import need_of
from venice_data.costs.work import Chat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pages.calculator.needs import Needs
    from pages.shared.view import View
    from venice_data.costs.baskets import BasketCost, LineCost, Substitution
    from venice_data.costs.budget import Need
    from venice_data.costs.work import Basket

_NARROWEST_FIGURE_PIXELS: Final = 270  # with its whole name


def show_answer(basket: Basket, view: View, *, is_example: bool) -> None:
    """Say what a basket costs, above the fields that say of what."""
    if not basket.lines:
        st.markdown("Your basket is empty. Start from an example, or add a line.")
        return
    cost = on_cheapest(view, basket).before
    st.header(plain(bill_text(cost, view, is_example=is_example)), anchor=False)
    _say_not_priced(cost)


def show_details(basket: Basket, view: View, needs: Needs) -> None:
    """Show where the total of a basket comes from, and what else it could be."""
    if not basket.lines:
        return
    before = on_cheapest(view, basket).before
    _show_split(bill_split(view, basket, needs), bill_text(before, view), view)
    with later("calculator_what_else"):
        _say_what_else(view, basket, needs)
        _say_stake(basket, view)
    with later("calculator_figures"):
        _show_figures(on_equals(view, basket, needs), view)


def keep_in_view(basket: Basket, view: View, *, is_example: bool) -> None:
    """Repeat the total at the foot of the window, where it stays while lines are edited."""
    if basket.lines:
        whose = "The example" if is_example else "Total"
        with st.bottom:
            total = total_text(on_cheapest(view, basket).before, view)
            st.markdown(f"{whose}: **{plain(total)}**")


def bill_text(cost: BasketCost, view: View, *, is_example: bool = False) -> str:
    """Say what a basket costs and which of its lines costs most."""
    this = "The example" if is_example else "This"
    named = [
        (share, line)
        for share, line in zip(cost.shares_of_month(), cost.lines, strict=True)
        if share is not None
    ]
    if not named:
        return f"{this} costs {total_text(cost, view)}"
    share, largest = max(named, key=lambda line: line[0])
    name = view.names[str(largest.line.model_id)]
    kind = KIND_LABELS[largest.line.work.kind].lower()
    part = "all" if share == 1 else share_text(share)
    work = largest.line.work
    share_cached = work.cached_share if isinstance(work, Chat) else 0
    cached = f", {share_text(share_cached)} of its input from the cache" * bool(share_cached)
    per_month = f"{this} costs {_per_month(cost, view)}, {part} of it {kind} on {name}{cached}"
    return per_month + (f", and {amount_text(cost.once, view)} once" if cost.once else "")


def total_text(cost: BasketCost, view: View) -> str:
    """Write the total: per month, and what comes once beside it."""
    if not cost.once:
        return _per_month(cost, view)
    once = f"{amount_text(cost.once, view, is_approximate=cost.is_approximate)} once"
    return f"{_per_month(cost, view)} and {once}" if cost.per_month else once


def _per_month(cost: BasketCost, view: View) -> str:
    amount = amount_text(cost.per_month, view, is_approximate=cost.is_approximate)
    return f"{amount} per month"


@once_per_offer
def need_of_average_day(view: View, basket: Basket) -> Need:
    """Return the DIEM that an average day of the basket's work takes, and what to stake for it."""
    in_diem = cost_of_basket(basket, view.catalog.prices, view.in_scope, "diem")
    return need_of(in_diem.per_day, 1.0)


def _say_what_else(view: View, basket: Basket, needs: Needs) -> None:
    """Say of several lines what the cheapest models save that meet the needs; one has bars."""
    swapped = on_equals(view, basket, needs)
    saving = swapped.saving_per_month
    if len(basket.lines) > 1 and saving > 0:
        st.markdown(
            f"With every line on the cheapest model that {MEETS_NEEDS}, this costs "
            f"{plain(amount_text(swapped.after.per_month, view))} per month, "
            f"{plain(amount_text(saving, view))} less. Which those are stands under Cheaper models."
        )


def _say_stake(basket: Basket, view: View) -> None:
    need = need_of_average_day(view, basket)
    stake = need.stake_for_average
    if stake:
        text = plain(cost_text(float(stake), "diem"))
        rounded = ", rounded up," if stake > need.average_day else ""
        st.markdown(
            f"Staking **{text}**{rounded} covers an average day of it.", help=explanation_of("DIEM")
        )


def _show_figures(swapped: Substitution, view: View) -> None:
    cost = swapped.before
    write = partial(amount_text, view=view, is_approximate=cost.is_approximate)
    grid = st.grid(3, min_column_width=_NARROWEST_FIGURE_PIXELS, border=True)
    grid.metric("Per month", plain(write(cost.per_month)))
    grid.metric(
        f"Cheapest that {MEETS_NEEDS}, monthly",
        plain(write(swapped.after.per_month)),
        help="Every line on the cheapest model that has what the work needs and matches the "
        "sidebar's filters; its own where no such model costs less.",
    )
    grid.metric("Per average day", plain(write(cost.per_day)))
    if cost.once:
        grid.metric("Once", plain(write(cost.once)))
    with st.popover("How this was computed", icon=":material/function:", type="tertiary"):
        sums = " + ".join(
            amount_text(line.per_month, view) for line in cost.lines if line.per_month is not None
        )
        st.markdown(
            f"Per month: {plain(sums or 'no recurring work')}. Daily work counts "
            "365 / 12 days per month, the average; one-off work is not included."
        )


def _say_not_priced(cost: BasketCost) -> None:
    if cost.not_priced:
        reasons = "; ".join(
            f"{KIND_LABELS[line.line.work.kind]} ({line.cost.why_not})" for line in cost.not_priced
        )
        st.warning(f"Left out of the totals, because not priced: {plain(reasons)}.")


@once_per_view
def bill_split(view: View, basket: Basket, needs: Needs) -> pd.DataFrame:
    """Return what each line costs per month; a line that is alone, beside cheaper models.

    What is not `is_bill` is no part of it.
    """
    cost = on_cheapest(view, basket).before
    bars = [
        (f"{number}. {KIND_LABELS[line.line.work.kind]}", line, share)
        for number, (line, share) in enumerate(
            zip(cost.lines, cost.shares_of_month(), strict=True), start=1
        )
    ]
    lines = len(bars)
    cheaper = list(_with_cheaper_models(view, basket, needs)) if lines == 1 else []
    if cheaper:
        ((_, own, share),) = bars
        bars = [(f"Yours: {view.names[str(own.line.model_id)]}", own, share)]
        bars += [(label, line, None) for label, line in cheaper]
    rows = [
        {
            "label": label,
            "model_id": line.line.model_id,
            "model": view.names.get(line.line.model_id, line.line.model_id),
            "price": float(line.per_month),
            "price_text": amount_text(
                line.per_month, view, is_approximate=line.line.is_approximate
            ),
            "share": share,
            "share_text": share_text(share),
            "is_bill": number < lines,
        }
        for number, (label, line, share) in enumerate(bars)
        if line.per_month is not None
    ]
    return pd.DataFrame(rows)


def _with_cheaper_models(
    view: View, basket: Basket, needs: Needs
) -> Iterator[tuple[str, LineCost]]:
    """Yield the one line of a basket with the cheapest of its equals, then with the cheapest."""
    own = basket.lines[0]
    lacks = priced_models(view, own, needs)["lacks"]
    cheaper = [on_equals(view, basket, needs), on_cheapest(view, basket)]
    cheaper = [swapped for swapped in cheaper if swapped.saving_per_month > 0]
    by_model = {swapped.after.lines[0].line.model_id: swapped.after.lines[0] for swapped in cheaper}
    for model_id, line in by_model.items():
        does = DOES_LESS if lacks[str(model_id)] else MEETS_NEEDS
        yield f"{view.names[str(model_id)]} · {does}", line


def _show_split(split: pd.DataFrame, finding: str, view: View) -> None:
    if len(split) > 1:
        heading = (
            "What each line costs" if split["is_bill"].all() else "The same work with other models"
        )
        st.subheader(heading, anchor=False)
        columns = {"label": "Line", "model": "Model", "price": "Per month", "share": "Share"}
        show_figure(
            view,
            split_bars(split, view.currency),
            partial(titled, split[split["is_bill"]], columns),
            name="calculator_split",
            takeaway=finding,
            holds={"Per month": "cost", "Share": "share"},
        )
