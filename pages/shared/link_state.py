"""What a link to this page names: what of it can be used is kept, the rest is said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_IGNORED: Final = "changes_ignored_from_link"
_LONGEST_VALUE: Final = 60
# A date control takes days within ten years of today; a little less is safe on either side.
_FARTHEST: Final = timedelta(days=3_600)


def read_choices(name: str, options: Sequence[str], most: int | None = None) -> None:
    """Keep of a link the values that can be chosen, in any case, and no more than fit."""
    if name in st.session_state:
        return
    given = st.query_params.get_all(name)
    known = {option.casefold(): option for option in options}
    named = [known[value.casefold()] for value in given if value.casefold() in known]
    usable = list(dict.fromkeys(named))[:most]
    ignored = [value for value in given if known.get(value.casefold()) not in usable]
    _keep(name, given, usable, ignored)


def read_day(name: str) -> None:
    """Keep of a link a day that the control can show."""
    if name in st.session_state:
        return
    given = st.query_params.get_all(name)
    usable = [value for value in given[-1:] if _is_day(value)]
    _keep(name, given, usable, [value for value in given if value not in usable])


def forget_ignored() -> None:
    """Forget what links named wrong; for use as a widget's callback."""
    st.session_state[_IGNORED] = {}


def say_what_is_ignored(*names: str) -> None:
    """Say which values of these parameters led to nothing."""
    ignored: dict[str, list[str]] = st.session_state.get(_IGNORED, {})
    parts = [f"{name}={_short(value)}" for name in names for value in ignored.get(name, [])]
    if parts:
        st.info(f"Ignored in the link: {plain('; '.join(parts))}.", icon=":material/link_off:")


def _keep(name: str, given: list[str], usable: list[str], ignored: list[str]) -> None:
    if ignored:
        st.session_state[_IGNORED] = st.session_state.get(_IGNORED, {}) | {name: ignored}
    if usable != given:
        st.query_params[name] = usable
        st.rerun()


def _is_day(text: str) -> bool:
    try:
        return abs(date.fromisoformat(text) - datetime.now(UTC).date()) < _FARTHEST
    except ValueError:
        return False


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}…"
