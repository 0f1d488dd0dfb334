"""What programs, spreadsheets and calendars can read here, each with a line that can be pasted."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.site_links import whole_address
from venice_data.served.asking import with_parameters
from venice_data.served.changes_feed import FEED_ADDRESS
from venice_data.served.lists import MODELS_ADDRESS, PRICES_ADDRESS
from venice_data.served.queries import CURRENCY_IN_LINK, FILTERS_IN_LINK, ListQuery
from venice_data.served.retirement_calendar import CALENDAR_ADDRESS, DAYS_IN_LINK
from venice_data.served.status import STATUS_ADDRESS

if TYPE_CHECKING:
    from pages.shared.view import View


class _Offer(NamedTuple):
    """One address: what it gives, which file a pasted line makes, and what narrows it."""

    address: str
    title: str
    gives: str
    file: str = ""
    is_filtered: bool = True
    knows_past_days: bool = False


_OFFERS: Final = (
    _Offer(
        MODELS_ADDRESS,
        "Models and prices as JSON",
        "Every model with what it can do, every price with its unit, and which list they are from.",
        knows_past_days=True,
    ),
    _Offer(
        PRICES_ADDRESS,
        "Prices as CSV",
        "One row per price, for a spreadsheet; each row says from which list and when.",
        file="prices.csv",
        knows_past_days=True,
    ),
    _Offer(
        CALENDAR_ADDRESS,
        "Retirements as a calendar",
        "A day for each model that will be removed. Subscribe to the address, and a phone or a "
        f"calendar keeps it up to date; `{DAYS_IN_LINK}=30` leaves out what is further off.",
        file="retirements.ics",
    ),
    _Offer(
        FEED_ADDRESS,
        "Changes as a feed",
        "For a feed reader or a chat tool, a hundred changes a page, back to the first list.",
    ),
    _Offer(
        STATUS_ADDRESS,
        "How things stand",
        "Where the list is from, how old it is, how much it holds, and whether anything fails.",
        is_filtered=False,
    ),
)


def show(view: View) -> None:
    """Offer each address with what it gives."""
    st.header("For programs, spreadsheets and calendars", anchor=False)
    names = ", ".join(f"`{name}`" for name in (*FILTERS_IN_LINK, CURRENCY_IN_LINK))
    st.markdown(
        "Anybody may read these, from any site, without a key. They are narrowed as the pages "
        f"are, by {names}, and the lists by `as_of`, a past day. The lines below carry what the "
        "sidebar says now. A parameter that cannot be used is refused and named. Answers have an "
        "`ETag`: sent back with the next request, it spares what is still the same."
    )
    for offer in _OFFERS:
        st.markdown(f"**{plain(offer.title)}**  \n{offer.gives}")
        st.code(curl_line(offer, view, st.context.url), language=None, wrap_lines=True)


def curl_line(offer: _Offer, view: View, page_url: str | None) -> str:
    """Return a line for a terminal that asks for an address."""
    day = view.day if offer.knows_past_days else None
    asked = ListQuery(view.applied, None, day).parameters() if offer.is_filtered else []
    address = whole_address(with_parameters(offer.address, asked), page_url)
    target = f"-o {offer.file} " if offer.file else ""
    return f"curl -sS --compressed {target}{quote(address)}"
