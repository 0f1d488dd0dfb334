"""The changes in the history that ships, with which every history begins."""

from __future__ import annotations

import csv
from datetime import datetime
from typing import Any

import pytest

from tests.support.own_data import SHIPPED
from tests.support.seeded_history import seeded_history
from venice_data.history.change_events import changes
from venice_data.history.seed import PRICE_HISTORY

pytestmark = pytest.mark.usefixtures("shipped_files")


@pytest.mark.parametrize(
    ("at", "model_id", "kind", "amounts"),
    [
        (
            "2026-08-12T04:54:35Z",
            "xiaomi-mimo-v2-5",
            "price up",
            {"input": (0.14, 0.4), "output": (0.28, 2), "cache_input": (0.05, 0.08)},
        ),
        (
            "2026-07-02T19:50:11Z",
            "xiaomi-mimo-v2-5",
            "price down",
            {"input": (0.175, 0.14), "output": (0.35, 0.28), "cache_input": (0.0625, 0.05)},
        ),
        (
            "2026-08-19T01:50:35Z",
            "deepseek-v4-pro-0813",
            "price down",
            {"input": (1.73, 1.65), "cache_input": (0.33, 0.165)},
        ),
        (
            "2026-07-10T15:12:00Z",
            "openai-gpt-56-luna-pro",
            "prices changed",
            {"cache_write": (None, 1.5625)},
        ),
        (
            "2026-05-27T13:34:45Z",
            "qwen-image",
            "back",
            {"generation": (None, 0.03), "upscale.2x": (None, 0.02), "upscale.4x": (None, 0.08)},
        ),
        (
            "2026-05-18T01:19:28Z",
            "qwen-image",
            "retired",
            {"generation": (0.01, None), "upscale.2x": (0.02, None), "upscale.4x": (0.08, None)},
        ),
        (
            "2026-08-21T16:27:33Z",
            "stealth-ox-alpha",
            "new",
            {"input": (None, 0), "output": (None, 0), "cache_input": (None, 0)},
        ),
    ],
)
def test_the_months_before_are_told_as_they_were(
    at: str, model_id: str, kind: str, amounts: dict[str, Any]
) -> None:
    instant = datetime.fromisoformat(at)

    (entry,) = [
        entry
        for entry in changes(seeded_history())
        if (entry.observed_at, entry.model_id) == (instant, model_id)
    ]

    assert entry.kind == kind
    assert {move.component: move.amounts("usd") for move in entry.moves} == amounts


def test_every_price_of_the_months_before_is_told_once() -> None:
    with (SHIPPED / PRICE_HISTORY).open(encoding="utf-8", newline="") as file:
        rows = [(datetime.fromisoformat(row["observed_at"]), row) for row in csv.DictReader(file)]
    recorded = {
        (at, row["model_id"], row["component"]): float(row["usd"]) if row["usd"] else None
        for at, row in rows
        if at > seeded_history().oldest
    }

    told = [
        ((entry.observed_at, entry.model_id, move.component), move.amounts("usd")[1])
        for entry in changes(seeded_history())
        if entry.kind != "retired"
        for move in entry.moves
    ]

    assert len(told) == len(recorded)
    assert dict(told) == recorded
