"""The calculator's own month: read from files or text, priced anew, planned with, kept nowhere."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from pages.calculator.month_input import MONTH
from pages.shared import view
from pages.shared.site import CALCULATOR
from tests.pages.calculator.calculator_driver import drawn_basket
from tests.support.page_driver import (
    charts,
    draw,
    forget_what_was_computed,
    rerun,
    table_of,
)
from tests.support.usage_histories import as_csv, as_json, entry, noon
from venice_data.costs.work import Chat, Line

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

_REQUEST: Final = "chatcmpl-of-a-secret-customer"
_HOSTILE: Final = "<b>=HYPERLINK($x$)</b>"
_ENTRIES: Final = [
    entry(
        f"claude-opus-4-8-llm-{charge}-mtoken",
        units,
        price,
        noon(day),
        currency=currency,
        notes="a secret note",
        inferenceDetails={
            "requestId": f"{_REQUEST}-{day}",
            "promptTokens": 400_000,
            "completionTokens": 2_000,
        },
    )
    for day, currency in ((1, "USD"), (10, "DIEM"))
    for charge, units, price in (("input", 0.4, 5), ("output", 0.002, 25))
]
_UNKNOWN: Final = entry(_HOSTILE, 1, 0.5, noon(5), currency="BUNDLED_CREDITS")
_SPENT: Final = 2 * (0.4 * 5 + 0.002 * 25) + 0.5


@pytest.fixture(autouse=True)
def _anew() -> None:
    forget_what_was_computed()


def _open(**link: str | list[str]) -> AppTest:
    return draw(CALCULATOR, calculator_tab="My month", **link)


def _give(drawn: AppTest, *files: tuple[str, bytes]) -> AppTest:
    drawn.file_uploader[0].set_value([(name, data, "text/plain") for name, data in files])
    return rerun(drawn)


def _paste(drawn: AppTest, text: str) -> AppTest:
    drawn.text_area[0].input(text)
    return rerun(drawn)


def _said(drawn: AppTest) -> str:
    texts = [*drawn.header, *drawn.subheader, *drawn.markdown, *drawn.caption, *drawn.error]
    return "\n".join(str(text.value) for text in texts).replace("\\", "")


@pytest.fixture
def read() -> AppTest:
    """Return the page with a history that came as two pages."""
    return _give(
        _open(),
        ("1.json", as_json(_ENTRIES, "next")),
        ("2.csv", as_csv([*_ENTRIES[2:], _UNKNOWN])),
    )


def test_it_says_what_was_spent_and_that_repeated_entries_count_once(read: AppTest) -> None:
    said = _said(read)

    assert "You spent $4.60 from 1 June 2026 to 10 June 2026, 89% of it on Claude Opus 4.8" in said
    assert "2 entries stood in several pages and count once" in said
    assert "$0.50 on 1 SKU" in said


@pytest.mark.parametrize(
    ("way", "labels"),
    [
        ("Model", ["Claude Opus 4.8", "Not matched"]),
        ("Kind of work", ["Chat or agent calls", "Not matched"]),
        ("Currency", ["DIEM", "USD", "Bundled credits"]),
    ],
)
def test_what_was_spent_is_drawn_each_way(read: AppTest, way: str, labels: list[str]) -> None:
    read.session_state["calculator_spent_by"] = way
    rerun(read)

    (chart,) = [chart for chart in charts(read) if "What was spent" in chart.takeaway]
    assert sorted(chart.rows["label"]) == sorted(labels)
    assert chart.rows["price"].sum() == pytest.approx(_SPENT)


def test_what_was_spent_is_drawn_by_day(read: AppTest) -> None:
    read.session_state["calculator_spent_by"] = "Day"
    rerun(read)

    (chart,) = [chart for chart in charts(read) if "by day" in chart.takeaway]
    assert chart.rows["day_text"].tolist() == ["1 June 2026", "5 June 2026", "10 June 2026"]


def test_models_are_ranked_by_what_the_same_work_would_have_cost(read: AppTest) -> None:
    ranked = table_of(read, "calculator_month").set_index("Id")

    assert ranked.loc["claude-opus-4-8", "Would have cost"] == pytest.approx(4.1)
    assert ranked["Would have cost"].is_monotonic_increasing
    # 400,000 tokens in each of two requests, and 2,000 of output
    grok = 2 * (0.4 * 2.83 + 0.002 * 5.67)  # what long requests cost in June
    assert ranked.loc["grok-4-20", "Would have cost"] == pytest.approx(grok)
    saving = (4.1 - grok) / 10 * 365 / 12
    assert ranked.loc["grok-4-20", "Saving per month"] == pytest.approx(saving)
    assert "zai-org-glm-5" not in ranked.index  # whose context is too short


def test_filters_of_the_sidebar_narrow_the_models(read: AppTest) -> None:
    read.multiselect(key="privacy").set_value(["private"])
    ranked = table_of(rerun(read), "calculator_month").set_index("Id")

    others = ranked[ranked.index != "claude-opus-4-8"]
    assert set(others["Privacy"]) == {"private"}


def test_what_cannot_be_compared_is_said_with_its_sum_and_the_reason() -> None:
    entries = [
        *_ENTRIES,
        entry("kling-2.5-turbo-pro-text-to-video-video-second", 5, 0.1, noon(2)),
        entry("brave-web-search-request", 7, 0.01, noon(2)),
    ]

    said = _said(_paste(_open(), as_json(entries).decode()))

    assert "Video, $0.50: Venice names the price of a clip when it is asked" in said
    assert "Search and other extras, $0.07: they cost the same whichever model" in said


def test_it_is_turned_into_a_basket(read: AppTest) -> None:
    read.button(key="calculator_month_plan").click()
    (line,) = drawn_basket(rerun(read)).lines

    # two requests in ten days
    assert line == Line(Chat(6, 400_000, 2_000), "claude-opus-4-8", "month")


def test_the_example_is_read_and_forgotten() -> None:
    drawn = _open()
    drawn.button(key="calculator_month_example_0").click()
    rerun(drawn)
    assert "An example, made up" in _said(drawn)
    assert "a month by price alone" in _said(drawn)

    next(button for button in drawn.button if button.label == "Forget it").click()
    rerun(drawn)

    assert MONTH not in drawn.session_state
    assert "Would your month have been cheaper?" in _said(drawn)


def test_what_is_no_usage_history_is_said_and_let_go_of() -> None:
    drawn = _paste(_open(), "name,price\na,1")

    assert "It has no columns" in _said(drawn)
    assert drawn.text_area[0].value == ""


def test_markup_of_a_file_is_text(read: AppTest) -> None:
    table = table_of(read, "calculator_not_matched")

    assert table["SKU"].tolist() == [_HOSTILE]
    assert _HOSTILE not in "".join(str(text.value) for text in read.markdown)


def test_nothing_of_it_is_anywhere_else(
    read: AppTest, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for way in ("Day", "Currency"):
        read.session_state["calculator_spent_by"] = way
        rerun(read)
    other = _open()

    assert MONTH in read.session_state
    assert MONTH not in other.session_state
    assert "You spent" not in _said(other)
    # The sum as such, which is not part of an id such as glm-4.6.
    for words in (*map(re.escape, (_REQUEST, "secret note", _HOSTILE)), r"(?<![\w.-])4\.60(?!\d)"):
        held = [str(read.query_params), caplog.text, repr(list(view._SHARED.results.items()))]
        held += [file.read_bytes().decode("utf-8", "replace") for file in _files(tmp_path)]
        assert not any(re.search(words, text) for text in held)
    computed = [getattr(key[0], "__module__", "") for key in view._SHARED.results]
    assert not [module for module in computed if "calculator.month" in module]


def _files(folder: Path) -> list[Path]:
    return [Path(root) / name for root, _, names in os.walk(folder) for name in names]
