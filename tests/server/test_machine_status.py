"""The address that tells machines how the site is: what there is, how old, what fails."""

from __future__ import annotations

from tests.support.held_store import HeldStore
from tests.support.machines import machine_client
from tests.support.samples import bundled
from tests.support.stand_in import text_model
from venice_data import __version__, parse_models
from venice_data.live.store import Snapshot


def test_the_status_counts_and_dates_what_there_is() -> None:
    status = machine_client().get("/api/status.json").json()

    assert status["version"] == __version__
    listed = status["list"]
    assert listed["source"] == "bundled"
    assert listed["fetched_at"] == "2026-08-22T00:00:00Z"
    assert listed["age_seconds"] > 0
    assert sum(listed["models_by_type"].values()) == listed["models"]
    assert listed["models"] + listed["retired_since"] == len(bundled().models)
    assert listed["problems"] == len(status["problems"]) == len(bundled().problems)
    assert status["refresh"] == {
        "every_seconds": 300,
        "offline": True,
        "is_failing": False,
        "missing_from_short_list": 0,
    }
    assert status["history"]["oldest"].startswith("2026-04-18")
    assert status["history_is_failing"] is False


def test_the_status_tells_that_something_fails_and_never_why() -> None:
    """What fails can name a folder or a host, which is for the log."""
    model = text_model("odd")
    model["model_spec"]["privacy"] = 7
    store = HeldStore(
        Snapshot(parse_models([model]), "no /secret/path", 3, None, "no db.internal.example")
    )
    answer = machine_client(store).get("/api/status.json")
    status = answer.json()

    assert status["refresh"]["is_failing"] is True
    assert status["refresh"]["missing_from_short_list"] == 3
    assert status["history"] is None
    assert status["history_is_failing"] is True
    assert status["problems"][0]["model_id"] == "odd"
    assert "secret" not in answer.text
    assert "internal" not in answer.text
    assert answer.headers["Cache-Control"] == "no-cache"
