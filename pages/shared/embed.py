"""A page inside another, such as a wiki's: without navigation, or one figure of it alone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.site import SITE_NAME
from pages.shared.site_links import EMBED_IN_LINK, FIGURE_IN_LINK, link_of_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pages.shared.site import SitePage

_ALONE: Final = "shown_alone"
# Not in `site.css`: with such a rule a browser takes twice the time over each change of any page.
_ALL_ELSE_HIDDEN: Final = f"""<style>
[data-testid="stMainBlockContainer"]
  :not(:has(.st-key-{_ALONE}), .st-key-{_ALONE}, .st-key-{_ALONE} *) {{
  display: none;
}}
</style>"""
_LEFT_OUT: Final = "figures_left_out"
# Names in links of old, by the figure that shows the same.
_FORMER_NAMES: Final = {"text_index": "text_embeddings"}


def is_embedded() -> bool:
    """Return whether the page stands inside another."""
    return bool(st.context.is_embedded)


def figure_alone() -> str | None:
    """Return the name of the one figure that is to be shown; None where all of the page is."""
    if not is_embedded():
        return None
    named = st.query_params.get(FIGURE_IN_LINK)
    return _FORMER_NAMES.get(str(named), named)


def way_out(page: SitePage) -> str:
    """Return the way from an embedded page to the same on the site, in Markdown."""
    return f"[Open in {SITE_NAME}]({link_of_view(page)})"


def show_link_to_embed(page: SitePage, figure: str) -> None:
    """Show the link of one figure alone."""
    link = link_of_view(page, **{EMBED_IN_LINK: "true", FIGURE_IN_LINK: figure})
    with st.container(key=f"{figure}_link_to_embed"):
        st.caption(
            "This chart alone, for a wiki or a slide. It is light or dark as its reader's system "
            "is, or always with `&theme=light` or `&theme=dark`."
        )
        st.code(link, language=None, wrap_lines=True)


@contextmanager
def shown_alone() -> Iterator[None]:
    """Show what is drawn inside and nothing else of a page."""
    with st.container(key=_ALONE):
        st.html(_ALL_ELSE_HIDDEN)
        yield


def leave_out(name: str) -> None:
    """Note that a page has a figure that is not the one to be shown."""
    st.session_state.setdefault(_LEFT_OUT, []).append(name)


def say_what_figures_there_are(page: SitePage) -> None:
    """Say at the end of a page that it has no such figure, and which it has."""
    names = st.session_state.pop(_LEFT_OUT, [])
    wanted = figure_alone()
    if wanted is None:
        return
    known = f"There are: {plain(', '.join(dict.fromkeys(names)))}." if names else "It has none now."
    with shown_alone():
        st.warning(
            f"This page has no figure “{plain(wanted)}”. {known} {way_out(page)}",
            icon=":material/search_off:",
        )
