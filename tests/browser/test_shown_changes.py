"""What only a browser shows of the changes: links, the way to the feed, legends and hovering."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING

import pytest
import requests
from playwright.sync_api import expect
from tenacity import retry, retry_if_result, stop_after_delay

from tests.browser.conftest import wait_until_drawn

if TYPE_CHECKING:
    from playwright.sync_api import WebSocketRoute

    from tests.browser.conftest import OpenPage
    from tests.support.app_server import AppServer

PATIENCE_SECONDS = 10
LONGEST_FEED = 100


def test_a_link_opens_the_same_changes_and_their_feed_and_a_name_its_model(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(
        f"{bundled_app.url}/changes?type=text&changes_kind=price+up&changes_from=2026-08-12"
    )

    expect(page.get_by_role("link", name="MiMo-V2.5")).to_have_count(1)
    expect(page.get_by_text("Ignored in the link")).to_have_count(0)
    address = page.get_by_role("link", name="Follow in a feed reader").get_attribute("href")
    assert address == (
        f"{bundled_app.url}/api/changes.atom"
        "?type=text&changes_kind=price%20up&changes_from=2026-08-12"
    )
    feed = requests.get(address, timeout=PATIENCE_SECONDS)
    assert feed.text.count("<entry>") == 1

    page.get_by_role("link", name="MiMo-V2.5").click()

    expect(page.get_by_role("heading", level=1, name="MiMo-V2.5")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/model\?id=xiaomi-mimo-v2-5(&type=text)?$"))


def test_pointing_tells_a_price_and_the_legend_leaves_one_kind_and_asks_no_server(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(
        f"{bundled_app.url}/changes?changes_tab=Over+time&changes_models=xiaomi-mimo-v2-5"
    )
    step = '[aria-label*="Price of: Output"][aria-label*="$2.00"][aria-label*="still valid"]'

    page.locator(f"path[aria-roledescription]{step}").first.hover(force=True)  # unseen until then

    tooltip = page.locator("#vg-tooltip-element")
    expect(tooltip).to_contain_text("$2.00")
    expect(tooltip).to_contain_text("12 August 2026, 04:54 UTC")

    page.get_by_role("tab", name="Feed").click()
    expect(page.get_by_role("heading", name="Changes by week")).to_be_visible()
    wait_until_drawn(page)
    chart = page.get_by_test_id("stVegaLiteChart").last
    bars = chart.locator(".mark-rect.role-mark path")
    expect(bars.first).to_be_visible()
    before = bars.count()

    chart.get_by_text("retired", exact=True).click()

    expect(bars).not_to_have_count(before)
    assert page.locator('[data-testid="stApp"][data-test-script-state="running"]').count() == 0


def test_the_list_of_models_closes_after_a_choice_so_that_it_does_not_cover_the_answer(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/changes?changes_tab=Over+time")

    for typed, name in (("glm 5", "GLM 5 · zai-org-glm-5"), ("kimi k3", "Kimi K3 · kimi-k3")):
        page.get_by_role("combobox", name="Models, retired ones too").fill(typed)
        page.get_by_role("option", name=name, exact=True).click()

        expect(page).to_have_url(re.compile(name.split(" · ")[1]))
        expect(page.get_by_role("option")).to_have_count(0)


@pytest.mark.thorough
def test_tabs_keep_what_was_chosen_and_the_address_is_right_however_fast_they_are_switched(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/changes?changes_kind=back")

    page.get_by_role("tab", name="Retiring").click()
    expect(page.get_by_role("heading", name="Retired in the 90 days to")).to_be_visible()
    expect(page).to_have_url(re.compile("changes_tab=Retiring"))
    page.get_by_role("tab", name="Feed").click()
    wait_until_drawn(page)

    expect(page.get_by_text("GLM 5.3", exact=True)).to_have_count(0)
    expect(page).to_have_url(re.compile("changes_kind=back"))

    held: list[str | bytes] = []
    delivered: list[str | bytes] = []

    def hold_back_the_address_of_retiring(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def to_page(message: str | bytes) -> None:
            if held or (not delivered and "changes_tab=Retiring" in str(message)):
                held.append(message)
            else:
                socket.send(message)

        def to_server(message: str | bytes) -> None:
            server.send(message)
            while held:
                delivered.append(held.pop(0))
                socket.send(delivered[-1])

        server.on_message(to_page)
        socket.on_message(to_server)

    @retry(retry=retry_if_result(operator.not_), stop=stop_after_delay(PATIENCE_SECONDS))
    def is_held_back() -> bool:
        page.evaluate("() => new Promise(requestAnimationFrame)")  # messages arrive meanwhile
        return bool(held)

    page.route_web_socket("**/_stcore/stream", hold_back_the_address_of_retiring)
    page.goto(f"{bundled_app.url}/changes?changes_kind=back")
    wait_until_drawn(page)
    page.get_by_role("tab", name="Retiring").click()
    assert is_held_back()
    page.get_by_role("tab", name="Feed").click()

    expect(page.get_by_role("heading", name="Changes by week")).to_be_visible()
    expect(page).to_have_url(f"{bundled_app.url}/changes?changes_kind=back")
    page.close()  # the route would stay
