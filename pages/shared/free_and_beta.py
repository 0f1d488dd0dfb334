"""Whether free and beta models may be called the cheapest: asked in the sidebar and in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.link_state import forget_ignored, in_link
from pages.shared.plain_text import plain
from venice_data.link_values import ON_OR_OFF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pages.shared.view import View

IN_LINK: Final = "free_and_beta"
_OLD_IN_LINK: Final = "calculator_no_free"  # until it held for every page; `false` asked for them
_MOST_NAMED: Final = 6


def ask() -> bool:
    """Draw the switch that holds on every page; return whether free and beta models count."""
    if st.query_params.get(_OLD_IN_LINK) == "false":
        del st.query_params[_OLD_IN_LINK]
        st.query_params[IN_LINK] = "true"
        st.rerun()
    return st.toggle(
        "Count free and beta models",
        help="A free model is a promotion, and one in beta may change or go any day. So neither "
        "is called the cheapest of anything, unless you ask for it here. Rankings show both, "
        "marked.",
        **in_link(IN_LINK, ON_OR_OFF),
    )


def offer_the_other_way(view: View, labels: Sequence[str], place: str) -> None:
    """Say which models do not count as cheapest, or do, and offer the other way.

    `place` names the place in keys. Where there are no such models, nothing is said.
    """
    if not labels:
        return
    more = len(labels) - _MOST_NAMED
    names = ", ".join([*labels[:_MOST_NAMED], *([f"{more} more"] if more > 0 else [])])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"Counted, though free now or in beta: {plain(names)}."
            if view.counts_free_and_beta
            else f"Not counted as cheapest, since free now or in beta: {plain(names)}.",
            width="content",
        )
        st.button(
            "Leave them out" if view.counts_free_and_beta else "Count them too",
            key=f"{place}_{IN_LINK}",
            type="tertiary",
            on_click=_turn,
        )


def _turn() -> None:
    st.session_state[IN_LINK] = not st.session_state[IN_LINK]
    forget_ignored()
    st.rerun()
