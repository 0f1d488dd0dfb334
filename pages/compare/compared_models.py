"""Which models are compared, and with which of them: picked here, or named by a link."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.table import COMPARED_IN_LINK, MOST_COMPARED
from venice_data.catalog.filters import recommendable
from venice_data.catalog.model_types import in_reading_order, model_type
from venice_data.catalog.names import distinct_names
from venice_data.costs.headlines import HEADLINE_UNITS, headline_prices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from pages.shared.view import View


_BASE_IN_LINK: Final = "compare_base"
_FEWEST_COMPARED: Final = 2
_SUGGESTED: Final = 3
_LONGEST_NAME: Final = 60
_LINK_READ: Final = "compare_link_was_read"
_IGNORED: Final = "compare_ignored_from_link"


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
    _read_link_once(view.in_scope)
    picked = st.multiselect(
        "Models to compare",
        sorted(view.in_scope.index),
        max_selections=MOST_COMPARED,
        key=COMPARED_IN_LINK,
        bind="query-params",
        placeholder="Two to six, by id",
        on_change=_follow_choice,
        help="By their ids. The filters of the sidebar do not narrow this list.",
    )
    _say_what_is_ignored()
    if len(picked) < _FEWEST_COMPARED:
        return None
    base = st.selectbox(
        "Multiples of the prices of",
        picked,
        key=_BASE_IN_LINK,
        bind="query-params",
        help="The other models' prices are shown as multiples of its prices.",
    )
    names = distinct_names(view.in_scope)[picked]
    return Chosen(
        models=view.in_scope.loc[picked],
        names=[shorten(name, _LONGEST_NAME, placeholder="…") for name in names],
        base=picked.index(base),
    )


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
    with st.container(horizontal=True):
        for api_type in in_reading_order(types & set(candidates["type"])):
            of_type = candidates[candidates["type"] == api_type]
            others = _cheapest(view, of_type)[: _SUGGESTED - len(picked)]
            if len(picked) + len(others) < _FEWEST_COMPARED:
                continue
            label = f"{len(others)} cheapest {plain(model_type(api_type).plural)}"
            st.button(
                f"With the {label}" if picked else f"The {label}",
                key=f"compare_suggested_{api_type}",
                on_click=_pick,
                args=([*picked, *others],),
            )


def _cheapest(view: View, models: pd.DataFrame) -> list[str]:
    prices = headline_prices(view.catalog.prices, models, view.currency)
    return list(prices.sort_values(kind="stable", na_position="last").index)


def _pick(model_ids: list[str]) -> None:
    st.session_state[COMPARED_IN_LINK] = model_ids


def _read_link_once(offered: pd.DataFrame) -> None:
    """Keep what a link names that can be compared; keep note of the rest."""
    if _LINK_READ in st.session_state:
        return
    st.session_state[_LINK_READ] = True
    given = {name: st.query_params.get_all(name) for name in (COMPARED_IN_LINK, _BASE_IN_LINK)}
    link = read_link(given[COMPARED_IN_LINK], given[_BASE_IN_LINK], list(offered.index))
    st.session_state[_IGNORED] = link.ignored
    usable = {COMPARED_IN_LINK: link.model_ids, _BASE_IN_LINK: link.base}
    for name, values in usable.items():
        if values != given[name]:
            st.query_params[name] = values
    if usable != given:
        st.rerun()


def _say_what_is_ignored() -> None:
    ignored: list[str] = st.session_state.get(_IGNORED, [])
    if ignored:
        st.info(f"Ignored in the link: {plain('; '.join(ignored))}.", icon=":material/link_off:")


def _follow_choice() -> None:
    """Forget what the link named wrong, and a base that is no longer compared."""
    st.session_state[_IGNORED] = []
    picked: list[str] = st.session_state[COMPARED_IN_LINK]
    if picked and st.session_state.get(_BASE_IN_LINK) not in picked:
        st.session_state[_BASE_IN_LINK] = picked[0]


_LONGEST_VALUE: Final = 60


@dataclass(frozen=True)
class ReadLink:
    """The usable part of a link, and in words each part that was ignored.

    `base` holds one id of `model_ids`, or none where the link names no usable one.
    """

    model_ids: list[str]
    base: list[str]
    ignored: list[str]


def read_link(models: Sequence[str], base: Sequence[str], offered: Sequence[str]) -> ReadLink:
    """Read the models and the base that a link names, their ids in any case."""
    id_of = {model_id.casefold(): model_id for model_id in offered}
    named = [id_of[value.casefold()] for value in models if value.casefold() in id_of]
    model_ids = list(dict.fromkeys(named))[:MOST_COMPARED]
    known_base = [id_of.get(value.casefold(), "") for value in base[-1:]]
    usable_base = [model_id for model_id in known_base if model_id in model_ids]
    ignored = list(_ignored_models(models, id_of))
    if known_base and not usable_base:
        ignored.append(f"{_short(base[-1])} as the base, which is none of the compared models")
    return ReadLink(model_ids, usable_base, ignored)


def _ignored_models(models: Sequence[str], id_of: dict[str, str]) -> Iterator[str]:
    seen: set[str] = set()
    for value in models:
        model_id = id_of.get(value.casefold())
        if model_id is None:
            yield f"{_short(value)}, no model that is offered"
        elif model_id in seen:
            yield f"{_short(model_id)}, named twice"
        elif len(seen) >= MOST_COMPARED:
            yield f"{_short(model_id)}, one more than the {MOST_COMPARED} that fit"
        else:
            seen.add(model_id)


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}…"
