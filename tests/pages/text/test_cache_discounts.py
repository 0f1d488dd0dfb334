"""The tab of cache discounts: which models take off how much, and what of it is said."""

from __future__ import annotations

import pytest

from pages.shared.site import TEXT
from tests.support.page_driver import chart_about, draw, read, serve, texts_of
from tests.support.samples import tokens
from tests.support.stand_in import model, text_model


def test_equal_cache_discounts_are_one_step_with_their_count() -> None:
    """Twenty equal bars stood there, one for each model that takes 90% off."""
    serve(
        [
            *(model(name, "text", tokens(input=1, cache_input=0.1, output=2)) for name in "abc"),
            model("half", "text", tokens(input=1, cache_input=0.5, output=2)),
            text_model("none"),
        ]
    )

    drawn = draw(TEXT, text_tab="Cache")

    finding = "Prompt caching saves 90% with 3 of the 4 models that have a cache price"
    assert [read(heading.value) for heading in drawn.header] == [finding]
    steps = chart_about(drawn, "off a cache read")
    assert steps.rows[["label", "count", "told", "model_id"]].to_numpy().tolist() == [
        ["90% off", 3, "A, B, C (my model among them)", ""],
        ["50% off", 1, "Half", "half"],  # one model: a click opens it
    ]
    assert steps.takeaway == (f"{finding}. 90% off: A, B, C (my model among them); 50% off: Half.")
    named = "[A](model?id=a), [B](model?id=b), [C](model?id=c)"
    assert f"90% off: {named}." in texts_of(drawn)
    assert any(text.endswith(f" Largest discount, 90% off: {named}.") for text in texts_of(drawn))


def test_one_model_with_a_discount_is_told_as_one() -> None:
    """It said `with 1 of the one model that has a cache price`."""
    serve([model("one", "text", tokens(input=1, cache_input=0.25, output=2))])

    drawn = draw(TEXT, text_tab="Cache")

    finding = "Prompt caching saves 75% with the one model that has a cache price"
    assert [read(heading.value) for heading in drawn.header] == [finding]
    assert any(
        text.startswith("1 of 1 model has a price for input that it has just seen.")
        for text in texts_of(drawn)
    )


@pytest.mark.parametrize("cached", [1, 2])
def test_a_cache_price_that_saves_nothing_is_called_no_discount(cached: float) -> None:
    """It said `Largest discount, 100% more`."""
    serve(
        [
            model(name, "text", tokens(input=1, cache_input=cached, output=2))
            for name in ("a", "b", "c")
        ]
    )

    drawn = draw(TEXT, text_tab="Cache")

    finding = "Prompt caching saves nothing with most of the 3 models that have a cache price"
    assert [read(heading.value) for heading in drawn.header] == [finding]
    assert not any("Largest discount" in text for text in texts_of(drawn))


def test_many_models_of_one_discount_are_counted_and_the_first_of_them_named_above() -> None:
    names = [f"a-model-of-{n}" for n in range(6)]
    serve([model(name, "text", tokens(input=1, cache_input=0.1, output=2)) for name in names])

    drawn = draw(TEXT, text_tab="Cache")

    told = chart_about(drawn, "off a cache read").rows["told"].tolist()
    assert told == ["6 models (my model among them)"]
    assert any(text.endswith(" and 3 more.") for text in texts_of(drawn))


def test_my_model_is_found_by_its_name_whatever_its_discount() -> None:
    """All but the models of the most common discount hid behind `4 models`."""
    serve(
        [
            *(model(name, "text", tokens(input=1, cache_input=0.1, output=2)) for name in "abc"),
            model("half", "text", tokens(input=3, cache_input=1.5, cache_write=4, output=2)),
        ]
    )

    drawn = draw(TEXT, text_tab="Cache", text_cached_model="half")
    steps = chart_about(drawn, "off a cache read").rows
    assert steps["told"].tolist() == ["A, B, C", "Half (my model)"]
    assert steps["is_mine"].tolist() == [False, True]  # its bar has a colour of its own

    drawn = draw(TEXT, text_tab="Cache", text_cached_model="half", search="a")

    assert drawn.selectbox(key="text_cached_model_picked").options == ["A", "B", "C", "Half"]
    assert (
        "[Half](model?id=half): 50% off: $1.50 instead of $3.00 per 1M tokens that it has "
        "just seen. Writing to the cache costs $4.00."
    ) in texts_of(drawn)
