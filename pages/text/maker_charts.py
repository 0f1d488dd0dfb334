"""Chart of prices against the maker's: from a frame to a chart, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pages.shared.chart_parts import (
    AXIS_AND_LEGEND_PIXELS,
    privacy_color,
    privacy_values,
)
from pages.shared.chart_template import AnyChart, Drawing, Told, blank, chart_template, rows_chart
from pages.shared.late_altair import alt
from pages.shared.named_rows import longest_line, names_axis, opened_by_click

if TYPE_CHECKING:
    import pandas as pd

_MARK_STEP_PIXELS: Final = 16
_GAP_PIXELS: Final = 8
_LETTER_PIXELS: Final = 6  # of a name, at most
_CLOSE_TICKS: Final = (0.5, 0.75, 1, 1.25, 1.5, 2)
_WIDE_TICKS: Final = (0.125, 0.25, 0.5, 1, 2, 4, 8, 16)
_MOST_ON_A_PHONE: Final = 4
_CHANGE: Final = (
    "datum.value == 1 ? 'the same' : "
    "(datum.value > 1 ? '+' : '-') + format(abs(datum.value - 1), '.0%')"
)
_CHARGES: Final = ["input", "output"]


def maker_multiples(
    compared: pd.DataFrame, multiples: pd.Series[float], labels: pd.Series[str]
) -> Drawing:
    """Show how far the prices of models are from those of their makers, which stand at the line.

    Columns: model_id, label, privacy (of all the same), charge (input or output), multiple (above
    zero), change_text, own_text, makers_text, both_text (of those), since_text, stated_text; in
    the order to draw. `multiples` and `labels` are those of all such pictures that are compared,
    which have one axis and begin at one place.
    """
    lowest = min(1.0, float(multiples.min()))
    highest = max(1.0, float(multiples.max()))
    room = 1.1 * (highest / lowest) ** 0.35
    domain = [lowest / (room if lowest < 1 else 1.05), highest * room]
    row_pixels = len(_CHARGES) * _MARK_STEP_PIXELS + _GAP_PIXELS
    return _maker_multiples().filled(
        rows=compared,
        told=Told(names=("label", "charge"), prices=("both_text",)),
        height=compared["label"].nunique() * row_pixels + AXIS_AND_LEGEND_PIXELS,
        names_room=_LETTER_PIXELS * max(map(longest_line, labels)),
        multiple_domain=domain,
        multiple_ticks=_ticks(lowest, highest, domain),
        privacy_domain=privacy_values(compared["privacy"])["privacy_domain"],
    )


def _ticks(lowest: float, highest: float, domain: list[float]) -> dict[str, str]:
    """Name what is on the axis; where that is much, on a phone its ends and the middle."""
    is_close = min(_CLOSE_TICKS) <= lowest and highest <= max(_CLOSE_TICKS)
    ticks = [
        tick
        for tick in (_CLOSE_TICKS if is_close else _WIDE_TICKS)
        if domain[0] <= tick <= domain[1]
    ]
    few = ticks if len(ticks) <= _MOST_ON_A_PHONE else [ticks[0], 1, ticks[-1]]
    return {"expr": f"width < 260 ? {few} : {ticks}"}


@chart_template
def _maker_multiples() -> AnyChart:
    base = rows_chart().encode(
        y=names_axis(minExtent=blank("names_room")),
        yOffset=alt.YOffset("charge:N").scale(domain=_CHARGES),
        x=alt.X("multiple:Q")
        .title("Venice's price against the maker's, ratio scale")
        .scale(type="log", domain=blank("multiple_domain"), nice=False)
        .axis(
            labelExpr=_CHANGE,
            values=blank("multiple_ticks"),
            labelOverlap=True,
            grid=True,
            titleAnchor="end",
        ),
        color=privacy_color().legend(None),  # the heading says which it is
        tooltip=[
            alt.Tooltip("label:N", title="Model"),
            alt.Tooltip("charge:N", title="Price of"),
            alt.Tooltip("own_text:N", title="Venice"),
            alt.Tooltip("makers_text:N", title="Maker"),
            alt.Tooltip("change_text:N", title="Venice is"),
            alt.Tooltip("since_text:N", title="Maker's price since"),
            alt.Tooltip("stated_text:N", title="Stated by"),
        ],
    )
    stems = base.mark_rule(strokeWidth=2, opacity=0.7).encode(x2=alt.X2Datum(1))
    points = base.mark_point(filled=True, size=80, opacity=1).encode(
        shape=alt.Shape("charge:N")
        .scale(domain=_CHARGES, range=["circle", "diamond"])
        .title(None)
        .legend(orient="top", symbolFillColor="gray", symbolStrokeColor="gray")
    )
    texts = base.encode(text="change_text:N", color=alt.Color())
    above = texts.transform_filter(alt.datum.multiple >= 1).mark_text(align="left", dx=9)
    below = texts.transform_filter(alt.datum.multiple < 1).mark_text(align="right", dx=-9)
    at_the_makers = (
        alt.Chart(alt.sequence(1))
        .mark_rule(strokeDash=[5, 4], color="gray", aria=False)
        .encode(x=alt.XDatum(1))
    )
    return alt.layer(at_the_makers, stems, points.add_params(opened_by_click()), above, below)
