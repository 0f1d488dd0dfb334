"""The embeddings tab: what a million tokens and an index of pages cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pages.shared.site import TEXT
from tests.support.page_driver import (
    charts,
    draw,
    rerun,
    said_on,
)

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def test_an_index_of_pages_is_added_up() -> None:
    drawn = draw(TEXT, text_tab="Embeddings")
    # 10,000 x 650 = 6.5M tokens, at 0.0125 a million
    assert _prices_of_index(drawn)["BGE-EN-ICL"] == pytest.approx(0.08125)
    assert len(charts(drawn)) == 1  # a second one was the first, times 6.5
    assert "about 490 English words" in said_on(drawn)

    drawn.number_input(key="text_pages").set_value(1_000_000)
    drawn.number_input(key="text_tokens_per_page").set_value(500)
    rerun(drawn)

    # 500M tokens, at 0.25 a million
    assert _prices_of_index(drawn)["Gemini Embedding 2 Preview"] == pytest.approx(125)
    assert drawn.dataframe[-1].value["Dimensions"].isna().all()


def _prices_of_index(drawn: AppTest) -> dict[str, float]:
    table = drawn.dataframe[-1].value
    return dict(zip(table["Model"], table["Price of the index"], strict=True))
