"""The nearest alternatives to a model, and what a price comes to in everyday terms."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.support.own_data import OWN_DATA
from tests.support.stand_in import answer, text_model
from venice_data.api.parser import parse_models
from venice_data.costs.alternatives import Alternative, alternatives, change_in_words
from venice_data.costs.everyday import everyday_cost, everyday_use
from venice_data.costs.headlines import headline_prices

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.catalog.frames import Catalog

CATALOG = parse_models(json.loads((OWN_DATA / "models-2026-08-22.json").read_text()))


def test_who_loses_nothing_comes_first_and_then_who_costs_most_alike() -> None:
    catalog = catalog_of(
        priced("own", 2.0, vision=True),
        priced("same-for-less", 1.0, vision=True),
        priced("same-for-half-of-that", 0.5, vision=True),
        priced("as-dear-and-blind", 2.0, vision=False),
    )

    found = alternatives_in(catalog, "own")

    assert [other.model_id for other in found] == [
        "same-for-less",
        "same-for-half-of-that",
        "as-dear-and-blind",
    ]
    assert found[0].gains == ()
    assert found[0].change == -0.5
    assert found[0].losses == ()
    assert found[2].losses == ("no vision",)


def test_a_shorter_context_is_a_loss_and_a_tenth_less_is_none() -> None:
    own, nearly, half = priced("own", 1.0), priced("nearly", 1.0), priced("half", 1.0)
    for model, tokens in ((own, 131_072), (nearly, 128_000), (half, 65_536)):
        model["model_spec"]["availableContextTokens"] = tokens
    catalog = catalog_of(own, nearly, half)

    found = alternatives_in(catalog, "own")

    losses = {other.model_id: other.losses for other in found}
    assert losses == {"nearly": (), "half": ("context 65,536 instead of 131,072 tokens",)}


def test_what_privacy_one_gains_or_loses_is_named_against_what_one_has() -> None:
    """The loss of a private model was called “anonymized”."""
    own, other = priced("own", 1.0), priced("other", 1.0)
    own["model_spec"]["privacy"], other["model_spec"]["privacy"] = "private", "anonymized"
    catalog = catalog_of(own, other)

    assert alternatives_in(catalog, "own")[0].losses == ("privacy: anonymized instead of private",)
    assert alternatives_in(catalog, "other")[0].gains == ("privacy: private instead of anonymized",)


def test_a_model_that_is_down_or_of_another_type_is_no_alternative() -> None:
    down = priced("down", 1.0)
    down["model_spec"]["offline"] = True
    catalog = catalog_of(priced("own", 1.0), down)

    assert alternatives_in(catalog, "own") == []


def test_a_model_without_a_price_has_alternatives_all_the_same() -> None:
    unpriced = text_model("own")
    unpriced["model_spec"]["pricing"] = {}
    catalog = catalog_of(unpriced, priced("other", 1.0))

    (other,) = alternatives_in(catalog, "own")

    assert other.model_id == "other"
    assert change_in_words(other.change) == ""


def test_of_the_alternatives_to_a_free_model_the_cheapest_comes_first() -> None:
    """They stood in the order of their ids."""
    catalog = catalog_of(
        priced("own", 0.0), priced("a-dear", 9.0), priced("b-cheap", 1.0), priced("c-free", 0.0)
    )

    found = alternatives_in(catalog, "own")

    assert [other.model_id for other in found] == ["c-free", "b-cheap", "a-dear"]


def test_a_model_that_is_announced_to_go_is_no_alternative() -> None:
    going = priced("going", 1.0)
    going["model_spec"]["deprecation"] = {"removesAt": "2099-01-01T00:00:00Z"}

    found = alternatives_in(catalog_of(priced("own", 1.0), going, priced("stays", 9.0)), "own")

    assert [other.model_id for other in found] == ["stays"]


@pytest.mark.parametrize("model_id", ["kimi-k3", "gpt-image-2", "tts-kokoro"])
def test_alternatives_of_real_models_are_of_their_type(model_id: str) -> None:
    found = alternatives_in(CATALOG, model_id)

    assert len(found) == 5
    types = CATALOG.models["type"]
    assert {types[other.model_id] for other in found} == {types[model_id]}


@pytest.mark.parametrize(
    ("component", "unit", "price", "what", "cost"),
    [
        ("input", "1M tokens", 2.0, "a page of text read", "0.0013"),
        ("extended.output", "1M tokens", 10.0, "a page of text written", "0.0065"),
        ("input", "1M characters", 3.5, "an hour of talk", "0.189"),
        ("per_thousand_characters", "1K characters", 0.1, "an hour of talk", "5.4"),
        ("per_audio_second", "second", 0.0000315, "an hour of talk", "0.1134"),
        ("per_second", "second", 0.002, "a song of three minutes", "0.36"),
        ("generation", "image", 0.01, "100 product pictures", "1"),
    ],
)
def test_a_price_in_everyday_terms_is_exact(
    component: str, unit: str, price: float, what: str, cost: str
) -> None:
    use = everyday_use(component, unit)

    assert use is not None
    assert use.what == what
    assert everyday_cost(price, use) == Decimal(cost)


def test_a_price_that_says_it_best_itself_has_no_everyday_use() -> None:
    assert everyday_use("durations.60", "track") is None
    assert everyday_use("per_dream", "unknown") is None


def alternatives_in(catalog: Catalog, model_id: str) -> list[Alternative]:
    """Return the alternatives to a model among those of its catalog."""
    model = cast("pd.Series[Any]", catalog.models.loc[model_id])
    own_price = float(headline_prices(catalog.prices, catalog.models, "usd")[model_id])
    return alternatives(model, own_price, catalog.models, catalog.prices, "usd")


def priced(model_id: str, usd: float, *, vision: bool = False) -> dict[str, Any]:
    """Return a text model with one price for input and output."""
    model = text_model(model_id)
    price = {"usd": usd, "diem": usd}
    model["model_spec"]["pricing"] = {"input": price, "output": price}
    model["model_spec"]["capabilities"] = {"supportsVision": vision}
    return model


def catalog_of(*models: dict[str, Any]) -> Catalog:
    """Return these models as a catalog."""
    return parse_models(answer(list(models)))
