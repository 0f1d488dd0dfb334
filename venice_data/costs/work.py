"""The kinds of work that a project pays for, and the basket that collects them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Final, Literal, get_args

from pydantic import Field
from pydantic.dataclasses import dataclass

from venice_data.catalog.price_components import THOUSAND_CHARACTERS, UPSCALED_IMAGE

Frequency = Literal["day", "month", "once"]
FREQUENCIES: Final[tuple[Frequency, ...]] = get_args(Frequency)
DAYS_PER_MONTH: Final = Fraction(365, 12)  # an average month: twelve of them make a year
MAX_LINES: Final = 100

# Bounds keep totals below 10**16, where 28-digit decimals are exact far below a cent.
LARGEST_COUNT: Final = 10**9
MOST_EACH: Final = 1_000.0
Count = Annotated[int, Field(ge=0, le=LARGEST_COUNT)]
Share = Annotated[float, Field(ge=0, le=1)]
Amount = Annotated[float, Field(ge=0, le=LARGEST_COUNT, allow_inf_nan=False)]
Each = Annotated[float, Field(ge=0, le=MOST_EACH, allow_inf_nan=False)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


# The field names below are also the names in shared links: add, never rename.
@dataclass(frozen=True)
class Chat:
    """Chat or agent calls; the tokens are those of one request.

    `cached_share` of the input is read from the prompt cache. `cache_write_tokens` of the
    remaining input are written to it, at most all of it: a count rather than a flag, since
    an agent that reads most of its input from the cache writes only what it adds. What a request
    uses beside its model is counted under the names of `EXTRA_CHARGES`.
    """

    requests: Count
    input_tokens: Count
    output_tokens: Count
    cached_share: Share = 0.0
    cache_write_tokens: Count = 0
    web_searches: Each = 0.0
    scraped_pages: Each = 0.0
    x_results: Each = 0.0
    augment_calls: Each = 0.0

    kind: ClassVar = "chat"
    model_types: ClassVar = ("text",)
    counted_in: ClassVar = "requests"

    @property
    def cached_tokens(self) -> int:
        """Input tokens of a request read from the cache, whole ones."""
        return int(self.input_tokens * Decimal(repr(self.cached_share)))

    @property
    def written_tokens(self) -> int:
        """Input tokens of a request written to the cache."""
        return min(self.cache_write_tokens, self.input_tokens - self.cached_tokens)

    @property
    def fresh_tokens(self) -> int:
        """Input tokens of a request neither read from the cache nor written to it."""
        return self.input_tokens - self.cached_tokens - self.written_tokens


@dataclass(frozen=True)
class Embed:
    """Text turned into search vectors, by its tokens."""

    tokens: Count

    kind: ClassVar = "embed"
    model_types: ClassVar = ("embedding",)
    counted_in: ClassVar = "tokens"


@dataclass(frozen=True)
class Images:
    """Pictures made at a resolution such as `2K` and a quality such as `low`.

    `prompt_rewrites` are those per picture, less than one where a request makes several.
    """

    count: Count
    resolution: Name
    quality: Name
    prompt_rewrites: Each = 0.0

    kind: ClassVar = "images"
    model_types: ClassVar = ("image",)
    counted_in: ClassVar = "count"


@dataclass(frozen=True)
class Edits:
    """Pictures changed, each from a number of input images."""

    count: Count
    input_images: Count
    resolution: Name
    quality: Name

    kind: ClassVar = "edits"
    model_types: ClassVar = ("inpaint",)
    counted_in: ClassVar = "count"


@dataclass(frozen=True)
class Upscales:
    """Pictures enlarged by a factor such as `2x`."""

    count: Count
    factor: Name

    kind: ClassVar = "upscales"
    model_types: ClassVar = ("upscale",)
    counted_in: ClassVar = "count"


@dataclass(frozen=True)
class Speech:
    """Text read aloud, by its characters."""

    characters: Count

    kind: ClassVar = "speech"
    model_types: ClassVar = ("tts",)
    counted_in: ClassVar = "characters"


@dataclass(frozen=True)
class Transcription:
    """Speech turned into text, by the minutes of audio."""

    minutes: Amount

    kind: ClassVar = "transcription"
    model_types: ClassVar = ("asr",)
    counted_in: ClassVar = "minutes"


@dataclass(frozen=True)
class Music:
    """Tracks or sounds made, each of the same length."""

    tracks: Count
    seconds: Count

    kind: ClassVar = "music"
    model_types: ClassVar = ("music",)
    counted_in: ClassVar = "tracks"


@dataclass(frozen=True)
class Video:
    """Clips at the price that Venice quoted for one, for one model and these settings.

    `clip` says in words what was quoted, such as `5s, 720p`. The quote holds for
    `quoted_model_id` alone, so that another model never inherits its price. The price
    `is_approximate` where it is no quote, but made of a rate that Venice has published.
    """

    clips: Count
    usd_per_clip: Amount
    quoted_model_id: Name
    clip: Annotated[str, Field(max_length=200)] = ""
    is_approximate: bool = False

    kind: ClassVar = "video"
    model_types: ClassVar = ("video",)
    counted_in: ClassVar = "clips"


Work = Chat | Embed | Images | Edits | Upscales | Speech | Transcription | Music | Video
KINDS: Final[dict[str, type[Work]]] = {work.kind: work for work in get_args(Work)}

# Work that models of other types publish a price for too, by the unit of that price.
ALSO_PRICED_IN: Final = {Upscales.kind: UPSCALED_IMAGE, Speech.kind: THOUSAND_CHARACTERS}


@dataclass(frozen=True)
class Line:
    """Work that comes back every day, every month, or once, with a model or none yet."""

    work: Work
    model_id: Name | None
    frequency: Frequency

    @property
    def is_approximate(self) -> bool:
        """Whether its price is only known about."""
        return isinstance(self.work, Video) and self.work.is_approximate

    def with_model(self, model_id: str | None) -> Line:
        """Return the same work with another model."""
        return replace(self, model_id=model_id)


@dataclass(frozen=True)
class Basket:
    """The lines of a project, in the visitor's order."""

    lines: tuple[Line, ...] = ()


def extras_of(work: Work) -> dict[str, float]:
    """Return what a request or a picture uses beside its model, by the names of `EXTRA_CHARGES`."""
    match work:
        case Chat():
            return {
                "web_searches": work.web_searches,
                "scraped_pages": work.scraped_pages,
                "x_results": work.x_results,
                "augment_calls": work.augment_calls,
            }
        case Images():
            return {"prompt_rewrites": work.prompt_rewrites}
    return {}


def one_unit_of(work: Work) -> Work:
    """Return one chat, one image, one minute, … of the same kind and settings."""
    one: dict[str, Any] = {work.counted_in: 1}
    return replace(work, **one)
