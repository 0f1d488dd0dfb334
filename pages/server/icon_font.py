"""The font of icons, cut down to those that are used: a twentieth of its bytes.

`make icons` writes it beside this file, named as the font of Streamlit's that it is cut from.
Where another one is installed, that is served whole until it is cut in its turn.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

STREAMLIT_FILES: Final = Path(st.__file__).parent / "static"
WHOLE_FONT: Final = next(STREAMLIT_FILES.glob("static/media/MaterialSymbols-Rounded.*.woff2"))
CUT_FONT: Final = Path(__file__).parent / WHOLE_FONT.name

_STYLE_SHEET: Final = next(STREAMLIT_FILES.glob("static/css/index.*.css"))


@cache
def icon_files() -> dict[str, bytes]:
    """Return the font and, after it, Streamlit's style sheet that names it, by address.

    Each has its own hash in its name, as browsers keep both for good.
    """
    font = (CUT_FONT if CUT_FONT.is_file() else WHOLE_FONT).read_bytes()
    font_name = f"icons.{_hash_of(font)}.woff2"
    style = _STYLE_SHEET.read_text(encoding="utf-8").replace(WHOLE_FONT.name, font_name).encode()
    return {
        f"static/media/{font_name}": font,
        f"static/css/index.{_hash_of(style)}.css": style,
    }


def icon_font() -> str:
    """Return the address of the font."""
    return next(iter(icon_files()))


def with_icon_font(html: str) -> str:
    """Let Streamlit's page take the style sheet that names the font.

    Its own is switched off, which fetches nothing, and stays: scripts would else add it again.
    """
    own = f'href="./static/css/{_STYLE_SHEET.name}"'
    _, style_sheet = icon_files()
    here = f'<link rel="stylesheet" crossorigin href="./{style_sheet}">'
    return html.replace(own, f"disabled {own}", 1).replace("</head>", f"{here}</head>", 1)


def _hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
