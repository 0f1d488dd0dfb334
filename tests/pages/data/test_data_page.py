"""The page of data: where figures come from, what is doubtful, what words mean, all as files."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from pages.shared.site import CALCULATOR, DATA, TEXT
from tests.support.page_driver import draw, serve, table_of, texts_of
from tests.support.samples import bundled
from tests.support.stand_in import text_model
from venice_data.catalog.glossary import GLOSSARY, explanation_of
from venice_data.catalog.price_components import PRICE_COMPONENTS

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.testing.v1 import AppTest


def test_the_source_counts_what_the_list_holds() -> None:
    drawn = draw(DATA, data_tab="Source")

    contents = only_table(drawn).set_index("Type")

    assert contents["Models"].sum() == int(remaining(drawn))
    video = contents.loc["Video"]
    assert video["Priced by quote only"] == video["Models"]
    assert video["Prices in the list"] == 0


def test_the_scores_of_models_that_are_not_offered_are_counted_apart() -> None:
    """The source spoke of 58 scores, the tab that shows them of 57 rated models."""
    texts = texts_of(draw(DATA, data_tab="Source"))

    (rated,) = (
        int(found[1])
        for text in texts_of(draw(TEXT, text_tab="Quality"))
        if (found := re.search(r"of (\d+) rated models are on the dashed line", text))
    )
    (said,) = (text for text in texts if "text models" in text and "LMArena" in text)
    scores, not_offered = map(int, re.findall(r"\d+", said)[:2])
    assert scores - not_offered == rated
    assert said.startswith(f"Scores of {scores} text models ({not_offered} of them not offered) on")


def test_the_page_opens_with_all_prices_as_files_and_why_those_hold_more_models() -> None:
    """The files of the counts were taken for all prices, and 328 models stood against 322."""
    drawn = draw(DATA)
    files = texts_of(drawn)
    gone = len(bundled().models) - int(remaining(drawn))
    said = next(text for text in files if f"with the {gone} that retired since" in text)
    assert "The column `retired_since` says from which day" in said
    assert any(text.startswith("**All prices**") for text in files)


def test_the_source_says_since_when_lists_are_recorded() -> None:
    assert any("since 18 April 2026" in text for text in texts_of(draw(DATA, data_tab="Source")))


def test_every_term_is_explained_in_the_glossary() -> None:
    texts = texts_of(draw(DATA, data_tab="Glossary"))

    for term in GLOSSARY:
        assert any(text.startswith(f"**{term.title}**") for text in texts)
        assert any(term.explanation in text for text in texts)


def test_a_term_that_is_not_listed_cannot_be_explained() -> None:
    assert explanation_of("DIEM").startswith("DIEM: Venice's own unit.")
    with pytest.raises(KeyError):
        explanation_of("a word of our own")


def test_every_kind_of_price_has_its_unit_and_explanation() -> None:
    units = table_of(draw(DATA, data_tab="Units"), "data_units")

    assert list(units["Price of"]) == [component.label for component in PRICE_COMPONENTS]
    assert (units[["Unit", "What it is", "For"]] != "").all(axis=None)


def test_a_kind_of_price_that_is_new_is_listed_with_the_known_ones() -> None:
    model = text_model("novel")
    model["model_spec"]["pricing"]["per_dream"] = {"usd": 0.5, "diem": 0.5}
    serve([model])

    last = table_of(draw(DATA, data_tab="Units"), "data_units").iloc[-1]

    assert (last["Price of"], last["Unit"]) == ("per_dream", "unknown")
    assert last["Where Venice writes it"] == "pricing.per_dream"


def test_the_older_price_that_differs_by_a_cent_is_told() -> None:
    doubts = only_table(draw(DATA, data_tab="Checks"))

    one = doubts[doubts["Picture"] == "GPT Image 2, 1K"].iloc[0]
    assert one["Id"] == "gpt-image-2"
    assert one["Quality"] == "high"
    assert one["By quality"] == pytest.approx(0.26)
    assert one["By size alone"] == pytest.approx(0.27)


def test_of_two_prices_for_one_picture_a_phone_shows_both() -> None:
    """Three columns are seen there at once, and the second price was the fourth."""
    doubts = only_table(draw(DATA, data_tab="Checks"))

    assert doubts.columns.tolist()[:3] == ["Picture", "By quality", "By size alone"]


def test_what_was_not_understood_is_told_with_its_model() -> None:
    model = text_model("odd")
    model["model_spec"]["privacy"] = 7
    serve([model])

    problems = only_table(draw(DATA, data_tab="Checks"))

    assert list(problems["Id"]) == ["odd"]
    assert "privacy" in problems["Where"].iloc[0]


def test_a_list_without_doubts_says_so() -> None:
    serve([text_model("plain")])

    texts = texts_of(draw(DATA, data_tab="Checks"))

    assert "Everything in this list was understood" in texts
    assert "No price contradicts another in this list" in texts


def test_everything_can_be_downloaded_and_says_how_much_it_is() -> None:
    drawn = draw(DATA, data_tab="Downloads")

    assert len(drawn.get("download_button")) == 10
    sizes = [text for text in texts_of(drawn) if text.endswith(" rows.")]
    assert len(sizes) == 5
    assert all(" 0 rows" not in size for size in sizes)
    # Nothing said that none of the prices is of video.
    (prices,) = [size for size in sizes if size.startswith("**All prices**")]
    assert re.search(r"without the \d+ models that have none in the list", prices)
    assert any(size.startswith("**Video rates**: about what a second") for size in sizes)


def test_each_address_for_programs_has_a_line_that_asks_for_what_is_chosen_here() -> None:
    drawn = draw(DATA, data_tab="API", type="text", privacy="private", as_of="2026-06-01")

    lines = [shlex.split(code.value) for code in drawn.code]
    assert [line[0] for line in lines] == ["curl"] * 5
    chosen = "type=text&privacy=private"
    assert [line[-1] for line in lines] == [
        f"api/models.json?{chosen}&as_of=2026-06-01",
        f"api/prices.csv?{chosen}&as_of=2026-06-01",
        f"api/retirements.ics?{chosen}",
        f"api/changes.atom?{chosen}",
        "api/status.json",
    ]


def test_the_lines_begin_with_the_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENICE_PUBLIC_URL", "https://prices.example/venice")
    serve([text_model("plain")])

    drawn = draw(DATA, data_tab="API", search="it's $5 `x`")

    address = shlex.split(drawn.code[0].value)[-1]
    assert address.startswith("https://prices.example/venice/api/models.json?search=it%27s%20%245")


def only_table(drawn: AppTest) -> pd.DataFrame:
    """Return the one table that is drawn."""
    (table,) = drawn.dataframe
    shown: pd.DataFrame = table.value
    return shown


def remaining(drawn: AppTest) -> str:
    """Return how many models the sidebar counts."""
    (line,) = [text for text in texts_of(drawn) if text.endswith("models match the filters")]
    return line.split("**")[1]


def test_links_to_a_tab_by_its_former_name_open_it() -> None:
    former = [draw(DATA, data_tab=tab) for tab in ("Doubts", "Not understood")]
    for drawn in former:
        assert only_table(drawn)["Id"].iloc[0] == "gpt-image-2"
    for drawn in (*former, draw(CALCULATOR, calculator_tab="Substitutes")):
        assert not any("ignored" in text.casefold() for text in texts_of(drawn))
