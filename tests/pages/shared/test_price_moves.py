"""What became of prices over time, in words."""

from __future__ import annotations

import pandas as pd
import pytest

from pages.shared.price_moves import moves_in_words, price_moves

DAYS = pd.to_datetime(["2026-05-01", "2026-06-01", "2026-07-01", "2026-08-01"], utc=True)


def _intervals(**prices: list[float]) -> pd.DataFrame:
    """Return intervals of a month each; the last holds still."""
    return pd.DataFrame(
        [
            (name, "input", price, DAYS[month], DAYS[month + 1], month == len(own) - 1)
            for name, own in prices.items()
            for month, price in enumerate(own)
        ],
        columns=["series", "component", "price", "began_at", "ended_at", "is_open"],
    )


@pytest.mark.parametrize(
    ("prices", "said", "in_short"),
    [
        ([2], "A has not changed since 1 May 2026: $2.00 each", "$2.00 since 1 May 2026"),
        (
            [2, 3],
            "A rose 50% since 1 May 2026, from $2.00 to $3.00 each",
            "$2.00 on 1 May 2026, $3.00 since 1 June 2026 (50% more)",
        ),
        (
            [0, 3],
            "A rose since 1 May 2026, from $0.00 to $3.00 each",
            "$0.00 on 1 May 2026, $3.00 since 1 June 2026 (no longer free)",
        ),
        (
            [2, 5, 2],
            "A went from $2.00 to $5.00 each and back since 1 May 2026",
            "$2.00 on 1 May 2026, then $5.00, $2.00 since 1 July 2026",
        ),
        (
            [2, 5, 3],  # of which the cut went untold
            "A rose 50% since 1 May 2026, from $2.00 to $3.00 each, and was $5.00 in between",
            "$2.00 on 1 May 2026, then $5.00, $3.00 since 1 July 2026 (50% more)",
        ),
    ],
)
def test_one_price_is_told_from_first_to_last(
    prices: list[float], said: str, in_short: str
) -> None:
    moves = price_moves(_intervals(A=prices), "usd", "")

    assert moves_in_words(moves, "each") == said
    assert moves[0].in_short() == f"A: {in_short}"


def test_what_was_farthest_from_its_first_price_is_told_first_though_it_came_back() -> None:
    """One that doubled and fell again was passed over for one that fell by 45%."""
    moves = price_moves(_intervals(A=[1.1, 0.6], B=[0.09, 0.19, 0.12]), "usd", "")

    assert [move.name for move in moves] == ["B", "A"]


def test_many_prices_in_between_are_counted() -> None:
    at = pd.date_range("2026-05-01", periods=8, tz="UTC")
    rows = [("A", "input", float(n), at[n - 1], at[n], n == 7) for n in range(1, 8)]
    columns = ["series", "component", "price", "began_at", "ended_at", "is_open"]

    (move,) = price_moves(pd.DataFrame(rows, columns=columns), "usd", "")

    assert ", then 5 prices from $2.00 to $6.00, $7.00 since 7 May 2026" in move.in_short()


def test_the_price_that_moved_furthest_comes_first_up_and_down_alike() -> None:
    moves = price_moves(_intervals(up=[2, 3], down=[2, 1], still=[2]), "usd", "")

    assert [move.name for move in moves] == ["down", "up", "still"]


def test_what_nobody_saw_is_not_claimed() -> None:
    moves = price_moves(_intervals(A=[2], B=[3]), "usd", "22 August 2026")

    assert moves_in_words(moves, "each", "M") == (
        "None of the 2 prices of M each changed between 1 May 2026 and 22 August 2026: "
        "A $2.00, B $3.00"
    )
