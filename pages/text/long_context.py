"""Long context: the cost of one request against its input length, with its steps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd
import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.link_state import in_link, pick_models
from pages.shared.plain_text import plain
from pages.shared.table import show_table, titled
from pages.shared.view import View, once_per_offer, once_per_view
from pages.text.long_context_charts import request_cost_lines, surcharge_bars
from pages.text.token_prices import text_tokens
from venice_data.catalog.money import cost_text, exact_quantity, relative_change
from venice_data.catalog.names import distinct_names
from venice_data.costs.tokens import (
    DEFAULT_MIX,
    blended_price,
    request_costs,
    why_refused,
)
from venice_data.link_values import WholeNumber

if TYPE_CHECKING:
    from pages.shared.chart_template import Drawing
    from pages.shared.downloads import Holds

_MOST_MODELS: Final = 8
_CHOSEN_FIRST: Final = 4
_SHORTEST_INPUT_TOKENS: Final = 1_000
_LONGEST_INPUT_TOKENS: Final = 2_000_000
_LENGTHS: Final = 60
_MAKE_THE_LINE: Final = ["input", "output", "long_context_threshold_tokens"]
_STEP: Final = "Step"
_COST: Final = "The request"
_BASE: Final = "At the base rate"
_MORE: Final = "More"
_MONEY: Final = (_COST, _MORE, _BASE)
_TITLES_OF_STEPS: Final = {
    "label": "Model",
    **{column: column for column in _MONEY},
    "threshold": "Threshold, input tokens",
    _STEP: _STEP,
    "id": "Id",
}
_HOLDS_OF_STEPS: Final[dict[str, Holds]] = {_STEP: "change", **dict.fromkeys(_MONEY, "cost")}
_DIGITS_OF_STEP: Final = 3  # the one token more is no part of it
_INPUT_TOKENS: Final = WholeNumber(_SHORTEST_INPUT_TOKENS, _LONGEST_INPUT_TOKENS)
_OUTPUT_TOKENS: Final = WholeNumber(0, 1_000_000)


class _Request(NamedTuple):
    """The length of one request, in tokens."""

    input_tokens: int
    output_tokens: int

    @property
    def in_words(self) -> str:
        return f"{self.input_tokens:,} tokens in, {self.output_tokens:,} out"


def show(view: View) -> None:
    """Say what a long request costs more, and draw the cost of requests with a few models."""
    tokens = text_tokens(view)
    if tokens["input"].isna().all():
        st.header("What one request costs as its input grows", anchor=False)
        st.info("No matching model publishes token prices.")
        return
    finding = st.container()  # above what it depends on
    request = _ask_for_request()
    steps = _steps(view, request)
    with finding:
        _say_what_is_more(view, tokens, steps, request)
    _show_surcharges(view, steps, request)
    st.header("How the cost grows with the input", anchor=False)
    _show_requests(view, tokens, request)
    _show_steps(view, steps, request)


def _ask_for_request() -> _Request:
    with st.container(horizontal=True):
        return _Request(
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


def _say_what_is_more(
    view: View, tokens: pd.DataFrame, steps: pd.DataFrame, request: _Request
) -> None:
    more = steps.loc[steps[_MORE] > 0, _MORE]
    with_step = int(tokens["long_context_threshold_tokens"].notna().sum())
    rule = f"{with_step} of {len(tokens)} text models charge a higher rate"
    if more.empty:
        st.header(f"{rule} once the input passes a threshold", anchor=False)
        st.markdown("It then applies to the whole request, not only to the part above.")
        return
    ends = (cost_text(amount, view.currency) for amount in (more.min(), more.max()))
    amounts = " to ".join(dict.fromkeys(ends))
    st.header(
        f"A request of {request.input_tokens:,} tokens costs {amounts} more than at the base rate "
        f"with {len(more)} text model{'s' if len(more) > 1 else ''}",
        anchor=False,
    )
    st.markdown(f"{rule}, for the whole request, once its input passes a threshold.")


def _show_surcharges(view: View, steps: pd.DataFrame, request: _Request) -> None:
    """Draw what the request costs at the base rate and more, where it costs more."""
    drawn = _costing_more(view, steps)
    if drawn.empty:
        return
    show_figure(
        view,
        _surcharges(view, drawn),
        partial(titled, drawn, _TITLES_OF_STEPS),
        name="text_long_context",
        takeaway=f"What {request.in_words} cost: at the base rate, and more",
        holds=_HOLDS_OF_STEPS,
    )


@once_per_view
def _costing_more(_view: View, steps: pd.DataFrame) -> pd.DataFrame:
    return steps[steps[_MORE] > 0]


@once_per_view
def _surcharges(view: View, steps: pd.DataFrame) -> Drawing:
    costs, bases, more = (
        steps[column].map(partial(cost_text, currency=view.currency))
        for column in (_COST, _BASE, _MORE)
    )
    requests = pd.DataFrame(
        {
            "model_id": steps.index,
            "label": steps["label"].array,
            "cost_text": costs.array,
            "base_text": bases.array,
            "more_text": more.array,
        }
    )
    at_base = {"part": _BASE, "start": 0.0, "price": steps[_BASE].array, "told": ""}
    surcharge = {
        "part": _MORE,
        "start": steps[_BASE].array,
        "price": steps[_COST].array,
        "told": (more + " more").array,
    }
    labels = requests[["label"]]
    parts = pd.concat([labels.assign(**part) for part in (at_base, surcharge)], ignore_index=True)
    return surcharge_bars(requests, parts, view.currency)


def _show_requests(view: View, tokens: pd.DataFrame, request: _Request) -> None:
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
    chosen = picked or _first_choice(tokens, request)
    if not picked:
        st.caption("No model is picked. Shown: the cheapest that can take your request.")
    lengths = np.geomspace(_SHORTEST_INPUT_TOKENS, _LONGEST_INPUT_TOKENS, _LENGTHS)
    costs = request_costs(offered.loc[chosen], lengths.astype(int).tolist(), request.output_tokens)
    _say_too_short(offered.loc[chosen], request.output_tokens)
    drawn = costs[costs["cost"] > 0]
    if drawn.empty:
        st.info("Choose a model with a price above zero whose context window fits the request.")
        return
    outside = offered.loc[[model_id for model_id in chosen if model_id not in tokens.index]]
    if not outside.empty:
        st.caption(f"Chosen, but not matching the filters: {plain(', '.join(outside['label']))}.")
    _show_chart(view, offered, drawn, request)


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


def _first_choice(tokens: pd.DataFrame, request: _Request) -> list[str]:
    """Return the cheapest models, if possible such as have a higher rate and take the request.

    Of those with the same prices, whose lines would cover each other, only the first.
    """
    by_price = tokens.loc[blended_price(tokens, DEFAULT_MIX).sort_values().index]
    lengths = (np.array([length]) for length in request)
    taking = by_price[why_refused(by_price, *lengths) == ""]
    stepped = taking[taking["long_context_threshold_tokens"].notna()]
    found = next((some for some in (stepped, taking) if len(some)), by_price)
    return list(found.drop_duplicates(_MAKE_THE_LINE).index[:_CHOSEN_FIRST])


def _show_chart(view: View, tokens: pd.DataFrame, costs: pd.DataFrame, request: _Request) -> None:
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
            described[["label", "input_tokens", "cost", "cost_text", "rate_text"]],
            view.currency,
            request.input_tokens,
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
def _steps(view: View, request: _Request) -> pd.DataFrame:
    """Return how much each threshold adds, and a request's cost; that which costs more first.

    The costs are missing where the model cannot take the request.
    """
    tokens = text_tokens(view).dropna(subset="long_context_threshold_tokens")
    costs = request_costs(tokens, [request.input_tokens], request.output_tokens)
    costs = costs.set_index(["model_id", "input_tokens"])[["cost", "base_cost"]]
    rows = []
    for model_id, label, threshold in zip(
        tokens.index, tokens["label"], tokens["long_context_threshold_tokens"], strict=True
    ):
        wanted = [(model_id, n) for n in (threshold, threshold + 1, request.input_tokens)]
        (at, _), (past, _), (cost, base) = costs.reindex(wanted).to_numpy()
        if at > 0 and past >= 0:  # neither is, where the model cannot take so much
            step = round(relative_change(at, past), _DIGITS_OF_STEP)
            more = float(exact_quantity(cost) - exact_quantity(base))
            rows.append((model_id, label, threshold, step, cost, more, base))
    steps = pd.DataFrame(rows, columns=["id", "label", "threshold", _STEP, *_MONEY])
    return steps.set_index("id").sort_values([_MORE, _STEP], ascending=False, kind="stable")


def _show_steps(view: View, steps: pd.DataFrame, request: _Request) -> None:
    """List what the request costs with each model of a higher rate; name who cannot take it."""
    taking, too_short = steps[steps[_COST].notna()], steps.loc[steps[_COST].isna(), "label"]
    if not taking.empty:
        st.subheader(f"What {request.in_words} cost with each of the {len(taking)}", anchor=False)
        show_table(
            view,
            titled(taking, _TITLES_OF_STEPS),
            holds=_HOLDS_OF_STEPS,
            alt=f"What {request.in_words} cost with each model that has a long-context rate",
            name="text_long_context_steps",
        )
    if len(too_short):
        st.caption(f"Too short for the request: {plain(', '.join(too_short))}.")
