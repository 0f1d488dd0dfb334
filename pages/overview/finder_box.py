"""The finder: a wish in a few choices, the answer in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import streamlit as st

from pages.shared.chart_parts import ranking
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from venice_data.catalog.filters import ANY_CONTEXT, CONTEXT_CHOICES, Filters
from venice_data.catalog.model_types import api_name_of, in_reading_order, model_type
from venice_data.catalog.money import cost_text
from venice_data.costs.finder import Finding, find_cheapest
from venice_data.costs.headlines import HEADLINE_UNITS

if TYPE_CHECKING:
    from pages.shared.view import View

_SHOWN: Final = 5


def show(view: View) -> None:
    """Ask for a wish and answer it among the models that the sidebar leaves."""
    with st.container(border=True):
        answer = st.empty()  # above the choices: on a phone the answer comes first
        finding, wish = _answer(view)
        answer.markdown(f"#### {plain(finding.sentence)}")
        with st.expander(
            "The cheapest few", icon=":material/bar_chart:", key="finder_few", on_change="rerun"
        ) as few:
            if few.open:
                _show_cheapest(view, finding, wish.types[0])


def _answer(view: View) -> tuple[Finding, Filters]:
    type_column, needs_column, privacy_column, context_column = st.columns(4)
    types = in_reading_order(set(view.models["type"]))
    labels = [model_type(name).label for name in types]
    label = type_column.selectbox(
        "I need a model for", labels, key="overview_type", bind="query-params"
    )
    models = view.of_type(api_name_of(label))
    no_context = bool(models["context_tokens"].isna().all())
    needs = needs_column.multiselect(
        "that has all of",
        sorted(set(models["capabilities"].explode().dropna())),
        key="overview_needs",
        bind="query-params",
        placeholder="Anything",
    )
    privacy = privacy_column.selectbox(
        "with privacy",
        ["any", *sorted(set(models["privacy"]))],
        key="overview_privacy",
        bind="query-params",
    )
    context = context_column.selectbox(
        "and a context of at least",
        list(CONTEXT_CHOICES),
        key="overview_context",
        bind="query-params",
        disabled=no_context,
    )
    wish = Filters(
        types=(api_name_of(label),),
        capabilities=tuple(needs),
        privacy=() if privacy == "any" else (privacy,),
        min_context_tokens=CONTEXT_CHOICES[ANY_CONTEXT if no_context else context],
    )
    return find_cheapest(view.models, view.catalog.prices, wish, view.currency), wish


def _show_cheapest(view: View, finding: Finding, api_type: str) -> None:
    priced = finding.ranked[finding.ranked["price"].notna()]
    if priced.empty:
        st.info("No model that meets this has a price that can be ranked here.")
        return
    unit = HEADLINE_UNITS[api_type]
    drawn = priced.head(_SHOWN)
    texts = drawn["price"].map(lambda price: cost_text(price, view.currency))
    columns = {"label": "Model", "id": "Id", "price": f"Price {unit}", "privacy": "Privacy"}
    show_figure(
        view,
        ranking(
            drawn.assign(price_text=texts),
            view.currency,
            unit,
            [
                alt.Tooltip("label:N", title="Model"),
                alt.Tooltip("price_text:N", title=f"Price {unit}"),
                alt.Tooltip("privacy:N", title="Privacy"),
            ],
        ),
        priced.rename_axis("id").reset_index()[list(columns)].rename(columns=columns),
        name="overview_finder",
        takeaway=finding.sentence,
        money=[f"Price {unit}"],
    )
