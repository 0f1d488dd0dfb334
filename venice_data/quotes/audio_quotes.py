"""One quote for music or sound: what is asked of Venice, and how it compares."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from venice_data.catalog.price_components import SECOND, THOUSAND_CHARACTERS, TRACK
from venice_data.costs.audio import music_prices

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.catalog.frames import Currency

_NOISE: Final = 1e-9  # relative; beneath it stands only the noise of binary fractions
_CURRENCY_OF_QUOTES: Final[Currency] = "usd"


@dataclass(frozen=True)
class AudioRequest:
    """One track of one model. None: its price does not depend on that."""

    path: ClassVar[str] = "/audio/quote"

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


def audio_request(
    model_id: str, prices: pd.DataFrame, seconds: int, characters: int
) -> AudioRequest:
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


def agrees(quote_usd: float, computed: float) -> bool:
    """Tell whether a quote is the computed price, but for the noise of binary fractions."""
    return math.isclose(quote_usd, computed, rel_tol=_NOISE, abs_tol=_NOISE)
