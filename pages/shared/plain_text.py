"""Shows text from the API as text: no Markdown, HTML, LaTeX, link or emoji comes of it."""

from __future__ import annotations

import re
from typing import Final

_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
_SHORTCODE: Final = re.compile(r":(?=[\w+/-]+:)")
_ZERO_WIDTH_SPACE: Final = "\u200b"


def plain(text: str) -> str:
    """Escape a text for any place that reads Markdown."""
    one_line = " ".join(text.split())
    unlinked = _SHORTCODE.sub(f":{_ZERO_WIDTH_SPACE}", one_line)
    return _PUNCTUATION.sub(r"\\\1", unlinked)
