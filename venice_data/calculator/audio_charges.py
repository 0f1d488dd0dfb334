"""What models charge for speech, transcription and music."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import pandas as pd

from venice_data.audio_costs import music_prices
from venice_data.calculator.charges import (
    BY_CHARACTER,
    NOT_AT_THIS_LENGTH,
    PER_MILLION,
    UNPUBLISHED,
    Charge,
    Charges,
    flat_charges,
    numbers,
    rates_of,
    said,
)
from venice_data.components import (
    GENERATION,
    MILLION_CHARACTERS,
    SECOND,
    THOUSAND_CHARACTERS,
    TRACK,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from venice_data.calculator.work import Music, Speech, Transcription
    from venice_data.catalog import Currency

_SECONDS_PER_MINUTE: Final = 60
_THOUSANDS_PER_MILLION: Final = 1_000


def speech_charges(
    work: Speech, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what characters are charged; prices per thousand are raised to per million."""
    per_million = rates_of(prices[prices["unit"] == MILLION_CHARACTERS], models, currency)
    per_thousand = rates_of(prices[prices["unit"] == THOUSAND_CHARACTERS], models, currency)
    rate = per_million.fillna(per_thousand * _THOUSANDS_PER_MILLION)
    return flat_charges(work.characters, "characters", rate, per=PER_MILLION)


def transcription_charges(
    work: Transcription, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what minutes of audio are charged, by the second."""
    rate = rates_of(prices[prices["component"] == "per_audio_second"], models, currency)
    return flat_charges(work.minutes, "minutes", rate, what="seconds", quantity=_SECONDS_PER_MINUTE)


def music_charges(
    work: Music, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what tracks of a length are charged: by tier, by generation or by second."""
    by_length = prices[prices["unit"] == SECOND]
    by_track = prices[prices["unit"].isin((TRACK, GENERATION))]
    per_second = rates_of(by_length, models, currency)
    per_track = _prices_per_track(by_track, models, work.seconds, currency)
    is_by_second = per_second.notna() & ~(per_track <= per_second * work.seconds)
    has_none = per_track.isna() & per_second.isna()
    return Charges(
        model_ids=models.index,
        times=work.tracks,
        unit="tracks",
        parts=(
            Charge("", numbers(~is_by_second), numbers(per_track)),
            Charge("seconds", numbers(is_by_second) * work.seconds, numbers(per_second)),
        ),
        unpriced=said(BY_CHARACTER, _have(prices, THOUSAND_CHARACTERS, models), UNPUBLISHED),
        refused=said(NOT_AT_THIS_LENGTH, _have(prices, TRACK, models) & has_none),
    )


def _prices_per_track(
    by_track: pd.DataFrame, models: pd.DataFrame, seconds: int, currency: Currency
) -> pd.Series[float]:
    if by_track.empty:
        return pd.Series(math.nan, index=models.index)
    return music_prices(by_track, models, seconds, currency)


def _have(prices: pd.DataFrame, unit: str, models: pd.DataFrame) -> NDArray[np.bool_]:
    return models.index.isin(prices.loc[prices["unit"] == unit, "model_id"])
