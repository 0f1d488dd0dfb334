"""Which models have a price, and which Venice only quotes."""

from __future__ import annotations

import pytest

from tests.support.samples import bundled, usd
from tests.support.stand_in import model
from venice_data import parse_models
from venice_data.catalog.frames import has_price, priced_by_quote
from venice_data.catalog.model_types import is_new_type


@pytest.mark.parametrize(
    ("model_type", "pricing", "is_quoted"),
    [
        ("video", None, True),
        ("video", {}, True),
        ("video", {"per_frame": {}}, True),
        ("video", {"per_frame": {"usd": "much"}}, True),
        ("video", {"per_frame": usd(0.01)}, False),
        ("video", {"per_frame": {"diem": 0}}, False),
        ("text", None, False),
        ("hologram", None, False),
    ],
)
def test_by_quote_is_a_video_model_without_any_price(
    model_type: str, pricing: object, *, is_quoted: bool
) -> None:
    catalog = parse_models([model("m", model_type, pricing)])

    assert priced_by_quote(catalog.models, catalog.prices).to_dict() == {"m": is_quoted}


def test_a_price_counts_in_the_currency_asked_for_or_in_any() -> None:
    catalog = parse_models([model("m", "text", {"input": {"usd": 1}})])

    assert has_price(catalog.models, catalog.prices).tolist() == [True]
    assert has_price(catalog.models, catalog.prices, "usd").tolist() == [True]
    assert has_price(catalog.models, catalog.prices, "diem").tolist() == [False]


def test_every_bundled_video_model_is_priced_by_quote_and_no_other() -> None:
    catalog = bundled()

    quoted = catalog.models[priced_by_quote(catalog.models, catalog.prices)]

    assert set(quoted["type"]) == {"video"}
    assert len(quoted) == (catalog.models["type"] == "video").sum()


def test_no_models_are_neither() -> None:
    catalog = parse_models([])

    assert priced_by_quote(catalog.models, catalog.prices).empty


def test_a_type_is_new_unless_it_is_one_of_the_nine() -> None:
    assert is_new_type("hologram")
    assert not is_new_type("video")
