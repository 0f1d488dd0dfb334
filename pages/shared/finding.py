"""What a page has found, in plain words and a short table: the answer before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from pages.shared.chart_parts import ranking_bars
from pages.shared.ranking import cheapest_of
from pages.shared.view import once_per_view
from venice_data.catalog.model_types import in_reading_order, model_type
from venice_data.catalog.money import cost_text
from venice_data.costs.finder import find_cheapest
from venice_data.costs.headlines import HEADLINE_UNITS
from venice_data.link_values import read_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd

    from pages.shared.chart_template import Drawing
    from pages.shared.view import View
    from venice_data.catalog.frames import Currency
    from venice_data.costs.finder import Finding
    from venice_data.link_values import Accepted

    Link = Mapping[str, Sequence[str]]  # the values of each parameter of an address

MOST_ROWS: Final = 10
_MOST_DRAWN: Final = 7  # as a chat shows a picture, names are still read
_NONE_MATCHES: Final = "No model matches. Loosen a filter."


@dataclass(frozen=True)
class PageFinding:
    """The sentence that answers a page's question, and the rows that matter, all as text.

    `title` heads the page in place of its own. `picture` draws what stands for the page where
    its link is shown, if there is anything to draw.
    """

    sentence: str
    caption: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    title: str = ""
    picture: Callable[[], Drawing | None] | None = None


def bars_of(
    priced: pd.DataFrame,
    unit: str,
    currency: Currency,
    write: Callable[[float, Currency], str] = cost_text,
) -> Drawing:
    """Draw the first models, which have label, privacy and price, as bars."""
    first = priced.loc[:, ["label", "privacy", "price"]][:_MOST_DRAWN]
    texts = first["price"].map(lambda price: write(price, currency))
    rows = first.assign(model_id=first.index, price_text=texts)
    return ranking_bars(rows, currency, unit, [("label", "Model")])


def value_in(link: Link, name: str, accepted: Accepted) -> str | None:
    """Return the first value of a parameter of a link that can be used."""
    return next(iter(read_values(link.get(name, ()), accepted).usable), None)


@once_per_view
def cheapest_of_type(view: View, api_type: str) -> Finding:
    """Find the cheapest model of a type that meets the visitor's filters."""
    of_type = view.in_scope[view.in_scope["type"] == api_type]
    wish = replace(view.applied, types=(api_type,))
    return find_cheapest(
        of_type,
        view.catalog.prices,
        wish,
        view.currency,
        headlines=view.headlines,
        counts_free_and_beta=view.counts_free_and_beta,
    )


@once_per_view
def cheapest_of_each_type(view: View, caption: str) -> PageFinding:
    """Find the cheapest of each type on a page; the rows are shared out among the types."""
    ranked = [name for name in in_reading_order(set(view.models["type"])) if name in HEADLINE_UNITS]
    if not ranked:
        return PageFinding(_NONE_MATCHES)
    found = {api_type: cheapest_of_type(view, api_type) for api_type in ranked}
    rows_each = max(1, MOST_ROWS // len(found))
    drawn = cheapest_of(view, found[ranked[0]].ranked)
    return PageFinding(
        " ".join(finding.sentence for finding in found.values()),
        caption,
        ("Type", "Model", "Price", "Privacy"),
        tuple(
            row
            for api_type, finding in found.items()
            for row in _cheapest_rows(view, api_type, finding, rows_each)
        ),
        picture=None
        if drawn.empty
        else partial(bars_of, drawn, HEADLINE_UNITS[ranked[0]], view.currency),
    )


def _cheapest_rows(
    view: View, api_type: str, finding: Finding, most: int
) -> Iterator[tuple[str, ...]]:
    label = model_type(api_type).label.capitalize()
    first = cheapest_of(view, finding.ranked)[:most]
    for name, amount, privacy in zip(first["label"], first["price"], first["privacy"], strict=True):
        price = f"{cost_text(amount, view.currency)} {HEADLINE_UNITS[api_type]}"
        yield label, name, price, privacy
