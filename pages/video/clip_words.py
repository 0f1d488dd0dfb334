"""What a clip costs, in words: of whom that is said, in how many clips, and with which sound."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from pages.shared.plain_text import from_to
from pages.shared.ranking import Apart, by_price, cheapest_of, tied_for_lowest
from pages.shared.view import View, once_per_view
from venice_data.catalog.money import cost_text
from venice_data.catalog.wording import begun
from venice_data.quotes.video_quotes import seconds_of

if TYPE_CHECKING:
    from pages.video.clip_choice import Clip
    from venice_data.quotes.video_quotes import VideoChoice

TAKES_SEVERAL: Final = "takes_several"
_APART: Final = Apart(TAKES_SEVERAL, "several clips", "one clip of that length")
_IN_WHOLE_CLIPS: Final = "Where a model makes none as long, whole clips are counted."


def one_clip_first(models: pd.DataFrame, wanted: VideoChoice) -> pd.DataFrame:
    """Label models and sort them by price, last those whose clips are shorter than is wanted.

    `made` is the duration of a model's clips, `audio` their sound. A label says what a model makes
    instead of what is wanted, but for the clips that all of them take.
    """
    takes_several = models["made"].map(wanted.clips_of) > 1
    several = models.assign(**{TAKES_SEVERAL: takes_several})
    named_as = replace(wanted, duration=models["made"].iloc[0]) if _shared(several) else wanted
    labels = [
        named_as.named(name, made, audio=audio)
        for name, made, audio in zip(
            models["name"], models["made"], models["audio"].astype("object"), strict=True
        )
    ]
    ranked = by_price(several.assign(label=pd.Series(labels, models.index, dtype="str")))
    return ranked.sort_values(TAKES_SEVERAL, kind="stable")


def apart_of(ranked: pd.DataFrame) -> Apart | None:
    """Set the models apart that take several clips, where others take one."""
    several = ranked[TAKES_SEVERAL]
    return _APART if several.any() and not several.all() else None


def bought_in_words(wanted: VideoChoice, ranked: pd.DataFrame) -> str:
    """Say what each price buys: a clip, the clips that all models take, or the time in whole ones.

    Models that make shorter clips than is wanted are counted by whole ones.
    """
    if _shared(ranked):
        return f"for {_clips_in_words(wanted, ranked)}"
    if not ranked[TAKES_SEVERAL].any():
        return f"for {wanted.in_short}"
    return f"for {seconds_of(wanted.duration):g} seconds, in whole clips"


def how_clips_are_counted(ranked: pd.DataFrame) -> str:
    """Say that whole clips are counted, where some take several and others not as many."""
    is_said = ranked[TAKES_SEVERAL].any() and not _shared(ranked)
    return f" {_IN_WHOLE_CLIPS}" if is_said else ""


def _shared(models: pd.DataFrame) -> bool:
    """Whether all models take the same clips, which are several."""
    return bool(models[TAKES_SEVERAL].all()) and len(set(models["made"])) == 1


def _clips_in_words(wanted: VideoChoice, ranked: pd.DataFrame) -> str:
    if not _shared(ranked):
        return "several clips"
    made = ranked["made"].iloc[0]
    return f"{wanted.clips_of(made)} clips of {made}"


def price_range(ranked: pd.DataFrame) -> str:
    """Say from where to where prices go: `$0.02 to $1.10`."""
    prices = ranked["price"].dropna()
    return from_to(cost_text(price, "usd") for price in (prices.min(), prices.max()))


def costs_in_words(
    view: View, clip: Clip, ranked: pd.DataFrame, most_drawn: int | None, about: str = ""
) -> str:
    """Say what the clip costs with the models that are drawn, the most expensive, and the least.

    Where none makes one so long, say how many clips it takes. `about` stands before prices that
    are not exact.
    """
    whole = _in_one_clip(view, ranked)
    called = f" from models{clip.called}" if clip.named else ""
    if whole.empty:
        return _several_in_words(clip.wanted, ranked, called, about)
    costs = f"{begun(_with_sound_of(clip.wanted, whole))}{called} costs {about}"
    drawn = whole[:most_drawn]
    if len(drawn) < len(whole):
        most = cost_text(whole["price"].max(), "usd")
        return (
            f"{costs}{price_range(drawn)} with the {len(drawn)} cheapest, up to {most} with others"
        )
    return f"{costs}{price_range(whole)}{_cheapest_named(view, whole)}"


@once_per_view
def _in_one_clip(_view: View, ranked: pd.DataFrame) -> pd.DataFrame:
    return ranked[~ranked[TAKES_SEVERAL] & ranked["price"].notna()]


def _several_in_words(wanted: VideoChoice, ranked: pd.DataFrame, called: str, about: str) -> str:
    clips = _clips_in_words(wanted, ranked)
    return (
        f"{seconds_of(wanted.duration):g} seconds at {wanted.resolution}{called} take {clips}: "
        f"{about}{price_range(ranked)}"
    )


def _with_sound_of(wanted: VideoChoice, models: pd.DataFrame) -> str:
    """Say the sound of a clip only where all models agree on it."""
    differ = [wanted.lacks_sound(audio=audio) for audio in models["audio"]]
    if all(differ):
        return replace(wanted, audio=not wanted.audio).in_words
    return f"{wanted.in_short} at {wanted.resolution}" if any(differ) else wanted.in_words


def _cheapest_named(view: View, ranked: pd.DataFrame) -> str:
    """Name the one model that is the cheapest, where there is one."""
    cheapest = cheapest_of(view, ranked)
    tied = len(cheapest) and bool(tied_for_lowest(cheapest, "usd"))
    if cheapest.empty or tied or len(ranked) == 1:
        return ""
    return f"; the cheapest is {cheapest['label'].iloc[0]}"
