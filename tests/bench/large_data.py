"""Data of sizes that no list has yet: 10,000 models, and a price history of ten changes a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert

from tests.support.recorded_lists import begin, file_of
from tests.support.seeded_history import put_seeded_history
from venice_data import parse_models
from venice_data.api.sources import SavedAnswer, read_bundled, write_last_good
from venice_data.history.database import HistoryDatabase
from venice_data.history.recording import ListState, record, state_of
from venice_data.history.tables import LISTINGS
from venice_data.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

MANY_MODELS: Final = 10_000
CHANGES_PER_DAY: Final = 10


def many_models() -> dict[str, Any]:
    """Return an answer with 10,000 models: those of the bundled list, again and again."""
    models = read_bundled().payload["data"]
    return {
        "object": "list",
        "type": "all",
        "data": [
            {**model, "id": f"{model['id']}-{number}"}
            for number, model in enumerate(islice(cycle(models), MANY_MODELS))
        ],
    }
