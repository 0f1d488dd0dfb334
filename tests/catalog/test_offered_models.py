"""Which models are offered, until when, and which are recommended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.samples import frame_of, ids_of
from tests.support.stand_in import model
from venice_data.catalog.filters import (
    offered,
    recommendable,
    retiring,
)

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def _removed_at(model_id: str, instant: str) -> dict[str, Any]:
    return model(model_id, "text", {}, deprecation={"removesAt": instant})


@pytest.mark.parametrize(
    ("instant", "is_offered"),
    [
        ("2026-09-01T11:59:59Z", False),  # a second before now
        ("2026-09-01T12:00:00Z", False),  # now: removed at this very instant
        ("2026-09-01T12:00:01Z", True),
        ("2026-09-01T14:00:00+02:00", False),  # noon elsewhere
        ("2026-09-01T13:30:00-01:00", True),
    ],
)
def test_a_model_is_offered_until_its_removal(instant: str, *, is_offered: bool) -> None:
    models = frame_of(_removed_at("a", instant))

    assert ids_of(offered(models, NOON)) == (["a"] if is_offered else [])


def test_a_model_without_a_removal_date_is_offered() -> None:
    assert ids_of(offered(frame_of(model("a", "text", {})), NOON)) == ["a"]


def test_a_fraction_of_a_second_before_its_removal_a_model_is_offered() -> None:
    models = frame_of(_removed_at("a", "2026-09-01T12:00:00Z"))

    assert ids_of(offered(models, NOON - timedelta(microseconds=1))) == ["a"]


def test_the_next_to_retire_comes_first_and_the_retired_are_gone() -> None:
    models = frame_of(
        _removed_at("later", "2026-12-01T00:00:00Z"),
        model("stays", "text", {}),
        _removed_at("gone", "2026-08-31T00:00:00Z"),
        _removed_at("right-now", "2026-09-01T12:00:00Z"),
        _removed_at("soon", "2026-09-02T00:00:00Z"),
    )

    assert ids_of(retiring(models, NOON)) == ["soon", "later"]


def test_a_model_is_either_retired_or_offered_never_both() -> None:
    models = frame_of(_removed_at("a", "2026-09-01T12:00:00Z"))

    assert set(ids_of(retiring(models, NOON))) <= set(ids_of(offered(models, NOON)))


def test_a_model_that_is_down_is_not_recommended() -> None:
    models = frame_of(model("up", "text", {}), model("down", "text", {}, offline=True))

    assert ids_of(recommendable(models)) == ["up"]
