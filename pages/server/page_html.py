"""Streamlit's page, told where its server is, its style and the files it needs first."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pages.server.icon_font import STREAMLIT_FILES, icon_font, with_icon_font
from pages.server.static_files import CHART_SCRIPTS, WIDGET_SCRIPTS, scripts_with_imports
from pages.shared.sidebar import IN_LINK
from pages.shared.site import PAGES, SITE_NAME

if TYPE_CHECKING:
    from pages.shared.site import SitePage

# Streamlit writes a choice over the view before it, and adds a step for what it corrects itself.
# Here the first change of the address after somebody acted is a new step, and further ones are not.
_ONE_STEP_PER_VIEW: Final = """<script>
{
  const {pushState, replaceState} = history;
  let hasActed = false;
  for (const act of ["pointerdown", "keydown"])
    addEventListener(act, () => { hasActed = true; }, true);
  addEventListener("popstate", () => { hasActed = false; }, true);
  history.pushState = history.replaceState = (...entry) => {
    (hasActed ? pushState : replaceState).apply(history, entry);
    hasActed = false;
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

_STYLE: Final = f"<style>{Path(__file__).with_name('site.css').read_text(encoding='utf-8')}</style>"
_ADDRESSES: Final = "|".join(page.address for page in PAGES if page.address)


@cache
def page_html(page: SitePage) -> str:
    """Return the HTML that starts Streamlit in the browser."""
    html = with_icon_font((STREAMLIT_FILES / "index.html").read_text(encoding="utf-8"))
    preloads = "".join(
        f'<link rel="modulepreload" crossorigin href="./{address}">'
        for address in first_scripts(page)
        if address not in html
    )
    font = f'<link rel="preload" as="font" type="font/woff2" crossorigin href="./{icon_font()}">'
    scripts = _server_address() + _ONE_STEP_PER_VIEW + _DATES_ON_ENTER + _links_in_app()
    return (
        html.replace("<head>", f"<head>{scripts}", 1)
        .replace("</head>", f"{preloads}{font}{_STYLE}</head>", 1)
        .replace("<title>Streamlit</title>", f"<title>{page.title} · {SITE_NAME}</title>", 1)
    )


def first_scripts(page: SitePage) -> list[str]:
    """Return the scripts that a page needs when it is first drawn, after Streamlit's own."""
    return scripts_with_imports(
        [*WIDGET_SCRIPTS, *(CHART_SCRIPTS if page.opens_with_chart else ())]
    )


def _server_address() -> str:
    """Tell Streamlit where its server is.

    Left to itself, a deep link such as `/text` first looks for the server below `/text`
    and fills the browser's console with errors.
    """
    address = f"location.origin+location.pathname.replace(/(^|\\/)({_ADDRESSES})\\/?$/,'$1')"
    return f"<script>window.__streamlit={{BACKEND_BASE_URL:{address}}}</script>"


def _links_in_app() -> str:
    """Let links to pages of the site open in the app, which would else load anew in a new tab.

    What is chosen in the sidebar goes along, as it does by the navigation. Streamlit draws what
    the address says when the browser goes back or forward, and so it does here. Links of what
    stands before Streamlit has drawn load anew.
    """
    return f"""<script>
addEventListener("click", event => {{
  const link = event.target instanceof Element && event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || link.hasAttribute("download")) return;
  if (link.closest("#first-page")) return;
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
