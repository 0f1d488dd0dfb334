"""The list, the history and the facts of the tests' own, in place of those that ship."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from venice_data import files
from venice_data.catalog import quality_scores
from venice_data.costs.maker_prices import maker_prices
from venice_data.quotes.published_rates import published_rates

if TYPE_CHECKING:
    from collections.abc import Iterator

# A choice of what shipped in August 2026. It never changes: a newer list ships, this one stays.
OWN_DATA: Final = Path(__file__).resolve().parent.parent / "data"
SHIPPED: Final = files.BUNDLED_FOLDER
_READ_ONCE: Final = (
    quality_scores._by_benchmark,
    quality_scores.yardsticks,
    quality_scores.labels_by_old_one,
    maker_prices,
    published_rates,
)


@contextmanager
def bundled_in(folder: Path) -> Iterator[None]:
    """Let the list, the history and the facts of a folder be those that ship."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "BUNDLED_FOLDER", folder)
        _forget()
        yield
    _forget()


def _forget() -> None:
    """Let what was read of another folder be read anew."""
    for read in _READ_ONCE:
        read.cache_clear()
