"""Tabs of a browser, kept from test to test: a tab that knows a page's scripts loads in half."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

ColorScheme = Literal["light", "dark"]
NOWHERE: Final = "about:blank"
_ON_THIS_MACHINE: Final = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
_FORGET: Final = "[localStorage, sessionStorage].forEach(storage => storage.clear())"


class Tab:
    """A tab in a profile of its own, which notes console errors and requests off the machine.

    Of one test, only fetched and compiled scripts are there for the next.
    """

    def __init__(self, browser: Browser, longest_wait_milliseconds: float) -> None:
        self._context = browser.new_context()
        self._context.set_default_timeout(longest_wait_milliseconds)
        self.faults: list[str] = []
        self.page: Page = self._context.new_page()
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"page: {error}"))
        self.page.on("request", self._note_request)

    def show_as(self, size: tuple[int, int], scheme: ColorScheme) -> None:
        """Be this large and in this theme, whatever the test before has made of the tab.

        It asks for less motion, as people can: to draw what moves keeps a core busy.
        """
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.emulate_media(media="null", color_scheme=scheme, reduced_motion="reduce")

    def leave(self) -> bool:
        """Forget what the pages have kept; return whether the tab can be used again."""
        if self.page.is_closed():
            self._context.close()
            return False
        if self.page.url != NOWHERE:
            self.page.evaluate(_FORGET)
            self.page.goto(NOWHERE)
        self._context.clear_cookies()
        return True

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith(_ON_THIS_MACHINE) and request.url != NOWHERE:
            self.faults.append(f"request off the machine: {request.url}")
