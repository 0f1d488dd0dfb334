"""Signing in and out of a private dashboard, as its people do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import wait_until_drawn
from tests.support.private_dashboard import ADMITTED, private_dashboard

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.mark.thorough
@pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib")
def test_a_link_leads_over_signing_in_to_its_page_and_sign_out_ends_it(
    browser: Browser, tmp_path: Path
) -> None:
    with private_dashboard(tmp_path) as server, browser.new_context() as visitor:
        page = visitor.new_page()
        page.goto(f"{server.url}/text?privacy=private")
        page.locator("input[name=sub]").first.fill(ADMITTED)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{server.url}/text?privacy=private")
        wait_until_drawn(page)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(lambda url: not url.startswith(server.url))
        page.goto(f"{server.url}/text")
        expect(page.locator("input[name=sub]").first).to_be_visible()
