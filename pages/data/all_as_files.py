"""Everything as files: models, prices, their history, and the addresses for scripts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.downloads import show_downloads
from pages.shared.freshness import why_no_history
from venice_data.catalog.filters import offered, retired_since
from venice_data.commands.export import listing_history, price_history
from venice_data.quotes.published_rates import PUBLISHED, published_rates

if TYPE_CHECKING:
    from pages.shared.view import View

_LISTS = (
    "traits",
    "capabilities",
    "capabilities_stated",
    "reasoning_efforts",
    "region_restrictions",
    "voices",
)
_NESTED = ["constraints", "raw"]
_RETIRED_SINCE: Final = "retired_since"


def show(view: View) -> None:
    """Offer each table with what is in it."""
    catalog = view.catalog
    st.header("The list as files", anchor=False)
    gone = len(catalog.models) - len(offered(catalog.models, view.now))
    if gone:
        st.markdown(
            f"The files hold the list as it came, with the {gone} that retired since, which the "
            f"pages leave out. The column `{_RETIRED_SINCE}` says from which day; leave out the "
            "rows where it is filled, and the files hold what the pages count."
        )
    _offer_prices(view)
    _offer_video_rates(view)
    _offer(
        view,
        "Models",
        "one row per model, with every fact that fits a cell",
        _models(view),
        "models",
    )
    if not catalog.problems.empty:
        _offer(view, "Not understood", "one row per problem", catalog.problems, "problems")
    st.header("The history as files", anchor=False)
    history = view.snapshot.history
    if history is None:
        st.markdown(why_no_history(view.snapshot))
        return
    _offer(
        view,
        "Price history",
        "when each price began; a row without amounts says when it was removed",
        price_history(history, view.now),
        "price-history",
    )
    _offer(
        view,
        "Listing history",
        "when each model was added and removed",
        listing_history(history, view.now),
        "listing-history",
    )


def _offer_prices(view: View) -> None:
    """Offer every price that Venice publishes, whatever is filtered."""
    described = _with_retirement(view)[["name", "type", _RETIRED_SINCE]]
    models = view.catalog.models
    unpriced = int((~models.index.isin(view.catalog.prices["model_id"])).sum())
    _offer(
        view,
        "All prices",
        "one row per price, in USD and DIEM, with its unit"
        + (f", without the {unpriced} models that have none in the list" if unpriced else ""),
        view.catalog.prices.join(described, on="model_id"),
        "prices",
    )


def _offer_video_rates(view: View) -> None:
    """Offer what Venice's documentation says that a second of video costs, which no list does."""
    rates = pd.DataFrame(
        [
            (model_id, rate.resolution, rate.audio, rate.duration, rate.usd_per_second)
            for model_id, own in published_rates().items()
            for rate in own
        ],
        columns=["model_id", "resolution", "audio", "duration", "usd_per_second"],
    )
    _offer(
        view,
        "Video rates",
        f"about what a second of video costs by Venice's documentation, {PUBLISHED}; what a "
        "clip costs exactly, a quote says",
        rates,
        "video-rates",
    )


def _offer(view: View, title: str, content: str, table: pd.DataFrame, name: str) -> None:
    st.markdown(f"**{title}**: {content}; {len(table):,} rows.")
    show_downloads(view, partial(_without_zones, table), f"data_{name}")


def _models(view: View) -> pd.DataFrame:
    """Return the models with lists as text, for a spreadsheet."""
    models = _with_retirement(view).drop(columns=_NESTED)
    texts = {column: models[column].map("|".join) for column in _LISTS}
    return models.assign(**texts).reset_index()


def _with_retirement(view: View) -> pd.DataFrame:
    models = view.catalog.models
    return models.assign(**{_RETIRED_SINCE: retired_since(models, view.now)})


def _without_zones(table: pd.DataFrame) -> pd.DataFrame:
    """Write instants as UTC text: Excel knows no time zones."""
    instants = table.select_dtypes("datetimetz").columns
    texts = {name: table[name].dt.strftime("%Y-%m-%dT%H:%M:%SZ") for name in instants}
    return table.assign(**texts)
