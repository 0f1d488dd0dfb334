"""Whatever an API sends, the client ends in time, with an answer or with a reason in words."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.faults.api_faults import LARGE_ANSWERS, READABLE_ANSWERS, REFUSED_ANSWERS
from tests.faults.faulty_venice import FaultyVenice
from tests.support.samples import bundled_models
from tests.support.stand_in import answer
from venice_data.api import client as client_module
from venice_data.api import patience
from venice_data.api.client import VeniceClient, VeniceError
from venice_data.api.sources import fetch_catalog
from venice_data.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.faults.api_faults import Fault

_TIME_OUT_SECONDS = 0.3
_LIMIT_SECONDS = 0.6
_SMALL_AND_READABLE = {k: v for k, v in READABLE_ANSWERS.items() if k not in LARGE_ANSWERS}


@pytest.fixture(scope="module")
def faulty_venice() -> Iterator[FaultyVenice]:
    with FaultyVenice(answer(bundled_models())) as venice:
        yield venice


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "READ_TIMEOUT_SECONDS", _TIME_OUT_SECONDS)
    monkeypatch.setattr(client_module, "ANSWER_DEADLINE_SECONDS", _LIMIT_SECONDS)
    monkeypatch.setattr(patience, "MAX_ATTEMPTS", 1)


@pytest.mark.parametrize("fault", REFUSED_ANSWERS.values(), ids=REFUSED_ANSWERS)
def test_a_fault_ends_in_time_and_in_words(
    faulty_venice: FaultyVenice, tmp_path: Path, fault: Fault
) -> None:
    settings = Settings(api_base_url=faulty_venice.base_url, data_dir=tmp_path)
    faulty_venice.fault = fault
    begun = time.monotonic()

    with pytest.raises(VeniceError) as caught:
        fetch_catalog(settings, VeniceClient(settings))

    assert "127.0.0.1" in caught.value.reason
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize("fault", _SMALL_AND_READABLE.values(), ids=_SMALL_AND_READABLE)
def test_what_can_be_read_is_read(
    faulty_venice: FaultyVenice, tmp_path: Path, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit in ("READ_TIMEOUT_SECONDS", "ANSWER_DEADLINE_SECONDS"):
        monkeypatch.setattr(client_module, limit, 30)
    settings = Settings(api_base_url=faulty_venice.base_url, data_dir=tmp_path)
    faulty_venice.fault = fault

    _, catalog = fetch_catalog(settings, VeniceClient(settings))

    assert {"plain-0", "plain-1", "plain-2", "plain-3"} <= set(catalog.models.index)
    assert len(catalog.problems) <= 10_001
