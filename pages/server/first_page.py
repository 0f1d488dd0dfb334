"""The HTML of each page as it is first sent: Streamlit's, told where its server is, with a finding.

The finding stands until Streamlit has drawn. It is made once for each list and each link that asks
for something else.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st
from anyio import to_thread
from streamlit.auth_util import get_secrets_auth_section

from pages.server.kept_answers import KeptAnswer, KeptWithList, cache_control
from pages.server.page_links import finding_of, link_of, written
from pages.server.plain_page import plain_html
from pages.server.previews import preview_tags
from pages.server.protection import scripts_in
from pages.server.static_files import (
    CHART_SCRIPTS,
    STREAMLIT_FILES,
    WIDGET_SCRIPTS,
    icon_font,
    scripts_with_imports,
    with_icon_font,
)
from pages.shared.freshness import age_text, is_old
from pages.shared.provenance import origin_text, what_is_listed
from pages.shared.sidebar import IN_LINK, chosen_in
from pages.shared.site import PAGES, SITE_NAME
from pages.shared.site_links import EMBED_IN_LINK, THEME_IN_LINK

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from pages.shared.finding import Link, PageFinding
    from pages.shared.site import SitePage
    from pages.shared.view import View
    from venice_data.live.store import CatalogStore, Snapshot

# Streamlit writes a choice over the view before it, and adds a step for what it corrects itself.
# Here the first change of the address after somebody acted is a new step, and further ones are not.
# Another page, or that of another model, begins at its top: Streamlit leaves it where the last was,
# and on a phone behind the menu in which it was chosen.
_ONE_STEP_PER_VIEW: Final = """<script>
{
  const {pushState, replaceState} = history;
  let hasActed = false;
  const part = name => document.querySelector(`[data-testid="${name}"]`);
  const subject = () => location.pathname + new URLSearchParams(location.search).get("id");
  for (const act of ["pointerdown", "keydown"])
    addEventListener(act, () => { hasActed = true; }, true);
  addEventListener("popstate", () => { hasActed = false; }, true);
  history.pushState = history.replaceState = (...entry) => {
    const before = subject();
    (hasActed ? pushState : replaceState).apply(history, entry);
    hasActed = false;
    if (subject() === before) return;
    part("stMain")?.scrollTo(0, 0);
    if (matchMedia("(max-width: 768px)").matches && !part("stExpandSidebarButton"))
      part("stSidebarCollapseButton")?.querySelector("button").click();
  };
}
</script>"""

# Streamlit takes a date that is typed when its calendar is closed, not before.
_DATES_ON_ENTER: Final = """<script>
addEventListener("keydown", event => {
  const field = event.target;
  if (event.key !== "Enter" || !field.closest?.('[data-testid="stDateInputField"]')) return;
  field.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", bubbles: true}));
}, true);
</script>"""

# Streamlit draws an embedded page light or dark when told by an option of its own.
_THEME_OF_EMBED: Final = f"""<script>
{{
  const asked = new URLSearchParams(location.search), theme = asked.get("{THEME_IN_LINK}");
  if (asked.get("{EMBED_IN_LINK}") === "true" && ["light", "dark"].includes(theme)) {{
    asked.set("embed_options", `${{theme}}_theme`);
    history.replaceState(history.state, "", `?${{asked}}`);
  }}
}}
</script>"""

# What is printed of a dark page is light; at the foot of each sheet stand its link and the date.
_READY_TO_PRINT: Final = """<script>
{
  const foot = document.createElement("style");
  addEventListener("beforeprint", () => {
    const app = document.querySelector('[data-testid="stApp"]');
    const isDark = app !== null && getComputedStyle(app).colorScheme === "dark";
    document.documentElement.classList.toggle("printed-dark", isDark);
    const [link, date] = [location.href, new Date().toISOString().slice(0, 10)].map(JSON.stringify);
    const box = "font: 8pt sans-serif; vertical-align: top";
    foot.textContent = `@page {
      @bottom-left { width: 82%; content: ${link}; ${box}; overflow-wrap: anywhere }
      @bottom-right { content: "Printed " ${date}; ${box} }
    }`;
    document.head.append(foot);
  });
}
</script>"""

# The scripts of a page's elements are needed when its first run arrives, and asked for as soon as
# the finding stands, which eighty further files would delay. What is in a template is not fetched.
_ELEMENTS: Final = "scripts-of-elements"
_ELEMENTS_AFTER_FINDING: Final = f"""<script>
requestAnimationFrame(() => setTimeout(() => {{
  document.head.append(document.getElementById("{_ELEMENTS}").content);
}}));
</script>"""

_CONNECTION_AND_FOCUS: Final = "".join(
    f"<script>{Path(__file__).with_name(name).read_text(encoding='utf-8')}</script>"
    for name in ("connection.js", "focus.js")
)
_STYLE: Final = f"<style>{Path(__file__).with_name('site.css').read_text(encoding='utf-8')}</style>"
_IS_EMBEDDED: Final = f"new URLSearchParams(location.search).get('{EMBED_IN_LINK}') === 'true'"
_ADDRESSES: Final = "|".join(page.address for page in PAGES if page.address)
LOGGER: Final = logging.getLogger(__name__)

_MOST_KEPT: Final = 200  # some tens of kB each
_LONGEST_KEPT_LINK: Final = 4_000  # a page repeats its link a dozen times
_TEMPLATE: Final = "first_page.html"
_ROOT: Final = '<div id="root"></div>'
_WITHOUT_JAVASCRIPT: Final = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_LOADED_AHEAD: Final = re.compile(r'<link rel="modulepreload"[^>]*>')
# Streamlit's words for machines, which this site answers in its own way.
_FOR_MACHINES: Final = re.compile(r'<link rel="service-desc"[^>]*>')


@cache
def page_html(page: SitePage) -> str:
    """Return the HTML that starts Streamlit in the browser.

    What is loaded ahead stands at its end: the finding before it is drawn the sooner.
    """
    html = with_icon_font((STREAMLIT_FILES / "index.html").read_text(encoding="utf-8"))
    ahead = "".join(_LOADED_AHEAD.findall(html))
    of_elements = "".join(
        f'<link rel="modulepreload" crossorigin href="./{address}">'
        for address in first_scripts(page)
        if address not in html
    )
    later = f'<template id="{_ELEMENTS}">{of_elements}</template>{_ELEMENTS_AFTER_FINDING}'
    font = f'<link rel="preload" as="font" type="font/woff2" crossorigin href="./{icon_font()}">'
    scripts = (
        _server_address()
        + _THEME_OF_EMBED
        + _READY_TO_PRINT
        + _ONE_STEP_PER_VIEW
        + _DATES_ON_ENTER
        + _CONNECTION_AND_FOCUS
        + _links_in_app()
    )
    return (
        _LOADED_AHEAD.sub("", _FOR_MACHINES.sub("", html))
        .replace("<head>", f"<head>{scripts}", 1)
        .replace("</head>", f"{_STYLE}</head>", 1)
        .replace("</body>", f"{ahead}{font}{later}</body>", 1)
        .replace("<title>Streamlit</title>", f"<title>{page.title} · {SITE_NAME}</title>", 1)
    )


def first_scripts(page: SitePage) -> list[str]:
    """Return the scripts that a page needs when it is first drawn, after Streamlit's own."""
    charts = CHART_SCRIPTS if page.opens_with_chart else ()
    return scripts_with_imports([*WIDGET_SCRIPTS, *page.opens_with, *charts])


def own_scripts() -> list[str]:
    """Return all scripts that stand inside a page."""
    template = Path(__file__).with_name(_TEMPLATE).read_text(encoding="utf-8")
    return [*scripts_in(page_html(PAGES[0])), *scripts_in(template)]


def _server_address() -> str:
    """Tell Streamlit where its server is, and what it would else ask before it connects.

    Left to itself, a deep link such as `/text` first looks for the server below `/text`
    and fills the browser's console with errors. On a private site it has to ask: the answer
    brings the cookie without which nobody counts as signed in.
    """
    address = f"location.origin+location.pathname.replace(/(^|\\/)({_ADDRESSES})\\/?$/,'$1')"
    answers = {
        "allowedOrigins": st.get_option("client.allowedOrigins"),
        "useExternalAuthToken": False,
    }
    known = "" if get_secrets_auth_section() else f",HOST_CONFIG:{json.dumps(answers)}"
    return f"<script>window.__streamlit={{BACKEND_BASE_URL:{address}{known}}}</script>"


def _links_in_app() -> str:
    """Let links to pages of the site open in the app, which would else load anew in a new tab.

    What is chosen in the sidebar goes along, as it does by the navigation. Streamlit draws what
    the address says when the browser goes back or forward, and so it does here. Links of what
    stands before Streamlit has drawn load anew, and those of an embedded page in a new tab.
    """
    return f"""<script>
addEventListener("click", event => {{
  const link = event.target instanceof Element && event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || link.hasAttribute("download")) return;
  if (link.closest("#first-page") || {_IS_EMBEDDED}) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const target = new URL(link.href), root = new URL(__streamlit.BACKEND_BASE_URL);
  const isBelow = target.origin === root.origin && target.pathname.startsWith(root.pathname);
  const page = target.pathname.slice(root.pathname.length);
  if (!isBelow || target.hash || !/^\\/?({_ADDRESSES})?\\/?$/.test(page)) return;
  const chosen = new URLSearchParams(location.search);
  for (const name of {json.dumps(IN_LINK)})
    if (!target.searchParams.has(name))
      for (const value of chosen.getAll(name)) target.searchParams.append(name, value);
  event.preventDefault();
  history.pushState({{}}, "", target);
  dispatchEvent(new PopStateEvent("popstate", {{state: {{}}}}));
}});
</script>"""


class FirstPages:
    """Answers requests for pages; what it has made is dropped with the list."""

    def __init__(self, store: CatalogStore, site_of: Callable[[Request], str]) -> None:
        self._store = store
        self._site_of = site_of
        self._kept = KeptWithList(_MOST_KEPT)

    async def answer(self, page: SitePage, request: Request) -> Response:
        """Answer with the HTML of a page."""
        snapshot = self._store.current()
        link, site = link_of(request, with_looks=True), self._site_of(request)
        kept_by = cache_control(self._store.settings, "no-cache")
        making = partial(_answer_with, page, link, snapshot, site, kept_by)
        if len(request.url.query) > _LONGEST_KEPT_LINK:
            answer = await to_thread.run_sync(making)
        else:
            answer = await self._kept.get(snapshot, (page, site, *link.values()), making)
        return await answer.to(request)


def _answer_with(
    page: SitePage, link: Link, snapshot: Snapshot, site: str, kept_by: str
) -> KeptAnswer:
    html = first_page(page, link, snapshot, site).encode(errors="replace")
    version = hashlib.sha256(html).hexdigest()[:32]
    return KeptAnswer(lambda: html, "text/html", version, kept_by)


def first_page(page: SitePage, link: Link, snapshot: Snapshot, site: str) -> str:
    """Return Streamlit's page with the finding of a page in it; without, where that fails.

    `site` is the address of the overview, as it is reached from elsewhere.
    """
    html = _WITHOUT_JAVASCRIPT.sub("", page_html(page))
    try:
        view = chosen_in(link, snapshot).view(page)
        finding = finding_of(page, view, link)
        found = _as_html(page, link, view, finding)
    except Exception:
        # Any list of Venice and any link of strangers come here: what fails over one is logged, and
        # the visitor gets the page without its finding, in place of an error.
        LOGGER.exception("No finding of the page %s", page.title)
        return html
    tags = preview_tags(page, finding, link, site)
    return html.replace("</head>", f"{tags}</head>", 1).replace(_ROOT, _ROOT + found, 1)


def _origin(view: View) -> str:
    """Say from when the prices are and, of today's that are old, how many days old."""
    origin = origin_text(view.catalog, what_is_listed(view))
    is_old_today = view.day is None and is_old(view.catalog, view.now)
    return f"{origin}, {age_text(view.catalog, view.now)}" if is_old_today else origin


def _as_html(page: SitePage, link: Link, view: View, finding: PageFinding) -> str:
    """Return what a page finds under a link, as HTML."""
    return plain_html(
        _TEMPLATE,
        "./",
        written(link, IN_LINK),
        page=page,
        title=finding.title or f"{page.title}: {page.question}",
        finding=finding,
        origin=_origin(view),
        is_embedded=link.get(EMBED_IN_LINK) == ("true",),
        theme=next(iter(link.get(THEME_IN_LINK, ())), ""),
    )
