"""Names on the scatter: the ones that matter, each readable, none on another."""

from __future__ import annotations

import math
from itertools import combinations, pairwise, permutations
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from pages.shared.chart_parts import log_domain
from pages.text.scatter_labels import (
    CANVASES,
    ROOM_FOR_NAMES,
    Axis,
    notable_models,
    placed_labels,
    scatter_labels,
)
from tests.support.samples import bundled
from venice_data.catalog.names import distinct_names
from venice_data.costs.tokens import token_prices

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

    from pages.text.name_places import Canvas

LETTER_PIXELS, LINE_PIXELS = 6.0, 12.0


@pytest.fixture(scope="module")
def tokens() -> pd.DataFrame:
    catalog = bundled()
    models = catalog.models[catalog.models["type"] == "text"]
    prices = token_prices(catalog.prices, models, "usd")
    prices = prices.assign(label=distinct_names(models), traits=models["traits"], status="")
    prices = prices.assign(size=(prices["context_tokens"] / prices["context_tokens"].max()) ** 0.5)
    return prices[(prices["input"] > 0) & (prices["output"] > 0)]


def _names_on(canvas: Canvas, labels: pd.DataFrame) -> pd.DataFrame:
    width = canvas.least_width_pixels
    return labels[(labels["least_width"] <= width) & (width < labels["next_width"])]


def _pixels(
    canvas: Canvas, tokens: pd.DataFrame, name: dict[Hashable, Any], at: str = ""
) -> tuple[float, float]:
    """Return where the point of a name is, or what stands `at_` it."""

    def pixel(price: float, prices: pd.Series[float], pixels: int) -> float:
        lowest, highest = log_domain(prices, ROOM_FOR_NAMES)
        return pixels * math.log(price / lowest) / math.log(highest / lowest)

    x = pixel(name[f"{at}input"], tokens["input"], canvas.least_width_pixels)
    y = pixel(name[f"{at}output"], tokens["output"], canvas.height_pixels)
    return x, y


def _rectangle(
    canvas: Canvas, tokens: pd.DataFrame, name: dict[Hashable, Any]
) -> tuple[float, float, float, float]:
    """Return left, right, bottom and top of a name in pixels."""
    x, y = _pixels(canvas, tokens, name, "at_")
    lines = str(name["text"]).split("\n")
    width, height = max(map(len, lines)) * LETTER_PIXELS, len(lines) * LINE_PIXELS
    left = x if name["align"] == "left" else x - width
    return left, left + width, y - height / 2, y + height / 2


@pytest.mark.parametrize("canvas", CANVASES)
def test_no_name_lies_on_another_or_beyond_the_edge(canvas: Canvas, tokens: pd.DataFrame) -> None:
    """Two names stood on the scatter, and any more were written over each other."""
    named = _names_on(canvas, scatter_labels(tokens, notable_models(tokens)))
    rectangles = [_rectangle(canvas, tokens, name) for name in named.to_dict("records")]

    assert 2 < len(rectangles) <= canvas.most_names
    for left, right, bottom, top in rectangles:
        assert left >= 0
        assert right <= canvas.least_width_pixels
        assert bottom >= 0
        assert top <= canvas.height_pixels
    for one, other in combinations(rectangles, 2):
        assert one[1] < other[0] or other[1] < one[0] or one[3] < other[2] or other[3] < one[2]


def _cloud(tokens: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Throw some models onto the scatter at random."""
    some = Random(seed)
    cloud = tokens.head(25).copy()
    for column in ("input", "output"):
        cloud[column] = [10 ** some.uniform(0, 1) for _ in cloud.index]
    return cloud


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("canvas", CANVASES)
def test_no_line_runs_over_the_mark_of_another(
    canvas: Canvas, seed: int, tokens: pd.DataFrame
) -> None:
    """A line that touches another mark seems to lead there, and a large one reaches far."""
    cloud = _cloud(tokens, seed)
    names = _names_on(canvas, scatter_labels(cloud, [*cloud.index])).to_dict("records")
    assert len(names) > 2
    marks = {
        one["label"]: (_pixels(canvas, cloud, one), canvas.radius(one["size"]))
        for one in cloud.to_dict("records")
    }
    for name in names:
        start, end = (_pixels(canvas, cloud, name, at) for at in ("", "at_"))
        text = str(name["text"]).replace("\n", " ")
        others = [at for label, at in marks.items() if label not in text]
        own = max(radius for label, (_, radius) in marks.items() if label in text)
        for part in range(101):
            at = (a + (b - a) * part / 100 for a, b in zip(start, end, strict=True))
            place = (next(at), next(at))
            if math.dist(place, start) > own:
                assert all(math.dist(place, other) > radius for other, radius in others)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("canvas", CANVASES)
def test_no_line_strikes_out_a_name(canvas: Canvas, seed: int, tokens: pd.DataFrame) -> None:
    cloud = _cloud(tokens, seed)
    names = _names_on(canvas, scatter_labels(cloud, notable_models(cloud))).to_dict("records")
    for name, other in permutations(names, 2):
        start, end = (_pixels(canvas, cloud, name, at) for at in ("", "at_"))
        left, right, bottom, top = _rectangle(canvas, cloud, other)
        for part in range(101):
            x, y = (a + (b - a) * part / 100 for a, b in zip(start, end, strict=True))
            assert not (left < x < right and bottom < y < top), (name["text"], other["text"])


def test_the_cheapest_the_dearest_and_the_defaults_are_the_first_to_be_named(
    tokens: pd.DataFrame,
) -> None:
    notable = notable_models(tokens)

    defaults = {
        model_id
        for model_id, traits in tokens["traits"].items()
        if any("default" in trait for trait in traits)
    }
    blended = (3 * tokens["input"] + tokens["output"]) / 4
    assert blended[notable[:2]].tolist() == [blended.min(), blended.max()]
    assert set(notable[2 : 2 + len(defaults)]) == defaults


def test_models_on_one_point_share_a_name(tokens: pd.DataFrame) -> None:
    three = tokens.head(3).assign(input=1.0, output=2.0, label=["A", "B", "C"])
    first, second, _ = three.index

    assert set(scatter_labels(three, [second])["text"]) == {"B, A and 1 more"}
    assert set(scatter_labels(three.head(2), [first])["text"]) == {"A, B"}


def test_models_that_touch_share_a_name_if_both_are_worth_one(tokens: pd.DataFrame) -> None:
    """The name of one pointed at the other."""
    three = tokens.head(3).assign(
        input=[1.0, 1.01, 9.0], output=[2.0, 2.02, 9.0], label=["A", "B", "C"]
    )
    first, second, third = three.index

    assert set(scatter_labels(three, [second, first, third])["text"]) == {"B, A", "C"}
    assert set(scatter_labels(three, [second])["text"]) == {"B"}


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("canvas", CANVASES)
def test_the_three_most_notable_are_named_however_crowded_it_is(
    canvas: Canvas, seed: int, tokens: pd.DataFrame
) -> None:
    """On a phone the model of the heading had no name, and that of another stood beside it."""
    cloud = _cloud(tokens, seed)
    notable = [*cloud.index]

    named = " ".join(_names_on(canvas, scatter_labels(cloud, notable))["text"])

    assert all(cloud["label"][one] in named.replace("\n", " ") for one in notable[:3])


@pytest.mark.parametrize("seed", range(5))
def test_names_stay_off_a_line_in_steps(seed: int, tokens: pd.DataFrame) -> None:
    some = Random(seed)
    steps = tokens.head(6).copy()
    for column in ("input", "output"):
        steps[column] = sorted(10 ** some.uniform(0, 1) for _ in steps.index)
    axes = (Axis.of_prices("input", steps["input"]), Axis.of_prices("output", steps["output"]))
    stepping = [*steps.index]
    labels = placed_labels(steps, stepping, axes, stepping=stepping)

    canvas = CANVASES[-1]
    corners = [_pixels(canvas, steps, one) for one in steps.to_dict("records")]
    for name in _names_on(canvas, labels).to_dict("records"):
        left, right, bottom, top = _rectangle(canvas, steps, name)
        for (x, y), (next_x, next_y) in pairwise(corners):
            assert not (bottom < y < top and left < next_x and x < right), name["text"]
            assert not (left < next_x < right and bottom < next_y and y < top), name["text"]


def test_what_is_in_beta_is_not_named_as_the_cheapest(tokens: pd.DataFrame) -> None:
    blended = (3 * tokens["input"] + tokens["output"]) / 4
    cheapest, next_cheapest = blended.nsmallest(2).index
    in_beta = tokens.assign(
        status=["in beta" if model_id == cheapest else "" for model_id in tokens.index]
    )

    assert notable_models(in_beta)[0] == next_cheapest
