"""Baskets as text for a link: readable, made of unreserved URL characters, never raising.

A line is `kind~frequency~model~field.value~…`, lines are joined by `~~`, and fields at their
default are left out: `chat~day~zai-org-glm-5~requests.1000~input-tokens.6000~output-tokens.500`.
A model that is not chosen is `-`. Other characters are UTF-8 bytes written `_2F`.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from venice_data.api.json_reading import encodable, quoted
from venice_data.costs.work import FREQUENCIES, KINDS, MAX_LINES, Basket, Line, Work

if TYPE_CHECKING:
    from collections.abc import Iterator

BASKET_IN_LINK: Final = "calculator_basket"
_BETWEEN_LINES: Final = "~~"
_BETWEEN_PARTS: Final = "~"
_NO_MODEL: Final = "-"
_FIRST_PARTS: Final = 3  # kind, frequency and model
_ESCAPED_BYTES: Final = re.compile(r"(?:_[0-9A-Fa-f]{2})+")
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9.-]")


@dataclass(frozen=True)
class ReadBasket:
    """The basket in a link, and in words for people each part of it that was ignored."""

    basket: Basket
    ignored: list[str]


class _UnreadableError(ValueError):
    """A line cannot be read; the message says why."""


def basket_to_text(basket: Basket) -> str:
    """Write a basket for a link; `basket_from_text` reads it back as it was."""
    return _BETWEEN_LINES.join(_line_to_text(line) for line in basket.lines)


def basket_from_text(text: str) -> ReadBasket:
    """Read what `basket_to_text` wrote; never raises.

    A field that cannot be read is ignored, and so is a line that then misses one it needs.
    """
    lines: list[Line] = []
    ignored: list[str] = []
    written = text.split(_BETWEEN_LINES, MAX_LINES) if text else []
    if len(written) > MAX_LINES:
        ignored.append(f"everything after line {MAX_LINES}")
    for number, line_text in enumerate(written[:MAX_LINES], start=1):
        notes: list[str] = []
        try:
            lines.append(_line_from_text(line_text, notes))
        except _UnreadableError as error:
            notes.append(f"the whole line: {error}")
        ignored += [f"line {number}: {note}" for note in notes]
    return ReadBasket(Basket(tuple(lines)), ignored)


def _line_to_text(line: Line) -> str:
    model = _NO_MODEL if line.model_id is None else _escape_model(line.model_id)
    return _BETWEEN_PARTS.join([line.work.kind, line.frequency, model, *_fields_to_text(line.work)])


def _escape_model(model_id: str) -> str:
    return "_2D" if model_id == _NO_MODEL else _escape(model_id)


def _fields_to_text(work: Work) -> Iterator[str]:
    for field in fields(work):
        value = getattr(work, field.name)
        if value != field.default:
            yield f"{_name_in_link(field.name)}.{_escape(str(value))}"


def _line_from_text(text: str, notes: list[str]) -> Line:
    parts = text.split(_BETWEEN_PARTS)
    kind, frequency, model = (parts + _FIRST_PARTS * [""])[:_FIRST_PARTS]
    if kind not in KINDS:
        raise _UnreadableError(f"{quoted(kind)} is no kind of work")
    if frequency not in FREQUENCIES:
        raise _UnreadableError(f"{quoted(frequency)} is none of {', '.join(FREQUENCIES)}")
    work = _work_from_parts(KINDS[kind], parts[_FIRST_PARTS:], notes)
    model_id = None if model == _NO_MODEL else _unescape(model)
    try:
        return Line(work, model_id, frequency)
    except ValidationError:
        notes.append(f"{quoted(model)} is no model id")
        return Line(work, None, frequency)


def _work_from_parts(kind: type[Work], parts: list[str], notes: list[str]) -> Work:
    values = _named_values(kind, parts, notes)
    try:
        return _make(kind, values)
    except ValidationError as error:
        wrong = [str(problem["loc"][0]) for problem in error.errors() if problem["loc"]]
    notes += [
        f"{_name_in_link(name)} cannot be {quoted(values.pop(name))}"
        for name in wrong
        if name in values
    ]
    needed = {field.name for field in fields(kind) if field.default is MISSING}
    if missing := sorted(needed - set(values)):
        raise _UnreadableError(f"it lacks {', '.join(map(_name_in_link, missing))}")
    return _make(kind, values)


def _make(kind: type[Work], values: dict[str, Any]) -> Work:
    return kind(**values)


def _named_values(kind: type[Work], parts: list[str], notes: list[str]) -> dict[str, str]:
    names = {_name_in_link(field.name): field.name for field in fields(kind)}
    values: dict[str, str] = {}
    for part in parts:
        name, _, value = part.partition(".")
        if name not in names:
            notes.append(f"{quoted(part)} does not apply to {kind.kind}")
        elif names[name] in values:
            notes.append(f"{quoted(part)} comes on top of another {name}")
        else:
            values[names[name]] = _unescape(value)
    return values


def _name_in_link(field_name: str) -> str:
    return field_name.replace("_", "-")


def _escape(text: str) -> str:
    return _UNSAFE.sub(
        lambda found: "".join(f"_{byte:02X}" for byte in found[0].encode("utf-8", "replace")), text
    )


def _unescape(text: str) -> str:
    unescaped = _ESCAPED_BYTES.sub(
        lambda found: bytes.fromhex(found[0].replace("_", "")).decode("utf-8", "replace"), text
    )
    return encodable(unescaped)
