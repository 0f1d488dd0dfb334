"""The one way models are ranked by price: bars, what they say when pointed at, and the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import altair as alt
import streamlit as st

from pages.shared.chart_parts import ranking_bars
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain
from pages.shared.table import titled
from venice_data.catalog.money import cost_text, price_text
from venice_data.costs.free_and_beta import may_be_cheapest, status_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from pages.shared.chart_parts import AnyChart
    from pages.shared.view import View
    from venice_data.catalog.frames import Currency


@dataclass(frozen=True)
class Column:
    """A column of a ranking, in its table and, if `at_bar`, told when a bar is pointed at.

    Published prices are written whole, computed costs to four digits. `title_at_bar` is its
    title there, where that is another than in the table.
    """

    name: str
    title: str
    holds: Literal["text", "price", "cost"] = "text"
    at_bar: bool = True
    title_at_bar: str = ""

    @property
    def is_money(self) -> bool:
        """Whether it holds amounts of money."""
        return self.holds != "text"

    def tooltip(self) -> alt.Tooltip:
        """Return the column as it is told with a bar."""
        field = f"{self.name}_text" if self.is_money else self.name
        return alt.Tooltip(f"{field}:N", title=self.title_at_bar or self.title)

    def texts(self, models: pd.DataFrame, currency: Currency) -> pd.Series[str]:
        """Write its amounts for people."""
        write = price_text if self.holds == "price" else cost_text
        return models[self.name].map(lambda amount: write(amount, currency))


PRIVACY: Final = Column("privacy", "Privacy")
BASIS: Final = Column("basis", "Priced")
STATUS: Final = Column("status", "Free now or in beta", at_bar=False)
_BAR: Final = Column("price", "Price", "cost")  # of prices that are no column of their own


@dataclass(frozen=True)
class Ranking:
    """What a ranking says: the unit of its prices, its columns, and its name in keys and files.

    `shows` says in words what is ranked by what, where that is more than the unit. Bars are
    drawn for the first `most_drawn` models, the table has all. Prices are in `currency` and from
    `source` where they are not the view's own.
    """

    unit: str
    columns: Sequence[Column]
    name: str
    shows: str = ""
    most_drawn: int | None = None
    currency: Currency | None = None
    source: str | None = None


def by_price(models: pd.DataFrame) -> pd.DataFrame:
    """Sort models by `price`, those of one price by `label`; without a price they come last."""
    return models.sort_values(["price", "label"])


def show_ranking(view: View, ranked: pd.DataFrame, ranking: Ranking) -> None:
    """Draw models, in the order of `by_price`, as bars with their table and files.

    `ranked` is indexed by model id and has label, privacy, price, the columns that the ranking
    declares, and a name for the table where that is not the label. Free and beta models are in
    it, marked.
    """
    ranked = with_status(view, ranked)
    priced = ranked[ranked["price"].notna()]
    if priced.empty:
        st.info("No matching model has a price here. Change your choice or loosen a filter.")
        return
    drawn = priced[: ranking.most_drawn].assign(label=marked_labels(priced))
    has_marks = (ranked["status"] != "").any()
    show_figure(
        view,
        ranking_chart(drawn, ranking, ranking.currency or view.currency),
        ranking_table(ranked, [*ranking.columns, *([STATUS] if has_marks else [])]),
        name=ranking.name,
        takeaway=_takeaway(cheapest_of(view, priced), ranking),
        money=[column.title for column in ranking.columns if column.is_money],
        source=ranking.source,
    )


def with_status(view: View, models: pd.DataFrame) -> pd.DataFrame:
    """Add to models with a `price` their `status_of`, where it is not there already."""
    if "status" in models:
        return models
    listed = view.catalog.models.loc[models.index]
    return models.assign(status=status_of(listed, models["price"] == 0))


def cheapest_of(view: View, ranked: pd.DataFrame) -> pd.DataFrame:
    """Return the models with a price that may be called the cheapest, in the order of `ranked`."""
    known = with_status(view, ranked)
    counts = may_be_cheapest(known["status"], counts_free_and_beta=view.counts_free_and_beta)
    return known[counts & known["price"].notna()]


def labels_free_or_beta(view: View, ranked: pd.DataFrame) -> list[str]:
    """Return the labels of the models with a price that are free now or in beta, cheapest first."""
    known = with_status(view, ranked)
    return list(known.loc[known["price"].notna() & (known["status"] != ""), "label"])


def marked_labels(models: pd.DataFrame) -> pd.Series[str]:
    """Return the labels with what is to be said of a model behind them: `Ox Alpha (in beta)`."""
    marks = (" (" + models["status"] + ")").where(models["status"] != "", "")
    return models["label"] + marks


def _takeaway(cheapest: pd.DataFrame, ranking: Ranking) -> str:
    what = ranking.shows or f"Models by price {ranking.unit}"
    if cheapest.empty:
        return f"{what}; all are free now or in beta"
    return f"{what}; the cheapest is {cheapest['label'].iloc[0]}"


def ranking_chart(drawn: pd.DataFrame, ranking: Ranking, currency: Currency) -> AnyChart:
    """Draw priced models, each with what the columns tell of it when it is pointed at."""
    told = [column for column in ranking.columns if column.at_bar]
    bar = next((column for column in ranking.columns if column.name == "price"), _BAR)
    texts = {
        f"{column.name}_text": column.texts(drawn, currency)
        for column in [bar, *told]
        if column.is_money
    }
    plain_columns = [column.name for column in told if not column.is_money]
    return ranking_bars(
        drawn[list(dict.fromkeys(["label", "price", "privacy", *plain_columns]))].assign(**texts),
        currency,
        ranking.unit,
        [alt.Tooltip("label:N", title="Model"), *(column.tooltip() for column in told)],
    )


def ranking_table(ranked: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """Return every ranked model, priced or not, with its id and the columns."""
    model = "name" if "name" in ranked else "label"
    titles = {column.name: column.title for column in columns}
    return titled(ranked, {model: "Model", "id": "Id", **titles})


def name_models(reason: str, models: pd.DataFrame) -> None:
    """Name some models and what they have in common; nothing where there is none."""
    if not models.empty:
        st.caption(f"{reason}: {plain(', '.join(models['label']))}.")


def name_unpriced(ranked: pd.DataFrame) -> None:
    """Name the models that have no price to rank by."""
    name_models("No price published", ranked[ranked["price"].isna()])
