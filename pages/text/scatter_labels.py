"""Which points of the scatter are named on it, and where their names stand: none overprinted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from pages.shared.chart_parts import log_domain
from pages.shared.plain_text import some_of
from venice_data.costs.finder import may_be_cheapest
from venice_data.costs.tokens import DEFAULT_MIX, blended_price

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_BANDS: Final = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0)  # each begins where the one before ends
_LETTER_PIXELS: Final = 6.6
_LINE_PIXELS: Final = 14.0
_MARK_PIXELS: Final = 6.0
_NAMED_TOGETHER: Final = 2
_UNLIMITED: Final = 1_000_000
_OF_POINT: Final = ("input", "output", "privacy")
LABEL_COLUMNS: Final = (
    "text",
    *_OF_POINT,
    "at_input",
    "at_output",
    "align",
    "least_width",
    "next_width",
)
ROOM_FOR_NAMES: Final = 2.0  # beyond the outermost prices, as a factor


@dataclass(frozen=True)
class Canvas:
    """A size from which on the browser has room for so many names."""

    least_width_pixels: int
    height_pixels: int
    most_names: int


CANVASES: Final = (Canvas(230, 290, 5), Canvas(520, 290, 8), Canvas(800, 290, 11))


# Where a name may begin or end, in pixels from its point: close by, else at the end of a line.
_CLOSE_BY: Final = ((10, 0), (-10, 0), (8, -12), (-8, -12), (8, 12), (-8, 12))
_WITH_A_LINE: Final = tuple(
    (dx * reach, dy * reach)
    for reach in (8, 12, 16, 20, 24)
    for dx, dy in ((-3, -2), (3, 2), (-1, -3), (1, 3), (3, 1), (-3, -1))
)


class _Box(NamedTuple):
    left: float
    right: float
    bottom: float
    top: float

    def overlaps(self, other: _Box) -> bool:
        """Whether some of it lies on the other."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.top <= other.bottom or other.top <= self.bottom)


def notable_models(tokens: pd.DataFrame) -> list[str]:
    """Return the models worth a name, the most important first.

    The cheapest and the most expensive, those that Venice uses by default, then the cheapest of
    each band of prices; what is in beta is not called cheap.
    """
    blended = blended_price(tokens, DEFAULT_MIX).dropna().sort_values()
    status = tokens["status"].reindex(blended.index)
    cheap = blended[may_be_cheapest(status)]
    bands = pd.Series(np.searchsorted(_BANDS, cheap, side="right"), index=cheap.index)
    by_band = cheap[~bands.duplicated()]
    defaults = tokens["traits"].map(lambda traits: any("default" in trait for trait in traits))
    found = [*cheap.index[:1], *blended.index[-1:], *tokens.index[defaults], *by_band.index]
    return list(dict.fromkeys(map(str, found)))


def scatter_labels(tokens: pd.DataFrame, notable: Sequence[str]) -> pd.DataFrame:
    """Return the names to write on the scatter, for each of the widths that it may have.

    `tokens` has label, privacy, and prices `input` and `output` above zero. Columns: text, the
    point that it names (input, output, privacy), where it begins, or ends if it lies to the
    left (at_input, at_output, align), and the widths for which it is meant (from `least_width`
    to below `next_width`).
    """
    widths = [0, *(canvas.least_width_pixels for canvas in CANVASES[1:]), _UNLIMITED]
    rows = [
        label | {"least_width": least_width, "next_width": next_width}
        for canvas, (least_width, next_width) in zip(CANVASES, pairwise(widths), strict=True)
        for label in _placed(tokens, notable, canvas)
    ]
    return pd.DataFrame(rows, columns=[*LABEL_COLUMNS])


def _placed(
    tokens: pd.DataFrame, notable: Sequence[str], canvas: Canvas
) -> Iterator[dict[str, object]]:
    """Give each model in turn the first free place at its point; leave out those without one."""
    known = tokens[["label", *_OF_POINT]].to_dict("index")
    across = _Axis(tokens["input"], canvas.least_width_pixels)
    up = _Axis(tokens["output"], canvas.height_pixels)
    points = {
        str(model_id): (across.pixel(fresh), up.pixel(written))
        for model_id, fresh, written in zip(
            tokens.index, tokens["input"], tokens["output"], strict=True
        )
    }
    taken = [_around(*point) for point in sorted(set(points.values()))]
    named: set[tuple[float, float]] = set()
    for model_id in notable:
        point = points[model_id]
        if point in named or len(named) == canvas.most_names:
            continue
        together = [other for other in points if points[other] == point and other != model_id]
        together.sort(key=lambda other: other not in notable)
        text = some_of([str(known[one]["label"]) for one in [model_id, *together]], _NAMED_TOGETHER)
        for dx, dy in (*_CLOSE_BY, *_WITH_A_LINE):
            x, y = point[0] + dx, point[1] - dy
            box = _box(x, y, len(text) * _LETTER_PIXELS, is_right=dx > 0)
            if _fits(box, canvas) and not any(map(box.overlaps, taken)):
                taken.append(box)
                named.add(point)
                yield {
                    "text": text,
                    **{column: known[model_id][column] for column in _OF_POINT},
                    "at_input": across.price(x),
                    "at_output": up.price(y),
                    "align": "left" if dx > 0 else "right",
                }
                break


class _Axis:
    """A log axis of the scatter: where prices lie on it, in pixels from its lowest."""

    def __init__(self, prices: pd.Series[float], pixels: int) -> None:
        lowest, highest = map(math.log10, log_domain(prices, ROOM_FOR_NAMES))
        self._lowest = lowest
        self._pixels_per_power = pixels / (highest - lowest)

    def pixel(self, price: float) -> float:
        return (math.log10(price) - self._lowest) * self._pixels_per_power

    def price(self, pixel: float) -> float:
        return float(10 ** (pixel / self._pixels_per_power + self._lowest))


def _around(x: float, y: float) -> _Box:
    return _Box(x - _MARK_PIXELS, x + _MARK_PIXELS, y - _MARK_PIXELS, y + _MARK_PIXELS)


def _box(x: float, y: float, width: float, *, is_right: bool) -> _Box:
    """Return where a name of this width lies that begins, or ends, at a place."""
    left = x if is_right else x - width
    return _Box(left, left + width, y - _LINE_PIXELS / 2, y + _LINE_PIXELS / 2)


def _fits(box: _Box, canvas: Canvas) -> bool:
    is_beside = box.left < 0 or box.right > canvas.least_width_pixels
    return not (is_beside or box.bottom < 0 or box.top > canvas.height_pixels)
