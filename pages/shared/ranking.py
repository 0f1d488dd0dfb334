"""The one way models are ranked by price: bars, what they say when pointed at, and the table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import streamlit as st

from pages.shared.chart_parts import ranking_bars
from pages.shared.figure import show_figure
from pages.shared.plain_text import plain, sentences
from pages.shared.table import titled
from pages.shared.view import once_per_view
from venice_data.catalog.frames import has_price
from venice_data.catalog.money import NO_PRICE, cost_text, price_text
from venice_data.catalog.wording import begun
from venice_data.costs.finder import sharing_text
from venice_data.costs.free_and_beta import may_be_cheapest, status_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from pages.shared.chart_template import Drawing
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

    def tooltip(self) -> tuple[str, str]:
        """Return the drawn column that is told with a bar, and its title there."""
        return f"{self.name}_text" if self.is_money else self.name, self.title_at_bar or self.title

    def texts(self, models: pd.DataFrame, currency: Currency) -> pd.Series[str]:
        """Write its amounts for people."""
        write = price_text if self.holds == "price" else cost_text
        return models[self.name].map(lambda amount: write(amount, currency))


PRIVACY: Final = Column("privacy", "Privacy")
BASIS: Final = Column("basis", "Priced")
STATUS: Final = Column("status", "Free now or in beta", at_bar=False)
_BAR: Final = Column("price", "Price", "price")  # of prices that are no column of their own

_NOT_RANKED: Final = "not in a way that can be ranked here"
_NONE_COUNTS: Final = "all are free now or in beta"


@dataclass(frozen=True)
class Apart:
    """The models of a ranking for which `column` holds: what they have in common, and the others.

    They are marked, and none of them is called the cheapest as long as there are others.
    """

    column: str
    words: str
    of_others: str


@dataclass(frozen=True)
class Ranking:
    """What a ranking says: the unit of its prices, its columns, and its name in keys and files.

    `shows` says in words what is ranked by what, where that is more than the unit. Bars are
    drawn for the first `most_drawn` models, the table has all. Prices are in `currency` and from
    `source` where they are not the view's own. `remark` is said before the bars, and who shares
    the lowest price, unless that `names_tied` says that it stands elsewhere.
    """

    unit: str
    columns: tuple[Column, ...]
    name: str
    shows: str = ""
    most_drawn: int | None = None
    currency: Currency | None = None
    source: str | None = None
    remark: str = ""
    names_tied: bool = True
    apart: Apart | None = None


def by_price(models: pd.DataFrame) -> pd.DataFrame:
    """Sort models by `price`, those of one price by `label`; without a price they come last."""
    return models.sort_values(["price", "label"])


def show_ranking(view: View, ranked: pd.DataFrame, ranking: Ranking) -> None:
    """Draw models, in the order of `by_price`, as bars with their table and files.

    `ranked` is made once per view. It is indexed by model id and has label, privacy, price, the
    columns that the ranking declares, and a name for the table where that is not the label.
    Free and beta models are in it, marked.
    """
    drawn = _drawn(view, ranked, ranking)
    if drawn is None:
        st.info("No matching model has a price here. Change your choice or loosen a filter.")
        return
    tied = f"{drawn.tied}." if drawn.tied and ranking.names_tied else ""
    if said := sentences(ranking.remark, tied):
        st.caption(said)
    show_figure(
        view,
        drawn.drawing,
        partial(ranking_table, drawn.ranked, drawn.columns),
        name=ranking.name,
        takeaway=drawn.takeaway,
        holds={column.title: column.holds for column in drawn.columns},
        source=ranking.source,
        currency=ranking.currency,
    )


class _Drawn(NamedTuple):
    """A ranking as it is shown: its bars, what they say in words, and its table."""

    drawing: Drawing
    tied: str
    takeaway: str
    ranked: pd.DataFrame
    columns: tuple[Column, ...]


@once_per_view
def _drawn(view: View, ranked: pd.DataFrame, ranking: Ranking) -> _Drawn | None:
    ranked = _denying_no_price(view, with_status(view, ranked))
    priced = ranked[ranked["price"].notna()]
    if priced.empty:
        return None
    compared, among = _compared(priced, ranking.apart)
    cheapest = cheapest_of(view, compared)
    tied = tied_for_lowest(cheapest, ranking.currency or view.currency)
    first = next((f"the cheapest is {label}" for label in cheapest["label"]), _NONE_COUNTS)
    drawn = priced[: ranking.most_drawn].assign(label=marked_labels(priced))
    has_marks = (ranked["status"] != "").any()
    drawing = ranking_chart(drawn, ranking, ranking.currency or view.currency)
    return _Drawn(
        drawing,
        tied and begun(f"{among}{tied}"),
        f"{ranking.shows or f'Models by price {ranking.unit}'}; {among}{tied or first}",
        ranked,
        (*ranking.columns, *([STATUS] if has_marks else [])),
    )


def _compared(priced: pd.DataFrame, apart: Apart | None) -> tuple[pd.DataFrame, str]:
    """Return the models among which the cheapest is sought, and in words which those are."""
    if apart is None or priced[apart.column].all() or not priced[apart.column].any():
        return priced, ""
    return priced[~priced[apart.column]], f"of those with {apart.of_others}, "


@once_per_view
def with_status(view: View, models: pd.DataFrame) -> pd.DataFrame:
    """Add to models with a `price` their `status_of`, where it is not there already."""
    if "status" in models:
        return models
    listed = view.catalog.models[["beta"]].loc[models.index]
    return models.assign(status=status_of(listed, models["price"] == 0))


def _denying_no_price(view: View, ranked: pd.DataFrame) -> pd.DataFrame:
    """Say of models that only have prices of another kind that they are not ranked here."""
    if "basis" not in ranked:
        return ranked
    is_listed = has_price(ranked, view.catalog.prices, view.currency)
    is_denied = (ranked["basis"] == NO_PRICE) & is_listed
    return ranked.assign(basis=ranked["basis"].mask(is_denied, _NOT_RANKED))


@once_per_view
def cheapest_of(view: View, ranked: pd.DataFrame) -> pd.DataFrame:
    """Return the models with a price that may be called the cheapest, in the order of `ranked`."""
    known = with_status(view, ranked)
    counts = may_be_cheapest(known["status"], counts_free_and_beta=view.counts_free_and_beta)
    return known[counts & known["price"].notna()]


@once_per_view
def labels_free_or_beta(view: View, ranked: pd.DataFrame) -> list[str]:
    """Return the labels of the models with a price that are free now or in beta, cheapest first."""
    known = with_status(view, ranked)
    return list(known.loc[known["price"].notna() & (known["status"] != ""), "label"])


def marked_labels(models: pd.DataFrame) -> pd.Series[str]:
    """Return the labels with what is to be said of a model behind them: `Ox Alpha (in beta)`."""
    marks = (" (" + models["status"] + ")").where(models["status"] != "", "")
    return models["label"] + marks


def tied_for_lowest(priced: pd.DataFrame, currency: Currency) -> str:
    """Say which models, of some in the order of `by_price`, share the lowest price, if several."""
    price = priced["price"].min()
    lowest = list(priced.loc[priced["price"] == price, "label"])
    return sharing_text(lowest, cost_text(price, currency)) if len(lowest) > 1 else ""


def ranking_chart(drawn: pd.DataFrame, ranking: Ranking, currency: Currency) -> Drawing:
    """Draw priced models, each with what the columns tell of it when it is pointed at."""
    told = [column for column in ranking.columns if column.at_bar]
    bar = next((column for column in ranking.columns if column.name == "price"), _BAR)
    texts = {
        f"{column.name}_text": column.texts(drawn, currency)
        for column in [bar, *told]
        if column.is_money
    }
    plain_columns = [column.name for column in told if not column.is_money]
    rows = drawn[list(dict.fromkeys(["label", "price", "privacy", *plain_columns]))].assign(
        model_id=drawn.index, **texts
    )
    ringed = ""
    if ranking.apart is not None:
        ringed, is_apart = ranking.apart.words, drawn[ranking.apart.column]
        rows = rows.assign(ring=is_apart.map({True: ringed, False: ""}))
    tooltips = [("label", "Model"), *(column.tooltip() for column in told)]
    return ranking_bars(rows, currency, ranking.unit, tooltips, ringed)


def ranking_table(ranked: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """Return every ranked model, priced or not, with its id and the columns."""
    model = "name" if "name" in ranked else "label"
    titles = {column.name: column.title for column in columns}
    return titled(ranked, {model: "Model", "id": "Id", **titles})


def name_models(reason: str, models: pd.DataFrame) -> None:
    """Name some models and what they have in common; nothing where there is none."""
    if not models.empty:
        st.caption(f"{reason}: {plain(', '.join(models['label']))}.")


def name_unpriced(
    view: View, ranked: pd.DataFrame, named: tuple[tuple[str, str], ...] = ()
) -> None:
    """Name models that have no price to rank by, those apart that have one of another kind.

    `named` pairs a basis with what is said of its models in place of that, priced or not.
    `ranked` is made once per view.
    """
    for reason, models in _unpriced(view, ranked, named):
        name_models(reason, models)


@once_per_view
def _unpriced(
    view: View, ranked: pd.DataFrame, named: tuple[tuple[str, str], ...]
) -> list[tuple[str, pd.DataFrame]]:
    by_basis = [(reason, ranked[ranked["basis"] == basis]) for basis, reason in named]
    is_named = ranked.index.isin([model_id for _, models in by_basis for model_id in models.index])
    unpriced = ranked[ranked["price"].isna() & ~is_named]
    is_listed = has_price(unpriced, view.catalog.prices, view.currency)
    return [
        *by_basis,
        ("With prices, but none that can be ranked here", unpriced[is_listed]),
        ("No price published", unpriced[~is_listed]),
    ]
