"""What a usage history would have cost with other models, ranked, and the next month planned."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from pages.calculator.basket_editing import put_basket
from pages.calculator.charts import substitute_bars
from pages.calculator.equals import are_first, conditions_of, labels_beside_own
from pages.calculator.month_spent import money, names_of
from pages.calculator.work_fields import KIND_LABELS
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from pages.shared.provenance import OWN_USAGE, origin_text
from pages.shared.ranking import PRIVACY, STATUS, Column, by_price, ranking_table
from pages.shared.sidebar import offer_as_good, offer_the_other_way
from pages.shared.site import CALCULATOR
from pages.shared.table import show_folded_table
from venice_data.catalog.money import cost_text
from venice_data.costs.alternatives import shortcomings
from venice_data.costs.baskets import meeting
from venice_data.costs.free_and_beta import may_be_cheapest, status_of
from venice_data.usage.planning import as_basket, cheapest_swaps, costs_with_one, per_month
from venice_data.usage.price_book import PriceBook
from venice_data.usage.repricing import ASSUMED_SIZE, CHARGES_BY_KIND, Repriced, reprice

if TYPE_CHECKING:
    from pages.calculator.month_input import Month
    from pages.shared.chart_template import Drawing
    from pages.shared.view import View
    from venice_data.usage.planning import Swap

_COLUMNS: Final = (
    Column("price", "Would have cost", "cost"),
    Column("saving", "Saving per month", "cost"),
    Column("lacks", "Against your model"),
    PRIVACY,
    Column("priced_by", "Priced by"),
)


def say_swaps(month: Month, view: View) -> None:
    """Say what each model's work on the cheapest that could have done it would have saved."""
    swaps = [swap for repriced in all_repriced(month, view) for swap in _swaps(repriced, view)]
    saving = per_month(sum((swap.saving for swap in swaps), start=Decimal()), month.usage.days)
    with st.container(horizontal=True, vertical_alignment="center"):
        if saving > 0:
            st.markdown(
                f"The same work, each model's on the cheapest that could have done it, saves "
                f"**{plain(money(saving))}** a month by price alone.",
                width="content",
            )
        st.button(
            "Plan the next month",
            icon=CALCULATOR.icon,
            help="Puts an average month of this work into the basket above, in its place.",
            key="calculator_month_plan",
            on_click=_plan,
            args=(month, view),
        )
    if saving > 0:
        show_folded_table(
            view,
            partial(_swaps_table, swaps, month, view),
            name="calculator_swaps",
            alt="Each model and the cheapest that could have done its work",
            label="Each model and its cheapest",
            holds=dict.fromkeys(("Spent", "Would have cost", "Saving per month"), "cost"),
            currency="usd",
        )


def show(month: Month, view: View) -> None:
    """Rank what some of the work would have cost with each model that could have done it."""
    every = all_repriced(month, view)
    if not every:
        st.info("Nothing in this history can be priced with other models.")
        return
    names = names_of(view)
    scopes: dict[str, tuple[Repriced, tuple[str, ...]]] = {}
    for repriced in every:
        kind = KIND_LABELS[repriced.kind]
        if len(repriced.paid) > 1:
            scopes[f"{kind}: all"] = (repriced, tuple(repriced.paid))
        for source in sorted(repriced.paid, key=lambda source: -repriced.paid[source]):
            scopes[f"{kind}: {names.get(source, source)}"] = (repriced, (source,))
    st.subheader("What the same work would have cost", anchor=False)
    scope = st.selectbox("Work", list(scopes), key="calculator_month_work")
    repriced, sources = scopes[scope]
    _show_ranking(repriced, sources, month, view)
    if len(sources) == 1:
        offer_as_good(view, sources[0], "calculator_month")


def all_repriced(month: Month, view: View) -> list[Repriced]:
    """Return what each kind of work would have cost, the kind that cost most first."""
    key = (view.key.content_id, view.key.removed_count, view.day)
    if key not in month.repriced:
        book = _book(view)
        found = [reprice(month.usage, kind, book) for kind in CHARGES_BY_KIND]
        month.repriced[key] = sorted(
            (repriced for repriced in found if repriced is not None),
            key=lambda repriced: -sum(repriced.paid.values()),
        )
    return month.repriced[key]


def _book(view: View) -> PriceBook:
    return PriceBook(
        view.in_scope,
        view.catalog.prices,
        "usd",
        view.snapshot.history,
        view.catalog.fetched_at,
    )


def _plan(month: Month, view: View) -> None:
    put_basket(as_basket(month.usage, _book(view)))


def _allowed(repriced: Repriced, view: View) -> pd.DataFrame:
    """Return the models that could have done work and meet the conditions, with their status."""
    able = view.in_scope.loc[repriced.costs.index]
    allowed = meeting(able, conditions_of(view))
    is_free = pd.Series(
        [all(cost == 0 for cost in repriced.costs.loc[id_]) for id_ in allowed.index],
        index=allowed.index,
        dtype="bool",
    )
    return allowed.assign(status=status_of(allowed, is_free))


def _swaps(repriced: Repriced, view: View) -> list[Swap]:
    allowed = _allowed(repriced, view)
    counts = may_be_cheapest(allowed["status"], counts_free_and_beta=view.counts_free_and_beta)
    return cheapest_swaps(repriced, frozenset(allowed.index[counts]))


def _swaps_table(swaps: list[Swap], month: Month, view: View) -> pd.DataFrame:
    names = names_of(view)
    ordered = sorted(swaps, key=lambda swap: -swap.saving)
    return pd.DataFrame(
        {
            "Yours": [names.get(swap.source, swap.source) for swap in ordered],
            "Spent": [float(swap.paid) for swap in ordered],
            "Cheapest": [names.get(swap.model_id, swap.model_id) for swap in ordered],
            "Id": [swap.model_id for swap in ordered],
            "Would have cost": [float(swap.cost) for swap in ordered],
            "Saving per month": [
                float(per_month(swap.saving, month.usage.days)) for swap in ordered
            ],
        }
    )


def _show_ranking(repriced: Repriced, sources: tuple[str, ...], month: Month, view: View) -> None:
    ranked = _ranked(repriced, sources, month, view)
    others = ranked[~ranked["is_own"]]
    counts = may_be_cheapest(others["status"], counts_free_and_beta=view.counts_free_and_beta)
    if others[counts].empty:
        st.info("No other matching model could have done this work.")
        return
    cheapest = others[counts].iloc[0]
    finding = _finding(cheapest, repriced, sources)
    lacks = f" Against yours: {plain(cheapest['lacks'])}." if cheapest["lacks"] else ""
    st.markdown(f"**{plain(finding)}.**{lacks}")
    columns = [*_COLUMNS, *([STATUS] if (ranked["status"] != "").any() else [])]
    show_figure(
        view,
        _bars(ranked),
        partial(ranking_table, ranked, columns),
        name="calculator_month",
        takeaway=finding,
        holds={column.title: column.holds for column in columns},
        source=OWN_USAGE,
        currency="usd",
    )
    left_out = list(others.loc[others["status"] != "", "label"])
    offer_the_other_way(view, left_out, "calculator_month")
    st.caption(plain(_how_priced(repriced, sources, ranked, month, view)))


def _ranked(repriced: Repriced, sources: tuple[str, ...], month: Month, view: View) -> pd.DataFrame:
    """Return the models that could have done the work and meet the conditions, cheapest first.

    Of work that one model did, that one is among them.
    """
    costs = costs_with_one(repriced, sources)
    allowed = _allowed(repriced, view)
    own = sources[0] if len(sources) == 1 else ""
    ids = [id_ for id_ in costs if id_ in allowed.index or id_ == own]
    models = view.in_scope.loc[ids]
    paid = _paid(repriced, sources)
    days = month.usage.days
    amounts = [paid if id_ == own else costs[id_] for id_ in ids]
    recorded = repriced.recorded_days
    return by_price(
        pd.DataFrame(
            {
                "label": names_of(view)[ids],
                "privacy": models["privacy"],
                "status": status_of(models, pd.Series([not costs[i] for i in ids], index=ids)),
                "price": list(map(float, amounts)),
                "saving": [float(per_month(paid - amount, days)) for amount in amounts],
                "lacks": _lacking(sources, models, view),
                "priced_by": [
                    "what you paid" if id_ == own else _priced_by(recorded[id_], repriced.days)
                    for id_ in ids
                ],
                "is_own": [id_ == own for id_ in ids],
            },
            index=pd.Index(ids, dtype="str", name="id"),
        )
    )


def _paid(repriced: Repriced, sources: tuple[str, ...]) -> Decimal:
    return sum((repriced.paid[source] for source in sources), start=Decimal())


def _lacking(sources: tuple[str, ...], models: pd.DataFrame, view: View) -> list[str]:
    """Say of each model what it lacks of what the only one has that did the work."""
    if len(sources) > 1 or sources[0] not in view.in_scope.index:
        return [""] * len(models)
    own: Any = view.in_scope.loc[sources[0]]
    return [", ".join(shortcomings(own, other)) for _, other in models.iterrows()]


def _priced_by(recorded_days: int, days: int) -> str:
    if recorded_days == days:
        return "each day's price"
    return f"each day's price on {recorded_days} of {days} days" if recorded_days else "the list"


def _finding(cheapest: pd.Series[Any], repriced: Repriced, sources: tuple[str, ...]) -> str:
    paid, cost = _paid(repriced, sources), cheapest["price"]
    compared = f"{cost_text(cost, 'usd')} instead of {money(paid)}"
    if cheapest["saving"] <= 0:
        return f"Nothing would have been cheaper: the next is {cheapest['label']} with {compared}"
    saving = cost_text(cheapest["saving"], "usd")
    return f"On {cheapest['label']} it would have cost {compared}, which saves {saving} a month"


def _bars(ranked: pd.DataFrame) -> Drawing:
    named = ranked.assign(label=labels_beside_own(ranked, by_needs=False))
    drawn = named[ranked["is_own"] | are_first(ranked)]
    return substitute_bars(drawn, "usd", "for this work", saved=" per month")


def _how_priced(
    repriced: Repriced, sources: tuple[str, ...], ranked: pd.DataFrame, month: Month, view: View
) -> str:
    """Say by which prices the models are compared, and which are left out."""
    recorded = repriced.recorded_days[ranked.index]
    said = [
        "Each model is priced by what it cost on each day."
        if (recorded == repriced.days).all()
        else "Each model is priced by what it cost on each day as far as that is recorded, else by "
        f"the list ({origin_text(view.catalog)}); the table says which."
    ]
    cannot = len(repriced.costs) - len(costs_with_one(repriced, sources))
    if cannot:
        longest = month.usage.requests["longest"].reindex(sources).max()
        too_long = (
            f"a request of {longest:,.0f} tokens is too long for them, " if longest > 0 else ""
        )
        said.append(
            f"{cannot} models are left out: {too_long}they cannot search as this work did, or have "
            "no price for it."
            if repriced.kind == "chat"
            else f"{cannot} models are left out, which have no price for this work."
        )
    if repriced.assumes_sizes:
        said.append(
            f"Where the history does not say how large pictures are, they count as "
            f"{ASSUMED_SIZE['resolution']} at {ASSUMED_SIZE['quality']} quality, upscales as "
            f"{ASSUMED_SIZE['factor']}."
        )
    if repriced.kind == "music":
        said.append("How long tracks are is not stated: only prices in the same unit compare.")
    said.append("Whether another model does the work as well is for you to try.")
    return " ".join(said)
