"""How the seed is read, over the tests' own: away in between, tiers, and the list at its end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd

from tests.support.samples import bundled
from tests.support.seeded_history import seeded_history
from venice_data.history.price_history import catalog_at

if TYPE_CHECKING:
    from venice_data import Catalog


def _track_lengths(catalog: Catalog) -> dict[str, list[float]]:
    """Return the shortest and the longest track of each tier of one model."""
    prices = catalog.prices[catalog.prices["model_id"] == "elevenlabs-music"]
    lengths = prices.set_index("component")[["min_seconds", "max_seconds"]]
    return {str(component): list(length) for component, length in lengths.T.items()}


def test_a_model_that_came_back_was_away_in_between() -> None:
    held = seeded_history().listings.query("model_id == 'qwen-image'")

    assert held["began_at"].tolist() == [
        pd.Timestamp("2026-04-18T01:29:37Z"),
        pd.Timestamp("2026-05-27T13:34:45Z"),
    ]
    assert held["ended_at"].tolist() == [pd.Timestamp("2026-05-18T01:19:28Z"), pd.NaT]


def test_tracks_are_as_long_from_the_start_as_in_the_bundled_list() -> None:
    history = seeded_history()

    at_the_start = _track_lengths(catalog_at(history, history.oldest))

    assert at_the_start == _track_lengths(bundled())
    assert at_the_start["durations.60"] == [3, 60]


def test_the_seed_ends_at_the_instant_that_the_bundled_file_is_named_after() -> None:
    assert seeded_history().newest == datetime(2026, 8, 22, tzinfo=UTC)
