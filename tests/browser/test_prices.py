"""What only a browser shows of prices: charts that answer, names that stay text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from tests.browser.conftest import unfold_table
from tests.support.app_server import AppServer
from tests.support.stand_in import StandInVenice, answer, text_model

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.browser.conftest import OpenPage

HOSTILE_NAME = "$5 *bold* <b>tag</b> [x](javascript:alert(1)) :smile: $6"


def figure(page: Page, takeaway: str) -> Locator:
    return page.get_by_test_id("stVegaLiteChart").filter(
        has=page.locator(f'[aria-label^="{takeaway}"]')
    )


def mark(page: Page, *says: str) -> Locator:
    """Find the mark whose description for those who cannot see it says all of this."""
    conditions = "".join(f'[aria-label*="{part}"]' for part in says)
    return page.locator(f"path[aria-roledescription]{conditions}")


def test_another_mix_ranks_anew(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = open_page(f"{bundled_app.url}/text")
    # Qwen 3.5 9B: input 0.10, output 0.15 per million; (3 × 0.10 + 0.15) / 4 = 0.1125
    expect(mark(page, "Model: Qwen 3.5 9B", "Blended per 1M tokens: $0.1125")).to_be_visible()

    page.get_by_role("radio", name="even: 1 in, 1 out").click()

    # (0.10 + 0.15) / 2 = 0.125
    expect(mark(page, "Model: Qwen 3.5 9B", "Blended per 1M tokens: $0.125")).to_be_visible()
    expect(page.get_by_text("50% input, 50% output")).to_be_visible()
    expect(page).to_have_url(re.compile("text_mix=even"))


def test_hovering_a_point_tells_its_prices(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = open_page(f"{bundled_app.url}/text?search=gpt-54-pro")

    mark(page, "Model: GPT-5.4 Pro", "Context window").hover()

    tooltip = page.locator("#vg-tooltip-element")
    expect(tooltip).to_contain_text("$37.50")
    expect(tooltip).to_contain_text("$225.00")
    expect(tooltip).to_contain_text("1,000,000 tokens")


def test_resolution_and_quality_change_the_price(
    bundled_app: AppServer, open_page: OpenPage
) -> None:
    page = open_page(f"{bundled_app.url}/images")
    expect(mark(page, "Model: GPT Image 2", "Price per image: $0.26", "Priced")).to_be_visible()

    page.get_by_role("radio", name="4K").click()
    page.get_by_role("radio", name="low").click()

    expect(mark(page, "Model: GPT Image 2", "Price per image: $0.05", "Priced")).to_be_visible()
    expect(page.get_by_text("Not offered at this choice:")).to_contain_text("Grok Imagine 2.0")
    expect(page).to_have_url(re.compile("images_resolution=4K"))


def test_names_from_the_api_stay_text(
    tmp_path: Path, venice: StandInVenice, open_page: OpenPage
) -> None:
    venice.payload = answer([text_model("hostile", 0.0000315, 2.0, name=HOSTILE_NAME)])
    with AppServer(tmp_path, VENICE_API_BASE_URL=venice.base_url) as app:
        for address in ("/", "/text", "/text?text_tab=Long+context"):
            page = open_page(app.url + address)

            expect(page.get_by_text("Live prices, fetched").first).to_be_visible()
            expect(page.locator('a[href^="javascript"], main b')).to_have_count(0)
            expect(page.locator(".katex")).to_have_count(0)
            if address == "/":
                shown = page.get_by_role("heading", name="Cheapest text model").inner_text()
                assert HOSTILE_NAME in shown.replace("\u200b", "")
            if address == "/text":
                expect(mark(page, "$0.0000315", "Context window")).to_be_visible()
            page.close()


def test_a_model_survives_the_end_of_its_source(
    tmp_path: Path, venice: StandInVenice, open_page: OpenPage
) -> None:
    venice.payload = answer([text_model("only-there", name="Only There")])
    settings = {"VENICE_API_BASE_URL": venice.base_url}
    with AppServer(tmp_path, **settings) as app:
        page = open_page(app.url)
        expect(page.get_by_text("Live prices, fetched").first).to_be_visible()
        expect(page.get_by_text("Only There").first).to_be_visible()
        page.close()
    venice.close()

    with AppServer(tmp_path, **settings) as app:
        page = open_page(app.url)
        expect(page.get_by_text("newer ones cannot be fetched now")).to_be_visible()
        expect(page.get_by_text("Only There").first).to_be_visible()
        expect(page.get_by_text("Bundled")).to_have_count(0)
        page.close()


def test_a_newer_list_reaches_the_next_visit(
    tmp_path: Path, venice: StandInVenice, open_page: OpenPage
) -> None:
    with AppServer(
        tmp_path, VENICE_API_BASE_URL=venice.base_url, VENICE_REFRESH_SECONDS="0.5"
    ) as app:
        page = open_page(app.url)
        venice.payload = answer([text_model("newer", name="Newer Model")])
        already = len(venice.requests)
        page.reload()
        # the second is asked only when the answer to the first is there for visitors
        assert venice.wait_for_requests(already + 2)

        expect(page.get_by_test_id("stApp")).to_be_visible()
        page.reload()

        expect(page.get_by_text("Newer Model").first).to_be_visible()
        page.close()


def test_downloads_hold_the_numbers(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = open_page(f"{bundled_app.url}/text?search=qwen-3-7-plus")
    table = unfold_table(page)

    with page.expect_download() as caught:
        table.get_by_role("button", name="CSV", exact=True).click()

    rows = caught.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert rows[1].startswith(
        "Qwen 3.7 Plus,qwen-3-7-plus,0.875,0.5,2.0,0.05,0.625,1.5,6.0,0.15,1.875,256000"
    )  # the blended price first: three parts of 0.50 and one of 2.00
