"""Share says the address as it is now, also of what was chosen a moment ago in a tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.support.app_server import AppServer


@pytest.mark.thorough
def test_the_link_holds_what_was_just_chosen(open_page: OpenPage, bundled_app: AppServer) -> None:
    page = open_page(f"{bundled_app.url}/text?privacy=private")
    page.get_by_text("Show all").click()
    page.get_by_role("button", name="Share").click()

    link = f"{bundled_app.url}/text?privacy=private&text_all=true"
    expect(page.get_by_test_id("stCode").first).to_have_text(link)
