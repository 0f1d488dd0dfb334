"""What is free now or in beta is not called the cheapest, unless that is asked for.

Ox Alpha, free and in beta, was the cheapest of everything: `$0.00` beside a bill of millions.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.support.samples import bundled, tokens
from tests.support.stand_in import model, text_model
from venice_data import parse_models
from venice_data.catalog.filters import Filters
from venice_data.costs.baskets import Substitution, on_cheapest_models
from venice_data.costs.cheapest_map import map_over_lengths, map_over_shares
from venice_data.costs.finder import find_cheapest
from venice_data.costs.free_and_beta import may_be_cheapest, status_of
from venice_data.costs.presets import suggested_model
from venice_data.costs.tokens import token_prices
from venice_data.costs.work import Basket, Chat, Line
from venice_data.costs.work_costs import cost_of

if TYPE_CHECKING:
    from venice_data import Catalog

FREE = "stealth-ox-alpha"
CHEAPEST = "e2ee-qwen-2-5-7b-p"  # 0.05 in, 0.13 out
CHAT = Chat(requests=1_000_000_000, input_tokens=1_000, output_tokens=500)
TEXT = Filters(types=("text",))


def _four_models() -> Catalog:
    return parse_models(
        [
            text_model("paid", 2, 2),
            text_model("free", 0, 0),
            text_model("beta", 1, 1, betaModel=True),
            text_model("both", 0, 0, betaModel=True),
        ]
    )


def _swapped(catalog: Catalog, line: Line, *, counts: bool = False) -> Substitution:
    return on_cheapest_models(
        Basket((line,)),
        catalog.prices,
        catalog.models,
        "usd",
        Filters(),
        counts_free_and_beta=counts,
    )


def test_what_is_free_or_in_beta_is_called_so_and_counts_only_if_asked_for() -> None:
    catalog = _four_models()
    costs = cost_of(CHAT, catalog.prices, catalog.models, "usd")

    status = status_of(catalog.models, costs["is_free"])

    assert status.to_dict() == {
        "paid": "",
        "free": "free now",
        "beta": "in beta",
        "both": "free now and in beta",
    }
    assert may_be_cheapest(status).tolist() == [True, False, False, False]
    assert may_be_cheapest(status, counts_free_and_beta=True).all()


@pytest.mark.parametrize("nothing", [Chat(0, 5, 5), Chat(5, 0, 0)])
def test_where_nothing_is_asked_for_no_model_is_free(nothing: Chat) -> None:
    catalog = _four_models()

    costs = cost_of(nothing, catalog.prices, catalog.models, "usd")

    assert costs["cost"].tolist() == [0, 0, 0, 0]
    assert not costs["is_free"].any()


def test_a_model_is_free_only_for_what_costs_nothing_with_it() -> None:
    catalog = parse_models([model("a", "text", tokens(input=0, output=5))])

    is_free = [
        bool(cost_of(Chat(1, 9, out), catalog.prices, catalog.models, "usd")["is_free"]["a"])
        for out in (0, 1)
    ]

    assert is_free == [True, False]


@pytest.mark.parametrize(
    ("counts", "answer"),
    [
        (False, "Cheapest text model: Qwen 2.5 7B, $0.07 per 1M tokens, 3 in for 1 out."),
        (
            True,
            (
                "Cheapest text model: Ox Alpha, $0.00 per 1M tokens, 3 in for 1 out. "
                "It is free now and in beta."
            ),
        ),
    ],
)
def test_the_finder_names_the_free_model_only_if_asked_for(*, counts: bool, answer: str) -> None:
    catalog = bundled()

    finding = find_cheapest(
        catalog.models, catalog.prices, TEXT, "usd", counts_free_and_beta=counts
    )

    assert finding.sentence == answer
    assert finding.ranked.index[0] == FREE  # a ranking has it, marked
    assert finding.free_or_beta.index.tolist() == [FREE, "qwen3-6-35b-a3b", "qwen-3-8-27b"]


def test_the_finder_says_so_where_only_free_and_beta_models_remain() -> None:
    catalog = parse_models([text_model("free", 0, 0), text_model("beta", 1, 1, betaModel=True)])

    def sentence(search: str) -> str:
        wish = Filters(types=("text",), search=search)
        return find_cheapest(catalog.models, catalog.prices, wish, "usd").sentence

    assert sentence("") == "2 text models, but those with a price are free now or in beta."
    found = "1 text model with “beta” in the name or id"
    assert sentence("beta") == f"{found}, but it is free now or in beta."


def test_a_bill_of_millions_has_a_cheapest_that_costs_something() -> None:
    catalog = bundled()
    line = Line(CHAT, "qwen-3-7-plus", "month")

    swapped = _swapped(catalog, line)
    asked_for = _swapped(catalog, line, counts=True)

    assert swapped.before.per_month == 1_500_000  # 10^9 x (1,000 x 0.50 + 500 x 2.00) / 1M
    assert swapped.basket.lines[0].model_id == CHEAPEST
    assert swapped.after.per_month == 115_000  # stood there: 0
    assert set(swapped.free_or_beta) == {FREE, "qwen-3-8-27b", "qwen3-6-35b-a3b"}
    assert (asked_for.basket.lines[0].model_id, asked_for.after.per_month) == (FREE, Decimal())


@pytest.mark.parametrize("chosen", ["both", "beta"])
def test_a_model_that_was_chosen_by_hand_counts_in_any_case(chosen: str) -> None:
    swapped = _swapped(_four_models(), Line(CHAT, chosen, "month"))

    assert swapped.basket.lines[0].model_id == chosen
    assert swapped.saving_per_month == 0


def test_a_line_begins_with_a_model_that_is_neither_free_nor_in_beta() -> None:
    catalog = _four_models()

    # stood there: beta, at half the price
    assert suggested_model(CHAT, catalog.prices, catalog.models, "usd") == "paid"


def test_no_cell_of_the_maps_names_what_is_free_or_in_beta_unless_asked_for() -> None:
    catalog = _four_models()
    prices = token_prices(catalog.prices, catalog.models, "usd")

    for cells in (map_over_shares(prices), map_over_lengths(prices, (500, 9_000), (100,))):
        assert set(cells["model_id"]) == {"paid"}
        assert cells["runner_up_id"].isna().all()
    counted = map_over_shares(prices, counts_free_and_beta=True)
    assert set(counted["model_id"]) == {"both"}
    assert set(counted["runner_up_id"]) == {"free"}


def test_a_model_with_free_input_is_free_only_where_a_cell_has_no_output() -> None:
    catalog = parse_models(
        [model("half", "text", tokens(input=0, output=2)), text_model("paid", 9, 9)]
    )
    prices = token_prices(catalog.prices, catalog.models, "usd")

    cells = map_over_shares(prices).set_index(["x", "y"])

    assert cells["model_id"][[(0.5, 0.0), (1.0, 0.0)]].tolist() == ["half", "paid"]
