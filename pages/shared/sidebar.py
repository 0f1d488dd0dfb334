"""The sidebar: which models count, in which currency, as of which day; in every page's address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import streamlit as st

from pages.shared.embed import is_embedded
from pages.shared.link_state import forget_ignored, in_link
from pages.shared.plain_text import plain
from pages.shared.view import once_per_list, once_per_view, view_of
from venice_data.catalog.filter_kinds import ANY, Filter, OneOf, SeveralOf
from venice_data.catalog.filters import FILTERS, Filters, remarks_on
from venice_data.catalog.frames import CURRENCIES
from venice_data.catalog.glossary import explanation_of
from venice_data.catalog.quality_scores import yardsticks_by
from venice_data.days import end_of
from venice_data.history.price_history import catalog_at
from venice_data.link_values import ON_OR_OFF, Choices, Day, read_values
from venice_data.served.queries import (
    CURRENCY_IN_LINK,
    CURRENCY_OF_LABEL,
    DAY_IN_LINK,
    FREE_AND_BETA_IN_LINK,
    OF_LIST,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from pages.shared.site import SitePage
    from pages.shared.view import View
    from venice_data.catalog.frames import Catalog, Currency
    from venice_data.history.price_history import PriceHistory
    from venice_data.link_values import Accepted
    from venice_data.live.store import Snapshot

IN_LINK: Final = (*OF_LIST, FREE_AND_BETA_IN_LINK)
_OLD_IN_LINK: Final = "calculator_no_free"  # until it held for every page; `false` asked for them
_MOST_NAMED: Final = 6


@dataclass(frozen=True)
class Chosen:
    """What the visitor wants to see.

    `day` is the past day whose prices are shown, None for today's; `snapshot` holds the catalog
    of then, and `now` is the end of that day, or the present instant. Whether free and beta
    models may be called the cheapest says `counts_free_and_beta`.
    """

    filters: Filters
    currency: Currency
    day: date | None
    snapshot: Snapshot
    now: datetime
    counts_free_and_beta: bool

    def view(self, page: SitePage) -> View:
        """Return what a page shows of it."""
        return view_of(
            self.snapshot,
            page,
            self.filters,
            self.currency,
            self.now,
            self.day,
            counts_free_and_beta=self.counts_free_and_beta,
        )


def show(snapshot: Snapshot) -> Chosen:
    """Draw the filters that the models allow, the currency and the day; return what is chosen."""
    place_of_filters = st.container()  # above the day, which decides what the filters offer
    day = _choose_day(snapshot.history)
    snapshot, now = _turn_back(snapshot, day)
    with place_of_filters:
        filters, currency = _choose_filters(snapshot.catalog)
    return Chosen(filters, currency, day, snapshot, now, _ask_for_free_and_beta())


def chosen_in(link: Mapping[str, Sequence[str]], snapshot: Snapshot) -> Chosen:
    """Return what a link chooses, before a control is drawn; what it cannot use is left out."""

    def usable(name: str, accepted: Accepted) -> list[str]:
        return read_values(link.get(name, ()), accepted).usable

    today = datetime.now(UTC).date()
    oldest = snapshot.history.oldest.date() if snapshot.history else today
    days = usable(DAY_IN_LINK, Day(oldest, today))
    day = date.fromisoformat(days[0]) if days and days[0] != today.isoformat() else None
    snapshot, now = _turn_back(snapshot, day)
    filters = Filters.from_texts(
        {name: usable(name, offer.accepted) for name, offer in _offers(snapshot.catalog).items()}
    )
    labels = usable(CURRENCY_IN_LINK, Choices(list(CURRENCY_OF_LABEL), most=1))
    currency = CURRENCY_OF_LABEL[labels[0]] if labels else CURRENCIES[0]
    counts = usable(FREE_AND_BETA_IN_LINK, ON_OR_OFF) == ["true"]
    return Chosen(filters, currency, day, snapshot, now, counts)


def chosen_by_link(snapshot: Snapshot) -> Chosen:
    """Return what the link of the page that runs chooses, for a page without a sidebar."""
    return chosen_in({name: st.query_params.get_all(name) for name in IN_LINK}, snapshot)


def back_to_today() -> None:
    """Show today's prices again; for use as a widget's callback."""
    st.session_state[DAY_IN_LINK] = None
    forget_ignored()


class _Offer(NamedTuple):
    """What the control of a filter offers, and what a link may say of it."""

    labels: list[str]
    help: str
    accepted: Accepted


@once_per_list
def _offers(catalog: Catalog) -> dict[str, _Offer]:
    """Return what a list lets choose, by the names of the filters."""
    return {declared.name: _offer(declared, catalog.models) for declared in FILTERS.values()}


def _offer(declared: Filter[Any], models: pd.DataFrame) -> _Offer:
    accepted = declared.accepted(models)
    if isinstance(declared, SeveralOf):
        labels = declared.offered(models)
        return _Offer(labels, declared.help_on(labels), accepted)
    return _Offer(declared.labels(models), declared.help, accepted)


def _choose_filters(catalog: Catalog) -> tuple[Filters, Currency]:
    currencies = list(CURRENCY_OF_LABEL)
    offers = _offers(catalog)
    filters = Filters.from_texts(
        {declared.name: _ask(declared, offers[declared.name]) for declared in FILTERS.values()}
    )
    currency = st.segmented_control(
        "Prices in",
        currencies,
        default=currencies[0],
        required=True,
        help=f"{explanation_of('DIEM')} Each model has its own price in both.",
        **in_link(CURRENCY_IN_LINK, Choices(currencies, most=1)),
    )
    st.button("Clear filters", icon=":material/filter_alt_off:", on_click=_clear, width="stretch")
    return filters, CURRENCY_OF_LABEL[currency]


def _ask(declared: Filter[Any], offer: _Offer) -> list[str]:
    """Draw the control of a filter; return the texts that are chosen in it."""
    bound = in_link(declared.name, offer.accepted)
    if isinstance(declared, SeveralOf):
        return st.multiselect(
            declared.label,
            offer.labels,
            placeholder=declared.placeholder,
            help=offer.help,
            **bound,
        )
    if isinstance(declared, OneOf):
        return [st.selectbox(declared.label, offer.labels, help=offer.help, **bound)]
    return [st.text_input(declared.label, placeholder=declared.placeholder, **bound)]


def _clear() -> None:
    for declared in FILTERS.values():
        if isinstance(declared, SeveralOf):
            st.session_state[declared.name] = []
        else:
            st.session_state[declared.name] = ANY if isinstance(declared, OneOf) else ""
    forget_ignored()


def _choose_day(history: PriceHistory | None) -> date | None:
    """Draw the date control; return the past day that is chosen, None for today."""
    today = datetime.now(UTC).date()
    oldest = history.oldest.date() if history else today
    chosen = st.date_input(
        "Prices as of the end of",
        value=None,
        min_value=oldest,
        max_value=today,
        format="YYYY-MM-DD",
        disabled=history is None,
        help="Every page then shows the list of that day, in UTC. Leave empty for today's."
        if history
        else "The history of prices is not available now.",
        **in_link(DAY_IN_LINK, Day(oldest, today)),
    )
    return None if history is None or chosen == today else chosen


def _turn_back(snapshot: Snapshot, day: date | None) -> tuple[Snapshot, datetime]:
    """Return what there was at the end of a day, and that instant; without a day, what is now."""
    if day is None or snapshot.history is None:
        return snapshot, datetime.now(UTC)
    instant = end_of(day)
    return replace(snapshot, catalog=catalog_at(snapshot.history, instant)), instant


def _ask_for_free_and_beta() -> bool:
    """Draw the switch that holds on every page; return whether free and beta models count."""
    if st.query_params.get(_OLD_IN_LINK) == "false":
        del st.query_params[_OLD_IN_LINK]
        st.query_params[FREE_AND_BETA_IN_LINK] = "true"
        st.rerun()
    return st.toggle(
        "Count free and beta models",
        help="A free model is a promotion, and one in beta may change or go any day. So neither "
        "is called the cheapest of anything, unless you ask for it here. Rankings show both, "
        "marked.",
        **in_link(FREE_AND_BETA_IN_LINK, ON_OR_OFF),
    )


def offer_the_other_way(view: View, labels: Sequence[str], place: str) -> None:
    """Say which models do not count as cheapest, or do, and offer the other way.

    `place` names the place in keys. Where there are no such models, nothing is said.
    """
    if not labels:
        return
    more = len(labels) - _MOST_NAMED
    names = ", ".join([*labels[:_MOST_NAMED], *([f"{more} more"] if more > 0 else [])])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"Counted, though free now or in beta: {plain(names)}."
            if view.counts_free_and_beta
            else f"Not counted as cheapest, since free now or in beta: {plain(names)}.",
            width="content",
        )
        if is_embedded():
            return
        st.button(
            "Leave them out" if view.counts_free_and_beta else "Count them too",
            key=f"{place}_{FREE_AND_BETA_IN_LINK}",
            type="tertiary",
            on_click=_turn_free_and_beta,
        )


@once_per_view
def remarks_of(view: View) -> str:
    """Say what has to be known of the filters, such as which models they cannot judge."""
    return " ".join(remarks_on(view.in_scope, view.applied))


def offer_as_good(view: View, model_id: str | None, place: str) -> None:
    """Offer to count only models at least as good as one that is rated, or all again.

    `place` names the place in keys.
    """
    own = yardsticks_by(str(model_id))
    if is_embedded() or not own:
        return
    name = FILTERS["at_least_as_good"].name
    offered = {f"Only those as good on {each.benchmark.label}": each.label for each in own}
    if view.applied.at_least_as_good:
        st.caption(plain(remarks_of(view)))
        offered = {"Whatever their score": ANY}
    with st.container(horizontal=True):
        for number, (label, wanted) in enumerate(offered.items()):
            st.button(
                label,
                key=f"{place}_{name}_{number}",
                type="tertiary",
                on_click=_choose_as_good,
                args=(name, wanted),
            )


def _choose_as_good(name: str, wanted: str) -> None:
    st.session_state[name] = wanted
    forget_ignored()
    st.rerun()


def _turn_free_and_beta() -> None:
    st.session_state[FREE_AND_BETA_IN_LINK] = not st.session_state[FREE_AND_BETA_IN_LINK]
    forget_ignored()
    st.rerun()
