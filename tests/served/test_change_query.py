"""The parameters of the feed: every way to write them, and what is said of a wrong one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.support.histories import history_of
from tests.support.seeded_history import seeded_history
from tests.support.stand_in import model
from venice_data.catalog.filters import FILTERS, Filters
from venice_data.history.event_selection import EventFilter
from venice_data.history.price_history import models_ever_listed
from venice_data.served.queries import ChangeQuery, QueryError, read_change_query

if TYPE_CHECKING:
    from venice_data.history.price_history import PriceHistory


def _read(*query: tuple[str, str], history: PriceHistory | None = None) -> ChangeQuery:
    return read_change_query(query, models_ever_listed(history or seeded_history()))


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ((("type", "edit"),), Filters(types=("inpaint",))),
        ((("type", "inpaint"),), Filters(types=("inpaint",))),
        ((("type", "Speech"), ("type", "TTS")), Filters(types=("tts",))),
        ((("type", "edit"), ("type", "text")), Filters(types=("text", "inpaint"))),
        ((("capability", "X Search"),), Filters(capabilities=("X search",))),
        ((("capability", "lyrics required"),), Filters(capabilities=("lyrics required",))),
        ((("privacy", "PRIVATE"),), Filters(privacy=("private",))),
        ((("context", "128k"),), Filters(min_context_tokens=128_000)),
        ((("context", "any"),), Filters()),
        ((("search", "  qwen   3 "),), Filters(search="qwen 3")),
        ((("search", "a"), ("search", " a")), Filters(search="a")),
        ((("type", ""), ("search", " "), ("changes_to", "")), Filters()),
        ((("utm_source", "reader"), ("Type", "text")), Filters()),
    ],
)
def test_a_filter_is_read_however_it_is_written(
    query: tuple[tuple[str, str], ...], filters: Filters
) -> None:
    assert _read(*query) == ChangeQuery(EventFilter(filters))


def test_kinds_days_and_currency_are_read() -> None:
    asked_for = _read(
        ("changes_kind", "Retired"),
        ("changes_kind", "price up"),
        ("changes_from", "2026-08-01"),
        ("changes_to", "2026-08-31"),
        ("currency", "diem"),
    )

    assert asked_for == ChangeQuery(
        EventFilter(kinds=("price up", "retired"), since=date(2026, 8, 1), until=date(2026, 8, 31)),
        currency="diem",
    )


def test_what_was_read_is_written_so_that_it_reads_the_same() -> None:
    asked_for = _read(
        ("type", "inpaint"),
        ("capability", "vision"),
        ("privacy", "private"),
        ("context", "1m"),
        ("search", "Qwen & co"),
        ("currency", "diem"),
        ("changes_kind", "new"),
        ("changes_from", "2026-08-01"),
        ("changes_to", "2026-08-31"),
    )

    assert _read(*asked_for.parameters()) == asked_for
    assert asked_for.in_words() == (
        "edit, with vision, private, with at least 1M context, with “Qwen & co” in the name or id, "
        "in DIEM, new, from 2026-08-01, to 2026-08-31"
    )


@pytest.mark.parametrize("condition", FILTERS)
def test_each_filter_of_the_sidebar_narrows_the_feed_too(condition: str) -> None:
    declared = FILTERS[condition]
    labels = declared.labels(models_ever_listed(seeded_history())) or ["qwen"]

    assert _read((declared.name, labels[-1])).choice.filters.active() == [condition]


def test_a_new_type_does_not_take_the_name_of_a_known_one() -> None:
    history = history_of([model("a", "inpaint", {}), model("b", "edit", {})])

    assert _read(("type", "edit"), history=history).choice.filters.types == ("inpaint",)
    assert _read(("type", "edit (new)"), history=history).choice.filters.types == ("edit",)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ([("type", "chat")], "type='chat' is not known. Accepted: text, image, video, edit, "),
        ([("capability", "telepathy")], "capability='telepathy' is not known. Accepted: "),
        ([("privacy", "secret")], "privacy='secret' is not known. Accepted: anonymized, private"),
        ([("context", "128000")], "context='128000' is not known. Accepted: any, 8K, 32K, "),
        ([("currency", "EUR")], "currency='EUR' is not known. Accepted: USD, DIEM."),
        ([("changes_kind", "up")], "changes_kind='up' is not known. Accepted: price up, "),
        ([("type", "text"), ("type", "chat")], "type='chat' is not known."),
        (
            [("context", "8K"), ("context", "8k"), ("context", "32K")],
            "context='32K' is one too many. Accepted: one value.",
        ),
        ([("search", "a"), ("search", "b")], "search='b' is one too many."),
        ([("search", "a" * 201)], "is too long. Accepted: 200 characters at most."),
        (
            [("changes_from", "20260801")],
            "changes_from='20260801' is not a day written as YYYY-MM-DD. Accepted: a day",
        ),
        ([("changes_to", "2026-02-30")], "changes_to='2026-02-30' is not a day written as"),
        ([("changes_to", "yesterday")], "such as 2026-08-12."),
        (
            [("changes_from", "2026-08-02"), ("changes_to", "2026-08-01")],
            "changes_from='2026-08-02' is after changes_to='2026-08-01'.",
        ),
    ],
)
def test_a_wrong_value_is_named_with_what_is_accepted(
    query: list[tuple[str, str]], says: str
) -> None:
    with pytest.raises(QueryError) as raised:
        _read(*query)

    assert says in str(raised.value)


def test_a_wrong_value_is_quoted_short_and_harmless() -> None:
    with pytest.raises(QueryError) as raised:
        _read(("type", f"<script>\n\ud800{'x' * 10_000}"))

    assert len(str(raised.value)) < 300
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith("type='<script>\\n?xxx")
