"""One quote: what is asked of Venice, and its answer, `{"quote": n}`, as a price in USD."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from venice_data.api.client import UnusableAnswerError
from venice_data.api.json_reading import quoted

if TYPE_CHECKING:
    from typing import Self

    from venice_data.api.client import RefusedError, VeniceClient


@dataclass(frozen=True)
class QuotedRequest(ABC):
    """What can be asked: a path below the base address, and what is sent to it."""

    path: ClassVar[str]

    model_id: str

    @abstractmethod
    def body(self) -> dict[str, Any]:
        """Return what is sent to Venice."""

    @abstractmethod
    def corrected(self, refusal: RefusedError) -> Self | None:
        """Return what Venice would take instead; None where its refusal names nothing."""


Request = TypeVar("Request", bound=QuotedRequest)


@dataclass(frozen=True)
class Quote(Generic[Request]):
    """A price in USD, the request that Venice answered, and when (UTC)."""

    usd: float
    used: Request
    quoted_at: datetime

    def as_json(self) -> dict[str, Any]:
        """Return the quote as it is kept on disk."""
        return asdict(self) | {"quoted_at": self.quoted_at.isoformat()}

    @classmethod
    def from_json(cls, kept: dict[str, Any], kind: type[Request]) -> Quote[Request]:
        """Read a kept quote. Raises KeyError, TypeError or ValueError where it is none."""
        return Quote(
            usd=as_usd(kept["usd"]),
            used=kind(**kept["used"]),
            quoted_at=datetime.fromisoformat(kept["quoted_at"]).astimezone(UTC),
        )


def fetch_quote(client: VeniceClient, request: Request) -> Quote[Request]:
    """Ask Venice for one quote. Raises VeniceError with the reason in words."""
    answer = client.post_json(request.path, request.body())
    quote = answer.get("quote") if isinstance(answer, dict) else None
    try:
        return Quote(as_usd(quote), request, datetime.now(UTC))
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
