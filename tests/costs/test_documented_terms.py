"""What a request uses beside its model is part of its cost, wherever the basket goes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.support.samples import tokens
from tests.support.stand_in import model, text_model
from venice_data import parse_models
from venice_data.costs.baskets import cost_of_basket
from venice_data.costs.documented_terms import load_of
from venice_data.costs.presets import basket_of_preset
from venice_data.costs.work import Basket, Chat, Images, Line, one_unit_of
from venice_data.costs.work_costs import cost_with
from venice_data.costs.work_links import basket_from_text, basket_to_text

_CATALOG = parse_models(
    [
        text_model("a", 1, 2, capabilities={"supportsWebSearch": True, "supportsXSearch": False}),
        text_model("blind", 1, 2, capabilities={"supportsWebSearch": False}),
        model("painter", "image", tokens(generation=0.05)),
    ]
)
# A bot of whose conversations, of four requests each, one in three searches once.
_BOT = Chat(4_000, 3_000, 250, web_searches=1 / 12)


def test_a_bot_that_searches_in_one_chat_of_three_is_priced_whole() -> None:
    cost = cost_with("a", _BOT, _CATALOG.prices, _CATALOG.models, "usd")

    without = 4_000 * (3_000 * 1 + 250 * 2) / 1_000_000
    assert float(cost.amount or 0) == pytest.approx(without + 1_000 / 3 * 0.01)
    assert "0.08333333333333333 web searches" in cost.explanation
    assert "web searches $0.01 each, as of August 2026" in cost.explanation


def test_the_example_that_searches_has_a_model_that_can_and_is_priced_whole() -> None:
    name = "Support bot that searches the web in one chat of three"
    basket = basket_of_preset(name, _CATALOG.prices, _CATALOG.models, "usd")
    cost = cost_of_basket(basket, _CATALOG.prices, _CATALOG.models, "usd")

    assert [line.model_id for line in basket.lines] == ["a"]
    a_day = 4_000 * (4_500 * 1 + 250 * 2) / 1_000_000 + 4_000 * 0.33 * 0.01  # $20.00 and $13.20
    assert float(cost.per_month) == pytest.approx(a_day * 365 / 12)


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        ({"web_searches": 2.0}, "0.02"),
        ({"scraped_pages": 5.0}, "0.05"),
        ({"augment_calls": 1.0, "scraped_pages": 0.5}, "0.015"),
    ],
)
def test_each_extra_has_its_price(uses: dict[str, Any], expected: str) -> None:
    work = replace(Chat(1, 0, 0), **uses)
    cost = cost_with("a", work, _CATALOG.prices, _CATALOG.models, "diem")

    assert cost.amount == Decimal(expected)


def test_rewrites_of_prompts_come_on_top_of_pictures() -> None:
    work = Images(100, "1K", "low", prompt_rewrites=0.25)
    cost = cost_with("painter", work, _CATALOG.prices, _CATALOG.models, "usd")

    assert cost.amount == Decimal("6.00")  # 100 × (0.05 + 0.25 × 0.04)


@pytest.mark.parametrize(
    ("model_id", "uses"), [("blind", {"web_searches": 1.0}), ("a", {"x_results": 1.0})]
)
def test_a_model_that_cannot_search_has_no_cost(model_id: str, uses: dict[str, Any]) -> None:
    work = replace(Chat(1, 10, 10), **uses)
    cost = cost_with(model_id, work, _CATALOG.prices, _CATALOG.models, "usd")

    assert cost.amount is None
    assert cost.why_not.startswith("has no ")


def test_links_hold_extras_and_old_ones_have_none() -> None:
    basket = Basket((Line(_BOT, "a", "day"), Line(Images(1, "1K", "low", 0.5), None, "once")))
    read = basket_from_text(basket_to_text(basket))
    old = basket_from_text("chat~day~a~requests.10~input-tokens.20~output-tokens.30")

    assert (read.basket, read.ignored) == (basket, [])
    assert old.basket.lines[0].work == Chat(10, 20, 30)


def test_one_request_searches_as_often_as_each_of_many() -> None:
    basket = Basket((Line(one_unit_of(_BOT), "a", "month"),))
    bill = cost_of_basket(basket, _CATALOG.prices, _CATALOG.models, "usd")

    assert float(bill.per_month) == pytest.approx(0.0035 + 0.01 / 12)


@pytest.mark.parametrize(
    ("line", "tiers"),
    [
        (Line(Chat(4_000, 3_000, 250), "a", "day"), []),
        (Line(Chat(40_000, 100, 10), "a", "day"), ["L", "M", "S"]),
        (Line(Chat(9_000, 100, 10), "a", "day"), []),  # 18.75 a minute
        (Line(Chat(4_800, 80_000, 0), "a", "day"), ["L", "M", "S"]),  # 800,000 tokens a minute
        (Line(Chat(40_000, 100, 10), "a", "month"), []),
    ],
)
def test_a_load_is_held_against_every_tier(line: Line, tiers: list[str]) -> None:
    load = load_of(line)

    assert load is not None
    assert [tier.name for tier in load.exceeds] == tiers


def test_other_work_has_no_load() -> None:
    assert load_of(Line(Images(1, "1K", "low"), None, "day")) is None
    assert load_of(Line(_BOT, None, "once")) is None
