"""Which points of a scatter are named on it, and where their names stand: none overprinted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, Self

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
_LINE_PIXELS: Final = 14.0  # of text
_LINE_PART_PIXELS: Final = 4.0  # of what leads from a point to its name
_MARK_PIXELS: Final = 6.0
_NAMED_TOGETHER: Final = 2
_UNLIMITED: Final = 1_000_000
ROOM_FOR_NAMES: Final = 2.0  # beyond the outermost prices, as a factor


@dataclass(frozen=True)
class Canvas:
    """A size from which on the browser has room for so many names."""

    least_width_pixels: int
    height_pixels: int
    most_names: int


CANVASES: Final = (Canvas(230, 290, 5), Canvas(520, 290, 8), Canvas(800, 290, 11))


# Where a name may begin or end, in pixels from its point: close by, else at the end of a line.
CLOSE_BY: Final = ((10, 0), (-10, 0), (8, -12), (-8, -12), (8, 12), (-8, 12))
ABOVE_A_LINE: Final = ((-10, 0), (-8, -12), (8, -12), (-8, 12), (8, 12))
_WITH_A_LINE: Final = tuple(
    (dx * reach, dy * reach)
    for reach in (8, 12, 16, 20, 24)
    for dx, dy in ((-3, -2), (3, 2), (-1, -3), (1, 3), (3, 1), (-3, -1))
)

_UP_RIGHT: Final = tuple(  # where nothing else is free
    (dx * reach, -3 * reach) for reach in (8, 12, 16, 20, 24, 28) for dx in (1, 2, 3)
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


@dataclass(frozen=True)
class Axis:
    """An axis of a scatter: the column that it shows, from where to where, logarithmic or not."""

    column: str
    lowest: float
    highest: float
    is_log: bool

    @classmethod
    def of_prices(cls, column: str, prices: pd.Series[float]) -> Self:
        """Return the log axis that `log_values` fills, given the room for names."""
        lowest, highest = log_domain(prices, ROOM_FOR_NAMES)
        return cls(column, lowest, highest, is_log=True)

    def pixel(self, value: float, pixels: int) -> float:
        """Return where a value lies on so many pixels, counted from the lowest."""
        lowest, highest, at = map(self._scaled, (self.lowest, self.highest, value))
        return (at - lowest) / (highest - lowest) * pixels

    def value(self, pixel: float, pixels: int) -> float:
        """Return the value that lies at a pixel."""
        lowest, highest = map(self._scaled, (self.lowest, self.highest))
        at = pixel / pixels * (highest - lowest) + lowest
        return float(10**at) if self.is_log else at

    def _scaled(self, value: float) -> float:
        return math.log10(value) if self.is_log else value


def scatter_labels(tokens: pd.DataFrame, notable: Sequence[str]) -> pd.DataFrame:
    """Return the names to write on the scatter of prices `input` and `output` above zero."""
    across, up = (Axis.of_prices(column, tokens[column]) for column in ("input", "output"))
    return placed_labels(tokens, notable, across, up)


def placed_labels(
    points: pd.DataFrame,
    notable: Sequence[str],
    across: Axis,
    up: Axis,
    canvases: Sequence[Canvas] = CANVASES,
    close_by: Sequence[tuple[int, int]] = CLOSE_BY,
) -> pd.DataFrame:
    """Return the names to write on a scatter, for each of the widths that it may have.

    Names stand at the first of `close_by` that is free, in pixels from their point, or farther.
    `points` has label, privacy and the columns of both axes. Columns, on axes such as input
    and output: text, the point that it names (input, output, privacy), where it begins, or ends
    if it lies to the left (at_input, at_output, align), and the widths for which it is meant
    (from `least_width` to below `next_width`).
    """
    widths = [0, *(canvas.least_width_pixels for canvas in canvases[1:]), _UNLIMITED]
    rows = [
        label | {"least_width": least_width, "next_width": next_width}
        for canvas, (least_width, next_width) in zip(canvases, pairwise(widths), strict=True)
        for label in _placed(points, notable, canvas, across, up, close_by)
    ]
    return pd.DataFrame(rows, columns=_label_columns(across, up))


def _label_columns(across: Axis, up: Axis) -> list[str]:
    places = [f"at_{axis.column}" for axis in (across, up)]
    return ["text", *_of_point(across, up), *places, "align", "least_width", "next_width"]


def _of_point(across: Axis, up: Axis) -> list[str]:
    return [across.column, up.column, "privacy"]


def _placed(
    points: pd.DataFrame,
    notable: Sequence[str],
    canvas: Canvas,
    across: Axis,
    up: Axis,
    close_by: Sequence[tuple[int, int]],
) -> Iterator[dict[str, object]]:
    """Give each model in turn the first free place at its point; leave out those without one."""
    of_point = _of_point(across, up)
    known = points[["label", *of_point]].to_dict("index")
    size = canvas.least_width_pixels, canvas.height_pixels
    places = {
        str(model_id): (across.pixel(x, size[0]), up.pixel(y, size[1]))
        for model_id, x, y in zip(
            points.index, points[across.column], points[up.column], strict=True
        )
    }
    taken = [_around(*place) for place in sorted(set(places.values()))]
    names: list[_Box] = []
    lines: list[_Box] = []
    named: set[tuple[float, float]] = set()
    for model_id in notable:
        place = places[model_id]
        if place in named or len(named) == canvas.most_names:
            continue
        together = [other for other in places if places[other] == place and other != model_id]
        together.sort(key=lambda other: other not in notable)
        text = some_of([str(known[one]["label"]) for one in [model_id, *together]], _NAMED_TOGETHER)
        for dx, dy in (*close_by, *_WITH_A_LINE, *_UP_RIGHT):
            x, y = place[0] + dx, place[1] - dy
            box = _box(x, y, len(text) * _LETTER_PIXELS, is_right=dx > 0)
            line = _line(place, (x, y))
            is_struck = any(part.overlaps(name) for part in line for name in names)
            is_free = not any(map(box.overlaps, (*taken, *names, *lines)))
            if is_free and not is_struck and _fits(box, canvas):
                names.append(box)
                lines += line
                named.add(place)
                yield {
                    "text": text,
                    **{column: known[model_id][column] for column in of_point},
                    f"at_{across.column}": across.value(x, size[0]),
                    f"at_{up.column}": up.value(y, size[1]),
                    "align": "left" if dx > 0 else "right",
                }
                break


def _around(x: float, y: float) -> _Box:
    return _Box(x - _MARK_PIXELS, x + _MARK_PIXELS, y - _MARK_PIXELS, y + _MARK_PIXELS)


def _line(start: tuple[float, float], end: tuple[float, float]) -> list[_Box]:
    """Return where the line from a point to its name lies, in small parts."""
    count = max(1, round(math.dist(start, end) / _LINE_PART_PIXELS))
    middles = (
        [from_ + (to - from_) * part / count for from_, to in zip(start, end, strict=True)]
        for part in range(1, count)
    )
    half = _LINE_PART_PIXELS / 2
    return [_Box(x - half, x + half, y - half, y + half) for x, y in middles]


def _box(x: float, y: float, width: float, *, is_right: bool) -> _Box:
    """Return where a name of this width lies that begins, or ends, at a place."""
    left = x if is_right else x - width
    return _Box(left, left + width, y - _LINE_PIXELS / 2, y + _LINE_PIXELS / 2)


def _fits(box: _Box, canvas: Canvas) -> bool:
    is_beside = box.left < 0 or box.right > canvas.least_width_pixels
    return not (is_beside or box.bottom < 0 or box.top > canvas.height_pixels)
