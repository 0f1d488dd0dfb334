"""Whatever JSON comes, the parser gives whole frames, and no model spoils another."""

from __future__ import annotations

import copy
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import few
from tests.support.samples import bundled_models
from tests.support.stand_in import model
from tests.support.whole_catalogs import assert_whole
from venice_data import parse_models

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy


BUNDLED = bundled_models()
TYPES = ["text", "image", "inpaint", "upscale", "music", "tts", "asr", "embedding", "video", "new"]

# What the parser looks for, so that arbitrary JSON often holds it with a wrong value.
KEYS = sorted(
    {key for entry in BUNDLED for key in entry["model_spec"]}
    | {key for entry in BUNDLED for key in entry["model_spec"].get("capabilities", {})}
    | {key for entry in BUNDLED for key in entry["model_spec"].get("pricing") or {}}
    | {"id", "type", "created", "model_spec", "data", "usd", "diem", "min_seconds", "included"}
    | {"removesAt", "date", "context_token_threshold", "additional", "constraints"}
)

any_text = st.text(st.characters(), max_size=8)  # half characters (lone surrogates) included
any_key = st.sampled_from(KEYS) | any_text
any_scalar = (
    st.none() | st.booleans() | st.integers() | st.floats() | any_text | st.sampled_from(TYPES)
)
any_json = st.recursive(
    any_scalar,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_key, inner, max_size=4),
    max_leaves=12,
)
any_model = st.fixed_dictionaries(
    {"id": any_text | any_json, "type": st.sampled_from(TYPES) | any_json},
    optional={
        "created": any_scalar,
        "model_spec": st.dictionaries(any_key, any_json, max_size=6) | any_json,
    },
)
any_payload = any_json | st.lists(any_model | any_json, max_size=4)
any_amount = st.floats(0, 1e12) | st.integers(0, 10**12)
price_key = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8).filter(
    lambda key: key not in ("usd", "diem")
)


@st.composite
def price_trees(draw: DrawFn, depth: int = 3) -> dict[str, Any]:
    """Draw a `pricing` in which each leaf, up to three keys down, is a whole price."""
    price: SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
        {"usd": any_amount, "diem": any_amount}
    )
    below = price if depth == 1 else price | price_trees(depth - 1)
    tree: dict[str, Any] = draw(st.dictionaries(price_key, below, min_size=1, max_size=3))
    return tree


@st.composite
def spoilt_models(draw: DrawFn) -> dict[str, Any]:
    """Draw a bundled model of which something, somewhere, is dropped or replaced."""
    spoilt: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(BUNDLED)))
    for _ in range(draw(st.integers(1, 3))):
        _spoil(draw, spoilt)
    return spoilt


neighbours = st.lists(st.sampled_from(BUNDLED), max_size=3, unique_by=id)
priced = st.tuples(st.sampled_from(TYPES), price_trees())


def _numbered(models: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    return [
        model(str(number), model_type, pricing)
        for number, (model_type, pricing) in enumerate(models)
    ]


def _spoil(draw: DrawFn, level: dict[str, Any]) -> None:
    if not level:
        return
    key = draw(st.sampled_from(sorted(level)))
    child = level[key]
    if isinstance(child, dict) and child and draw(st.integers(0, 3)):
        _spoil(draw, child)
    elif draw(st.booleans()):
        del level[key]
    else:
        level[key] = draw(any_json)


def _leaves(tree: dict[str, Any], path: tuple[str, ...] = ()) -> list[tuple[str, float, float]]:
    if "usd" in tree:
        return [(".".join(path), float(tree["usd"]), float(tree["diem"]))]
    return [leaf for key, below in tree.items() for leaf in _leaves(below, (*path, key))]


def _without_objects(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[[name for name in frame if frame[name].dtype != "object"]]


@few(40)
@given(any_payload)
def test_any_payload_gives_whole_frames(payload: object) -> None:
    assert_whole(parse_models(payload))


@few(40)
@given(any_payload)
def test_any_payload_can_be_sent_and_exported(payload: object) -> None:
    catalog = parse_models(payload)

    for frame in (catalog.models, catalog.prices, catalog.problems):
        flat = _without_objects(frame)
        assert pa.Table.from_pandas(flat).num_rows == len(frame)
        records = json.loads(flat.to_json(orient="records", date_format="iso"))
        assert len(records) == len(frame)
        assert flat.to_csv().encode("utf-8")


@few(40)
@given(st.lists(spoilt_models(), max_size=4))
def test_lists_of_texts_can_be_sent_whatever_is_spoilt(spoilt: list[dict[str, Any]]) -> None:
    models = parse_models(spoilt).models

    lists = ["traits", "capabilities", "capabilities_stated", "reasoning_efforts", "voices"]
    assert pa.Table.from_pandas(models[[*lists, "region_restrictions"]]).num_rows == len(models)


@few(40)
@given(st.lists(spoilt_models(), max_size=4))
def test_spoilt_models_give_whole_frames(spoilt: list[dict[str, Any]]) -> None:
    assert_whole(parse_models(spoilt))


@few(25)
@given(st.lists(spoilt_models(), max_size=4), neighbours)
def test_spoilt_models_cost_their_neighbours_nothing(
    spoilt: list[dict[str, Any]], unspoilt: list[dict[str, Any]]
) -> None:
    alone = parse_models(unspoilt)

    beside = parse_models([*unspoilt, *spoilt])

    ids = alone.models.index
    pd.testing.assert_frame_equal(beside.models.iloc[: len(ids)], alone.models)
    pd.testing.assert_frame_equal(beside.prices.iloc[: len(alone.prices)], alone.prices)
    assert len(beside.models) <= len(ids) + len(spoilt)


@few(25)
@given(st.lists(priced, max_size=3))
def test_each_price_under_any_keys_is_one_row(
    models: list[tuple[str, dict[str, Any]]],
) -> None:
    catalog = parse_models(_numbered(models))

    rows = catalog.prices[["model_id", "component", "usd", "diem"]]
    assert Counter(rows.itertuples(index=False, name=None)) == Counter(
        (str(number), *leaf)
        for number, (_, pricing) in enumerate(models)
        for leaf in _leaves(pricing)
    )


@few(20)
@given(st.lists(priced, max_size=3))
def test_each_price_of_unknown_unit_is_a_problem(
    models: list[tuple[str, dict[str, Any]]],
) -> None:
    catalog = parse_models(_numbered(models))

    unknown = catalog.prices[catalog.prices["unit"] == "unknown"]
    assert set(unknown["model_id"] + " model_spec.pricing." + unknown["component"]) == set(
        catalog.problems["model_id"] + " " + catalog.problems["where"]
    )


@few(20)
@given(any_payload)
def test_parsing_never_writes_to_its_input(payload: object) -> None:
    before = repr(payload)

    parse_models(payload)

    assert repr(payload) == before
