"""Every shape of price that Venice has published, read with its unit and its choices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from tests.support.stand_in import answer, model
from venice_data import parse_models
from venice_data.api.parser import MOST_PRICES_OF_A_MODEL
from venice_data.catalog.price_components import describe, describe_path

if TYPE_CHECKING:
    from venice_data import Catalog

ONE = {"usd": 1.0, "diem": 2.0}
CHOICES = ["resolution", "quality", "tier", "min_seconds", "max_seconds"]


def _nested(component: str, price: object) -> Any:
    for key in reversed(component.split(".")):
        price = {key: price}
    return price


def _parse(model_type: str, pricing: object) -> Catalog:
    return parse_models(answer([model("m", model_type, pricing)]))


def _choices(row: pd.Series[Any]) -> dict[str, Any]:
    return {name: row[name] for name in CHOICES if pd.notna(row[name])}


@pytest.mark.parametrize(
    ("model_type", "component", "unit", "choices"),
    [
        ("text", "input", "1M tokens", {}),
        ("text", "output", "1M tokens", {}),
        ("text", "cache_input", "1M tokens", {}),
        ("text", "cache_write", "1M tokens", {}),
        ("text", "extended.input", "1M tokens", {"tier": "extended"}),
        ("text", "extended.output", "1M tokens", {"tier": "extended"}),
        ("text", "extended.cache_input", "1M tokens", {"tier": "extended"}),
        ("text", "extended.cache_write", "1M tokens", {"tier": "extended"}),
        ("embedding", "input", "1M tokens", {}),
        ("embedding", "output", "1M tokens", {}),
        ("tts", "input", "1M characters", {}),
        ("asr", "per_audio_second", "second", {}),
        ("image", "generation", "image", {}),
        ("image", "resolutions.1K", "image", {"resolution": "1K"}),
        ("image", "resolutions.16K", "image", {"resolution": "16K"}),
        ("image", "quality.2K.low", "image", {"resolution": "2K", "quality": "low"}),
        ("image", "quality.8K.ultra", "image", {"resolution": "8K", "quality": "ultra"}),
        ("image", "upscale.2x", "upscaled image", {"tier": "2x"}),
        ("image", "upscale.4x", "upscaled image", {"tier": "4x"}),
        ("image", "inpaint", "edit", {}),
        ("inpaint", "inpaint", "edit", {}),
        ("inpaint", "inputImages.additional", "input image", {}),
        ("inpaint", "resolutions.4K", "image", {"resolution": "4K"}),
        ("inpaint", "quality.4K.high", "image", {"resolution": "4K", "quality": "high"}),
        ("upscale", "upscale.2x", "upscaled image", {"tier": "2x"}),
        ("upscale", "generation", "generation", {}),
        ("music", "generation", "generation", {}),
        ("music", "per_second", "second", {}),
        ("music", "per_thousand_characters", "1K characters", {}),
        ("music", "durations.60", "track", {"tier": "60"}),
    ],
)
def test_a_known_price_has_its_unit_and_choices(
    model_type: str, component: str, unit: str, choices: dict[str, Any]
) -> None:
    catalog = _parse(model_type, _nested(component, ONE))

    (row,) = [row for _, row in catalog.prices.iterrows()]
    assert (row["model_id"], row["component"], row["unit"]) == ("m", component, unit)
    assert (row["usd"], row["diem"]) == (1.0, 2.0)
    assert _choices(row) == choices
    assert catalog.problems.empty


@pytest.mark.parametrize(
    ("model_type", "component"),
    [
        ("hologram", "input"),
        ("hologram", "output"),
        ("hologram", "generation"),
        ("hologram", "resolutions.1K"),
        ("video", "generation"),
        ("asr", "input"),
        ("tts", "output"),
        ("tts", "extended.input"),
        ("tts", "per_second"),
        ("text", "per_second"),
        ("music", "input"),
        ("image", "durations.60"),
    ],
)
def test_a_name_whose_unit_hangs_on_the_type_is_unknown_for_other_types(
    model_type: str, component: str
) -> None:
    catalog = _parse(model_type, _nested(component, ONE))

    assert catalog.prices[["component", "unit", "usd"]].to_numpy().tolist() == [
        [component, "unknown", 1.0]
    ]
    assert catalog.problems["where"].tolist() == [f"model_spec.pricing.{component}"]


@pytest.mark.parametrize("component", ["per_galaxy", "batch.input", "tiers.gold.night.input"])
def test_a_price_under_a_new_name_is_a_row_and_a_problem(component: str) -> None:
    catalog = _parse("text", {"input": ONE} | _nested(component, {"usd": 3, "diem": 4}))

    row = catalog.prices.iloc[1]
    assert (row["component"], row["unit"]) == (component, "unknown")
    assert (row["usd"], row["diem"], row["label"]) == (3, 4, component)
    assert catalog.problems.to_numpy().tolist() == [
        ["m", f"model_spec.pricing.{component}", "is a price whose unit is not known here"]
    ]


def test_a_track_price_carries_its_range_of_seconds() -> None:
    tier = ONE | {"min_seconds": 91, "max_seconds": 120}

    catalog = _parse("music", {"durations": {"120": tier}})

    assert _choices(catalog.prices.iloc[0]) == {
        "tier": "120",
        "min_seconds": 91.0,
        "max_seconds": 120.0,
    }


def test_a_threshold_is_a_limit_of_the_model_and_no_price() -> None:
    catalog = _parse("text", {"extended": {"context_token_threshold": 200000, "input": ONE}})

    assert catalog.prices["component"].tolist() == ["extended.input"]
    assert catalog.models.loc["m", "long_context_threshold_tokens"] == 200000
    assert catalog.problems.empty


def test_included_images_are_a_count_and_no_price() -> None:
    catalog = _parse("inpaint", {"inputImages": {"included": 0, "additional": ONE}})

    assert catalog.prices["component"].tolist() == ["inputImages.additional"]
    assert catalog.models.loc["m", "included_input_images"] == 0
    assert catalog.problems.empty


def test_the_legacy_price_and_the_quality_price_stand_side_by_side() -> None:
    pricing = {
        "resolutions": {"1K": {"usd": 0.27, "diem": 0.27}},
        "quality": {"1K": {"high": {"usd": 0.26, "diem": 0.26}}},
    }

    prices = _parse("image", pricing).prices

    assert prices[["component", "usd"]].to_numpy().tolist() == [
        ["resolutions.1K", 0.27],
        ["quality.1K.high", 0.26],
    ]


def test_usd_and_diem_are_read_apart() -> None:
    prices = _parse("text", {"input": {"usd": 0.5, "diem": 5}}).prices

    assert prices[["usd", "diem"]].to_numpy().tolist() == [[0.5, 5.0]]


@pytest.mark.parametrize(("there", "absent"), [("usd", "diem"), ("diem", "usd")])
def test_one_currency_alone_is_a_price_without_a_problem(there: str, absent: str) -> None:
    catalog = _parse("text", {"input": {there: 0.5}})

    assert catalog.prices.loc[0, there] == 0.5
    assert catalog.prices[absent].isna().all()
    assert catalog.problems.empty


def test_binary_noise_and_seven_decimals_are_kept() -> None:
    pricing = {"per_audio_second": {"usd": 0.0000315, "diem": 0.009200000000000002}}

    prices = _parse("asr", pricing).prices

    assert prices[["usd", "diem"]].to_numpy().tolist() == [[0.0000315, 0.009200000000000002]]


def test_a_video_model_without_a_price_is_no_problem() -> None:
    catalog = parse_models([{"id": "clip", "type": "video", "model_spec": {"name": "Clip"}}])

    assert catalog.models.index.tolist() == ["clip"]
    assert catalog.prices.empty
    assert catalog.problems.empty


@pytest.mark.parametrize(
    "path",
    [
        ("music", "durations", "7.5"),
        ("image", "resolutions", "1.5K"),
        ("image", "quality", "1.5K", "low"),
        ("image", "upscale", "1.5x"),
        ("text", "extended", "cache_input"),
    ],
)
def test_a_component_means_the_same_by_its_dotted_name_and_by_its_keys(
    path: tuple[str, ...],
) -> None:
    model_type, *keys = path

    assert describe(".".join(keys), model_type) == describe_path(tuple(keys), model_type)


def test_of_a_model_with_a_flood_of_prices_none_is_read_and_the_others_are() -> None:
    flood = {f"tier_{n}": {"usd": n} for n in range(MOST_PRICES_OF_A_MODEL + 1)}
    models = [model("flood", "text", flood), model("plain", "text", {"input": {"usd": 1}})]

    catalog = parse_models(answer(models))

    assert list(catalog.models.index) == ["flood", "plain"]
    assert list(catalog.prices["model_id"]) == ["plain"]
    assert "holds more than 1000 prices: none is read" in list(catalog.problems["what"])
