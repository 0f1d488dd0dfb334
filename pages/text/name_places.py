"""Where names of points fit on a canvas: beside their point or at the end of a line to it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Place = tuple[float, float]  # in pixels from the left and from the bottom

_MARK_PIXELS: Final = 6.0  # from its middle to its rim, for which the places below are meant
_CLEAR_OF_MARKS_PIXELS: Final = 1.5
_LETTER_PIXELS: Final = 6.0
_LINE_PIXELS: Final = 14.0  # of text
_LINE_PART_PIXELS: Final = 4.0  # of what leads from a point to its name


@dataclass(frozen=True)
class Canvas:
    """A size from which on the browser has room for so many names, and the marks' areas there."""

    least_width_pixels: int
    height_pixels: int
    most_names: int
    smallest_mark: int
    largest_mark: int

    def radius(self, size: float) -> float:
        """Return from how far a mark reaches whose size is between 0 and 1."""
        area = self.smallest_mark + (self.largest_mark - self.smallest_mark) * size
        return math.sqrt(area / math.pi)


# Where a name may begin or end, in pixels from its point: close by, else at the end of a line.
CLOSE_BY: Final = ((10, 0), (-10, 0), (8, -12), (-8, -12), (8, 12), (-8, 12))
ABOVE_A_LINE: Final = ((-10, 0), (-8, -12), (8, -12), (-8, 12), (8, 12))
_DIRECTIONS: Final = (
    *((-3, -2), (3, 2), (-2, -3), (2, 3), (3, -2), (-3, 2), (2, -3), (-2, 3)),
    *((-1, -4), (1, 4), (4, 1), (-4, -1), (1, -4), (-1, 4), (-4, 1), (4, -1)),
)
_WITH_A_LINE: Final = tuple(
    (dx * reach, dy * reach) for reach in (6, 8, 11, 14, 18, 22) for dx, dy in _DIRECTIONS
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


class Name(NamedTuple):
    """A name that has found its place: where it begins, or ends if it lies to the left."""

    text: str
    x: float
    y: float
    is_right: bool
    is_on_steps: bool


class Room:
    """What of a canvas is taken: by marks, by a line in steps, by names and what leads there."""

    def __init__(
        self,
        canvas: Canvas,
        places: Mapping[str, Place],
        radii: Mapping[str, float],
        stepping: Sequence[str],
    ) -> None:
        self._canvas = canvas
        self._places = places
        self._radii = radii
        self._marks = [_around(*place, radii[model_id]) for model_id, place in places.items()]
        self._steps = _steps([places[model_id] for model_id in stepping])
        self._names: list[_Box] = []
        self._lines: list[_Box] = []

    @property
    def is_full(self) -> bool:
        """Whether it has as many names as the browser has room for."""
        return len(self._names) == self._canvas.most_names

    def take(
        self, texts: Sequence[str], own: Sequence[str], close_by: Sequence[tuple[int, int]]
    ) -> Name | None:
        """Take the first free place for the first of some texts that has one at its `own` marks.

        Where all is full a name may lie on the line in steps. What leads to it, which ends at the
        first of its own marks, touches no other, so that none seems to be meant.
        """
        point = self._places[own[0]]
        farther = max(0.0, self._radii[own[0]] - _MARK_PIXELS)
        for text, is_on_steps, (dx, dy) in product(
            texts, (False, True), (*close_by, *_WITH_A_LINE)
        ):
            stretch = 1 + farther / math.hypot(dx, dy)
            x, y = point[0] + dx * stretch, point[1] - dy * stretch
            box = _box(x, y, len(text) * _LETTER_PIXELS, is_right=dx > 0)
            line = _line(point, (x, y))
            if self._is_free(box, [] if is_on_steps else self._steps) and self._may_lead(
                line, point, (x, y), own
            ):
                self._names.append(box)
                self._lines += line
                return Name(text, x, y, is_right=dx > 0, is_on_steps=is_on_steps)
        return None

    def _is_free(self, box: _Box, steps: Sequence[_Box]) -> bool:
        taken = (*self._marks, *self._names, *self._lines, *steps)
        return _fits(box, self._canvas) and not any(map(box.overlaps, taken))

    def _may_lead(self, line: Sequence[_Box], start: Place, end: Place, own: Sequence[str]) -> bool:
        rim = _towards(start, end, self._radii[own[0]])
        return not (
            any(part.overlaps(taken) for part in line for taken in (*self._names, *self._lines))
            or any(
                _distance(place, rim, end) < self._radii[model_id] + _CLEAR_OF_MARKS_PIXELS
                for model_id, place in self._places.items()
                if model_id not in own
            )
        )


def _steps(corners: Sequence[Place]) -> list[_Box]:
    """Return where a line lies that keeps its height until the next of some points."""
    return [
        box
        for (left, low), (right, high) in pairwise(corners)
        for box in (_Box(left, right, low - 1, low + 1), _Box(right - 1, right + 1, low, high))
    ]


def _around(x: float, y: float, radius: float) -> _Box:
    return _Box(x - radius, x + radius, y - radius, y + radius)


def _line(start: Place, end: Place) -> list[_Box]:
    """Return where the line from a point to its name lies, in small parts."""
    length = math.dist(start, end)
    half = _LINE_PART_PIXELS / 2
    middles = (
        _towards(start, end, length * part / count)
        for count in [max(1, round(length / _LINE_PART_PIXELS))]
        for part in range(1, count)
    )
    return [_Box(x - half, x + half, y - half, y + half) for x, y in middles]


def _towards(start: Place, end: Place, pixels: float) -> Place:
    """Return the place so many pixels from the start, or the end if that is nearer."""
    share = min(1.0, pixels / math.dist(start, end))
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _distance(place: Place, start: Place, end: Place) -> float:
    """Return how far a place is from the nearest point of a line."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = (place[0] - start[0]) * dx + (place[1] - start[1]) * dy
    share = min(1.0, max(0.0, along / ((dx * dx + dy * dy) or 1.0)))
    return math.dist(place, (start[0] + dx * share, start[1] + dy * share))


def _box(x: float, y: float, width: float, *, is_right: bool) -> _Box:
    """Return where a name of this width lies that begins, or ends, at a place."""
    left = x if is_right else x - width
    return _Box(left, left + width, y - _LINE_PIXELS / 2, y + _LINE_PIXELS / 2)


def _fits(box: _Box, canvas: Canvas) -> bool:
    is_beside = box.left < 0 or box.right > canvas.least_width_pixels
    return not (is_beside or box.bottom < 0 or box.top > canvas.height_pixels)
