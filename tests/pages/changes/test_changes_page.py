"""The page of changes, over the seeded history and over histories of the test's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pages.changes.feed import feed_address
from pages.shared.site import CHANGES
from tests.support.histories import A_DAY, GONE, SEVENFOLD, day, history_at, history_of, model_a
from tests.support.page_driver import (
    chart_about,
    charts,
    draw,
    draw_every_tab,
    markdown_of,
    read,
    remember,
    rerun,
    serve,
    table_of,
    texts_of,
)
from tests.support.samples import tokens, usd
from tests.support.stand_in import model
from venice_data.catalog.filters import Filters
from venice_data.costs.work import Basket
from venice_data.costs.work_links import basket_to_text
from venice_data.history.event_selection import EventFilter
from venice_data.served.queries import ChangeQuery

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


HOSTILE = "$a$ **b** <b>c</b> [x](javascript:alert(1)) :smile: \ud83d"


def _counts(drawn: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in drawn.metric}


def _entries(drawn: AppTest) -> list[str]:
    """Return the rows of the feed; those of a day are one text, under its head."""
    rows = [row for text in texts_of(drawn) for row in text.split("\n\n")]
    return [row for row in rows if "-badge[" in row]


def test_the_page_begins_with_how_much_moved_and_the_newest_change() -> None:
    drawn = draw(CHANGES)

    assert _counts(drawn) == {
        "Prices up": "18",
        "Prices down": "32",
        "Added": "52",  # 49 new, 3 back
        "Retired": "11",
        "Other changes": "54",  # 10 prices changed, 44 of other facts
    }
    (newest,) = [text for text in texts_of(drawn) if text.startswith("Newest change")]
    assert newest.startswith("Newest change, seen on 21 August 2026: Ox Alpha: new text model")
    # Which price rose last took opening a box and picking its kind.
    _, rise, fall = newest.split("  \n")
    assert rise.startswith("Last rise, seen on 12 August 2026: MiMo-V2.5: ")
    assert fall.startswith("Last fall, seen on ")
    assert "Ox Alpha" in _entries(drawn)[0]
    assert chart_about(drawn, "Changes per week").rows["count"].sum() == 167


def test_the_weeks_are_counted_in_the_words_of_the_counts_and_headed_by_the_busiest() -> None:
    """The counts spoke of “Other changes”, the chart of “details”, which swamped all else."""
    drawn = draw(CHANGES)

    weeks = chart_about(drawn, "Changes per week")
    assert {kind.capitalize() for kind in weeks.rows["kind"]} <= set(_counts(drawn))
    (picked,) = (each for each in weeks.spec["params"] if each.get("bind") == "legend")
    at_first = [each["kind"] for each in picked["value"]]
    assert "prices up" in at_first
    assert "other changes" not in at_first
    (heading,) = [read(h.value) for h in drawn.header if h.value.startswith("Changes by week")]
    assert re.search(r": prices moved most in that of \d+ \w+ 2026, \d+ up and \d+ down$", heading)


def test_kinds_narrow_the_list_and_the_chart_but_not_the_counts() -> None:
    drawn = draw(CHANGES, changes_kind="price up", changes_from="2026-08-12")

    (entry,) = _entries(drawn)
    assert entry.startswith(
        ":red-badge[:material/trending_up: price up] **[MiMo-V2.5](model?id=xiaomi-mimo-v2-5)** "
    )
    assert "output $0.28 → $2.00 (+614%)" in entry
    assert _counts(drawn)["Added"] == "7"
    assert chart_about(drawn, "Changes per week").rows["kind"].tolist() == ["prices up"]


def test_in_diem_all_prices_are_in_diem() -> None:
    for drawn in draw_every_tab(CHANGES, currency="DIEM"):
        assert [text for text in texts_of(drawn) if "$" in text] == []
        for chart in charts(drawn):
            assert "$" not in str([part for name, part in chart.spec.items() if name != "$schema"])


def test_a_retired_model_is_found_by_search_and_by_type() -> None:
    found = draw(CHANGES, search=GONE)
    of_type = draw(CHANGES, type="text", changes_kind="retired")

    assert [entry.split("badge[")[1].split("]")[0].split()[-1] for entry in _entries(found)] == [
        "retired",
        "new",
    ]
    assert any(GONE in entry for entry in _entries(of_type))


def test_the_feed_ends_at_the_past_day_that_is_shown() -> None:
    drawn = draw(CHANGES, as_of="2026-08-20")

    assert GONE in _entries(drawn)[0]
    assert not any("Ox Alpha" in text for text in texts_of(drawn))


def test_a_long_feed_goes_on_when_asked() -> None:
    drawn = draw(CHANGES, changes_kind="new")
    assert len(_entries(drawn)) == 10

    drawn.button(key="changes_more").click()
    rerun(drawn)

    assert len(_entries(drawn)) == 40
    # 49 new ones, of which six videos of one day stand in one row
    assert drawn.button(key="changes_more").label == "Show 4 more rows"


def test_the_table_has_a_row_for_each_price_of_each_change() -> None:
    drawn = draw(CHANGES, search=SEVENFOLD, changes_kind="price up")

    table = table_of(drawn, "changes_feed")
    newest = table[table["Observed at (UTC)"] == "2026-08-12 04:54:35"]
    assert newest["Price of"].tolist() == ["Input", "Output", "Cache read"]
    assert newest["Old price"].tolist() == [0.14, 0.28, 0.05]
    assert newest["New price"].tolist() == [0.4, 2.0, 0.08]
    assert newest["Change"].round(4).tolist() == [1.8571, 6.1429, 0.6]
    assert set(newest["Unit"]) == {"per 1M tokens"}
    assert set(newest["Type"]) == {"text"}


def test_many_alike_arrivals_are_told_in_one_row() -> None:
    drawn = draw(CHANGES, changes_from="2026-08-11", changes_to="2026-08-11", type="video")

    (entry,) = _entries(drawn)
    assert "**6 video models**: [seedance-1-5-pro-image-to-video-basic](model?id=" in entry
    assert _counts(drawn)["Added"] == "6"


def test_every_price_of_a_large_change_can_be_read() -> None:
    drawn = draw(CHANGES, search="grok-4-6")

    assert "and 3 more" in _entries(drawn)[0]
    assert any("- Output, long context: $13.60 per 1M tokens" in text for text in texts_of(drawn))


def test_what_nobody_saw_happen_says_so() -> None:
    remember(history_at({day(0): [model_a(1)], day(5): [model_a(2)]}))

    (entry,) = _entries(draw(CHANGES))

    assert (
        "Seen between 1 September 2026 and 6 September 2026: no list was fetched in between."
        in entry
    )


def test_a_reversed_period_is_explained() -> None:
    drawn = draw(CHANGES, changes_from="2026-08-12", changes_to="2026-08-01")

    assert (
        "The period begins on 12 August 2026, after its end on 1 August 2026: it contains no "
        "day. Choose an earlier beginning." in texts_of(drawn)
    )
    assert len(drawn.metric) == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("changes_kind", "price sideways"),
        ("changes_from", "soon"),
        ("changes_to", "2026-02-31"),
        ("changes_from", "0001-01-01"),
        ("changes_to", "*9999-12-31*"),
    ],
)
def test_what_a_link_names_wrong_is_said_and_ignored(name: str, value: str) -> None:
    drawn = draw(CHANGES, **{name: value})

    assert any(
        text.startswith(f"Ignored in the link: {name}={value} (not ") for text in texts_of(drawn)
    )
    assert _counts(drawn)["Retired"] == "11"


def test_kinds_are_read_in_any_case() -> None:
    drawn = draw(CHANGES, changes_kind=["Price Up", "RETIRED"])

    assert drawn.button_group(key="changes_kind").value == ["price up", "retired"]


def test_where_nothing_is_left_the_condition_to_loosen_is_named() -> None:
    drawn = draw(CHANGES, search=SEVENFOLD, changes_kind="back", changes_from="2026-08-01")

    (advice,) = [text for text in texts_of(drawn) if text.startswith("No matching change.")]
    assert "without the search, 2 would match" in advice
    assert "without the kinds, 1 would match" in advice


def test_a_search_that_finds_nothing_at_all_is_told_too() -> None:
    drawn = draw(CHANGES, search="no such model", changes_kind="back", changes_from="2026-08-21")

    assert any("Removing one condition is not enough" in text for text in texts_of(drawn))


def test_filters_on_what_was_recorded_late_say_so() -> None:
    said = "as it was recorded last"

    assert any(said in text for text in texts_of(draw(CHANGES, privacy="private")))
    assert not any(said in text for text in texts_of(draw(CHANGES, type="text")))


def test_the_feed_of_the_same_changes_is_linked() -> None:
    query = ChangeQuery(
        EventFilter(Filters(types=("inpaint",), search="a b"), ("price up", "back"), day(0).date()),
        "diem",
    )

    assert feed_address(query, "https://prices.example/venice/changes") == (
        "https://prices.example/venice/api/changes.atom?type=edit&search=a%20b&currency=DIEM"
        "&changes_kind=price%20up&changes_kind=back&changes_from=2026-09-01"
    )
    assert feed_address(ChangeQuery(), None) == "api/changes.atom"


def test_without_a_history_one_line_says_why() -> None:
    remember(None)
    assert "The history of prices is still being read." in texts_of(draw(CHANGES))

    remember(None, "the *disk* is full")
    drawn = draw(CHANGES)

    assert "The history of prices is not available now. It comes back by itself." in texts_of(drawn)
    assert not any("disk" in text for text in texts_of(drawn))  # that is the operator's
    assert len(drawn.tabs) == 0


def test_a_history_that_may_be_old_is_shown_with_a_warning() -> None:
    remember(history_of([model_a(1)], [model_a(2)]), "the database is read-only")

    drawn = draw(CHANGES)

    written = "Changes of the last hours may be missing."
    assert any(written in text for text in texts_of(drawn))
    assert len(_entries(drawn)) == 1


def test_a_history_of_one_list_draws_in_every_tab() -> None:
    remember(history_of([model_a(1)]))

    for drawn in draw_every_tab(CHANGES):
        assert len(drawn.tabs) == 4


def test_hostile_names_stay_text_in_every_tab() -> None:
    leaving = {"removesAt": day(900).isoformat(), "replacementModelId": HOSTILE}
    hostile = [
        model(f"{HOSTILE}{kind}", kind, pricing, name=HOSTILE)
        for kind, pricing in (("text", tokens(input=1)), ("image", {"generation": usd(1)}))
    ]
    dearer = [
        model(f"{HOSTILE}text", "text", tokens(input=2), name=HOSTILE, privacy="*x*"),
        model(f"{HOSTILE}new", "**type**", {"$odd$": usd(1)}, name=HOSTILE, deprecation=leaving),
    ]
    serve([*hostile, *dearer[1:]])
    remember(history_of(hostile, dearer, [*dearer, model_a(1)]))

    for drawn in draw_every_tab(CHANGES, changes_models=f"{HOSTILE}text".replace("\ud83d", "?")):
        drawn.session_state["basket_text"] = basket_to_text(
            Basket((A_DAY.with_model(f"{HOSTILE}text".replace("\ud83d", "?")),))
        )
        rerun(drawn)
        for text in markdown_of(drawn):
            assert "**b**" not in text
            assert "<b>" not in text.replace("\\<", "")
            assert "[x]" not in text
            assert "$a$" not in text
