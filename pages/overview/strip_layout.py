"""Where everything stands on the picture of prices: a strip per type, each on its own scale."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pandas as pd

from pages.overview.strip_names import PADDING, Name, PlacedName, lanes_of, place_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_FREE_SHARE: Final = 0.09  # of a strip, left of its scale, where some are free
_BREAK_SHARE: Final = 0.06  # up to which its line is left out there: a log scale has no zero

_HEAD_PIXELS: Final = 19
_LEGEND_PIXELS: Final = 28
_TICKS_PIXELS: Final = 13
_SPREAD_PIXELS: Final = 12.0  # over which marks of one price are spread, one above the other
_MARK_PIXELS: Final = 5.0
_TEXT_PIXELS: Final = 6.0  # half the height of a name
_HALF_A_LINE_PIXELS: Final = 8.0  # of the two of a heading beside its strip

_DIGITS: Final = (1, 2, 5)
_ENOUGH_POWERS: Final = 3
_MOST_TICKS: Final = 7


class Form(NamedTuple):
    """How the strips stand where the picture is at least so wide, and `placed_for` so wide.

    They begin at `start`: right of their headings, or under them where that is 0.
    """

    least_width: int
    placed_for: int
    start: int = 0
    lane_pixels: int = 15
    band_pixels: int = 24  # where the marks are
    gap_pixels: int = 10

    @property
    def head_pixels(self) -> int:
        """What a heading above its strip takes."""
        return 0 if self.start else _HEAD_PIXELS


_BESIDE: Final = {"start": 212, "lane_pixels": 13, "band_pixels": 18, "gap_pixels": 2}
FORMS: Final = (
    *(Form(0, 284), Form(350, 350), Form(560, 560)),
    *(Form(width, width, **_BESIDE) for width in (720, 900)),
)


@dataclass(frozen=True)
class Strip:
    """The prices of a type: what they are, its models, and the names to write, in this order.

    `models` has price, zero for what is free, and whatever the chart tells of a mark; it is
    empty where nothing can be compared, and `measure` says why. `names` maps ids to what is
    written at their marks.
    """

    label: str
    measure: str
    models: pd.DataFrame
    names: dict[str, Name] = field(default_factory=dict)

    @property
    def heading(self) -> str:
        """The type and the unit of its prices."""
        return f"{self.label} · {self.measure}"


class Layout(NamedTuple):
    """What to draw where: y in pixels from the top, x as a share of the strip.

    Marks are `rise` below the middle of their `strip`; `middles` and `heights` are those of
    each form, as are the rows of the other frames.
    """

    marks: pd.DataFrame
    names: pd.DataFrame
    headings: pd.DataFrame
    ticks: pd.DataFrame
    middles: list[list[float]]
    heights: list[int]


NAME_COLUMNS: Final = (*("form", "text", "x", "at_x", "align", "y", "line_top", "line_end"),)


def lay_out(strips: Sequence[Strip], tick_text: Callable[[float], str]) -> Layout:
    """Put strips under each other, each with its own scale and as many lanes as its names need."""
    scales = [_Scale(strip.models["price"]) for strip in strips]
    marks = [_marks(*one) for one in zip(strips, scales, range(len(strips)), strict=True)]
    drawn = pd.concat(marks).sort_values("is_named", kind="stable")
    rows_of_forms = [_rows(strips, scales, form) for form in range(len(FORMS))]
    rows = [row for rows in rows_of_forms for row in rows]
    rises = drawn.get("rise", pd.Series(dtype=float))
    return Layout(
        drawn,
        pd.DataFrame(chain.from_iterable(row.names(rises) for row in rows), columns=NAME_COLUMNS),
        pd.DataFrame(chain.from_iterable(row.headings() for row in rows)),
        pd.DataFrame(chain.from_iterable(row.ticks(tick_text) for row in rows)),
        [[row.middle for row in rows] for rows in rows_of_forms],
        [rows[-1].bottom for rows in rows_of_forms],
    )


def _rows(strips: Sequence[Strip], scales: Sequence[_Scale], form: int) -> list[_Row]:
    """Put strips under each other in a form."""
    rows: list[_Row] = []
    for strip, scale in zip(strips, scales, strict=True):
        positions = strip.models["price"].map(scale.position)
        placed = place_names(strip.names, positions, FORMS[form].placed_for - FORMS[form].start)
        row = _Row(strip, scale, placed, form, rows[-1].bottom if rows else 0)
        rows.append(row if rows else row.under_legend())
    return rows


@dataclass(frozen=True)
class _Row:
    """A strip in a form: from `top`, its heading, names in lanes, marks, and the scale."""

    strip: Strip
    scale: _Scale
    placed: Sequence[PlacedName]
    form: int
    top: int

    def under_legend(self) -> _Row:
        """Return the row as low as the legend, at the top left, makes it."""
        room = next(self.headings())["y"] - _HEAD_PIXELS / 2
        return replace(self, top=math.ceil(max(0, _LEGEND_PIXELS - room)))

    @property
    def _form(self) -> Form:
        return FORMS[self.form]

    @property
    def _marks_top(self) -> int:
        names = lanes_of(self.placed) * self._form.lane_pixels
        return self.top + self._form.head_pixels + names

    @property
    def middle(self) -> float:
        """Height of the line on which the marks are."""
        return self._marks_top + self._form.band_pixels / 2

    @property
    def _ticks_top(self) -> int:
        return self._marks_top + self._form.band_pixels

    @property
    def bottom(self) -> int:
        """Where the next strip begins."""
        is_empty = self.strip.models.empty
        end = self.top + _HEAD_PIXELS if is_empty else self._ticks_top + _TICKS_PIXELS
        return end + self._form.gap_pixels

    def headings(self) -> Iterator[dict[str, Any]]:
        """Say what the strip is above it, or beside it where it begins further right."""
        line = None if self.strip.models.empty else self.middle
        starts = {"line_y": line, "line_from": self.scale.line_from}
        head = {"form": self.form, "x": 0, "is_label": True} | starts
        above = self.top + _HEAD_PIXELS / 2
        if not self._form.start:
            yield head | {"text": self.strip.heading, "y": above}
        elif line is None:
            yield head | {"text": self.strip.label, "y": above}
            yield head | {
                "text": self.strip.measure,
                "y": above,
                "x": self._form.start,
                "is_label": False,
            }
        else:
            yield head | {"text": self.strip.label, "y": line - _HALF_A_LINE_PIXELS}
            yield head | {
                "text": self.strip.measure,
                "y": line + _HALF_A_LINE_PIXELS,
                "is_label": False,
            }

    def ticks(self, tick_text: Callable[[float], str]) -> Iterator[dict[str, Any]]:
        """Write prices under the marks."""
        y = self._ticks_top + _TICKS_PIXELS / 2
        for x, text in self.scale.ticks(tick_text):
            yield {"form": self.form, "text": text, "x": x, "y": y}

    def names(self, rises: pd.Series[float]) -> Iterator[dict[str, Any]]:
        """Write names in their lanes, each with a line down to its mark."""
        for name in self.placed:
            y = self._marks_top - (name.lane + 0.5) * self._form.lane_pixels
            is_beside_its_line = name.at_x == name.x
            yield {
                "form": self.form,
                "text": name.text,
                "x": name.x,
                "at_x": name.at_x,
                "align": name.align,
                "y": y,
                "line_top": y + (-_TEXT_PIXELS if is_beside_its_line else _TEXT_PIXELS + 1),
                "line_end": self.middle + rises[name.model_id],
            }


class _Scale:
    """A log scale whose ends are round prices; what is free stands before it."""

    def __init__(self, prices: pd.Series[float]) -> None:
        above_zero = prices[prices > 0]
        self._has_free = len(above_zero) < len(prices)
        self._values = [] if above_zero.empty else _round_prices(above_zero)

    @property
    def line_from(self) -> float:
        """Where the line of the scale begins: right of what is free, which is no part of it."""
        return _BREAK_SHARE if self._has_free else -PADDING

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


def _marks(strip: Strip, scale: _Scale, number: int) -> pd.DataFrame:
    """Give each model its place; those of one price are spread, one above the other."""
    models = strip.models
    if models.empty:
        return models
    of_price = models.groupby("price")["price"]
    count, rank = of_price.transform("size"), of_price.cumcount()
    step = (_SPREAD_PIXELS / (count - 1).clip(lower=1)).clip(upper=_MARK_PIXELS)
    return models.assign(
        x=models["price"].map(scale.position),
        strip=number,
        rise=(rank - (count - 1) / 2) * step,
        is_named=models.index.isin(list(strip.names)),
    )
