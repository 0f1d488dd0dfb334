"""One figure of a page inside a page of another site, as a wiki shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.support.app_server import AppServer


@pytest.mark.thorough
def test_a_figure_of_a_closed_tab_is_all_that_is_seen_in_the_theme_of_its_link(
    browser: Browser, bundled_app: AppServer
) -> None:
    page = browser.new_page(color_scheme="light")
    link = f"{bundled_app.url}/text?embed=true&theme=dark&figure=text_cache&privacy=private"
    page.set_content(f'<iframe src="{link}" width="800" height="600"></iframe>')
    inside = page.frame_locator("iframe")

    expect(inside.locator(".st-key-shown_alone svg").first).to_be_visible()
    expect(inside.locator("h1").filter(visible=True)).to_contain_text("Prompt caching saves")
    expect(inside.get_by_text("Text: What do tokens cost?").first).to_be_hidden()
    expect(inside.get_by_test_id("stSidebar")).to_have_count(0)
    expect(inside.get_by_role("tab")).to_have_count(0)
    expect(inside.get_by_test_id("stApp")).to_have_css("background-color", "rgb(16, 23, 30)")
    with page.expect_popup() as whole:
        inside.get_by_role("link", name="Open in Venice prices").click()
    assert whole.value.url == f"{bundled_app.url}/text?privacy=private"
    page.close()
