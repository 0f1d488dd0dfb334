"""Where everything stands on the picture of prices: a strip per type, each on its own scale."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

PADDING: Final = 0.02  # at both ends of a strip, as a share of it
_FREE_SHARE: Final = 0.09  # of a strip, left of its scale, where some are free

_HEAD_PIXELS: Final = 19
_LANE_PIXELS: Final = 15
_BAND_PIXELS: Final = 24  # where the marks are
_TICKS_PIXELS: Final = 15
_GAP_PIXELS: Final = 10
_SPREAD_PIXELS: Final = 14.0  # over which marks of one price are spread, one above the other
_MARK_PIXELS: Final = 5.0
_TEXT_PIXELS: Final = 6.0  # half the height of a name

_LETTER_PIXELS: Final = 5.6
_BESIDE_PIXELS: Final = 4.0  # from a line to its name
_MOST_LANES: Final = 5
_WIDTHS: Final = (0, 350, 560, 850)  # from each on, names are placed anew
_LEAST_WIDTH: Final = 284
_UNLIMITED: Final = 1_000_000

_DIGITS: Final = (1, 2, 5)
_ENOUGH_POWERS: Final = 3
_MOST_TICKS: Final = 7


class Name(NamedTuple):
    """What is written at a mark, and what where there is little room."""

    text: str
    short_text: str


@dataclass(frozen=True)
class Strip:
    """The prices of a type: its heading, its models, and the names to write, in this order.

    `models` has price, zero for what is free, and whatever the chart tells of a mark; it is
    empty where nothing can be compared. `names` maps ids to what is written at their marks.
    """

    heading: str
    models: pd.DataFrame
    names: dict[str, Name] = field(default_factory=dict)


class Layout(NamedTuple):
    """What to draw where: y in pixels from the top, x as a share of the strip."""

    marks: pd.DataFrame
    names: pd.DataFrame
    headings: pd.DataFrame
    ticks: pd.DataFrame
    height: int


NAME_COLUMNS: Final = (
    *("text", "x", "y", "align", "at_x", "line_top", "line_end", "least_width", "next_width"),
)


def lay_out(strips: Sequence[Strip], tick_text: Callable[[float], str]) -> Layout:
    """Put strips under each other, each with its own scale and as many lanes as its names need."""
    top = 0
    marks: list[pd.DataFrame] = []
    names: list[dict[str, Any]] = []
    headings: list[dict[str, Any]] = []
    ticks: list[dict[str, Any]] = []
    for strip in strips:
        heading = {"text": strip.heading, "y": top + _HEAD_PIXELS / 2, "line_y": None}
        headings.append(heading)
        top += _HEAD_PIXELS
        if not strip.models.empty:
            scale = _Scale(strip.models["price"])
            placed = _placed_names(strip, scale)
            top += _LANE_PIXELS * max((name["lane"] + 1 for name in placed), default=0)
            middle = top + _BAND_PIXELS / 2
            heading["line_y"] = middle
            of_strip = _marks(strip, scale, middle)
            marks.append(of_strip)
            names += [_at_height(name, top, of_strip) for name in placed]
            top += _BAND_PIXELS
            ticks += [
                {"text": text, "x": x, "y": top + _TICKS_PIXELS / 2}
                for x, text in scale.ticks(tick_text)
            ]
            top += _TICKS_PIXELS
        top += _GAP_PIXELS
    return Layout(
        pd.concat(marks).sort_values("is_named", kind="stable") if marks else pd.DataFrame(),
        pd.DataFrame(names, columns=[*NAME_COLUMNS]),
        pd.DataFrame(headings),
        pd.DataFrame(ticks),
        top,
    )


class _Scale:
    """A log scale whose ends are round prices; what is free stands before it."""

    def __init__(self, prices: pd.Series[float]) -> None:
        above_zero = prices[prices > 0]
        self._has_free = len(above_zero) < len(prices)
        self._values = [] if above_zero.empty else _round_prices(above_zero)

    def position(self, price: float) -> float:
        """Return where a price lies, between 0 and 1."""
        if price <= 0:
            return 0.0
        lowest, highest = math.log10(self._values[0]), math.log10(self._values[-1])
        start = _FREE_SHARE if self._has_free else 0.0
        return start + (1 - start) * (math.log10(price) - lowest) / (highest - lowest)

    def ticks(self, tick_text: Callable[[float], str]) -> Iterator[tuple[float, str]]:
        """Yield where to write which price: powers of ten where there are enough of them."""
        if self._has_free:
            yield 0.0, "free"
        powers = [value for value in self._values if f"{value:e}".startswith("1.0")]
        shown = powers if len(powers) >= _ENOUGH_POWERS else self._values
        for value in shown[:: math.ceil(len(shown) / _MOST_TICKS) or 1]:
            yield self.position(value), tick_text(value)


def _round_prices(prices: pd.Series[float]) -> list[float]:
    """Return the round prices from that below the lowest to that above the highest."""
    lowest, highest = float(prices.min()), float(prices.max())
    first, last = math.floor(math.log10(lowest)) - 1, math.ceil(math.log10(highest)) + 1
    values = [float(f"{digit}e{power}") for power in range(first, last + 1) for digit in _DIGITS]
    below = max((place for place, value in enumerate(values) if value <= lowest), default=0)
    above = min(place for place, value in enumerate(values) if value >= highest)
    return values[below - 1 : above + 2] if below == above else values[below : above + 1]


def _marks(strip: Strip, scale: _Scale, middle: float) -> pd.DataFrame:
    """Give each model its place; those of one price are spread, one above the other."""
    models = strip.models
    of_price = models.groupby("price")["price"]
    count, rank = of_price.transform("size"), of_price.cumcount()
    step = (_SPREAD_PIXELS / (count - 1).clip(lower=1)).clip(upper=_MARK_PIXELS)
    return models.assign(
        x=models["price"].map(scale.position),
        y=middle + (rank - (count - 1) / 2) * step,
        is_named=models.index.isin(list(strip.names)),
    )


def _placed_names(strip: Strip, scale: _Scale) -> list[dict[str, Any]]:
    """Place the names of a strip for each of the widths that it may have."""
    positions = strip.models["price"].map(scale.position)
    return [
        name | {"least_width": least_width, "next_width": next_width}
        for least_width, next_width in pairwise((*_WIDTHS, _UNLIMITED))
        for name in _placed_at(strip, positions, max(least_width, _LEAST_WIDTH))
    ]


def _placed_at(strip: Strip, positions: pd.Series[float], width: int) -> list[dict[str, Any]]:
    """Place as many names as there is room for, the first of them above all; whole if they fit.

    From the right, each name finds room above those before it; where one is too long for that,
    the order in which they matter may leave room for more.
    """
    if not strip.names:
        return []
    first = next(iter(strip.names))
    from_the_right = sorted(strip.names, key=lambda one: float(positions[one]), reverse=True)
    whole = {one: name.text for one, name in strip.names.items()}
    shortened = {one: name.short_text for one, name in strip.names.items()}
    tries = [
        list(_Lanes(width).place({one: texts[one] for one in order}, positions))
        for texts in (whole, shortened)
        for order in (from_the_right, strip.names)
    ]
    return max(
        tries, key=lambda placed: (any(one["model_id"] == first for one in placed), len(placed))
    )


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

    def place(
        self, names: Mapping[str, str], positions: pd.Series[float]
    ) -> Iterator[dict[str, Any]]:
        """Give each name in turn the first free place; leave out those without one."""
        for model_id, text in names.items():
            x = float(positions[model_id])
            for at_x, align, box in self._places(x, len(text) * _LETTER_PIXELS):
                if not any(map(box.is_in_the_way_of, self._taken)):
                    self._taken.append(box)
                    yield {
                        "model_id": model_id,
                        "text": text,
                        "x": x,
                        "at_x": at_x,
                        "align": align,
                        "lane": box.lane,
                    }
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


def _at_height(name: dict[str, Any], marks_top: float, marks: pd.DataFrame) -> dict[str, Any]:
    """Give a name in its lane its height, and the line from there to its mark."""
    y = marks_top - (name["lane"] + 0.5) * _LANE_PIXELS
    is_beside_its_line = name["at_x"] == name["x"]
    return {column: name[column] for column in NAME_COLUMNS if column in name} | {
        "y": y,
        "line_top": y + (-_TEXT_PIXELS if is_beside_its_line else _TEXT_PIXELS + 1),
        "line_end": marks.at[name["model_id"], "y"],
    }
