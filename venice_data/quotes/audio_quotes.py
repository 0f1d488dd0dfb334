"""One quote for music or sound: what is asked of Venice, and how it compares."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from venice_data.api.client import UnusableAnswerError
from venice_data.api.json_reading import quoted
from venice_data.catalog.price_components import SECOND, THOUSAND_CHARACTERS, TRACK
from venice_data.costs.audio import music_prices

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.api.client import VeniceClient
    from venice_data.catalog.frames import Currency

QUOTE_PATH: Final = "/audio/quote"
_NOISE: Final = 1e-9  # relative; beneath it stands only the noise of binary fractions
_CURRENCY_OF_QUOTES: Final[Currency] = "usd"


@dataclass(frozen=True)
class AudioRequest:
    """One track of one model. None: its price does not hang on that."""

    model_id: str
    duration_seconds: int | None
    character_count: int | None

    def body(self) -> dict[str, Any]:
        """Return what is sent to Venice."""
        body: dict[str, Any] = {
            "model": self.model_id,
            "duration_seconds": self.duration_seconds,
            "character_count": self.character_count,
        }
        return {name: value for name, value in body.items() if value is not None}


def request_for(model_id: str, prices: pd.DataFrame, seconds: int, characters: int) -> AudioRequest:
    """Ask with a length where a model is priced by it, with characters where by those."""
    units = set(prices.loc[prices["model_id"] == model_id, "unit"])
    return AudioRequest(
        model_id=model_id,
        duration_seconds=seconds if units & {TRACK, SECOND} else None,
        character_count=characters if THOUSAND_CHARACTERS in units else None,
    )


def computed_usd(
    request: AudioRequest, prices: pd.DataFrame, models: pd.DataFrame, seconds: int
) -> float:
    """Return what the published prices make of a request, in USD; NaN where they do not tell."""
    own = prices[prices["model_id"] == request.model_id]
    if request.character_count is not None:
        per_thousand = own.loc[own["unit"] == THOUSAND_CHARACTERS, _CURRENCY_OF_QUOTES].min()
        return float(per_thousand) * request.character_count / 1_000
    priced = music_prices(own, models.loc[[request.model_id]], seconds, _CURRENCY_OF_QUOTES)
    return float(priced["price"].iloc[0])


def fetch_usd(client: VeniceClient, request: AudioRequest) -> float:
    """Ask Venice for one quote, in USD. Raises VeniceError with the reason in words."""
    answer = client.post_json(QUOTE_PATH, request.body())
    quote = answer.get("quote") if isinstance(answer, dict) else None
    if isinstance(quote, bool) or not isinstance(quote, int | float):
        raise UnusableAnswerError(f"Venice answered with {quoted(quote)} where a price should be")
    if not math.isfinite(quote) or quote < 0:
        raise UnusableAnswerError(f"Venice answered with {quoted(quote)}, which is no price")
    return float(quote)


def agrees(quote_usd: float, computed: float) -> bool:
    """Tell whether a quote is the computed price, but for the noise of binary fractions."""
    return math.isclose(quote_usd, computed, rel_tol=_NOISE, abs_tol=_NOISE)
