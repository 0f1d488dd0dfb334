"""The browser's back and forward, and dates that are typed: what only a browser shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import wait_until_drawn
from tests.support.examples import rest_is_thorough

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.support.app_server import AppServer


def _at(page: Page, address: str, heading: str) -> None:
    expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    wait_until_drawn(page)


def test_back_and_forward_pass_through_the_views_that_were_seen(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    """A chosen mix wrote over the view before it, and `/text` stood between it and `/images`."""
    page = open_page(f"{bundled_app.url}/text?privacy=PRIVATE")
    mix = page.get_by_role("combobox", name="Token mix")
    _at(page, "/text?privacy=private", "Text")  # corrected, which is no step of its own

    mix.click()
    page.get_by_role("option", name="agent-like: mostly cached").click()
    _at(page, "text_mix=agent-like%3A+mostly+cached", "Text")
    page.get_by_role("link", name="Images", exact=True).click()
    _at(page, "/images?privacy=private", "Images")

    page.go_back()
    _at(page, "text_mix=agent-like%3A+mostly+cached", "Text")
    expect(mix).to_have_value("agent-like: mostly cached")
    page.go_back()
    _at(page, "/text?privacy=private", "Text")
    expect(mix).to_have_value("chat-like: 3 in for 1 out")
    page.go_forward()
    _at(page, "text_mix=agent-like%3A+mostly+cached", "Text")
    expect(mix).to_have_value("agent-like: mostly cached")
    page.go_forward()
    _at(page, "/images?privacy=private", "Images")


@pytest.mark.parametrize(
    ("address", "name"),
    rest_is_thorough([("/changes", "changes_from"), ("/text", "as_of")], first=1),
)
def test_a_typed_date_is_applied_with_enter(
    bundled_app: AppServer, open_page: OpenPage, address: str, name: str
) -> None:
    page = open_page(bundled_app.url + address)

    if name == "changes_from":
        page.get_by_text("Kinds and period").click()
    page.locator(f".st-key-{name} [role=spinbutton]").first.click()
    page.keyboard.type("20260601")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"{name}=2026-06-01"))
