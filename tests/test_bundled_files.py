"""The list that ships with the project: every model and every price of it, counted anew."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import venice_data
from venice_data import parse_models
from venice_data.api.sources import read_bundled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from venice_data import Catalog

FILE = Path(venice_data.__file__).parent / "bundled" / "models-2026-08-22.json"
MODELS_BY_TYPE = {
    "video": 116,
    "text": 113,
    "image": 38,
    "inpaint": 21,
    "music": 14,
    "tts": 11,
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
def payload() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FILE.read_bytes())
    return loaded


@pytest.fixture(scope="module")
def catalog(payload: dict[str, Any]) -> Catalog:
    return parse_models(payload, source="bundled")


def _prices_under(level: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk JSON for whatever holds a USD price, knowing nothing of the parser."""
    if isinstance(level, dict) and "usd" in level:
        yield path, level
    elif isinstance(level, dict):
        for key, value in level.items():
            yield from _prices_under(value, f"{path}.{key}" if path else key)


def _usd(catalog: Catalog, model_id: str) -> dict[str, float]:
    rows = catalog.prices[catalog.prices["model_id"] == model_id]
    return dict(zip(rows["component"], rows["usd"], strict=True))


def test_every_model_is_there_in_order(payload: dict[str, Any], catalog: Catalog) -> None:
    ids = [model["id"] for model in payload["data"]]

    assert len(ids) == 328
    assert catalog.models.index.tolist() == ids


def test_the_types_are_counted(catalog: Catalog) -> None:
    assert catalog.models["type"].value_counts().to_dict() == MODELS_BY_TYPE


def test_every_price_is_there_to_the_last_digit(payload: dict[str, Any], catalog: Catalog) -> None:
    published = [
        (model["id"], component, price["usd"], price["diem"])
        for model in payload["data"]
        for component, price in _prices_under(model["model_spec"].get("pricing"))
    ]

    read = catalog.prices[["model_id", "component", "usd", "diem"]]

    assert len(published) == 647
    assert list(read.itertuples(index=False, name=None)) == published


def test_no_usd_price_of_the_file_lies_outside_pricing(payload: dict[str, Any]) -> None:
    text = FILE.read_text()

    within = sum(
        1 for model in payload["data"] for _ in _prices_under(model["model_spec"].get("pricing"))
    )

    assert text.count('"usd"') == within


def test_every_range_of_seconds_is_there(payload: dict[str, Any], catalog: Catalog) -> None:
    published = [
        (model["id"], component, price["min_seconds"], price["max_seconds"])
        for model in payload["data"]
        for component, price in _prices_under(model["model_spec"].get("pricing"))
        if "min_seconds" in price
    ]

    rows = catalog.prices[catalog.prices["min_seconds"].notna()]
    read = rows[["model_id", "component", "min_seconds", "max_seconds"]]

    assert published
    assert list(read.itertuples(index=False, name=None)) == published


def test_nothing_is_left_unknown(catalog: Catalog) -> None:
    assert catalog.problems.empty
    assert "unknown" not in set(catalog.prices["unit"])
    assert "unknown" not in set(catalog.models["type"])
    assert catalog.models["created"].notna().all()


def test_every_model_but_those_of_video_has_a_price(catalog: Catalog) -> None:
    priced = catalog.models.index.isin(catalog.prices["model_id"])

    assert set(catalog.models["type"][~priced]) == {"video"}
    assert set(catalog.models["type"][priced]) == set(MODELS_BY_TYPE) - {"video"}


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
    assert _usd(catalog, "stt-xai-v1") == {"per_audio_second": 0.00003148}
    above_zero = catalog.prices["usd"][catalog.prices["usd"] > 0]
    assert above_zero.min() == 0.00003148


def test_prices_reach_from_zero_to_hundreds(catalog: Catalog) -> None:
    assert catalog.prices["usd"].min() == 0
    assert _usd(catalog, "openai-gpt-55-pro")["output"] == 225


def test_a_price_of_zero_is_zero_and_not_unknown(catalog: Catalog) -> None:
    assert _usd(catalog, "stealth-ox-alpha") == {"input": 0, "cache_input": 0, "output": 0}


def test_limits_are_read(catalog: Catalog) -> None:
    text = catalog.models[catalog.models["type"] == "text"]

    assert text["context_tokens"].notna().all()
    assert text["long_context_threshold_tokens"].count() == 14


def test_the_six_retirements_are_read(catalog: Catalog) -> None:
    removals = catalog.models["removes_at"].dropna()

    assert len(removals) == 6
    assert removals["sora-2-text-to-video"] == pd.Timestamp("2026-09-24T00:00:00Z")
    assert removals["e2ee-gemma-4-31b"] == pd.Timestamp("2026-08-27T13:00:00Z")


def test_parsing_leaves_its_input_as_it_was(payload: dict[str, Any]) -> None:
    before = copy.deepcopy(payload)

    parse_models(payload)

    assert payload == before


def test_parsing_twice_gives_the_same(payload: dict[str, Any], catalog: Catalog) -> None:
    again = parse_models(payload)

    pd.testing.assert_frame_equal(again.models, catalog.models)
    pd.testing.assert_frame_equal(again.prices, catalog.prices)


def test_the_bundled_answer_is_that_of_22_august_2026(payload: dict[str, Any]) -> None:
    bundled = read_bundled()

    assert bundled.payload == payload
    assert bundled.fetched_at == datetime(2026, 8, 22, tzinfo=UTC)
