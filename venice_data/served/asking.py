"""What a program asks for, what it is answered with, and why it may get no answer."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

import pandas as pd

from venice_data.days import instant_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from venice_data.history.price_history import PriceHistory
    from venice_data.live.store import Snapshot

RETRY_WHILE_READING_SECONDS = 5
RETRY_AFTER_FAILURE_SECONDS = 60
_MOST_LEVELS: Final = 20  # what is nested deeper came from nobody who means well


@dataclass(frozen=True)
class Asked:
    """One question: its parameters, what there is to answer from, and the present instant.

    `site` is the address at which people reach the dashboard, without a slash at its end.
    """

    parameters: tuple[tuple[str, str], ...]
    snapshot: Snapshot
    site: str
    now: datetime

    def history(self) -> PriceHistory:
        """Return the history, or raise NoHistoryError."""
        if self.snapshot.history is None:
            raise NoHistoryError(self.snapshot.history_failure)
        return self.snapshot.history


class NoHistoryError(Exception):
    """There is no history to answer from; the message says why, and when to ask again."""

    def __init__(self, failure: str | None) -> None:
        if failure is None:
            self.retry_seconds = RETRY_WHILE_READING_SECONDS
            why = f"is still being read. Ask again in {self.retry_seconds} seconds"
        else:
            self.retry_seconds = RETRY_AFTER_FAILURE_SECONDS
            why = f"is not available: {failure}"
        super().__init__(f"The history {why}.")


@dataclass(frozen=True)
class Content:
    """An answer. `version` stays while it says the same, whenever its list was fetched."""

    body: bytes
    media_type: str
    version: str
    file_name: str
    fetched_at: datetime | None = None


def content_of_list(
    body: bytes, media_type: str, file_name: str, fetched_at: datetime | None = None
) -> Content:
    """Return a content, in whose version the instant at which its list was fetched is left out."""
    said = body
    if fetched_at is not None:
        said = body.replace(str(instant_json(fetched_at)).encode(), b"")
    version = hashlib.sha256(said).hexdigest()[:32]
    return Content(body, media_type, version, file_name, fetched_at)


def address(site: str, path: str, parameters: Iterable[tuple[str, str]] = ()) -> str:
    """Return the address of a page, or of an answer, with parameters."""
    return f"{site}/{with_parameters(path, parameters)}"


def with_parameters(path: str, parameters: Iterable[tuple[str, str]]) -> str:
    """Return a path with parameters behind it."""
    written = urlencode(list(parameters), quote_via=quote, errors="replace")
    return f"{path}?{written}" if written else path


def model_address(site: str, model_id: str) -> str:
    """Return the address of the page about a model."""
    return address(site, "model", [("id", model_id)])


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return one object per row, by the names of the columns."""
    rows = zip(*(frame[name] for name in frame.columns), strict=True)
    names = list(map(str, frame.columns))
    return [{n: json_value(v) for n, v in zip(names, row, strict=True)} for row in rows]


def json_value(value: Any, levels: int = _MOST_LEVELS) -> Any:
    """Return a value that JSON can hold: null for what is missing, no number or nested too deep."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return _object(value, levels - 1) if levels else None
    if isinstance(value, list):
        return [json_value(item, levels - 1) for item in value] if levels else None
    if value is pd.NaT or value is pd.NA:
        return None
    return instant_json(value) if isinstance(value, pd.Timestamp) else value.item()


def _object(value: Mapping[Any, Any], levels: int) -> dict[str, Any]:
    return {str(name): json_value(item, levels) for name, item in value.items()}
