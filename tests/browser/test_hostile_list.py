"""A list of hostile texts on a phone: nothing runs, leads elsewhere or widens a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import wait_until_drawn
from tests.support.app_server import AppServer
from tests.support.hostile_texts import hostile_models
from tests.support.stand_in import answer, text_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage
    from tests.support.stand_in import StandInVenice

PHONE = (390, 844)
CHEAPEST = "$5 *bold* <b>tag</b> [x](javascript:alert(1)) :smile: $6"
PAGES = [
    "text?text_tab=Long+context",
    "compare?compare_models=text%20long%20{x}",
    "model?id=text%20long%20{x}",
]
_LEADS_ELSEWHERE = """() => [...document.querySelectorAll("a[href]")]
    .map(link => new URL(link.href))
    .filter(to => to.origin !== location.origin && !/(^|\\.)venice\\.ai$/.test(to.hostname))
    .map(to => to.href)"""


@pytest.fixture
def hostile_app(
    tmp_path_factory: pytest.TempPathFactory, venice: StandInVenice
) -> Iterator[AppServer]:
    venice.payload = answer(
        [*hostile_models(), text_model("hostile", 0.0000315, 2.0, name=CHEAPEST)]
    )
    with AppServer(tmp_path_factory.mktemp("hostile"), VENICE_API_BASE_URL=venice.base_url) as app:
        yield app


@pytest.mark.thorough
def test_pages_keep_their_width_and_lead_nowhere_else(
    hostile_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(hostile_app.url, PHONE)
    page.get_by_text("Live prices, fetched").first.wait_for()
    named = page.get_by_role("heading", name="Cheapest text model").inner_text()
    assert CHEAPEST in named.replace("\u200b", "")
    _is_plain_text(page)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for address in PAGES:
        page.goto(f"{hostile_app.url}/{address}")
        wait_until_drawn(page)

        _is_plain_text(page)


def _is_plain_text(page: Page) -> None:
    """Check that no name of the list widens a page, leads elsewhere or is more than text."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], page.url
    assert page.evaluate(_LEADS_ELSEWHERE) == [], page.url
    assert page.locator(".katex, main b, main script").count() == 0, page.url
