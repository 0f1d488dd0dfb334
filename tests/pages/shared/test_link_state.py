"""What a link says, read in any case and spacing; what it says in vain is told and ignored."""

from __future__ import annotations

import pytest

from pages.shared.site import (
    CALCULATOR,
    IMAGES,
    OVERVIEW,
    TEXT,
)
from tests.pages.shared.shelf import SHELF
from tests.support.page_driver import (
    charts,
    draw,
    rerun,
    serve,
    texts_of,
)


@pytest.mark.parametrize("value", ["edit", "inpaint", "EDIT", "Inpaint"])
def test_a_link_names_a_type_by_label_or_api_name_in_any_case(value: str) -> None:
    serve(SHELF)

    drawn = draw(IMAGES, type=value)

    assert drawn.multiselect(key="type").value == ["edit"]
    assert drawn.query_params["type"] == "edit"
    assert "**1** of 2 models match the filters" in texts_of(drawn)


def test_what_a_link_names_that_nobody_knows_is_said_and_ignored() -> None:
    serve(SHELF)

    drawn = draw(TEXT, privacy=["private", "*secret*"], currency="gold", context="9K")

    said = (
        "Ignored in the link: privacy=*secret* (not known); context=9K (not known); "
        "currency=gold (not known)."
    )
    assert said in texts_of(drawn)
    assert drawn.multiselect(key="privacy").value == ["private"]


def test_what_was_ignored_is_forgotten_as_soon_as_something_is_chosen() -> None:
    serve(SHELF)
    drawn = draw(TEXT, privacy=["private", "secret"])
    rerun(drawn)
    assert any(text.startswith("Ignored in the link") for text in texts_of(drawn))

    drawn.text_input(key="search").set_value("writer")
    rerun(drawn)

    assert not any(text.startswith("Ignored in the link") for text in texts_of(drawn))
    assert drawn.multiselect(key="privacy").value == ["private"]


def test_a_context_a_currency_and_a_search_are_read_in_any_case_and_spacing() -> None:
    serve(SHELF)

    drawn = draw(TEXT, context="128k", currency="diem", search="  wri   ter ")

    assert drawn.selectbox(key="context").value == "128K"
    assert drawn.segmented_control(key="currency").value == "DIEM"
    assert drawn.text_input(key="search").value == "wri ter"
    assert not any(text.startswith("Ignored in the link") for text in texts_of(drawn))


def test_what_a_link_asks_the_finder_in_vain_is_said() -> None:
    serve(SHELF)

    drawn = draw(OVERVIEW, overview_type="poetry", overview_privacy="PRIVATE", overview_needs="x")

    texts = texts_of(drawn)
    notes = "overview_type=poetry (not known); overview_needs=x (not known)"
    assert f"Ignored in the link: {notes}." in texts
    assert drawn.selectbox(key="overview_privacy").value == "private"


def test_a_tab_that_is_not_there_is_said_and_the_first_opens() -> None:
    drawn = draw(TEXT, text_tab="Poetry")

    assert "Ignored in the link: text_tab=Poetry (not known)." in texts_of(drawn)
    assert charts(drawn)


def test_a_parameter_of_someone_else_stays_in_the_link() -> None:
    drawn = draw(TEXT, utm_source="mail", type="EMBEDDING")

    assert drawn.query_params["utm_source"] == "mail"


def test_a_number_that_a_link_names_in_vain_is_said() -> None:
    drawn = draw(CALCULATOR, calculator_tab="DIEM", calculator_peak="1e3", calculator_stake="2.5")

    said = "Ignored in the link: calculator_peak=1e3 (not a number from 1 to 100)."
    assert said in texts_of(drawn)
    assert drawn.number_input(key="calculator_peak").value == 2
    assert drawn.number_input(key="calculator_stake").value == 2.5
