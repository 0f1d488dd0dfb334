"""What a visit costs in counts that are the same on every machine; `make bench` has the times."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import pytest
import requests
from playwright.sync_api import expect

from pages.server.static_files import WHOLE_FONT, icon_font
from pages.shared.site import PAGES
from tests.bench.servers import resident_megabytes
from tests.bench.viewers import open_viewer, run_apart
from tests.bench.visits import Traffic, Visit, Visitor, messages_of_handling_charts, visitor
from tests.support.app_server import AppServer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from pages.shared.site import SitePage
    from tests.bench.viewers import Run, Viewer
    from tests.support.stand_in import StandInVenice

_MANY_RUNS: Final = 60


@pytest.fixture(scope="module")
def person(browser: Browser) -> Iterator[Visitor]:
    with visitor(browser) as person:
        yield person


@pytest.fixture(scope="module")
def first_visit(person: Visitor, bundled_app: AppServer) -> Visit:
    visit = person.open(f"{bundled_app.url}/text")
    visit.wait_until_drawn()
    return visit


@pytest.fixture(scope="module")
def traffic(first_visit: Visit) -> Traffic:
    return first_visit.traffic


def test_a_first_visit_fetches_few_files(traffic: Traffic) -> None:
    assert traffic.files <= 160


def test_a_first_visit_fetches_few_bytes(traffic: Traffic) -> None:
    """An empty Streamlit app, served plain, fetches 2.69 MB; this page fetched 1.95 MB of it."""
    assert traffic.bytes <= 1_400_000


def test_a_return_fetches_hardly_any_bytes(
    person: Visitor, first_visit: Visit, bundled_app: AppServer
) -> None:
    assert first_visit.traffic.files
    again = person.open(f"{bundled_app.url}/text")
    again.wait_until_drawn()
    assert again.traffic.files
    assert again.traffic.file_bytes < 20_000
    again.page.close()


@pytest.mark.parametrize("site_page", PAGES, ids=lambda page: page.title)
def test_no_script_is_found_only_when_the_page_is_drawn(
    person: Visitor, bundled_app: AppServer, site_page: SitePage
) -> None:
    """Before, up to a dozen were asked for one after the other once the first run had arrived."""
    url = f"{bundled_app.url}/{site_page.address}"
    visit = person.open(url)
    visit.wait_until_drawn()
    scripts = [address for address in _fetched(visit) if address.endswith(".js")]
    html = requests.get(url, timeout=10).text
    assert scripts
    assert [address for address in scripts if address.rsplit("/")[-1] not in html] == []
    visit.page.close()


def test_scripts_of_elements_come_before_these_arrive(
    browser: Browser, bundled_app: AppServer
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route_web_socket("**/_stcore/stream", lambda _: None)  # nothing ever arrives
    with page.expect_response("**/static/js/embed.*.js"):
        page.goto(f"{bundled_app.url}/text")
    context.close()


def test_icons_come_from_the_small_font_alone(first_visit: Visit) -> None:
    expect(first_visit.page.get_by_test_id("stIconMaterial").first).to_be_attached()
    fetched = _fetched(first_visit)
    assert any(icon_font() in address for address in fetched)
    assert not any(WHOLE_FONT.name in address for address in fetched)


def _fetched(visit: Visit) -> list[str]:
    fetched: list[str] = visit.page.evaluate(
        "performance.getEntriesByType('resource').map(entry => entry.name)"
    )
    return fetched


def test_hover_legend_and_zoom_send_nothing(first_visit: Visit) -> None:
    assert first_visit.page.get_by_test_id("stVegaLiteChart").count()
    assert messages_of_handling_charts(first_visit) == 0


def test_an_unchanged_rerun_sends_little(bundled_app: AppServer) -> None:
    async def look_again(viewer: Viewer) -> Run:
        await viewer.look()
        return await viewer.look()

    assert _of_a_viewer(bundled_app, look_again).bytes <= 25_000


def test_a_changed_filter_sends_little(bundled_app: AppServer) -> None:
    async def search(viewer: Viewer) -> Run:
        await viewer.look()
        return await viewer.choose("USD", "a")

    # 4,000 of them are the models of a benchmark that others can be held against.
    assert _of_a_viewer(bundled_app, search).bytes <= 45_000


@pytest.mark.thorough
def test_many_runs_hold_little_memory(bundled_app: AppServer) -> None:
    async def ask_often(viewer: Viewer) -> Run:
        for _ in range(_MANY_RUNS):
            await viewer.ask()
        return await viewer.ask()

    _of_a_viewer(bundled_app, ask_often)
    before = resident_megabytes(bundled_app.process_id)
    _of_a_viewer(bundled_app, ask_often)

    assert resident_megabytes(bundled_app.process_id) - before <= 10


def _of_a_viewer(app: AppServer, acts: Callable[[Viewer], Awaitable[Run]]) -> Run:
    async def come() -> Run:
        async with open_viewer(f"{app.url}/text") as viewer:
            return await acts(viewer)

    return run_apart(come())


def test_120_visitors_at_once_cost_one_call_upstream(venice: StandInVenice, tmp_path: Path) -> None:
    async def visit(url: str) -> None:
        async with open_viewer(url) as viewer:
            await viewer.look()

    async def all_come(url: str) -> None:
        await asyncio.gather(*(visit(url) for _ in range(120)))

    with AppServer(tmp_path, VENICE_API_BASE_URL=venice.base_url) as app:
        run_apart(all_come(f"{app.url}/images"))  # a short page: the list has no model for it

    assert [request.path for request in venice.requests] == ["/api/v1/models?type=all"]
