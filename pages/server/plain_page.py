"""Pages as plain HTML, in the colours and the font of those that Streamlit draws."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st
from jinja2 import Environment, FileSystemLoader

from pages.server.static_files import text_font
from pages.shared.finding import PageFinding
from pages.shared.site import PAGES, SITE_NAME

NOTHING_HERE: Final = "There is nothing at this address"
_TEMPLATES: Final = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
_THEME: Final = (
    "textColor",
    "backgroundColor",
    "secondaryBackgroundColor",
    "borderColor",
    "linkColor",
)


def plain_html(template: str, root: str, carried: str = "", **content: object) -> str:
    """Fill a template; all addresses begin with `root`, those of pages end with what is carried."""
    return _TEMPLATES.get_template(template).render(
        content,
        ways=[(page, f"{root}{page.address}{carried}") for page in PAGES],
        font=f"{root}{text_font()}",
        light=_colors("light"),
        dark=_colors("dark"),
        title_size=st.get_option("theme.headingFontSizes")[0],
    )


def page_of_nothing(home: str) -> str:
    """Return the page for addresses at which there is none; it leads home."""
    finding = PageFinding("The link may be old or mistyped. What Venice's models cost is here:")
    return plain_html(
        "not_found.html",
        home,
        home=home,
        title=NOTHING_HERE,
        site_name=SITE_NAME,
        finding=finding,
    )


def _colors(theme: str) -> dict[str, str]:
    """Return the colours that the configuration has for a theme."""
    return {name: st.get_option(f"theme.{theme}.{name}") for name in _THEME}
