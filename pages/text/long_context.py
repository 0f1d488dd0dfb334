"""Long context: the cost of one request against its input length, with its steps."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np
import pandas as pd
import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.link_state import in_link, pick_models
from pages.shared.phone_order import answer_first, later
from pages.shared.plain_text import plain
from pages.shared.table import show_table, titled
from pages.shared.view import View, once_per_offer, once_per_view
from pages.text.charts import request_cost_lines
from pages.text.token_prices import text_tokens
from venice_data.catalog.money import cost_text, relative_change
from venice_data.catalog.names import distinct_names
from venice_data.costs.tokens import (
    DEFAULT_MIX,
    blended_price,
    request_costs,
    why_refused,
)
from venice_data.link_values import WholeNumber

_MOST_MODELS: Final = 8
_CHOSEN_FIRST: Final = 4
_SHORTEST_INPUT_TOKENS: Final = 1_000
_LONGEST_INPUT_TOKENS: Final = 2_000_000
_LENGTHS: Final = 60
_AT_THRESHOLD: Final = "Request at the threshold"
_PAST_THRESHOLD: Final = "One token longer"
_STEP: Final = "Step"
_DIGITS_OF_STEP: Final = 3  # the one token more is no part of it
_OUTPUT_TOKENS: Final = WholeNumber(0, 1_000_000)


def show(view: View) -> None:
    """Draw the cost of a request for a few models and say where their steps are."""
    tokens = text_tokens(view)
    if tokens["input"].isna().all():
        st.header("What one request costs as its input grows", anchor=False)
        st.info("No matching model publishes token prices.")
        return
    with_step = tokens["long_context_threshold_tokens"].notna()
    st.header(
        f"{int(with_step.sum())} of {len(tokens)} text models charge a higher rate once the input "
        "passes a threshold",
        anchor=False,
    )
    st.markdown("It then applies to the whole request, not only to the part above.")
    with answer_first("text_long_context"):
        output_tokens = _show_requests(view, tokens, with_step)
    _show_steps(view, output_tokens)


def _show_requests(view: View, tokens: pd.DataFrame, with_step: pd.Series[bool]) -> int:
    """Ask for models and draw what a request costs with them; return its output tokens."""
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
    with later("text_output_tokens"):
        output_tokens = st.number_input(
            "Output tokens of the request",
            min_value=_OUTPUT_TOKENS.lowest,
            max_value=_OUTPUT_TOKENS.highest,
            value=1_000,
            step=500,
            **in_link("text_output_tokens", _OUTPUT_TOKENS),
        )
    chosen = picked or _first_choice(tokens, with_step)
    if not picked:
        st.caption("No model is picked. Shown: the cheapest, with a higher rate where any has one.")
    lengths = np.geomspace(_SHORTEST_INPUT_TOKENS, _LONGEST_INPUT_TOKENS, _LENGTHS)
    costs = request_costs(offered.loc[chosen], lengths.astype(int).tolist(), output_tokens)
    _say_too_short(offered.loc[chosen], output_tokens)
    drawn = costs[costs["cost"] > 0]
    if drawn.empty:
        st.info("Choose a model with a price above zero whose context window fits the request.")
        return output_tokens
    outside = offered.loc[[model_id for model_id in chosen if model_id not in tokens.index]]
    if not outside.empty:
        st.caption(f"Chosen, but not matching the filters: {plain(', '.join(outside['label']))}.")
    _show_chart(view, offered, drawn)
    return output_tokens


@once_per_offer
def _offered(view: View) -> pd.DataFrame:
    every = view.in_scope[view.in_scope["type"] == "text"]
    offered = view.token_prices_of(every)
    return offered.assign(label=distinct_names(every))


def _say_too_short(tokens: pd.DataFrame, output_tokens: int) -> None:
    """Name the models that no line is drawn for, since they never answer at such length."""
    reasons = why_refused(tokens, np.array([0]), np.array([output_tokens]))
    told = [
        f"{label} ({reason})"
        for label, reason in zip(tokens["label"], reasons, strict=True)
        if reason
    ]
    if told:
        st.caption(f"Left out, since they cannot take the request: {plain(', '.join(told))}.")


def _first_choice(tokens: pd.DataFrame, with_step: pd.Series[bool]) -> list[str]:
    by_price = blended_price(tokens, DEFAULT_MIX).sort_values().index
    stepped = [model for model in by_price if with_step[model]]
    return (stepped or list(by_price))[:_CHOSEN_FIRST]


def _show_chart(view: View, tokens: pd.DataFrame, costs: pd.DataFrame) -> None:
    described = costs.assign(
        label=costs["model_id"].map(tokens["label"]),
        cost_text=costs["cost"].map(lambda cost: cost_text(cost, view.currency)),
        rate_text=costs["is_long_context"].map({True: "long context", False: "standard"}),
    )
    columns = {
        "label": "Model",
        "model_id": "Id",
        "input_tokens": "Input tokens",
        "cost": "Cost per request",
        "rate_text": "Rate",
    }
    show_figure(
        view,
        request_cost_lines(
            described[["label", "input_tokens", "cost", "cost_text", "rate_text"]], view.currency
        ),
        partial(titled, described, columns),
        name="text_request_cost",
        takeaway=(
            f"What one request costs as its input grows, from {_SHORTEST_INPUT_TOKENS:,} tokens "
            "to as many as the model takes, with steps where long-context rates begin"
        ),
        holds={"Cost per request": "cost"},
    )


@once_per_view
def _steps(view: View, output_tokens: int) -> pd.DataFrame:
    """Return what a request costs at each threshold and just past it, the largest step first."""
    tokens = text_tokens(view)
    rows = []
    for model_id, model in tokens.dropna(subset="long_context_threshold_tokens").iterrows():
        threshold = int(model["long_context_threshold_tokens"])
        around = request_costs(tokens.loc[[model_id]], [threshold], output_tokens)
        costs = around.set_index("input_tokens")["cost"]
        if {threshold, threshold + 1} <= set(costs.index) and costs[threshold] > 0:
            at, past = (float(costs[length]) for length in (threshold, threshold + 1))
            step = round(relative_change(at, past), _DIGITS_OF_STEP)
            rows.append((model_id, model["label"], threshold, at, past, step))
    columns = ["id", "label", "threshold", _AT_THRESHOLD, _PAST_THRESHOLD, _STEP]
    steps = pd.DataFrame(rows, columns=columns)
    return steps.set_index("id").sort_values(_STEP, ascending=False, kind="stable")


def _show_steps(view: View, output_tokens: int) -> None:
    steps = _steps(view, output_tokens)
    if steps.empty:
        return
    st.subheader(f"What the step costs with each of the {len(steps)}", anchor=False)
    titles = {
        "label": "Model",
        "threshold": "Threshold, input tokens",
        _STEP: _STEP,
        _AT_THRESHOLD: _AT_THRESHOLD,
        _PAST_THRESHOLD: _PAST_THRESHOLD,
        "id": "Id",
    }
    show_table(
        view,
        titled(steps, titles),
        holds={_AT_THRESHOLD: "cost", _PAST_THRESHOLD: "cost", _STEP: "change"},
        alt="What one request costs at the threshold of each model, and one token past it",
        name="text_long_context_steps",
    )
