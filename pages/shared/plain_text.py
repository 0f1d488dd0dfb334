"""Shows text from the API as text: no Markdown, HTML, LaTeX, link or emoji comes of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
# What Streamlit rewrites after Markdown is read: emoji codes, addresses, arrows and dashes.
_REWRITTEN: Final = re.compile(
    r"(?i)(?<=:)(?=[\w+/-]+:|//)|(?<=www)(?=\.)|(?<=@)(?=[\w-])|(?<=[-<>~])(?=[-=>])"
)
_INNER_HYPHEN: Final = re.compile(r"(?<=\w)-(?=\w)")
_ZERO_WIDTH_SPACE: Final = "\u200b"


def plain(text: str) -> str:
    """Escape a text for any place that reads Markdown."""
    one_line = " ".join(text.split())
    broken_up = _REWRITTEN.sub(_ZERO_WIDTH_SPACE, one_line)
    return _PUNCTUATION.sub(r"\\\1", broken_up)


def unbroken(text: str) -> str:
    """Keep words with a hyphen in them, as the names of models have it, in one line."""
    return _INNER_HYPHEN.sub("\u2011", text)


def model_link(model_id: str, label: str) -> str:
    """Write a label in Markdown that leads to the page of its model."""
    return f"[{plain(label)}](model?id={quote(model_id, safe='')})"


def small(markdown: str) -> str:
    """Return a text as small print inside another; what is not ours in it is `plain` already."""
    return f":small[:gray[{markdown}]]"


def from_to(ends: Iterable[str]) -> str:
    """Write both ends of a range, once where they read alike: `$0.02 to $1.10`."""
    return " to ".join(dict.fromkeys(ends))


def sentences(*texts: str) -> str:
    """Write the sentences that there are as one paragraph, ready for Markdown."""
    return plain(" ".join(text for text in texts if text))
