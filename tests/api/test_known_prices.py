"""The figures that are known of the tests' own list, read from it one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from tests.support.catalog_contents import usd_of
from tests.support.samples import bundled

if TYPE_CHECKING:
    from venice_data import Catalog

MODELS_BY_TYPE = {
    "video": 13,
    "text": 42,
    "image": 15,
    "inpaint": 11,
    "music": 11,
    "tts": 6,
    "embedding": 9,
    "asr": 5,
    "upscale": 1,
}
GPT_IMAGE_2 = {
    "1K": {"low": 0.02, "medium": 0.07, "high": 0.26},
    "2K": {"low": 0.03, "medium": 0.13, "high": 0.50},
    "4K": {"low": 0.05, "medium": 0.21, "high": 0.83},
}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return bundled()


def test_the_types_are_counted(catalog: Catalog) -> None:
    assert catalog.models["type"].value_counts().to_dict() == MODELS_BY_TYPE


def test_each_type_is_priced_in_its_units(catalog: Catalog) -> None:
    types = catalog.models["type"].loc[catalog.prices["model_id"]].to_numpy()

    units = catalog.prices.groupby(types)["unit"].agg(lambda unit: sorted(set(unit)))

    assert units.to_dict() == {
        "asr": ["second"],
        "embedding": ["1M tokens"],
        "image": ["image", "upscaled image"],
        "inpaint": ["edit", "image", "input image"],
        "music": ["1K characters", "generation", "second", "track"],
        "text": ["1M tokens"],
        "tts": ["1M characters"],
        "upscale": ["generation", "upscaled image"],
    }


def test_gpt_image_2_has_the_documented_matrix(catalog: Catalog) -> None:
    rows = catalog.prices[catalog.prices["model_id"] == "gpt-image-2"]

    matrix = rows[rows["quality"].notna()].pivot_table("usd", "resolution", "quality")

    assert matrix.to_dict("index") == GPT_IMAGE_2


def test_gpt_image_2_keeps_its_older_prices_beside_the_matrix(catalog: Catalog) -> None:
    rows = catalog.prices[catalog.prices["model_id"] == "gpt-image-2"]
    older = rows[rows["resolution"].notna() & rows["quality"].isna()]

    assert dict(zip(older["resolution"], older["usd"], strict=True)) == {
        "1K": 0.27,
        "2K": 0.51,
        "4K": 0.84,
    }


@pytest.mark.parametrize("model_id", ["grok-imagine-image-2-0", "grok-imagine-image-2-0-edit"])
def test_a_matrix_without_high_and_4k_stays_without(catalog: Catalog, model_id: str) -> None:
    rows = catalog.prices[catalog.prices["model_id"] == model_id]
    cells = rows[rows["quality"].notna()]

    assert not cells.empty
    assert "high" not in set(cells["quality"])
    assert "4K" not in set(cells["resolution"])


def test_the_smallest_price_is_not_rounded_away(catalog: Catalog) -> None:
    assert usd_of(catalog, "stt-xai-v1") == {"per_audio_second": 0.00003148}
    above_zero = catalog.prices["usd"][catalog.prices["usd"] > 0]
    assert above_zero.min() == 0.00003148


def test_prices_reach_from_zero_to_hundreds(catalog: Catalog) -> None:
    assert catalog.prices["usd"].min() == 0
    assert usd_of(catalog, "openai-gpt-55-pro")["output"] == 225


def test_a_price_of_zero_is_zero_and_not_unknown(catalog: Catalog) -> None:
    assert usd_of(catalog, "stealth-ox-alpha") == {"input": 0, "cache_input": 0, "output": 0}


def test_limits_are_read(catalog: Catalog) -> None:
    text = catalog.models[catalog.models["type"] == "text"]

    assert text["context_tokens"].notna().all()
    assert text["long_context_threshold_tokens"].count() == 8


def test_the_six_retirements_are_read(catalog: Catalog) -> None:
    removals = catalog.models["removes_at"].dropna()

    assert len(removals) == 6
    assert removals["sora-2-text-to-video"] == pd.Timestamp("2026-09-24T00:00:00Z")
    assert removals["e2ee-gemma-4-31b"] == pd.Timestamp("2026-08-27T13:00:00Z")
