"""What ships with the project, whatever it is: every model, price and fact of it is read."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from tests.support.own_data import SHIPPED
from tests.support.samples import bundled
from venice_data import parse_models
from venice_data.api.sources import read_bundled
from venice_data.catalog.quality_scores import SCORES_FILE, read_scores
from venice_data.costs.maker_prices import MAKER_PRICES_FILE, read_maker_prices
from venice_data.quotes.published_rates import published_rates
from venice_data.quotes.video_quotes import in_order_of_resolution, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from venice_data import Catalog


@pytest.fixture(autouse=True, scope="module")
def _shipped(shipped_files: None) -> None:
    """Read what ships with the project."""


@pytest.fixture(scope="module")
def payload() -> dict[str, Any]:
    read: dict[str, Any] = read_bundled().payload
    return read


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return bundled()


def _prices_under(level: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk JSON for whatever holds a USD price, knowing nothing of the parser."""
    if isinstance(level, dict) and "usd" in level:
        yield path, level
    elif isinstance(level, dict):
        for key, value in level.items():
            yield from _prices_under(value, f"{path}.{key}" if path else key)


def test_every_model_is_there_in_order(payload: dict[str, Any], catalog: Catalog) -> None:
    ids = [model["id"] for model in payload["data"]]

    assert ids
    assert catalog.models.index.tolist() == ids


def test_every_price_is_there_to_the_last_digit(payload: dict[str, Any], catalog: Catalog) -> None:
    published = [
        (model["id"], component, price["usd"], price.get("diem"))
        for model in payload["data"]
        for component, price in _prices_under(model["model_spec"].get("pricing"))
    ]

    read = catalog.prices[["model_id", "component", "usd", "diem"]]

    assert list(read.itertuples(index=False, name=None)) == published


def test_no_usd_price_of_the_file_lies_outside_pricing(payload: dict[str, Any]) -> None:
    within = [
        price
        for model in payload["data"]
        for price in _prices_under(model["model_spec"].get("pricing"))
    ]

    assert json.dumps(payload).count('"usd": ') == len(within)


def test_every_range_of_seconds_is_there(payload: dict[str, Any], catalog: Catalog) -> None:
    published = [
        (model["id"], component, price["min_seconds"], price["max_seconds"])
        for model in payload["data"]
        for component, price in _prices_under(model["model_spec"].get("pricing"))
        if "min_seconds" in price
    ]

    rows = catalog.prices[catalog.prices["min_seconds"].notna()]
    read = rows[["model_id", "component", "min_seconds", "max_seconds"]]

    assert list(read.itertuples(index=False, name=None)) == published


def test_nothing_is_left_unknown(catalog: Catalog) -> None:
    assert catalog.problems.empty
    assert "unknown" not in set(catalog.prices["unit"])
    assert "unknown" not in set(catalog.models["type"])
    assert catalog.models["created"].notna().all()


def test_no_model_but_those_of_video_lacks_a_price(catalog: Catalog) -> None:
    priced = catalog.models.index.isin(catalog.prices["model_id"])

    assert set(catalog.models["type"][~priced]) <= {"video"}


def test_parsing_leaves_its_input_as_it_was(payload: dict[str, Any]) -> None:
    before = copy.deepcopy(payload)

    parse_models(payload)

    assert payload == before


def test_parsing_twice_gives_the_same(payload: dict[str, Any], catalog: Catalog) -> None:
    again = parse_models(payload)

    pd.testing.assert_frame_equal(again.models, catalog.models)
    pd.testing.assert_frame_equal(again.prices, catalog.prices)


def test_every_score_and_every_price_of_a_maker_can_be_read() -> None:
    assert read_scores(SHIPPED / SCORES_FILE)
    assert read_maker_prices(SHIPPED / MAKER_PRICES_FILE)


def test_every_published_rate_can_be_read() -> None:
    rates = published_rates()

    assert rates
    for rate in (rate for each in rates.values() for rate in each):
        assert 0 < rate.usd_per_second < 5
        assert seconds_of(rate.duration)
        # what is no resolution sorts last, behind a large one
        assert not rate.resolution or in_order_of_resolution([rate.resolution, "x"])[-1] == "x"
