"""Which models are compared: picked, named by a link, suggested, or kept from before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared.site import COMPARE, TEXT
from tests.support.page_driver import (
    draw,
    picker_of,
    read,
    rerun,
    serve,
    texts_of,
)
from tests.support.samples import tokens
from tests.support.stand_in import model

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def _picked(drawn: AppTest) -> list[str]:
    picked: list[str] = picker_of(drawn, "compare_models").value
    return picked


def test_whoever_comes_back_finds_what_was_compared() -> None:
    serve([model(model_id, "text", tokens(input=1)) for model_id in "abc"])
    drawn = draw(COMPARE, compare_models=["a", "c"])

    drawn.switch_page(TEXT.script)
    drawn.query_params.clear()  # as the menu's link does
    rerun(drawn)
    drawn.switch_page(COMPARE.script)
    rerun(drawn)

    assert _picked(drawn) == ["a", "c"]
    assert drawn.query_params["compare_models"] == ["a", "c"]


def test_an_emptied_comparison_stays_empty() -> None:
    serve([model(model_id, "text", tokens(input=1)) for model_id in "abc"])
    drawn = draw(COMPARE, compare_models=["a", "c"])

    picker_of(drawn, "compare_models").set_value([])
    rerun(drawn)

    assert _picked(drawn) == []


def test_a_link_is_read_in_any_case_and_the_rest_is_named() -> None:
    serve([model(f"m{number}", "text", tokens(input=1)) for number in range(8)])

    drawn = draw(
        COMPARE,
        compare_models=["M1", "nope", "m1", *(f"m{number}" for number in range(2, 8))],
        compare_base="m0",
    )

    assert _picked(drawn) == ["m1", "m2", "m3", "m4", "m5", "m6"]
    assert drawn.selectbox(key="compare_base_picked").value == "m1"
    assert (
        "Ignored in the link: compare_models=nope (no model that is offered); "
        "compare_models=m7 (one more than the 6 that fit); "
        "compare_base=m0 (none of the compared models)." in texts_of(drawn)
    )


def test_without_a_choice_the_page_offers_one() -> None:
    drawn = draw(COMPARE)

    drawn.button(key="compare_suggested_text").click()
    rerun(drawn)

    assert _picked(drawn) == [
        "e2ee-qwen-2-5-7b-p",  # stood there first: stealth-ox-alpha, free and in beta
        "e2ee-gpt-oss-20b-p",
        "qwen3-5-9b",
    ]
    assert any(header.value == "What differs" for header in drawn.header)


def test_one_model_asks_for_another_and_is_shown_with_its_nearest() -> None:
    """Of one model nothing was shown."""
    drawn = draw(COMPARE, compare_models=["gpt-image-2"])

    assert any(
        text.startswith("Pick one more model. Until then GPT Image 2 is shown")
        for text in texts_of(drawn)
    )
    assert len(drawn.table[0].value.columns) == 3
    assert _picked(drawn) == ["gpt-image-2"]


def test_an_empty_page_opens_with_a_suggestion_that_the_first_pick_replaces() -> None:
    """It opened empty."""
    drawn = draw(COMPARE)
    assert any("this is a suggestion: GLM 5.2" in text for text in texts_of(drawn))
    assert len(drawn.table[0].value.columns) == 3
    assert "compare_models" not in drawn.query_params

    picker_of(drawn, "compare_models").set_value(["kimi-k3", "zai-org-glm-5"])
    rerun(drawn)

    assert _picked(drawn) == ["kimi-k3", "zai-org-glm-5"]  # as the address says
    assert not any("suggestion" in text for text in texts_of(drawn))


def test_models_are_picked_by_names_that_no_other_has() -> None:
    """Whoever types an id finds its model; what is picked, which nobody looks for, is its name."""
    serve(
        [
            model("b-one", "text", tokens(input=1), name="Bo"),
            model("b-two", "text", tokens(input=2), name="Bo"),
            model("al", "text", tokens(input=0), name="Al"),
        ]
    )

    drawn = draw(COMPARE, compare_models=["b-two", "al"])

    assert picker_of(drawn, "compare_models").options == [
        "Al",
        "Bo · one · b-one",
        "Bo · two",
    ]
    assert drawn.selectbox(key="compare_base_picked").options == ["Bo · two", "Al"]
    assert "Al is free now, Bo · two costs $2.00 (Input)" in texts_of(drawn)


def test_a_ready_comparison_is_opened_with_one_click() -> None:
    newer = model("fox-2", "text", tokens(input=2, output=2), name="Fox 2") | {
        "created": 1_793_000_000
    }
    serve(
        [
            model("fox-1", "text", tokens(input=1, output=1), name="Fox 1"),
            newer,
            model("owl-1", "text", tokens(input=3, output=3), name="Owl 1"),
        ]
    )
    drawn = draw(COMPARE)

    ready = {read(button.label): button for button in drawn.button if "ready" in (button.key or "")}
    assert list(ready) == ["Newest Fox, Owl", "Newest of Fox"]
    ready["Newest Fox, Owl"].click()

    assert _picked(rerun(drawn)) == ["fox-2", "owl-1"]
