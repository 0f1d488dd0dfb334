"""Computed amounts are the exact decimals of published prices: equal ones are equal, to the bit."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import few
from tests.support.samples import tokens, usd
from tests.support.stand_in import model
from venice_data import parse_models
from venice_data.catalog.money import relative_change, saved_share
from venice_data.costs.audio import SpeechPace, speech_prices, transcription_prices
from venice_data.costs.charges import owed_at
from venice_data.costs.cheapest_map import map_over_lengths, map_over_shares
from venice_data.costs.headlines import headline_prices
from venice_data.costs.images import PictureChoice, edit_prices
from venice_data.costs.tokens import (
    AGENT_MIX,
    TokenMix,
    blended_price,
    cache_discounts,
    request_costs,
    token_prices,
)

if TYPE_CHECKING:
    from venice_data import Catalog

published = st.decimals(0, 400, places=7)
parts = st.decimals(0, 20, places=2)
counts = st.integers(0, 2_000_000)


def _catalog(model_type: str, *pricings: dict[str, Any]) -> Catalog:
    names = zip("abcdef", pricings, strict=False)
    return parse_models([model(name, model_type, pricing) for name, pricing in names])


def _tokens(*pricings: dict[str, Any]) -> pd.DataFrame:
    catalog = _catalog("text", *pricings)
    return token_prices(catalog.prices, catalog.models, "usd")


def _nearest_float(exactly: Fraction) -> float:
    return exactly.numerator / exactly.denominator  # Python rounds this division correctly


@few(40)
@given(published, published, published, parts, parts, parts)
def test_a_blended_price_is_the_decimal_that_it_should_be(
    fresh: Any, cached: Any, output: Any, of_cached: Any, of_fresh: Any, of_output: Any
) -> None:
    total = of_cached + of_fresh + of_output
    if not total:
        return
    rates = tokens(input=float(fresh), cache_input=float(cached), output=float(output))
    mix = TokenMix(float(of_cached), float(of_fresh), float(of_output))

    blended = blended_price(_tokens(rates), mix)["a"]

    owed = of_cached * cached + of_fresh * fresh + of_output * output
    assert blended == _nearest_float(Fraction(owed) / Fraction(total))


@few(40)
@given(published, published, st.integers(1, 2_000_000), counts)
def test_a_request_costs_the_decimal_that_it_should(
    fresh: Any, output: Any, input_tokens: int, output_tokens: int
) -> None:
    rates = _tokens(tokens(input=float(fresh), output=float(output)))

    cost = request_costs(rates, [input_tokens], output_tokens)["cost"].iloc[0]

    owed = input_tokens * Fraction(fresh) + output_tokens * Fraction(output)
    assert cost == _nearest_float(owed / 1_000_000)


@given(published, counts)
def test_so_many_at_a_rate_are_the_decimal_that_they_should_be(rate: Any, count: int) -> None:
    assert owed_at(pd.Series([float(rate)]), count).tolist() == [
        _nearest_float(Fraction(rate) * count)
    ]


def test_a_blend_holds_no_binary_noise() -> None:
    """(3 x 0.1 + 0.15) / 4 stood in downloads as 0.11250000000000002."""
    assert blended_price(_tokens(tokens(input=0.1, output=0.15)), TokenMix(0, 3, 1))["a"] == 0.1125


def test_models_of_one_blended_price_are_tied() -> None:
    """(7 x 0.1 + 2 x 0.3 + 1 x 0.9) / 10 stood there as 0.22000000000000003."""
    rates = (
        tokens(cache_input=0.1, input=0.3, output=0.9),
        tokens(cache_input=0.22, input=0.22, output=0.22),
    )

    assert blended_price(_tokens(*rates), AGENT_MIX).tolist() == [0.22, 0.22]


def test_noise_in_a_published_price_makes_no_other_price() -> None:
    catalog = _catalog("asr", {"per_audio_second": usd(0.009200000000000002)})

    priced = transcription_prices(catalog.prices, catalog.models, "usd").loc["a"]

    assert (priced["per_second"], priced["per_minute"], priced["per_hour"]) == (
        0.0092,
        0.552,
        33.12,
    )
    assert headline_prices(catalog.prices, catalog.models, "usd")["a"] == 33.12


def test_an_hour_of_audio_is_3600_seconds_of_it() -> None:
    """3,600 x 0.0001 stood there as 0.36000000000000004."""
    catalog = _catalog("asr", {"per_audio_second": usd(0.0001)})

    assert headline_prices(catalog.prices, catalog.models, "usd")["a"] == 0.36


def test_an_hour_of_speech_is_exact_at_any_pace() -> None:
    catalog = _catalog("tts", {"input": usd(4.7)})

    speech = speech_prices(catalog.prices, catalog.models, SpeechPace(6.1, 147), "usd").loc["a"]

    assert speech["per_hour"] == 0.2528694  # 4.7 x 6.1 x 147 x 60 / 1M
    assert speech["per_thousand_words"] == 0.02867  # 4.7 x 6,100 / 1M


def test_an_edit_with_further_images_is_an_exact_sum() -> None:
    """0.1 + 2 x 0.1 stood there as 0.30000000000000004."""
    catalog = _catalog("inpaint", {"inpaint": usd(0.1), "inputImages": {"additional": usd(0.1)}})

    choice = PictureChoice("1K", "high")
    edit = edit_prices(catalog.prices, catalog.models, choice, 3, "usd").loc["a"]

    assert (edit["base"], edit["extra"], edit["price"]) == (0.1, 0.2, 0.3)


def test_equal_discounts_are_equal() -> None:
    """1 - 0.14 / 0.7 stood there as 0.7999999999999999, behind 1 - 0.2 / 1."""
    cached = cache_discounts(
        _tokens(tokens(input=1, cache_input=0.2), tokens(input=0.7, cache_input=0.14))
    )

    assert cached["saving"].tolist() == [0.8, 0.8]


@given(published.filter(bool), published)
def test_a_change_is_the_share_that_it_should_be(before: Any, after: Any) -> None:
    exactly = _nearest_float((Fraction(after) - Fraction(before)) / Fraction(before))

    assert relative_change(float(before), float(after)) == exactly
    assert saved_share(float(before), float(after)) == -exactly


def test_on_a_map_the_first_by_id_wins_every_tie() -> None:
    """Two models of one price shared a map between them by the noise of the shares."""
    same = tokens(input=0.07, cache_input=0.003, output=0.9)
    rates = _tokens(same, same, tokens(input=3, output=15))

    for cells in (map_over_shares(rates), map_over_lengths(rates, (1_000, 7_001), (3, 999))):
        assert set(cells["model_id"]) == {"a"}
        assert set(cells["runner_up_id"]) == {"b"}
        assert set(cells["margin"]) == {0.0}
