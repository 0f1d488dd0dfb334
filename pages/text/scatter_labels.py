"""Which points of a scatter are named on it, and where their names stand: none overprinted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import numpy as np
import pandas as pd

from pages.shared.chart_parts import log_domain
from pages.text.name_places import CLOSE_BY, Canvas, Name, Place, Room
from venice_data.catalog.model_types import default_uses
from venice_data.catalog.wording import some_of
from venice_data.costs.free_and_beta import may_be_cheapest
from venice_data.costs.tokens import DEFAULT_MIX, blended_price

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


_BANDS: Final = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0)  # each begins where the one before ends
_NAMED_TOGETHER: Final = 2
_TOUCHING_PIXELS: Final = 6.0
_TRIES: Final = 4
_LEADING: Final = 3  # of the notable models, which none of the others may displace
_MOST_TRIED: Final = 40  # models, several times as many as there is room for
_UNLIMITED: Final = 1_000_000
_FARTHEST: Final = float(np.finfo(np.float32).max)
ROOM_FOR_NAMES: Final = 2.0  # beyond the outermost prices, as a factor
CANVASES: Final = (
    Canvas(230, 290, 5, 20, 160),
    Canvas(520, 290, 8, 40, 500),
    Canvas(800, 290, 11, 40, 500),
)


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
    defaults = tokens["traits"].map(default_uses).astype("bool")
    found = [*cheap.index[:1], *blended.index[-1:], *tokens.index[defaults], *by_band.index]
    return list(dict.fromkeys(map(str, found)))


class _Named(NamedTuple):
    """The names that have a place, by the model they lead to, and all models that are in them.

    Badly off are those without a place, or with one over marks or on the line in steps.
    """

    names: dict[str, Name]
    named: set[str]
    badly_off: list[str]


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
    """Return the names to write on the scatter of prices `input` and `output` above zero.

    `tokens` has what `placed_labels` reads, the size of marks among it.
    """
    across, up = (Axis.of_prices(column, tokens[column]) for column in ("input", "output"))
    return placed_labels(tokens, notable, (across, up))


def placed_labels(
    points: pd.DataFrame,
    notable: Sequence[str],
    axes: tuple[Axis, Axis],
    canvases: Sequence[Canvas] = CANVASES,
    close_by: Sequence[tuple[int, int]] = CLOSE_BY,
    stepping: Sequence[str] = (),
) -> pd.DataFrame:
    """Return the names to write on a scatter, for each of the widths that it may have.

    Names stand at the first of `close_by` that is free, in pixels from their point, or farther;
    notable models that touch share one. `points` has label, privacy, size (of its mark, from 0 to
    1) and the columns of the axes, across and up. `stepping` are those of the points, from the
    left, that a line joins in steps: names stay off it where they can. Columns, on axes such as
    input and output: text, the point that it names (input, output, privacy), where it begins, or
    ends if it lies to the left (at_input, at_output, align), and the widths for which it is meant
    (from `least_width` to below `next_width`).
    """
    widths = [0, *(canvas.least_width_pixels for canvas in canvases[1:]), _UNLIMITED]
    rows = [
        label | {"least_width": least_width, "next_width": next_width}
        for canvas, (least_width, next_width) in zip(canvases, pairwise(widths), strict=True)
        for label in _placed(points, notable, axes, canvas, close_by, stepping)
    ]
    labels = pd.DataFrame(rows, columns=_label_columns(*axes))
    return _in_half_the_bytes(labels, _place_columns(*axes))


def _in_half_the_bytes(labels: pd.DataFrame, places: list[str]) -> pd.DataFrame:
    """Shorten numbers on their way to the browser, where they stay exact to a pixel."""
    within = labels[places].astype("float64").clip(upper=_FARTHEST).astype("float32")
    widths = labels[["least_width", "next_width"]].astype("int32")
    return labels.assign(**within, **widths)


def _label_columns(across: Axis, up: Axis) -> list[str]:
    places = _place_columns(across, up)
    return ["text", *_of_point(across, up), *places, "align", "least_width", "next_width"]


def _place_columns(across: Axis, up: Axis) -> list[str]:
    return [f"at_{axis.column}" for axis in (across, up)]


def _of_point(across: Axis, up: Axis) -> list[str]:
    return [across.column, up.column, "privacy"]


def _placed(
    points: pd.DataFrame,
    notable: Sequence[str],
    axes: tuple[Axis, Axis],
    canvas: Canvas,
    close_by: Sequence[tuple[int, int]],
    stepping: Sequence[str],
) -> Iterator[dict[str, object]]:
    """Place the names on a canvas; whose place was bad comes first at the next try."""
    across, up = axes
    size = canvas.least_width_pixels, canvas.height_pixels
    places = {
        str(model_id): (across.pixel(x, size[0]), up.pixel(y, size[1]))
        for model_id, x, y in zip(
            points.index, points[across.column], points[up.column], strict=True
        )
    }
    labels = dict(zip(places, points["label"], strict=True))
    radii = dict(zip(places, points["size"].map(canvas.radius), strict=True))
    order, tries, leading = [*notable[:_MOST_TRIED]], list[_Named](), {*notable[:_LEADING]}
    while len(tries) < _TRIES:
        tries.append(
            _named_in_turn(
                Room(canvas, places, radii, stepping), order, places, labels, close_by, leading
            )
        )
        if not (badly_off := tries[-1].badly_off):
            break
        order.sort(key=lambda one: (one not in leading, one not in badly_off))
    of_point = _of_point(across, up)
    known = points[of_point].to_dict("index")
    best = max(tries, key=partial(_readability, leading=leading))
    for model_id, name in best.names.items():
        yield {
            "text": name.text,
            **{column: known[model_id][column] for column in of_point},
            f"at_{across.column}": across.value(name.x, size[0]),
            f"at_{up.column}": up.value(name.y, size[1]),
            "align": "left" if name.is_right else "right",
        }


def _named_in_turn(
    room: Room,
    notable: Sequence[str],
    places: Mapping[str, Place],
    labels: Mapping[str, str],
    close_by: Sequence[tuple[int, int]],
    leading: set[str],
) -> _Named:
    """Name models, each at the first place that is free; the leading in any case."""
    names: dict[str, Name] = {}
    badly_off: list[str] = []
    named: set[str] = set()
    for model_id in notable:
        if model_id in named or room.is_full:
            continue
        together = _together(model_id, places, [one for one in notable if one not in named])
        texts = _texts(together, notable, labels)
        name = room.take(texts, together, close_by)
        if name is None and model_id in leading:
            name = room.take(texts, together, close_by, over_marks=True)
        if name is None or name.is_on_steps or name.is_over_marks:
            badly_off.append(model_id)
        if name is not None:
            names[together[0]] = name
            named.update(together)
    return _Named(names, named, badly_off)


def _readability(tried: _Named, leading: set[str]) -> tuple[int, ...]:
    over_marks = sum(name.is_over_marks for name in tried.names.values())
    on_steps = sum(name.is_on_steps for name in tried.names.values())
    return len(leading & tried.named), -over_marks, len(tried.names), -on_steps


def _together(model_id: str, places: Mapping[str, Place], notable: Sequence[str]) -> list[str]:
    """Return the models that share a name: this, the notable that touch, then what hides there."""
    place = places[model_id]
    near = [
        other
        for other, at in places.items()
        if at == place or (other in notable and math.dist(at, place) < _TOUCHING_PIXELS)
    ]
    return sorted(near, key=lambda other: (other != model_id, other not in notable))


def _texts(together: Sequence[str], notable: Sequence[str], labels: Mapping[str, str]) -> list[str]:
    """Write models as one name: with all the notable ones of them, else with ever fewer.

    Each in a line, else in two.
    """
    most = max(_NAMED_TOGETHER, sum(model_id in notable for model_id in together))
    names = [labels[model_id] for model_id in together]
    texts = [some_of(names, count) for count in range(most, 0, -1)]
    return list(dict.fromkeys(text for one in texts for text in (one, _in_two_lines(one))))


def _in_two_lines(text: str) -> str:
    """Break a text at the space that is nearest to its middle."""
    spaces = [position for position, letter in enumerate(text) if letter == " "]
    if not spaces:
        return text
    middle = min(spaces, key=lambda position: abs(position - len(text) / 2))
    return f"{text[:middle]}\n{text[middle + 1 :]}"
