"""How single fields of a model are read: times, texts, flags and limits, good and bad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from tests.support.stand_in import text_model
from venice_data import parse_models

if TYPE_CHECKING:
    from venice_data import Catalog

HALF_A_CHARACTER = "\ud83d"
HOSTILE = [
    "<script>alert(1)</script>",
    "**bold** [link](javascript:alert(1)) $x$ $$y$$",
    '=HYPERLINK("http://evil.example")',
    "x\x00y\r\nz\t\u202e\u200b\ufeff",
    "'; DROP TABLE models; --",
    "🦆" * 500,
]


def _with_spec(**spec: object) -> Catalog:
    model = text_model("m")
    model["model_spec"] |= spec
    return parse_models([model])


def _where(catalog: Catalog) -> list[str]:
    return catalog.problems["where"].tolist()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_kept_to_the_letter(text: str) -> None:
    catalog = _with_spec(name=text, description=text, modelSource=text)

    row = catalog.models.loc["m"]
    assert (row["name"], row["description"], row["source_text"]) == (text, text, text)
    assert catalog.problems.empty


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_ids_and_components_are_kept_to_the_letter(text: str) -> None:
    model = text_model(text)
    model["model_spec"]["pricing"] = {text: {"usd": 1}}

    catalog = parse_models([model])

    assert catalog.models.index.tolist() == [text]
    assert catalog.prices[["model_id", "component"]].to_numpy().tolist() == [[text, text]]


def test_half_a_character_becomes_one_that_can_be_shown() -> None:
    catalog = parse_models([text_model(f"m{HALF_A_CHARACTER}", name=f"A{HALF_A_CHARACTER}")])

    assert catalog.models.loc["m?", "name"] == "A?"


def test_half_a_character_in_the_name_of_a_capability_becomes_one_that_can_be_shown() -> None:
    catalog = _with_spec(capabilities={HALF_A_CHARACTER: True})

    assert catalog.models["capabilities"].tolist() == [["?"]]


def test_two_models_of_one_name_are_two_models() -> None:
    catalog = parse_models([text_model("a", name="Twin"), text_model("b", name="Twin")])

    assert catalog.models["name"].to_dict() == {"a": "Twin", "b": "Twin"}


def test_a_model_without_a_name_goes_by_its_id() -> None:
    assert _with_spec(name=None).models.loc["m", "name"] == "m"


def test_unix_seconds_are_read_as_utc() -> None:
    model = text_model("m") | {"created": 1776470400}

    created = parse_models([model]).models.loc["m", "created"]

    assert created == pd.Timestamp("2026-04-18T00:00:00Z")


@pytest.mark.parametrize(
    "created",
    [
        *(1e18, 10**400, -1e18, float("inf"), float("nan"), True, "soon", "now", "", [], {}),
        *(1776470400000, 253402300800, -62135596801),  # beyond the calendar
    ],
    ids=repr,
)
def test_a_time_that_is_none_is_unknown_and_a_problem(created: object) -> None:
    catalog = parse_models([text_model("m") | {"created": created}])

    assert catalog.models["created"].isna().all()
    assert _where(catalog) == ["created"]


def test_a_removal_beyond_the_calendar_does_not_retire_a_model() -> None:
    catalog = _with_spec(deprecation={"removesAt": 253402300800})

    assert not (catalog.models["removes_at"] < pd.Timestamp("2026-01-01", tz="UTC")).any()


def test_deprecation_is_read() -> None:
    deprecation = {
        "removesAt": "2026-09-01T02:00:00+02:00",
        "autoRemap": True,
        "replacementModelId": "successor",
    }

    row = _with_spec(deprecation=deprecation).models.loc["m"]

    assert row["removes_at"] == pd.Timestamp("2026-09-01T00:00:00Z")
    assert (row["auto_remap"], row["replacement_id"]) == (True, "successor")


def test_the_older_date_of_a_deprecation_serves_where_no_removal_is_named() -> None:
    catalog = _with_spec(deprecation={"date": "2026-09-01T00:00:00.000Z"})

    assert catalog.models.loc["m", "removes_at"] == pd.Timestamp("2026-09-01T00:00:00Z")


def test_privacy_that_is_not_stated_is_unknown() -> None:
    assert _with_spec().models.loc["m", "privacy"] == "unknown"


def test_capabilities_stated_and_denied_are_told_apart_from_those_not_stated() -> None:
    capabilities = {"supportsVision": True, "supportsReasoning": False, "maxImages": 10}

    row = _with_spec(capabilities=capabilities, uncensored=True).models.loc["m"]

    assert row["capabilities"] == ["vision", "uncensored"]
    assert row["capabilities_stated"] == ["vision", "reasoning", "uncensored"]
    assert row["max_images"] == 10


def test_a_new_capability_is_labelled_by_its_name() -> None:
    catalog = _with_spec(capabilities={"supportsTimeTravel": True})

    assert catalog.models.loc["m", "capabilities"] == ["time travel"]


def test_a_capability_that_is_no_flag_is_a_problem() -> None:
    catalog = _with_spec(capabilities={"supportsVision": "yes"})

    assert catalog.models.loc["m", "capabilities"] == []
    assert _where(catalog) == ["model_spec.capabilities.supportsVision"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("description", 7),
        ("privacy", ["private"]),
        ("offline", "no"),
        ("betaModel", 1),
        ("traits", "fastest"),
        ("traits", ["fastest", 7]),
        ("voices", {"a": 1}),
        ("regionRestrictions", [None]),
        ("constraints", []),
        ("capabilities", "all"),
        ("deprecation", "2026-09-01"),
        ("availableContextTokens", "many"),
        ("availableContextTokens", 1.5),
        ("maxCompletionTokens", -1),
        ("maxCompletionTokens", 1e300),
        ("embeddingDimensions", True),
    ],
)
def test_a_field_of_a_wrong_kind_is_a_problem_and_costs_only_itself(
    key: str, value: object
) -> None:
    catalog = _with_spec(**{key: value})

    assert _where(catalog) == [f"model_spec.{key}"]
    assert catalog.models.loc["m", "name"] == "M"
    assert len(catalog.prices) == 2


def test_context_length_serves_where_the_spec_names_no_context() -> None:
    model = text_model("m", availableContextTokens=None) | {"context_length": 4096}

    assert parse_models([model]).models.loc["m", "context_tokens"] == 4096


def test_a_long_value_is_quoted_short_in_a_problem() -> None:
    (what,) = _with_spec(offline="no" * 10_000).problems["what"]

    assert len(what) < 200


def test_a_discount_to_the_user_is_read_and_changes_no_price() -> None:
    with_it, without = text_model("with-it") | {"discount_to_user": 0.125}, text_model("without")

    catalog = parse_models([with_it, without])

    assert catalog.models.loc["with-it", "discount_to_user"] == 0.125
    assert catalog.models["discount_to_user"].isna().tolist() == [False, True]
    assert catalog.prices["usd"].tolist() == [1.0, 2.0, 1.0, 2.0]
    assert catalog.problems.empty


@pytest.mark.parametrize("discount", [0, 1, 12.5, -0.1, "much", True])
def test_a_discount_that_is_no_share_is_a_problem(discount: object) -> None:
    catalog = parse_models([text_model("m") | {"discount_to_user": discount}])

    assert catalog.models["discount_to_user"].isna().all()
    assert _where(catalog) == ["discount_to_user"]
