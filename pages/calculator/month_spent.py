"""What a usage history came to: by model, by day, by kind of work and by currency."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.calculator.charts import spent_bars, spent_by_day
from pages.calculator.work_fields import KIND_LABELS
from pages.shared.figure import show_figure
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.provenance import OWN_USAGE
from pages.shared.table import show_folded_table, titled
from venice_data.catalog.money import cost_text, share_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.wording import counted
from venice_data.days import day_text
from venice_data.history.price_history import models_ever_listed
from venice_data.link_values import Choices
from venice_data.usage.entries import exact_amount
from venice_data.usage.skus import EXTRA, OTHER
from venice_data.usage.summary import CURRENCY_NAMES, total_of, totals_by

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from pages.calculator.month_input import Month
    from pages.shared.view import View

_MODEL, _DAY, _KIND, _CURRENCY = "Model", "Day", "Kind of work", "Currency"  # also in links
_WAYS: Final = (_MODEL, _DAY, _KIND, _CURRENCY)
_MOST_BARS: Final = 15
_NOT_MATCHED: Final = "Not matched"
KINDS: Final = KIND_LABELS | {
    EXTRA: "Search and other extras",
    OTHER: "Other work",
    "": _NOT_MATCHED,
}


def say(month: Month, view: View) -> None:
    """Say what was spent, when, and on what most of it."""
    st.header(plain(finding(month, view)), anchor=False)
    usage = month.usage
    notes = []
    if not usage.credits.empty:
        notes.append(f"Credits, not counted: {money(total_of(usage.credits))}.")
    if usage.repeated:
        notes.append(f"{usage.repeated:,} entries stood in several pages and count once.")
    if usage.without_amount:
        notes.append(f"{usage.without_amount:,} entries state no amount.")
    if notes:
        st.caption(plain(" ".join(notes)))


def finding(month: Month, view: View) -> str:
    """Return in a sentence what was spent, when, and on what most of it."""
    usage, total = month.usage, total_of(month.usage.pieces)
    spent = f"{money(total)} was spent" if month.is_example else f"You spent {money(total)}"
    if usage.period is not None:
        first, last = usage.period
        when = (
            f"on {day_text(first)}"
            if first == last
            else f"from {day_text(first)} to {day_text(last)}"
        )
        spent += f" {when}"
    by_model = _by_model(month, view)
    if not total or by_model.empty:
        return spent
    return f"{spent}, {by_model['share_text'].iloc[0]} of it on {by_model['label'].iloc[0]}"


def show(month: Month, view: View) -> None:
    """Draw what was spent, one way at a time."""
    way = st.segmented_control(
        "What was spent by",
        _WAYS,
        default=_MODEL,
        required=True,
        **in_link("calculator_spent_by", Choices(list(_WAYS), most=1)),
    )
    if way == _DAY:
        _show_days(month, view)
        return
    tables: dict[str, Callable[[], pd.DataFrame]] = {
        _MODEL: partial(_by_model, month, view),
        _KIND: partial(_by_kind, month),
        _CURRENCY: partial(_by_currency, month),
    }
    spent = tables[str(way)]()
    show_figure(
        view,
        spent_bars(_largest(spent)),
        partial(titled, spent, {"label": str(way), "price": "Spent", "share": "Share"}),
        name=f"calculator_spent_by_{str(way).split()[0].lower()}",
        takeaway=f"What was spent by {str(way).lower()}; most on {spent['label'].iloc[0]}",
        holds={"Spent": "cost", "Share": "share"},
        source=OWN_USAGE,
        currency="usd",
    )
    if way == _CURRENCY:
        st.caption("1 DIEM pays for 1 USD of use, and so do bundled credits.")


def show_not_matched(month: Month, view: View) -> None:
    """List what is not matched, with its sum."""
    unmatched = month.usage.unmatched
    if unmatched.empty:
        return
    skus = unmatched["sku"].nunique()
    st.markdown(
        plain(
            f"Not matched to a model or a kind of charge: {money(total_of(unmatched))} on "
            f"{counted(skus, 'SKUs')}. It counts as spent, and is not compared."
        )
    )
    show_folded_table(
        view,
        partial(_unmatched_table, month),
        name="calculator_not_matched",
        alt="SKUs that are not matched, with their sums",
        label="What is not matched",
        holds={"Spent": "cost"},
        currency="usd",
    )


def money(amount: Decimal) -> str:
    """Write what was spent: in USD of use, whichever currency paid for it."""
    return cost_text(amount, "usd")


def names_of(view: View) -> pd.Series[str]:
    """Return the names of all models that are offered, and of those that were before."""
    history = view.snapshot.history
    if history is None:
        return view.names
    gone = models_ever_listed(history).drop(index=view.names.index, errors="ignore")
    return pd.concat([view.names, distinct_names(gone) + " (retired)"])


def _by_model(month: Month, view: View) -> pd.DataFrame:
    """Return what was spent on each model, on extras without one, and on what is not matched."""
    names, usage = names_of(view), month.usage
    spent = totals_by(usage.pieces, "model_id")
    without_model = spent.pop("", None)
    rows = [(str(names.get(id_, id_)), id_, amount) for id_, amount in spent.items()]
    if without_model is not None:
        of_none = usage.matched[usage.matched["model_id"] == ""]
        rows += [
            (label, "", total_of(pieces))
            for label, pieces in ((KINDS[EXTRA], of_none), (_NOT_MATCHED, usage.unmatched))
            if not pieces.empty
        ]
    return _spent(rows)


def _by_kind(month: Month) -> pd.DataFrame:
    spent = totals_by(month.usage.pieces, "kind")
    return _spent([(KINDS[kind], "", amount) for kind, amount in spent.items()])


def _by_currency(month: Month) -> pd.DataFrame:
    spent = totals_by(month.usage.pieces, "currency")
    return _spent(
        [(CURRENCY_NAMES.get(name, name or "Not stated"), "", spent[name]) for name in spent]
    )


def _spent(rows: list[tuple[str, str, Decimal]]) -> pd.DataFrame:
    rows = sorted(rows, key=lambda row: -row[2])
    total = sum(amount for _, _, amount in rows)
    shares = [float(amount / total) if total else 0.0 for _, _, amount in rows]
    return pd.DataFrame(
        {
            "label": [label for label, _, _ in rows],
            "model_id": [model_id for _, model_id, _ in rows],
            "price": [float(amount) for _, _, amount in rows],
            "price_text": [money(amount) for _, _, amount in rows],
            "share": shares,
            "share_text": [share_text(share) for share in shares],
        }
    )


def _largest(spent: pd.DataFrame) -> pd.DataFrame:
    """Return the rows to draw: the largest, and the others together."""
    if len(spent) <= _MOST_BARS:
        return spent
    others = spent[_MOST_BARS - 1 :]
    rest = {
        "label": f"{len(others)} more",
        "model_id": "",
        "price": others["price"].sum(),
        "price_text": cost_text(others["price"].sum(), "usd"),
        "share": others["share"].sum(),
        "share_text": share_text(others["share"].sum()),
    }
    return pd.concat([spent[: _MOST_BARS - 1], pd.DataFrame([rest])], ignore_index=True)


def _show_days(month: Month, view: View) -> None:
    spent = month.usage.pieces.dropna(subset=["day"]).groupby("day")["amount"].sum()
    if spent.empty:
        st.info("No entry states its day.")
        return
    amounts = [exact_amount(amount) for amount in spent]
    days = pd.DataFrame(
        {
            "day": spent.index,
            "day_text": [day_text(day) for day in spent.index],
            "price": list(map(float, amounts)),
            "price_text": list(map(money, amounts)),
        }
    )
    most = days.iloc[int(days["price"].argmax())]
    show_figure(
        view,
        spent_by_day(days),
        partial(titled, days, {"day_text": "Day", "price": "Spent"}),
        name="calculator_spent_by_day",
        takeaway=f"What was spent by day; most on {most['day_text']}, {most['price_text']}",
        holds={"Spent": "cost"},
        source=OWN_USAGE,
        currency="usd",
    )


def _unmatched_table(month: Month) -> pd.DataFrame:
    unmatched = month.usage.unmatched
    sums = unmatched.groupby("sku")[["amount", "entries"]].sum().sort_values("amount")[::-1]
    return pd.DataFrame(
        {
            "SKU": sums.index.astype("str"),
            "Spent": [float(exact_amount(amount)) for amount in sums["amount"]],
            "Entries": sums["entries"].to_numpy(),
        }
    )
