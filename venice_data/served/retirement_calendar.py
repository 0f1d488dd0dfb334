"""Announced retirements as a calendar that phones and calendar programs can follow."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import quote

import pandas as pd

from venice_data.catalog.filters import matching
from venice_data.catalog.model_types import model_type
from venice_data.catalog.money import price_text
from venice_data.days import beginning_of, day_text, instant_text
from venice_data.history.change_text import percent_text
from venice_data.history.retirements import instead_of, retirements
from venice_data.link_values import WholeNumber
from venice_data.served.asking import address, content_of_list, model_address
from venice_data.served.queries import (
    CURRENCY_IN_LINK,
    FILTERS_IN_LINK,
    currency_parameter,
    known_models,
    known_parameters,
    read_currency,
    read_filters,
    read_parameter,
)

if TYPE_CHECKING:
    from icalendar import Calendar, Event

    from venice_data.catalog.frames import Currency
    from venice_data.history.price_history import PriceHistory
    from venice_data.history.retirements import Instead
    from venice_data.served.asking import Asked, Content

CALENDAR_ADDRESS: Final = "api/retirements.ics"
DAYS_IN_LINK: Final = "days"
_MOST_DAYS: Final = 3650
_ACCEPTED: Final = (*FILTERS_IN_LINK, CURRENCY_IN_LINK, DAYS_IN_LINK)
_READ_AGAIN_AFTER: Final = timedelta(hours=6)
_ANNOUNCEMENT: Final = ("removes_at", "replacement_id", "auto_remap")
_NOT_IN_CALENDARS: Final = re.compile(r"[\x00-\x1f\x7f]")


def write_retirements(asked: Asked) -> Content:
    """Write a day for each model that is announced to be removed today or later.

    Raises QueryError, or NoHistoryError: the history says since when each is announced.
    """
    given = known_parameters(asked, _ACCEPTED)
    filters = read_filters(given, known_models(asked))
    named = read_currency(given)
    days = [int(text) for text in read_parameter(given, DAYS_IN_LINK, WholeNumber(1, _MOST_DAYS))]
    announced_at = _announcements(asked.history())
    calendar = _empty_calendar(
        address(asked.site, CALENDAR_ADDRESS, [*filters.texts(), *currency_parameter(named)]),
        [text for _, text in filters.texts()],
    )
    catalog, today = asked.snapshot.catalog, beginning_of(asked.now.date())
    currency = named or "usd"
    leaving = retirements(
        matching(catalog.models, filters), catalog, today - timedelta.resolution, currency
    )
    if days:
        leaving = leaving[leaving["removes_at"] < today + timedelta(days=days[0] + 1)]
    for model in leaving.reset_index().to_dict("records"):
        if pd.isna(model["replacement_id"]):
            facts = cast("pd.Series[Any]", catalog.models.loc[model["id"]])
            model["instead"] = instead_of(facts, model["before"], catalog, asked.now, currency)
        since = announced_at.get(model["id"], asked.history().newest)
        calendar.add_component(_day_of(model, since, asked.site, currency))
    return content_of_list(calendar.to_ical(), "text/calendar; charset=utf-8", "retirements.ics")


def _announcements(history: PriceHistory) -> dict[str, datetime]:
    """Return since when each listed model's removal stands as it does, by id."""
    facts = history.facts
    own = facts[facts["fact"].isin(_ANNOUNCEMENT) & facts["ended_at"].isna()]
    return {
        str(m): at.to_pydatetime() for m, at in own.groupby("model_id")["began_at"].max().items()
    }


def _empty_calendar(own_address: str, filters: list[str]) -> Calendar:
    """Return a calendar with its name; it says how often to ask for it again, in both ways."""
    from icalendar import Calendar, vDuration  # noqa: PLC0415 - costs 3 MB, and few ask for it

    calendar = Calendar()
    name = _plain(f"Venice models that retire{''.join(f', {text}' for text in filters)}")
    calendar.add("prodid", "-//Venice price dashboard//Retirements//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("source", own_address, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", vDuration(_READ_AGAIN_AFTER), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_READ_AGAIN_AFTER))
    return calendar


def _day_of(model: dict[Any, Any], since: datetime, site: str, currency: Currency) -> Event:
    """Return the day of a removal; its id stays when the day or the replacement changes."""
    from icalendar import Event  # noqa: PLC0415 - see above

    day = model["removes_at"].date()
    event = Event()
    event.add("uid", f"retirement-{quote(model['id'], safe='')}@venice-price-dashboard")
    event.add("dtstamp", since)
    event.add("last-modified", since)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _plain(f"{model['name']} retires from Venice"))
    event.add("description", "\n".join(map(_plain, _lines(model, site, currency))))
    event.add("url", model_address(site, model["id"]))
    event.add("categories", [_plain(model_type(model["type"]).label)])
    event.add("transp", "TRANSPARENT")  # nobody is busy that day
    return event


def _lines(model: dict[Any, Any], site: str, currency: Currency) -> list[str]:
    kind, removes_at = model_type(model["type"]).label, model["removes_at"]
    is_midnight = removes_at == removes_at.normalize()
    when = day_text(removes_at) if is_midnight else instant_text(removes_at)
    return [
        f"{model['name']} ({model['id']}, {kind}) will be removed on {when}.",
        _replacement_text(model),
        *_price_lines(model, currency),
        model_address(site, model["id"]),
    ]


def _replacement_text(model: dict[Any, Any]) -> str:
    if pd.isna(model["replacement_id"]):
        instead: Instead = model["instead"]
        use = f" Use instead: {instead.model_id} ({instead.how})." if instead.model_id else ""
        return f"No replacement is named.{use}"
    name = model["replacement_name"]
    named = "" if pd.isna(name) else f"{name} "
    passed_on = (
        ""
        if pd.isna(model["auto_remap"]) or not model["auto_remap"]
        else ("; requests are passed on to it")
    )
    return f"Replacement: {named}({model['replacement_id']}){passed_on}."


def _price_lines(model: dict[Any, Any], currency: Currency) -> list[str]:
    """Say what the price becomes, where both models have one in the same unit."""
    if pd.isna(model["before"]) or pd.isna(model["after"]):
        return []
    before, after = (price_text(model[when], currency) for when in ("before", "after"))
    change = percent_text(model["change"])
    return [f"Price: {before} → {after} {model['unit']}{f' ({change})' if change else ''}."]


def _plain(text: str) -> str:
    """Write a text on one line, without the characters that a calendar cannot carry."""
    return _NOT_IN_CALENDARS.sub("\ufffd", " ".join(text.split()))
