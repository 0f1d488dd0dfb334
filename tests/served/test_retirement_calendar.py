"""The calendar of retirements, as programs that follow calendars read it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from tests.support.asking import SITE, asked
from tests.support.histories import day, history_at
from tests.support.samples import usd
from tests.support.stand_in import model, text_model
from venice_data import parse_models
from venice_data.history.retirements import Instead
from venice_data.live.store import Snapshot
from venice_data.served import retirement_calendar
from venice_data.served.asking import Asked, NoHistoryError
from venice_data.served.queries import QueryError
from venice_data.served.retirement_calendar import write_retirements

if TYPE_CHECKING:
    import pandas as pd

NOW = day(10)


def _leaving(model_id: str, removes_at: str, replacement: str = "", **spec: Any) -> dict[str, Any]:
    """Return a text model that is removed at an instant."""
    deprecation = {"date": removes_at, "autoRemap": True}
    if replacement:
        deprecation["replacementModelId"] = replacement
    return text_model(model_id, deprecation=deprecation, **spec)


LISTS: dict[datetime, list[dict[str, Any]]] = {
    day(0): [text_model("soon"), text_model("late"), text_model("new", 2, 4)],
    day(1): [
        _leaving("soon", "2026-09-20T00:00:00Z", "new"),
        _leaving("late", "2026-12-31T15:30:00Z"),
        text_model("new", 2, 4),
    ],
}


def _asked(
    *query: tuple[str, str],
    lists: dict[datetime, list[dict[str, Any]]] | None = None,
    fetched_at: datetime = NOW,
    now: datetime = NOW,
) -> Asked:
    lists = lists or LISTS
    catalog = parse_models(lists[max(lists)], fetched_at=fetched_at)
    return asked(*query, catalog=catalog, history=history_at(lists), now=now)


def _read(*query: tuple[str, str], **options: Any) -> Any:
    body = write_retirements(_asked(*query, **options)).body
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    calendar = Calendar.from_ical(body)
    assert not calendar.errors
    return calendar


def _events(*query: tuple[str, str], **options: Any) -> list[Any]:
    return list(_read(*query, **options).events)


def test_each_announced_removal_is_a_day_of_its_own() -> None:
    soon, late = _events()

    assert soon["SUMMARY"] == "Soon retires from Venice"
    assert soon["DTSTART"].dt == date(2026, 9, 20)
    assert soon["DTEND"].dt == date(2026, 9, 21)
    assert soon["URL"] == f"{SITE}/model?id=soon"
    assert soon["TRANSP"] == "TRANSPARENT"
    assert soon["CATEGORIES"].to_ical() == b"text"
    assert late["DTSTART"].dt == date(2026, 12, 31)


def test_a_day_says_what_replaces_the_model_and_what_that_costs() -> None:
    soon, late = _events()

    assert soon["DESCRIPTION"].split("\n") == [
        "Soon (soon, text) will be removed on 20 September 2026.",
        "Replacement: New (new); requests are passed on to it.",
        "Price: $1.25 → $2.50 per 1M tokens, 3 in for 1 out (+100%).",
        f"{SITE}/model?id=soon",
    ]
    remains = "Use instead: new (nearest by the list; 100% more expensive; lacks nothing listed)."
    assert late["DESCRIPTION"].split("\n") == [
        "Late (late, text) will be removed on 31 December 2026, 15:30 UTC.",
        f"No replacement is named. {remains}",
        f"{SITE}/model?id=late",
    ]
    assert "DIEM" in _events(("currency", "DIEM"))[0]["DESCRIPTION"]


def test_the_calendar_has_a_name_and_says_when_to_ask_again() -> None:
    calendar = _read(("type", "text"), ("search", "so"))

    assert calendar["X-WR-CALNAME"] == "Venice models that retire, text, so"
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert str(calendar["X-PUBLISHED-TTL"]) == "PT6H"
    assert calendar["SOURCE"] == f"{SITE}/api/retirements.ics?type=text&search=so"
    assert [event["SUMMARY"] for event in calendar.events] == ["Soon retires from Venice"]


def test_nothing_in_it_changes_while_the_list_is_the_same() -> None:
    bodies = {
        write_retirements(_asked(fetched_at=at, now=at)).body for at in (NOW, day(10.5), day(11))
    }

    assert len(bodies) == 1
    assert [event["DTSTAMP"].dt for event in _events()] == [day(1), day(1)]


def test_a_removal_that_is_put_off_is_the_same_event_on_another_day() -> None:
    put_off = {**LISTS, day(5): [_leaving("soon", "2026-10-01"), text_model("new", 2, 4)]}

    (event,) = _events(lists=put_off)

    assert event["UID"] == _events()[0]["UID"] == "retirement-soon@venice-price-dashboard"
    assert event["DTSTART"].dt == date(2026, 10, 1)
    assert event["DTSTAMP"].dt == day(5)


def test_a_removal_stands_there_to_the_end_of_its_day() -> None:
    on_the_day = datetime(2026, 9, 20, 23, 59, tzinfo=UTC)

    assert len(_events(now=on_the_day)) == 2
    assert len(_events(now=on_the_day + timedelta(minutes=1))) == 1


def test_days_ahead_are_counted_from_today() -> None:
    assert NOW.date() == date(2026, 9, 11)

    assert len(_events(("days", "8"))) == 0
    assert len(_events(("days", "9"))) == 1
    assert len(_events(("days", "111"))) == 2


@pytest.mark.parametrize(
    ("query", "says"),
    [
        (("days", "0"), "days='0' is not a whole number from 1 to 3,650."),
        (("days", "soon"), "days='soon' is not a whole number."),
        (("type", "chat"), "type='chat' is not known."),
        (("as_of", "2026-09-01"), "'as_of' is not a parameter here."),
    ],
)
def test_a_wrong_parameter_is_named(query: tuple[str, str], says: str) -> None:
    with pytest.raises(QueryError) as raised:
        write_retirements(_asked(query))

    assert str(raised.value).startswith(says)


def test_without_announcements_there_is_an_empty_calendar() -> None:
    assert _events(lists={day(0): [text_model("plain")]}) == []


def test_without_a_history_nobody_knows_since_when_it_is_announced() -> None:
    with pytest.raises(NoHistoryError):
        write_retirements(Asked((), Snapshot(parse_models([])), SITE, NOW))


@pytest.mark.parametrize(
    "name",
    [
        "a\r\nBEGIN:VALARM\r\nEND:VALARM",
        "a;b,c\\n:d",
        "\x00\x07\x1b[31m\x7f",
        "half \ud83d",
        "😀 漢字" * 20,
        "a\u2028b\u0085c",
    ],
)
def test_no_name_breaks_the_calendar(name: str) -> None:
    hostile = model(
        name,
        "image",
        {"generation": usd(1)},
        name=name,
        deprecation={"date": "2026-09-20T00:00:00Z", "replacementModelId": name},
    )

    (event,) = _events(lists={day(0): [hostile]})

    assert not event.subcomponents
    assert event["SUMMARY"].endswith(" retires from Venice")
    assert event["URL"].isascii()
    assert event["UID"].isascii()


def test_the_nearest_is_sought_only_for_models_without_a_named_replacement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sought: list[str] = []

    def note(facts: pd.Series[Any], *_: object) -> Instead:
        sought.append(str(facts.name))
        return Instead(None, "")

    monkeypatch.setattr(retirement_calendar, "instead_of", note)

    _events()

    assert sought == ["late"]
