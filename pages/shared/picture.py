"""Charts as pictures that explain themselves: title, axes, legend, source, date and link inside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from textwrap import wrap
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import streamlit as st

from pages.shared.chart_parts import NEUTRAL_PLACE

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.chart_template import Drawing
    from pages.shared.provenance import Provenance

_DRAW: Final = Path(__file__).with_name("draw_picture.py")
_LONGEST_DRAWING_SECONDS: Final = 60
_AT_ONCE: Final = BoundedSemaphore(1)  # each takes about 100 MB, and a core
_MOST_WAITING: Final = BoundedSemaphore(5)  # the one that is drawn among them; each holds a thread
_WIDTH_PIXELS: Final = 900
_LETTERS_A_LINE: Final = 110
_LONGEST_LINK_LETTERS: Final = 300
_THEME: Final = "theme.light"


class Picture(NamedTuple):
    """A chart to be saved; in a sentence what it shows, where it has no title of its own.

    `source` is said where its figures are not from the model list.
    """

    drawing: Drawing
    takeaway: str
    source: str | None = None


class NoPictureError(Exception):
    """A chart could not be drawn."""


def png_picture(picture: Picture, provenance: Provenance) -> bytes:
    """Draw a chart as PNG, twice as large as on screen. Raises NoPictureError."""
    return drawn(_explained(picture, provenance), "png", "2")


def svg_picture(picture: Picture, provenance: Provenance) -> bytes:
    """Draw a chart as SVG. Raises NoPictureError."""
    return drawn(_explained(picture, provenance), "svg")


def drawn(spec: dict[str, Any], *how: str) -> bytes:
    """Draw a specification. Raises NoPictureError."""
    return run_apart(_DRAW, spec, *how)


def run_apart(script: Path, given: dict[str, Any], *how: str) -> bytes:
    """Let a script draw what is given, each in a process of its own, one after the other.

    Raises NoPictureError, at once where several wait already.
    """
    if not _MOST_WAITING.acquire(blocking=False):
        raise NoPictureError("Many others are saving pictures. Try it again in a minute.")
    try:
        with _AT_ONCE:
            return _drawn_apart(script, given, *how)
    finally:
        _MOST_WAITING.release()


def _drawn_apart(script: Path, given: dict[str, Any], *how: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own script, no shell; what is asked for is its input
            [sys.executable, "-P", str(script), *how],
            input=json.dumps(given).encode("utf-8", errors="replace"),
            capture_output=True,
            timeout=_LONGEST_DRAWING_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise NoPictureError("The picture took too long to draw. Try it again.") from error
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", errors="replace").strip().splitlines()[-1:]
        raise NoPictureError(f"The picture could not be drawn: {' '.join(reason)}") from error
    return done.stdout


def drawable(drawing: Drawing) -> dict[str, Any]:
    """Return the specification of a chart with its rows in it, in the colours of the light page."""
    spec = drawing.spec | {
        "datasets": {name: _rows(frame) for name, frame in drawing.frames.items()},
        "config": _config(),
        "padding": 16,
    }
    inner = spec.get("spec", spec)
    inner.setdefault("width", _WIDTH_PIXELS)
    return spec


def _explained(picture: Picture, provenance: Provenance) -> dict[str, Any]:
    spec = drawable(picture.drawing)
    first_sentence = picture.takeaway.split(". ")[0].removesuffix(".")
    title = spec.get("title", {"text": wrap(first_sentence, _LETTERS_A_LINE)})
    link = provenance.link if len(provenance.link) <= _LONGEST_LINK_LETTERS else ""
    about = [
        f"{provenance.shows}, in {provenance.currency}",
        f"{provenance.prices_of}. Source: {provenance.source}",
        link,
    ]
    lines = [line for text in about for line in wrap(text, _LETTERS_A_LINE)]
    spec["title"] = title | {"subtitle": lines, "anchor": "start", "frame": "bounds", "offset": 12}
    return spec


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(frame.to_json(orient="records", date_format="iso"))
    return rows


def _config() -> dict[str, Any]:
    """Draw as the page does in its light theme."""
    ink, line = _color("textColor"), _color("borderColor")
    words = {"labelColor": ink, "titleColor": ink, "labelFontSize": 12, "titleFontSize": 12}
    return {
        "background": _color("backgroundColor"),
        "mark": {"color": _colors("chartCategoricalColors")[NEUTRAL_PLACE]},
        "title": {"color": ink, "fontSize": 16, "subtitleColor": ink, "subtitleFontSize": 12},
        "text": {"color": ink},
        "axis": words | {"gridColor": line, "domainColor": line, "tickColor": line},
        "legend": words | {"layout": {"top": {"frame": "bounds"}}},
        "range": {
            "category": _colors("chartCategoricalColors"),
            "ramp": _colors("chartSequentialColors"),
            "heatmap": _colors("chartSequentialColors"),
        },
        "view": {"stroke": None},
    }


def _color(name: str) -> str:
    return str(st.get_option(f"{_THEME}.{name}"))


def _colors(name: str) -> list[str]:
    colors: list[str] = st.get_option(f"{_THEME}.{name}")
    return colors
