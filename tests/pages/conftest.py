"""What tests of pages begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages.calculator_driver import MODELS
from tests.pages.video_driver import MODELS as VIDEO_MODELS
from tests.pages.video_driver import quote
from tests.support.page_driver import offline_site, serve
from tests.support.stand_in import answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.stand_in import StandInVenice


@pytest.fixture(autouse=True)
def site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Let every page read from a fresh data folder, never from a network."""
    yield from offline_site(monkeypatch, tmp_path)


@pytest.fixture
def four_models() -> None:
    """Serve the models that the calculator is tested with."""
    serve(MODELS)


@pytest.fixture
def quoting_site(monkeypatch: pytest.MonkeyPatch, venice: StandInVenice) -> None:
    """Let the pages ask the stand-in for a list of four video models and for quotes."""
    monkeypatch.delenv("VENICE_OFFLINE")
    monkeypatch.setenv("VENICE_API_BASE_URL", venice.base_url)
    venice.payload = answer(VIDEO_MODELS)
    venice.video_quote = quote
