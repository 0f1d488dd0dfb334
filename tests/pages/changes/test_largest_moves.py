"""The picture that the page of changes opens with: the largest rises and falls of a period."""

from __future__ import annotations

from pages.shared.site import CHANGES
from tests.support.histories import day, history_at, history_of
from tests.support.page_driver import (
    charts,
    draw,
    read,
    remember,
    table_of,
    texts_of,
)
from tests.support.samples import tokens, usd
from tests.support.stand_in import model


def test_the_page_opens_with_the_largest_rises_and_falls() -> None:
    """It opened with counts of changes; what rose most was nowhere."""
    drawn = draw(CHANGES)

    largest = charts(drawn)[0]
    said = read(drawn.header[0].value)
    # without the four of Qwen Image 3 Edit, which was back for four days at less
    assert said.startswith("In the 30 days to 22 August 2026 3 prices rose and 8 fell; ")
    # $0.28 to $2.00
    assert "; MiMo\u2011V2.5 output rose most, by 614%, and " in said  # a name is not broken
    assert largest.rows["change_text"].iloc[0] == "+614%"
    assert largest.rows["model_id"].is_unique
    assert largest.rows["change"].is_monotonic_decreasing
    assert "MiMo-V2.5, Output: +614%" in largest.takeaway
    asides = largest.rows.set_index("label")["aside"]
    assert asides["MiMo-V2.5"] == "Output, 12 August 2026"  # on which day it rose
    table = table_of(drawn, "changes_largest")
    assert set(table[table["Model"] == "MiMo-V2.5"]["Seen on (UTC)"]) == {"2026-08-12"}


def test_a_name_that_says_of_what_the_price_is_is_not_followed_by_it() -> None:
    """It read “Qwen Image 3 Edit, Edit”."""
    remember(
        history_of(
            [model("a", "inpaint", {"inpaint": usd(1)}, name="Paint Edit")],
            [model("a", "inpaint", {"inpaint": usd(2)}, name="Paint Edit")],
        )
    )

    largest = charts(draw(CHANGES))[0]

    assert largest.rows["aside"].tolist() == ["2 September 2026"]


def test_the_picture_follows_the_period_and_the_filters_but_not_the_kinds() -> None:
    drawn = draw(
        CHANGES, changes_from="2026-08-12", changes_to="2026-08-12", changes_kind="new", type="text"
    )

    said = read(drawn.header[0].value)
    assert said.startswith("From 12 August 2026 to 12 August 2026 ")
    assert "MiMo\u2011V2.5 output rose most, by 614%" in said


def test_a_price_that_went_up_and_back_did_not_move_and_one_from_zero_is_told_in_words() -> None:
    a, b = (
        {price: model(name, "text", tokens(input=price)) for price in (0, 1, 2, 4)}
        for name in ("a", "b")
    )
    remember(history_at({day(0): [a[1], b[0]], day(1): [a[4], b[0]], day(2): [a[1], b[2]]}))

    drawn = draw(CHANGES)

    assert "1 price rose and 0 fell" in drawn.header[0].value
    assert not any("Change of the price" in str(chart.spec) for chart in charts(drawn))
    assert any(
        text.startswith("From free to paid, which is no percentage: [B](model?id=b) Input: $0.00 →")
        for text in texts_of(drawn)
    )
