"""How many of the prices of a past day have changed since, price component by component."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from pages.shared.last_look import last_look, unseen_since
from pages.shared.view import once_per_view, view_of
from venice_data.catalog.filters import Filters
from venice_data.days import day_text
from venice_data.live.store import shared_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from pages.shared.view import View

_OF_ONE_PRICE: Final = ["model_id", "component"]


def changes_since(view: View, about: Sequence[str] = ()) -> str:
    """Say how many prices of the models that match, or of those named, are others today.

    Nothing is said where there are no prices. Where the newest list is not of today, that is said.
    """
    today = view_of(
        shared_store().current(), view.page, Filters(), view.currency, datetime.now(UTC)
    )
    newest = last_look(today).date()
    if view.day is not None and newest <= view.day:
        return f"No list newer than that of {day_text(newest)} could be fetched."
    unseen = f" Newer lists than that of {unseen_since(today)} could not be fetched."
    since = _in_words(view, today.in_scope, today.catalog.prices, tuple(about))
    return since + unseen if since and unseen_since(today) else since


@once_per_view
def _in_words(
    view: View, offered_today: pd.DataFrame, prices_today: pd.DataFrame, about: tuple[str, ...]
) -> str:
    model_ids = about or view.models.index
    then = _prices_of(model_ids, view.catalog.prices, view)
    now = _prices_of(offered_today.index, prices_today, view).reindex(then.index)
    changed = now.notna() & (now != then)
    return _sentence(len(then), int(changed.sum()), int(now.isna().sum()))


def _prices_of(model_ids: Iterable[str], prices: pd.DataFrame, view: View) -> pd.Series[float]:
    """Return the prices of some models by what identifies each."""
    own = prices[prices["model_id"].isin(model_ids)]
    return own.set_index(_OF_ONE_PRICE)[view.currency].dropna()


def _sentence(count: int, changed: int, gone: int) -> str:
    """Write `3 of these 412 prices have changed since, and 40 are no longer listed.`."""
    if count == 0:
        return ""
    if count == 1:
        fate = "is no longer listed" if gone else f"has {'' if changed else 'not '}changed since"
        return f"This price {fate}."
    if gone == count:
        return f"None of these {count:,} prices is listed any longer."
    number = "All" if changed == count else f"{changed:,}" if changed else "None"
    have = "have" if changed > 1 else "has"
    said = f"{number} of these {count:,} prices {have} changed since"
    if not gone:
        return f"{said}."
    are = "are" if gone > 1 else "is"
    return f"{said}, {'and' if changed else 'but'} {gone:,} {are} no longer listed."
