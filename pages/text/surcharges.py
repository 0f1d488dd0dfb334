"""What long context adds to the cost of a request: the models that charge a higher rate."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd
import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.plain_text import from_to, plain
from pages.shared.table import show_table, titled
from pages.shared.view import View, once_per_view
from pages.text.long_context_charts import AT_BASE, surcharge_marks
from pages.text.token_prices import text_tokens
from venice_data.catalog.money import cost_text, exact_quantity, relative_change, times_text
from venice_data.catalog.wording import counted
from venice_data.costs.tokens import request_costs

if TYPE_CHECKING:
    from pages.shared.chart_template import Drawing
    from pages.shared.downloads import Holds

_STEP: Final = "Step"
_COST: Final = "The request"
_BASE: Final = AT_BASE
_MORE: Final = "Long-context surcharge"
_MONEY: Final = (_COST, _MORE, _BASE)
_TITLES_OF_STEPS: Final = {
    "label": "Model",
    **{column: column for column in _MONEY},
    "threshold": "Threshold, input tokens",
    _STEP: _STEP,
    "id": "Id",
}
_HOLDS_OF_STEPS: Final[dict[str, Holds]] = {_STEP: "change", **dict.fromkeys(_MONEY, "cost")}
_RATES: Final = [
    (part, f"extended.{part}") for part in ("input", "output", "cache_input", "cache_write")
]
_DIGITS_OF_STEP: Final = 3  # the one token more is no part of it


class Request(NamedTuple):
    """The length of one request, in tokens."""

    input_tokens: int
    output_tokens: int

    @property
    def in_words(self) -> str:
        return f"{self.input_tokens:,} tokens in, {self.output_tokens:,} out"


def say_what_is_more(
    view: View, tokens: pd.DataFrame, steps: pd.DataFrame, request: Request
) -> None:
    more = steps.loc[steps[_MORE] > 0, _MORE]
    charging = _charging_more(view)
    charge = "charges" if charging == 1 else "charge"
    rule = f"{charging} of {counted(len(tokens), 'text models')} {charge} a higher rate"
    if more.empty:
        st.header(f"{rule} once the input passes a threshold", anchor=False)
        st.markdown(
            "It then applies to the whole request, not only to the part above."
            + _too_short_in_words(steps)
        )
        return
    ends = (cost_text(amount, view.currency) for amount in (more.min(), more.max()))
    amounts = from_to(ends)
    st.header(
        f"A request of {request.in_words} costs {amounts} more than at the base rate "
        f"with {counted(len(more), 'text models')}",
        anchor=False,
    )
    st.markdown(
        f"{rule}, for the whole request, once its input passes a threshold."
        + _too_short_in_words(steps)
    )


def _too_short_in_words(steps: pd.DataFrame) -> str:
    too_short = steps.loc[steps[_COST].isna(), "label"].tolist()
    return f" Too short for this request: {plain(', '.join(too_short))}." if too_short else ""


@once_per_view
def _charging_more(view: View) -> int:
    """Count the models that charge a higher rate, whichever request can reach it."""
    tokens = text_tokens(view)
    is_higher = [tokens[long] > tokens[base] for base, long in _RATES]
    return int(pd.concat(is_higher, axis=1).any(axis=1).sum())


def show_pictured(view: View, steps: pd.DataFrame, request: Request) -> None:
    """Draw what the request costs at the base rate and more, where it costs more."""
    free = steps[(steps[_BASE] == 0) & (steps[_MORE] > 0)]
    if not free.empty:
        more = free[_MORE].map(partial(cost_text, currency=view.currency))
        told = "; ".join(free["label"] + ", " + more)
        st.caption(f"Free at the base rate, so without a multiple and not drawn: {plain(told)}.")
    drawn = _multiplied(view, steps)
    if drawn.empty:
        return
    show_figure(
        view,
        _surcharges(view, drawn),
        partial(titled, drawn, _TITLES_OF_STEPS),
        name="text_long_context",
        takeaway=f"What {request.in_words} cost: at the base rate, and with the surcharge",
        holds=_HOLDS_OF_STEPS,
    )


@once_per_view
def _multiplied(_view: View, steps: pd.DataFrame) -> pd.DataFrame:
    """Return where the request costs more than at a base rate that is not zero."""
    return steps[(steps[_MORE] > 0) & (steps[_BASE] > 0)]


@once_per_view
def _surcharges(view: View, steps: pd.DataFrame) -> Drawing:
    costs, bases, more = (
        steps[column].map(partial(cost_text, currency=view.currency))
        for column in (_COST, _BASE, _MORE)
    )
    times = (steps[_COST] / steps[_BASE]).map(times_text)
    requests = pd.DataFrame(
        {
            "model_id": steps.index,
            "label": steps["label"].array,
            "base": steps[_BASE].array,
            "cost": steps[_COST].array,
            "cost_text": costs.array,
            "base_text": bases.array,
            "more_text": (more + " more").array,
            "times_text": (more + " more, " + times).array,
        }
    )
    return surcharge_marks(requests, view.currency)


def growth_in_words(steps: pd.DataFrame) -> str:
    """Say past how many tokens the next makes the whole request cost how many times as much."""
    steps = steps[steps[_STEP].notna()]  # what is free at first has no multiple
    if steps.empty:
        return "How the cost grows with the input"
    factors, thresholds = 1 + steps[_STEP], steps["threshold"]
    times, tokens = (
        from_to(map(write, (values.min(), values.max())))
        for values, write in ((factors, times_text), (thresholds, "{:,}".format))
    )
    return f"The first token past {tokens} makes the whole request cost {times} as much"


@once_per_view
def steps_of(view: View, request: Request) -> pd.DataFrame:
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
        (at, _), (past, past_at_base), (cost, base) = costs.reindex(wanted).to_numpy()
        if past > past_at_base:  # neither is known where the model cannot take so much
            step = round(relative_change(at, past), _DIGITS_OF_STEP)
            more = float(exact_quantity(cost) - exact_quantity(base))
            rows.append((model_id, label, threshold, step, cost, more, base))
    steps = pd.DataFrame(rows, columns=["id", "label", "threshold", _STEP, *_MONEY])
    return steps.set_index("id").sort_values([_MORE, _STEP], ascending=False, kind="stable")


def show_listed(view: View, steps: pd.DataFrame, request: Request) -> None:
    """List what the request costs with each model of a higher rate that can take it."""
    taking = steps[steps[_COST].notna()]
    if not taking.empty:
        whom = "the one model" if len(taking) == 1 else f"each of the {len(taking)} models"
        st.subheader(f"What {request.in_words} cost with {whom} of a higher rate", anchor=False)
        show_table(
            view,
            titled(taking, _TITLES_OF_STEPS),
            holds=_HOLDS_OF_STEPS,
            alt=f"What {request.in_words} cost with each model that has a long-context rate",
            name="text_long_context_steps",
        )
