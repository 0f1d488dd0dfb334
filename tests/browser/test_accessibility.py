"""Every page for everyone, in both themes and all sizes: axe, headings, targets, nothing cut."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PAGE_LAYOUT, wait_until_at_rest
from tests.support.examples import rest_is_thorough

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.browser.tabs import ColorScheme
    from tests.support.app_server import AppServer

PHONE: Final = (390, 844)
SMALLEST_PHONE: Final = (320, 700)
ZOOMED: Final = (DESKTOP[0] // 2, DESKTOP[1] // 2)  # a desktop at 200%
OF_THE_LIST: Final = re.compile("(Prices|Model list) of 22 August 2026")
BASKET: Final = "speech~month~tts-kokoro~characters.100000"
ADDRESSES: Final = {
    "/": "Overview",
    "/text": "Text",
    "/images": "Images",
    "/audio": "Audio",
    f"/calculator?calculator_basket={BASKET}": "Calculator",
    "/compare?compare_models=kimi-k3&compare_models=qwen-3-7-plus&compare_models=zai-org-glm-5": (
        "Compare"
    ),
    "/changes": "Changes",
    "/model?id=kimi-k3": "Kimi K3",
    "/video": "Video",
    "/data": "Data",
    "/compare?compare_models=kimi-k3&compare_models=zai-org-glm-5&compare_prices=multiples": (
        "Compare"
    ),
}
AXE: Final = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
# Of the rules that axe leaves off, targets are asked for; the moderate ones are not waited for.
# Into drawings it does not look: what it would find out about their texts, it cannot say.
RUN_AXE: Final = """async ({part = "html", ...options}) => {
  axe.configure({rules: [{id: "color-contrast", selector: "*:not(svg *)"}]});
  const {violations} = await axe.run(part, {resultTypes: ["violations"], ...options});
  return violations.filter(({impact}) => ["serious", "critical"].includes(impact))
    .flatMap(({id, nodes}) => nodes.map(node => `${id}: ${node.html.slice(0, 150)}`));
}"""
EVERY_RULE: Final = {"rules": {"target-size": {"enabled": True}}}
# What stands around a tab was looked at with the page.
EVERY_RULE_IN_A_TAB: Final = {"part": '[role="tabpanel"]:not([hidden])', **EVERY_RULE}
# Another theme has other colours, and nothing else that axe looks at.
RULES_OF_COLOR: Final = {"runOnly": ["color-contrast", "link-in-text-block"]}
# What stands on a phone is what stands on a desktop, closer together.
RULES_OF_ROOM: Final = {"runOnly": ["target-size", "scrollable-region-focusable"]}
# What WCAG asks of text, between it and its paper; and how bright that is, from black to white.
LEAST_CONTRAST: Final = 4.5
BRIGHTNESS: Final[dict[ColorScheme, tuple[float, float]]] = {"light": (0.8, 1), "dark": (0, 0.05)}


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    wait_until_at_rest(page)


def found(page: Page, what: str) -> Any:
    return page.evaluate(f"pageLayout.{what}()")


@pytest.mark.parametrize("address", rest_is_thorough(ADDRESSES, first=8))
def test_every_page_is_for_everyone(
    bundled_app: AppServer, open_page: OpenPage, address: str
) -> None:
    page = open_page(bundled_app.url + address)
    page.evaluate(AXE)
    page.evaluate(PAGE_LAYOUT)
    heading = ADDRESSES[address]

    stands_well(page, DESKTOP, heading)
    assert page.evaluate(RUN_AXE, EVERY_RULE) == []
    page.evaluate("document.fonts.ready.then(() => null)")
    assert found(page, "iconsInLetters") == []
    texts_of_charts_stand_out(page, "light")
    stands_well(page, PHONE, heading)
    assert page.evaluate(RUN_AXE, RULES_OF_ROOM) == []


@pytest.mark.parametrize("address", rest_is_thorough(ADDRESSES, first=3))
def test_every_page_can_be_read_in_the_dark(
    bundled_app: AppServer, open_page: OpenPage, address: str
) -> None:
    page = open_page(bundled_app.url + address, scheme="dark")
    page.evaluate(AXE)
    page.evaluate(PAGE_LAYOUT)

    is_there(page, ADDRESSES[address])
    is_dark(page)


@pytest.mark.thorough
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_stands_well_zoomed_and_in_the_dark_on_the_smallest_phone(
    bundled_app: AppServer, open_page: OpenPage, address: str
) -> None:
    # a phone opens a page; no window is made that narrow
    page = open_page(bundled_app.url + address, SMALLEST_PHONE, "dark")
    page.evaluate(AXE)
    page.evaluate(PAGE_LAYOUT)
    is_dark(page)
    for size in (SMALLEST_PHONE, ZOOMED):
        stands_well(page, size, ADDRESSES[address])
        assert page.evaluate(RUN_AXE, RULES_OF_ROOM) == []


@pytest.mark.thorough
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_tab_of_a_page_is_for_everyone(
    bundled_app: AppServer, open_page: OpenPage, address: str
) -> None:
    page = open_page(bundled_app.url + address, PHONE)
    page.evaluate(AXE)
    page.evaluate(PAGE_LAYOUT)

    for tab in page.get_by_role("tab").all():
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        is_for_everyone(page, tab.inner_text())
        example = page.get_by_role("button", name="Try it with an example")
        if example.count():  # of a month: the tab has more to show with a history
            example.click()
            expect(page.get_by_role("heading", name="was spent")).to_be_visible()
            is_for_everyone(page, f"{tab.inner_text()}, an example")


def stands_well(page: Page, size: tuple[int, int], heading: str) -> None:
    resize(page, size)
    is_there(page, heading)
    assert found(page, "smallTargets") == [], size
    assert jumps(found(page, "headings")) == [], size
    nothing_is_cut(page)


def is_dark(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    wait_until_at_rest(page)
    assert page.evaluate(RUN_AXE, RULES_OF_COLOR) == []
    texts_of_charts_stand_out(page, "dark")


def is_for_everyone(page: Page, what: str) -> None:
    wait_until_at_rest(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert page.evaluate(RUN_AXE, EVERY_RULE_IN_A_TAB) == [], what
    nothing_is_cut(page)


def test_whoever_wants_no_motion_gets_none(bundled_app: AppServer, open_page: OpenPage) -> None:
    page = open_page(f"{bundled_app.url}/text")
    page.evaluate(PAGE_LAYOUT)
    page.emulate_media(reduced_motion="no-preference")
    assert found(page, "longestMotionSeconds") > 0.05

    page.emulate_media(reduced_motion="reduce")

    assert found(page, "longestMotionSeconds") < 0.001


def is_there(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    expect(page.get_by_text(OF_THE_LIST).first).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)


def texts_of_charts_stand_out(page: Page, scheme: ColorScheme) -> None:
    """Check what axe does not look into: drawings."""
    paper = brightness(
        page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")
    )
    assert BRIGHTNESS[scheme][0] <= paper <= BRIGHTNESS[scheme][1]
    inks = page.locator("svg .mark-text.role-mark text").evaluate_all(
        "texts => [...new Set(texts.map(text => getComputedStyle(text).fill))]"
    )
    faint = [ink for ink in inks if contrast(brightness(ink), paper) < LEAST_CONTRAST]
    assert faint == [], scheme


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def brightness(color: str) -> float:
    """Return WCAG's relative luminance of `rgb(red, green, blue)`."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def nothing_is_cut(page: Page) -> None:
    sideways = "main => main.scrollWidth - main.clientWidth"
    assert page.get_by_test_id("stMain").evaluate(sideways) <= 0, page.viewport_size
    assert found(page, "cut") == [], page.viewport_size


def jumps(levels: list[int]) -> list[tuple[int, int]]:
    """Headings that lie more than one level below the one before; the first is the page's."""
    return [(above, level) for above, level in pairwise([0, *levels]) if level > above + 1]
