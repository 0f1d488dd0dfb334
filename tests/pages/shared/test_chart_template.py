"""Charts are built and checked once; a warm run only fills in what it has."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from typing import Any, Final

import altair as alt
import pandas as pd
import pytest

from pages.shared.chart_parts import COLORS_OF_MODELS, colors_of_models
from pages.shared.chart_template import (
    AnyChart,
    Told,
    blank,
    blank_text,
    chart_template,
    rows_chart,
)
from pages.shared.named_rows import OPENED
from pages.shared.site import (
    AUDIO,
    CALCULATOR,
    CHANGES,
    COMPARE,
    IMAGES,
    MODEL,
    OVERVIEW,
    TEXT,
    VIDEO,
    SitePage,
)
from tests.support.examples import rest_is_thorough
from tests.support.histories import SEVENFOLD
from tests.support.page_driver import altair_at_rest, charts, draw_every_tab, texts_of
from venice_data.costs.work import Basket, Chat, Line
from venice_data.costs.work_links import basket_to_text
from venice_data.settings import PROJECT_ROOT

FRAME = pd.DataFrame({"label": ["a"], "price": [1.0]})
built: list[str] = []


def test_the_contract_of_charts_names_every_file_that_builds_one() -> None:
    """It left out those of a name that was not thought of."""
    linter = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]
    (contract,) = (one for one in linter["contracts"] if one["name"].startswith("Charts are made"))
    builders = [
        ".".join(file.relative_to(PROJECT_ROOT).with_suffix("").parts)
        for file in (PROJECT_ROOT / "pages").rglob("*.py")
        if "late_altair import" in file.read_text("utf-8")
    ]

    assert "pages.text.maker_charts" in builders
    for builder in builders:
        assert any(fnmatch(builder, name) for name in contract["source_modules"]), builder


@chart_template
def _points(unit: str) -> AnyChart:
    built.append(unit)
    chart: alt.Chart = (
        rows_chart()
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
    filling: dict[str, Any] = {"rows": FRAME, "ticks": [1], "names": "", "height": 1}
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


def _as_described(spec: dict[str, Any]) -> dict[str, Any]:
    """Leave out how legends are laid out: Vega reads it, and the schema does not describe it."""
    config = spec["config"]
    legend = {name: value for name, value in config["legend"].items() if name != "layout"}
    return spec | {"config": config | {"legend": legend}}


WORK: Final = Line(Chat(10, 100_000, 500), SEVENFOLD, "month")
TWO_LINES: Final = basket_to_text(Basket((WORK, WORK)))
THREE_LINES: Final = basket_to_text(Basket((WORK, WORK, WORK)))


@pytest.mark.parametrize(
    ("page", "link", "other_link", "least"),
    rest_is_thorough(
        [
            (TEXT, {}, {"privacy": "private"}, 6),
            (AUDIO, {}, {"audio_seconds": "90"}, 4),
            (CALCULATOR, {"calculator_basket": TWO_LINES}, {"calculator_basket": THREE_LINES}, 8),
            (
                CHANGES,
                {"changes_basket": TWO_LINES, "changes_models": [SEVENFOLD]},
                {"changes_basket": THREE_LINES, "changes_models": [SEVENFOLD], "search": "qwen"},
                3,
            ),
            (OVERVIEW, {}, {"privacy": "private"}, 2),
            (IMAGES, {}, {"search": "gpt"}, 5),
            (VIDEO, {}, {"video_resolution": "1080p"}, 1),
            (
                COMPARE,
                {"compare_models": ["gpt-image-2", "nano-banana-2"]},
                {"compare_models": ["nano-banana-2", "gpt-image-2"]},
                1,
            ),
            (MODEL, {"id": SEVENFOLD}, {"id": SEVENFOLD, "as_of": "2026-08-21"}, 2),
        ],
        first=3,
    ),
    ids=lambda value: value.title if isinstance(value, SitePage) else "",
)
def test_a_warm_run_builds_and_checks_no_chart(
    page: SitePage,
    link: dict[str, Any],
    other_link: dict[str, Any],
    least: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cold = [chart.spec for drawn in draw_every_tab(page, **link) for chart in charts(drawn)]

    with altair_at_rest(monkeypatch):
        warm = [
            chart.spec for drawn in draw_every_tab(page, **other_link) for chart in charts(drawn)
        ]

    assert len(warm) >= least
    assert warm != cold
    for spec in warm:
        alt.Root.validate(_as_described(spec))  # what is filled in is Vega-Lite too


def test_a_chart_is_told_as_names_with_their_prices_in_order() -> None:
    rows = pd.DataFrame(
        {
            "label": ["b", "a", "b", *map(str, range(9))],
            "in_text": ["$1.00", "$0.50", "$3.00", *["$2.00"] * 9],
            "out_text": ["$4.00", "$5.00", "$6.00", *["$7.00"] * 9],
        }
    )
    filling: dict[str, Any] = {"ticks": [], "names": "", "height": 1}

    told = _points("USD").filled(rows=rows, told=Told(prices=("in_text",)), **filling).in_words
    both = _points("USD").filled(rows=rows, told=Told(prices=("in_text", "out_text")), **filling)

    first, second, *_ = told.split("; ")
    assert (first, second) == ("b: $1.00 to $3.00", "a: $0.50")
    assert told.endswith("7: $2.00; and 1 more.")
    assert "a: $0.50, $5.00; " in both.in_words
    assert _points("USD").filled(rows=rows, **filling).in_words == ""


@pytest.mark.parametrize("page", [OVERVIEW, TEXT, IMAGES, VIDEO, AUDIO])
def test_charts_pair_names_with_prices_and_say_where_a_click_leads(page: SitePage) -> None:
    """They said what they are about, and neither a price nor that a click opens a model."""
    for drawn in draw_every_tab(page):
        drawings = charts(drawn)
        for chart in drawings:
            assert re.search(r": ([$]|[0-9]+s, |[0-9]+ models)", chart.takeaway), chart.takeaway
            assert ". " in chart.takeaway
        clickable = [chart for chart in drawings if OPENED in str(chart.spec.get("params"))]
        hints = [text for text in texts_of(drawn) if text.startswith("Click a ")]
        assert len(hints) == len(clickable)


def test_no_model_has_a_colour_that_means_privacy() -> None:
    """The seventh was blue and the eighth orange, which everywhere else say who sees what."""
    names = [f"model {number}" for number in range(8)]
    places = colors_of_models(names)

    colors = 3 + COLORS_OF_MODELS
    assert [place for place in places if place in names] == names
    assert len(set(places)) == len(places)
    assert all(places.index(name) % colors >= 3 for name in names)
