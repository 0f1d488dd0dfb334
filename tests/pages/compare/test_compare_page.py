"""The page that compares models, over the bundled catalog and over lists of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pages.shared.site import COMPARE
from tests.support.page_driver import (
    charts,
    draw,
    picker_of,
    read,
    said_on,
    serve,
    texts_of,
)
from tests.support.samples import tokens
from tests.support.stand_in import model
from venice_data.costs.work import Basket, Chat, Images, Line
from venice_data.costs.work_links import basket_to_text

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

HOSTILE = "$a$ **b** <b>c</b> [x](javascript:alert(1)) :smile:"


def _text(model_id: str, pricing: object, **spec: object) -> dict[str, Any]:
    return model(model_id, "text", pricing=pricing, **spec)


def _column(drawn: AppTest, table: int, name: str) -> dict[str, str]:
    """Return what stands in the column of a model, by property without its unit."""
    shown = drawn.table[table].value.rename(columns=read)
    (column,) = [column for column in shown if str(column).startswith(f"[{name}](model?id=")]
    properties = [read(title).split(" (USD")[0] for title in shown.index]
    return dict(zip(properties, map(read, shown[column]), strict=True))


def test_the_page_marks_the_best_and_the_differences() -> None:
    drawn = draw(COMPARE, compare_models=["gpt-image-2", "nano-banana-2"])

    # 0.10 / 0.27, 0.14 / 0.51, 0.19 / 0.84
    prices = _column(drawn, 0, "Nano Banana 2")
    assert prices["1K image"] == "$0.10 · 63% less · lowest"
    assert prices["2K image"] == "$0.14 · 73% less · lowest"
    assert prices["4K image"] == "$0.19 · 77% less · lowest"
    assert prices["1K image, low quality"] == "no price published"
    assert _column(drawn, 0, "GPT Image 2")["1K image"] == "$0.27"
    assert "5× as much, against GPT Image 2" in said_on(drawn)  # 0.10 / 0.02


def test_another_base_turns_the_differences_around() -> None:
    drawn = draw(
        COMPARE, compare_models=["gpt-image-2", "nano-banana-2"], compare_base="nano-banana-2"
    )

    assert _column(drawn, 0, "GPT Image 2")["1K image"] == "$0.27 · 2.7× as much"
    assert _column(drawn, 0, "Nano Banana 2")["1K image"] == "$0.10 · lowest"
    assert "80% less, against Nano Banana 2" in said_on(drawn)  # 0.02 / 0.10
    assert not any("Ignored in the link" in text for text in texts_of(drawn))


def test_filters_do_not_hide_what_a_link_names() -> None:
    drawn = draw(COMPARE, compare_models=["gpt-image-2", "nano-banana-2"], type="text")

    assert picker_of(drawn, "compare_models").value == ["gpt-image-2", "nano-banana-2"]
    assert _column(drawn, 0, "GPT Image 2")["1K image"] == "$0.27"


def test_rows_that_are_the_same_are_folded() -> None:
    drawn = draw(COMPARE, compare_models=["gpt-image-2", "nano-banana-2"])

    assert any(fold.label.startswith("The same for all: ") for fold in drawn.expander)
    assert "Upscale 2x" not in _column(drawn, 0, "GPT Image 2")


def test_the_first_heading_says_which_is_cheaper_and_by_how_much() -> None:
    """The page had no answer in words."""
    serve(
        [
            _text("kimi-k3", tokens(input=3.75, output=18.75), name="Kimi K3"),
            _text("glm", tokens(input=1.54, output=4.84), name="GLM 5.1"),
            _text("mid", tokens(input=2, output=6), name="Mid"),
            _text("free", tokens(input=0, output=0), name="Free"),
        ]
    )

    def answer(*models: str) -> str:
        return read(draw(COMPARE, compare_models=[*models]).header[0].value)

    # (3 x 1.54 + 4.84) / 4 = 2.365 against 7.50
    per = "per 1M tokens, 3 in for 1 out"
    assert answer("glm", "kimi-k3") == f"GLM 5.1 costs 68% less than Kimi K3 {per}"
    assert answer("glm", "mid", "kimi-k3") == (
        f"GLM 5.1 costs least {per}: 68% less than Kimi K3, 21% less than Mid"
    )
    assert answer("free", "mid", "glm").startswith(f"GLM 5.1 costs least {per}: 21%")
    assert answer("free", "mid") == f"Free is free now, Mid costs $3.00 {per}"


def test_the_cheapest_by_output_alone_is_named_beside_that_of_the_mix() -> None:
    serve(
        [
            _text("long", tokens(input=1, output=9), name="Long"),
            _text("short", tokens(input=3, output=4), name="Short"),
            _text("like", tokens(input=2, output=4), name="Like"),
            _text("free", tokens(input=0, output=0), name="Free"),
        ]
    )

    texts = texts_of(draw(COMPARE, compare_models=["long", "short", "like", "free"]))

    assert "Cheapest by input alone: Long, $1.00; by output alone: Short, Like, $4.00." in texts


@pytest.mark.parametrize("prices", [(0, 0), (2, 2)])
def test_where_no_model_stands_out_none_is_called_the_cheapest(prices: tuple[float, float]) -> None:
    serve([_text(name, tokens(input=prices[0], output=prices[1])) for name in ("a", "b", "c")])

    texts = texts_of(draw(COMPARE, compare_models=["a", "b", "c"]))

    assert not any(text.startswith("Cheapest by") for text in texts)


def test_the_base_rate_is_not_drawn_again_as_that_of_long_context() -> None:
    long = {"context_token_threshold": 1_000} | tokens(input=6, output=8)
    stepped = tokens(input=3, output=4) | {"extended": long}
    serve([_text("long", stepped), _text("flat", tokens(input=2, output=4))])

    drawn = draw(COMPARE, compare_models=["long", "flat"])

    assert not [name for name in charts(drawn)[0].rows["component"] if "long context" in name]


def test_prices_are_bars_in_their_own_unit_and_multiples_a_choice() -> None:
    """Only multiples were drawn."""
    link = {"compare_models": ["gpt-image-2", "nano-banana-2", "kimi-k3", "zai-org-glm-5"]}

    drawn = charts(draw(COMPARE, **link))

    prices = drawn[0].rows.set_index(["component", "label"])["price_text"]
    assert prices["Output", "Kimi K3"] == "$18.75"
    assert [chart.rows["unit"].replace("", None).dropna().unique().tolist() for chart in drawn] == [
        ["USD per 1M tokens"],
        ["USD per image"],
        ["USD per upscaled image"],
    ]
    assert "Kimi K3" not in set(drawn[1].rows["label"])
    (multiples,) = charts(draw(COMPARE, compare_prices="multiples", **link))
    assert multiples.takeaway.startswith("Each price as a multiple of the price of GPT Image 2. ")


def test_hostile_names_stay_text() -> None:
    serve([_text("a", tokens(input=1), name=HOSTILE), _text("b", tokens(input=2), name="[B]")])

    drawn = draw(COMPARE, compare_models=["a", "b"])

    assert any(HOSTILE in text for text in texts_of(drawn))


def test_the_basket_is_priced_with_each() -> None:
    serve([_text("a", tokens(input=1, output=2)), model("b", "image", pricing=None)])
    basket = Basket(
        (
            Line(Chat(requests=12, input_tokens=1_000_000, output_tokens=0), None, "day"),
            Line(Chat(requests=3, input_tokens=0, output_tokens=1_000_000), None, "once"),
            Line(Images(count=10, resolution="1K", quality="low"), None, "month"),
        )
    )
    drawn = draw(COMPARE, compare_models=["a", "b"], compare_basket=basket_to_text(basket))

    costs = drawn.dataframe[-1].value.set_index("Line")
    assert dict(costs["a"]) == {
        "1. chat, 12 requests per day": "$365.00",  # 12 x $1 x 365 / 12
        "2. chat, 3 requests once": "$6.00 once",
        "3. images, 10 per month": "cannot do this work",
    }
    assert costs["b"].tolist()[0] == "cannot do this work"
    assert "cannot" not in costs["b"].tolist()[2]
