"""The mix of cached input, input and output by which the text page blends prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.embed import figure_alone
from pages.shared.finding import value_in
from pages.shared.link_state import in_link, read_link
from venice_data.costs.tokens import AGENT_MIX, DEFAULT_MIX, TokenMix
from venice_data.link_values import Choices, Number

if TYPE_CHECKING:
    from pages.shared.finding import Link

# The labels stand in shared links: add, never reword without the old one among the aliases.
_CHAT: Final = "chat-like: 3 in for 1 out"
_AGENT: Final = "agent-like: mostly cached"
_EVEN: Final = "even: 1 in for 1 out"
INPUT_ALONE: Final = TokenMix(0, 1, 0)
OUTPUT_ALONE: Final = TokenMix(0, 0, 1)
PRESETS: Final = {
    _CHAT: DEFAULT_MIX,
    _AGENT: AGENT_MIX,
    _EVEN: TokenMix(0, 1, 1),
    "output alone": OUTPUT_ALONE,
    "input alone": INPUT_ALONE,
}
_ALIASES: Final = {
    "chat-like: 3 in, 1 out": _CHAT,
    "3:1 input:output": _CHAT,
    "7:2:1 cached:input:output": _AGENT,
    "even: 1 in, 1 out": _EVEN,
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
_WIDTH_PIXELS: Final = 300
_WIDTH_OF_PART_PIXELS: Final = 110  # so that three stand side by side on a phone
READ_OF_LINK: Final = (_MIX_IN_LINK, *_PARTS_IN_LINK)


def per_tokens(mix: TokenMix) -> str:
    """Say what a price in a mix is for: `per 1M tokens, 3 in for 1 out`."""
    if mix == OUTPUT_ALONE:
        return "per 1M output tokens"
    if mix == INPUT_ALONE:
        return "per 1M input tokens"
    cached = f"{mix.cached:g} cached, " if mix.cached else ""
    return f"per 1M tokens, {cached}{mix.input:g} in for {mix.output:g} out"


def choose_mix(*, is_off: bool = False) -> TokenMix | None:
    """Ask for a mix; None where all of its parts are zero. While it is off it cannot be changed.

    Beside a figure that is shown alone nothing is asked: what its link says holds.
    """
    if figure_alone() is not None:
        return _mix_in_link()
    mix = _ask_for_mix(is_off=is_off)
    if not mix.total:
        st.warning("At least one part of the mix must be above zero.")
        return None
    return mix


def _ask_for_mix(*, is_off: bool) -> TokenMix:
    choice = st.selectbox(
        "Token mix",
        list(_MIXES.options),
        help="How many parts of each kind of token your work has. A chat reads about three "
        "tokens for each one it writes; an agent reads most of its input from the cache: 7 parts "
        "cached, 2 in for 1 out. Cached tokens cost the cache read price where there is one, "
        "otherwise the input price.",
        width=_WIDTH_PIXELS,
        disabled=is_off,
        **in_link(_MIX_IN_LINK, _MIXES),
    )
    if choice in PRESETS:
        return PRESETS[choice]
    with st.container(horizontal=True):
        parts = [
            st.number_input(
                label,
                min_value=_PARTS.lowest,
                max_value=_PARTS.highest,
                value=value,
                step=1.0,
                width=_WIDTH_OF_PART_PIXELS,
                **in_link(name, _PARTS),
            )
            for name, (label, value) in _PARTS_IN_LINK.items()
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
