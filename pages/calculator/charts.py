"""Charts of the calculator: from a frame to a chart, nothing else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd

from pages.shared.chart_parts import (
    DAY_LABELS,
    NAMES_LEGEND,
    TICKS_BY_WIDTH,
    bars_height,
    bars_with_labels,
    colors_of_models,
    labelled_domain,
    opening_bars,
    price_title,
    prices_along,
    privacy_of_bars,
    privacy_values,
)
from pages.shared.chart_template import (
    AnyChart,
    Drawing,
    Told,
    blank,
    blank_text,
    chart_template,
    rows_chart,
)
from pages.shared.late_altair import alt
from pages.shared.named_rows import names_axis
from venice_data.catalog.money import axis_labels, cost_text

if TYPE_CHECKING:
    from venice_data.catalog.frames import Currency

_MAP_HEIGHT_PIXELS: Final = 440
_DAYS_HEIGHT_PIXELS: Final = 240
_TICKS_PAST_THE_BARS: Final = 4  # on a phone every other has a label
_COUNTS: Final = "datum.value ? format(datum.value, '~s') : '0'"  # not 0k
_BOLD_IF_OWN: Final = {
    "condition": {"test": "indexof(datum.label, 'Yours: ') === 0", "value": "bold"},
    "value": "normal",
}


def split_bars(split: pd.DataFrame, currency: Currency) -> Drawing:
    """Show what each line of a basket costs per month.

    Columns: label, model_id, model, price, price_text, share_text; in the basket's order.
    """
    return _split_bars(currency).filled(
        rows=split,
        told=Told(),
        height=bars_height(split),
        price_domain=labelled_domain(split["price"]),
    )


@chart_template
def _split_bars(currency: Currency) -> AnyChart:
    tooltip = [
        alt.Tooltip("label:N", title="Line"),
        alt.Tooltip("model:N", title="Model"),
        alt.Tooltip("price_text:N", title="Per month"),
        alt.Tooltip("share_text:N", title="Share"),
    ]
    base = rows_chart().encode(
        y=names_axis(),
        x=prices_along(currency, price_title(currency, "per month"), _TICKS_PAST_THE_BARS),
    )
    return opening_bars(base, "price_text", tooltip)


def substitute_bars(
    models: pd.DataFrame, currency: Currency, unit: str, saved: str = ""
) -> Drawing:
    """Show what work would cost with other models, the own named in bold among them.

    Indexed by model id: label, price, saving (`saved` says how often), lacks (of what the own
    has), privacy, is_own; cheapest first.
    """
    write = partial(cost_text, currency=currency)
    rows = models[["label", "price", "lacks", "privacy", "is_own"]].assign(
        model_id=models.index,
        price_text=models["price"].map(write),
        saving_text=models["saving"].map(lambda saving: write(saving) + saved, na_action="ignore"),
    )
    return _substitute_bars(currency).filled(
        rows=rows,
        told=Told(),
        height=bars_height(models),
        price_domain=labelled_domain(models["price"]),
        price_title=price_title(currency, unit),
        **privacy_values(models["privacy"]),
    )


@chart_template
def _substitute_bars(currency: Currency) -> AnyChart:
    tooltip = [
        alt.Tooltip("label:N", title="Model"),
        alt.Tooltip("price_text:N", title="Cost"),
        alt.Tooltip("saving_text:N", title="Saving"),
        alt.Tooltip("lacks:N", title="Against yours"),
        alt.Tooltip("privacy:N", title="Privacy"),
    ]
    base = rows_chart().encode(
        y=names_axis(labelFontWeight=_BOLD_IF_OWN),
        x=prices_along(currency, blank_text("price_title"), _TICKS_PAST_THE_BARS),
    )
    return opening_bars(base, "price_text", tooltip, **privacy_of_bars())


def spent_bars(spent: pd.DataFrame) -> Drawing:
    """Show what was spent on what, the most first.

    Columns: label, model_id (empty where it is none), price, price_text, share_text.
    """
    opens = "models" if (spent["model_id"] != "").any() else ""
    return _spent_bars(opens).filled(
        rows=spent,
        told=Told(),
        height=bars_height(spent),
        price_domain=labelled_domain(spent["price"]),
    )


@chart_template
def _spent_bars(opens: str) -> AnyChart:
    tooltip = [
        alt.Tooltip("label:N", title="Spent on"),
        alt.Tooltip("price_text:N", title="Amount"),
        alt.Tooltip("share_text:N", title="Share"),
    ]
    base = rows_chart().encode(
        y=names_axis(),
        x=prices_along("usd", "USD spent"),
    )
    if not opens:
        return bars_with_labels(base.encode(tooltip=tooltip), "price_text")
    return opening_bars(base, "price_text", tooltip)


def spent_by_day(days: pd.DataFrame) -> Drawing:
    """Show what was spent on each day.

    Columns: day, day_text, price, price_text.
    """
    return _spent_by_day().filled(rows=days, told=Told(names=("day_text",)))


@chart_template
def _spent_by_day() -> AnyChart:
    chart: alt.Chart = (
        rows_chart()
        .mark_bar()
        .encode(
            x=alt.X("utcyearmonthdate(day):T")
            .scale(type="utc")
            .title(None)
            .axis(**DAY_LABELS, grid=False),
            y=alt.Y("price:Q")
            .title("USD spent per day")
            .axis(labelExpr=axis_labels("usd"), tickCount=4),
            tooltip=[
                alt.Tooltip("day_text:N", title="Day"),
                alt.Tooltip("price_text:N", title="Spent"),
            ],
        )
        .properties(height=_DAYS_HEIGHT_PIXELS)
    )
    return chart


def units_bars(units: pd.DataFrame, unit: str) -> Drawing:
    """Show how many units a budget buys, most first, the line's own model in bold among them.

    Columns: label, units, units_text, privacy.
    """
    return _units_bars(unit).filled(
        rows=units,
        told=Told(prices=("units_text",)),
        height=bars_height(units),
        units_domain=labelled_domain(units["units"]),
        **privacy_values(units["privacy"]),
    )


@chart_template
def _units_bars(unit: str) -> AnyChart:
    base = rows_chart().encode(
        y=names_axis(labelFontWeight=_BOLD_IF_OWN),
        x=alt.X("units:Q")
        .title(f"{unit.capitalize()} for the budget")
        .scale(domain=blank("units_domain"), nice=False)
        .axis(labelExpr=_COUNTS, tickCount=TICKS_BY_WIDTH, titleAnchor="end"),
        tooltip=[
            alt.Tooltip("label:N", title="Model"),
            alt.Tooltip("units_text:N", title=unit.capitalize()),
            alt.Tooltip("privacy:N", title="Privacy"),
        ],
    )
    return bars_with_labels(base, "units_text", **privacy_of_bars())


def cheapest_cells(cells: pd.DataFrame, titles: tuple[str, str], *, over_shares: bool) -> Drawing:
    """Show which model is cheapest at each point of a map of workloads.

    Columns: x, y, label, price, runner_up, price_text, margin_text. Shares run evenly, lengths
    in steps of the same factor. Each model has a number, in the legend and in a tile of its own.
    """
    cells = cells.sort_values("price")
    names = list(cells["label"].unique())
    numbers = cells["label"].map(names.index) + 1
    labels = [f"{number} · {name}" for number, name in enumerate(names, start=1)]
    return _cheapest_cells(titles, ".0%" if over_shares else "~s").filled(
        rows=cells.assign(
            number=numbers,
            label=numbers.astype("str") + " · " + cells["label"],
            is_numbered=_are_amid_their_own(cells),
        ),
        told=Told(),
        labels=labels,
        colors=colors_of_models(labels),
    )


def _are_amid_their_own(cells: pd.DataFrame) -> pd.Series[bool]:
    """Mark of each model the one tile that is nearest to the middle of its tiles."""
    places = cells[["x", "y"]].rank(method="dense")
    middles = places.groupby(cells["label"]).transform("mean")
    distances = ((places - middles) ** 2).sum(axis="columns")
    nearest = distances.groupby(cells["label"]).idxmin()
    return pd.Series(cells.index.isin(nearest), index=cells.index)


@chart_template
def _cheapest_cells(titles: tuple[str, str], axis_format: str) -> AnyChart:
    picked = alt.selection_point(fields=["label"], bind="legend")
    base = rows_chart().encode(
        x=alt.X("x:O")
        .title(titles[0])
        .axis(format=axis_format, labelAngle=0, labelOverlap=True, ticks=False),
        y=alt.Y("y:O")
        .title(titles[1])
        .sort("descending")
        .axis(format=axis_format, labelOverlap=True, ticks=False),
    )
    tiles = (
        base.mark_rect()
        .encode(
            color=alt.Color("label:N")
            .scale(domain=blank("colors"))
            .title(None)
            .legend(**NAMES_LEGEND, symbolType="square", values=blank("labels")),
            opacity=alt.when(picked).then(alt.value(1.0)).otherwise(alt.value(0.2)),
            tooltip=[
                alt.Tooltip("label:N", title="Cheapest"),
                alt.Tooltip("price_text:N", title="Its price"),
                alt.Tooltip("runner_up:N", title="Runner-up"),
                alt.Tooltip("margin_text:N", title="Cheaper by"),
                alt.Tooltip("x:Q", title=titles[0], format=axis_format),
                alt.Tooltip("y:Q", title=titles[1], format=axis_format),
            ],
        )
        .add_params(picked)
    )
    numbered = base.transform_filter("datum.is_numbered")
    spots = numbered.mark_point(shape="circle", filled=True, size=260, opacity=1, color="white")
    numbers = numbered.mark_text(fontWeight="bold", color="black").encode(text="number:Q")
    return alt.layer(tiles, spots, numbers).properties(height=_MAP_HEIGHT_PIXELS)
