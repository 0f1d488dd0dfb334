"""Making and editing pictures: every model ranked at one size and quality, and the matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st

from pages.images.quality_matrix import show_matrix
from pages.shared.link_state import in_link
from pages.shared.plain_text import plain
from pages.shared.ranking import (
    BASIS,
    PRIVACY,
    Column,
    Ranking,
    by_price,
    cheapest_of,
    name_models,
    name_unpriced,
    show_ranking,
)
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import cost_text, price_text
from venice_data.catalog.names import distinct_names
from venice_data.costs.images import (
    NOT_OFFERED,
    PictureChoice,
    edit_prices,
    makes_pictures,
    picture_prices,
    qualities_of,
    resolutions_of,
)
from venice_data.link_values import Choices, WholeNumber

if TYPE_CHECKING:
    import pandas as pd

_INPUT_IMAGES: Final = WholeNumber(1, 10)
_COUNT: Final = WholeNumber(1, 1_000_000_000)


def show_generation(view: View) -> None:
    """Rank the matching image models at one size and quality; then show their matrices."""
    models = view.of_type("image")
    if models.empty:
        st.info("No matching image model: loosen a filter in the sidebar.")
        return
    answer = st.container()  # above the choices: on a phone the answer comes first
    wanted = _choose_size_and_quality(_sizes(view, "image"), "images")
    count = _choose_count()
    pictures = _pictures(view, wanted)
    with answer:
        st.header(plain(_finding_of_pictures(view, wanted, count)), anchor=False)
    _show_rankings(view, pictures, "per image", (), "images_ranking")
    name_models(
        "Not ranked, since by its id it removes backgrounds and makes no picture",
        _without_pictures(view),
    )
    show_matrix(view, models, "images")


@once_per_view
def _pictures(view: View, wanted: PictureChoice) -> _Ranked:
    models = view.of_type("image")
    makers = models[makes_pictures(models)]
    return _ranked(picture_prices(_prices_of(view, models), makers, wanted, view.currency))


@once_per_view
def _without_pictures(view: View) -> pd.DataFrame:
    models = view.of_type("image")
    return models[~makes_pictures(models)].assign(label=distinct_names(models))


def show_edits(view: View) -> None:
    """Rank the matching edit models by the price of one edit; show their matrices."""
    models = view.of_type("inpaint")
    if models.empty:
        st.info("No matching edit model: loosen a filter in the sidebar.")
        return
    answer = st.container()
    input_images = st.slider(
        "Input images",
        _INPUT_IMAGES.lowest,
        _INPUT_IMAGES.highest,
        1,
        help="How many pictures you send with each edit.",
        **in_link("images_inputs", _INPUT_IMAGES),
    )
    wanted = _choose_size_and_quality(_sizes(view, "inpaint"), "images_edit")
    edits = _edits(view, wanted, input_images)
    with answer:
        st.header(plain(_finding_of_edits(view, wanted, input_images)), anchor=False)
    st.caption(
        "The edit itself, plus each input image beyond those included in its price. "
        f"{int((~edits.every['has_extra_price']).sum())} of {len(edits.every)} models publish no "
        "price for further input images; for those only the edit is counted."
    )
    parts = (
        Column("base", "Price of the edit itself", "price"),
        Column("extra", "Price of extra input images", "price"),
    )
    _show_rankings(view, edits, "per edit", parts, "images_edits")
    show_matrix(view, models, "images_edit")


@once_per_view
def _edits(view: View, wanted: PictureChoice, input_images: int) -> _Ranked:
    models = view.of_type("inpaint")
    prices = _prices_of(view, models)
    return _ranked(edit_prices(prices, models, wanted, input_images, view.currency))


@once_per_view
def _finding_of_pictures(view: View, wanted: PictureChoice, count: int) -> str:
    return _finding(view, _pictures(view, wanted), wanted, "image", count)


@once_per_view
def _finding_of_edits(view: View, wanted: PictureChoice, input_images: int) -> str:
    return _finding(view, _edits(view, wanted, input_images), wanted, "edit", 1)


def _prices_of(view: View, models: pd.DataFrame) -> pd.DataFrame:
    return view.catalog.prices[view.catalog.prices["model_id"].isin(models.index)]


class _Ranked(NamedTuple):
    """Priced models, those apart whose one price states no size."""

    every: pd.DataFrame
    at_choice: pd.DataFrame
    sizeless: pd.DataFrame


def _ranked(priced: pd.DataFrame) -> _Ranked:
    every = by_price(priced.assign(label=distinct_names(priced)))
    is_sizeless = every["basis"] == "one price"
    return _Ranked(every, every[~is_sizeless], every[is_sizeless])


def _choose_count() -> int:
    return st.number_input(
        "Pictures",
        min_value=_COUNT.lowest,
        max_value=_COUNT.highest,
        value=1_000,
        step=100,
        width=200,
        help="How many the cheapest model is to make.",
        **in_link("images_count", _COUNT),
    )


def _finding(view: View, ranked: _Ranked, wanted: PictureChoice, noun: str, count: int) -> str:
    """Say what the models cost at the choice, which is the cheapest, and what many cost with it.

    Models whose one price states no size are counted only where there are no others.
    """
    is_at_choice = bool(ranked.at_choice["price"].notna().any())
    counted = ranked.at_choice if is_at_choice else ranked.sizeless
    priced = counted.dropna(subset="price")
    if priced.empty:
        return f"No matching model publishes a price per {noun}"
    quality = f" and {wanted.quality} quality" if wanted.quality else ""
    where = f"At {wanted.resolution}{quality}" if is_at_choice else "At a size not stated"
    lowest, highest = priced["price"].min(), priced["price"].max()
    models = f"{len(priced)} models cost" if len(priced) > 1 else "1 model costs"
    costs = price_text(lowest, view.currency)
    if highest > lowest:
        costs = f"from {costs} to {price_text(highest, view.currency)}"
    return f"{where}, {models} {costs} per {noun}{_cheapest(view, counted, count)}"


def _cheapest(view: View, counted: pd.DataFrame, count: int) -> str:
    cheapest = cheapest_of(view, counted)
    if cheapest.empty:
        return ""
    first = cheapest.iloc[0]
    ties = int((cheapest["price"] == first["price"]).sum()) - 1
    also = f" and {ties} more" if ties else ""
    many = f", {count:,} for {cost_text(first['price'] * count, view.currency)}"
    return f"; cheapest: {first['label']}{also}{many if count > 1 else ''}"


class _Sizes(NamedTuple):
    """The resolutions and the qualities that some prices name."""

    resolutions: list[str]
    qualities: list[str]


@once_per_view
def _sizes(view: View, api_type: str) -> _Sizes:
    prices = _prices_of(view, view.of_type(api_type))
    return _Sizes(resolutions_of(prices), qualities_of(prices))


def _choose_size_and_quality(sizes: _Sizes, key: str) -> PictureChoice:
    """Ask for one of the resolutions and one of the qualities."""
    resolutions, qualities = sizes
    if not resolutions:
        return PictureChoice("", "")
    with st.container(horizontal=True):
        resolution = st.segmented_control(
            "Resolution",
            resolutions,
            default=resolutions[0],
            required=True,
            format_func=plain,
            help="1K is about 1,024 pixels along a side, 2K twice and 4K four times that.",
            **in_link(
                f"{key}_resolution", Choices([*map(plain, resolutions)], most=1), resolutions[0]
            ),
        )
        if not qualities:
            return PictureChoice(resolution, "")
        quality = st.segmented_control(
            "Quality",
            qualities,
            default=qualities[-1],
            required=True,
            format_func=plain,
            help="Only some models price by quality; for the others it changes nothing.",
            **in_link(f"{key}_quality", Choices([*map(plain, qualities)], most=1), qualities[-1]),
        )
    return PictureChoice(resolution, quality)


def _show_rankings(
    view: View, ranked: _Ranked, unit: str, parts: tuple[Column, ...], name: str
) -> None:
    """Show pictures or edits by `price`, of which `parts` are made; name those left out.

    Models whose one price states no size are a ranking of their own.
    """
    columns = (Column("price", f"Price {unit}", "price"), *parts, BASIS, PRIVACY)
    at_choice = ranked.at_choice
    if not at_choice.empty:
        show_ranking(view, at_choice, Ranking(unit, columns, name))
    name_unpriced(view, at_choice, ((NOT_OFFERED, "Not offered at this choice"),))
    if not ranked.sizeless.empty:
        st.subheader("One price, size not stated", anchor=False)
        st.caption(
            "These models publish one price and not for which size or quality it holds, "
            "so your choice above changes nothing here."
        )
        show_ranking(
            view,
            ranked.sizeless,
            Ranking(
                "each, size not stated",
                columns,
                f"{name}_one_price",
                "Models with one price and no size stated",
            ),
        )
