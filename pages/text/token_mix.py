"""The mix of cached input, input and output by which the text page blends prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.embed import figure_alone
from pages.shared.finding import value_in
from pages.shared.link_state import in_link, read_link
from pages.shared.phone_order import later
from venice_data.costs.tokens import AGENT_MIX, DEFAULT_MIX, TokenMix
from venice_data.link_values import Choices, Number

if TYPE_CHECKING:
    from pages.shared.finding import Link

# The labels stand in shared links: add, never reword without the old one among the aliases.
_CHAT: Final = "chat-like: 3 in, 1 out"
_AGENT: Final = "agent-like: mostly cached"
_EVEN: Final = "even: 1 in, 1 out"
PRESETS: Final = {_CHAT: DEFAULT_MIX, _AGENT: AGENT_MIX, _EVEN: TokenMix(0, 1, 1)}
_ALIASES: Final = {
    "3:1 input:output": _CHAT,
    "7:2:1 cached:input:output": _AGENT,
    "1:1 input:output": _EVEN,
}
_CUSTOM: Final = "custom"
_MIXES: Final = Choices((*PRESETS, _CUSTOM), _ALIASES, most=1)
_MIX_IN_LINK: Final = "text_mix"
_PARTS: Final = Number(0.0, 1e9)
_PARTS_IN_LINK: Final = {
    "text_cached": ("Cached", 7.0),
    "text_input": ("Input", 2.0),
    "text_output": ("Output", 1.0),
}
READ_OF_LINK: Final = (_MIX_IN_LINK, *_PARTS_IN_LINK)


def choose_mix() -> TokenMix | None:
    """Ask for a mix and say what it comes to; None where all of its parts are zero.

    Beside a figure that is shown alone nothing is asked: what its link says holds.
    """
    if figure_alone() is not None:
        return _mix_in_link()
    mix = _ask_for_mix()
    if not mix.total:
        st.warning("At least one part of the mix must be above zero.")
        return None
    with later("text_mix"):
        st.caption(
            f"Blended price, cached:input:output = {mix.cached:g}:{mix.input:g}:{mix.output:g}, "
            f"that is {mix.cached / mix.total:.0%} cached, {mix.input / mix.total:.0%} input, "
            f"{mix.output / mix.total:.0%} output. Cached tokens cost the cache read price where "
            "there is one, otherwise the input price."
        )
    return mix


def _ask_for_mix() -> TokenMix:
    choice = st.segmented_control(
        "Token mix",
        list(_MIXES.options),
        default=_CHAT,
        required=True,
        help="How many parts of each kind of token your work has. A chat reads about three "
        "tokens for each one it writes; an agent reads most of its input from the cache.",
        **in_link(_MIX_IN_LINK, _MIXES),
    )
    if choice in PRESETS:
        return PRESETS[choice]
    parts = [
        column.number_input(
            label,
            min_value=_PARTS.lowest,
            max_value=_PARTS.highest,
            value=value,
            step=1.0,
            **in_link(name, _PARTS),
        )
        for column, (name, (label, value)) in zip(
            st.columns(3), _PARTS_IN_LINK.items(), strict=True
        )
    ]
    return TokenMix(*parts)


def _mix_in_link() -> TokenMix | None:
    read_link({_MIX_IN_LINK: _MIXES, **dict.fromkeys(_PARTS_IN_LINK, _PARTS)})
    return mix_given_in({name: st.query_params.get_all(name) for name in READ_OF_LINK})


def mix_given_in(link: Link) -> TokenMix | None:
    """Return the mix that a link gives, else the first; None where all of its parts are zero."""
    choice = value_in(link, _MIX_IN_LINK, _MIXES) or _CHAT
    if choice in PRESETS:
        return PRESETS[choice]
    parts = (
        float(value_in(link, name, _PARTS) or first) for name, (_, first) in _PARTS_IN_LINK.items()
    )
    mix = TokenMix(*parts)
    return mix if mix.total else None
