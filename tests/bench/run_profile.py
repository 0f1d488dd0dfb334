"""Where the time of one run goes: data, chart, send or collect, from a profile of it."""

from __future__ import annotations

import pstats
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    _Function = tuple[str, int, str]  # file, line, name
    _Timing = tuple[int, int, float, float]  # calls, of these first ones, own and whole seconds
    _Functions = dict[_Function, tuple[int, int, float, float, dict[_Function, _Timing]]]

PARTS: Final = ("data", "chart", "send", "collect")
# The first that matches a function's file and name says what its time is spent on; a function
# that none matches, such as one of pandas or of Python itself, works for those who call it.
_PART_OF: Final = {
    re.compile(r"built-in method gc\.collect"): "collect",
    re.compile(r"/(altair|jsonschema|narwhals)/|/pages/.*chart"): "chart",
    re.compile(r"/streamlit/|/google/protobuf/"): "send",
    re.compile(r"/venice_data/|/pages/"): "data",
}


def shares_of_parts(profile: Path) -> dict[str, float]:
    """Return for each part its share of the run, from 0 to 1."""
    functions: _Functions = vars(pstats.Stats(str(profile)))["stats"]
    known: dict[_Function, dict[str, float]] = {}
    seconds = dict.fromkeys(PARTS, 0.0)
    for function, (_, _, own_seconds, _, _) in functions.items():
        for part, share in _parts_of(function, functions, known).items():
            seconds[part] += own_seconds * share
    total = sum(seconds.values())
    return {part: spent / total for part, spent in seconds.items()}


def _parts_of(
    function: _Function, functions: _Functions, known: dict[_Function, dict[str, float]]
) -> dict[str, float]:
    """Return for which parts a function works, in shares of its time."""
    if function not in known:
        known[function] = {}  # ends the walk where functions call each other in a circle
        text = f"{function[0]}:{function[2]}"
        part = next((part for form, part in _PART_OF.items() if form.search(text)), None)
        known[function] = {part: 1.0} if part else _parts_of_callers(function, functions, known)
    return known[function]


def _parts_of_callers(
    function: _Function, functions: _Functions, known: dict[_Function, dict[str, float]]
) -> dict[str, float]:
    callers = functions[function][4]
    whole = sum(seconds for *_, seconds in callers.values())
    parts = dict.fromkeys(PARTS, 0.0)
    for caller, (*_, seconds) in callers.items():
        for part, share in _parts_of(caller, functions, known).items():
            parts[part] += share * seconds / whole if whole else 0.0
    return parts
