"""The cheapest: of what is wished for, in a sentence, and of each type, on a tile."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st

from pages.overview.prices_by_type import any_has_price, are_quoted, ranked_of, types_of
from pages.shared.link_state import in_link
from pages.shared.plain_text import model_link, plain
from pages.shared.ranking import (
    PRIVACY,
    Column,
    Ranking,
    cheapest_of,
    labels_free_or_beta,
    show_ranking,
)
from pages.shared.sidebar import offer_the_other_way
from pages.shared.site import page_about
from pages.shared.table import show_listed_prices
from pages.shared.view import View, once_per_view
from venice_data.catalog.filter_kinds import ANY, Scope
from venice_data.catalog.filters import FILTERS, Filters, applicable
from venice_data.catalog.model_types import is_new_type, model_type
from venice_data.catalog.money import price_text
from venice_data.costs.finder import HEADLINE_UNITS, find_cheapest
from venice_data.link_values import Choices

if TYPE_CHECKING:
    import pandas as pd

_MOST_DRAWN: Final = 8
_LONGEST_NAME: Final = 60
_NARROWEST_TILE_PIXELS: Final = 240  # the longest way there is in one line


def show_finder(view: View) -> None:
    """Ask for a wish and answer it among the models that the sidebar leaves."""
    answer = st.container()  # above the choices: on a phone the answer comes first
    found = _ask(view)
    with answer:
        st.header(plain(found.sentence), anchor=False)
        offer_the_other_way(view, found.free_or_beta, "overview_finder")
        _show_cheapest(view, found)


class _Offered(NamedTuple):
    """What can be wished for among the models of a type."""

    needs: list[str]
    privacies: list[str]
    contexts: list[str]
    has_contexts: bool


@once_per_view
def _offered(view: View, label: str) -> _Offered:
    models = view.of_type(*FILTERS["types"].read([label]))
    return _Offered(
        FILTERS["capabilities"].labels(models),
        [ANY, *FILTERS["privacy"].labels(models)],
        FILTERS["min_context_tokens"].labels(models),
        bool(models["context_tokens"].notna().any()),
    )


def _ask(view: View) -> _Found:
    types = FILTERS["types"].labels(view.models)
    type_column, needs_column, privacy_column, context_column = st.columns(4)
    label = type_column.selectbox(
        "I need a model for",
        types,
        **in_link("overview_type", Choices(types, most=1), default=types[0]),
    )
    offered = _offered(view, label)
    needs, privacies, contexts = offered.needs, offered.privacies, offered.contexts
    needed = needs_column.multiselect(
        "that has all of",
        needs,
        placeholder="Anything",
        **in_link("overview_needs", Choices(needs)),
    )
    privacy = privacy_column.selectbox(
        "with privacy",
        privacies,
        **in_link("overview_privacy", Choices(privacies, most=1)),
    )
    context = context_column.selectbox(
        "and a context of at least",
        contexts,
        disabled=not offered.has_contexts,
        **in_link("overview_context", Choices(contexts, most=1)),
    )
    texts = {
        "type": [label],
        "capability": needed,
        "privacy": [] if privacy == ANY else [privacy],
        "context": [context],
    }
    return _found(view, label, Filters.from_texts(texts))


class _Found(NamedTuple):
    """The answer to a wish: a sentence, and the models with a price, cheapest first."""

    sentence: str
    free_or_beta: list[str]
    priced: pd.DataFrame
    unit: str


@once_per_view
def _found(view: View, label: str, wished: Filters) -> _Found:
    """Answer a wish, or what of it could be answered among the models of the type."""
    wish, _ = applicable(wished, Scope(view.of_type(*FILTERS["types"].read([label]))))
    finding = find_cheapest(
        view.models,
        view.catalog.prices,
        wish,
        view.currency,
        headlines=view.headlines,
        counts_free_and_beta=view.counts_free_and_beta,
    )
    return _Found(
        finding.sentence,
        list(finding.free_or_beta["label"]),
        finding.ranked[finding.ranked["price"].notna()],
        HEADLINE_UNITS.get(wish.types[0], ""),
    )


def _show_cheapest(view: View, found: _Found) -> None:
    """Draw the cheapest few; where none has a price, the sentence has said so."""
    if found.priced.empty:
        return
    columns = (Column("price", f"Price {found.unit}", "price"), PRIVACY)
    show_ranking(
        view,
        found.priced,
        Ranking(found.unit, columns, "overview_finder", most_drawn=_MOST_DRAWN),
    )


def show_tiles(view: View) -> None:
    """Draw a tile for each type among the matching models, then the prices no tile can hold."""
    st.header("The cheapest of each type", anchor=False)
    types = types_of(view)
    labels = [name for each in types for name in labels_free_or_beta(view, ranked_of(view, each))]
    offer_the_other_way(view, labels, "overview_tiles")
    grid = st.grid("auto", min_column_width=_NARROWEST_TILE_PIXELS, border=True)
    for api_type in types:
        with grid.cell(), st.container(gap="xsmall"):
            _show_tile(view, api_type)
    for api_type in types:
        if _has_only_other_prices(view, api_type):
            _show_prices_as_they_came(view, api_type)


def _show_tile(view: View, api_type: str) -> None:
    ranked = ranked_of(view, api_type)
    cheapest = cheapest_of(view, ranked)
    label = model_type(api_type).label.capitalize()
    if cheapest.empty:
        st.subheader(plain(label), anchor=False)
        _say_why_none(view, api_type, is_ranked=not ranked.empty)
    else:
        price = price_text(cheapest["price"].iloc[0], view.currency)
        st.subheader(plain(f"{label} from {price}"), anchor=False)
        _name_cheapest(api_type, cheapest)
    _show_way(api_type, len(view.of_type(api_type)))


def _name_cheapest(api_type: str, cheapest: pd.DataFrame) -> None:
    name = shorten(str(cheapest["label"].iloc[0]), _LONGEST_NAME, placeholder="…")
    link = model_link(str(cheapest.index[0]), name)
    st.caption(f"{plain(HEADLINE_UNITS[api_type])}  \n{link}")


def _say_why_none(view: View, api_type: str, *, is_ranked: bool) -> None:
    quoted = are_quoted(view, api_type)
    if is_ranked:
        st.caption("Free now or in beta only.")
    elif quoted.all():
        st.caption("Priced by quote only: Venice publishes no list prices for video.")
    elif not any_has_price(view, api_type):
        st.caption("No published price can be compared here.")
    else:
        by_quote = f"; {quoted.sum()} priced by quote only" if quoted.any() else ""
        st.caption(f"See the published prices below{by_quote}.")


def _show_way(api_type: str, count: int) -> None:
    page, known = page_about(api_type), model_type(api_type)
    if page is not None:
        label = f"All {count} {known.plural}" if count > 1 else f"The only {known.label} model"
        st.page_link(page.script, label=label, icon=page.icon)


def _has_only_other_prices(view: View, api_type: str) -> bool:
    return ranked_of(view, api_type).empty and any_has_price(view, api_type)


def _show_prices_as_they_came(view: View, api_type: str) -> None:
    known = model_type(api_type)
    what = "new type" if is_new_type(api_type) else "all listed prices"
    st.header(f"{plain(known.label.capitalize())}: {what}", anchor=False)
    show_listed_prices(
        view, view.of_type(api_type), f"Prices of {known.plural}", f"overview_{api_type}"
    )
