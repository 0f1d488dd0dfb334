"""Tables say which of their models came or moved in price lately, and which cannot be compared."""

from __future__ import annotations

import pytest

from pages.shared.site import AUDIO, CALCULATOR, CHANGES, MODEL, OVERVIEW, TEXT, SitePage
from pages.shared.table import RECENT_CHANGE
from tests.support.page_driver import draw, draw_every_tab, table_of, texts_of


def test_a_table_marks_what_came_and_what_moved() -> None:
    table = table_of(draw(TEXT, as_of="2026-08-20"), "text_input_output").set_index("Id")

    assert table[RECENT_CHANGE]["xiaomi-mimo-v2-5"] == "price up"
    assert table[RECENT_CHANGE]["z-ai-glm-5-3"] == "new"
    assert (table[RECENT_CHANGE] == "").any()


def test_a_table_without_anything_to_mark_has_no_column_for_it() -> None:
    table = table_of(draw(TEXT, as_of="2026-04-18"), "text_input_output")

    assert RECENT_CHANGE not in table


@pytest.mark.parametrize(
    ("ticked", "label"),
    [
        (["retired-long-ago", "claude-opus-5"], "Compare 1 ticked model"),
        (["retired-long-ago"], None),  # stood there: Compare 1 ticked model
    ],
)
def test_a_ticked_model_that_is_no_longer_offered_is_named_before_the_comparison(
    monkeypatch: pytest.MonkeyPatch, ticked: list[str], label: str | None
) -> None:
    monkeypatch.setattr("pages.shared.table._tick_rows", lambda *_: ticked)

    drawn = draw(CALCULATOR, calculator_tab="Cache writes")

    said = "No longer offered, so not compared: retired-long-ago."
    assert said in texts_of(drawn)
    labels = [link.proto.label for link in drawn.get("page_link")]
    assert [text for text in labels if "ticked" in text] == ([label] if label else [])


def test_a_ticked_model_leads_to_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.shared.table._tick_rows", lambda *_: ["claude-opus-5"])

    drawn = draw(CALCULATOR, calculator_tab="Cache writes")

    leading = [link.proto for link in drawn.get("page_link") if link.proto.page == MODEL.address]
    assert [(link.label, link.query_string) for link in leading] == [
        ("Claude Opus 5", "id=claude-opus-5")
    ]


def test_the_overview_counts_and_names_what_changed_in_thirty_days() -> None:
    texts = texts_of(draw(OVERVIEW, as_of="2026-08-12", search="mimo-v2"))

    assert any(text.startswith("**3** price rises · **0** price cuts") for text in texts)
    assert any(
        "12 August · **[MiMo-V2.5](model?id=xiaomi-mimo-v2-5)**: input $0.14 → $0.40 (+186%)"
        in text
        for text in texts
    )


def test_the_overview_names_the_last_changes_that_are_known() -> None:
    """It said that nothing changed in days of which nobody had seen a list."""
    texts = texts_of(draw(OVERVIEW, as_of="2026-10-15"))

    assert "What changed in the 30 days to 22 August 2026" in texts
    assert any(text.startswith("What changed after 22 August 2026 is not known") for text in texts)
    assert any("[Ox Alpha](model?id=stealth-ox-alpha)**: new text model" in text for text in texts)


@pytest.mark.parametrize("page", [OVERVIEW, AUDIO, CHANGES], ids=lambda page: page.title)
def test_every_table_can_be_taken_along_as_two_files(page: SitePage) -> None:
    for drawn in draw_every_tab(page):
        files = [button.proto.label for button in drawn.get("download_button")]
        # Models that retire stand in tables of text, whose names are links.
        of_text = [text for text in texts_of(drawn) if text.startswith("| Model | Retire")]
        assert [file for file in files if file in ("CSV", "Excel")] == (
            ["CSV", "Excel"] * (len(drawn.dataframe) + len(of_text))
        )
