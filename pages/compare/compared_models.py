"""Which models are compared: picked by name, named by a link, or suggested; a tile for each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import streamlit as st

from pages.compare.ready_comparisons import FEWEST_COMPARED, compare
from pages.shared.link_state import pick_model, pick_models
from pages.shared.plain_text import model_link, plain, small
from pages.shared.ranking import cheapest_of, labels_free_or_beta
from pages.shared.sidebar import offer_the_other_way
from pages.shared.table import COMPARED_IN_LINK, MOST_COMPARED
from pages.shared.view import View, once_per_view
from venice_data.catalog.filters import recommendable
from venice_data.catalog.frames import has_price, priced_by_quote
from venice_data.catalog.model_types import in_reading_order, is_default, model_type
from venice_data.catalog.money import NO_PRICE, cost_text, difference_text
from venice_data.catalog.names import short_names
from venice_data.costs.alternatives import alternatives
from venice_data.costs.comparison import compared
from venice_data.costs.headlines import HEADLINE_UNITS, with_headlines

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from venice_data.costs.compared_row import ComparedRow

_BASE_IN_LINK: Final = "compare_base"
_SUGGESTED: Final = 3
_NARROWEST_TILE_PIXELS: Final = 200
_ROW_PIXELS: Final = 900  # which two to four tiles fill


@dataclass(frozen=True, eq=False)
class Chosen:
    """Two to six models in the visitor's order, each with a name that no other has.

    `base` is the position of the one against whose prices the others are held. Made once per
    view, it counts by identity.
    """

    models: pd.DataFrame
    names: list[str]
    base: int = 0

    @property
    def base_name(self) -> str:
        """Name of the model against whose prices the others are held."""
        return self.names[self.base]


def compared_models(view: View, ids: list[str], base: int = 0) -> Chosen | None:
    """Return the models to compare: these, or where they are too few, a suggestion with them."""
    ids = ids if len(ids) >= FEWEST_COMPARED else suggested_ids(view, next(iter(ids), None))
    return _chosen(view, tuple(ids), base) if len(ids) >= FEWEST_COMPARED else None


@once_per_view
def _chosen(view: View, ids: tuple[str, ...], base: int) -> Chosen:
    names = short_names(view.names[[*ids]])
    return Chosen(view.in_scope.loc[[*ids]], list(names), base)


@once_per_view
def rows_about(view: View, model_ids: tuple[str, ...]) -> list[ComparedRow]:
    """Return every property that at least one of the compared models states."""
    return compared(view.in_scope.loc[[*model_ids]], view.catalog.prices, view.currency)


@once_per_view
def suggested_ids(view: View, model_id: str | None) -> list[str]:
    """Return a model and its two nearest alternatives.

    By default it is the text model that Venice suggests; then all three match the filters.
    """
    models = view.in_scope if model_id is not None else view.models
    if model_id is None:
        by_default = models.index[models["traits"].map(is_default) & (models["type"] == "text")]
        model_id = next(iter(by_default), None)
    if model_id is None:
        return []
    own_price = float(view.headlines[model_id])
    prices = view.catalog.prices
    nearest = alternatives(_row(models, model_id), own_price, models, prices, view.currency)
    return [model_id, *(other.model_id for other in nearest[: _SUGGESTED - 1])]


def _row(models: pd.DataFrame, model_id: str) -> pd.Series[Any]:
    return cast("pd.Series[Any]", models.loc[model_id])


def pick(view: View) -> list[str]:
    """Ask which models to compare.

    Every model that is still offered can be picked, whatever the filters say: a link with
    filters in it must open what it names.
    """
    return pick_models(
        COMPARED_IN_LINK,
        "Models to compare",
        view.names,
        most=MOST_COMPARED,
        otherwise="no model that is offered",
        placeholder="Two to six, with commas: kimi k3, glm 5, qwen 3.7 plus",
        leading=_BASE_IN_LINK,
    )


def choose(view: View, picked: list[str]) -> Chosen | None:
    """Return what is compared; None where too few are picked and nothing can be suggested.

    What to pick is said while it is a suggestion, with which model to compare when it is not.
    """
    chosen = compared_models(view, picked)
    if len(picked) < FEWEST_COMPARED:
        _say_what_to_pick(chosen, picked)
        return chosen
    if chosen is None:
        return None
    base = pick_model(
        _BASE_IN_LINK,
        "Base: others cost more or less than",
        view.names[picked],
        suggested=picked[0],
        otherwise="none of the compared models",
        explanation="The other models are said to cost so much more or less than it.",
    )
    return compared_models(view, picked, picked.index(base))


def say_it_is_suggested(chosen: Chosen, picked: Sequence[str]) -> None:
    """Say above what nobody has picked that it is a suggestion."""
    if not picked:
        st.caption(f"Until you pick: {plain(chosen.names[0])} with its nearest alternatives.")


def _say_what_to_pick(chosen: Chosen | None, picked: Sequence[str]) -> None:
    if picked:
        text = "Pick one more model."
        if chosen is not None:
            text += f" Until then {plain(chosen.names[0])} is shown with its nearest alternatives."
    else:
        text = "Pick two to six models above, or tick rows in a table on a wide screen."
        if chosen is not None:
            text += (
                f" Until then this is a suggestion: {plain(chosen.names[0])}, Venice's default "
                "text model, with its nearest alternatives."
            )
    st.info(text, icon=":material/compare_arrows:")


def offer_cheapest(view: View) -> None:
    """Offer the cheapest models of each type while too few are picked, beside one that is."""
    picked = st.query_params.get_all(COMPARED_IN_LINK)
    if len(picked) >= FEWEST_COMPARED:
        return
    st.header("Or begin with the cheapest", anchor=False)
    types = set(view.in_scope.loc[picked, "type"]) or set(HEADLINE_UNITS)
    candidates = recommendable(view.models).drop(index=picked, errors="ignore")
    left_out: list[str] = []
    with st.container(horizontal=True):
        for api_type in in_reading_order(types & set(candidates["type"])):
            ranked = _ranked(view, api_type, tuple(picked))
            left_out += labels_free_or_beta(view, ranked)
            others = list(cheapest_of(view, ranked).index)[: _SUGGESTED - len(picked)]
            if len(picked) + len(others) < FEWEST_COMPARED:
                continue
            label = f"{len(others)} cheapest {plain(model_type(api_type).plural)}"
            st.button(
                f"With the {label}" if picked else f"The {label}",
                key=f"compare_suggested_{api_type}",
                on_click=compare,
                args=([*picked, *others],),
            )
    offer_the_other_way(view, left_out, "compare_suggested")


@once_per_view
def _ranked(view: View, api_type: str, picked: tuple[str, ...]) -> pd.DataFrame:
    """Rank what can be recommended of a type, beside what is picked already."""
    candidates = recommendable(view.of_type(api_type)).drop(index=[*picked], errors="ignore")
    return with_headlines(candidates, view.headlines)


def show_tiles(view: View, chosen: Chosen) -> None:
    """Draw a tile for each; a price is held against the base's where both are in one unit."""
    width = max(_NARROWEST_TILE_PIXELS, _ROW_PIXELS // len(chosen.names))
    grid = st.grid("auto", min_column_width=width, border=True)
    for tile in _tiles(view, chosen):
        grid.container().markdown(tile)


@once_per_view
def _tiles(view: View, chosen: Chosen) -> list[str]:
    """Write what stands in the tile of each model, in Markdown."""
    types = chosen.models["type"].tolist()
    prices = view.headlines.loc[chosen.models.index].tolist()
    tiles = []
    for position, model_id in enumerate(chosen.models.index):
        is_in_one_unit = types[position] == types[chosen.base]
        base_price = prices[chosen.base] if is_in_one_unit else math.nan
        price, *captions = _price(view, chosen.models.loc[[model_id]], prices[position])
        if position == chosen.base:
            captions.append("Prices are compared with this model")
        elif prices[position] > 0 and base_price > 0:
            difference = difference_text(prices[position] / base_price)
            captions.append(f"{difference}, against {plain(chosen.base_name)}")
        what = f"{plain(model_id)} · {plain(model_type(types[position]).label)}"
        lines = [
            f"**{name_link(chosen, position)}**  \n{small(what)}",
            *([f"### {price}"] if price else []),
            "  \n".join(map(small, captions)),
        ]
        tiles.append("\n\n".join(lines))
    return tiles


def name_link(chosen: Chosen, position: int) -> str:
    """Return the name of a compared model as a link to its page, in Markdown."""
    return model_link(str(chosen.models.index[position]), chosen.names[position])


def _price(view: View, model: pd.DataFrame, price: float) -> list[str]:
    """Return the headline price of a frame's one model and its unit, or where prices are told."""
    prices = view.catalog.prices
    if not math.isnan(price):
        return [
            plain(cost_text(price, view.currency)),
            plain(HEADLINE_UNITS[model["type"].iloc[0]]),
        ]
    if priced_by_quote(model, prices).all():
        return ["", "Priced by quote only"]
    if has_price(model, prices, view.currency).all():
        return ["", "See its prices below"]
    return [plain(NO_PRICE)]
