"""A run that shows what another visitor saw a moment ago computes next to nothing."""

from __future__ import annotations

from typing import Any, Final

import pytest
from pandas.core.generic import NDFrame

from pages.calculator.basket_editing import LINK_KEY
from pages.shared import view
from pages.shared.site import (
    AUDIO,
    CALCULATOR,
    CHANGES,
    IMAGES,
    MODEL,
    OVERVIEW,
    TEXT,
    VIDEO,
    SitePage,
)
from tests.support.page_driver import (
    altair_at_rest,
    draw,
    forget_what_was_computed,
    rerun,
    texts_of,
)
from venice_data.catalog import filter_kinds
from venice_data.catalog.filters import FILTERS
from venice_data.costs.charges import Charge
from venice_data.costs.work import Basket, Chat, Images, Line
from venice_data.costs.work_links import basket_to_text
from venice_data.quotes import nearest_models

_BASKET: Final = basket_to_text(
    Basket(
        (Line(Chat(1_000, 2_000, 500), None, "day"), Line(Images(50, "1K", "low"), None, "month"))
    )
)


@pytest.fixture(autouse=True)
def _anew() -> None:
    forget_what_was_computed()


@pytest.mark.parametrize(
    ("page", "link", "most_frames"),
    [
        (OVERVIEW, {}, 60),  # 1,142 while headlines and retirements were computed in each run
        (TEXT, {}, 40),  # 116 with the options of the filters in each run
        (TEXT, {"text_tab": "Long context"}, 130),  # 261 with bars and lines in each run
        (TEXT, {"text_tab": "Against the maker"}, 120),  # 346 with the pictures in each run
        (IMAGES, {}, 30),
        (IMAGES, {"images_tab": "Upscale"}, 30),
        (AUDIO, {}, 30),
        (AUDIO, {"audio_tab": "Music"}, 38),  # three charts: songs, effects, lengths
        (VIDEO, {}, 40),  # 47 with the cheapest in each run
        (CHANGES, {}, 20),  # 73 with the weeks in each run
        (CALCULATOR, {LINK_KEY: _BASKET}, 40),  # 368 while each line was billed in each run
    ],
)
def test_a_warm_run_makes_hardly_a_frame(
    page: SitePage, link: dict[str, str], most_frames: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = rerun(draw(page, **link))
    remembered = len(view._SHARED.results)
    made = _count_frames(monkeypatch)

    rerun(drawn)

    assert len(made) <= most_frames
    assert len(view._SHARED.results) == remembered


def test_a_warm_run_of_a_month_prices_nothing_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = draw(CALCULATOR, calculator_tab="My month")
    drawn.button(key="calculator_month_example_0").click()
    rerun(drawn)
    remembered = len(view._SHARED.results)
    priced: list[str] = []
    monkeypatch.setattr(Charge, "owed", property(lambda charge: priced.append(charge.what)))

    with altair_at_rest(monkeypatch):
        rerun(drawn)

    assert priced == []
    assert len(view._SHARED.results) == remembered  # nothing of it is shared


def test_what_is_nearest_to_a_model_that_is_gone_is_sought_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All of its kind were held against it three times in each run."""
    drawn = draw(MODEL, id="venice-uncensored")
    told = texts_of(drawn)
    monkeypatch.setattr(nearest_models, "alternatives", lambda *_: pytest.fail("sought again"))

    rerun(drawn)

    assert texts_of(drawn) == told
    assert any("Use instead" in text for text in told)


def test_what_the_filters_offer_is_made_once_per_list(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = draw(TEXT)
    asked: list[str] = []  # each run asked for all labels four times
    monkeypatch.setattr(
        filter_kinds.SeveralOf, "_values", lambda declared, _: asked.append(declared.name)
    )

    rerun(drawn)

    assert asked == []
    assert {*drawn.multiselect(key=FILTERS["privacy"].name).options} == {"private", "anonymized"}


@pytest.mark.parametrize(("page", "link"), [(OVERVIEW, {}), (CALCULATOR, {LINK_KEY: _BASKET})])
def test_a_filter_that_nobody_chose_before_prices_no_model_again(
    page: SitePage, link: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = draw(page, **link)
    priced: list[str] = []
    monkeypatch.setattr(Charge, "owed", property(lambda charge: priced.append(charge.what)))
    drawn.multiselect(key=FILTERS["privacy"].name).select("private")

    rerun(drawn)

    assert priced == []


def _count_frames(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Keep count of each frame and each column that is made from now on."""
    made: list[None] = []
    make = NDFrame.__init__

    def make_and_count(frame: NDFrame, *args: Any, **options: Any) -> None:
        made.append(None)
        make(frame, *args, **options)

    monkeypatch.setattr(NDFrame, "__init__", make_and_count)
    return made
