"""Which model the page is about: that of the address, one picked by name, or one to begin with."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import streamlit as st

from pages.shared.finding import cheapest_of_type
from pages.shared.link_state import by_name, gone_names, names_to_pick
from pages.shared.plain_text import model_link, plain
from pages.shared.provenance import origin_text
from pages.shared.ranking import cheapest_of
from pages.shared.view import View, events_of, once_per_view
from venice_data.catalog.filters import offered
from venice_data.catalog.model_types import default_uses, in_reading_order, model_type
from venice_data.catalog.money import cost_text
from venice_data.catalog.names import distinct_names, names_with_ids
from venice_data.costs.comparison import trait_text
from venice_data.costs.headlines import HEADLINE_UNITS
from venice_data.days import day_text
from venice_data.history.event_selection import EventFilter
from venice_data.history.price_history import catalog_at, models_ever_listed
from venice_data.live.store import shared_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    import pandas as pd

    from venice_data.catalog.frames import Catalog
    from venice_data.history.price_history import PriceHistory

ID_IN_LINK: Final = "id"
_PICKED: Final = "model_picked"
_MOST_NEW: Final = 8
_NARROWEST_PIXELS: Final = 280


@dataclass(frozen=True)
class Subject:
    """The model of the page, the catalog in which it stands, and since when it is gone if it is."""

    model: pd.Series[Any]
    catalog: Catalog
    gone_since: datetime | None = None

    @property
    def id(self) -> str:
        """The id of the model."""
        return str(self.model.name)

    @property
    def name(self) -> str:
        """The name of the model."""
        return str(self.model["name"])

    @property
    def as_frame(self) -> pd.DataFrame:
        """The model as a frame of one row."""
        return self.catalog.models.loc[[self.id]]

    @property
    def prices(self) -> pd.DataFrame:
        """Every price of the model."""
        prices = self.catalog.prices
        return prices[prices["model_id"] == self.id]


def asked_id() -> str | None:
    """Return the id that the address names; None where it names none."""
    return st.query_params.get(ID_IN_LINK)


def name_of(model_id: str | None) -> str | None:
    """Return the name by which the page is headed; None where no such model is known."""
    if model_id is None:
        return None
    snapshot = shared_store().current()
    known = [snapshot.catalog.models]
    if snapshot.history is not None:
        known.append(models_ever_listed(snapshot.history))
    names = [distinct_names(models)[model_id] for models in known if model_id in models.index]
    return next(iter(names), None)


def choose(view: View, asked: str | None) -> Subject | None:
    """Offer every model by its name; return the one that is asked for, None while there is none."""
    subject = None if asked is None else find_subject(view, asked)
    _offer(view, subject)
    if subject is None:
        _say_what_to_do(view, asked)
        _show_starting_points(view)
    elif subject.gone_since is not None:
        _say_it_is_gone(subject)
    return subject


def find_subject(view: View, model_id: str) -> Subject | None:
    catalog, history = view.catalog, view.snapshot.history
    if model_id in catalog.models.index:
        model = _row(catalog.models, model_id)
        is_gone = model_id not in offered(catalog.models, view.now).index
        return Subject(model, catalog, model["removes_at"] if is_gone else None)
    if history is not None:
        return _in_history(history, model_id, view.now)
    return None


def _in_history(history: PriceHistory, model_id: str, now: datetime) -> Subject | None:
    """Return a model that has left as it was listed last."""
    own = history.listings[history.listings["model_id"] == model_id]
    own = own[own["began_at"] <= now].dropna(subset="ended_at")
    if own.empty:
        return None
    last = own.sort_values("began_at").iloc[-1]
    catalog = catalog_at(history, last["began_at"].to_pydatetime())
    return Subject(_row(catalog.models, model_id), catalog, last["ended_at"])


def _row(models: pd.DataFrame, model_id: str) -> pd.Series[Any]:
    return cast("pd.Series[Any]", models.loc[model_id])


def _offer(view: View, subject: Subject | None) -> None:
    gone = gone_names(view)
    labels = names_to_pick(view) | names_with_ids(gone).to_dict()
    current = subject.id if subject is not None and subject.id in labels else None
    # The address decides, so that links and the browser's back lead where they say.
    st.session_state[_PICKED] = current
    st.selectbox(
        "Model",
        [*by_name(view.names).index, *by_name(gone).index],
        format_func=lambda model_id: labels[model_id],
        index=None,
        key=_PICKED,
        placeholder="Choose a model by its name or id",
        on_change=_open_picked,
    )


def _open_picked() -> None:
    picked = st.session_state[_PICKED]
    if picked is not None:
        st.query_params[ID_IN_LINK] = picked


def _say_what_to_do(view: View, asked: str | None) -> None:
    if asked is not None:
        known = list(view.catalog.models.index)
        close = get_close_matches(asked.casefold(), known, n=3, cutoff=0.5)
        hint = f" Did you mean {plain(' or '.join(close))}?" if close else ""
        st.warning(
            f"No model has the id “{plain(asked)}”, and none had it before.{hint}",
            icon=":material/search_off:",
        )
    st.markdown(
        f"Type a name above: {len(view.names):,} models are there. Or begin with one below."
    )


def _say_it_is_gone(subject: Subject) -> None:
    st.warning(
        f"{plain(subject.name)} is no longer offered: it left the list on "
        f"{day_text(cast('datetime', subject.gone_since))}. Shown is its last state. "
        f"{plain(origin_text(subject.catalog))}.",
        icon=":material/event_busy:",
    )


class _Start(NamedTuple):
    """A model to begin with, and what is said of it."""

    model_id: str
    name: str
    why: str


def _show_starting_points(view: View) -> None:
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
        priced = cheapest_of(view, cheapest_of_type(view, api_type).ranked)["price"]
        tied = int((priced == priced.min()).sum()) - 1
        others = f", as {tied} more" if tied > 0 else ""
        for model_id, price in priced[:1].items():
            amount = cost_text(price, view.currency)
            why = f"{model_type(api_type).label}, {amount} {HEADLINE_UNITS[api_type]}{others}"
            yield _Start(str(model_id), view.names[str(model_id)], why)


def _defaults(view: View) -> Iterator[_Start]:
    models = view.models
    for model_id, api_type, traits in zip(
        models.index, models["type"], models["traits"], strict=True
    ):
        uses = [trait_text(trait) for trait in traits if default_uses([trait])]
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
