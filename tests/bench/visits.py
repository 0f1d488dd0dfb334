"""Visitors with a real browser: when a page can be read and is drawn, and what that transfers."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tests.support.chromium import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, CDPSession, Locator, Page

_LONGEST_WAIT_MILLISECONDS: Final = 60_000
_QUIET_MILLISECONDS: Final = 300
_MESSAGES_OF_A_RERUN: Final = 1
_BASE64_CHARACTERS, _BASE64_BYTES = 4, 3
_BINARY_FRAME: Final = 2
# Notes, in milliseconds since the visit or the click began, when a heading could first be read
# and since when the page stands finished: the script has ended, charts are there, nothing moves.
_WATCH: Final = """
(() => {
  const seen = { begun: 0, changed: 0, hasAnswer: false };
  window.__seen = seen;
  window.WebSocket = class extends WebSocket {
    constructor(...address) {
      super(...address);
      this.addEventListener('message', () => { seen.hasAnswer = true; });
    }
  };
  const main = () => document.querySelector('[data-testid="stMain"]');
  const isVisible = element => element.innerText.trim() && element.getClientRects().length;
  const app = () => document.querySelector('[data-testid="stApp"]');
  const isRunning = () => app() && app().dataset.testScriptState !== 'notRunning';
  const isFinished = () => {
    return seen.hasAnswer && !isRunning()
      && app().dataset.testConnectionState === 'CONNECTED'
      && main()?.querySelector('h1')
      && !main().querySelector('[data-testid="stSkeleton"]')
      && [...main().querySelectorAll('[data-testid="stVegaLiteChart"]')]
        .every(chart => chart.querySelector('svg, canvas'));
  };
  const look = () => {
    const now = performance.now();
    if (!seen.readable && [...document.querySelectorAll('h1')].some(isVisible)) seen.readable = now;
    seen.finished = isFinished() ? seen.finished || now : 0;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new MutationObserver(changes => {
    if (changes.some(change => main()?.contains(change.target))) seen.changed = performance.now();
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const begin = () => {
    Object.assign(seen, { begun: performance.now(), finished: 0, hasAnswer: false });
  };
  for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, begin, { capture: true });
})()
"""
_STANDS: Final = f"""
() => {{
  const {{ begun, finished, changed, readable }} = window.__seen;
  const drawn = Math.max(finished, changed);
  if (!finished || performance.now() - drawn < {_QUIET_MILLISECONDS}) return null;
  return {{ readable: readable - begun, drawn: drawn - begun }};
}}
"""

# In one step, since a chart draws its marks anew whenever one is picked.
_MIDDLE_IN_VIEW: Final = """
(chart, part) => {
  const element = chart.querySelector(part);
  element.scrollIntoView({ block: 'center' });
  const box = element.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}
"""


@dataclass
class Traffic:
    """What came to the browser and how often it asked, over HTTP and the session's connection."""

    files: int = 0
    file_bytes: int = 0
    session_bytes: int = 0
    messages_sent: int = 0

    @property
    def bytes(self) -> int:
        """Everything that came."""
        return self.file_bytes + self.session_bytes

    def watch(self, session: CDPSession) -> None:
        """Count from now on."""
        session.on("Network.loadingFinished", self._count_file)
        session.on("Network.webSocketFrameReceived", self._count_frame)
        session.on("Network.webSocketFrameSent", self._count_sent)
        session.send("Network.enable")

    def _count_file(self, event: dict[str, Any]) -> None:
        self.files += 1
        self.file_bytes += int(event["encodedDataLength"])

    def _count_frame(self, event: dict[str, Any]) -> None:
        if event["response"]["opcode"] == _BINARY_FRAME:
            data = event["response"]["payloadData"]
            self.session_bytes += len(data) * _BASE64_BYTES // _BASE64_CHARACTERS

    def _count_sent(self, _: dict[str, Any]) -> None:
        self.messages_sent += 1


@dataclass(frozen=True)
class Drawn:
    """When a heading could be read and when the page stood, in milliseconds from the beginning."""

    readable: float
    drawn: float


@dataclass
class Visit:
    """One tab of a visitor, and what came to it."""

    page: Page
    traffic: Traffic = field(default_factory=Traffic)

    def wait_until_drawn(self) -> Drawn:
        """Wait until the page stands; return when that was, from the visit or the last click."""
        return Drawn(**wait_until(self.page, f"({_STANDS})()", _LONGEST_WAIT_MILLISECONDS))


class Visitor:
    """A person with a browser of their own, whose cache is empty at the first visit."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context(viewport={"width": 1440, "height": 900})
        self._context.set_default_timeout(_LONGEST_WAIT_MILLISECONDS)
        self._context.add_init_script(_WATCH)

    def open(self, url: str) -> Visit:
        """Open an address in a tab of its own."""
        visit = Visit(self._context.new_page())
        visit.traffic.watch(self._context.new_cdp_session(visit.page))
        visit.page.goto(url, wait_until="commit")
        return visit

    def leave(self) -> None:
        """Close every tab and forget what was kept."""
        self._context.close()


@contextmanager
def visitor(browser: Browser) -> Iterator[Visitor]:
    """Let a new person come, and leave at the end."""
    person = Visitor(browser)
    try:
        yield person
    finally:
        person.leave()


def choose_privacy(visit: Visit) -> Drawn:
    """Change a filter; return when the page stood again after the click."""
    visit.page.locator(".st-key-privacy [role=combobox]").click()
    visit.page.get_by_role("option", name="private", exact=True).click()
    return visit.wait_until_drawn()


def rerun(visit: Visit) -> Drawn:
    """Run the page again by the key for it; return when it stood again."""
    visit.page.keyboard.press("r")
    return visit.wait_until_drawn()


def messages_of_handling_charts(visit: Visit) -> int:
    """Hover, pick in legends, zoom and drag on every chart; return how many messages were sent.

    A rerun follows, with its one message, until which whatever a chart sends late is on its way.
    """
    before = visit.traffic.messages_sent
    charts = visit.page.get_by_test_id("stVegaLiteChart")
    for number in range(charts.count()):
        _handle(visit.page, charts.nth(number))
    rerun(visit)
    return visit.traffic.messages_sent - before - _MESSAGES_OF_A_RERUN


def _handle(page: Page, chart: Locator) -> None:
    if not chart.is_visible():
        return
    page.mouse.move(*chart.evaluate(_MIDDLE_IN_VIEW, ".role-mark path"))
    if chart.locator(".role-legend-symbol path").count():
        page.mouse.click(*chart.evaluate(_MIDDLE_IN_VIEW, ".role-legend-symbol path"))
    x, y = chart.evaluate(_MIDDLE_IN_VIEW, "svg, canvas")
    page.mouse.move(x, y)
    page.keyboard.down("Shift")
    page.mouse.wheel(0, -100)
    page.mouse.down()
    page.mouse.move(x + 50, y + 50, steps=5)
    page.mouse.up()
    page.keyboard.up("Shift")
