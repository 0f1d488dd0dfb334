"""The finder: a wish in a few choices, the answer in a sentence."""

from __future__ import annotations

from typing import Final, NamedTuple

import streamlit as st

from pages.shared.free_and_beta import offer_the_other_way
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.ranking import PRIVACY, Column, Ranking, show_ranking
from pages.shared.view import View, once_per_view
from venice_data.catalog.filter_kinds import ANY, Scope
from venice_data.catalog.filters import FILTERS, Filters, applicable
from venice_data.costs.finder import HEADLINE_UNITS, Finding, find_cheapest
from venice_data.link_values import Choices

_SHOWN: Final = 5


def show(view: View) -> None:
    """Ask for a wish and answer it among the models that the sidebar leaves."""
    with st.container(border=True):
        answer = st.container()  # above the choices: on a phone the answer comes first
        finding, wish = _answer(view)
        with answer:
            st.markdown(f"#### {plain(finding.sentence)}")
            offer_the_other_way(view, list(finding.free_or_beta["label"]), "overview_finder")
        with st.expander(
            "Cheapest models", icon=":material/bar_chart:", key="finder_few", on_change="rerun"
        ) as few:
            if few.open:
                _show_cheapest(view, finding, wish.types[0])


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


def _answer(view: View) -> tuple[Finding, Filters]:
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


@once_per_view
def _found(view: View, label: str, wished: Filters) -> tuple[Finding, Filters]:
    """Answer a wish, and say what of it could be answered among the models of the type."""
    wish, _ = applicable(wished, Scope(view.of_type(*FILTERS["types"].read([label]))))
    finding = find_cheapest(
        view.models,
        view.catalog.prices,
        wish,
        view.currency,
        headlines=view.headlines,
        counts_free_and_beta=view.counts_free_and_beta,
    )
    return finding, wish


def _show_cheapest(view: View, finding: Finding, api_type: str) -> None:
    priced = finding.ranked[finding.ranked["price"].notna()]
    if priced.empty:
        st.info("No matching model has a price that can be ranked here.")
        return
    unit = HEADLINE_UNITS[api_type]
    columns = (Column("price", f"Price {unit}", "price"), PRIVACY)
    show_ranking(
        view,
        priced,
        Ranking(unit, columns, "overview_finder", most_drawn=_SHOWN),
    )
