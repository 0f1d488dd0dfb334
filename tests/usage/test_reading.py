"""Files are read whole or refused with a word that helps; nothing of them is dropped silently."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.usage_histories import as_csv, as_json, entry, noon
from venice_data.usage import reading
from venice_data.usage.entries import Entries, UsageError
from venice_data.usage.reading import read_usage
from venice_data.usage.summary import summarize, total_of

if TYPE_CHECKING:
    from venice_data.usage.summary import Usage

_SKU = "zai-org-glm-5-1-llm-output-mtoken"
_TYPES = {"zai-org-glm-5-1": "text"}


def _entry(number: int, **others: object) -> dict[str, Any]:
    details = {"requestId": f"chatcmpl-{number}", "promptTokens": 900, "completionTokens": 227}
    return entry(_SKU, 0.000227, 2.1, noon(1), inferenceDetails=details) | others


_TWO = [_entry(1), _entry(2)]


def _read(*files: bytes) -> Usage:
    return summarize(read_usage(files), _TYPES, [])


def _total(*files: bytes) -> Decimal:
    return total_of(_read(*files).pieces)


_TOTAL = 2 * Decimal("0.0004767")


@pytest.mark.parametrize(
    "content",
    [
        as_json(_TWO),
        as_json(_TWO, "a cursor"),
        json.dumps(_TWO, indent=2).encode(),  # a bare list
        "\n".join(json.dumps(one) for one in _TWO).encode(),  # an entry a line
        as_json(_TWO[:1]) + b"\n" + as_json(_TWO[1:]),  # pages one behind the other
        as_json(_TWO).decode().encode("utf-16"),
        b"\xef\xbb\xbf" + as_json(_TWO),
        as_csv(_TWO),
        as_csv(_TWO, ";"),
        as_csv(_TWO, "\t"),
        b"\xef\xbb\xbf" + as_csv(_TWO),
        as_csv(_TWO).decode().encode("utf-16"),
        as_csv(_TWO).decode().encode("utf-16-le"),
        as_csv(_TWO, ";").replace(b".0", b",0"),  # as a German spreadsheet saves it
    ],
)
def test_every_shape_gives_the_same(content: bytes) -> None:
    usage = _read(content)

    assert total_of(usage.matched) == _TOTAL
    assert usage.requests.loc["zai-org-glm-5-1"].to_dict() == {
        "requests": 2,
        "longest": 1127,
        "longest_answer": 227,
    }


@pytest.mark.parametrize(
    "head",
    [
        (
            "timestamp,sku,units,pricePerUnitUsd,amount,currency,inferenceDetails.requestId,"
            "inferenceDetails.promptTokens,inferenceDetails.completionTokens"
        ),
        (
            "Timestamp,SKU,Units,Price Per Unit (USD),Amount,Currency,Request ID,Prompt Tokens,"
            "Completion Tokens"
        ),
        (
            "created_at,sku,quantity,price_per_unit_usd,amount_usd,currency,request_id,prompt_tokens,"
            "completion_tokens"
        ),
    ],
)
def test_columns_are_known_by_several_spellings(head: str) -> None:
    rows = [
        f"2026-06-01T12:00:00Z,{_SKU},0.000227,2.1,-0.0004767,USD,chatcmpl-{number},900,227"
        for number in (1, 2)
    ]
    usage = _read("\n".join([head, *rows]).encode())

    assert total_of(usage.matched) == _TOTAL
    assert usage.requests["longest"].to_list() == [1127]


def test_details_may_stand_in_a_csv_as_json() -> None:
    details = '"{""requestId"": ""a"", ""promptTokens"": 900, ""completionTokens"": 227}"'
    usage = _read(
        f"timestamp,sku,units,amount,currency,inferenceDetails\n"
        f"2026-06-01T12:00:00Z,{_SKU},0.000227,-0.0004767,USD,{details}\n".encode()
    )

    assert usage.requests["longest"].to_list() == [1127]


def test_an_entry_of_two_pages_counts_once_and_two_of_one_page_twice() -> None:
    alike = [_entry(1), _entry(1), _entry(2)]

    entries = read_usage([as_json(alike), as_json([_entry(1), _entry(3)]), as_csv(alike)])

    assert (len(entries.frame), entries.repeated) == (4, 4)


def test_what_states_no_amount_is_counted_and_not_summed() -> None:
    damaged = [_entry(3, amount=None), _entry(4, amount="much"), _entry(5, amount={"usd": 1})]

    entries = read_usage([as_json([*_TWO, *damaged])])

    assert (len(entries.frame), entries.without_amount) == (2, 3)


def test_sums_hold_whatever_else_is_damaged() -> None:
    odd = [
        _entry(3, timestamp="yesterday"),
        _entry(4, units="many"),
        _entry(5, sku=["a", "list"]),
        _entry(6, sku="<b>bold</b>", currency=None),
        _entry(7, inferenceDetails="none"),
        _entry(8, inferenceDetails={"promptTokens": -5, "completionTokens": 10**30}),
    ]
    usage = _read(as_json([*_TWO, *odd]))

    assert total_of(usage.pieces) == 8 * Decimal("0.0004767")
    assert total_of(usage.pieces) == total_of(usage.matched) + total_of(usage.unmatched)
    assert {*usage.unmatched["sku"]} == {"<b>bold</b>", "['a', 'list']"}


def test_half_a_letter_damages_nothing() -> None:
    usage = _read(as_json([_entry(1, notes="\ud83d"), _entry(2, currency="\ud83d")]))

    assert total_of(usage.matched) == _TOTAL


def test_what_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 1_000)

    with pytest.raises(UsageError, match="more than"):
        read_usage([b"[" * 600, b"[" * 600])


def test_credits_stand_apart() -> None:
    usage = _read(as_json([*_TWO, _entry(3, sku="top-up", amount=25.0)]))

    assert total_of(usage.pieces) == _TOTAL
    assert total_of(usage.credits) == 25


def test_ten_thousand_skus_are_summed_to_the_last_digit() -> None:
    many = [_entry(number, sku=f"sku-{number}") for number in range(10_000)]

    usage = _read(as_json([*_TWO, *many]))

    assert total_of(usage.unmatched) == 10_000 * Decimal("0.0004767")
    assert total_of(usage.matched) == _TOTAL


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "no entries"),
        (b"   ", "no entries"),
        (b'{"data": []}', "no entries"),
        (b'{"error": "Unauthorized"}', "no entries"),
        (as_json(_TWO)[:-20], "breaks off"),
        (b"[" * 100_000, "cannot be read"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "cannot be read"),
        (b"PK\x03\x04 and so on", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "packed"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no text"),
        (b"name,price\na,1\n", "columns"),
        (b"sku,price\na,1\n", "columns"),
        (b"<html><body>Sign in</body></html>", "columns"),
        (b"sku,amount\na,-1\nb,-2,3,4\n", "line 3"),
        (b'sku,amount\n"a,-1\n', "damaged"),
        (as_json([_entry(1, amount=-1e300)]), "larger than"),
        (as_json([_entry(1, units=1e300)]), "larger than"),
    ],
)
def test_what_is_no_usage_history_is_refused_in_words(content: bytes, word: str) -> None:
    with pytest.raises(UsageError, match=word):
        read_usage([content])


def test_nothing_of_a_request_is_kept_but_whether_it_is_the_same() -> None:
    entries: Entries = read_usage([as_json([_entry(1, notes="private words")])])

    kept = entries.frame.astype("str").to_csv()
    assert "private words" not in kept
    assert "chatcmpl" not in kept
