"""The tab of retirements lists what the top line counts: it said that none had left of six."""

from __future__ import annotations

import re

import pytest

from pages.shared.site import CHANGES, MODEL
from tests.support.page_driver import draw, rerun, texts_of


def test_models_counted_as_retired_in_the_top_line_are_listed_not_said_to_be_none() -> None:
    drawn = draw(CHANGES, changes_tab="Retiring")
    texts = texts_of(drawn)

    counted = next(found for text in texts if (found := re.search(r"(\d+) models? ha", text)))
    assert f"Retired since this list was fetched: {counted[1]}" in texts
    headed = f"{counted[1]} models retired since 22 August 2026; no later retirement is known"
    assert headed in texts


@pytest.mark.parametrize("model_id", ["e2ee-gemma-4-31b", "sora-2-pro-text-to-video"])
def test_a_retired_model_names_what_remains_and_offers_no_way_to_use_it(model_id: str) -> None:
    """Retired video models named none, and had a box with the id to copy."""
    drawn = draw(MODEL, id=model_id)
    texts = texts_of(drawn)

    assert any(text.startswith("**Use instead: [") for text in texts)
    assert "What else could do it" in texts
    assert "Use it" not in texts
    assert not drawn.code
    assert not [button for button in drawn.button if button.key == "model_add_to_basket"]


def test_what_is_not_known_of_a_retired_model_has_no_column() -> None:
    drawn = draw(MODEL, id="sora-2-pro-text-to-video")

    table = next(text for text in texts_of(drawn) if text.startswith("| Model | Price per "))
    assert "Against" not in table
    assert "not known" not in table


def test_a_retired_model_can_be_picked_and_its_nearest_alternatives_cost_most_alike() -> None:
    """It was found by its id alone, and beside nine times its price stood that nothing is worse."""
    drawn = draw(MODEL)
    picker = drawn.selectbox(key="model_picked")
    (label,) = [option for option in picker.options if "e2ee-gemma-4-31b" in option]
    assert "(retired)" in label

    picker.select("e2ee-gemma-4-31b")
    rerun(drawn)

    assert drawn.title[0].value == "Gemma 4 31B Instruct"
    table = next(text for text in texts_of(drawn) if text.startswith("| Model | Price per "))
    rows = table.splitlines()[2:]
    assert all(re.search(r"\| \$\S+ \([+-]\d\S*%\) \|", row) for row in rows)
