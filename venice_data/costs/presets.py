"""Baskets to begin with: work that a newcomer recognises, on models that Venice suggests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from venice_data.catalog.filters import recommendable
from venice_data.catalog.model_types import is_default
from venice_data.costs.free_and_beta import may_be_cheapest, status_of
from venice_data.costs.images import qualities_of, resolutions_of
from venice_data.costs.work import (
    KINDS,
    Basket,
    Chat,
    Edits,
    Embed,
    Images,
    Line,
    Music,
    Speech,
    Transcription,
    Upscales,
    Video,
    Work,
)
from venice_data.costs.work_costs import cost_of, ranked

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.catalog.frames import Currency
    from venice_data.costs.work import Frequency

# Tokens, characters and minutes are round assumptions, there to be edited.
PRESETS: Final[dict[str, tuple[tuple[Work, Frequency], ...]]] = {
    "Customer support bot, 4,000 messages a day": (
        (Chat(requests=4_000, input_tokens=3_000, output_tokens=250), "day"),
    ),
    "Support bot that searches the web in one chat of three": (
        # What a search finds is read as input, so that a message has more of it.
        (Chat(requests=4_000, input_tokens=4_500, output_tokens=250, web_searches=0.33), "day"),
    ),
    "10 product pictures a day": (
        (Images(count=10, resolution="1K", quality="medium"), "day"),
        (Edits(count=10, input_images=1, resolution="1K", quality="medium"), "day"),
        (Upscales(count=10, factor="2x"), "day"),
    ),
    "Coding agent, 8 hours a day": (
        (Chat(requests=800, input_tokens=60_000, output_tokens=700, cached_share=0.9), "day"),
    ),
    "Podcast a week": (
        (Transcription(minutes=260), "month"),
        (Chat(requests=8, input_tokens=15_000, output_tokens=1_500), "month"),
        (Speech(characters=12_000), "month"),
        (Music(tracks=4, seconds=60), "month"),
    ),
    "Search over 10,000 pages": (
        (Embed(tokens=6_500_000), "once"),
        (Chat(requests=300, input_tokens=4_000, output_tokens=400), "day"),
    ),
}


def new_work(kind: str, prices: pd.DataFrame) -> Work:
    """Return a small piece of work of a kind, at settings that some model has a price for."""
    resolution = next(iter(resolutions_of(prices)), "1K")
    quality = next(iter(qualities_of(prices)), "low")
    works: dict[str, Work] = {
        "chat": Chat(requests=1_000, input_tokens=2_000, output_tokens=500),
        "embed": Embed(tokens=1_000_000),
        "images": Images(count=100, resolution=resolution, quality=quality),
        "edits": Edits(count=100, input_images=1, resolution=resolution, quality=quality),
        "upscales": Upscales(count=100, factor="2x"),
        "speech": Speech(characters=100_000),
        "transcription": Transcription(minutes=60),
        "music": Music(tracks=10, seconds=60),
    }
    return works[kind]


def first_line_with(model: pd.Series[Any], prices: pd.DataFrame) -> Line | None:
    """Return small work for one model, chats by the day; None where only a quote says its cost."""
    own = prices[prices["model_id"] == model.name]
    for kind, work in KINDS.items():
        if model["type"] in work.model_types and work is not Video:
            often: Frequency = "day" if work is Chat else "month"
            return Line(new_work(kind, own), str(model.name), often)
    return None


def basket_of_preset(
    name: str, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Basket:
    """Return a preset with a model on every line."""
    return Basket(
        tuple(
            Line(work, suggested_model(work, prices, models, currency), frequency)
            for work, frequency in PRESETS[name]
        )
    )


def suggested_model(
    work: Work, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> str | None:
    """Return Venice's default model for the work, else the cheapest; neither free nor in beta."""
    costs = ranked(cost_of(work, prices, recommendable(models), currency)).dropna(subset="cost")
    status = status_of(models.loc[costs.index], costs["is_free"])
    counted = [str(model_id) for model_id in costs[may_be_cheapest(status)].index]
    by_default = [model_id for model_id in counted if is_default(models["traits"][model_id])]
    return next(iter([*by_default, *counted]), None)
