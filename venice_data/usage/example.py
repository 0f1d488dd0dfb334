"""A usage history to try, made up: no account stands behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

EXAMPLE: Final = Path(__file__).resolve().parent.parent / "bundled" / "usage-example.csv"


def example_file() -> bytes:
    """Return the example as Venice would answer it in CSV."""
    return EXAMPLE.read_bytes()
