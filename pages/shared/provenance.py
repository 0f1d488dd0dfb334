"""What is shown and where it comes from, in words: on the page, and in files and pictures of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pages.shared.plain_text import plain
from pages.shared.site import MODEL_LIST_ADDRESS
from pages.shared.site_links import link_of_view
from pages.shared.view import once_per_offer, once_per_view
from venice_data.catalog.frames import priced_by_quote
from venice_data.catalog.model_types import in_reading_order, model_type
from venice_data.catalog.money import currency_label
from venice_data.catalog.wording import begun
from venice_data.days import day_text, instant_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from pages.shared.view import View
    from venice_data.catalog.frames import Catalog, Currency

_MODEL_LIST: Final = "Venice's model list"
OWN_USAGE: Final = f"Source: your usage history, priced by {_MODEL_LIST}."
_PRICES: Final = "prices"
_SEVERAL: Final = 2
_DOCUMENTED_AT: Final = urlsplit(MODEL_LIST_ADDRESS).hostname


@dataclass(frozen=True)
class Provenance:
    """What a file or a picture says of itself, so that it can be read a year later."""

    prices_of: str
    shows: str
    currency: str
    source: str
    link: str

    def facts(self) -> dict[str, str]:
        """Return everything by its title, as columns and sheets name it."""
        return {
            "Prices of": self.prices_of,
            "Shows": self.shows,
            "Currency": self.currency,
            "Source": self.source,
            "Link": self.link,
        }


def provenance_of(
    view: View, *, currency: Currency | None = None, source: str | None = None
) -> Provenance:
    """Say of the figures of a view what `Provenance` holds.

    `currency` and `source` are given where they are not the view's own. For use while the page
    runs: the link is the address that it has then.
    """
    prices_of = origin_text(view.catalog)
    said = source or f"{_MODEL_LIST} ({_DOCUMENTED_AT})"
    return Provenance(
        prices_of=prices_of,
        shows=shown_in_words(view),
        currency=currency_label(currency or view.currency),
        source=said.removeprefix("Source: ").replace(f" {prices_of}.", ""),
        link=link_of_view(view.page),
    )


def shown_in_words(view: View) -> str:
    """Name the page and what is filtered there: `Text: private, vision`."""
    return f"{view.page.title}: {', '.join(view.applied.in_words()) or 'all models'}"


def source_text(catalog: Catalog) -> str:
    """Say in a few words where the figures of a chart come from, and from when."""
    return f"Source: {_MODEL_LIST}. {origin_text(catalog)}."


def linked_source(source: str) -> str:
    """Write where figures come from as Markdown, with the way to Venice's own list."""
    return plain(source).replace(
        plain(_MODEL_LIST), f"[{plain(_MODEL_LIST)}]({MODEL_LIST_ADDRESS})"
    )


def what_is_listed(view: View, about: Sequence[str] = ()) -> str:
    """Say what a page shows of the list, or of the models that it is `about`.

    Those are no prices where Venice quotes them all: what is shown of prices is of another day.
    """
    are_quoted = _are_quoted(view)
    if about:
        are_quoted = are_quoted[are_quoted.index.isin(about)]
    return "model list" if len(are_quoted) and are_quoted.all() else _PRICES


@once_per_offer
def _are_quoted(view: View) -> pd.Series[bool]:
    return priced_by_quote(view.in_scope, view.catalog.prices)


@once_per_view
def matches_in_words(view: View) -> str:
    """Count the models that match, and how many are of which type on a page of some types."""
    counted = f"**{len(view.models)}** of {len(view.in_scope)} models match the filters"
    counts = view.models["type"].value_counts()
    if not view.page.types or len(counts) < _SEVERAL:
        return counted
    types = in_reading_order(set(counts.index))
    of_types = [f"{counts[name]} {model_type(name).label}" for name in types]
    return f"{counted}: {', '.join(of_types)}"


def origin_text(catalog: Catalog, what: str = _PRICES) -> str:
    """Say which list this is and from which instant; `what` is shown of it."""
    match catalog.source:
        case "live":
            return f"Live {what}, fetched {instant_text(catalog.fetched_at)}"
        case "last good":
            return f"{begun(what)} of {instant_text(catalog.fetched_at)}"
        case "bundled":
            return f"{begun(what)} of {day_text(catalog.fetched_at)}"
        case "history":
            return f"Recorded {what} of {day_text(catalog.fetched_at)}"
