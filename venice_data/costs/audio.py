"""What speech, transcription, music and sound cost, whichever way a model is priced."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

import pandas as pd

from venice_data.catalog.money import NO_PRICE, exact_quantity
from venice_data.catalog.price_components import (
    GENERATION,
    MILLION_CHARACTERS,
    SECOND,
    THOUSAND_CHARACTERS,
    TRACK,
)
from venice_data.costs.charges import (
    BY_CHARACTER,
    MILLION,
    NOT_AT_THIS_LENGTH,
    Charge,
    Charges,
    as_float_array,
    flat_charges,
    label_where,
    owed_at,
    rates_in,
    rates_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

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
_MINUTES_PER_HOUR: Final = 60
WORDS_PER_PAGE: Final = 500  # a full page of English prose
TextUnit = Literal["pages", "words", "characters"]
_UNITS_PER_MILLION: Final = {MILLION_CHARACTERS: 1, THOUSAND_CHARACTERS: 1_000}
_PER_AUDIO_SECOND: Final = "per_audio_second"
_BASIS_OF_UNIT: Final[dict[str, Basis]] = {
    TRACK: "by length tier",
    SECOND: "per second",
    GENERATION: "one price",
    THOUSAND_CHARACTERS: "by characters",
}
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
        words_per_hour = exact_quantity(self.words_per_minute) * _MINUTES_PER_HOUR
        return float(exact_quantity(self.characters_per_word) * words_per_hour)

    def characters_of(self, amount: int, unit: TextUnit) -> int:
        """Characters that so many pages, words or characters have, whole ones."""
        if unit == "characters":
            return amount
        words = amount * (WORDS_PER_PAGE if unit == "pages" else 1)
        return round(exact_quantity(self.characters_per_word) * words)

    def minutes_of(self, characters: int) -> float:
        """Minutes that it takes to read characters aloud."""
        return characters / (self.characters_per_word * self.words_per_minute)


def speech_charges(
    work: Speech, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what characters are charged; prices per thousand are raised to per million."""
    rate = _speech_rates(prices, models, currency)["rate"]
    return flat_charges(work.characters, "characters", rate, per=MILLION)


def transcription_charges(
    work: Transcription, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what minutes of audio are charged, by the second."""
    rate = _transcription_rate(prices, models, currency)
    return flat_charges(work.minutes, "minutes", rate, what="seconds", quantity=SECONDS_PER_MINUTE)


def music_charges(
    work: Music, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what tracks of a length are charged: by tier, by generation or by second."""
    track = _lowest_offers(prices, models, work.seconds, currency)
    is_by_second = track["unit"] == SECOND
    return Charges(
        model_ids=models.index,
        times=work.tracks,
        unit="tracks",
        parts=tuple(
            Charge(
                what,
                as_float_array(track["units"].where(applies, 0)),
                as_float_array(track["rate"]),
            )
            for what, applies in (("", ~is_by_second), ("seconds", is_by_second))
        ),
        unpriced=label_where(BY_CHARACTER, track["basis"] == "by characters", NO_PRICE),
        refused=label_where(NOT_AT_THIS_LENGTH, track["basis"] == "not offered"),
    )


def speech_prices(
    prices: pd.DataFrame, models: pd.DataFrame, pace: SpeechPace, currency: Currency
) -> pd.DataFrame:
    """Return what speech costs with each model that is priced by characters.

    One row per model: name, type, privacy; `component`, under which its price is published;
    `per_million_characters`, `per_hour` of speech and `per_thousand_words` at the pace, NaN
    where no price is published. Speech models are all in it; music models only where they
    publish a price per 1,000 characters, which is converted.
    """
    rates = _speech_rates(prices, models, currency)
    speech = models[["name", "type", "privacy"]].assign(
        component=rates["component"],
        per_million_characters=rates["rate"],
        per_hour=owed_at(rates["rate"], pace.characters_per_hour, per=MILLION),
        per_thousand_words=owed_at(rates["rate"], pace.characters_of(1_000, "words"), per=MILLION),
    )
    return speech[(speech["type"] == "tts") | speech["component"].notna()]


def cost_of_text(speech: pd.DataFrame, characters: int) -> pd.Series[float]:
    """Return what a text costs to be read aloud with each model of `speech_prices`."""
    return owed_at(speech["per_million_characters"], characters, per=MILLION)


def transcription_prices(
    prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> pd.DataFrame:
    """Return what transcription costs with each model, NaN where no price is published.

    One row per model: name, type, privacy; `per_second` as published, `per_minute`, `per_hour`.
    """
    per_second = _transcription_rate(prices, models, currency)
    return models[["name", "type", "privacy"]].assign(
        per_second=per_second,
        per_minute=owed_at(per_second, SECONDS_PER_MINUTE),
        per_hour=owed_at(per_second, SECONDS_PER_HOUR),
    )


def cost_of_recording(transcription: pd.DataFrame, minutes: int) -> pd.Series[float]:
    """Return what a recording costs to be transcribed with each of `transcription_prices`."""
    return owed_at(transcription["per_second"], minutes * SECONDS_PER_MINUTE)


def music_prices(
    prices: pd.DataFrame, models: pd.DataFrame, seconds: float, currency: Currency
) -> pd.DataFrame:
    """Return what one track of a length costs with each music model, and how that is priced.

    One row per model: name, type, privacy, `price`, `basis`, and `rate`, the price of one unit
    where that is priced: of a track or of a second. A tier holds for lengths from
    its `min_seconds` to its `max_seconds`, both included; a length that no tier covers is not
    offered. The price is NaN there, where none is published, and where it hangs on
    characters, not on length.
    """
    track = _lowest_offers(prices, models, seconds, currency)
    return models[["name", "type", "privacy"]].join(track[["price", "basis", "rate"]])


def music_lines(
    prices: pd.DataFrame, models: pd.DataFrame, lengths: Iterable[float], currency: Currency
) -> pd.DataFrame:
    """Return prices at lengths in seconds: flat in a tier, rising where a second has a price.

    Columns: model_id, stretch (one price; lengths without a gap), seconds, price, basis, is_end
    (the first or last length of a tier, which is added). Prices by characters are not in it.
    """
    grid = pd.Series(sorted(set(lengths)), name="seconds", dtype="float64")
    offers = _track_offers(prices, models, currency)
    offers = offers[offers["rate"].notna() & (offers["unit"] != THOUSAND_CHARACTERS)]
    stretches = offers.assign(stretch=range(len(offers)))
    points = pd.concat(
        [
            stretches.merge(grid, how="cross"),
            stretches.assign(seconds=stretches["first_second"]),
            stretches.assign(seconds=stretches["last_second"]),
        ]
    )
    points = _at_their_length(points[points["seconds"].between(grid.min(), grid.max())])
    points = points[points["is_held"]].drop_duplicates(["stretch", "seconds"])
    is_end = points["seconds"].eq(points["first_second"]) | points["seconds"].eq(
        points["last_second"]
    )
    return (
        points.assign(is_end=is_end)
        .sort_values(["stretch", "seconds"])[
            ["model_id", "stretch", "seconds", "price", "basis", "is_end"]
        ]
        .reset_index(drop=True)
    )


def _speech_rates(prices: pd.DataFrame, models: pd.DataFrame, currency: Currency) -> pd.DataFrame:
    """Return each model's lowest `rate` per million characters, and the `component` it is from."""
    own = prices[prices["unit"].isin(_UNITS_PER_MILLION)]
    rate = owed_at(own[currency], own["unit"].map(_UNITS_PER_MILLION))
    lowest = own.assign(rate=rate).sort_values("rate").drop_duplicates("model_id")
    return lowest.set_index("model_id")[["rate", "component"]].reindex(models.index)


def _transcription_rate(
    prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> pd.Series[float]:
    """Return each model's price per second of audio."""
    return rates_of(prices[prices["component"] == _PER_AUDIO_SECOND], models, currency)


def _track_offers(prices: pd.DataFrame, models: pd.DataFrame, currency: Currency) -> pd.DataFrame:
    """Return one row per price of a track: model_id, unit, basis, `rate` for one unit.

    A tier holds from its `first_second` to its `last_second`; other prices hold at any length.
    """
    own = prices[prices["model_id"].isin(models.index) & prices["unit"].isin(_BASIS_OF_UNIT)]
    is_tier = own["unit"] == TRACK
    return pd.DataFrame(
        {
            "model_id": own["model_id"],
            "unit": own["unit"],
            "basis": own["unit"].map(_BASIS_OF_UNIT),
            "rate": rates_in(own, currency),
            "first_second": own["min_seconds"].fillna(0).where(is_tier, -math.inf),
            "last_second": own["max_seconds"].where(is_tier, math.inf),
        }
    )


def _at_their_length(offers: pd.DataFrame) -> pd.DataFrame:
    """Add to offers of tracks of `seconds`: `is_held`, `units` of a track and its `price`.

    How many units a track has, and so its price, is NaN where that hangs on characters.
    """
    is_by_second = offers["unit"] == SECOND
    units = offers["seconds"].where(is_by_second, 1).mask(offers["unit"] == THOUSAND_CHARACTERS)
    return offers.assign(
        is_held=offers["seconds"].between(offers["first_second"], offers["last_second"]),
        units=units,
        price=owed_at(offers["rate"], units),
    )


def _lowest_offers(
    prices: pd.DataFrame, models: pd.DataFrame, seconds: float, currency: Currency
) -> pd.DataFrame:
    """Return each model's lowest `price` of one track, how it comes about, and its `basis`.

    It is `rate` x `units`, each `unit` being a track or a second. Without a price the basis
    says why.
    """
    offers = _track_offers(prices, models, currency).assign(seconds=float(seconds))
    offers = _at_their_length(offers)
    basis = (
        offers["basis"]
        .mask(offers["rate"].isna(), NO_PRICE)
        .mask(~offers["is_held"], "not offered")
    )
    is_priced = offers["is_held"] & offers["price"].notna()
    lowest = (
        offers.assign(basis=basis, rank=basis.map(_BASIS_RANK))
        .assign(price=offers["price"].where(is_priced), rate=offers["rate"].where(is_priced))
        .sort_values(["price", "rank"])
        .drop_duplicates("model_id")
        .set_index("model_id")
        .reindex(models.index)
    )
    return lowest.fillna({"basis": NO_PRICE})
