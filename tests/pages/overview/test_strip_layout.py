"""Where names, marks and headings stand on the overview's picture of prices, at every width."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pytest

from pages.overview.strip_layout import FORMS, Form, Layout, Strip, lay_out
from pages.overview.strip_names import PADDING, Name

if TYPE_CHECKING:
    from collections.abc import Hashable

LETTER_PIXELS: Final = 5.5
WIDTHS: Final = (290, 358, 600, 820, 1_000)


def _strip() -> Strip:
    """Return a strip whose names stand close together."""
    prices = {"a": 0.07, "b": 1.1375, "c": 2.15, "d": 2.475, "e": 7.5, "f": 84.375}
    names = {
        "a": Name("cheapest: Qwen 2.5 7B $0.07", "cheapest: Qwen 2.5 7B $0.07", ""),
        "c": Name("default: GLM 5.2 $2.15", "default: GLM 5.2", ""),
        "b": Name("default for vision: Qwen 3.8 27B $1.1375", "vision: Qwen 3.8 27B", ""),
        "d": Name(
            "default for code: DeepSeek V4 Pro 0813 $2.475", "code: DeepSeek V4 Pro 0813", ""
        ),
        "e": Name("default for reasoning: Kimi K3 $7.50", "reasoning: Kimi K3", ""),
    }
    return Strip("Text", "USD", pd.DataFrame({"price": prices}), names)


def _form_at(width: int) -> Form:
    return next(form for form in reversed(FORMS) if form.least_width <= width)


def _at(layout: Layout, width: int) -> list[dict[Hashable, Any]]:
    names = layout.names
    return names[names["form"] == FORMS.index(_form_at(width))].to_dict("records")


def _pixels(share: float, width: int) -> float:
    start = _form_at(width).start
    return start + (share + PADDING) / (1 + 2 * PADDING) * (width - start)


def _ends(name: dict[Hashable, Any], width: int) -> tuple[float, float]:
    start, length = _pixels(name["at_x"], width), len(name["text"]) * LETTER_PIXELS
    return (start, start + length) if name["align"] == "left" else (start - length, start)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_on_a_strip_lies_on_another_or_on_a_line_or_beyond_the_edge(width: int) -> None:
    names = _at(lay_out([_strip()], str), width)

    assert any(name["text"].startswith("cheapest") for name in names)
    for name in names:
        left, right = _ends(name, width)
        assert left >= _form_at(width).start
        assert right <= width
    for one, other in combinations(names, 2):
        (left, right), (other_left, other_right) = _ends(one, width), _ends(other, width)
        if one["y"] == other["y"]:
            assert right <= other_left or other_right <= left
        lower, upper = (one, other) if one["y"] > other["y"] else (other, one)
        if lower["y"] > upper["y"]:
            lower_left, lower_right = _ends(lower, width)
            assert not lower_left < _pixels(upper["x"], width) < lower_right


@pytest.mark.parametrize("width", WIDTHS[1:])
def test_all_names_have_room_on_a_phone_and_on_a_desk(width: int) -> None:
    assert len(_at(lay_out([_strip()], str), width)) == 5


def test_beside_their_headings_strips_are_low_and_leave_room_for_the_legend() -> None:
    layout = lay_out([_strip(), Strip("Odd", "USD", pd.DataFrame({"price": [1.0]}))], str)

    assert layout.heights[-1] < layout.heights[0]
    for of_one in ([_strip()], [Strip("Odd", "USD", pd.DataFrame({"price": [1.0]}))]):
        assert lay_out(of_one, str).headings["y"].min() > 24


@pytest.mark.parametrize(
    "prices", [[0.02], [0.0], [1e-9, 1e9], [5e-324, 1e308], [0.0, 3.0], [1.0, 10.0]]
)
def test_every_price_has_a_place_on_its_scale(prices: list[float]) -> None:
    models = pd.DataFrame({"price": prices}, index=[f"m{n}" for n in range(len(prices))])

    layout = lay_out([Strip("Odd", "USD", models)], str)

    assert layout.marks["x"].between(0, 1).all()
    assert layout.ticks["x"].between(0, 1).all()
    assert (layout.ticks.groupby("form").size() <= 9).all()
