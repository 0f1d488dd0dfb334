"""Two copies of the app on one database: fifteen lists, one copy killed, and a whole history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from pydantic import SecretStr
from tenacity import retry, retry_if_result, stop_after_delay, wait_fixed

from tests.support.catalog_contents import prices_in
from tests.support.examples import rest_is_thorough
from tests.support.lone_processes import PATIENCE_SECONDS, kill, refresh_until_killed, start
from tests.support.recorded_lists import let_pass, row_counts
from tests.support.samples import bundled_models
from tests.support.stand_in import StandInVenice, answer
from venice_data import parse_models
from venice_data.history.history_store import HistoryStore
from venice_data.history.price_history import catalog_at
from venice_data.history.refresh_lease import LEASE_SECONDS
from venice_data.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL

    from venice_data.history.price_history import PriceHistory

LISTS: Final = 15
KILLED_AT: Final = 5
STARTED_AGAIN_AT: Final = 10


def _list(number: int) -> dict[str, Any]:
    """Return a list in which a price has moved, and a model has come or gone.

    It is much shorter than the seed's, so the first is recorded when it is seen again.
    """
    models = bundled_models()[number % 3 : 20]
    models[10]["model_spec"]["pricing"] = {"generation": {"usd": number / 8, "diem": number / 4}}
    return answer(models)


@retry(
    retry=retry_if_result(lambda recorded: not recorded),
    stop=stop_after_delay(PATIENCE_SECONDS),
    wait=wait_fixed(0.05),
)
def _wait_until_recorded(url: URL, observations: int) -> bool:
    return row_counts(url)["observations"] >= observations


def _recorded_live(history: PriceHistory) -> list[Any]:
    """Return the instants at which lists were recorded after the seed."""
    instants = history.observations["observed_at"]
    return list(instants[instants > history.facts_since])


@pytest.mark.parametrize(
    "history_url", rest_is_thorough(["postgresql", "sqlite"], first=1), indirect=True
)
def test_the_history_is_exactly_right(
    history_url: URL, venice: StandInVenice, tmp_path: Path
) -> None:
    lists = [_list(number) for number in range(1, LISTS + 1)]
    one, other = (
        Settings(
            api_base_url=venice.base_url,
            database_url=SecretStr(history_url.render_as_string(hide_password=False)),
            refresh_seconds=0.15,
            data_dir=tmp_path / name,
        )
        for name in ("one", "other")
    )
    seeded = row_counts(history_url)["observations"]
    venice.payload = lists[0]
    copies = [start(refresh_until_killed, settings) for settings in (one, other)]

    for number, payload in enumerate(lists, start=1):
        venice.payload = payload
        if number == KILLED_AT:
            kill(copies[0])
            let_pass(history_url, LEASE_SECONDS)  # it may have been about to refresh
        if number == STARTED_AGAIN_AT:
            copies.append(start(refresh_until_killed, one))
        _wait_until_recorded(history_url, seeded + number)
    for copy in copies:
        kill(copy)

    history = HistoryStore(history_url).read()
    instants = _recorded_live(history)
    assert len(instants) == LISTS
    for instant, payload in zip(instants, lists, strict=True):
        recorded = catalog_at(history, instant.to_pydatetime())
        assert prices_in(recorded) == prices_in(parse_models(payload))
