"""The largest rises and falls of prices in a period, as bars under what they say in a sentence."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd
import streamlit as st

from pages.changes.charts import largest_moves_bars
from pages.shared.figure import show_figure
from pages.shared.freshness import recent_days
from pages.shared.plain_text import model_link, plain, unbroken
from pages.shared.table import titled
from pages.shared.view import View, events_of, once_per_view
from venice_data.catalog.money import price_text, share_text
from venice_data.catalog.names import distinct_names, short_names
from venice_data.catalog.wording import begun, counted
from venice_data.days import day_text
from venice_data.history.change_text import percent_text, price_move_text
from venice_data.history.event_selection import net_moves
from venice_data.history.price_history import models_ever_listed

if TYPE_CHECKING:
    from datetime import date

    from streamlit.delta_generator import DeltaGenerator

    from pages.shared.chart_template import Drawing
    from venice_data.history.event_selection import EventFilter, NetMove
    from venice_data.history.price_history import PriceHistory

_BARS_EACH_WAY: Final = 4
_MOST_IN_WORDS: Final = 3
_COLUMNS: Final = {
    "name": "Model",
    "model_id": "Id",
    "price_of": "Price of",
    "change": "Change",
    "before_text": "Before",
    "after_text": "After",
    "unit": "Unit",
    "day": "Seen on (UTC)",
}


def show(view: View, history: PriceHistory, choice: EventFilter) -> DeltaGenerator:
    """Say how many prices rose and fell, and draw those that did most, one of each model.

    Returns a place between the two.
    """
    largest = largest_moves(view, history, choice)
    st.header(plain(unbroken(largest.sentence)), anchor=False)
    below_heading = st.container()
    if largest.drawing is not None:
        st.caption(largest.how_many_are_drawn)
        show_figure(
            view,
            largest.drawing,
            partial(titled, largest.table, _COLUMNS),
            name="changes_largest",
            takeaway=largest.sentence,
            holds={"Change": "change"},
            source="Source: Venice's model list, as it was recorded.",
        )
    if largest.from_free:
        st.caption(f"From free to paid, which is no percentage: {'; '.join(largest.from_free)}.")
    return below_heading


class LargestMoves(NamedTuple):
    """The moves of a period in a sentence, as bars and as a table."""

    sentence: str
    drawing: Drawing | None = None
    table: pd.DataFrame = pd.DataFrame()
    from_free: tuple[str, ...] = ()
    how_many_are_drawn: str = ""


@once_per_view
def largest_moves(view: View, history: PriceHistory, choice: EventFilter) -> LargestMoves:
    """Find the prices that moved most in the period, by default the last days that had any."""
    period, when = _period(view, choice)
    nets = net_moves(events_of(view, period))
    if not nets:
        return LargestMoves(f"{when} no price moved")
    names = short_names(distinct_names(models_ever_listed(history)))
    rose = sum(net.move.direction > 0 for net in nets)
    sentence = f"{when} {counted(rose, 'prices')} rose and {len(nets) - rose} fell"
    moved = [(net, share) for net in nets if (share := net.move.share(view.currency))]
    if not moved:
        return LargestMoves(sentence, from_free=_from_free(view, nets, names))
    moves = _as_frame(view, moved, names)
    drawn = _most_each_way(moves)
    return LargestMoves(
        f"{sentence}; {_extremes(drawn)}",
        largest_moves_bars(drawn.assign(label=drawn["name"], aside=_asides(drawn))),
        moves,
        _from_free(view, nets, names),
        _how_many(len(drawn), len(nets)),
    )


def _how_many(drawn: int, moved: int) -> str:
    ends = "Compared are both ends of these days: what rose and went back is not counted."
    if drawn == moved:
        return f"{ends} All are drawn."
    return (
        f"{ends} {drawn} of the {moved} are drawn: the largest of each direction, one price per "
        "model. The table below has all."
    )


def _period(view: View, choice: EventFilter) -> tuple[EventFilter, str]:
    """Return what is shown, of all kinds, and when that was, in words."""
    days = recent_days(view, choice.until)
    if choice.since is not None:
        words = f"From {day_text(choice.since)} to {day_text(days.until)}"
        return replace(choice, kinds=()), words
    asked_for = replace(choice, kinds=(), since=days.since, until=days.until)
    if net_moves(events_of(view, asked_for)):
        return asked_for, begun(days.in_words)
    latest = _latest_move(view, choice)
    if latest is None:
        return asked_for, f"Up to {day_text(days.until)}"
    days = recent_days(view, latest)
    words = f"{begun(days.in_words)}, the latest with price changes,"
    return replace(asked_for, since=days.since, until=days.until), words


def _latest_move(view: View, choice: EventFilter) -> date | None:
    """Return the last day on which a price moved and stayed moved."""
    days = (
        event.observed_at.date()
        for event in events_of(view, replace(choice, kinds=()))
        if net_moves([event])
    )
    return next(days, None)


def _as_frame(
    view: View, moved: list[tuple[NetMove, float]], names: pd.Series[str]
) -> pd.DataFrame:
    """Return one row per price with the share by which it moved, the largest rise first."""
    rows = [_as_row(view, net, share, names[net.model_id]) for net, share in moved]
    moves = pd.DataFrame(rows).sort_values("change", ascending=False, kind="stable")
    is_rise = moves["change"] > 0
    return moves.assign(direction=is_rise.map({True: "more expensive", False: "cheaper"}))


def _as_row(view: View, net: NetMove, share: float, name: str) -> dict[str, Any]:
    before, after = (price_text(each, view.currency) for each in net.move.amounts(view.currency))
    return {
        "model_id": net.model_id,
        "name": name,
        "price_of": net.move.label,
        "before_text": before,
        "after_text": after,
        "change": share,
        "change_text": percent_text(share),
        "unit": f"per {net.move.unit}",
        "day": f"{net.settled_at:%Y-%m-%d}",
        "day_text": day_text(net.settled_at),
        "is_told_by_name": _is_told_by_name(view, net, name),
    }


def _most_each_way(moves: pd.DataFrame) -> pd.DataFrame:
    """Leave the largest rises and falls, of each model the one that is largest."""
    rises = moves[moves["change"] > 0].drop_duplicates("model_id")
    falls = moves[moves["change"] < 0].drop_duplicates("model_id", keep="last")
    return pd.concat([rises[:_BARS_EACH_WAY], falls[-_BARS_EACH_WAY:]])


def _extremes(drawn: pd.DataFrame) -> str:
    """Say which price rose most and which fell most."""
    first, last = drawn.iloc[0], drawn.iloc[-1]
    parts = [
        f"{_named(move)} {verb} most, by {share_text(abs(move['change']))}"
        for move, verb, is_so in (
            (first, "rose", first["change"] > 0),
            (last, "fell", last["change"] < 0),
        )
        if is_so
    ]
    return ", and ".join(parts)


def _named(move: pd.Series[Any]) -> str:
    """Name a price: of which model, and of what where the model has several."""
    return move["name"] if move["is_told_by_name"] else f"{move['name']} {move['price_of'].lower()}"


def _asides(drawn: pd.DataFrame) -> pd.Series[str]:
    """Say beside each name of what the price is, and when it moved last."""
    what = (drawn["price_of"] + ", ").mask(drawn["is_told_by_name"], "")
    return what + drawn["day_text"]


def _is_told_by_name(view: View, net: NetMove, name: str) -> bool:
    """Whether the name of a model says of what its price is: it has one, or is called after it."""
    prices = view.catalog.prices
    is_only = int((prices["model_id"] == net.model_id).sum()) == 1
    return is_only or name.casefold().endswith(net.move.label.casefold())


def _from_free(view: View, nets: list[NetMove], names: pd.Series[str]) -> tuple[str, ...]:
    """Say of prices that were zero what they are now, in Markdown."""
    told = [
        f"{model_link(net.model_id, names[net.model_id])} "
        f"{plain(price_move_text(net.move, view.currency))}"
        for net in nets
        if net.move.amounts(view.currency)[0] == 0 and net.move.direction > 0
    ]
    more = len(told) - _MOST_IN_WORDS
    return (*told[:_MOST_IN_WORDS], *([f"{more} more"] if more > 0 else []))
