"""What models charge for making, editing and enlarging pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from venice_data.calculator.charges import (
    NOT_AT_THIS_FACTOR,
    NOT_AT_THIS_SIZE,
    UNPUBLISHED,
    Charge,
    Charges,
    flat_charges,
    numbers,
    rates_of,
    said,
    said_of_all,
    same,
)
from venice_data.components import EDIT, IMAGE, INPUT_IMAGE
from venice_data.picture_costs import (
    NOT_OFFERED,
    PictureChoice,
    edit_prices,
    picture_prices,
    upscale_prices,
)

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.calculator.charges import Texts
    from venice_data.calculator.work import Edits, Images, Upscales
    from venice_data.catalog import Currency

_BASIS_NOTES: Final = {
    "by resolution": "price by resolution, whatever the quality",
    "one price": "one price, whatever the resolution and quality",
}


def image_charges(
    work: Images, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what pictures at a resolution and quality are charged."""
    wanted = PictureChoice(work.resolution, work.quality)
    pictures = picture_prices(prices, models, wanted, currency)
    return replace(
        flat_charges(work.count, "images", pictures["price"]),
        refused=_refused_size(pictures, prices),
        notes=(_basis_note(pictures),),
    )


def edit_charges(
    work: Edits, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what edits are charged, input images beyond the included ones on top."""
    wanted = PictureChoice(work.resolution, work.quality)
    edits = edit_prices(prices, models, wanted, work.input_images, currency)
    included = models["included_input_images"].astype("float64").fillna(1.0)
    further = (work.input_images - included).clip(lower=0)
    is_charged = edits["has_extra_price"]
    additional = rates_of(prices[prices["unit"] == INPUT_IMAGE], models, currency)
    uncharged = "no price published for further input images: none added"
    return Charges(
        model_ids=models.index,
        times=work.count,
        unit="edits",
        parts=(
            Charge("", same(1, models.index), numbers(edits["base"])),
            Charge(
                "further input images",
                numbers(further.where(is_charged, 0.0)),
                numbers(additional),
            ),
        ),
        unpriced=said_of_all(UNPUBLISHED, models.index),
        refused=_refused_size(edits, prices),
        notes=(_basis_note(edits), said(uncharged, (further > 0) & ~is_charged)),
    )


def upscale_charges(
    work: Upscales, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what pictures enlarged by a factor are charged."""
    offers = upscale_prices(prices, models, currency)
    at_factor = offers[offers["factor"] == work.factor]
    has_others_only = models.index.isin(offers["model_id"]) & ~models.index.isin(
        at_factor["model_id"]
    )
    price = at_factor.set_index("model_id")["price"].reindex(models.index)
    return replace(
        flat_charges(work.count, "images", price),
        refused=said(NOT_AT_THIS_FACTOR, has_others_only),
    )


def _refused_size(pictures: pd.DataFrame, prices: pd.DataFrame) -> Texts:
    """Tell a picture that a model does not offer from one whose price it does not publish."""
    has_prices = pictures.index.isin(prices.loc[prices["unit"].isin((IMAGE, EDIT)), "model_id"])
    return said(NOT_AT_THIS_SIZE, (pictures["basis"] == NOT_OFFERED) & has_prices)


def _basis_note(pictures: pd.DataFrame) -> Texts:
    return np.array([_BASIS_NOTES.get(basis, "") for basis in pictures["basis"]], dtype="str")
