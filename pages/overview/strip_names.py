"""Where names stand above a strip of prices: in lanes, none on another or on a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

PADDING: Final = 0.02  # at both ends of a strip, as a share of it

_LETTER_PIXELS: Final = 5.6
_BESIDE_PIXELS: Final = 4.0  # from a line to its name
_MOST_LANES: Final = 5


class Name(NamedTuple):
    """What is written at a mark, what where there is little room, and what is told without it."""

    text: str
    short_text: str
    in_words: str


class PlacedName(NamedTuple):
    """A name in its lane, counted from the strip up: `at_x` it begins or ends, its mark at `x`."""

    model_id: str
    text: str
    x: float
    at_x: float
    align: str
    lane: int


def place_names(
    names: Mapping[str, Name], positions: pd.Series[float], width: int
) -> list[PlacedName]:
    """Place as many names as there is room for, the first of them above all; whole if they fit.

    From the right, each name finds room above those before it; where one is too long for that,
    the order in which they matter may leave room for more.
    """
    if not names:
        return []
    first = next(iter(names))
    from_the_right = sorted(names, key=lambda one: float(positions[one]), reverse=True)
    whole = {one: name.text for one, name in names.items()}
    shortened = {one: name.short_text for one, name in names.items()}
    tries = [
        list(_Lanes(width).place({one: texts[one] for one in order}, positions))
        for texts in (whole, shortened)
        for order in (from_the_right, names)
    ]
    return max(
        tries,
        key=lambda placed: (
            any(one.model_id == first for one in placed),
            len(placed),
            -lanes_of(placed),
        ),
    )


def lanes_of(placed: Sequence[PlacedName]) -> int:
    """How many lanes names take, at least one."""
    return max((one.lane + 1 for one in placed), default=1)


class _Box(NamedTuple):
    """A name in its lane, and the line at `line` from there down to its mark."""

    left: float
    right: float
    line: float
    lane: int

    def is_in_the_way_of(self, other: _Box) -> bool:
        """Whether a name or a line of one lies on a name of the other."""
        if self.lane == other.lane:
            return self.left < other.right and other.left < self.right
        upper, lower = (self, other) if self.lane > other.lane else (other, self)
        return lower.left - 1 < upper.line < lower.right + 1


class _Lanes:
    """The lanes above a strip of some width, in which no name lies on another or on a line."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._taken: list[_Box] = []

    def place(self, names: Mapping[str, str], positions: pd.Series[float]) -> Iterator[PlacedName]:
        """Give each name in turn the first free place; leave out those without one."""
        for model_id, text in names.items():
            x = float(positions[model_id])
            for at_x, align, box in self._places(x, len(text) * _LETTER_PIXELS):
                if not any(map(box.is_in_the_way_of, self._taken)):
                    self._taken.append(box)
                    yield PlacedName(model_id, text, x, at_x, align, box.lane)
                    break

    def _places(self, x: float, length: float) -> Iterator[tuple[float, str, _Box]]:
        """Yield places, each from the lowest lane up: right of the line, left, at either end."""
        width, line = self._width, (x + PADDING) / (1 + 2 * PADDING) * self._width
        beside = _BESIDE_PIXELS + length
        for is_room, at_x, align, left, right in (
            (line + beside <= width, x, "left", line - 1, line + beside),
            (line - beside >= 0, x, "right", line - beside, line + 1),
            (width - length <= line, 1 + PADDING, "right", width - length, width),
            (line <= length, -PADDING, "left", 0, length),
        ):
            for lane in range(_MOST_LANES if is_room else 0):
                yield at_x, align, _Box(left, right, line, lane)
