"""The models side by side: what differs, what is the same folded, and a month of the basket."""

from __future__ import annotations

import math
import re
from functools import partial
from itertools import compress, zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple, get_args

import pandas as pd
import streamlit as st

from pages.compare.compared_models import name_link, rows_about
from pages.shared.downloads import show_downloads
from pages.shared.kept_basket import open_basket, show_basket_link
from pages.shared.paper_table import show_on_paper
from pages.shared.plain_text import plain
from pages.shared.view import View, once_per_view
from venice_data.catalog.frames import priced_by_quote
from venice_data.catalog.money import cost_text, difference_text
from venice_data.catalog.wording import counted
from venice_data.costs.baskets import cost_of_basket
from venice_data.costs.compared_row import ComparedRow, Section
from venice_data.costs.work import Basket
from venice_data.costs.work_costs import does_not_do
from venice_data.costs.work_words import line_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import SupportsFloat

    from pages.compare.compared_models import Chosen
    from venice_data.catalog.frames import Currency
    from venice_data.costs.baskets import LineCost

_PROPERTY: Final = "Property"
_HYPHEN_OF_DAY: Final = re.compile(r"(?<=\d)\\?-(?=\d\d\b)")
_UNIT: Final = "Unit"
_MEANING: Final = "What it means"
BASKET_IN_LINK: Final = "compare_basket"
_LINE: Final = "Line"
_BASKET_SHOWS: Final = "What each line of the basket costs per month with each model"
_PER_MONTH: Final = "Per month"
_ONCE: Final = "Once"


class _SideBySide(NamedTuple):
    """What is said of some models: the tables of what differs, by section, and the rest."""

    rows: list[ComparedRow]
    differing: dict[str, pd.DataFrame]
    same: list[ComparedRow]
    quoted: str
    whole: pd.DataFrame


@once_per_view
def _side_by_side(view: View, chosen: Chosen) -> _SideBySide:
    rows = rows_about(view, tuple(chosen.models.index))
    differing = [row for row in rows if not row.is_same]
    same = [row for row in rows if row.is_same]
    by_section = {
        section: [row for row in differing if row.section == section]
        for section in get_args(Section)
    }
    are_quoted = priced_by_quote(chosen.models, view.catalog.prices)
    return _SideBySide(
        rows,
        {
            _heading(section, of_section): _table(of_section, chosen, _common_unit(of_section))
            for section, of_section in by_section.items()
            if of_section
        },
        same,
        ", ".join(compress(chosen.names, are_quoted)),
        comparison_table([*differing, *same], chosen),
    )


def show_properties(view: View, chosen: Chosen) -> None:
    """Show the rows that differ, then the others in a fold, and all of them as files."""
    found = _side_by_side(view, chosen)
    st.header("What differs", anchor=False)
    st.caption(
        f"“lowest” and “largest” mark the best value of a row. More and less are against "
        f"{plain(chosen.base_name)}."
    )
    if not found.differing:
        st.markdown("Nothing: these models are the same in every row.")
    for heading, table in found.differing.items():
        st.subheader(plain(heading), anchor=False)
        st.table(table)
    if found.quoted:
        st.caption(f"Priced by quote only: {plain(found.quoted)}. The Video page asks for quotes.")
    if found.same:
        _show_same(found.same, chosen)
    _show_meanings(found.rows)
    show_downloads(view, lambda: found.whole, "compare")


@st.fragment
def _show_same(same: Sequence[ComparedRow], chosen: Chosen) -> None:
    """Fold the rows that are the same; they are drawn when somebody opens them."""
    with st.expander(
        f"The same for all: {counted(len(same), 'rows')}",
        icon=":material/equal:",
        key="compare_same",
        on_change="rerun",
    ) as fold:
        if fold.open:
            st.table(_table(same, chosen))


def comparison_table(rows: Sequence[ComparedRow], chosen: Chosen) -> pd.DataFrame:
    """Return one row per property: section, property, unit, a column per model id, meaning.

    What has an amount stands there as a number, all else as text.
    """
    cells = [_values(row) for row in rows]
    return pd.DataFrame(
        {
            "Section": [row.section for row in rows],
            _PROPERTY: [row.title for row in rows],
            _UNIT: [row.unit for row in rows],
            **{
                str(model_id): [values[position] for values in cells]
                for position, model_id in enumerate(chosen.models.index)
            },
            _MEANING: [row.explanation for row in rows],
        }
    )


def _heading(section: Section, rows: Sequence[ComparedRow]) -> str:
    """Head a section, and name the unit there if it is that of all rows."""
    return ", ".join(filter(None, [section, _common_unit(rows)]))


def _common_unit(rows: Sequence[ComparedRow]) -> str:
    units = {row.unit for row in rows}
    return units.pop() if len(units) == 1 else ""


def _table(rows: Sequence[ComparedRow], chosen: Chosen, unit: str = "") -> pd.DataFrame:
    """Return one row per property and one column per model; cells wrap, also within long words.

    Where all are in one `unit`, no row names it.
    """
    names = [name_link(chosen, position) for position in range(len(chosen.names))]
    cells = [[_breakable(cell) for cell in _cells(row, chosen.base)] for row in rows]
    return pd.DataFrame(cells, index=[_property_text(row, unit) for row in rows], columns=names)


def _breakable(text: str) -> str:
    """Let a long id break at its underscores, and no day at its hyphens."""
    return _HYPHEN_OF_DAY.sub("\N{NON-BREAKING HYPHEN}", plain(text)).replace("_", "_\u200b")


def _property_text(row: ComparedRow, unit: str) -> str:
    return plain(row.title if row.unit == unit else f"{row.title} ({row.unit})")


@st.fragment
def _show_meanings(rows: Sequence[ComparedRow]) -> None:
    """Fold what the rows mean; that is drawn when somebody opens it."""
    with st.expander(
        "What the rows mean", icon=":material/help:", key="compare_meanings", on_change="rerun"
    ) as fold:
        if fold.open:
            explained = [row for row in rows if row.explanation]
            st.markdown(
                "\n".join(
                    f"- **{plain(row.title)}**: {plain(row.explanation)}" for row in explained
                )
            )


def _values(row: ComparedRow) -> list[float | str]:
    return [
        text if math.isnan(amount) else amount
        for text, amount in zip_longest(row.texts, row.amounts, fillvalue=math.nan)
    ]


def _cells(row: ComparedRow, base: int) -> list[str]:
    """Write each value with what sets it apart from the base's, and whether it is the best."""
    marks = [row.better if is_best else "" for is_best in row.is_best()]
    differences = [
        difference_text(multiple) if multiple > 0 and position != base else ""
        for position, multiple in enumerate(row.multiples(base))
    ]
    return [
        " · ".join(filter(None, parts)) for parts in zip(row.texts, differences, marks, strict=True)
    ]


def show_basket(view: View, chosen: Chosen) -> None:
    """Show what each line of the basket would cost with each model; nothing without a basket."""
    basket = open_basket(BASKET_IN_LINK)
    if not basket.lines:
        return
    ids = [str(model_id) for model_id in chosen.models.index]
    costs = _basket_costs(basket, view, ids)
    texts = {
        model_id: [_cost_text(cost, view.currency) for cost in of_model]
        for model_id, of_model in costs.items()
    }
    st.subheader("Your basket with each model, per month", anchor=False)
    table = pd.DataFrame({_LINE: _lines_in_words(basket), **texts})
    st.dataframe(
        table,
        column_config={
            _LINE: st.column_config.TextColumn(pinned=True),
            **dict(zip(ids, chosen.names, strict=True)),
        },
        hide_index=True,
        height="content",
        alt=_BASKET_SHOWS,
    )
    show_on_paper(table.set_axis([_LINE, *chosen.names], axis="columns"), alt=_BASKET_SHOWS)
    st.caption("As if every line ran on that model, in an average month of 365/12 days.")
    show_downloads(
        view,
        partial(_basket_table, basket, costs),
        "compare_basket",
        holds={_PER_MONTH: "cost", _ONCE: "cost"},
    )
    show_basket_link(BASKET_IN_LINK)


def _basket_costs(
    basket: Basket, view: View, ids: Sequence[str]
) -> dict[str, tuple[LineCost, ...]]:
    """Return what each line of the basket costs with each model."""
    costs = {}
    for model_id in ids:
        on_model = Basket(tuple(line.with_model(model_id) for line in basket.lines))
        of_basket = cost_of_basket(on_model, view.catalog.prices, view.in_scope, view.currency)
        costs[model_id] = tuple(of_basket.lines)
    return costs


def _lines_in_words(basket: Basket) -> list[str]:
    return [f"{number}. {line_text(line)}" for number, line in enumerate(basket.lines, 1)]


def _basket_table(basket: Basket, costs: Mapping[str, Sequence[LineCost]]) -> pd.DataFrame:
    """Return one row per line of the basket and model, costs as numbers."""
    return pd.DataFrame(
        {
            _LINE: line,
            "Id": model_id,
            _PER_MONTH: _number(cost.per_month),
            _ONCE: _number(cost.once),
            "Why none": cost.cost.why_not,
        }
        for model_id, of_model in costs.items()
        for line, cost in zip(_lines_in_words(basket), of_model, strict=True)
    )


def _number(amount: SupportsFloat | None) -> float:
    return math.nan if amount is None else float(amount)


def _cost_text(line: LineCost, currency: Currency) -> str:
    if line.cost == does_not_do(line.line.work):
        return "cannot do this work"
    if line.per_month is not None:
        return cost_text(float(line.per_month), currency)
    if line.once is not None:
        return f"{cost_text(float(line.once), currency)} once"
    return line.cost.why_not
