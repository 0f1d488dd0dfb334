"""What speech, transcription, music and sound cost, whichever way a model is priced."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

import pandas as pd

from venice_data.catalog.price_components import (
    GENERATION,
    MILLION_CHARACTERS,
    SECOND,
    THOUSAND_CHARACTERS,
    TRACK,
)
from venice_data.costs.charges import (
    BY_CHARACTER,
    NOT_AT_THIS_LENGTH,
    PER_MILLION,
    UNPUBLISHED,
    Charge,
    Charges,
    as_float_array,
    flat_charges,
    label_where,
    rates_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from venice_data.catalog.frames import Currency
    from venice_data.costs.work import Music, Speech, Transcription


Basis = Literal[
    "by length tier",
    "per second",
    "one price",
    "by characters",
    "no price published",
    "not offered",
]
SECONDS_PER_MINUTE: Final = 60
SECONDS_PER_HOUR: Final = 3600
MINUTES_PER_HOUR: Final = 60
CHARACTERS_PER_MILLION: Final = 1_000_000
_WORDS_COUNTED: Final = 1_000
_UNITS_PER_MILLION: Final = {MILLION_CHARACTERS: 1, THOUSAND_CHARACTERS: 1_000}
_PER_AUDIO_SECOND: Final = "per_audio_second"
_BASIS_OF_UNIT: Final[dict[str, Basis]] = {
    TRACK: "by length tier",
    SECOND: "per second",
    GENERATION: "one price",
    THOUSAND_CHARACTERS: "by characters",
}
_UNITS_BY_LENGTH: Final = (TRACK, SECOND, GENERATION)
_BASIS_RANK: Final = {basis: rank for rank, basis in enumerate(get_args(Basis))}


@dataclass(frozen=True)
class SpeechPace:
    """How much text is spoken in a time; a word's characters include the space after it.

    English prose has about 6 characters a word, and is read aloud at about 150 words a minute.
    """

    characters_per_word: float = 6.0
    words_per_minute: float = 150.0

    @property
    def characters_per_hour(self) -> float:
        """Characters that are read aloud in an hour."""
        return self.characters_per_word * self.words_per_minute * MINUTES_PER_HOUR


def speech_prices(
    prices: pd.DataFrame, models: pd.DataFrame, pace: SpeechPace, currency: Currency
) -> pd.DataFrame:
    """Return what speech costs with each model that is priced by characters.

    One row a model: name, type, privacy; `component`, under which its price is published;
    `per_million_characters`, `per_hour` of speech and `per_thousand_words` at the pace, NaN
    where no price is published. Speech models are all in it; music models only where they
    publish a price per 1,000 characters, which is converted.
    """
    own = prices[prices["model_id"].isin(models.index) & prices["unit"].isin(_UNITS_PER_MILLION)]
    cheapest = (
        own.assign(price=own[currency] * own["unit"].map(_UNITS_PER_MILLION).astype("float64"))
        .sort_values("price")
        .drop_duplicates("model_id")
        .set_index("model_id")
        .reindex(models.index)
    )
    per_character = cheapest["price"] / CHARACTERS_PER_MILLION
    speech = models[["name", "type", "privacy"]].assign(
        component=cheapest["component"],
        per_million_characters=cheapest["price"],
        per_hour=per_character * pace.characters_per_hour,
        per_thousand_words=per_character * pace.characters_per_word * _WORDS_COUNTED,
    )
    return speech[(speech["type"] == "tts") | speech["component"].notna()]


def transcription_prices(
    prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> pd.DataFrame:
    """Return what transcription costs with each model, NaN where no price is published.

    One row a model: name, type, privacy; `per_second` as published, `per_minute`, `per_hour`.
    """
    published = prices[prices["component"] == _PER_AUDIO_SECOND]
    per_second = published.groupby("model_id")[currency].min().reindex(models.index)
    return models[["name", "type", "privacy"]].assign(
        per_second=per_second,
        per_minute=per_second * SECONDS_PER_MINUTE,
        per_hour=per_second * SECONDS_PER_HOUR,
    )


def music_costs(
    prices: pd.DataFrame, models: pd.DataFrame, seconds: float, currency: Currency
) -> pd.DataFrame:
    """Return what one track of a length costs with each music model, and how that is priced.

    One row a model: name, type, privacy, `price` and `basis`. A tier holds for lengths from
    its `min_seconds` to its `max_seconds`, both included; a length that no tier covers is not
    offered. The price is NaN there, where none is published, and where it hangs on
    characters, not on length.
    """
    own = prices[prices["model_id"].isin(models.index) & prices["unit"].isin(_BASIS_OF_UNIT)]
    covers = (own["min_seconds"].fillna(0) <= seconds) & (seconds <= own["max_seconds"])
    is_out_of_tier = (own["unit"] == TRACK) & ~covers
    factor = (
        own["unit"].map({TRACK: 1.0, SECOND: float(seconds), GENERATION: 1.0}).astype("float64")
    )
    basis = (
        own["unit"]
        .map(_BASIS_OF_UNIT)
        .mask(own[currency].isna(), "no price published")
        .mask(is_out_of_tier, "not offered")
    )
    best = (
        own.assign(
            price=(own[currency] * factor).mask(is_out_of_tier),
            basis=basis,
            rank=basis.map(_BASIS_RANK),
        )
        .sort_values(["price", "rank"])
        .drop_duplicates("model_id")
        .set_index("model_id")
        .reindex(models.index)
    )
    return models[["name", "type", "privacy"]].assign(
        price=best["price"], basis=best["basis"].fillna("no price published")
    )


def music_prices(
    prices: pd.DataFrame, models: pd.DataFrame, seconds: float, currency: Currency
) -> pd.Series[float]:
    """Return what one track of a length costs with each music model, NaN as in music_costs."""
    costs: pd.Series[float] = music_costs(prices, models, seconds, currency)["price"]
    return costs


def music_lines(
    prices: pd.DataFrame, models: pd.DataFrame, lengths: Iterable[float], currency: Currency
) -> pd.DataFrame:
    """Return prices at lengths in seconds: a step a tier, a ramp a second, else flat.

    Columns: model_id, stretch (one price; lengths without a gap), seconds, price, basis, is_end
    (the first or last length of a tier, which is added). Prices by characters are not in it.
    """
    grid = pd.Series(sorted(set(lengths)), name="seconds", dtype="float64")
    own = prices[prices["model_id"].isin(models.index) & prices["unit"].isin(_UNITS_BY_LENGTH)]
    own = own[own[currency].notna()]
    is_tier = own["unit"] == TRACK
    stretches = own.assign(
        stretch=range(len(own)),
        basis=own["unit"].map(_BASIS_OF_UNIT),
        is_tier=is_tier,
        first=own["min_seconds"].where(is_tier).fillna(grid.min()),
        last=own["max_seconds"].where(is_tier, grid.max()),
    )
    points = pd.concat(
        [
            stretches.merge(grid, how="cross"),
            stretches.assign(seconds=stretches["first"]),
            stretches.assign(seconds=stretches["last"]),
        ]
    )
    held = points["seconds"].between(points["first"], points["last"])
    points = points[held & points["seconds"].between(grid.min(), grid.max())]
    points = points.drop_duplicates(["stretch", "seconds"]).sort_values(["stretch", "seconds"])
    at_end = (points["seconds"] == points["first"]) | (points["seconds"] == points["last"])
    factor = points["seconds"].where(points["unit"] == SECOND, 1.0)
    return points.assign(price=points[currency] * factor, is_end=points["is_tier"] & at_end)[
        ["model_id", "stretch", "seconds", "price", "basis", "is_end"]
    ].reset_index(drop=True)


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
            Charge("", as_float_array(~is_by_second), as_float_array(per_track)),
            Charge(
                "seconds", as_float_array(is_by_second) * work.seconds, as_float_array(per_second)
            ),
        ),
        unpriced=label_where(BY_CHARACTER, _have(prices, THOUSAND_CHARACTERS, models), UNPUBLISHED),
        refused=label_where(NOT_AT_THIS_LENGTH, _have(prices, TRACK, models) & has_none),
    )


def _prices_per_track(
    by_track: pd.DataFrame, models: pd.DataFrame, seconds: int, currency: Currency
) -> pd.Series[float]:
    if by_track.empty:
        return pd.Series(math.nan, index=models.index)
    return music_prices(by_track, models, seconds, currency)


def _have(prices: pd.DataFrame, unit: str, models: pd.DataFrame) -> NDArray[np.bool_]:
    return models.index.isin(prices.loc[prices["unit"] == unit, "model_id"])
