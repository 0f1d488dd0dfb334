"""What pictures cost, in short: at a size and quality, and the cheapest that edit or enlarge."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pages.images.priced_pictures import count_given_in, pictures_at, pictures_in_words, sizes_of
from pages.shared.finding import PageFinding, bars_of, cheapest_of_each_type

if TYPE_CHECKING:
    from pages.shared.finding import Link
    from pages.shared.view import View


def find(view: View, link: Link) -> PageFinding:
    """Say what the page says of pictures, and rank all models, each at its cheapest."""
    cheapest = cheapest_of_each_type(view, "The cheapest that make, edit or enlarge pictures")
    if view.of_type("image").empty:
        return cheapest
    wanted = sizes_of(view, "image").given_in(link)
    found = pictures_in_words(view, wanted, count_given_in(link))
    sentences = (f"{found.sentence}.", *found.more, cheapest.sentence)
    pictures = pictures_at(view, wanted)
    priced = pictures.every.dropna(subset="price")
    return replace(
        cheapest,
        sentence=" ".join(filter(None, sentences)),
        picture=partial(bars_of, priced, "per image", view.currency) if len(priced) else None,
    )
