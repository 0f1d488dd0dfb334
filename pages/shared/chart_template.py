"""A chart is built and checked by Altair once; from then on each run fills in its own values."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache, wraps
from textwrap import wrap
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, TypeVarTuple

import pyarrow as pa

from pages.shared.late_altair import alt

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

AnyChart: TypeAlias = "alt.Chart | alt.LayerChart | alt.FacetChart"
Kind = TypeVarTuple("Kind")  # what tells charts of one function apart, such as the currency

ROWS: Final = "rows"  # names the frame of a chart that has only one
_KINDS_REMEMBERED: Final = 64
_MOST_TOLD: Final = 10
_MARKS: Final = {'"type": "bar"': "bar", '"type": "rect"': "tile"}
_BLANK: Final = re.compile(r'\{"expr": "‹(\w+)›"\}|"‹(\w+)›"')
_FRAME: Final = re.compile(r'"data": \{"name": "(\w+)"\}')
_WIDE_TITLE_LETTERS: Final = 90
_NARROW_TITLE_LETTERS: Final = 44
_building: Final = Lock()


def blank(name: str) -> dict[str, str]:
    """Stand in a chart for a value that depends on data: a domain, ticks, a legend's entries."""
    return {"expr": f"‹{name}›"}


def blank_text(name: str) -> str:
    """Stand in a chart for a text that depends on data, such as the title of an axis."""
    return f"‹{name}›"


def rows_chart(name: str = ROWS) -> alt.Chart:
    """Begin a chart over one of its frames, which is named only."""
    return alt.Chart(alt.NamedData(name))


def chart_template(chart: Callable[[*Kind], AnyChart]) -> Callable[[*Kind], ChartTemplate]:
    """Build what `chart` returns once for each kind, its arguments, and keep that as a template.

    The chart is over named data (`ROWS`) and has blanks for all that depends on data; its
    arguments are few and hashable.
    """

    @lru_cache(maxsize=_KINDS_REMEMBERED)
    def build(*kind: *Kind) -> ChartTemplate:
        with alt.theme.enable("none"):  # sizes and colours are Streamlit's
            return ChartTemplate(json.dumps(chart(*kind).to_dict(), ensure_ascii=False))

    @wraps(chart)
    def template(*kind: *Kind) -> ChartTemplate:
        with _building:  # Altair's theme is global, and many may ask at once for the same chart
            return build(*kind)

    return template


class Told(NamedTuple):
    """The columns of a chart's `ROWS` that tell it in words: what its marks are, at which price."""

    names: tuple[str, ...] = ("label",)
    prices: tuple[str, ...] = ("price_text",)


@dataclass(frozen=True)
class Drawing:
    """A chart to show: its Vega-Lite specification, and the frames that it names.

    `mark` is what people call one of its marks, `told` how it is told in words, if it is.
    """

    spec: dict[str, Any]
    frames: dict[str, pd.DataFrame]
    mark: str
    told: Told | None = None

    @cached_property
    def datasets(self) -> dict[str, bytes]:
        """The frames as a browser reads them, written once for all who see the chart."""
        return {name: _as_arrow(frame) for name, frame in self.frames.items()}

    @cached_property
    def in_words(self) -> str:
        """Each of the first names of the chart with its price, or from which to which they go."""
        if self.told is None:
            return ""
        rows = self.frames[ROWS]
        prices: dict[str, list[str]] = {}
        for name, price in zip(*(_joined(rows, columns) for columns in self.told), strict=True):
            prices.setdefault(name, []).append(price)
        pairs = [f"{name}: {_span(known)}" for name, known in prices.items()]
        more = len(pairs) - _MOST_TOLD
        return "; ".join(pairs[:_MOST_TOLD]) + (f"; and {more} more." if more > 0 else ".")

    @cached_property
    def has_marks_of_several(self) -> bool:
        """Whether a mark stands for several models, so that it has none to open."""
        return bool((self.frames[ROWS]["model_id"] == "").any())


def _as_arrow(frame: pd.DataFrame) -> bytes:
    """Write the columns; the index, which no chart reads, would be sent as one more."""
    table, written = pa.Table.from_pandas(frame, preserve_index=False), pa.BufferOutputStream()
    with pa.ipc.new_stream(written, table.schema) as stream:
        stream.write_table(table)
    as_bytes: bytes = written.getvalue().to_pybytes()
    return as_bytes


def _joined(rows: pd.DataFrame, columns: tuple[str, ...]) -> list[str]:
    """Join the texts of some columns, row by row."""
    return [
        ", ".join(map(str, texts)) for texts in zip(*(rows[name] for name in columns), strict=True)
    ]


def _span(prices: list[str]) -> str:
    return prices[0] if prices[0] == prices[-1] else f"{prices[0]} to {prices[-1]}"


class ChartTemplate:
    """A Vega-Lite specification as text, with the names of its frames and its blanks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._frames = set(_FRAME.findall(text))
        self._blanks = {_name(found) for found in _BLANK.finditer(text)}
        self._has_height = "height" in json.loads(text)
        self._mark = next((word for mark, word in _MARKS.items() if mark in text), "mark")

    def filled(
        self,
        *,
        height: int | None = None,
        title: str = "",
        told: Told | None = None,
        **content: Any,
    ) -> Drawing:
        """Give each frame and each blank, by its name, what this run has for it.

        `height`, in pixels, is for charts that have none of their own. `told` says how the chart
        is told to those who cannot see it.
        """
        self._check(set(content), has_height=height is not None)
        spec = json.loads(_BLANK.sub(lambda found: _as_json(content[_name(found)]), self._text))
        if height is not None:
            spec["height"] = height
        if title:
            spec["title"] = {"text": _wrapped(title), "anchor": "start"}
        frames = {name: content[name] for name in content if name in self._frames}
        return Drawing(spec, frames, self._mark, told)

    def _check(self, given: set[str], *, has_height: bool) -> None:
        wanted = self._frames | self._blanks
        if given != wanted:
            raise TypeError(
                f"The chart wants {sorted(wanted)}: "
                f"missing {sorted(wanted - given)}, not known {sorted(given - wanted)}."
            )
        if has_height == self._has_height:
            raise TypeError("The height of a chart is either its own or given, one of them.")


def _name(found: re.Match[str]) -> str:
    return found[1] or found[2]


def _as_json(value: Any) -> str:
    return json.dumps(value, allow_nan=False)


def _wrapped(title: str) -> dict[str, str]:
    """Break a title into lines that fit the chart, as wide as the browser draws it."""
    wide, narrow = (
        json.dumps(wrap(title, letters)) for letters in (_WIDE_TITLE_LETTERS, _NARROW_TITLE_LETTERS)
    )
    return {"expr": f"width > 560 ? {wide} : {narrow}"}
