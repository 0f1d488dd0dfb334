"""A model that cannot answer at the length asked for is in no bill, ranking, budget or map."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.support.samples import tokens
from tests.support.seeded_history import seeded_history
from tests.support.stand_in import model
from venice_data import parse_models
from venice_data.catalog.filters import Filters
from venice_data.costs.baskets import cost_of_basket, on_cheapest_models
from venice_data.costs.budget import units_bought
from venice_data.costs.cheapest_map import log_spaced, map_over_lengths
from venice_data.costs.tokens import token_prices
from venice_data.costs.work import Basket, Chat, Line
from venice_data.costs.work_costs import cost_of
from venice_data.history.price_history import catalog_at

if TYPE_CHECKING:
    import pandas as pd

    from venice_data import Catalog


REASON = "answers at most 4,096 tokens"
# The lengths that the calculator's map draws.
INPUT_LENGTHS = log_spaced(500, 1_000_000, 18)
OUTPUT_LENGTHS = log_spaced(100, 60_000, 14)


def _chat(output_tokens: int) -> Chat:
    return Chat(requests=10, input_tokens=1_000, output_tokens=output_tokens)


def _two_models() -> Catalog:
    return parse_models(
        [
            model("short", "text", tokens(input=1, output=1), maxCompletionTokens=4_096),
            model("unlimited", "text", tokens(input=9, output=9)),
        ]
    )


def test_the_substitute_is_a_model_that_can_answer() -> None:
    catalog = _two_models()
    lines = tuple(Line(_chat(output), None, "month") for output in (4_096, 4_097))

    swapped = on_cheapest_models(
        Basket(lines), catalog.prices, catalog.models, "usd", Filters()
    ).basket

    # stood there: short for both, which costs a ninth of what it takes
    assert [line.model_id for line in swapped.lines] == ["short", "unlimited"]


def test_the_ranking_of_substitutes_has_no_price_for_it() -> None:
    catalog = _two_models()

    costs = cost_of(_chat(4_097), catalog.prices, catalog.models, "usd")

    assert costs["why_not"].to_dict() == {"short": REASON, "unlimited": ""}
    assert costs["cost"].notna().tolist() == [False, True]


def test_a_budget_buys_nothing_of_it() -> None:
    catalog = _two_models()

    bought = units_bought(Decimal(1), _chat(4_097), catalog.prices, catalog.models, "usd")

    assert bought["units"].notna().to_dict() == {"unlimited": True, "short": False}
    assert bought["why_not"]["short"] == REASON


def test_a_bill_leaves_its_line_out_and_says_why() -> None:
    catalog = _two_models()
    basket = Basket((Line(_chat(4_097), "short", "month"),))

    bill = cost_of_basket(basket, catalog.prices, catalog.models, "usd")

    assert bill.per_month == 0
    assert [line.cost.why_not for line in bill.not_priced] == [REASON]


def _impossible_cells(tokens_of: pd.DataFrame, limits: pd.Series[int]) -> tuple[int, int]:
    """Count the cells of the map, and those whose model cannot answer at that length."""
    cells = map_over_lengths(tokens_of, INPUT_LENGTHS, OUTPUT_LENGTHS, counts_free_and_beta=True)
    too_long = cells["y"] > cells["model_id"].map(limits)
    return len(cells), int(too_long.fillna(value=False).sum())


def test_no_cell_of_18_april_names_a_model_that_cannot_answer_at_that_length() -> None:
    catalog = catalog_at(seeded_history(), datetime(2026, 4, 18, 23, 59, tzinfo=UTC))
    models = catalog.models[catalog.models["type"] == "text"]
    prices = token_prices(catalog.prices, models, "usd")
    limits = models["max_completion_tokens"]
    as_if_unlimited = prices.assign(max_completion_tokens=limits.where(limits.isna()))

    assert _impossible_cells(as_if_unlimited, limits) == (252, 62)  # as the map stood before
    assert _impossible_cells(prices, limits) == (252, 0)
