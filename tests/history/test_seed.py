"""The history that ships, whichever list it leads to: 2026 is in it from April, as it was told."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from tests.support.catalog_contents import models_in, prices_in
from tests.support.own_data import SHIPPED
from tests.support.samples import bundled
from tests.support.seeded_history import seeded_history
from venice_data.history.price_history import catalog_at

if TYPE_CHECKING:
    from venice_data import Catalog

pytestmark = pytest.mark.usefixtures("shipped_files")


def _at(instant: str) -> Catalog:
    return catalog_at(seeded_history(), datetime.fromisoformat(instant))


def _before_and_from(instant: str, rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Return which intervals held until an instant, and which hold from it on."""
    at = pd.Timestamp(instant)
    return [
        rows[(rows["began_at"] < at) & ~(rows["ended_at"] < at)],
        rows[(rows["began_at"] <= at) & ~(rows["ended_at"] <= at)],
    ]


def _listed_before_and_from(instant: str) -> list[set[str]]:
    intervals = _before_and_from(instant, seeded_history().listings)
    return [set(rows["model_id"]) for rows in intervals]


@pytest.mark.parametrize(
    ("instant", "model_id", "component", "before", "after"),
    [
        ("2026-08-12T04:54:35Z", "xiaomi-mimo-v2-5", "output", 0.28, 2.0),
        ("2026-04-20T23:30:57Z", "stt-xai-v1", "per_audio_second", None, 3.148e-05),
        ("2026-04-21T22:29:54Z", "gpt-image-2", "generation", 0.26, None),
        ("2026-04-21T22:29:54Z", "gpt-image-2", "resolutions.1K", None, 0.26),
        ("2026-05-06T10:04:27Z", "grok-imagine-image", "generation", 0.0325, None),
        ("2026-05-18T01:19:28Z", "qwen-image", "generation", 0.01, None),
        ("2026-05-21T23:37:38Z", "gpt-image-2", "quality.4K.high", None, 0.83),
        ("2026-05-27T13:34:45Z", "qwen-image", "generation", None, 0.03),
        ("2026-06-05T17:03:41Z", "google-gemma-4-31b-it", "input", 0.126, 0.12),
        ("2026-06-23T17:04:49Z", "elevenlabs-music", "durations.60", 0.87, 0.69),
        ("2026-07-03T19:49:05Z", "claude-opus-4-8", "output", 30.0, 25.0),
        ("2026-07-03T20:39:52Z", "claude-opus-4-8", "output", 25.0, 30.0),
        ("2026-07-24T15:46:45Z", "seedream-v5-pro-edit", "inpaint", 0.11, 0.06),
        ("2026-07-27T19:51:11Z", "kimi-k3", "input", 3.75, 4.6875),
        ("2026-07-29T00:53:09Z", "kimi-k3", "input", 4.6875, 3.75),
        ("2026-07-31T11:57:19Z", "qwen3-6-35b-a3b", "cache_input", 0.05, None),
        ("2026-08-10T12:33:19Z", "openai-gpt-56-luna-pro", "extended.output", None, 11.25),
        ("2026-08-21T16:27:33Z", "stealth-ox-alpha", "input", None, 0.0),
    ],
)
def test_each_price_moved_when_it_did(
    instant: str, model_id: str, component: str, before: float | None, after: float | None
) -> None:
    prices = seeded_history().prices
    held = prices[(prices["model_id"] == model_id) & (prices["component"] == component)]

    moved = [rows["usd"].tolist() for rows in _before_and_from(instant, held)]

    assert moved == [[] if usd is None else [usd] for usd in (before, after)]


@pytest.mark.parametrize(
    ("instant", "arrived", "left"),
    [
        ("2026-04-20T23:30:57Z", 8, {"gemini-embedding-001"}),
        ("2026-05-11T15:27:01Z", 0, {"hidream"}),
        ("2026-05-18T01:19:28Z", 0, {"qwen-image"}),
        ("2026-05-27T13:34:45Z", 1, set()),
        ("2026-06-04T23:43:28Z", 1, {"qwen-edit-nsfw"}),
        ("2026-06-30T21:48:01Z", 4, {"nano-banana-lite", "nano-banana-lite-edit"}),
        ("2026-08-05T11:05:01Z", 0, {"qwen-image-3-edit", "qwen-image-3-pro-edit"}),
        ("2026-08-11T01:56:22Z", 14, set()),
        ("2026-08-20T14:28:05Z", 0, {"nvidia-nemotron-3-5-lightning-30b-a3b"}),
    ],
)
def test_models_came_and_went_when_they_did(instant: str, arrived: int, left: set[str]) -> None:
    before, after = _listed_before_and_from(instant)

    assert (len(after - before), before - after) == (arrived, left)


def test_fifteen_models_of_one_family_left_at_once() -> None:
    before, after = _listed_before_and_from("2026-07-06T11:45:17Z")

    assert len(before - after) == 15
    assert all(model_id.startswith("seedance-") for model_id in before - after)


def test_the_repricing_of_nineteen_models_was_undone_within_the_hour() -> None:
    before = prices_in(_at("2026-07-03T19:49:04Z"))
    between = prices_in(_at("2026-07-03T19:49:05Z"))
    undone = prices_in(_at("2026-07-03T20:39:52Z"))

    assert len({row[0] for row in set(between) - set(before)}) == 19
    assert undone == before


def test_the_last_list_is_the_bundled_one() -> None:
    history = seeded_history()

    last = catalog_at(history, history.newest)

    assert last.fetched_at == bundled().fetched_at
    assert prices_in(last) == prices_in(bundled())
    assert models_in(last) == models_in(bundled())


@pytest.mark.parametrize(
    "instant",
    [
        "2026-04-18T01:29:37Z",
        "2026-04-21T22:29:54Z",
        "2026-05-20T12:00:00Z",
        "2026-06-30T20:00:00Z",
        "2026-07-03T20:00:00Z",
        "2026-07-06T11:45:17Z",
        "2026-08-05T12:00:00Z",
        "2026-08-21T23:59:59Z",
    ],
)
def test_the_files_replayed_in_another_way_give_the_same_prices(instant: str) -> None:
    listed, prices = _replayed(pd.Timestamp(instant))

    recorded = _at(instant)

    assert set(recorded.models.index) == listed
    rows = recorded.prices[["model_id", "component", "usd", "diem"]]
    assert set(rows.itertuples(index=False, name=None)) == prices


def _replayed(at: pd.Timestamp) -> tuple[set[str], set[tuple[str, str, float, float]]]:
    """Return the models and prices at an instant: what each file says last of each."""
    events = _rows_until(at, "listing-history.csv").drop_duplicates("model_id", keep="last")
    listed = events[events["event"] == "listed"].set_index("model_id")["observed_at"]
    prices = _rows_until(at, "price-history.csv")
    prices = prices.drop_duplicates(["model_id", "component"], keep="last").dropna()
    since = prices["model_id"].map(listed)
    held = prices[prices["observed_at"] >= since][["model_id", "component", "usd", "diem"]]
    return set(listed.index), set(held.itertuples(index=False, name=None))


def _rows_until(at: pd.Timestamp, file_name: str) -> pd.DataFrame:
    rows = pd.read_csv(SHIPPED / file_name, parse_dates=["observed_at"])
    return rows[rows["observed_at"] <= at].sort_values("observed_at", kind="stable")
