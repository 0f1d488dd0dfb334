"""Where figures come from, in words: on the page, and in the files and pictures that leave it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pages.shared.plain_text import plain
from pages.shared.site import MODEL_LIST_ADDRESS
from pages.shared.view_link import link_of_view
from venice_data.catalog.money import currency_label
from venice_data.days import day_text, instant_text

if TYPE_CHECKING:
    from pages.shared.view import View
    from venice_data.catalog.frames import Catalog, Currency

_MODEL_LIST: Final = "Venice's model list"
OWN_USAGE: Final = f"Source: your usage history, priced by {_MODEL_LIST}."
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


def origin_text(catalog: Catalog) -> str:
    """Say which list this is and from which instant."""
    match catalog.source:
        case "live":
            return f"Live prices, fetched {instant_text(catalog.fetched_at)}"
        case "last good":
            return f"Prices of {instant_text(catalog.fetched_at)}"
        case "bundled":
            return f"Prices of {day_text(catalog.fetched_at)}"
        case "history":
            return f"Recorded prices of {day_text(catalog.fetched_at)}"
