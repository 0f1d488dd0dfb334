"""What tests of the video page begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages.video.video_driver import MODELS, quote
from tests.support.stand_in import answer

if TYPE_CHECKING:
    from tests.support.stand_in import StandInVenice


@pytest.fixture(autouse=True)
def quoting_site(monkeypatch: pytest.MonkeyPatch, venice: StandInVenice) -> None:
    """Let the page ask the stand-in for a list of four video models and for quotes."""
    monkeypatch.delenv("VENICE_OFFLINE")
    monkeypatch.setenv("VENICE_API_BASE_URL", venice.base_url)
    venice.payload = answer(MODELS)
    venice.video_quote = quote
