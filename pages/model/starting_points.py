"""Where to begin while no model is chosen: the cheapest, Venice's defaults, and the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st

from pages.shared.finding import cheapest_of_type, first_of
from pages.shared.plain_text import model_link, plain
from pages.shared.view import View, events_of, once_per_view
from venice_data.catalog.model_types import in_reading_order, model_type
from venice_data.catalog.money import cost_text
from venice_data.costs.comparison import trait_text
from venice_data.costs.finder import HEADLINE_UNITS
from venice_data.days import day_text
from venice_data.history.event_selection import EventFilter

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_NEW: Final = 8
_NARROWEST_PIXELS: Final = 280


class _Start(NamedTuple):
    """A model to begin with, and what is said of it."""

    model_id: str
    name: str
    why: str


def show(view: View) -> None:
    """List models to begin with, by why somebody may look for them."""
    grid = st.grid("auto", min_column_width=_NARROWEST_PIXELS)
    for title, starts in _starting_points(view).items():
        if starts:
            with grid.cell():
                st.header(title, anchor=False)
                st.markdown(
                    "\n".join(
                        f"- {model_link(start.model_id, start.name)}: {plain(start.why)}"
                        for start in starts
                    )
                )


@once_per_view
def _starting_points(view: View) -> dict[str, list[_Start]]:
    return {
        "The cheapest of each type": list(_cheapest(view)),
        "What Venice uses by default": list(_defaults(view)),
        "Added last": list(_newest(view)),
    }


def _cheapest(view: View) -> Iterator[_Start]:
    for api_type in in_reading_order(set(view.models["type"]) & set(HEADLINE_UNITS)):
        first = first_of(view, cheapest_of_type(view, api_type), 1)
        for model_id, price in first["price"].items():
            amount = cost_text(price, view.currency)
            why = f"{model_type(api_type).label}, {amount} {HEADLINE_UNITS[api_type]}"
            yield _Start(str(model_id), view.names[str(model_id)], why)


def _defaults(view: View) -> Iterator[_Start]:
    models = view.models
    for model_id, api_type, traits in zip(
        models.index, models["type"], models["traits"], strict=True
    ):
        uses = [trait_text(trait) for trait in traits if "default" in trait]
        if uses:
            why = f"{model_type(api_type).label}, {', '.join(uses)}"
            yield _Start(str(model_id), view.names[str(model_id)], why)


def _newest(view: View) -> Iterator[_Start]:
    added = [
        event
        for event in events_of(view, EventFilter(view.applied, ("new",)))
        if event.model_id in view.models.index
    ]
    for event in added[:_MOST_NEW]:
        label = model_type(str(view.models["type"][event.model_id])).label
        why = f"{label}, {day_text(event.observed_at)}"
        yield _Start(event.model_id, view.names[event.model_id], why)
