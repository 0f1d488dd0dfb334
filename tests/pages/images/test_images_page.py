"""The images page answers at once: what a picture costs at a size and quality, and many of them."""

from __future__ import annotations

from html import unescape

import pytest

from pages.server.first_page import first_page
from pages.shared.site import IMAGES
from tests.support.page_driver import chart_about, charts, draw, read, serve, texts_of
from tests.support.samples import by_quality, usd
from tests.support.stand_in import model
from venice_data.live.store import shared_store

THREE = [
    model("tiers", "image", {"quality": by_quality({"1K": {"low": 0.02, "high": 0.26}})}),
    model("sizes", "image", {"resolutions": {"1K": usd(0.04), "2K": usd(0.06)}}),
    model("single", "image", {"generation": usd(0.01)}),
]


@pytest.mark.parametrize(
    ("link", "heading"),
    [
        (
            {"images_quality": "low"},
            (
                "At 1K and low quality an image costs $0.01 to $0.04; Tiers is the cheapest that "
                "states its size: $0.02"
            ),
        ),
        (
            {"images_quality": "high"},
            (
                "At 1K and high quality an image costs $0.01 to $0.26; Sizes is the cheapest that "
                "states its size: $0.04"
            ),
        ),
        ({"search": "single"}, "An image costs $0.01 with Single"),
        (
            {"search": "tiers", "images_quality": "low"},
            "At 1K and low quality an image costs $0.02 with Tiers",
        ),
    ],
)
def test_the_heading_says_the_range_and_the_cheapest_of_a_stated_size(
    link: dict[str, str], heading: str
) -> None:
    """A matrix of three models stood first, and nothing said which model is cheapest."""
    serve(THREE)

    assert read(draw(IMAGES, **link).header[0].value) == heading


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        (
            {},
            (
                "Tiers is the cheapest at 1K and low quality: $0.02. 1,000 images cost $10.00 "
                "with the cheapest, or $40.00 with a stated size."
            ),
        ),
        (
            {"images_count": "10", "images_quality": "low"},
            "10 images cost $0.10 with the cheapest, or $0.20 with a stated size.",
        ),
    ],
)
def test_what_another_quality_and_many_pictures_cost_is_said_in_the_first_html_too(
    link: dict[str, str], sentence: str
) -> None:
    """Overview named the cheapest at low quality, and the page another one, at high."""
    serve(THREE)
    drawn = draw(IMAGES, **link)
    html = first_page(
        IMAGES,
        {name: [value] for name, value in link.items()},
        shared_store().current(),
        "https://prices.example",
    )

    link_to_cheapest = "The cheapest, which states no size: [Single](model?id=single)."
    assert f"{link_to_cheapest} {sentence}" in texts_of(drawn)
    assert f"{read(drawn.header[0].value)}. {sentence}" in unescape(html)


def test_nothing_is_said_of_them_where_none_costs_less() -> None:
    serve([*THREE[:2], model("single", "image", {"generation": usd(0.04)})])

    drawn = draw(IMAGES)

    assert read(drawn.header[0].value).endswith(
        "At 1K and high quality an image costs $0.04 to $0.26; 2 models are the cheapest"
    )
    both = "The 2 cheapest: [Single](model?id=single), [Sizes](model?id=sizes)."
    assert any(text.startswith(both) for text in texts_of(drawn))
    assert not any("stated size" in text for text in texts_of(drawn))


def test_the_tiers_come_after_the_ranking_and_a_tile_opens_its_model() -> None:
    serve(THREE)

    drawn = draw(IMAGES)

    first, *_, last = charts(drawn)
    assert "USD per image" in str(first.spec)
    assert last.rows["model_id"].tolist() == ["tiers", "tiers"]
    # 0.26 / 0.02
    assert "Quality alone makes a picture up to 13× as expensive: Tiers at 1K, " in "\n".join(
        texts_of(drawn)
    )


def test_all_models_are_bars_of_one_chart_those_of_no_stated_size_marked() -> None:
    """Models of no stated size stood in a second ranking, below the answer and its bars."""
    serve(THREE)

    ranking, *_ = charts(draw(IMAGES, images_quality="low"))

    assert ranking.rows["label"].tolist() == ["Single", "Tiers", "Sizes"]
    assert ranking.rows["ring"].tolist() == ["size not stated", "", ""]
    *_, rings, _rows_to_click = ranking.spec["layer"]
    assert rings["encoding"]["shape"]["scale"]["domain"] == ["size not stated"]
    assert rings["encoding"]["shape"]["legend"]["orient"] == "top"
    assert "of those with a stated size, the cheapest is Tiers." in ranking.takeaway


def test_where_no_model_states_a_size_the_cheapest_is_sought_among_all() -> None:
    serve(THREE)

    ranking, *_ = charts(draw(IMAGES, search="single"))

    assert "; the cheapest is Single." in ranking.takeaway


def test_none_is_said_to_make_no_picture_where_all_make_some() -> None:
    serve(THREE)

    assert not any("makes no picture" in text for text in texts_of(draw(IMAGES)))


def test_the_matrix_has_its_columns_in_order_and_its_tiles_priced() -> None:
    matrix = chart_about(draw(IMAGES), "legacy price")

    tiles = matrix.spec["layer"][0]["encoding"]
    assert tiles["x"]["scale"]["domain"] == ["low", "medium", "high", "legacy price"]
    row = matrix.rows[matrix.rows["row"] == "GPT Image 2 · 4K"]
    assert dict(zip(row["column"], row["price_text"], strict=True)) == {
        "low": "$0.05",
        "medium": "$0.21",
        "high": "$0.83",
        "legacy price": "$0.84",
    }
    assert "Grok Imagine 2.0 · 4K" not in matrix.rows["row"].tolist()
    # Where nothing is offered there is a gap, so that even the faintest tile is to be seen.
    assert min(tiles["opacity"]["scale"]["range"]) >= 0.2


def test_the_trap_of_leaving_out_quality_is_said_in_words() -> None:
    drawn = draw(IMAGES)

    # 0.26 / 0.02
    trap = (
        "Leave `quality` out with gpt-image-2 and you get high: "
        "$0.26 instead of $0.02 per picture at 1K, 13× the price of low."
    )
    assert trap in texts_of(drawn)


def test_images_are_ranked_at_the_size_and_quality_of_the_link() -> None:
    drawn = draw(IMAGES, images_resolution="2K", images_quality="low", search="gpt-image-2")

    assert chart_about(drawn, "USD per image").rows["price_text"].tolist() == ["$0.03"]


def test_a_quality_that_a_model_lacks_is_named_as_not_offered() -> None:
    drawn = draw(IMAGES, images_resolution="2K", images_quality="high")

    assert "Not offered at this choice: Grok Imagine 2.0." in texts_of(drawn)
    assert "Grok Imagine 2.0" not in chart_about(drawn, "USD per image").rows["label"].tolist()


def test_the_cheapest_edit_at_another_quality_is_named() -> None:
    """Overview named GPT Image 2, and this tab Grok Imagine, at another quality."""
    texts = texts_of(draw(IMAGES, images_tab="Edit"))

    heading = "At 1K and high quality an edit costs $0.0323 to $0.34; Grok Imagine is the cheapest"
    assert heading in texts
    assert any("GPT Image 2 is the cheapest at 1K and low quality: $0.03." in t for t in texts)


def test_an_edit_of_three_images_adds_the_surcharges() -> None:
    link = {"images_inputs": "3", "images_edit_resolution": "1K", "images_edit_quality": "low"}

    ranking = chart_about(draw(IMAGES, images_tab="Edit", **link), "USD per edit")

    cheapest = ranking.rows.iloc[0]
    assert (cheapest["label"], cheapest["price_text"]) == (
        "Grok Imagine",
        "$0.0369",  # 0.03 + 3 x 0.0023
    )


def test_where_all_upscales_cost_the_same_one_sentence_says_it() -> None:
    drawn = draw(IMAGES, images_tab="Upscale")

    points = chart_about(drawn, "USD per enlarged image")
    _, farthest = points.spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    assert farthest > 0.1  # a tick stands behind the last of them, on a phone too
    finding = "Enlarging a picture 2x costs $0.02 with every model; 4x costs $0.08 with every model"
    assert finding in texts_of(drawn)


@pytest.mark.parametrize(
    ("types", "counted"),
    [
        (("upscale",), "is 1 model made for it."),
        (
            ("upscale", "image"),
            (
                "are 1 model made for it and 1 that makes or edits pictures and lists a price "
                "for it too."
            ),
        ),
        (
            ("image", "inpaint"),
            (
                "are 0 models made for it and 2 that make or edit pictures and list a price "
                "for it too."
            ),
        ),
    ],
)
def test_models_that_enlarge_are_counted_as_one_or_several(
    types: tuple[str, ...], counted: str
) -> None:
    """It said `Counted are 1 model made for it and 0 that make`."""
    serve([model(kind, kind, {"upscale": {"2x": usd(0.02)}}) for kind in types])

    assert f"Counted {counted}" in texts_of(draw(IMAGES, images_tab="Upscale"))
