"""Values of widgets in the address: read from a link once, corrected, and what was ignored said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.plain_text import plain
from venice_data.link_values import Day, read_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from venice_data.link_values import Accepted

_IGNORED: Final = "ignored_from_link"
_LONGEST_VALUE: Final = 60
# A date control takes days within ten years of today; a little less is safe on either side.
_FARTHEST: Final = timedelta(days=3_600)


@dataclass(frozen=True)
class _Ignored:
    """What was ignored of a parameter, in words, beside the values that were kept."""

    kept: list[str]
    notes: list[str]


def take_from_link(parameters: Mapping[str, Accepted]) -> None:
    """Read parameters of a link by what they accept, and say what is ignored.

    Call it where their widgets are drawn, before them: a widget drops what it does not know
    without a word.
    """
    read_link(parameters)
    say_what_is_ignored(*parameters)


def read_link(parameters: Mapping[str, Accepted]) -> None:
    """Correct the address to what the parameters accept; keep note of what is ignored.

    A widget that has a value already has read its link, and is left alone. A widget takes its
    value from the address as it was when the run began: what was corrected needs another run.
    """
    corrected: dict[str, list[str]] = {}
    for name, accepted in parameters.items():
        if name in st.session_state:
            continue
        given = st.query_params.get_all(name)
        read = read_values(given, accepted)
        notes = [f"{name}={_short(wrong.value)} ({wrong.reason})" for wrong in read.unusable]
        note_ignored(name, given, read.usable, notes)
        if any(given) and read.usable != given:
            corrected[name] = read.usable
    if corrected:
        st.query_params.update(corrected)
        st.rerun()


def note_ignored(
    name: str, given: Sequence[str], kept: Sequence[str], notes: Sequence[str]
) -> None:
    """Remember what was ignored of a parameter for as long as it has the values that were kept."""
    ignored = _ignored()
    if notes:
        ignored[name] = _Ignored(list(kept), list(notes))
    elif name in ignored and ignored[name].kept != list(given):
        del ignored[name]


def forget_ignored(*names: str) -> None:
    """Forget what was ignored of these parameters, or of all; for use as a widget's callback."""
    ignored = _ignored()
    for name in names or tuple(ignored):
        ignored.pop(name, None)


def say_what_is_ignored(*names: str) -> None:
    """Say which values of these parameters led to nothing, and why."""
    ignored = _ignored()
    notes = [note for name in names if name in ignored for note in ignored[name].notes]
    if notes:
        st.info(f"Ignored in the link: {plain('; '.join(notes))}.", icon=":material/link_off:")


def day_of_control() -> Day:
    """Return the days that a date control without limits takes."""
    today = datetime.now(UTC).date()
    return Day(today - _FARTHEST, today + _FARTHEST)


def _ignored() -> dict[str, _Ignored]:
    ignored: dict[str, _Ignored] = st.session_state.setdefault(_IGNORED, {})
    return ignored


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}…"
