"""What images cost: at a size and quality, edited with input images, upscaled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd

from venice_data.catalog.model_types import removes_backgrounds
from venice_data.catalog.money import NO_PRICE
from venice_data.catalog.price_components import (
    EDIT,
    IMAGE,
    INPUT_IMAGE,
    UPSCALED_IMAGE,
    choice_order,
)
from venice_data.costs.charges import (
    NOT_AT_THIS_FACTOR,
    NOT_AT_THIS_SIZE,
    Charge,
    Charges,
    as_float_array,
    constant,
    extra_charges,
    flat_charges,
    label_all,
    label_where,
    owed_for,
    rates_in,
    rates_of,
)
from venice_data.costs.work import extras_of

if TYPE_CHECKING:
    from venice_data.catalog.frames import Currency
    from venice_data.costs.charges import Flags, Numbers, Texts
    from venice_data.costs.work import Edits, Images, Upscales

Basis = Literal["by quality", "by resolution", "one price"]
NOT_OFFERED: Final = "not offered"
NO_PICTURE: Final = "removes backgrounds, makes no picture"
_BASIS_NOTES: Final = {
    "by resolution": "price by resolution, the same for every quality",
    "one price": "one price, size not stated",
}
_UNCHARGED_NOTE: Final = f"{NO_PRICE} for further input images: none added"

# What a request costs that leaves `quality` out; Venice documents it for these two,
# a model's own `defaultQuality` goes first.
_DOCUMENTED_DEFAULT_QUALITY: Final = {"gpt-image-2": "high", "gpt-image-2-edit": "high"}


@dataclass(frozen=True)
class PictureChoice:
    """A resolution such as `2K` and a quality such as `low`."""

    resolution: str
    quality: str


def image_charges(
    work: Images, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what pictures at a resolution and quality are charged."""
    wanted = PictureChoice(work.resolution, work.quality)
    pictures = picture_prices(prices, models, wanted, currency)
    charges = flat_charges(work.count, "images", pictures["price"])
    extras, _, extras_note = extra_charges(extras_of(work), models)
    return replace(
        charges,
        parts=(*charges.parts, *extras),
        refused=np.where(
            makes_pictures(models), _refused_size(pictures), label_all(NO_PICTURE, models.index)
        ),
        notes=(_basis_notes(pictures), extras_note),
    )


def edit_charges(
    work: Edits, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what edits are charged, input images beyond the included ones on top."""
    wanted = PictureChoice(work.resolution, work.quality)
    edits = picture_prices(prices, models, wanted, currency)
    has_further = _further_images(models, work.input_images) > 0
    is_uncharged = has_further & ~_has_extra_price(prices, models)
    return Charges(
        model_ids=models.index,
        times=work.count,
        unit="edits",
        parts=_parts_of_edit(edits["price"], prices, models, work.input_images, currency),
        unpriced=label_all(NO_PRICE, models.index),
        refused=_refused_size(edits),
        notes=(_basis_notes(edits), label_where(_UNCHARGED_NOTE, is_uncharged)),
    )


def upscale_charges(
    work: Upscales, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what pictures enlarged by a factor are charged."""
    offers = upscale_prices(prices, models, currency)
    at_factor = offers[offers["factor"] == work.factor].set_index("model_id")["price"]
    has_others_only = models.index.isin(offers["model_id"]) & ~models.index.isin(at_factor.index)
    return replace(
        flat_charges(work.count, "images", at_factor.reindex(models.index)),
        refused=label_where(NOT_AT_THIS_FACTOR, has_others_only),
    )


def picture_prices(
    prices: pd.DataFrame, models: pd.DataFrame, wanted: PictureChoice, currency: Currency
) -> pd.DataFrame:
    """Return what one picture costs with each model at a resolution and quality.

    One row per model: `price` (NaN if it is not offered or not published) and `basis`, which
    price applies: the quality matrix where the model has one, else the price by resolution,
    else the model's single price, which states no size. Without a price of a picture the basis
    is `no price published`, though the model may have one of another kind.
    """
    own = prices[prices["model_id"].isin(models.index)]
    pictures = own[own["unit"] == IMAGE]
    by_quality = pictures[pictures["quality"].notna()]
    by_resolution = pictures[pictures["resolution"].notna() & pictures["quality"].isna()]
    single = own[own["component"].isin(("generation", "inpaint")) & own["unit"].isin((IMAGE, EDIT))]

    has_matrix = models.index.isin(by_quality["model_id"])
    has_resolutions = models.index.isin(by_resolution["model_id"])
    at_quality = by_quality[
        (by_quality["resolution"] == wanted.resolution) & (by_quality["quality"] == wanted.quality)
    ]
    at_resolution = by_resolution[by_resolution["resolution"] == wanted.resolution]
    return models[["name", "type", "privacy"]].assign(
        price=rates_of(single, models, currency)
        .mask(has_resolutions, rates_of(at_resolution, models, currency))
        .mask(has_matrix, rates_of(at_quality, models, currency)),
        basis=_basis("one price", single, models, NO_PRICE)
        .mask(has_resolutions, _basis("by resolution", at_resolution, models, NOT_OFFERED))
        .mask(has_matrix, _basis("by quality", at_quality, models, NOT_OFFERED)),
    )


def makes_pictures(models: pd.DataFrame) -> Flags:
    """Tell which image models make pictures: all but those that remove backgrounds."""
    return ~np.array([removes_backgrounds(str(model_id)) for model_id in models.index], dtype=bool)


def edit_prices(
    prices: pd.DataFrame,
    models: pd.DataFrame,
    wanted: PictureChoice,
    input_images: int,
    currency: Currency,
) -> pd.DataFrame:
    """Return what one edit with a number of input images costs with each edit model.

    One row per model: `base`, `extra` (input images beyond the included ones, each at the
    published price), `price` (their sum) and `basis`. A model that publishes no price for
    further input images has `extra` 0 and `has_extra_price` False.
    """
    edits = picture_prices(prices, models, wanted, currency)
    base, further = _parts_of_edit(edits["price"], prices, models, input_images, currency)
    return edits.assign(
        base=owed_for([base]),
        extra=owed_for([further]),
        price=owed_for((base, further)),
        has_extra_price=_has_extra_price(prices, models),
    )


def with_first_image(
    rates: pd.Series[float], prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> pd.Series[float]:
    """Return what an edit of one image costs at each model's rate: some rates include no image."""
    parts = _parts_of_edit(rates, prices, models, 1, currency)
    return pd.Series(owed_for(parts), index=models.index)


def upscale_prices(prices: pd.DataFrame, models: pd.DataFrame, currency: Currency) -> pd.DataFrame:
    """Return one row per model and factor: model_id, name, type, factor (`2x`), price."""
    upscales = prices[(prices["unit"] == UPSCALED_IMAGE) & prices["model_id"].isin(models.index)]
    described = upscales.join(models[["name", "type", "privacy"]], on="model_id")
    priced = described.assign(price=rates_in(upscales, currency))
    return priced.rename(columns={"tier": "factor"})[
        ["model_id", "name", "type", "privacy", "factor", "price"]
    ].reset_index(drop=True)


def _parts_of_edit(
    rates: pd.Series[float],
    prices: pd.DataFrame,
    models: pd.DataFrame,
    input_images: int,
    currency: Currency,
) -> tuple[Charge, Charge]:
    """Return the edit itself, priced as pictures are, and its input images to be paid for."""
    charged = np.where(_has_extra_price(prices, models), _further_images(models, input_images), 0.0)
    additional = rates_of(prices[prices["unit"] == INPUT_IMAGE], models, currency)
    return (
        Charge("", constant(1, models.index), as_float_array(rates)),
        Charge("further input images", charged, as_float_array(additional)),
    )


def _further_images(models: pd.DataFrame, input_images: int) -> Numbers:
    """Return how many input images go beyond those that a model includes: one, if it is silent."""
    included = as_float_array(models["included_input_images"].fillna(1))
    return np.maximum(input_images - included, 0)


def _has_extra_price(prices: pd.DataFrame, models: pd.DataFrame) -> Flags:
    return models.index.isin(prices.loc[prices["unit"] == INPUT_IMAGE, "model_id"])


def _refused_size(pictures: pd.DataFrame) -> Texts:
    """Tell a picture that a model does not offer from one whose price it does not publish."""
    return label_where(NOT_AT_THIS_SIZE, pictures["basis"] == NOT_OFFERED)


def _basis_notes(pictures: pd.DataFrame) -> Texts:
    return np.array([_BASIS_NOTES.get(basis, "") for basis in pictures["basis"]], dtype="str")


def _basis(
    basis: Basis, rows: pd.DataFrame, models: pd.DataFrame, otherwise: str
) -> pd.Series[str]:
    applies = models.index.isin(rows["model_id"])
    return pd.Series(basis, index=models.index, dtype="str").where(applies, otherwise)


def price_matrix(prices: pd.DataFrame, currency: Currency) -> pd.DataFrame:
    """Return one row per price of the models with a quality matrix.

    Columns: model_id, resolution, quality, price, is_legacy. The price by resolution alone,
    which such models keep beside the matrix, has quality `legacy price`.
    """
    pictures = prices[(prices["unit"] == IMAGE) & prices["resolution"].notna()]
    with_matrix = pictures.loc[pictures["quality"].notna(), "model_id"].unique()
    matrix = pictures[pictures["model_id"].isin(with_matrix)]
    return pd.DataFrame(
        {
            "model_id": matrix["model_id"],
            "resolution": matrix["resolution"],
            "quality": matrix["quality"].fillna("legacy price"),
            "price": rates_in(matrix, currency),
            "is_legacy": matrix["quality"].isna(),
        }
    ).reset_index(drop=True)


def quality_trap(matrix: pd.DataFrame, models: pd.DataFrame) -> pd.DataFrame:
    """Return what leaving `quality` out costs, one row per model and resolution.

    Columns: model_id, name, resolution, default_quality, default_price, cheapest_quality,
    cheapest_price, times. Only models whose default quality is known are in it.
    """
    priced = matrix[~matrix["is_legacy"] & (matrix["price"] > 0)]
    stated = models["constraints"].items()
    default_of_model = {each: default_quality(str(each), limits) for each, limits in stated}
    default = priced[priced["quality"] == priced["model_id"].map(default_of_model)]
    keys = ["model_id", "resolution"]
    cheapest = priced.loc[priced.groupby(keys)["price"].idxmin()]
    trap = default.merge(cheapest, on=keys, suffixes=("_default", "_cheapest"))
    return pd.DataFrame(
        {
            "model_id": trap["model_id"],
            "name": trap["model_id"].map(models["name"]),
            "resolution": trap["resolution"],
            "default_quality": trap["quality_default"],
            "default_price": trap["price_default"],
            "cheapest_quality": trap["quality_cheapest"],
            "cheapest_price": trap["price_cheapest"],
            "times": trap["price_default"] / trap["price_cheapest"],
        }
    )


def default_quality(model_id: str, constraints: dict[str, object]) -> str | None:
    """Return the quality that a request gets which names none; None where it is not known."""
    stated = constraints.get("defaultQuality")
    return stated if isinstance(stated, str) else _DOCUMENTED_DEFAULT_QUALITY.get(model_id)


def resolutions_of(prices: pd.DataFrame) -> list[str]:
    """Return the resolutions that any price names, smallest first."""
    return sorted(prices["resolution"].dropna().unique(), key=choice_order)


def qualities_of(prices: pd.DataFrame) -> list[str]:
    """Return the qualities that any price names, lowest first, new names last."""
    return sorted(prices["quality"].dropna().unique(), key=choice_order)
