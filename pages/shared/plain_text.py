"""Shows text from the API as text: no Markdown, HTML, LaTeX, link or emoji comes of it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
# What Streamlit rewrites after Markdown is read: emoji codes, addresses, arrows and dashes.
_REWRITTEN: Final = re.compile(
    r"(?i)(?<=:)(?=[\w+/-]+:|//)|(?<=www)(?=\.)|(?<=@)(?=[\w-])|(?<=[-<>~])(?=[-=>])"
)
_ZERO_WIDTH_SPACE: Final = "\u200b"


def plain(text: str) -> str:
    """Escape a text for any place that reads Markdown."""
    one_line = " ".join(text.split())
    broken_up = _REWRITTEN.sub(_ZERO_WIDTH_SPACE, one_line)
    return _PUNCTUATION.sub(r"\\\1", broken_up)


def model_link(model_id: str, label: str) -> str:
    """Write a label in Markdown that leads to the page of its model."""
    return f"[{plain(label)}](model?id={quote(model_id, safe='')})"


def sentences(*texts: str) -> str:
    """Write the sentences that there are as one paragraph, ready for Markdown."""
    return plain(" ".join(text for text in texts if text))
