"""Filters: what passes, what never does, and which condition to loosen."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.support.own_data import OWN_DATA
from tests.support.samples import bundled, frame_of, ids_of
from tests.support.stand_in import model
from venice_data.catalog.filter_kinds import Scope, SeveralOf
from venice_data.catalog.filters import (
    FILTERS,
    Filters,
    applicable,
    counts_when_loosened,
    matching,
    remarks_on,
)
from venice_data.catalog.quality_scores import BENCHMARKS, SCORES_FILE

if TYPE_CHECKING:
    import pandas as pd


@pytest.fixture
def shelf() -> pd.DataFrame:
    """Four models, each of which differs from the others in several ways."""
    return frame_of(
        model(
            "qwen/qwen-3.7",
            "text",
            {},
            name="Qwen 3.7 Plus",
            privacy="anonymized",
            availableContextTokens=256_000,
            capabilities={"supportsVision": True, "supportsReasoning": True},
        ),
        model(
            "small-text",
            "text",
            {},
            name="Small [beta] (v1)",
            privacy="private",
            availableContextTokens=32_000,
            capabilities={"supportsVision": True, "supportsReasoning": False},
        ),
        model("painter", "image", {}, name="Größe Painter", privacy="private"),
        model("mystery", "text", {}, name="Mystery"),
    )


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["qwen/qwen-3.7", "small-text", "painter", "mystery"]),
        (Filters(types=("image",)), ["painter"]),
        (Filters(types=("image", "text")), ["qwen/qwen-3.7", "small-text", "painter", "mystery"]),
        (Filters(types=("video",)), []),
        (Filters(privacy=("private",)), ["small-text", "painter"]),
        (Filters(privacy=("private", "anonymized")), ["qwen/qwen-3.7", "small-text", "painter"]),
        (Filters(privacy=("unknown",)), ["mystery"]),
        (Filters(capabilities=("vision",)), ["qwen/qwen-3.7", "small-text"]),
        (Filters(capabilities=("vision", "reasoning")), ["qwen/qwen-3.7"]),
        (Filters(capabilities=("vision", "telepathy")), []),
        (Filters(min_context_tokens=32_000), ["qwen/qwen-3.7", "small-text"]),
        (Filters(min_context_tokens=32_001), ["qwen/qwen-3.7"]),
        (Filters(types=("text",), privacy=("private",), search="small"), ["small-text"]),
        (Filters(types=("image",), privacy=("anonymized",)), []),
    ],
)
def test_a_model_passes_that_meets_every_condition(
    shelf: pd.DataFrame, filters: Filters, expected: list[str]
) -> None:
    assert ids_of(matching(shelf, filters)) == expected


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("qwen plus", ["qwen/qwen-3.7"]),  # both words, in any place
        ("plus qwen", ["qwen/qwen-3.7"]),
        ("  PLUS   QWEN ", ["qwen/qwen-3.7"]),
        ("qwen small", []),  # one word of two is not enough
        ("text", ["small-text"]),  # stands in the id only
        ("mystery", ["mystery"]),
        ("qwen/qwen", ["qwen/qwen-3.7"]),
        ("GRÖSSE", ["painter"]),  # ß and ss are one letter in two cases
        ("[beta]", ["small-text"]),
        ("(v1)", ["small-text"]),
        ("3.7", ["qwen/qwen-3.7"]),
        ("3x7", []),
        ("q.en", []),  # a dot is a dot
        (".*", []),
        ("^", []),
        ("(", ["small-text"]),
        ("\\", []),
        ("[", ["small-text"]),
    ],
)
def test_search_finds_every_word_as_it_stands_in_name_or_id(
    shelf: pd.DataFrame, search: str, expected: list[str]
) -> None:
    assert ids_of(matching(shelf, Filters(search=search))) == expected


def test_an_unknown_context_window_never_passes(shelf: pd.DataFrame) -> None:
    assert "mystery" not in ids_of(matching(shelf, Filters(min_context_tokens=1)))


def test_unknown_privacy_never_counts_as_private(shelf: pd.DataFrame) -> None:
    assert "mystery" not in ids_of(matching(shelf, Filters(privacy=("private", "anonymized"))))


def test_filters_leave_the_models_as_they_were(shelf: pd.DataFrame) -> None:
    before = shelf.copy(deep=True)

    matching(shelf, Filters(("text",), ("vision",), ("private",), 1, "small"))

    assert shelf.equals(before)


def test_no_model_passes_any_filter_without_an_error() -> None:
    everything = Filters(("text",), ("vision",), ("private",), 1, "small")

    assert matching(frame_of(), everything).empty
    assert counts_when_loosened(frame_of(), everything) == {
        "types": 0,
        "capabilities": 0,
        "privacy": 0,
        "min_context_tokens": 0,
        "search": 0,
    }


def test_the_conditions_that_are_set_are_named() -> None:
    assert Filters().active() == []
    assert Filters(types=("text",), search="a").active() == ["types", "search"]


def test_one_condition_is_taken_away_and_the_others_stay() -> None:
    filters = Filters(types=("text",), min_context_tokens=8_000, search="a")

    assert filters.without("min_context_tokens") == Filters(types=("text",), search="a")
    assert filters.without("types") == Filters(min_context_tokens=8_000, search="a")


def test_each_set_condition_says_how_many_would_match_without_it(shelf: pd.DataFrame) -> None:
    wanted = Filters(types=("text",), privacy=("private",), min_context_tokens=200_000)

    counts = counts_when_loosened(shelf, wanted)

    # no type: no private model has 200K; no privacy: qwen; no context: small-text
    assert counts == {"types": 0, "privacy": 1, "min_context_tokens": 1}


def test_what_no_model_of_a_scope_could_answer_is_set_aside_and_named(shelf: pd.DataFrame) -> None:
    filters = Filters(("video",), ("vision", "telepathy"), ("private",), 8_000, "a")
    painters = shelf[shelf["type"] == "image"]

    assert applicable(filters, Scope(shelf)) == (
        Filters(("video",), ("vision",), ("private",), 8_000, "a"),
        ["capability: telepathy"],
    )
    assert applicable(filters, Scope(painters, frozenset({"image"}))) == (
        Filters(privacy=("private",), search="a"),
        ["type: video", "capability: vision, telepathy", "context window"],
    )


def test_at_least_as_good_is_who_the_file_of_scores_says() -> None:
    with (OWN_DATA / SCORES_FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    models = bundled().models
    labels = {benchmark.name: benchmark.label for benchmark in BENCHMARKS}

    for own in rows:
        filters, of_an_old_link = (
            Filters.from_texts({"as_good_as": [f"{own[name]} on {labels[own['benchmark']]}"]})
            for name in ("name", "model_id")
        )
        assert filters == of_an_old_link
        as_good = {
            row["model_id"]
            for row in rows
            if row["benchmark"] == own["benchmark"] and float(row["score"]) >= float(own["score"])
        }
        assert set(matching(models, filters).index) == as_good & set(models.index)


def test_who_is_not_rated_is_left_out_and_counted_among_those_that_meet_all_else() -> None:
    models = frame_of(
        *(
            model(model_id, "text", {}, privacy=privacy)
            for model_id, privacy in (
                ("claude-opus-4-5", "anonymized"),  # 75.96
                ("zai-org-glm-5-2", "private"),  # 76.24
                ("zai-org-glm-5", "private"),  # 68.85
                ("mystery", "private"),
                ("riddle", "anonymized"),
            )
        ),
        model("painter", "image", {}, privacy="private"),
    )
    as_good = Filters.from_texts({"as_good_as": ["Claude Opus 4.5 on LiveBench"]})
    private = replace(as_good, privacy=("private",))

    assert ids_of(matching(models, as_good)) == ["claude-opus-4-5", "zai-org-glm-5-2"]
    assert ids_of(matching(models, private)) == ["zai-org-glm-5-2"]
    (remark,) = remarks_on(models, private)
    assert remark == (
        "At least as good as Claude Opus 4.5 on LiveBench: 75.96 (average out of 100) or more, as "
        "of 1 July 2026. 1 text model is not rated there, and so left out."
    )
    assert "2 text models are not rated there" in remarks_on(models, as_good)[0]
    painters = models[models["type"] == "image"]
    assert applicable(private, Scope(painters)) == (Filters(privacy=("private",)), ["quality"])


@pytest.mark.parametrize("condition", FILTERS)
def test_each_filter_is_written_so_that_it_reads_the_same(
    shelf: pd.DataFrame, condition: str
) -> None:
    declared = FILTERS[condition]
    for label in declared.labels(shelf) or ["some words"]:
        assert declared.accepted(shelf).spelled(label) == label
        filters = Filters.from_texts({declared.name: [label]})
        assert Filters.from_texts({name: [text] for name, text in filters.texts()}) == filters


def test_without_a_condition_a_filter_stands_for_nothing() -> None:
    assert Filters.from_texts({"type": [], "context": ["any"], "search": [" "]}) == Filters()
    assert Filters().texts() == []


def test_a_control_offers_the_most_frequent_first_unless_there_is_an_order() -> None:
    models = frame_of(
        *(model(f"private-{number}", "text", {}, privacy="private") for number in range(2)),
        model("anonymized", "image", {}, privacy="anonymized"),
        model("edits", "inpaint", {}, privacy="private"),
    )
    privacy, types = FILTERS["privacy"], FILTERS["types"]

    assert isinstance(privacy, SeveralOf)
    assert isinstance(types, SeveralOf)
    assert privacy.offered(models) == ["private", "anonymized"]
    assert privacy.labels(models) == ["anonymized", "private"]
    assert types.offered(models) == ["text", "image", "edit"]
