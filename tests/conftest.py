"""Fixtures for every test: no setting leaks in from this machine, and a Venice on loopback."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.support.examples import register_profiles
from tests.support.own_data import OWN_DATA, SHIPPED, bundled_in
from tests.support.seeded_history import put_seeded_history
from tests.support.stand_in import StandInVenice
from venice_data import files
from venice_data.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_HALVES: Final = {
    "tests/browser/": "test_f",
    "tests/pages/": "shared/test_g",
}  # the second begins there

register_profiles()


def pytest_configure() -> None:
    """Let every test read the tests' own list, history and facts, in place of those that ship."""
    files.BUNDLED_FOLDER = OWN_DATA


class FilesTogether(LoadScopeScheduling):
    """Lets one process try a whole file, since it sets up what its tests share.

    Two share what is in a browser, since each starts one, and two what draws pages, since each
    builds their charts.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.split("::", maxsplit=1)[0]
        for folder, second_half in _IN_HALVES.items():
            if path.startswith(folder):
                return f"{folder}, first half: {path < folder + second_half}"
        return path


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesTogether:
    return FilesTogether(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that nothing of it is left for the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(tuple(_IN_HALVES)))


@pytest.fixture(scope="module")
def shipped_files() -> Iterator[None]:
    """Let the tests of a file read the list, the history and the facts that ship."""
    with bundled_in(SHIPPED):
        yield


@pytest.fixture(autouse=True)
def _only_settings_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper().startswith("VENICE_"):
            monkeypatch.delenv(name)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    monkeypatch.setattr("venice_data.settings.SECRETS_FILE", Path("no-such-file"))


@pytest.fixture
def venice() -> Iterator[StandInVenice]:
    with StandInVenice() as stand_in:
        yield stand_in


@pytest.fixture
def settings(venice: StandInVenice, tmp_path: Path) -> Settings:
    return Settings(api_base_url=venice.base_url, data_dir=tmp_path / "data")


@pytest.fixture
def seeded(settings: Settings) -> None:
    """Put the history in place beforehand, which saves a second."""
    put_seeded_history(settings.data_dir)


@pytest.fixture
def settings_in_environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set what a program of its own would read."""
    monkeypatch.setenv("VENICE_API_BASE_URL", settings.api_base_url)
    monkeypatch.setenv("VENICE_DATA_DIR", str(settings.data_dir))
