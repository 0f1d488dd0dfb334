"""The tab of retirements lists what the top line counts: it said that none had left of six."""

from __future__ import annotations

import re

import pytest

from pages.shared.site import CHANGES
from tests.support.page_driver import draw, texts_of

pytestmark = pytest.mark.usefixtures("settings_in_environment", "seeded")


def test_models_counted_as_retired_in_the_top_line_are_listed_not_said_to_be_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VENICE_OFFLINE", "1")

    drawn = draw(CHANGES, changes_tab="Retiring")
    said = [
        *texts_of(drawn),
        *(box.value for boxes in (drawn.subheader, drawn.warning) for box in boxes),
    ]

    counted = next(found for text in said if (found := re.search(r"(\d+) models? ha", text)))
    assert any(f"Retired since this list was fetched: {counted[1]}" in text for text in said)
