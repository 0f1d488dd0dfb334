"""Names of models and of types stay distinct, even where Venice's own are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.samples import bundled
from tests.support.stand_in import model
from venice_data import parse_models
from venice_data.catalog.glossary import capability_explanations, capability_label
from venice_data.catalog.model_types import api_name_of, in_reading_order, model_type
from venice_data.catalog.names import (
    distinct_names,
    named_in,
    names_with_ids,
    short_name,
    short_names,
)

if TYPE_CHECKING:
    import pandas as pd


def _labels(names: dict[str, str]) -> pd.Series[str]:
    """Return the distinct names of models, given their names by id."""
    models = [model(model_id, "text", {}, name=name) for model_id, name in names.items()]
    return distinct_names(parse_models(models).models)


def test_only_a_shared_name_gets_what_sets_the_ids_apart() -> None:
    labels = _labels(
        {"gpt-image": "Image", "gpt-image-edit": "Image", "gpt-image-edit-2": "Image", "c": "Only"}
    )

    assert labels.to_dict() == {
        "gpt-image": "Image",
        "gpt-image-edit": "Image · edit",
        "gpt-image-edit-2": "Image · edit-2",
        "c": "Only",
    }


def test_an_id_stands_behind_each_name_that_does_not_hold_it() -> None:
    names = _labels({"kimi-k3": "Kimi K3", "glm-5": "GLM", "e2ee-glm": "GLM", "kokoro": "Kokoro"})

    assert names_with_ids(names).to_dict() == {
        "kimi-k3": "Kimi K3 · kimi-k3",
        "glm-5": "GLM · glm-5",
        "e2ee-glm": "GLM · e2ee-glm",
        "kokoro": "Kokoro",
    }


@example({"-aa": "a (a)", "-": "a · a (a)", "b-ba": "a", "ab": "a · b", "a--": "a · a", "a": "a"})
@given(
    st.dictionaries(
        st.text("ab-()· ", min_size=1, max_size=4).filter(str.strip),
        st.sampled_from(["a", "b", "a · b", "a · a", "a (a)", "a · a (a)", "a · b (a)"]),
        max_size=6,
    )
)
def test_no_two_models_have_the_same_label(names: dict[str, str]) -> None:
    labels = _labels(names)

    assert labels.index.tolist() == list(names)
    assert labels.is_unique


def test_a_name_that_one_model_alone_has_stays_as_it_is() -> None:
    labels = _labels({"image": "Image", "image-edit": "Image", "other": "Image · edit"})

    assert labels.to_dict() == {
        "image": "Image",
        "image-edit": "Image · edit (image-edit)",
        "other": "Image · edit",
    }


def test_all_bundled_names_are_distinct() -> None:
    models = bundled().models

    assert not models["name"].is_unique
    assert distinct_names(models).is_unique


def test_the_nine_types_come_in_reading_order_and_new_ones_after_them() -> None:
    known = set(bundled().models["type"])

    ordered = in_reading_order(known | {"zeta", "hologram"})

    assert ordered[0] == "text"
    assert ordered[-2:] == ["hologram", "zeta"]
    assert len(ordered) == 11


@pytest.mark.parametrize(
    "api_name",
    [
        *sorted(set(bundled().models["type"])),
        "hologram",
        *("edit", "speech", "transcription"),  # new ones, called like the label of a known one
    ],
)
def test_the_label_of_a_type_leads_back_to_it(api_name: str) -> None:
    assert api_name_of(model_type(api_name).label) == api_name


@pytest.mark.parametrize(
    ("api_key", "label"),
    [
        ("supportsVision", "vision"),
        ("supportsTeeAttestation", "TEE attestation"),
        ("uncensored", "uncensored"),
        ("supportsTimeTravel", "time travel"),
        ("supports_time_travel", "time travel"),
        ("optimizedForPoems", "optimized for poems"),
        ("supports", "supports"),
    ],
)
def test_a_capability_has_a_label_even_when_it_is_new(api_key: str, label: str) -> None:
    assert capability_label(api_key) == label


def test_every_bundled_capability_is_explained() -> None:
    stated = set(bundled().models["capabilities_stated"].explode().dropna())

    assert stated <= set(capability_explanations())


def test_a_long_name_is_cut_to_a_line() -> None:
    assert short_name("GLM 5") == "GLM 5"
    assert short_name("x" * 60) == "x" * 60
    assert short_name("x" * 5_000) == f"{'x' * 59}…"


def test_the_cut_leaves_what_tells_two_long_names_apart() -> None:
    labels = short_names(_labels(dict.fromkeys(["m-a", "m-b"], "x" * 65) | {"c": "y" * 65}))

    assert labels.to_dict() == {
        "m-a": f"{'x' * 39}…{'x' * 16} · a",
        "m-b": f"{'x' * 39}…{'x' * 16} · b",
        "c": f"{'y' * 59}…",
    }


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.tuples(*[st.sampled_from(["", "x", "…", "x… (2)"])] * 2).map(
            lambda ends: f"{ends[0]}{'x' * 58}{ends[1]}"
        ),
    )
)
def test_no_two_models_have_the_same_name_after_the_cut(names: dict[str, str]) -> None:
    labels = short_names(_labels(names))

    assert labels.index.tolist() == list(names)
    assert labels.is_unique
    assert all(len(label) <= 60 for label in labels)


@pytest.mark.parametrize(
    ("typed", "found", "unknown"),
    [
        ("kimi-k3", ["kimi-k3"], []),
        ("KIMI K3, glm 5,claude opus", ["kimi-k3", "zai-org-glm-5", "claude-opus-5"], []),
        ("Kimi K3, Kimi K33, ,", ["kimi-k3"], ["Kimi K33"]),
        ("opus claude 4.8", ["claude-opus-4-8"], []),
        (", ,", [], []),
    ],
)
def test_models_are_named_in_a_list_as_people_type_it(
    typed: str, found: list[str], unknown: list[str]
) -> None:
    assert named_in(typed, distinct_names(bundled().models)) == (found, unknown)


@given(st.text())
def test_whatever_is_typed_names_models_that_there_are(typed: str) -> None:
    names = distinct_names(bundled().models)

    found, unknown = named_in(typed, names)

    assert set(found) <= set(names.index)
    assert all(text in typed for text in unknown)
