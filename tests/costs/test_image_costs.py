"""What a picture costs at a size and quality, and the trap of leaving quality out."""

from __future__ import annotations

import pytest

from tests.support.samples import bundled, by_quality, usd
from tests.support.stand_in import model
from venice_data import Catalog, parse_models
from venice_data.costs.images import (
    NOT_OFFERED,
    PictureChoice,
    default_quality,
    picture_prices,
    price_matrix,
    qualities_of,
    quality_trap,
    resolutions_of,
    upscale_prices,
)

UNPUBLISHED = pytest.approx(float("nan"), nan_ok=True)
GPT_IMAGE_2 = {
    ("1K", "low"): 0.02,
    ("1K", "medium"): 0.07,
    ("1K", "high"): 0.26,
    ("2K", "low"): 0.03,
    ("2K", "medium"): 0.13,
    ("2K", "high"): 0.50,
    ("4K", "low"): 0.05,
    ("4K", "medium"): 0.21,
    ("4K", "high"): 0.83,
}


def _bundled_picture(model_id: str, resolution: str, quality: str) -> tuple[object, object]:
    """Return price and basis of one picture with a bundled model."""
    catalog = bundled()
    choice = PictureChoice(resolution, quality)
    priced = picture_prices(catalog.prices, catalog.models.loc[[model_id]], choice, "usd")
    return priced.at[model_id, "price"], priced.at[model_id, "basis"]


def _image_models(**pricings: object) -> Catalog:
    return parse_models([model(name, "image", pricing) for name, pricing in pricings.items()])


@pytest.mark.parametrize(
    ("resolution", "quality", "price"), [(*choice, price) for choice, price in GPT_IMAGE_2.items()]
)
def test_gpt_image_2_costs_what_the_matrix_says(
    resolution: str, quality: str, price: float
) -> None:
    assert _bundled_picture("gpt-image-2", resolution, quality) == (price, "by quality")


@pytest.mark.parametrize(
    ("resolution", "quality"), [("1K", "high"), ("2K", "high"), ("4K", "low"), ("4K", "medium")]
)
def test_what_a_matrix_leaves_out_is_not_offered(resolution: str, quality: str) -> None:
    picture = _bundled_picture("grok-imagine-image-2-0", resolution, quality)

    assert picture == (UNPUBLISHED, NOT_OFFERED)


def test_the_older_price_never_stands_in_for_a_missing_quality() -> None:
    # by resolution alone grok-imagine-image-2-0 has $0.10 at 2K; at `high` it has nothing
    price, _ = _bundled_picture("grok-imagine-image-2-0", "2K", "high")

    assert price != 0.10


@pytest.mark.parametrize(("resolution", "price"), [("1K", 0.10), ("2K", 0.14), ("4K", 0.19)])
@pytest.mark.parametrize("quality", ["low", "high"])
def test_a_model_priced_by_resolution_costs_the_same_at_every_quality(
    resolution: str, price: float, quality: str
) -> None:
    assert _bundled_picture("nano-banana-2", resolution, quality) == (price, "by resolution")


def test_a_resolution_that_a_model_does_not_price_is_not_offered() -> None:
    assert _bundled_picture("krea-2-turbo", "4K", "low") == (UNPUBLISHED, NOT_OFFERED)


@pytest.mark.parametrize("resolution", ["1K", "4K"])
def test_a_model_with_one_price_costs_it_whatever_is_chosen(resolution: str) -> None:
    assert _bundled_picture("flux-2-max", resolution, "high") == (0.09, "one price")


def test_a_price_by_resolution_goes_before_the_single_price() -> None:
    catalog = _image_models(a={"generation": usd(9), "resolutions": {"1K": usd(1)}})

    priced = picture_prices(catalog.prices, catalog.models, PictureChoice("1K", "low"), "usd")

    assert priced[["price", "basis"]].iloc[0].tolist() == [1, "by resolution"]


def test_a_model_without_prices_keeps_its_row() -> None:
    catalog = _image_models(a={}, b={"generation": usd(1)})

    priced = picture_prices(catalog.prices, catalog.models, PictureChoice("1K", "low"), "usd")

    assert priced.index.tolist() == ["a", "b"]
    assert priced["price"].tolist() == [UNPUBLISHED, 1]


def test_a_free_picture_costs_zero() -> None:
    catalog = _image_models(a={"generation": usd(0)})

    priced = picture_prices(catalog.prices, catalog.models, PictureChoice("1K", "low"), "usd")

    assert priced.at["a", "price"] == 0


@pytest.mark.parametrize(
    "pricing",
    [
        {"generation": {"usd": 1}},
        {"resolutions": {"1K": {"usd": 1}}},
        {"quality": {"1K": {"low": {"usd": 1}}}},
    ],
)
def test_a_price_in_one_currency_is_unknown_in_the_other_but_offered(
    pricing: dict[str, object],
) -> None:
    catalog = _image_models(a=pricing)

    priced = picture_prices(catalog.prices, catalog.models, PictureChoice("1K", "low"), "diem")

    assert priced["price"].isna().all()
    assert priced.at["a", "basis"] != NOT_OFFERED


def test_the_matrix_holds_the_older_price_beside_the_qualities() -> None:
    catalog = bundled()
    prices = catalog.prices[catalog.prices["model_id"] == "gpt-image-2"]

    matrix = price_matrix(prices, "usd")

    older = matrix[matrix["is_legacy"]]
    assert set(older["quality"]) == {"legacy price"}
    assert dict(zip(older["resolution"], older["price"], strict=True)) == {
        "1K": 0.27,
        "2K": 0.51,
        "4K": 0.84,
    }
    cells = matrix[~matrix["is_legacy"]]
    found = zip(cells["resolution"], cells["quality"], cells["price"], strict=True)
    assert {(size, quality): price for size, quality, price in found} == GPT_IMAGE_2


def test_only_models_priced_by_quality_are_in_the_matrix() -> None:
    matrix = price_matrix(bundled().prices, "usd")

    assert set(matrix["model_id"]) == {
        "gpt-image-2",
        "gpt-image-2-edit",
        "grok-imagine-image-2-0",
        "grok-imagine-image-2-0-edit",
    }


def test_without_a_quality_price_there_is_no_matrix() -> None:
    catalog = _image_models(a={"resolutions": {"1K": usd(1)}})

    assert price_matrix(catalog.prices, "usd").empty


def test_leaving_out_quality_costs_thirteen_times_the_low_price_at_1k() -> None:
    catalog = bundled()

    trap = quality_trap(price_matrix(catalog.prices, "usd"), catalog.models)

    times = trap[trap["model_id"] == "gpt-image-2"].set_index("resolution")["times"]
    # 0.26 / 0.02; 0.50 / 0.03; 0.83 / 0.05
    assert times.to_dict() == pytest.approx({"1K": 13.0, "2K": 50 / 3, "4K": 16.6})


def test_the_trap_of_an_edit_is_computed_from_its_own_prices() -> None:
    catalog = bundled()

    trap = quality_trap(price_matrix(catalog.prices, "usd"), catalog.models)

    times = trap[trap["model_id"] == "gpt-image-2-edit"].set_index("resolution")["times"]
    # 0.34 / 0.03; 0.52 / 0.03; 0.84 / 0.04
    assert times.to_dict() == pytest.approx({"1K": 34 / 3, "2K": 52 / 3, "4K": 21.0})


def test_a_model_whose_default_is_not_known_has_no_trap() -> None:
    catalog = bundled()

    trap = quality_trap(price_matrix(catalog.prices, "usd"), catalog.models)

    assert set(trap["model_id"]) == {"gpt-image-2", "gpt-image-2-edit"}


def test_the_default_that_a_model_states_goes_before_the_documented_one() -> None:
    pricing = {"quality": by_quality({"1K": {"low": 1, "medium": 3, "high": 9}})}
    stated = model("gpt-image-2", "image", pricing, constraints={"defaultQuality": "medium"})
    catalog = parse_models([stated])

    trap = quality_trap(price_matrix(catalog.prices, "usd"), catalog.models)

    assert trap["default_quality"].tolist() == ["medium"]
    assert trap["times"].tolist() == [3]  # 3 / 1


@pytest.mark.parametrize("stated", [None, 3, ["high"], {"quality": "high"}])
def test_a_default_that_is_no_text_counts_as_not_stated(stated: object) -> None:
    assert default_quality("gpt-image-2", {"defaultQuality": stated}) == "high"
    assert default_quality("another-model", {"defaultQuality": stated}) is None


def test_a_free_quality_makes_no_trap_without_end() -> None:
    pricing = {"quality": by_quality({"1K": {"low": 0, "medium": 2, "high": 8}})}
    catalog = parse_models([model("gpt-image-2", "image", pricing)])

    trap = quality_trap(price_matrix(catalog.prices, "usd"), catalog.models)

    assert trap["times"].tolist() == [4]  # 8 / 2: no price can be so many times zero


def test_an_unpriced_matrix_has_no_trap() -> None:
    pricing = {"quality": {"1K": {"low": {"usd": 1}, "high": {"usd": 2}}}}
    catalog = parse_models([model("gpt-image-2", "image", pricing)])

    assert quality_trap(price_matrix(catalog.prices, "diem"), catalog.models).empty


def test_resolutions_are_sorted_by_size_and_new_names_come_last() -> None:
    sizes = ["wide", "4K", "1.5K", "1K", "10K", "2k", "auto"]
    catalog = _image_models(a={"resolutions": {size: usd(1) for size in sizes}})

    assert resolutions_of(catalog.prices) == ["1K", "1.5K", "2k", "4K", "10K", "auto", "wide"]


def test_qualities_are_sorted_by_height_and_new_names_come_last() -> None:
    matrix = {"1K": dict.fromkeys(["ultra", "high", "auto", "low", "medium"], 1.0)}
    catalog = _image_models(a={"quality": by_quality(matrix)})

    assert qualities_of(catalog.prices) == ["low", "medium", "high", "auto", "ultra"]


def test_the_bundled_list_names_three_sizes_and_three_qualities() -> None:
    prices = bundled().prices

    assert resolutions_of(prices) == ["1K", "2K", "4K"]
    assert qualities_of(prices) == ["low", "medium", "high"]


def test_each_factor_of_enlarging_has_its_price() -> None:
    catalog = bundled()

    upscales = upscale_prices(catalog.prices, catalog.models.loc[["upscaler"]], "usd")

    assert dict(zip(upscales["factor"], upscales["price"], strict=True)) == {"2x": 0.02, "4x": 0.08}


def test_every_image_model_and_the_upscaler_can_enlarge() -> None:
    catalog = bundled()

    upscales = upscale_prices(catalog.prices, catalog.models, "usd")

    assert upscales.groupby("factor").size().to_dict() == {"2x": 16, "4x": 16}  # 15 + 1


def test_enlarging_has_no_price_in_a_currency_that_is_not_published() -> None:
    catalog = _image_models(a={"upscale": {"2x": {"usd": 1}}})

    upscales = upscale_prices(catalog.prices, catalog.models, "diem")

    assert upscales["price"].isna().tolist() == [True]
