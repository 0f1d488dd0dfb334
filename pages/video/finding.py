"""What can be said of video without a quote: about what clips cost, and what each model allows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pages.shared.finding import MOST_ROWS, PageFinding, bars_of
from pages.shared.table import NOT_PUBLISHED
from pages.video.allowed_settings import allowed
from pages.video.approximate import about_in_words, approximate_prices
from pages.video.clip_choice import clip_given_in
from pages.video.clip_words import bought_in_words
from venice_data.catalog.frames import priced_by_quote
from venice_data.catalog.money import cost_text
from venice_data.catalog.names import distinct_names
from venice_data.quotes.published_rates import PUBLISHED

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.finding import Link
    from pages.shared.view import View


def find(view: View, link: Link) -> PageFinding:
    """Say how video is priced, and list the cheapest by published rates, else what is allowed."""
    sentence = _how_it_is_priced(view)
    clip = clip_given_in(link, view)
    approximate = approximate_prices(view, tuple(clip.requests), clip.wanted)
    if approximate.empty:
        return _what_is_allowed(view, sentence)
    about = f"{about_in_words(view, clip, approximate)}. {sentence}"
    return _cheapest(approximate, about, bought_in_words(clip.wanted, approximate))


def _how_it_is_priced(view: View) -> str:
    quoted, listed = int(priced_by_quote(view.models, view.catalog.prices).sum()), len(view.models)
    if not listed:
        return "No video model matches. Loosen a filter."
    if not quoted:
        models = "1 video model lists" if listed == 1 else f"All {listed} video models list"
        return f"{models} prices, which this page shows."
    return (
        f"{quoted} of {listed} video models have no price list: Venice quotes each clip by "
        "duration, resolution and audio, and this page asks for the quotes."
    )


def _cheapest(approximate: pd.DataFrame, sentence: str, bought: str) -> PageFinding:
    first = approximate[:MOST_ROWS]
    return PageFinding(
        sentence,
        f"The cheapest by approximate rates {PUBLISHED}",
        ("Model", "The clip, about", "Published for", "Privacy"),
        tuple(
            (str(label), cost_text(price, "usd"), str(setting), str(privacy))
            for label, price, setting, privacy in zip(
                first["label"], first["price"], first["setting"], first["privacy"], strict=True
            )
        ),
        picture=partial(bars_of, first, f"{bought}, approximate", "usd", cost_text),
    )


def _what_is_allowed(view: View, sentence: str) -> PageFinding:
    first = view.models[:MOST_ROWS]
    settings = [
        allowed(str(model_id), constraints)
        for model_id, constraints in zip(first.index, first["constraints"], strict=True)
    ]
    columns = [
        name
        for name in (settings[0] if settings else ())
        if any(row[name] != NOT_PUBLISHED for row in settings)
    ]
    return PageFinding(
        sentence,
        "What models allow",
        ("Model", *columns),
        tuple(
            (str(name), *(row[column] for column in columns))
            for name, row in zip(distinct_names(view.models)[:MOST_ROWS], settings, strict=True)
        ),
    )
