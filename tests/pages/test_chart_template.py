"""Charts are built and checked once; a warm run only fills in what it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import pytest
from altair.utils.schemapi import SchemaBase

from pages.shared.chart_template import ROWS, AnyChart, blank, blank_text, chart_template
from pages.shared.site import TEXT, SitePage
from tests.support.page_driver import charts, draw_every_tab, offline_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FRAME = pd.DataFrame({"label": ["a"], "price": [1.0]})
built: list[str] = []


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    yield from offline_site(monkeypatch, tmp_path)


@chart_template
def _points(unit: str) -> AnyChart:
    built.append(unit)
    chart: alt.Chart = (
        alt.Chart(ROWS)
        .mark_point()
        .encode(
            x=alt.X("price:Q").title(unit).axis(values=blank("ticks")),
            y=alt.Y("label:N").title(blank_text("names")),
        )
    )
    return chart


def test_a_chart_is_built_once_for_each_kind_and_filled_each_time() -> None:
    built.clear()

    drawings = [
        _points(unit).filled(rows=FRAME, ticks=[count], names="“a” ‹ticks›", height=count)
        for count, unit in enumerate(["USD", "DIEM", "USD"])
    ]

    assert built == ["USD", "DIEM"]
    axes = [drawing.spec["encoding"]["x"] for drawing in drawings]
    assert [(axis["title"], axis["axis"]["values"]) for axis in axes] == [
        ("USD", [0]),
        ("DIEM", [1]),
        ("USD", [2]),
    ]
    assert [drawing.spec["height"] for drawing in drawings] == [0, 1, 2]
    assert drawings[0].spec["encoding"]["y"]["title"] == "“a” ‹ticks›"
    assert drawings[0].frames == {"rows": FRAME}


def test_what_is_done_to_a_drawing_stays_with_it() -> None:
    filling = {"rows": FRAME, "ticks": [1], "names": "", "height": 1}
    _points("USD").filled(**filling).spec["encoding"]["x"].clear()

    assert _points("USD").filled(**filling).spec["encoding"]["x"]["field"] == "price"


@pytest.mark.parametrize(
    ("filling", "complaint"),
    [
        ({"ticks": [1], "names": "", "height": 1}, r"missing \['rows'\], not known \[\]"),
        ({"rows": FRAME, "tiks": [1], "names": "", "height": 1}, r"\['ticks'\].*\['tiks'\]"),
        ({"rows": FRAME, "ticks": [1], "names": ""}, "height"),
    ],
)
def test_what_is_forgotten_or_mistyped_is_an_error(filling: dict[str, Any], complaint: str) -> None:
    with pytest.raises(TypeError, match=complaint):
        _points("USD").filled(**filling)


def test_a_title_is_broken_into_lines_by_the_width_of_the_chart() -> None:
    title = "Of 111 text models, 29 cost under $1 per million output tokens"

    drawing = _points("USD").filled(rows=FRAME, ticks=[1], names="", height=1, title=title)

    assert drawing.spec["title"]["text"] == {
        "expr": f'width > 560 ? ["{title}"] : '
        '["Of 111 text models, 29 cost under $1 per", "million output tokens"]'
    }


@pytest.mark.parametrize("page", [TEXT], ids=lambda page: page.title)
def test_a_warm_run_builds_and_checks_no_chart(
    page: SitePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold = [chart.spec for drawn in draw_every_tab(page) for chart in charts(drawn)]
    with monkeypatch.context() as patch:
        for method in ("__init__", "validate", "to_dict"):
            patch.setattr(SchemaBase, method, _no_altair)
        warm = [
            chart.spec
            for drawn in draw_every_tab(page, privacy="private")
            for chart in charts(drawn)
        ]

    assert len(warm) == len(cold) > 0
    assert warm != cold
    for spec in warm:
        alt.Chart.from_dict(spec)  # what is filled in is Vega-Lite too


def _no_altair(*_: object, **__: object) -> None:
    raise AssertionError("Altair is at work in a warm run.")
