"""The prices of one model over time, at Venice and at its maker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from pages.shared.freshness import last_look
from pages.shared.link_state import by_name, pick_model
from pages.shared.plain_text import plain
from pages.shared.prices_over_time import show_price_steps
from pages.shared.view import View, once_per_view
from venice_data.catalog.wording import some_of
from venice_data.costs.maker_prices import CHARGES, CURRENCY, known_until
from venice_data.days import beginning_of, day_text, end_of
from venice_data.history.price_history import models_ever_listed, price_intervals

if TYPE_CHECKING:
    from venice_data.history.price_history import PriceHistory

_MODEL_IN_LINK: Final = "text_maker_model"
_MOST_NAMED: Final = 3


def show(view: View, compared: pd.DataFrame) -> None:
    """Draw one of the compared models, by default the one whose price has moved most often."""
    history = view.snapshot.history
    if history is None:
        return
    intervals = _intervals(view, history, compared)
    if intervals.empty:
        return
    moves = _moves(view, intervals)
    st.header(plain(_who_moved(moves, compared, history)), anchor=False)
    names = by_name(compared["label"][compared.index.isin(moves.index)])
    model_id = pick_model(
        _MODEL_IN_LINK,
        "Model, at Venice and at its maker",
        names,
        suggested=str(moves.index[0]),
        otherwise="not compared here",
    )
    until = day_text(known_until())
    show_price_steps(
        view,
        history,
        _with_the_makers(view, intervals, compared, model_id),
        f"Prices of {names[model_id]} at Venice and at its maker over time",
        currency=CURRENCY,
        also_from=f"Makers' prices: public collections, known until {until}.",
    )
    st.caption(
        f"The maker's price ends on {until}, the day of the newest in the file: whether it has "
        "changed since is not known here."
    )


@once_per_view
def _intervals(view: View, history: PriceHistory, compared: pd.DataFrame) -> pd.DataFrame:
    """Return what input and output cost at Venice and when, as `price_intervals` does."""
    ids = compared.index.intersection(models_ever_listed(history).index)
    intervals = price_intervals(history, ids, last_look(view), CURRENCY)
    intervals = intervals[intervals["component"].isin(CHARGES)]
    return intervals.assign(series=intervals["label"] + " at Venice")


@once_per_view
def _moves(_view: View, intervals: pd.DataFrame) -> pd.Series[int]:
    """Count the instants at which a price of a model moved, the most first."""
    is_move = intervals.groupby(["model_id", "component"])["stretch"].diff() == 0
    moved = intervals[is_move].groupby("model_id")["began_at"].nunique()
    return moved.reindex(intervals["model_id"].unique(), fill_value=0).sort_values(
        ascending=False, kind="stable"
    )


def _who_moved(moves: pd.Series[int], compared: pd.DataFrame, history: PriceHistory) -> str:
    moved = list(compared["label"][moves.index[moves > 0]])
    since = f"since {day_text(history.oldest)}"
    if not moved:
        return f"None of these prices has changed at Venice {since}"
    have = "have" if len(moved) > 1 else "has"
    return (
        f"{len(moved)} of {len(moves)} {have} changed their price at Venice {since}: "
        f"{some_of(moved, _MOST_NAMED)}"
    )


@once_per_view
def _with_the_makers(
    _view: View, intervals: pd.DataFrame, compared: pd.DataFrame, model_id: str
) -> pd.DataFrame:
    """Return the prices of one model at Venice, and behind them those of its maker."""
    own = intervals[intervals["model_id"] == model_id]
    of_maker = _at_the_maker(compared[compared.index == model_id].iloc[0], own)
    return pd.concat([own, of_maker], ignore_index=True)


def _at_the_maker(compared: pd.Series[Any], own: pd.DataFrame) -> pd.DataFrame:
    """Return the maker's prices as rows like the model's own, as far back as those go."""
    ended_at = min(own["ended_at"].max(), pd.Timestamp(end_of(known_until())))
    since = pd.Timestamp(beginning_of(compared["since"]))
    rows = own.drop_duplicates("component", keep="last")
    return rows.assign(
        series=rows["label"] + f" at {compared['maker']}",
        price=[float(compared[f"makers_{component}"]) for component in rows["component"]],
        began_at=max(since, min(own["began_at"].min(), ended_at)),
        ended_at=ended_at,
        is_open=False,
        stretch=range(own["stretch"].max() + 1, own["stretch"].max() + 1 + len(rows)),
    )
