"""Which models are compared, and with which of them: picked here, or named by a link."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.free_and_beta import offer_the_other_way
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.ranking import cheapest_of, labels_free_or_beta
from pages.shared.table import COMPARED_IN_LINK, MOST_COMPARED
from pages.shared.view import View, once_per_view
from venice_data.catalog.filters import recommendable
from venice_data.catalog.model_types import in_reading_order, model_type
from venice_data.costs.comparison import compared
from venice_data.costs.finder import HEADLINE_UNITS, with_headlines
from venice_data.link_values import Choices

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.costs.comparison import ComparedRow

_BASE_IN_LINK: Final = "compare_base"
_FEWEST_COMPARED: Final = 2
_SUGGESTED: Final = 3
_LONGEST_NAME: Final = 60


@dataclass(frozen=True)
class Chosen:
    """Two to six models in the visitor's order, each with a name that no other has.

    `base` is the position of the one whose prices the others are multiples of.
    """

    models: pd.DataFrame
    names: list[str]
    base: int

    @property
    def base_name(self) -> str:
        """Name of the model whose prices the others are multiples of."""
        return self.names[self.base]


def choose(view: View) -> Chosen | None:
    """Ask which models to compare; None while there are fewer than two.

    Every model that is still offered can be picked, whatever the filters say: a link with
    filters in it must open what it names.
    """
    ids = sorted(view.in_scope.index)
    accepted = Choices(ids, most=MOST_COMPARED, otherwise="no model that is offered")
    picked = st.multiselect(
        "Models to compare",
        ids,
        max_selections=MOST_COMPARED,
        placeholder="Two to six, by id",
        help="By id. The sidebar's filters do not narrow this list.",
        **in_link(COMPARED_IN_LINK, accepted),
    )
    if len(picked) < _FEWEST_COMPARED:
        return None
    base_accepted = Choices(picked, most=1, otherwise="none of the compared models")
    base = st.selectbox(
        "Compare prices with",
        picked,
        help="The other models' prices are shown as multiples of its prices.",
        **in_link(_BASE_IN_LINK, base_accepted, default=picked[0]),
    )
    names = view.names[picked]
    return Chosen(
        models=view.in_scope.loc[picked],
        names=[shorten(name, _LONGEST_NAME, placeholder="…") for name in names],
        base=picked.index(base),
    )


@once_per_view
def rows_about(view: View, model_ids: tuple[str, ...]) -> list[ComparedRow]:
    """Return every property that at least one of the compared models states."""
    return compared(view.in_scope.loc[[*model_ids]], view.catalog.prices, view.currency)


def suggest(view: View) -> None:
    """Say what to do, and offer the cheapest models of each type, beside one already picked."""
    picked: list[str] = st.session_state[COMPARED_IN_LINK]
    st.info(
        "Pick one more model."
        if picked
        else "Pick two to six models above, tick rows in any "
        "table of this site, or begin with one of these.",
        icon=":material/compare_arrows:",
    )
    candidates = recommendable(view.models).drop(index=picked, errors="ignore")
    types = set(view.in_scope.loc[picked, "type"]) or set(HEADLINE_UNITS)
    left_out: list[str] = []
    with st.container(horizontal=True):
        for api_type in in_reading_order(types & set(candidates["type"])):
            ranked = _ranked(view, api_type, tuple(picked))
            left_out += labels_free_or_beta(view, ranked)
            others = list(cheapest_of(view, ranked).index)[: _SUGGESTED - len(picked)]
            if len(picked) + len(others) < _FEWEST_COMPARED:
                continue
            label = f"{len(others)} cheapest {plain(model_type(api_type).plural)}"
            st.button(
                f"With the {label}" if picked else f"The {label}",
                key=f"compare_suggested_{api_type}",
                on_click=_pick,
                args=([*picked, *others],),
            )
    offer_the_other_way(view, left_out, "compare_suggested")


@once_per_view
def _ranked(view: View, api_type: str, picked: tuple[str, ...]) -> pd.DataFrame:
    """Rank what can be recommended of a type, beside what is picked already."""
    candidates = recommendable(view.of_type(api_type)).drop(index=[*picked], errors="ignore")
    return with_headlines(view.catalog.prices, candidates, view.currency)


def _pick(model_ids: list[str]) -> None:
    st.session_state[COMPARED_IN_LINK] = model_ids
