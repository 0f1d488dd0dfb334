"""What the work of a basket needs of another model: abilities, privacy, length of context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import streamlit as st

from pages.shared.link_state import forget_ignored, read_link
from pages.shared.plain_text import plain
from pages.shared.view import View, once_per_offer
from venice_data.costs.alternatives import SAME_CONTEXT, SAME_PRIVACY, strengths
from venice_data.link_values import Choices, read_values

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.finding import Link
    from venice_data.costs.work import Basket

Needs: TypeAlias = tuple[str, ...]
NEEDS_IN_LINK: Final = "calculator_needs"
_KEY: Final = "calculator_needs_picked"
_NOTHING: Final = "nothing"  # in a link, of which no value would be the usual needs
# What a bot needs that answers; whoever shows it pictures says so.
_USUAL: Final = ("function calling", SAME_PRIVACY, SAME_CONTEXT)


def choose_needs(basket: Basket, view: View) -> Needs:
    """Ask what another model has to have of what the basket's models have."""
    strong = _strengths(view, basket)
    read_link({NEEDS_IN_LINK: _accepted(view)})
    needs = _of_given(strong, st.query_params.get_all(NEEDS_IN_LINK))
    if strong:
        # The address decides, so that links and the browser's back lead where they say.
        st.session_state[_KEY] = list(needs)
        st.pills(
            "The work needs",
            strong,
            selection_mode="multi",
            format_func=plain,
            key=_KEY,
            help="Another model meets the needs if it has what is picked here of what yours has.",
            on_change=_write,
        )
    return needs


def needs_given_in(link: Link, basket: Basket, view: View) -> Needs:
    """Return what a link says that the work needs, else what it usually does."""
    given = read_values(list(link.get(NEEDS_IN_LINK, ())), _accepted(view)).usable
    return _of_given(_strengths(view, basket), given)


def _of_given(strong: Needs, given: list[str]) -> Needs:
    if _NOTHING in given:
        return ()
    wanted = tuple(each for each in strong if each in given)
    return wanted or tuple(each for each in strong if each in _USUAL)


def _write() -> None:
    st.query_params[NEEDS_IN_LINK] = st.session_state[_KEY] or [_NOTHING]
    forget_ignored()


@once_per_offer
def _strengths(view: View, basket: Basket) -> Needs:
    """Return what the models of a basket have, each once."""
    models = view.in_scope
    own = [
        cast("pd.Series[Any]", models.loc[line.model_id])
        for line in basket.lines
        if line.model_id in models.index
    ]
    named = dict.fromkeys(each for model in own for each in strengths(model))
    last = (SAME_PRIVACY, SAME_CONTEXT)
    return (*(n for n in named if n not in last), *(n for n in last if n in named))


def _accepted(view: View) -> Choices:
    """Accept what any model has: a link that names more than the basket's have is no mistake."""
    abilities = sorted(set(view.in_scope["capabilities"].explode().dropna()))
    return Choices([*abilities, SAME_PRIVACY, SAME_CONTEXT, _NOTHING])
