"""Asks Venice for one quote and reads its answer, `{"quote": n}`: a price in USD."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from venice_data.api.client import UnusableAnswerError
from venice_data.api.json_reading import quoted

if TYPE_CHECKING:
    from venice_data.api.client import VeniceClient


class QuotedRequest(Protocol):
    """What can be asked: a path below the base address, and what is sent to it."""

    path: ClassVar[str]

    def body(self) -> dict[str, Any]:
        """Return what is sent to Venice."""
        ...


def fetch_usd(client: VeniceClient, request: QuotedRequest) -> float:
    """Ask Venice for one quote, in USD. Raises VeniceError with the reason in words."""
    answer = client.post_json(request.path, request.body())
    quote = answer.get("quote") if isinstance(answer, dict) else None
    try:
        return as_usd(quote)
    except ValueError as error:
        raise UnusableAnswerError(
            f"Venice answered with {quoted(quote)} where a price should be"
        ) from error


def as_usd(value: Any) -> float:
    """Return a JSON value as a price. Raises ValueError where it is no finite number from zero."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= sys.float_info.max:
        raise ValueError(f"{quoted(value)} is no price")
    return float(value)
