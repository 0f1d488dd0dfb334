"""What a change is called: titles, lines and percentages, in either currency."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from tests.support.histories import day, history_at, history_of
from tests.support.samples import tokens
from tests.support.seeded_history import seeded_history
from tests.support.stand_in import model
from venice_data.history.change_events import DetailChange, PriceMove, changes
from venice_data.history.change_text import (
    detail_text,
    event_lines,
    event_text,
    event_title,
    gap_text,
    percent_text,
    price_move_text,
)
from venice_data.history.list_states import Price

if TYPE_CHECKING:
    from venice_data.catalog.frames import Currency
    from venice_data.history.change_events import ChangeEvent

OCTOBER = pd.Timestamp("2026-10-01T00:00:00Z")
NOVEMBER = pd.Timestamp("2026-11-01T00:00:00Z")


def _chat(pricing: object, **spec: object) -> dict[str, Any]:
    return model("chat", "text", pricing, **{"name": "Chat", **spec})


def _only(*lists: list[dict[str, Any]]) -> ChangeEvent:
    (entry,) = changes(history_of(*lists))
    return entry


def _move(before: Price | None, after: Price | None, unit: str = "1M tokens") -> PriceMove:
    return PriceMove("input", "Input", unit, before, after)


def test_a_price_move_is_told_with_its_share() -> None:
    (mimo, _, _) = [
        entry for entry in changes(seeded_history()) if entry.model_id == "xiaomi-mimo-v2-5"
    ]

    assert event_title(mimo, "usd") == (
        "MiMo-V2.5: input $0.14 → $0.40 (+186%), output $0.28 → $2.00 (+614%), "
        "cache read $0.05 → $0.08 (+60%)"
    )
    assert event_lines(mimo, "usd") == [
        "Input: $0.14 → $0.40 per 1M tokens (+186%)",
        "Output: $0.28 → $2.00 per 1M tokens (+614%)",
        "Cache read: $0.05 → $0.08 per 1M tokens (+60%)",
    ]


def test_a_title_names_three_prices_and_counts_the_rest() -> None:
    names = ("input", "output", "cache_input", "cache_write")
    dear, cheap = tokens(**dict.fromkeys(names, 2.0)), tokens(**dict.fromkeys(names, 1.0))

    entry = _only([_chat(dear)], [_chat(cheap)])

    assert event_text(entry, "usd") == (
        "input $2.00 → $1.00 (-50%), output $2.00 → $1.00 (-50%), "
        "cache read $2.00 → $1.00 (-50%), and 1 more"
    )
    assert len(event_lines(entry, "usd")) == 4


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        (tokens(input=1), tokens(input=1, output=2), "Chat: now also output $2.00"),
        (tokens(input=1, output=2), tokens(input=1), "Chat: output no longer priced"),
        (tokens(input=0), tokens(input=1), "Chat: input $0.00 → $1.00"),
        (tokens(input=1), tokens(input=0), "Chat: input $1.00 → $0.00 (-100%)"),
        (tokens(input=1e-7), tokens(input=2e-7), "Chat: input $0.0000001 → $0.0000002 (+100%)"),
        ({"fee": {"usd": 1}}, {"fee": {"usd": 2}}, "Chat: fee $1.00 → $2.00 (+100%)"),
    ],
)
def test_a_title_says_what_became_of_a_price(
    before: dict[str, Any], after: dict[str, Any], title: str
) -> None:
    assert event_title(_only([_chat(before)], [_chat(after)]), "usd") == title


def test_an_arrival_names_its_type_and_its_prices() -> None:
    edit = model("pen", "inpaint", {"inpaint": {"usd": 0.04, "diem": 0.05}}, name="Pen")

    entry = _only([], [edit])

    assert event_title(entry, "usd") == "Pen: new edit model, edit $0.04"
    assert event_title(entry, "diem") == "Pen: new edit model, edit 0.05 DIEM"


def test_an_arrival_without_prices_names_none() -> None:
    assert event_title(_only([], [model("clip", "video", None)]), "usd") == "Clip: new video model"


def test_a_return_and_a_departure_say_so() -> None:
    listed = [_chat(tokens(input=1))]

    back, retired = changes(history_of(listed, [], listed))

    assert event_title(back, "usd") == "Chat: back in the list, input $1.00"
    assert event_title(retired, "usd") == "Chat: text model, removed from the list"
    assert event_lines(retired, "usd") == ["Input: $1.00 per 1M tokens no longer listed"]


def test_a_planned_removal_names_day_and_heir() -> None:
    going = {"removesAt": "2026-10-01T00:00:00Z", "replacementModelId": "heir"}

    entry = _only([_chat({})], [_chat({}, deprecation=going)])

    assert event_title(entry, "usd") == (
        "Chat: will be removed on 1 October 2026; replaced by heir"
    )


@pytest.mark.parametrize(
    ("before", "after", "currency", "text"),
    [
        (Price(1, 1), Price(2, 1), "usd", "Input: $1.00 → $2.00 per 1M tokens (+100%)"),
        (Price(1, 1), Price(2, 1), "diem", "Input: $1.00 → $2.00 per 1M tokens (+100%)"),
        (Price(1, 1), Price(1, 2), "usd", "Input: 1.00 DIEM → 2.00 DIEM per 1M tokens (+100%)"),
        (None, Price(None, 1), "usd", "Input: 1.00 DIEM per 1M tokens"),
        (None, Price(1, None), "diem", "Input: $1.00 per 1M tokens"),
        (Price(None, 1), None, "usd", "Input: 1.00 DIEM per 1M tokens no longer listed"),
        (
            Price(1, None),
            Price(2, 3),
            "diem",
            "Input: no price published → 3.00 DIEM per 1M tokens",
        ),
        (None, Price(0, 0), "usd", "Input: $0.00 per 1M tokens"),
    ],
)
def test_a_move_is_told_in_the_readers_currency_or_in_the_one_that_moved(
    before: Price | None, after: Price | None, currency: Currency, text: str
) -> None:
    assert price_move_text(_move(before, after), currency) == text


def test_a_unit_that_is_not_known_is_not_guessed() -> None:
    text = price_move_text(_move(None, Price(1, 1), unit="unknown"), "usd")

    assert text == "Input: $1.00 in an unknown unit"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (None, ""),
        (6.142857, "+614%"),
        (12.5, "+1,250%"),
        (-1.0, "-100%"),
        (0.1, "+10%"),
        (-0.046, "-4.6%"),
        (0.001, "+0.1%"),
        (0.0002, "+0.02%"),
        (-0.0002, "-0.02%"),
        (-0.9996, "-99.96%"),  # stood there as -100%, as if it had become free
        (-0.0, "0%"),  # stood there as -<0.1%
    ],
)
def test_a_share_has_its_sign_and_is_never_nothing(share: float | None, text: str) -> None:
    assert percent_text(share) == text


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (DetailChange("privacy", "private", "anonymized"), "privacy: private → anonymized"),
        (DetailChange("name", "Chat", "Chat II"), "name: Chat → Chat II"),
        (DetailChange("type", "inpaint", "tts"), "type: edit → speech"),
        (
            DetailChange("context_tokens", 128000, 256000),
            "context window: 128,000 → 256,000 tokens",
        ),
        (
            DetailChange("context_tokens", None, 256000),
            "context window: not stated → 256,000 tokens",
        ),
        (DetailChange("context_tokens", 128000, None), "context window: 128,000 → not stated"),
        (DetailChange("included_input_images", 0, 1), "input images covered by the price: 0 → 1"),
        (
            DetailChange("capabilities", ["vision"], ["code", "reasoning"]),
            "gained code, reasoning; lost vision",
        ),
        (DetailChange("region_restrictions", [], ["EU"]), "now unavailable in EU"),
        (DetailChange("region_restrictions", ["EU"], []), "available again in EU"),
        (DetailChange("offline", before=False, after=True), "temporarily down"),
        (DetailChange("offline", before=True, after=False), "up again"),
        (DetailChange("beta", before=True, after=False), "out of beta"),
        (DetailChange("removes_at", None, OCTOBER), "will be removed on 1 October 2026"),
        (
            DetailChange("removes_at", OCTOBER, NOVEMBER),
            "will be removed on 1 November 2026, not on 1 October 2026",
        ),
        (
            DetailChange("removes_at", OCTOBER, OCTOBER + pd.Timedelta(hours=6)),
            "will be removed on 1 October 2026, 06:00 UTC, not on 1 October 2026, 00:00 UTC",
        ),
        (DetailChange("removes_at", OCTOBER, None), "will not be removed after all"),
        (DetailChange("replacement_id", "heir", None), "replacement no longer named"),
    ],
)
def test_a_fact_that_changed_is_told_in_words(change: DetailChange, text: str) -> None:
    assert detail_text(change) == text


def test_what_comes_from_the_api_does_not_break_the_line() -> None:
    plain = model("chat", "text", {}, name="Two\nlines\x1f")
    odd = {"odd\nfee": {"usd": 1}}
    going = {"replacementModelId": "a\r\nb"}
    hostile = model("chat", "text", odd, name="Two\nlines\x1f", deprecation=going)

    entries = changes(history_of([plain], [hostile]))

    assert sorted(event_title(entry, "usd") for entry in entries) == [
        "Two lines: now also odd fee $1.00",
        "Two lines: replaced by a b",
    ]
    assert sorted(line for entry in entries for line in event_lines(entry, "usd")) == [
        "odd fee: $1.00 in an unknown unit",
        "replaced by a b",
    ]


def test_what_happened_while_nobody_looked_says_so() -> None:
    seeds_end, seen = datetime(2026, 8, 22, tzinfo=UTC), datetime(2026, 11, 22, 6, tzinfo=UTC)

    (entry,) = changes(history_at({seeds_end: [], seen: [_chat({})]}))

    assert gap_text(entry) == (
        "Seen between 22 August 2026 and 22 November 2026: no list was fetched in between."
    )


def test_a_day_between_two_looks_is_no_gap() -> None:
    (entry,) = changes(history_at({day(0): [], day(1): [_chat({})]}))

    assert gap_text(entry) == ""


def test_where_nobody_knows_when_the_list_was_looked_at_no_gap_is_claimed() -> None:
    assert {gap_text(entry) for entry in changes(seeded_history())} == {""}
