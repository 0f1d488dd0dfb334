"""Reads single values out of untrusted JSON; what cannot be read is noted, never dropped."""

from __future__ import annotations

import math
import reprlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final

import pandas as pd

_LONGEST_QUOTE: Final = 80
_MOST_PROBLEMS: Final = 10_000
_MOST_PROBLEMS_OF_A_VALUE: Final = 100
_LARGEST_COUNT: Final = 2**53
_QUOTE: Final = reprlib.Repr()  # plain repr fails on values nested too deep or too long
_QUOTE.maxstring = _QUOTE.maxother = _QUOTE.maxlong = 200
_QUOTE.maxlevel = 3


@dataclass
class Problems:
    """Notes what was not understood: whose it is, where it stands, what is wrong."""

    _noted: dict[tuple[str, str, str], None] = field(default_factory=dict)

    def note(self, model_id: str, where: str, what: str) -> None:
        """Add one problem; the same one twice counts once, and too many end in one that says so."""
        is_one_too_many = len(self._noted) >= _MOST_PROBLEMS
        problem = ("", "data", "has more problems") if is_one_too_many else (model_id, where, what)
        self._noted[problem] = None

    def frame(self) -> pd.DataFrame:
        """Return the problems as a frame: model_id, where, what."""
        return pd.DataFrame(list(self._noted), columns=["model_id", "where", "what"], dtype="str")


@dataclass(slots=True)  # made by the ten thousand, and freezing makes that slow
class JsonReader:
    """Reads typed values from one JSON object; `path` holds the keys that lead to it."""

    fields: dict[str, Any]
    model_id: str
    path: tuple[str, ...]
    problems: Problems

    def object(self, key: str) -> JsonReader:
        """Read an object; an absent one is empty."""
        fields = self._value(key, dict, "an object") or {}
        return JsonReader(fields, self.model_id, (*self.path, key), self.problems)

    def text(self, key: str) -> str | None:
        """Read a text, made safe to encode; None if absent."""
        value = self._value(key, str, "a text")
        return None if value is None else encodable(value)

    def flag(self, key: str) -> bool | None:
        """Read true or false; None if absent."""
        value: bool | None = self._value(key, bool, "true or false")
        return value

    def texts(self, key: str) -> list[str]:
        """Read a list of texts; what is no text in it is left out and noted."""
        values = self._value(key, list, "a list") or []
        texts = [encodable(value) for value in values if isinstance(value, str)]
        if len(texts) < len(values):
            odd = (value for value in values if not isinstance(value, str))
            for value in islice(odd, _MOST_PROBLEMS_OF_A_VALUE):
                self.note(key, f"holds {quoted(value)}, which is not a text")
        return texts

    def count(self, key: str) -> int | None:
        """Read a whole number of at least zero; None if absent."""
        number = self.number(key)
        if number is None:
            return None
        if number != int(number) or number > _LARGEST_COUNT:
            self.note(key, f"is {quoted(self.fields[key])}, not a whole number")
            return None
        return int(number)

    def number(self, key: str) -> float | None:
        """Read a finite number of at least zero; a number written as text is read and noted."""
        value = self.fields.get(key)
        if value is None:
            return None
        number = _as_number(value)
        if number is None:
            self.note(key, f"is {quoted(value)}, not a number")
        elif not math.isfinite(number):
            self.note(key, f"is {quoted(value)}, not a finite number")
        elif number < 0:
            self.note(key, f"is {quoted(value)}, below zero")
        else:
            if isinstance(value, str):
                self.note(key, f"is the text {quoted(value)}; read as a number")
            return number
        return None

    def share(self, key: str) -> float | None:
        """Read a number between zero and one, both excluded; None if absent."""
        number = self.number(key)
        if number is None or 0 < number < 1:
            return number
        self.note(key, f"is {quoted(self.fields[key])}, not a share between 0 and 1")
        return None

    def instant(self, key: str) -> datetime | None:
        """Read an ISO instant or Unix seconds as UTC; None if absent."""
        value = self.fields.get(key)
        if value is None:
            return None
        instant = _as_instant(value)
        if instant is None:
            self.note(key, f"is {quoted(value)}, not a time")
        return instant

    def note(self, key: str, what: str) -> None:
        """Note a problem with one key of this object."""
        self._note((*self.path, key), what)

    def note_whole(self, what: str) -> None:
        """Note a problem with this object as a whole."""
        self._note(self.path, what)

    def _note(self, path: tuple[str, ...], what: str) -> None:
        self.problems.note(self.model_id, encodable(".".join(path)), what)

    def _value(self, key: str, kind: type, kind_in_words: str) -> Any:
        value = self.fields.get(key)
        if value is None or isinstance(value, kind):
            return value
        self.note(key, f"is {quoted(value)}, not {kind_in_words}")
        return None


def encodable(text: str) -> str:
    """Replace what UTF-8 cannot carry (lone surrogates), which JSON can."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def quoted(value: object) -> str:
    """Quote a value for a note, cut to a readable length."""
    quote = encodable(_QUOTE.repr(value))
    return quote if len(quote) <= _LONGEST_QUOTE else f"{quote[:_LONGEST_QUOTE]}…"


def _as_number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _as_instant(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        if not isinstance(value, str):
            return datetime.fromtimestamp(value, UTC)
        instant = datetime.fromisoformat(value)
        return instant.replace(tzinfo=instant.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
