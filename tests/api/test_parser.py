"""What comes of a list that is not as it should be: a named problem, never a lost neighbour."""

from __future__ import annotations

import gc
import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from tests.support.catalog_contents import usd_of
from tests.support.stand_in import answer, text_model
from venice_data import parse_models

if TYPE_CHECKING:
    from venice_data import Catalog


def _with_input(price: object) -> Catalog:
    """Parse a model with this under `pricing.input`, beside a good output price."""
    spoilt = text_model("spoilt")
    spoilt["model_spec"]["pricing"]["input"] = price
    return parse_models(answer([spoilt, text_model("neighbour")]))


def _problems(catalog: Catalog) -> list[list[str]]:
    return [list(row) for row in catalog.problems.itertuples(index=False)]


def _nested_lists(depth: int) -> object:
    nested: object = 1
    for _ in range(depth):
        nested = [nested]
    return nested


def _nested_prices(depth: int) -> dict[str, Any]:
    nested: dict[str, Any] = {"usd": 1, "diem": 1}
    for _ in range(depth):
        nested = {"usd": 1, "diem": 1, "more": nested}
    return nested


@pytest.mark.parametrize("entries", [None, 7, 1.5, True, "models"])
def test_a_payload_without_a_list_gives_no_model_and_says_so(entries: object) -> None:
    for payload in (entries, {"data": entries}):
        catalog = parse_models(payload)

        assert catalog.models.empty
        assert catalog.prices.empty
        assert _problems(catalog) == [["", "data", f"is {entries!r}, not a list of models"]]


def test_an_empty_list_gives_frames_of_the_usual_columns_and_kinds() -> None:
    empty, usual = parse_models([]), parse_models([text_model()])

    assert empty.problems.empty
    pd.testing.assert_series_equal(empty.models.dtypes, usual.models.dtypes)
    pd.testing.assert_series_equal(empty.prices.dtypes, usual.prices.dtypes)


def test_a_bare_list_reads_like_a_whole_answer() -> None:
    models = [text_model("a"), text_model("b")]

    bare, whole = parse_models(models), parse_models(answer(models))

    pd.testing.assert_frame_equal(bare.models, whole.models)
    pd.testing.assert_frame_equal(bare.prices, whole.prices)


@pytest.mark.parametrize("entry", [None, 1, 1.5, True, "model", [], ["id"]])
def test_an_entry_that_is_no_model_costs_only_itself(entry: object) -> None:
    catalog = parse_models([entry, text_model("neighbour")])

    assert catalog.models.index.tolist() == ["neighbour"]
    assert _problems(catalog) == [["", "data[0]", f"is {entry!r}, not a model"]]


@pytest.mark.parametrize("model_id", [None, "", "  ", 7, True, ["a"], {}])
def test_a_model_without_a_usable_id_costs_only_itself(model_id: object) -> None:
    catalog = parse_models([text_model("neighbour"), text_model() | {"id": model_id}])

    assert catalog.models.index.tolist() == ["neighbour"]
    assert _problems(catalog) == [["", "data[1].id", f"is {model_id!r}, not a model id"]]


def test_of_a_repeated_id_the_first_is_kept() -> None:
    catalog = parse_models([text_model("a", 1.0), text_model("b"), text_model("a", 9.0)])

    assert catalog.models.index.tolist() == ["a", "b"]
    assert usd_of(catalog, "a") == {"input": 1.0, "output": 2.0}
    assert _problems(catalog) == [["a", "id", "appears again at position 2; the first is kept"]]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("cheap", "is 'cheap', not a number"),
        ("", "is '', not a number"),
        (float("nan"), "is nan, not a finite number"),
        (float("inf"), "is inf, not a finite number"),
        ("NaN", "is 'NaN', not a finite number"),
        ("Infinity", "is 'Infinity', not a finite number"),
        (-0.5, "is -0.5, below zero"),
        (True, "is True, not a number"),
        ([1], "is [1], not a number"),
        ({"usd": 1}, "is {'usd': 1}, not a number"),
        pytest.param(10**400, f"is 1{'0' * 79}…, not a number", id="too large for a float"),
    ],
)
def test_an_unusable_number_is_unknown_and_a_problem(number: object, said: str) -> None:
    catalog = _with_input({"usd": number, "diem": 1})

    assert pd.isna(usd_of(catalog, "spoilt")["input"])
    assert usd_of(catalog, "spoilt")["output"] == 2.0
    assert ["spoilt", "model_spec.pricing.input.usd", said] in _problems(catalog)
    assert usd_of(catalog, "neighbour") == {"input": 1.0, "output": 2.0}


def test_a_number_written_as_text_is_read_and_a_problem() -> None:
    catalog = _with_input({"usd": "0.25", "diem": 0.25})

    assert usd_of(catalog, "spoilt")["input"] == 0.25
    assert _problems(catalog) == [
        ["spoilt", "model_spec.pricing.input.usd", "is the text '0.25'; read as a number"]
    ]


@pytest.mark.parametrize("price", [{}, {"usd": None}, {"usd": None, "diem": None}])
def test_a_price_without_any_number_is_a_row_of_unknowns_and_a_problem(price: object) -> None:
    catalog = _with_input(price)

    assert pd.isna(usd_of(catalog, "spoilt")["input"])
    assert _problems(catalog) == [["spoilt", "model_spec.pricing.input", "holds no usable price"]]


@pytest.mark.parametrize("price", [None, 1.5, "free", [1], True])
def test_what_is_no_price_at_all_is_a_problem(price: object) -> None:
    catalog = _with_input(price)

    assert usd_of(catalog, "spoilt") == {"output": 2.0}
    assert _problems(catalog) == [
        ["spoilt", "model_spec.pricing.input", f"is {price!r}, not a price"]
    ]


def test_a_price_of_zero_is_zero_and_no_problem() -> None:
    catalog = _with_input({"usd": 0, "diem": 0})

    assert usd_of(catalog, "spoilt")["input"] == 0.0
    assert catalog.problems.empty


def test_what_stands_beside_a_price_is_not_dropped() -> None:
    catalog = _with_input({"usd": 1, "diem": 1, "eur": 0.9, "night": {"usd": 0.5, "diem": 0.5}})

    assert usd_of(catalog, "spoilt") == {"input": 1.0, "input.night": 0.5, "output": 2.0}
    assert [where for _, where, _ in _problems(catalog)] == [
        "model_spec.pricing.input.eur",
        "model_spec.pricing.input.night",
    ]


@pytest.mark.parametrize("pricing", [None, {}, 7, "free", []])
def test_a_model_without_pricing_is_kept_and_a_problem(pricing: object) -> None:
    spoilt = text_model("spoilt")
    spoilt["model_spec"]["pricing"] = pricing

    catalog = parse_models([spoilt])

    assert catalog.models.index.tolist() == ["spoilt"]
    assert {where for _, where, _ in _problems(catalog)} == {"model_spec.pricing"}


@pytest.mark.parametrize("spec", [None, 7, "spec", []])
def test_a_model_spec_of_a_wrong_kind_costs_only_that_model(spec: object) -> None:
    catalog = parse_models([text_model("spoilt") | {"model_spec": spec}, text_model("neighbour")])

    assert catalog.models.loc["spoilt", "name"] == "spoilt"
    assert usd_of(catalog, "neighbour") == {"input": 1.0, "output": 2.0}
    assert {model_id for model_id, _, _ in _problems(catalog)} == {"spoilt"}


def test_a_missing_model_spec_is_a_problem() -> None:
    catalog = parse_models([{"id": "bare", "type": "text"}])

    assert catalog.models.loc["bare", "type"] == "text"
    assert "is missing: nothing but the id is known" in [what for _, _, what in _problems(catalog)]


@pytest.mark.parametrize("model_type", [None, "", 5, ["text"]])
def test_a_type_that_is_missing_or_no_text_is_unknown_and_a_problem(model_type: object) -> None:
    catalog = parse_models([text_model("spoilt") | {"type": model_type}])

    assert catalog.models.loc["spoilt", "type"] == "unknown"
    assert catalog.prices["unit"].tolist() == ["unknown", "unknown"]
    assert "type" in [where for _, where, _ in _problems(catalog)]


def test_a_new_type_is_kept_under_its_own_name() -> None:
    catalog = parse_models([text_model("new") | {"type": "hologram"}])

    assert catalog.models.loc["new", "type"] == "hologram"


@pytest.mark.parametrize("pricing", [{"input": _nested_lists(50)}, _nested_lists(50)])
def test_deep_lists_in_pricing_are_a_problem(pricing: object) -> None:
    spoilt = text_model("spoilt")
    spoilt["model_spec"]["pricing"] = pricing

    assert "spoilt" in parse_models([spoilt]).problems["model_id"].tolist()


def test_prices_nested_too_deep_are_a_problem() -> None:
    pricing = json.loads('{"a":' * 7 + '{"usd": 1}' + "}" * 7)
    spoilt = text_model("spoilt")
    spoilt["model_spec"]["pricing"] = pricing

    catalog = parse_models([spoilt, text_model("neighbour")])

    assert usd_of(catalog, "spoilt") == {}
    assert _problems(catalog) == [
        ["spoilt", "model_spec.pricing.a.a.a.a.a.a.a", "is nested too deep to be a price"]
    ]


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(_nested_lists(100_000), id="entry"),
        pytest.param({"id": "a", "model_spec": _nested_lists(100_000)}, id="model_spec"),
        pytest.param(
            {"id": "a", "model_spec": {"pricing": {"input": _nested_prices(5_000)}}}, id="prices"
        ),
    ],
)
def test_no_depth_of_nesting_raises(spoilt: object) -> None:
    catalog = parse_models([spoilt, text_model("neighbour")])

    assert usd_of(catalog, "neighbour") == {"input": 1.0, "output": 2.0}
    assert not catalog.problems.empty


@pytest.mark.parametrize("is_on", [True, False])
def test_the_garbage_collector_is_left_as_it_was(*, is_on: bool) -> None:
    (gc.enable if is_on else gc.disable)()
    try:
        parse_models([text_model("a"), None])
        assert gc.isenabled() is is_on
    finally:
        gc.enable()
