"""A tab that stays open: it redraws the page for another list, and only for that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from streamlit.runtime.state.common import user_key_from_element_id
from streamlit.testing.v1 import AppTest

from pages.shared.freshness import show_freshness
from pages.shared.site import TEXT
from pages.shared.view import view_of
from tests.support.page_driver import draw, rerun, serve
from tests.support.stand_in import text_model
from venice_data.catalog.filters import Filters
from venice_data.live.store import shared_store

if TYPE_CHECKING:
    from pages.shared.view import View

_SCRIPT: Final = "from tests.pages.shared.test_freshness import draw_page; draw_page()"


def _view() -> View:
    return view_of(shared_store().current(), TEXT, Filters(), "usd", datetime.now(UTC))


def draw_page() -> None:
    """Draw a page of nothing but its freshness, and count its runs."""
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    show_freshness(st.session_state.pop("view_before", None) or _view())


def _runs_after_a_look(view_before: View) -> int:
    """Look at a page that was drawn with this view; return how often it has run then."""
    drawn = AppTest.from_string(_SCRIPT, default_timeout=60)
    drawn.session_state["view_before"] = view_before
    runs: int = rerun(drawn).session_state["runs"]
    return runs


def _models(input_price: float, **leaving: Any) -> list[dict[str, Any]]:
    return [text_model("stays", input_price, 2), text_model("leaves", **leaving)]


def test_the_same_list_fetched_again_runs_no_page() -> None:
    serve(_models(1))
    before = _view()
    serve(_models(1), datetime.now(UTC))

    assert shared_store().current().catalog is not before.catalog
    assert _runs_after_a_look(before) == 1


def test_a_list_with_another_price_runs_the_page() -> None:
    serve(_models(1))
    before = _view()
    serve(_models(3))

    assert _runs_after_a_look(before) == 2


def test_a_model_that_has_left_since_runs_the_page() -> None:
    removal = datetime.now(UTC) - timedelta(minutes=1)
    serve(_models(1, deprecation={"removesAt": f"{removal:%Y-%m-%dT%H:%M:%SZ}"}))
    snapshot = shared_store().current()
    before = view_of(snapshot, TEXT, Filters(), "usd", removal - timedelta(minutes=1))
    assert "leaves" in before.models.index

    assert _runs_after_a_look(before) == 2


def test_a_choice_in_a_tab_runs_its_part_and_not_the_page() -> None:
    serve(_models(1))

    drawn = draw(TEXT)
    widgets = drawn.session_state._state._state._new_widget_state.widget_metadata
    fragments = {
        user_key_from_element_id(widget): about.fragment_id for widget, about in widgets.items()
    }

    assert fragments["currency"] is None
    assert fragments["text_mix"] == fragments["text_tab"] is not None
    assert fragments["text_blended_table"] not in {None, fragments["text_tab"]}
