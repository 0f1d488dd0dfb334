"""What retires and has retired: when, what to use instead, and what that means for the price."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pages.shared.site import CHANGES
from tests.support.histories import GONE, history_of, model_a
from tests.support.page_driver import (
    altair_at_rest,
    chart_about,
    charts,
    draw,
    remember,
    rerun,
    serve,
    texts_of,
)
from tests.support.stand_in import text_model

if TYPE_CHECKING:
    import pytest
    from streamlit.testing.v1 import AppTest


def _leaving(days: int, **more: str) -> dict[str, str]:
    return {"removesAt": (datetime.now(UTC) + timedelta(days=days, hours=1)).isoformat(), **more}


def test_a_replacement_at_the_same_price_is_said_to_be() -> None:
    """It said `Newat the same price`."""
    leaving = _leaving(9, replacementModelId="new")
    serve([text_model("old", 1, 1, deprecation=leaving), text_model("new", 1, 1)])

    said = texts_of(draw(CHANGES, changes_tab="Retiring"))
    assert any("Replaced by [New](model?id=new) at the same price." in text for text in said)


def test_of_many_that_retire_those_that_go_next_are_drawn() -> None:
    goes = [text_model(f"m-{n:02}", 1, 1, deprecation=_leaving(n)) for n in range(1, 21)]
    serve([*goes, text_model("stays", 1, 1)])

    drawn = draw(CHANGES, changes_tab="Retiring")

    days = chart_about(drawn, "When each model retires").rows
    assert set(days["model_id"]) == {f"m-{n:02}" for n in range(1, 16)}
    assert any("Drawn: 15 of 20." in text for text in texts_of(drawn))


def test_where_nothing_is_left_to_use_instead_the_picture_is_told_so() -> None:
    serve([text_model("last", 1, 1, deprecation=_leaving(9))])

    days = chart_about(draw(CHANGES, changes_tab="Retiring"), "When each model retires")

    assert days.takeaway.endswith(", nothing to use instead.")


def test_what_retires_is_told_with_the_price_of_its_replacement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    removal = datetime.now(UTC) + timedelta(days=9, hours=1)
    leaving = {"removesAt": removal.isoformat(), "replacementModelId": "new"}
    serve([text_model("old", 1, 1, deprecation=leaving), text_model("new", 1.5, 1.5)])

    drawn = draw(CHANGES, changes_tab="Retiring")

    day = f"{removal.day} {removal:%B %Y}"
    assert f"1 model retires by {day}" in texts_of(drawn)
    # It promised what to use instead to those who cannot see the picture, and told days alone.
    days = chart_about(drawn, "When each model retires")
    assert days.takeaway.endswith(f"and what to use instead. Old: {day}, use New.")
    assert (
        f"Next: [Old](model?id=old), on {day}, in 9 days. Replaced by [New](model?id=new), "
        "50% more expensive." in texts_of(drawn)
    )
    (row,) = rows_of_departures(drawn, "Retires")
    assert row[0].startswith("[Old](model?id=old)")
    assert row[1] == day
    assert row[2].startswith("[New](model?id=new)")
    assert "named by Venice; 50% more expensive" in row[2]
    assert row[3].startswith("$1.00 ")
    assert chart_about(drawn, "Change of the price").rows["change_text"].tolist() == ["+50%"]
    with altair_at_rest(monkeypatch):
        rerun(drawn)


def test_retirements_can_be_followed_in_a_calendar_with_the_filters_that_apply() -> None:
    drawn = draw(CHANGES, changes_tab="Retiring", type="text", search="a b")

    (button,) = drawn.get("link_button")
    assert button.proto.url == "api/retirements.ics?type=text&search=a%20b"


def test_what_retired_lately_has_its_last_price_and_the_nearest_that_remains() -> None:
    drawn = draw(CHANGES, changes_tab="Retiring", as_of="2026-08-21", search=GONE)

    (row,) = rows_of_departures(drawn, "Retired")
    assert row[0].startswith("[NVIDIA Nemotron 3.5 Lightning 30B](model?id=")
    assert row[0].endswith(f"{GONE}]]")  # its id, whole
    assert row[2].startswith("[")
    assert row[3].startswith("$0.1375 ")  # (3 x 0.10 + 0.25) / 4
    assert "per 1M tokens" in row[3]


def test_each_model_that_is_gone_is_drawn_and_has_a_nearest_one_also_where_video_has_no_price() -> (
    None
):
    """The tab sent people to pages of video models that named none."""
    drawn = draw(CHANGES, changes_tab="Retiring")

    (chart,) = charts(drawn)
    assert "sora-2-text-to-video" in set(chart.rows["model_id"])
    assert not (chart.rows["instead"] == "none").any()
    instead = chart.rows.set_index("model_id")["instead"]
    assert instead["sora-2-text-to-video"].startswith("by price: ")  # was the nearest
    assert not instead["e2ee-gemma-4-31b"].startswith("by price: ")
    rows = rows_of_departures(drawn, "Retired")
    (gemma,) = (row for row in rows if "e2ee-gemma-4-31b)" in row[0])
    # It was said to lack nothing, beside a tab that has the scores of both.
    assert re.search(r"scores \d+ less on LMArena text", gemma[2])
    (sora,) = (row for row in rows if "sora-2-text-to-video)" in row[0])
    assert "text-to-video" in sora[2].partition("](model?id=")[2]
    assert "neither price nor clips of it are published" in sora[2]


def test_a_long_list_of_retired_models_shows_ten_and_all_when_asked() -> None:
    serve([model_a(1)])
    remember(history_of([model_a(1), *(text_model(f"m{n}") for n in range(20))], [model_a(1)]))
    drawn = draw(CHANGES, changes_tab="Retiring")
    assert len(rows_of_departures(drawn, "Retired")) == 10

    drawn.button(key="changes_retired_more").click()
    rerun(drawn)

    assert len(rows_of_departures(drawn, "Retired")) == 20


def rows_of_departures(drawn: AppTest, day: str) -> list[list[str]]:
    """Return the cells of the first table of models that go, as Markdown."""
    head = f"| Model | {day} | "
    table = next(text for text in texts_of(drawn) if text.startswith(head))
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]


def test_a_name_is_told_apart_from_all_that_retired_and_not_from_those_shown_alone() -> None:
    twins = [text_model(f"twin-{n}", name="Twin") for n in (1, 2)]
    others = [text_model(f"m{n}") for n in range(16)]
    serve([text_model("left")])
    remember(history_of([*twins, *others], [twins[1], *others], [text_model("left")]))

    first = rows_of_departures(draw(CHANGES, changes_tab="Retiring"), "Retired")

    assert len(first) == 10
    assert not any("[Twin]" in cell for row in first for cell in row)
