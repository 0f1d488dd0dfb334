"""English that sentences share: counts with their nouns, long lists, how a sentence begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from venice_data.catalog.money import count_text

if TYPE_CHECKING:
    from collections.abc import Sequence


def counted(count: float, plural: str) -> str:
    """Write `1,000 requests`, `1 request`."""
    return f"{count_text(count)} {plural.removesuffix('s') if count == 1 else plural}"


def some_of(names: Sequence[str], most: int) -> str:
    """Write the first of some names, and how many more there are."""
    return ", ".join(names[:most]) + and_more(len(names) - most)


def and_more(others: int) -> str:
    """Write ` and 3 more` behind a name; nothing where there are none."""
    return f" and {others} more" if others > 0 else ""


def begun(text: str) -> str:
    """Write a text as a sentence begins."""
    return text[:1].upper() + text[1:]


def continued(text: str) -> str:
    """Write a sentence as it goes on within another."""
    return text[:1].lower() + text[1:]
