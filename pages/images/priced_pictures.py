"""Models that make or edit pictures, priced at one size and quality, and what that is in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pages.shared.finding import value_in
from pages.shared.ranking import by_price, cheapest_of
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import cost_text, price_text
from venice_data.catalog.names import distinct_names
from venice_data.costs.finder import sharing_text
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
    """What pictures cost and which is the cheapest of all, then of those with a stated size.

    `cheapest` names by id all that share the lowest price.
    """

    sentence: str
    of_stated_size: str
    cheapest: dict[str, str]


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
    """Say what all the models cost at the choice, as many as are drawn, and which costs least.

    Where that is one whose price states no size, the cheapest of the others is named too.
    """
    priced = pictures.every.dropna(subset="price")
    if priced.empty:
        return InWords(f"No matching model publishes a price per {noun}", "", {})
    of_stated_size = pictures.at_choice.dropna(subset="price")
    quality = f" and {wanted.quality} quality" if wanted.quality else ""
    where = f"At {wanted.resolution}{quality}" if len(of_stated_size) else "At a size not stated"
    lowest, highest = (
        price_text(price, view.currency) for price in (priced["price"].min(), priced["price"].max())
    )
    models = f"{len(priced)} models cost" if len(priced) > 1 else "1 model costs"
    costs = lowest if lowest == highest else f"from {lowest} to {highest}"
    cheapest = cheapest_of(view, pictures.every)
    sentence = f"{where}, {models} {costs} per {noun}"
    if cheapest.empty:
        return InWords(sentence, "", {})
    of_stated = _of_stated_size(view, cheapest, cheapest_of(view, pictures.at_choice), count)
    return InWords(
        f"{sentence}; {_cheapest_in_words(view, cheapest, count)}",
        of_stated,
        cheapest.loc[cheapest["price"] == cheapest["price"].min(), "label"].to_dict(),
    )


def _of_stated_size(view: View, cheapest: pd.DataFrame, others: pd.DataFrame, count: int) -> str:
    """Name the cheapest of a stated size where one of no stated size costs less."""
    lowest = cheapest["price"].min()
    if others.empty or others["price"].min() == lowest:
        return ""
    whose = "Their" if (cheapest["price"] == lowest).sum() > 1 else "Its"
    stated = _cheapest_in_words(view, others, count)
    return f"{whose} size is not stated. With a stated size, {stated}."


def _cheapest_in_words(view: View, cheapest: pd.DataFrame, count: int) -> str:
    """Name the cheapest, or those that share its price, and say what many pictures cost."""
    price = float(cheapest["price"].min())
    one = cost_text(price, view.currency)
    many = f", {count:,} for {cost_text(price * count, view.currency)}" if count > 1 else ""
    labels = list(cheapest.loc[cheapest["price"] == price, "label"])
    if len(labels) > 1:
        return f"{sharing_text(labels, one + many)}"
    return f"the cheapest is {labels[0]} at {one}{many}"
