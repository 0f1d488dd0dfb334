"""What video costs about: the rates that Venice has published, since it quotes each clip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pages.shared.plain_text import from_to
from pages.shared.site import VIDEO
from pages.shared.view import once_per_view
from venice_data.catalog.frames import priced_by_quote
from venice_data.catalog.money import cost_text
from venice_data.catalog.wording import begun
from venice_data.quotes.published_rates import PUBLISHED, USUAL_CLIP, published_rate
from venice_data.quotes.video_quotes import seconds_of

if TYPE_CHECKING:
    from pages.shared.view import View

TYPE_OF_VIDEO: Final = VIDEO.types[0]


UNIT: Final = f"for {USUAL_CLIP.in_short}, about"


class AboutVideo(NamedTuple):
    """About what a usual clip costs, in USD by model id."""

    costs: dict[str, float]

    @property
    def lowest(self) -> float:
        """What the cheapest costs."""
        return min(self.costs.values())

    @property
    def cheapest(self) -> tuple[str, ...]:
        """The ids of the models that make it for the least."""
        return tuple(model_id for model_id, cost in self.costs.items() if cost == self.lowest)

    @property
    def in_words(self) -> str:
        """The range as a sentence."""
        clip = begun(USUAL_CLIP.in_words)
        return f"{clip} costs {self._range}, by rates {PUBLISHED}; Venice quotes each."

    @property
    def least_in_short(self) -> str:
        """What the cheapest costs."""
        return f"about {cost_text(self.lowest, 'usd')} for {USUAL_CLIP.in_short}"

    @property
    def _range(self) -> str:
        prices = (self.lowest, max(self.costs.values()))
        return f"about {from_to(cost_text(price, 'usd') for price in prices)}"


@once_per_view
def about_video(view: View) -> AboutVideo | None:
    """Return about what a usual clip costs with models that are quoted; None without a rate in USD.

    A model that lists a price of its own is none of them.
    """
    models = view.of_type(TYPE_OF_VIDEO)
    models = models[priced_by_quote(models, view.prices)]
    seconds = seconds_of(USUAL_CLIP.duration)
    if view.currency != "usd" or seconds is None:
        return None
    costs = {
        str(model_id): rate.price_of(seconds)
        for model_id in models.index
        if (rate := published_rate(str(model_id), USUAL_CLIP)) is not None
    }
    return AboutVideo(costs) if costs else None
