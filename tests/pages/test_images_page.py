"""Pictures with one price and no size stated, what makes no picture, and prices of a new kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pages.shared.site import AUDIO, CALCULATOR, IMAGES
from tests.support.page_driver import chart_about, charts, draw, offline_site, serve, texts_of
from tests.support.samples import usd
from tests.support.stand_in import model
from venice_data.costs.work import Basket, Images, Line
from venice_data.costs.work_links import basket_to_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pages.shared.site import SitePage

SIZELESS = "each, size not stated"
NEW_KIND = {"per_wobble": usd(0.01)}


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    yield from offline_site(monkeypatch, tmp_path)


def test_one_price_without_a_size_is_a_group_of_its_own_and_not_ranked_at_4k() -> None:
    drawn = draw(IMAGES, images_resolution="4K", images_quality="low")

    at_4k = chart_about(drawn, "USD per image").rows["label"].tolist()
    assert at_4k == ["GPT Image 2", "Nano Banana 2"]
    # Chroma, at $0.01, stood there as the cheapest at 4K
    assert chart_about(drawn, SIZELESS).rows["label"].iloc[0] == "Chroma"
    texts = texts_of(drawn)
    assert "One price, size not stated" in texts
    assert not any("costs the same for every choice" in text for text in texts)


def test_edits_with_one_price_are_a_group_of_their_own_too() -> None:
    drawn = draw(IMAGES, images_tab="Edit", images_edit_resolution="4K")

    assert "FireRed Edit" not in chart_about(drawn, "USD per edit").rows["label"].tolist()
    assert "FireRed Edit" in chart_about(drawn, SIZELESS).rows["label"].tolist()


def test_a_remover_of_backgrounds_is_not_ranked_among_generators() -> None:
    drawn = draw(IMAGES)

    # it stood there at $0.03, cheaper than half of those that make pictures
    ranked = [label for chart in charts(drawn) for label in chart.rows.get("label", [])]
    assert "Chroma" in ranked
    assert "Background Remover" not in ranked
    said = "Not ranked, since by its id it removes backgrounds and makes no picture: "
    assert f"{said}Background Remover." in texts_of(drawn)


def test_a_line_of_pictures_on_a_remover_of_backgrounds_says_why_it_has_no_price() -> None:
    line = Line(Images(10, "1K", "low"), "bria-bg-remover", "month")

    drawn = draw(CALCULATOR, calculator_basket=basket_to_text(Basket((line,))))

    reason = "Not priced: removes backgrounds, makes no picture. It is left out of the totals."
    assert reason in texts_of(drawn)


@pytest.mark.parametrize(
    ("page", "tab", "api_type", "pricing"),
    [
        (IMAGES, "Generate", "image", {"resolutions": {"1K": usd(0.1)}}),
        (IMAGES, "Edit", "inpaint", {"inpaint": usd(0.1)}),
        (AUDIO, "Speech", "tts", {"input": usd(1)}),
        (AUDIO, "Transcription", "asr", {"per_audio_second": usd(1)}),
        (AUDIO, "Music", "music", {"per_second": usd(1)}),
    ],
)
def test_a_price_of_a_new_kind_is_not_denied(
    page: SitePage, tab: str, api_type: str, pricing: dict[str, Any]
) -> None:
    serve(
        [
            model("known", api_type, pricing),
            model("odd", api_type, NEW_KIND),
            model("mute", api_type, None),
        ]
    )

    texts = texts_of(draw(page, **{f"{page.address}_tab": tab}))

    # stood there: No price published: Mute, Odd; on images: Not offered at this choice
    assert "No price published: Mute." in texts
    assert "With prices, but none that can be ranked here: Odd." in texts
    assert not any(text.startswith("Not offered") for text in texts)
