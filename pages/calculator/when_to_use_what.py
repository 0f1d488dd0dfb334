"""When to use what: the cheapest text model for each kind of work, and when cache writes pay."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.calculator.charts import cheapest_cells
from pages.calculator.equals import text_candidates, text_equals
from pages.shared.figure import show_figure
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.sidebar import offer_the_other_way
from pages.shared.table import show_table, titled
from venice_data.catalog.money import cost_text, share_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import column_title
from venice_data.catalog.wording import some_of
from venice_data.costs.cheapest_map import log_spaced, map_over_lengths, map_over_shares
from venice_data.costs.free_and_beta import may_be_cheapest, status_of
from venice_data.costs.tokens import cache_break_even
from venice_data.link_values import Choices

if TYPE_CHECKING:
    import pandas as pd

    from pages.calculator.needs import Needs
    from pages.shared.view import View
    from venice_data.costs.work import Basket

_SHARES: Final = "shares"
_LENGTHS: Final = "lengths"
_PAIR: Final = 2
_NAMED_OF_REST: Final = 2
_INPUT_LENGTHS: Final = log_spaced(500, 1_000_000, 18)
_OUTPUT_LENGTHS: Final = log_spaced(100, 60_000, 14)


def show_map(basket: Basket, view: View, needs: Needs) -> None:
    """Draw which of the text models that meet the conditions and the needs is cheapest where."""
    tokens = text_equals(view, basket, needs)
    names = distinct_names(tokens)
    heading = st.container()  # what is found stands above what can be chosen
    axes = st.segmented_control(
        "Over",
        [_SHARES, _LENGTHS],
        default=_SHARES,
        required=True,
        help="Shares: how much of the work is input, and how much of that is cached. "
        "Lengths: tokens of one request.",
        **in_link("calculator_map", Choices([_SHARES, _LENGTHS], most=1)),
    )
    status = status_of(tokens, (tokens["input"] == 0) & (tokens["output"] == 0))
    offer_the_other_way(view, list(names[status != ""]), "calculator_map")
    over_shares = axes == _SHARES
    cells = _cells(tokens, over_shares=over_shares, counts=view.counts_free_and_beta)
    if cells.empty:
        st.info(_why_there_is_none(view, status))
        return
    with heading:
        finding = _finding(cells["model_id"].map(names), over_shares=over_shares)
        st.header(plain(finding), anchor=False)
    if left_out := len(text_candidates(view)) - len(tokens):
        lack = "lacks" if left_out == 1 else "lack"
        st.caption(f"{left_out} of the matching models {lack} what the work needs: left out.")
    _show_cells(cells, names, view, finding, over_shares=over_shares)


def _cells(tokens: pd.DataFrame, *, over_shares: bool, counts: bool) -> pd.DataFrame:
    if over_shares:
        return map_over_shares(tokens, counts_free_and_beta=counts)
    return map_over_lengths(tokens, _INPUT_LENGTHS, _OUTPUT_LENGTHS, counts_free_and_beta=counts)


def _why_there_is_none(view: View, status: pd.Series[str]) -> str:
    """Say why of the models with a status none is the cheapest anywhere."""
    if text_candidates(view).empty:
        return "No matching text model has a price."
    if status.empty:
        return "No matching text model that meets the needs has a price."
    if may_be_cheapest(status, counts_free_and_beta=view.counts_free_and_beta).any():
        return "No model accepts requests of these lengths."
    return "Every matching model that meets the needs is free now or in beta."


def _show_cells(
    cells: pd.DataFrame, names: pd.Series[str], view: View, finding: str, *, over_shares: bool
) -> None:
    titles = (
        ("Share of input among all tokens", "Share of the input read from the cache")
        if over_shares
        else ("Input tokens of a request", "Output tokens of a request")
    )
    unit = "per 1M tokens" if over_shares else "per request"
    described = cells.assign(
        label=cells["model_id"].map(names),
        runner_up=cells["runner_up_id"].map(names).fillna("none"),
        price_text=cells["price"].map(lambda price: cost_text(price, view.currency)),
        margin_text=cells["margin"]
        .map(share_text, na_action="ignore")
        .astype("object")
        .fillna("no other"),
    )
    columns = {
        "x": titles[0],
        "y": titles[1],
        "label": "Cheapest",
        "price": f"Price {unit}",
        "runner_up": "Runner-up",
        "margin": "Cheaper by",
    }
    show_figure(
        view,
        cheapest_cells(
            described[["x", "y", "label", "price", "runner_up", "price_text", "margin_text"]],
            titles,
            over_shares=over_shares,
        ),
        partial(titled, described, columns),
        name="calculator_map",
        takeaway=finding,
        holds={f"Price {unit}": "cost", "Cheaper by": "share"},
    )


def _finding(cheapest: pd.Series[str], *, over_shares: bool) -> str:
    """Say which model is the cheapest on most of the map, and how many are on the rest."""
    shares = cheapest.value_counts(normalize=True)
    place = "mixes of input, cache and output" if over_shares else "lengths of a request"
    if len(shares) == 1:
        return f"At all {place} drawn, {shares.index[0]} is the cheapest"
    rest = [str(label) for label in shares.index[1:]]
    others = " and ".join(rest) if len(rest) == _PAIR else some_of(rest, _NAMED_OF_REST)
    return (
        f"At {share_text(shares.iloc[0])} of the {place} drawn, {shares.index[0]} is the "
        f"cheapest; at the rest, {others}"
    )


def show_cache_writes(_: Basket, view: View) -> None:
    """List the models that charge for writing, the soonest to pay off first."""
    written = cache_break_even(text_candidates(view))
    charging = written[written["charges_for_writing"]].sort_values(["reuses", "name"])
    if charging.empty:
        st.header("No matching model charges more for writing to the cache", anchor=False)
        return
    soonest = charging["reuses"].iloc[0]
    count = int((charging["reuses"] == soonest).sum())
    some = f"{count} of the" if count < len(charging) else "all"
    st.header(
        f"A cache write pays off after {_in_words(soonest)} with {some} {len(charging)} "
        "models that charge for it"
        if soonest < math.inf
        else "No cache write pays off with the models that charge for it",
        anchor=False,
    )
    st.markdown(
        "They charge more for writing to the cache than for plain input. Each later read is "
        "cheaper, so a write pays off after some reuses."
    )
    titles = {
        component: column_title(component, "text")
        for component in ("input", "cache_write", "cache_input")
    }
    columns = {"name": "Model", "pays_off": "Pays off after", "id": "Id", **titles}
    show_table(
        view,
        titled(charging.assign(pays_off=charging["reuses"].map(_in_words)), columns),
        name="calculator_cache_writes",
        alt="After how many reuses a cache write pays off",
        holds=dict.fromkeys(titles.values(), "price"),
    )


def _in_words(reuses: float) -> str:
    if reuses == math.inf:
        return "never"
    return "1 reuse" if reuses == 1 else f"{reuses:.0f} reuses"
