"""What an edit costs with several input images, some included in its price."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.samples import bundled, usd
from tests.support.stand_in import model
from venice_data import parse_models
from venice_data.costs.images import NOT_OFFERED, PictureChoice, edit_prices

if TYPE_CHECKING:
    import pandas as pd

LOW_1K = PictureChoice("1K", "low")


def _bundled_edit(model_id: str, choice: PictureChoice, input_images: int) -> pd.Series[Any]:
    catalog = bundled()
    models = catalog.models.loc[[model_id]]
    return edit_prices(catalog.prices, models, choice, input_images, "usd").iloc[0]


def _edit(input_images_block: object, input_images: int) -> pd.Series[Any]:
    """Return an edit at $1 with a model whose `inputImages` are these."""
    pricing = {"inpaint": usd(1), "inputImages": input_images_block}
    catalog = parse_models([model("a", "inpaint", pricing)])
    return edit_prices(catalog.prices, catalog.models, LOW_1K, input_images, "usd").iloc[0]


@pytest.mark.parametrize(
    ("input_images", "expected"),
    [
        (1, 0.03),  # the one that is included
        (2, 0.0392),  # 0.03 + 1 x 0.0092
        (5, 0.0668),  # 0.03 + 4 x 0.0092
    ],
)
def test_images_beyond_the_one_included_are_charged(input_images: int, expected: float) -> None:
    edit = _bundled_edit("gpt-image-2-edit", LOW_1K, input_images)

    assert edit["price"] == pytest.approx(expected, rel=1e-12)
    assert edit["base"] == 0.03


@pytest.mark.parametrize(
    ("input_images", "expected"),
    [
        (1, 0.0615),  # 0.05 + 1 x 0.0115
        (3, 0.0845),  # 0.05 + 3 x 0.0115
    ],
)
def test_where_none_is_included_the_first_image_is_charged_too(
    input_images: int, expected: float
) -> None:
    edit = _bundled_edit("grok-imagine-image-2-0-edit", LOW_1K, input_images)

    assert edit["price"] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("input_images", [1, 10])
def test_a_model_without_a_surcharge_costs_its_edit_and_says_so(input_images: int) -> None:
    edit = _bundled_edit("firered-image-edit", LOW_1K, input_images)

    assert (edit["price"], edit["extra"], edit["basis"]) == (0.04, 0, "one price")
    assert not edit["has_extra_price"]


def test_the_surcharge_comes_on_top_of_a_price_by_resolution() -> None:
    edit = _bundled_edit("seedream-v5-pro-edit", PictureChoice("2K", "high"), 4)

    # 0.11 + 3 x 0.00345
    assert edit["price"] == pytest.approx(0.12035, rel=1e-12)
    assert edit["basis"] == "by resolution"


def test_a_quality_that_is_not_offered_stays_so_whatever_the_surcharge() -> None:
    edit = _bundled_edit("grok-imagine-image-2-0-edit", PictureChoice("1K", "high"), 3)

    assert edit.isna()["price"]
    assert edit["basis"] == NOT_OFFERED


def test_a_model_that_does_not_say_how_many_are_included_includes_one() -> None:
    edit = _edit({"additional": usd(0.5)}, 3)

    assert edit["price"] == 2  # 1 + 2 x 0.5


def test_fewer_images_than_included_give_no_rebate() -> None:
    edit = _edit({"included": 4, "additional": usd(0.5)}, 2)

    assert (edit["price"], edit["extra"]) == (1, 0)


def test_a_surcharge_of_zero_is_published_and_free() -> None:
    edit = _edit({"included": 0, "additional": usd(0)}, 3)

    assert (edit["price"], edit["extra"]) == (1, 0)
    assert edit["has_extra_price"]


def test_a_surcharge_that_cannot_be_read_makes_the_price_unknown_once_it_counts() -> None:
    block = {"included": 1, "additional": {"usd": None, "diem": 0.5}}

    assert _edit(block, 1)["price"] == 1
    assert _edit(block, 2).isna()["price"]


def test_each_model_has_one_row_in_its_order() -> None:
    catalog = bundled()
    models = catalog.models[catalog.models["type"] == "inpaint"]

    edits = edit_prices(catalog.prices, models, LOW_1K, 1, "usd")

    assert edits.index.tolist() == models.index.tolist()
    assert int((~edits["has_extra_price"]).sum()) == 4  # of 11; seven publish `inputImages`
