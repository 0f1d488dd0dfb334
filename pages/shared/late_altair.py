"""Altair, imported for the first chart that is built: a server that starts can answer before that.

Nothing of `alt` is used outside functions, where it would be imported with the pages.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt
else:

    class _Late:
        def __getattr__(self, name: str) -> Any:
            return getattr(import_module("altair"), name)

    alt = _Late()

__all__ = ["alt"]
