"""Where names of points fit on a canvas: beside their point or at the end of a line to it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

Place = tuple[float, float]  # in pixels from the left and from the bottom

_MARK_PIXELS: Final = 6.0  # from its middle to its rim, for which the places below are meant
_CLEAR_OF_MARKS_PIXELS: Final = 1.5
_LETTER_PIXELS: Final = 6.0
LINE_PIXELS: Final = 14.0  # of text
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
    is_over_marks: bool


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
        self._marks = _Marks(places, radii)
        self._steps = _steps([places[model_id] for model_id in stepping])
        self._names: list[_Box] = []
        self._lines: list[_Box] = []

    @property
    def is_full(self) -> bool:
        """Whether it has as many names as the browser has room for."""
        return len(self._names) == self._canvas.most_names

    def take(
        self,
        texts: Sequence[str],
        own: Sequence[str],
        close_by: Sequence[tuple[int, int]],
        *,
        over_marks: bool = False,
    ) -> Name | None:
        """Take the first free place for the first of some texts that has one at its `own` marks.

        Where all is full a name may lie on the line in steps. What leads to it, which ends at the
        first of its own marks, touches no other, so that none seems to be meant. The name itself
        may lie `over_marks`.
        """
        point = self._places[own[0]]
        farther = max(0.0, self._radii[own[0]] - _MARK_PIXELS)
        for text, is_on_steps, (dx, dy) in product(
            texts, (False, True), (*close_by, *_WITH_A_LINE)
        ):
            stretch = 1 + farther / math.hypot(dx, dy)
            x, y = point[0] + dx * stretch, point[1] - dy * stretch
            box = _box(x, y, text, is_right=dx > 0)
            if not self._is_free(box, [] if is_on_steps else self._steps):
                continue
            if self._marks.lie_under(box) and not over_marks:
                continue
            line = _line(point, (x, y))
            if self._may_lead(line, point, (x, y), own):
                self._names.append(box)
                self._lines += line
                return Name(text, x, y, dx > 0, is_on_steps, over_marks)
        return None

    def _is_free(self, box: _Box, steps: Sequence[_Box]) -> bool:
        taken = (*self._names, *self._lines, *steps)
        return _fits(box, self._canvas) and not any(map(box.overlaps, taken))

    def _may_lead(self, line: Sequence[_Box], start: Place, end: Place, own: Sequence[str]) -> bool:
        rim = _towards(start, end, self._radii[own[0]])
        taken = (*self._names, *self._lines)
        is_crossed = any(part.overlaps(other) for part in line for other in taken)
        return not is_crossed and not self._marks.are_touched(
            rim, end, but={self._places[model_id] for model_id in own}
        )


class _Marks:
    """Where marks lie: of those at one place the largest, since lists hold many at few places."""

    def __init__(self, places: Mapping[str, Place], radii: Mapping[str, float]) -> None:
        self._positions = {place: position for position, place in enumerate(set(places.values()))}
        self._at = np.array(list(self._positions), dtype=float).reshape(-1, 2)
        self._radii = np.zeros(len(self._positions))
        of_marks = [self._positions[place] for place in places.values()]
        np.maximum.at(self._radii, of_marks, [radii[model_id] for model_id in places])

    def lie_under(self, box: _Box) -> bool:
        """Whether the square around a mark overlaps a box."""
        x, y = self._at.T
        beside = (x + self._radii <= box.left) | (x - self._radii >= box.right)
        above_or_below = (y + self._radii <= box.bottom) | (y - self._radii >= box.top)
        return bool((~(beside | above_or_below)).any())

    def are_touched(self, start: Place, end: Place, but: Collection[Place]) -> bool:
        """Whether a line comes close to a mark that is not at one of some places."""
        line = np.subtract(end, start)
        along = (self._at - start) @ line / (line @ line or 1.0)
        nearest = start + np.clip(along, 0.0, 1.0)[:, np.newaxis] * line
        gaps = np.hypot(*(self._at - nearest).T) - self._radii
        gaps[[self._positions[place] for place in but]] = np.inf
        return bool((gaps < _CLEAR_OF_MARKS_PIXELS).any())


def _steps(corners: Sequence[Place]) -> list[_Box]:
    """Return where a line lies that keeps its height until the next of some points."""
    return [
        box
        for (left, low), (right, high) in pairwise(corners)
        for box in (_Box(left, right, low - 1, low + 1), _Box(right - 1, right + 1, low, high))
    ]


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


def _box(x: float, y: float, text: str, *, is_right: bool) -> _Box:
    """Return where a name lies that begins, or ends, at a place."""
    lines = text.split("\n")
    width, height = max(map(len, lines)) * _LETTER_PIXELS, len(lines) * LINE_PIXELS
    left = x if is_right else x - width
    return _Box(left, left + width, y - height / 2, y + height / 2)


def _fits(box: _Box, canvas: Canvas) -> bool:
    is_beside = box.left < 0 or box.right > canvas.least_width_pixels
    return not (is_beside or box.bottom < 0 or box.top > canvas.height_pixels)
