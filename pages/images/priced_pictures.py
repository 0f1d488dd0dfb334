"""Models that make or edit pictures, priced at one size and quality, and what that is in words."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from pages.shared.finding import value_in
from pages.shared.plain_text import from_to
from pages.shared.ranking import by_price, cheapest_of
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import cost_text, price_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.wording import begun
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
    from collections.abc import Callable, Sequence

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
    """What pictures cost: the finding, who costs the least, and what else is to be said.

    `cheapest` names by id all that share the lowest price, where the finding does not; `is_sized`
    tells whether their size is stated.
    """

    sentence: str
    cheapest: dict[str, str]
    is_sized: bool
    more: tuple[str, ...]


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
    qualities = sizes_of(view, "image").qualities
    return _in_words(view, partial(pictures_at, view), "image", wanted, qualities, count)


@once_per_view
def edits_in_words(view: View, wanted: PictureChoice, input_images: int) -> InWords:
    """Say what an edit costs."""
    edits = partial(edits_at, view, input_images=input_images)
    qualities = sizes_of(view, "inpaint").qualities
    return _in_words(view, edits, "edit", wanted, qualities, count=1)


def _in_words(
    view: View,
    priced_at: Callable[[PictureChoice], PricedPictures],
    noun: str,
    wanted: PictureChoice,
    qualities: Sequence[str],
    count: int,
) -> InWords:
    """Say what all the models that are drawn cost, and which costs least at the choice.

    Models whose price states no size cost the same at every choice. Where they cost the least,
    they are named apart, and the price of the cheapest that states one is said.
    """
    pictures = priced_at(wanted)
    priced = pictures.every.dropna(subset="price")
    if priced.empty:
        return InWords(
            f"No matching model publishes a price per {noun}", {}, is_sized=True, more=()
        )
    ends = (
        price_text(price, view.currency) for price in (priced["price"].min(), priced["price"].max())
    )
    cheapest = _of_lowest_price(cheapest_of(view, pictures.every))
    sized = _of_lowest_price(cheapest_of(view, pictures.at_choice))
    costs = f"an {noun} costs {from_to(ends)}"
    sentence = begun(costs if sized.empty else f"{_choice_in_words(wanted)} {costs}")
    if cheapest.empty:
        return InWords(sentence, {}, is_sized=True, more=())
    is_sized = not sized.empty and set(sized.index) <= set(cheapest.index)
    only = f" with {priced['label'].iloc[0]}" if len(priced) == 1 else ""
    is_named = is_sized and len(cheapest) == 1
    return InWords(
        sentence + (only or _who_costs_least(view, cheapest, sized, is_sized=is_sized)),
        {} if is_named else {str(one): label for one, label in cheapest["label"].items()},
        is_sized,
        (
            *_at_another_quality(view, priced_at, wanted, qualities, sized),
            *_many_in_words(view, noun, count, cheapest, sized),
        ),
    )


def _who_costs_least(
    view: View, cheapest: pd.DataFrame, sized: pd.DataFrame, *, is_sized: bool
) -> str:
    """Name the cheapest where their size is stated, else the cheapest of those that state it."""
    if is_sized:
        return f"; {_are_cheapest(cheapest)}"
    if sized.empty:
        return ""
    state = "states its" if len(sized) == 1 else "state their"
    return f"; {_are_cheapest(sized)} that {state} size: {_lowest(view, sized)}"


def _of_lowest_price(models: pd.DataFrame) -> pd.DataFrame:
    lowest: pd.DataFrame = models[models["price"] == models["price"].min()]
    return lowest


def _lowest(view: View, models: pd.DataFrame) -> str:
    return cost_text(models["price"].min(), view.currency)


def _are_cheapest(lowest: pd.DataFrame) -> str:
    """Say which model is the cheapest, or how many are."""
    if len(lowest) == 1:
        return f"{lowest['label'].iloc[0]} is the cheapest"
    return f"{len(lowest)} models are the cheapest"


def _choice_in_words(choice: PictureChoice) -> str:
    quality = f" and {choice.quality} quality" if choice.quality else ""
    return f"at {choice.resolution}{quality}"


def _at_another_quality(
    view: View,
    priced_at: Callable[[PictureChoice], PricedPictures],
    wanted: PictureChoice,
    qualities: Sequence[str],
    sized: pd.DataFrame,
) -> list[str]:
    """Say who is the cheapest at another quality of the same size, if that costs less."""
    found = []
    for quality in qualities:
        other = replace(wanted, quality=quality)
        lowest = _of_lowest_price(cheapest_of(view, priced_at(other).at_choice))
        if not lowest.empty and not (sized["price"].min() <= lowest["price"].min()):
            least = f"{_are_cheapest(lowest)} {_choice_in_words(other)}: {_lowest(view, lowest)}."
            found.append((float(lowest["price"].min()), least))
    return [min(found)[1]] if found else []


def _many_in_words(
    view: View, noun: str, count: int, cheapest: pd.DataFrame, sized: pd.DataFrame
) -> list[str]:
    """Say what many pictures cost with the cheapest, and with that of a stated size."""
    if count == 1:
        return []
    prices = dict.fromkeys(float(each["price"].min()) for each in (cheapest, sized) if len(each))
    costs = [cost_text(price * count, view.currency) for price in prices]
    of_stated = f", or {costs[1]} with a stated size" if len(costs) > 1 else ""
    return [f"{count:,} {noun}s cost {costs[0]} with the cheapest{of_stated}."]
