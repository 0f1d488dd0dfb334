"""How things stand, in values that JSON can hold: the list, what is doubtful in it, the history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from venice_data import __version__
from venice_data.catalog.filters import offered
from venice_data.days import instant_json
from venice_data.history.change_events import changes
from venice_data.served.asking import records

if TYPE_CHECKING:
    from datetime import datetime

    from venice_data.catalog.frames import Catalog
    from venice_data.history.price_history import PriceHistory
    from venice_data.live.store import Snapshot
    from venice_data.settings import Settings

STATUS_ADDRESS: Final = "api/status.json"
_MOST_PROBLEMS: Final = 100


def write_status(snapshot: Snapshot, settings: Settings, now: datetime) -> bytes:
    """Write how things stand for everybody: why something fails is for the host's log alone."""
    history = snapshot.history
    status = {
        "version": __version__,
        "list": list_status(snapshot.catalog, now),
        "problems": records(snapshot.catalog.problems.head(_MOST_PROBLEMS)),
        "refresh": {
            "every_seconds": settings.refresh_seconds,
            "offline": settings.offline,
            "is_failing": snapshot.failure is not None,
            "missing_from_short_list": snapshot.missing_count,
        },
        "history": None if history is None else history_status(history),
        "history_is_failing": snapshot.history_failure is not None,
    }
    return json.dumps(status, indent=2).encode()


def list_status(catalog: Catalog, now: datetime) -> dict[str, Any]:
    """Say what a list holds, where it is from and how old it is."""
    models = offered(catalog.models, now)
    return {
        "source": catalog.source,
        "fetched_at": instant_json(catalog.fetched_at),
        "age_seconds": max(0, int((now - catalog.fetched_at).total_seconds())),
        "models": len(models),
        "models_by_type": {str(t): int(n) for t, n in models["type"].value_counts().items()},
        "retired_since": catalog.removed_count(now),
        "prices": int(catalog.prices["model_id"].isin(models.index).sum()),
        "problems": len(catalog.problems),
    }


def history_status(history: PriceHistory) -> dict[str, Any]:
    """Say how far a history goes, and what it holds."""
    return {
        "oldest": instant_json(history.oldest),
        "newest": instant_json(history.newest),
        "models_listed": int(history.listings["ended_at"].isna().sum()),
        "changes": len(changes(history)),
    }
