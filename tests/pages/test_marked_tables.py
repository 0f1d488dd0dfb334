"""Tables say which of their models came, or moved in price, of late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pages.shared.site import OVERVIEW, TEXT
from pages.shared.table import OF_LATE
from tests.support.page_driver import draw, offline_site, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd
    from streamlit.testing.v1 import AppTest


@pytest.fixture(autouse=True)
def _site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    yield from offline_site(monkeypatch, tmp_path)


def _first_table(drawn: AppTest) -> pd.DataFrame:
    table: pd.DataFrame = drawn.dataframe[0].value
    return table


def test_a_table_marks_what_came_and_what_moved() -> None:
    table = _first_table(draw(TEXT, as_of="2026-08-20")).set_index("Id")

    assert table[OF_LATE]["xiaomi-mimo-v2-5"] == "price up"
    assert table[OF_LATE]["z-ai-glm-5-3"] == "new"
    assert (table[OF_LATE] == "").any()


def test_a_table_without_anything_to_mark_has_no_column_for_it() -> None:
    table = _first_table(draw(TEXT, as_of="2026-04-18"))

    assert OF_LATE not in table


def test_the_overview_counts_and_names_what_changed_in_thirty_days() -> None:
    texts = texts_of(draw(OVERVIEW, as_of="2026-08-12", search="mimo-v2"))

    assert any(text.startswith("**1** price rises · **0** price cuts") for text in texts)
    assert any("12 August · **MiMo-V2.5**: input $0.14 → $0.40 (+186%)" in text for text in texts)


def test_the_overview_names_the_last_changes_where_none_is_recent() -> None:
    texts = texts_of(draw(OVERVIEW, as_of="2026-10-15"))

    assert any(text.startswith("Nothing was recorded since 15 September 2026") for text in texts)
    assert any("**Ox Alpha**: new text model" in text for text in texts)
