"""Pages as plain HTML, in the colours and the font of those that Streamlit draws."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st
from jinja2 import Environment, FileSystemLoader

from pages.server.static_files import text_font
from pages.shared.finding import PageFinding
from pages.shared.site import PAGES, SITE_NAME

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


def refusing_page(home: str, title: str, sentence: str) -> str:
    """Return a page that says why there is no other, and leads home."""
    return plain_html(
        "refusal.html",
        home,
        home=home,
        title=title,
        site_name=SITE_NAME,
        finding=PageFinding(sentence),
    )


def _colors(theme: str) -> dict[str, str]:
    """Return the colours that the configuration has for a theme."""
    return {name: st.get_option(f"theme.{theme}.{name}") for name in _THEME}
