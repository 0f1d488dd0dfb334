"""A list of hostile texts on a phone: nothing runs, leads elsewhere or widens a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import wait_until_drawn
from tests.support.app_server import AppServer
from tests.support.hostile_texts import hostile_models
from tests.support.stand_in import answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import OpenPage
    from tests.support.stand_in import StandInVenice

PHONE = (390, 844)
PAGES = [
    "",
    "text",
    "compare?compare_models=text%20long%20{x}",
    "model?id=text%20long%20{x}",
    "data",
]
_LEADS_ELSEWHERE = """() => [...document.querySelectorAll("a[href]")]
    .map(link => new URL(link.href))
    .filter(to => to.origin !== location.origin && !/(^|\\.)venice\\.ai$/.test(to.hostname))
    .map(to => to.href)"""


@pytest.fixture
def hostile_app(
    tmp_path_factory: pytest.TempPathFactory, venice: StandInVenice
) -> Iterator[AppServer]:
    venice.payload = answer(hostile_models())
    with AppServer(tmp_path_factory.mktemp("hostile"), VENICE_API_BASE_URL=venice.base_url) as app:
        yield app


def test_pages_keep_their_width_and_lead_nowhere_else(
    hostile_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(hostile_app.url, PHONE)
    page.get_by_text("Live prices, fetched").first.wait_for()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    for address in PAGES:
        page.goto(f"{hostile_app.url}/{address}")
        wait_until_drawn(page)

        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], address
        assert page.evaluate(_LEADS_ELSEWHERE) == [], address
        assert page.locator(".katex, main b, main script").count() == 0
