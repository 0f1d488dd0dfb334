"""A visitor whose server goes away and comes back reads what is the matter, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import wait_until_drawn
from tests.support.app_server import AppServer

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

_LONGEST_AWAY_MILLISECONDS: Final = 60_000  # Streamlit looks again after ever longer pauses


@pytest.mark.thorough
def test_a_lost_connection_is_said_to_come_back_and_comes_back(
    browser: Browser, tmp_path: Path
) -> None:
    server = AppServer(tmp_path, VENICE_OFFLINE="1")
    with server, browser.new_context() as visitor:
        page = visitor.new_page()
        page.goto(f"{server.url}/text?privacy=private")
        wait_until_drawn(page)
        said = page.get_by_role("status").filter(has_text="It comes back by itself")
        expect(said).to_have_count(0)
        server.kill()
        expect(said).to_be_visible()
        expect(page.get_by_text("Are you connected to the internet?")).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        with server:
            expect(said).to_have_count(0, timeout=_LONGEST_AWAY_MILLISECONDS)
            wait_until_drawn(page)
            expect(page.get_by_test_id("stSidebar").get_by_text("private").first).to_be_visible()
