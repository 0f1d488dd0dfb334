"""Long context: the cost of one request against its input length, with its steps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.link_state import in_link, pick_models
from pages.shared.plain_text import plain
from pages.shared.table import titled
from pages.shared.view import View, once_per_offer, once_per_view
from pages.text import surcharges
from pages.text.long_context_charts import request_cost_lines
from pages.text.surcharges import Request
from pages.text.token_prices import text_tokens
from venice_data.catalog.money import cost_text
from venice_data.catalog.names import distinct_names
from venice_data.costs.tokens import (
    DEFAULT_MIX,
    blended_price,
    request_costs,
    why_refused,
)
from venice_data.link_values import WholeNumber

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.chart_template import Drawing

_MOST_MODELS: Final = 8
_CHOSEN_FIRST: Final = 4
_SHORTEST_INPUT_TOKENS: Final = 1_000
_LONGEST_INPUT_TOKENS: Final = 2_000_000
_LENGTHS: Final = 60
_MAKE_THE_LINE: Final = ["input", "output", "long_context_threshold_tokens"]
_INPUT_TOKENS: Final = WholeNumber(_SHORTEST_INPUT_TOKENS, _LONGEST_INPUT_TOKENS)
_OUTPUT_TOKENS: Final = WholeNumber(0, 1_000_000)


def show(view: View) -> None:
    """Say what a long request costs more, and draw the cost of requests with a few models."""
    tokens = text_tokens(view)
    if tokens["input"].isna().all():
        st.header("What one request costs as its input grows", anchor=False)
        st.info("No matching model publishes token prices.")
        return
    finding = st.container()  # above what it depends on
    request = _ask_for_request()
    steps = surcharges.steps_of(view, request)
    with finding:
        surcharges.say_what_is_more(view, tokens, steps, request)
    surcharges.show_pictured(view, steps, request)
    st.header(plain(surcharges.growth_in_words(steps)), anchor=False)
    _show_requests(view, tokens, request)
    surcharges.show_listed(view, steps, request)


def _ask_for_request() -> Request:
    with st.container(horizontal=True):
        return Request(
            _ask_for_tokens("Input", "text_input_tokens", _INPUT_TOKENS, 300_000, step=50_000),
            _ask_for_tokens("Output", "text_output_tokens", _OUTPUT_TOKENS, 1_000, step=500),
        )


def _ask_for_tokens(what: str, name: str, accepted: WholeNumber, usual: int, step: int) -> int:
    return st.number_input(
        f"{what} tokens of the request",
        min_value=accepted.lowest,
        max_value=accepted.highest,
        value=usual,
        step=step,
        width=220,
        **in_link(name, accepted),
    )


def _show_requests(view: View, tokens: pd.DataFrame, request: Request) -> None:
    """Ask for models and draw what a request costs with them."""
    # A filter narrows what is suggested, not what is chosen already or named by a link.
    offered = _offered(view)
    picked = pick_models(
        "text_models",
        "Models to compare",
        offered["label"],
        most=_MOST_MODELS,
        otherwise="no text model that is offered",
        placeholder="One to eight, by name or id",
    )
    chosen = tuple(picked or _first_choice(view, request))
    if not picked:
        st.caption("No model is picked. Shown: the cheapest that can take your request.")
    if too_short := _too_short(view, chosen, request.output_tokens):
        st.caption(f"Left out, since they cannot take the request: {plain(', '.join(too_short))}.")
    if _costs_along(view, chosen, request).empty:
        st.info("Choose a model with a price above zero whose context window fits the request.")
        return
    outside = offered.loc[[model_id for model_id in chosen if model_id not in tokens.index]]
    if not outside.empty:
        st.caption(f"Chosen, but not matching the filters: {plain(', '.join(outside['label']))}.")
    _show_chart(view, chosen, request)


@once_per_offer
def _offered(view: View) -> pd.DataFrame:
    every = view.in_scope[view.in_scope["type"] == "text"]
    offered = view.token_prices_of(every)
    return offered.assign(label=distinct_names(every))


@once_per_view
def _too_short(view: View, chosen: tuple[str, ...], output_tokens: int) -> list[str]:
    """Name the models that no line is drawn for, since they never answer at such length."""
    tokens = _offered(view).loc[[*chosen]]
    reasons = why_refused(tokens, np.array([0]), np.array([output_tokens]))
    return [
        f"{label} ({reason})"
        for label, reason in zip(tokens["label"], reasons, strict=True)
        if reason
    ]


@once_per_view
def _first_choice(view: View, request: Request) -> list[str]:
    """Return the cheapest models, if possible such as have a higher rate and take the request.

    Of those with the same prices, whose lines would cover each other, only the first.
    """
    tokens = text_tokens(view)
    by_price = tokens.loc[blended_price(tokens, DEFAULT_MIX).sort_values().index]
    lengths = (np.array([length]) for length in request)
    taking = by_price[why_refused(by_price, *lengths) == ""]
    stepped = taking[taking["long_context_threshold_tokens"].notna()]
    found = next((some for some in (stepped, taking) if len(some)), by_price)
    return list(found.drop_duplicates(_MAKE_THE_LINE).index[:_CHOSEN_FIRST])


@once_per_view
def _costs_along(view: View, chosen: tuple[str, ...], request: Request) -> pd.DataFrame:
    """Return what requests of all lengths cost with some models, where that is not nothing."""
    offered = _offered(view)
    lengths = np.geomspace(_SHORTEST_INPUT_TOKENS, _LONGEST_INPUT_TOKENS, _LENGTHS)
    of_chosen = offered.loc[[*chosen]]
    costs = request_costs(of_chosen, lengths.astype(int).tolist(), request.output_tokens)
    costs = costs[costs["cost"] > 0]
    return costs.assign(
        label=costs["model_id"].map(offered["label"]),
        cost_text=costs["cost"].map(lambda cost: cost_text(cost, view.currency)),
        rate_text=costs["is_long_context"].map({True: "long context", False: "standard"}),
    )


@once_per_view
def _lines(view: View, chosen: tuple[str, ...], request: Request) -> Drawing:
    columns = ["label", "input_tokens", "cost", "cost_text", "rate_text"]
    costs = _costs_along(view, chosen, request)[columns]
    return request_cost_lines(costs, view.currency, request.input_tokens)


def _show_chart(view: View, chosen: tuple[str, ...], request: Request) -> None:
    columns = {
        "label": "Model",
        "model_id": "Id",
        "input_tokens": "Input tokens",
        "cost": "Cost per request",
        "rate_text": "Rate",
    }
    show_figure(
        view,
        _lines(view, chosen, request),
        partial(titled, _costs_along(view, chosen, request), columns),
        name="text_request_cost",
        takeaway=(
            f"What one request costs as its input grows, from {_SHORTEST_INPUT_TOKENS:,} tokens "
            "to as many as the model takes, with steps where long-context rates begin"
        ),
        holds={"Cost per request": "cost"},
    )
