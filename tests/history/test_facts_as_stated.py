"""Past days say of each model what the lists said then, and nothing that none had said.

`minimax-m27` showed private on 52 days on which the list said anonymized, `kimi-k3` on 11, and
`qwen3-vl-235b-a22b` half its context, because facts were filled in from the first later record.
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from tests.support.own_data import SHIPPED
from tests.support.seeded_history import seeded_history
from venice_data.catalog.glossary import capability_label
from venice_data.history.change_events import changes
from venice_data.history.price_history import catalog_at

if TYPE_CHECKING:
    from collections.abc import Hashable

pytestmark = pytest.mark.usefixtures("shipped_files")

FIRST_DAY = datetime(2026, 4, 18, tzinfo=UTC)
BUNDLED_DAY = datetime(2026, 8, 22, tzinfo=UTC)
DAYS = 128
_FACTS = ["name", "privacy", "beta", "capabilities", "context_tokens", "max_completion_tokens"]


def _stated_at_ends_of_days() -> list[dict[tuple[str, str], str]]:
    """Read the file day by day, knowing nothing of the code that seeds."""
    with (SHIPPED / "facts-history.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    days = []
    stated: dict[tuple[str, str], str] = {}
    for number in range(DAYS):
        end = f"{FIRST_DAY + timedelta(days=number + 1):%Y-%m-%d}"
        while rows and rows[0]["observed_at"] < end:
            row = rows.pop(0)
            stated[row["model_id"], row["fact"]] = row["value"]
        days.append(dict(stated))
    return days


def _shown(model: dict[Hashable, Any]) -> tuple[object, ...]:
    limits = [model["context_tokens"], model["max_completion_tokens"]]
    return (
        model["name"],
        model["privacy"],
        bool(model["beta"]),
        set(model["capabilities"]) - {"uncensored"},
        *("" if pd.isna(number) else str(int(number)) for number in limits),
    )


def _told(stated: dict[tuple[str, str], str], model_id: str) -> tuple[object, ...]:
    def said(fact: str) -> str:
        return stated.get((model_id, fact), "")

    return (
        said("name"),
        said("privacy") or "unknown",
        said("beta") == "true",
        {capability_label(key) for key in said("capabilities").split("|") if key},
        said("context_tokens"),
        said("max_completion_tokens"),
    )


@pytest.mark.thorough
def test_on_all_days_each_model_shows_what_its_list_stated_not_what_a_later_one_did() -> None:
    history = seeded_history()
    wrong: list[object] = []
    for number, stated in enumerate(_stated_at_ends_of_days()):
        end = FIRST_DAY + timedelta(days=number + 1, microseconds=-1)
        models = catalog_at(history, end).models
        if end >= BUNDLED_DAY:  # from here on every fact of a list is recorded
            models = models[models["type"] == "text"]
        wrong += [
            (end, model_id, shown, told)
            for model_id, model in models[_FACTS].to_dict("index").items()
            if (shown := _shown(model)) != (told := _told(stated, str(model_id)))
        ]

    assert wrong == []


def test_facts_that_are_first_recorded_are_no_changes() -> None:
    history = seeded_history()

    told_of_facts = [
        event for event in changes(history) if event.observed_at == history.newest and event.details
    ]

    assert told_of_facts == []
