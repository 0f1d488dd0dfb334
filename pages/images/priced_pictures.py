"""Models that make or edit pictures, priced at one size and quality, and what that is in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pages.shared.finding import value_in
from pages.shared.plain_text import some_of
from pages.shared.ranking import by_price, cheapest_of
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import cost_text, price_text
from venice_data.catalog.names import distinct_names
from venice_data.costs.images import (
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

    from pages.shared.finding import Link

COUNT: Final = WholeNumber(1, 1_000_000_000)
COUNT_IN_LINK: Final = "images_count"
FIRST_COUNT: Final = 1_000
IS_SIZELESS: Final = "is_sizeless"  # the column of the models whose one price states no size
READ_OF_LINK: Final = ("images_resolution", "images_quality", COUNT_IN_LINK)
_MOST_NAMED: Final = 3


class PricedPictures(NamedTuple):
    """Priced models, those apart whose one price states no size."""

    every: pd.DataFrame
    at_choice: pd.DataFrame
    sizeless: pd.DataFrame


class Sizes(NamedTuple):
    """The resolutions and the qualities that some prices name."""

    resolutions: list[str]
    qualities: list[str]

    def given_in(self, link: Link) -> PictureChoice:
        """Return the size and quality of pictures that a link gives, else the first shown."""
        if not self.resolutions:
            return PictureChoice("", "")
        resolution_name, quality_name, _ = READ_OF_LINK
        resolution = value_in(link, resolution_name, Choices(self.resolutions, most=1))
        quality = value_in(link, quality_name, Choices(self.qualities, most=1))
        return PictureChoice(
            resolution or self.resolutions[0], quality or next(iter(self.qualities[-1:]), "")
        )


class InWords(NamedTuple):
    """What pictures cost at the choice, and which models of no stated size ask for less."""

    sentence: str
    cheaper: str


def count_given_in(link: Link) -> int:
    """Return how many pictures a link asks for, else as many as at first."""
    return int(value_in(link, COUNT_IN_LINK, COUNT) or FIRST_COUNT)


@once_per_view
def sizes_of(view: View, api_type: str) -> Sizes:
    """Return the sizes and qualities for which the matching models of a type have prices."""
    prices = _prices_of(view, view.of_type(api_type))
    return Sizes(resolutions_of(prices), qualities_of(prices))


@once_per_view
def pictures_at(view: View, wanted: PictureChoice) -> PricedPictures:
    """Price a picture with each matching model that makes some, cheapest first."""
    models = view.of_type("image")
    makers = models[makes_pictures(models)]
    return _priced(picture_prices(_prices_of(view, models), makers, wanted, view.currency))


@once_per_view
def edits_at(view: View, wanted: PictureChoice, input_images: int) -> PricedPictures:
    """Price an edit of some pictures with each matching model that edits, cheapest first."""
    models = view.of_type("inpaint")
    prices = _prices_of(view, models)
    return _priced(edit_prices(prices, models, wanted, input_images, view.currency))


@once_per_view
def without_pictures(view: View) -> pd.DataFrame:
    """Return the matching image models that make no picture."""
    models = view.of_type("image")
    named = models.assign(label=distinct_names(models))  # first: a frame without rows would grow
    return named[~makes_pictures(models)]


def _prices_of(view: View, models: pd.DataFrame) -> pd.DataFrame:
    return view.catalog.prices[view.catalog.prices["model_id"].isin(models.index)]


def _priced(models: pd.DataFrame) -> PricedPictures:
    labelled = models.assign(
        label=distinct_names(models), **{IS_SIZELESS: models["basis"] == "one price"}
    )
    every = by_price(labelled)
    return PricedPictures(every, every[~every[IS_SIZELESS]], every[every[IS_SIZELESS]])


@once_per_view
def pictures_in_words(view: View, wanted: PictureChoice, count: int) -> InWords:
    """Say what pictures cost."""
    return _in_words(view, pictures_at(view, wanted), wanted, "image", count)


@once_per_view
def edits_in_words(view: View, wanted: PictureChoice, input_images: int) -> InWords:
    """Say what an edit costs."""
    return _in_words(view, edits_at(view, wanted, input_images), wanted, "edit", 1)


def _in_words(
    view: View, pictures: PricedPictures, wanted: PictureChoice, noun: str, count: int
) -> InWords:
    """Say what the models cost at the choice, which is the cheapest, and what many cost with it.

    Models whose one price states no size are counted only where there are no others; those that
    ask for less are named apart.
    """
    is_at_choice = bool(pictures.at_choice["price"].notna().any())
    counted = pictures.at_choice if is_at_choice else pictures.sizeless
    priced = counted.dropna(subset="price")
    if priced.empty:
        return InWords(f"No matching model publishes a price per {noun}", "")
    quality = f" and {wanted.quality} quality" if wanted.quality else ""
    where = f"At {wanted.resolution}{quality}" if is_at_choice else "At a size not stated"
    lowest, highest = priced["price"].min(), priced["price"].max()
    models = f"{len(priced)} models cost" if len(priced) > 1 else "1 model costs"
    costs = price_text(lowest, view.currency)
    if highest > lowest:
        costs = f"from {costs} to {price_text(highest, view.currency)}"
    cheapest = cheapest_of(view, counted)
    cheaper = _cheaper(view, cheapest, pictures.sizeless) if is_at_choice else pictures.sizeless[:0]
    among = " with a stated size" if len(cheaper) else ""
    return InWords(
        f"{where}, {models} {costs} per {noun}{_naming(view, cheapest, among, count)}",
        _naming_cheaper(view, cheaper, count),
    )


def _cheaper(view: View, cheapest: pd.DataFrame, sizeless: pd.DataFrame) -> pd.DataFrame:
    """Return the models of no stated size that ask for less than the cheapest of a stated one."""
    others = cheapest_of(view, sizeless)
    cheaper: pd.DataFrame = others[others["price"] < cheapest["price"].min()]
    return cheaper


def _naming(view: View, cheapest: pd.DataFrame, among: str, count: int) -> str:
    if cheapest.empty:
        return ""
    first = cheapest.iloc[0]
    ties = int((cheapest["price"] == first["price"]).sum()) - 1
    also = f" and {ties} more" if ties else ""
    many = f", {count:,} for {cost_text(first['price'] * count, view.currency)}"
    return f"; cheapest{among}: {first['label']}{also}{many if count > 1 else ''}"


def _naming_cheaper(view: View, cheaper: pd.DataFrame, count: int) -> str:
    if cheaper.empty:
        return ""
    is_one = len(cheaper) == 1
    models = "1 more model" if is_one else f"{len(cheaper)} more models"
    lowest, highest = cheaper["price"].min(), cheaper["price"].max()
    costs = f"{'' if lowest == highest else 'from '}{cost_text(lowest * count, view.currency)}"
    return (
        f"{models}, whose size Venice does not state, cost{'s' * is_one} less: {costs} for "
        f"{f'{count:,}' if count > 1 else 'one'} "
        f"({some_of(list(cheaper['label']), _MOST_NAMED)})."
    )
