"""What a project costs, in short: the bill of the link's basket, else those of the examples."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from pages.calculator.basket_editing import LINK_KEY, amount_text
from pages.calculator.charts import split_bars
from pages.calculator.equals import MEETS_NEEDS, on_equals
from pages.calculator.needs import needs_given_in
from pages.calculator.totals import bill_split, bill_text
from pages.calculator.work_fields import line_title
from pages.shared.finding import MOST_ROWS, PageFinding
from pages.shared.kept_basket import EXAMPLE, example_basket
from pages.shared.view import once_per_view
from venice_data.costs.baskets import cost_of_basket
from venice_data.costs.presets import PRESETS, basket_of_preset
from venice_data.costs.work_links import basket_from_text

if TYPE_CHECKING:
    from decimal import Decimal

    from pages.calculator.needs import Needs
    from pages.shared.chart_template import Drawing
    from pages.shared.finding import Link
    from pages.shared.view import View
    from venice_data.costs.baskets import LineCost
    from venice_data.costs.work import Basket

_MOST_IN_BRIEF: Final = 24


def find(view: View, link: Link) -> PageFinding:
    """Say what the basket of the link costs per month; without one, what the examples do."""
    basket = basket_from_text(next(iter(link.get(LINK_KEY, ())), "")).basket
    is_example = not basket.lines
    needs = needs_given_in(link, example_basket(view) if is_example else basket, view)
    return found(basket, view, needs, is_example=is_example, most_rows=MOST_ROWS)


def found(
    basket: Basket, view: View, needs: Needs, *, is_example: bool, most_rows: int = _MOST_IN_BRIEF
) -> PageFinding:
    """Say what a basket costs, or what the examples do."""
    return _examples(view, needs) if is_example else _bill(basket, view, needs, most_rows)


def _bill(basket: Basket, view: View, needs: Needs, most_rows: int) -> PageFinding:
    swapped = on_equals(view, basket, needs)
    cost = swapped.before
    names = view.names
    not_priced = len(cost.not_priced)
    write = partial(amount_text, view=view, is_approximate=cost.is_approximate)
    return PageFinding(
        f"This basket costs {write(cost.per_month)} per month, and "
        f"{write(swapped.after.per_month)} with every line on the cheapest model that "
        f"{MEETS_NEEDS}."
        + (f" {not_priced} of {len(cost.lines)} lines have no price." if not_priced else ""),
        "What each line costs"
        if len(cost.lines) <= most_rows
        else f"What the first {most_rows} of {len(cost.lines)} lines cost",
        ("Line", "Model", "Per month", "Once"),
        tuple(
            (
                line_title(basket, position),
                str(names.get(line.line.model_id, line.line.model_id or "no model")),
                "" if line.line.frequency == "once" else _amount(line, line.per_month, view),
                _amount(line, line.once, view) if line.line.frequency == "once" else "",
            )
            for position, line in enumerate(cost.lines[:most_rows])
        ),
        picture=partial(_bill_drawn, basket, view, needs),
    )


def _amount(line: LineCost, amount: Decimal | None, view: View) -> str:
    return amount_text(amount, view, is_approximate=line.line.is_approximate)


@once_per_view
def _examples(view: View, needs: Needs) -> PageFinding:
    prices, models = view.catalog.prices, view.in_scope
    example = cost_of_basket(example_basket(view), prices, models, view.currency)
    bills = {
        name: cost_of_basket(
            basket_of_preset(name, prices, models, view.currency), prices, models, view.currency
        ).per_month
        for name in PRESETS
    }
    return PageFinding(
        f"An example: {EXAMPLE}. {bill_text(example, view, is_example=True)}. "
        "Change anything, or put your own work into the basket.",
        "What the examples cost",
        ("Example", "Per month"),
        tuple((name, amount_text(bill, view)) for name, bill in bills.items()),
        picture=partial(_bill_drawn, example_basket(view), view, needs),
    )


def _bill_drawn(basket: Basket, view: View, needs: Needs) -> Drawing | None:
    split = bill_split(view, basket, needs)
    return None if split.empty else split_bars(split, view.currency)
