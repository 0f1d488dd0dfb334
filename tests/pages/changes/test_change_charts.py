"""The scales and counts behind the charts of changes."""

from __future__ import annotations

import math
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.changes.charts import change_ticks
from pages.shared.price_scale import PriceScale, scale_for
from pages.shared.price_step_chart import apart, price_steps
from tests.support.histories import history_of
from tests.support.stand_in import text_model
from venice_data.history.change_events import changes
from venice_data.history.event_selection import Activity, activity_of, weekly_counts


@pytest.mark.parametrize(
    ("prices", "kind"),
    [
        ([1.0, 2.0], "linear"),
        ([0.0, 1.0, 2.0], "linear"),
        ([0.0000315, 75.0], "log"),
        ([0.0, 0.0000315, 75.0], "symlog"),
        ([0.0], "linear"),
        ([5.0], "linear"),
    ],
)
def test_the_axis_is_bent_only_where_prices_lie_far_apart(prices: list[float], kind: str) -> None:
    assert scale_for(pd.Series(prices)).kind == kind


def test_the_smallest_and_the_largest_price_have_ticks_beside_them() -> None:
    steps = pd.DataFrame({"price": [0.0, 0.0000315, 75.0], "series": ["a", "b", "c"]}).assign(
        at=pd.Timestamp("2026-09-01", tz="UTC"), end_text="a price"
    )

    drawing = price_steps(steps, pd.DataFrame(), "usd", "per second")

    axis = drawing.spec["layer"][0]["encoding"]["y"]
    assert axis["axis"]["values"][:3] == [0.0, 0.00001, 0.00003]
    assert axis["axis"]["values"][-1] == 300
    assert axis["title"] == "USD per second, log scale"


prices_of_any_size = st.lists(
    st.just(0.0) | st.floats(min_value=1e-9, max_value=1e9), min_size=1, max_size=8
)


@given(prices=prices_of_any_size)
def test_every_price_is_on_its_axis_and_found_again(prices: list[float]) -> None:
    scale = scale_for(pd.Series(prices))

    for price in prices:
        share = scale.share(price)
        assert 0 <= share <= 1
        assert math.isclose(scale.price(share), price, rel_tol=1e-6, abs_tol=1e-12 * scale.highest)


def test_zero_stands_at_the_foot_of_an_axis() -> None:
    assert PriceScale("symlog", 0.1, 100, has_zero=True).share(0) == 0
    assert PriceScale("linear", 0.1, 1, has_zero=True).share(0) == 0


@given(shares=st.lists(st.floats(min_value=0, max_value=1), max_size=12), gap=st.floats(0.01, 0.5))
def test_labels_are_moved_apart_in_their_order_and_stay_on_the_axis(
    shares: list[float], gap: float
) -> None:
    places = apart(shares, gap)

    fitting = min(gap, 1 / max(1, len(shares)))
    in_order = [places[position] for position in sorted(range(len(shares)), key=shares.__getitem__)]
    assert all(above - below > fitting - 1e-9 for below, above in pairwise(in_order))
    assert all(-1e-9 <= place <= 1 + 1e-9 for place in places)


def test_labels_that_are_apart_stay_where_they_are() -> None:
    assert apart([0.9, 0.1, 0.5], 0.2) == [0.9, 0.1, 0.5]


def test_changes_are_counted_by_week_and_kind() -> None:
    history = history_of(  # the first list was seen on a Tuesday
        [text_model("a", 1, 1), text_model("b", 1, 1)],
        [text_model("a", 2, 2), text_model("b", 3, 3), text_model("c")],
        [text_model("a", 1, 1)],
        [text_model("a", 1, 1), text_model("b", 1, 1)],
    )
    entries = changes(history)

    weeks = weekly_counts(entries)

    assert weeks["week"].dt.strftime("%Y-%m-%d").unique().tolist() == ["2026-08-31"]
    assert dict(zip(weeks["kind"], weeks["count"], strict=True)) == {
        "price up": 2,
        "price down": 1,
        "new": 1,
        "back": 1,
        "retired": 2,
    }
    assert activity_of(entries) == Activity(went_up=2, went_down=1, added=2, removed=2, others=0)


def test_without_changes_no_week_is_counted() -> None:
    assert weekly_counts([]).empty
    assert activity_of([]) == Activity(0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("lowest", "highest", "ticks"),
    [
        (0.21, 7.14, [0.25, 0.5, 1, 2, 4]),
        (0.21, 1.0, [0.25, 0.5, 1]),
        (1.0, 1.11, [1]),
        (0.5, 2.0, [0.5, 1, 2]),
        (1 / 200, 64.0, [0.0625, 1, 16]),
        (1.0, 1.0, [1]),
    ],
)
def test_changes_have_ticks_on_both_sides_of_none(
    lowest: float, highest: float, ticks: list[float]
) -> None:
    assert change_ticks(lowest, highest) == pytest.approx(ticks)
