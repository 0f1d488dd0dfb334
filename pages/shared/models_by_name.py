"""Models picked by their names, while the address keeps their ids: what it says is picked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.link_state import forget_ignored, read_link
from venice_data.link_values import Choices

if TYPE_CHECKING:
    import pandas as pd

_NOT_NARROWED: Final = "The sidebar's filters do not narrow this list."


def pick_models(
    name: str,
    label: str,
    names: pd.Series[str],
    *,
    most: int,
    otherwise: str,
    placeholder: str,
    leading: str = "",
) -> list[str]:
    """Ask for up to `most` models, whose ids stand in the parameter `name` of the address.

    `names` holds a name for each id that no other has; `otherwise` says what other ids are. The
    parameter `leading`, if any, names one of the picked models and leaves with it.
    """
    ids = list(by_name(names).index)
    read_link({name: Choices(ids, most=most, otherwise=otherwise)})
    picked = st.query_params.get_all(name)
    # The address decides, so that links and the browser's back lead where they say.
    st.session_state[_widget(name)] = picked
    st.multiselect(
        label,
        ids,
        format_func=lambda model_id: names[model_id],
        key=_widget(name),
        max_selections=most,
        placeholder=placeholder,
        help=_NOT_NARROWED,
        on_change=_write_models,
        args=(name, leading),
    )
    return picked


def pick_model(
    name: str,
    label: str,
    names: pd.Series[str],
    *,
    suggested: str,
    otherwise: str,
    explanation: str = _NOT_NARROWED,
) -> str:
    """Ask for one of these models, by default the suggested one; its id stands in the address."""
    read_link({name: Choices(list(names.index), most=1, otherwise=otherwise)})
    picked = st.query_params.get(name, suggested)
    st.session_state[_widget(name)] = picked
    st.selectbox(
        label,
        list(names.index),
        format_func=lambda model_id: names[model_id],
        key=_widget(name),
        help=explanation,
        on_change=_write_model,
        args=(name,),
    )
    return picked


def by_name(names: pd.Series[str]) -> pd.Series[str]:
    """Sort the names of models as people look them up."""
    return names.sort_values(key=lambda texts: texts.str.casefold())


def _widget(name: str) -> str:
    return f"{name}_picked"


def _write_models(name: str, leading: str) -> None:
    picked = st.session_state[_widget(name)]
    if st.query_params.get(leading) not in picked:
        st.query_params.pop(leading, None)
    if picked:
        st.query_params[name] = picked
    else:
        st.query_params.pop(name, None)
    forget_ignored()


def _write_model(name: str) -> None:
    st.query_params[name] = st.session_state[_widget(name)]
    forget_ignored()
