"""Making and editing pictures: every model ranked at one size and quality, and the matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.images.priced_pictures import (
    COUNT,
    COUNT_IN_LINK,
    FIRST_COUNT,
    IS_SIZELESS,
    edits_at,
    edits_in_words,
    pictures_at,
    pictures_in_words,
    sizes_of,
    without_pictures,
)
from pages.images.quality_matrix import rise_in_words, show_matrix
from pages.shared.link_state import in_link
from pages.shared.page_frame import answer_first, later
from pages.shared.plain_text import model_link, plain, sentences
from pages.shared.ranking import (
    BASIS,
    PRIVACY,
    Apart,
    Column,
    Ranking,
    name_models,
    name_unpriced,
    show_ranking,
)
from venice_data.costs.images import NOT_OFFERED, PictureChoice
from venice_data.link_values import Choices, WholeNumber

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from pages.images.priced_pictures import InWords, PricedPictures, Sizes
    from pages.shared.view import View

_INPUT_IMAGES: Final = WholeNumber(1, 10)
_SIZELESS: Final = Apart(IS_SIZELESS, "size not stated", "a stated size")
_SIZELESS_REMARK: Final = (
    "A ring marks models whose size Venice does not state: they have one price, whatever you "
    "choose."
)


def show_generation(view: View) -> None:
    """Rank the matching image models at one size and quality; then show their matrices."""
    models = view.of_type("image")
    if models.empty:
        st.info("No matching image model: loosen a filter in the sidebar.")
        return
    with answer_first("images_generation"):
        answer = st.container()  # above the choices
        more = later("images_cheapest")
        with st.container(horizontal=True):
            wanted = _choose_size_and_quality(sizes_of(view, "image"), "images")
            count = _choose_count()
        pictures = pictures_at(view, wanted)
        _say(pictures_in_words(view, wanted, count), answer, more)
        if rise := rise_in_words(view, models):
            more.markdown(f"{plain(rise)}. Every quality stands below the bars.")
        _show_ranking(view, pictures, "per image", (), "images_ranking")
    name_models(
        "Not ranked, since by its id it removes backgrounds and makes no picture",
        without_pictures(view),
    )
    show_matrix(view, models, "images")


def show_edits(view: View) -> None:
    """Rank the matching edit models by the price of one edit; show their matrices."""
    models = view.of_type("inpaint")
    if models.empty:
        st.info("No matching edit model: loosen a filter in the sidebar.")
        return
    with answer_first("images_editing"):
        answer = st.container()
        more = later("images_cheapest_edits")
        with st.container(horizontal=True):
            wanted = _choose_size_and_quality(sizes_of(view, "inpaint"), "images_edit")
            input_images = _choose_input_images()
        edits = edits_at(view, wanted, input_images)
        _say(edits_in_words(view, wanted, input_images), answer, more)
        with later("images_counted"):
            st.caption(
                "The edit itself, plus each input image beyond those included in its price. "
                f"{int((~edits.every['has_extra_price']).sum())} of {len(edits.every)} models "
                "publish no price for further input images; for those only the edit is counted."
            )
        parts = (
            Column("base", "Price of the edit itself", "price"),
            Column("extra", "Price of extra input images", "price"),
        )
        _show_ranking(view, edits, "per edit", parts, "images_edits")
    show_matrix(view, models, "images_edit")


def _say(found: InWords, answer: DeltaGenerator, more: DeltaGenerator) -> None:
    answer.header(plain(found.sentence), anchor=False)
    said = sentences(*found.more)
    if links := [model_link(model_id, label) for model_id, label in found.cheapest.items()]:
        is_one = len(links) == 1
        unsized = "" if found.is_sized else f", which state{'s' * is_one} no size"
        lowest = "The cheapest" if is_one else f"The {len(links)} cheapest"
        said = f"{lowest}{unsized}: {', '.join(links)}. {said}"
    if said:
        more.markdown(said)


def _choose_input_images() -> int:
    return st.number_input(
        "Input images",
        min_value=_INPUT_IMAGES.lowest,
        max_value=_INPUT_IMAGES.highest,
        value=1,
        width=200,
        help=f"How many pictures you send with each edit, up to {_INPUT_IMAGES.highest}.",
        **in_link("images_inputs", _INPUT_IMAGES),
    )


def _choose_count() -> int:
    return st.number_input(
        "Pictures",
        min_value=COUNT.lowest,
        max_value=COUNT.highest,
        value=FIRST_COUNT,
        step=100,
        width=200,
        help="How many the cheapest model is to make.",
        **in_link(COUNT_IN_LINK, COUNT),
    )


def _choose_size_and_quality(sizes: Sizes, key: str) -> PictureChoice:
    """Ask for one of the resolutions and one of the qualities."""
    resolutions, qualities = sizes
    if not resolutions:
        return PictureChoice("", "")
    resolution = st.segmented_control(
        "Resolution",
        resolutions,
        default=resolutions[0],
        required=True,
        format_func=plain,
        help="1K is about 1,024 pixels along a side, 2K twice and 4K four times that.",
        **in_link(f"{key}_resolution", Choices([*map(plain, resolutions)], most=1), resolutions[0]),
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


def _show_ranking(
    view: View, pictures: PricedPictures, unit: str, parts: tuple[Column, ...], name: str
) -> None:
    """Show pictures or edits by `price`, of which `parts` are made; name those left out."""
    columns = (Column("price", f"Price {unit}", "price"), *parts, BASIS, PRIVACY)
    remark = "" if pictures.sizeless.empty else _SIZELESS_REMARK
    ranking = Ranking(unit, columns, name, remark=remark, names_tied=False, apart=_SIZELESS)
    show_ranking(view, pictures.every, ranking)
    name_unpriced(view, pictures.every, ((NOT_OFFERED, "Not offered at this choice"),))
