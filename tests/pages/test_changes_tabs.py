"""The tabs of the page of changes beside its feed: prices over time, retirements, the basket."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from pages.shared.site import CALCULATOR, CHANGES
from tests.support.histories import A_DAY, GONE, SEVENFOLD, history_of, model_a
from tests.support.page_driver import (
    altair_at_rest,
    chart_about,
    charts,
    draw,
    offline_site,
    picker_of,
    remember,
    rerun,
    serve,
    table_of,
    texts_of,
)
from tests.support.samples import tokens
from tests.support.stand_in import model, text_model
from venice_data.costs.work import Basket, Chat, Line
from venice_data.costs.work_links import basket_to_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    yield from offline_site(monkeypatch, tmp_path)


def test_one_model_has_a_step_for_each_price_and_ends_named() -> None:
    drawn = draw(CHANGES, changes_tab="Over time", changes_models=SEVENFOLD)

    steps = chart_about(drawn, "USD per 1M tokens").rows
    heading = "MiMo-V2.5: Output rose 471% between "  # from 0.35
    assert any(text.startswith(heading) for text in texts_of(drawn))
    output = steps[steps["series"] == "Output"]
    assert output["price"].tolist()[-4:] == [0.28, 0.28, 2.0, 2.0]
    assert steps.loc[steps["end_text"] != "", "end_text"].tolist() == [
        "Cache read $0.08",
        "Input $0.40",
        "Output $2.00",
    ]
    assert steps["at"].max() == output["at"].max()


def test_units_do_not_share_an_axis() -> None:
    drawn = draw(CHANGES, changes_tab="Over time", changes_models="qwen-image-3-edit")

    titles = [chart.spec["layer"][0]["encoding"]["y"]["title"] for chart in charts(drawn)]
    assert titles == ["USD per edit", "USD per input image", "USD per image"]
    (gap,) = {chart.rows["stretch"].nunique() for chart in charts(drawn)[:2]}
    assert gap == 2  # it left on 5 August and came back on the 6th


def test_models_are_compared_by_one_price() -> None:
    models = ["openai-gpt-56-luna", "kimi-k3", "qwen-image-3"]
    link = {"changes_tab": "Over time", "changes_component": "Output per 1M tokens"}

    drawn = draw(CHANGES, changes_models=models, **link)

    (chart,) = charts(drawn)
    assert set(chart.rows["series"]) == {"GPT-5.6 Luna", "Kimi K3"}
    assert any(text == "Models without this price: Qwen Image 3." for text in texts_of(drawn))


def test_by_default_models_that_moved_are_drawn() -> None:
    (chart,) = charts(draw(CHANGES, changes_tab="Over time"))

    assert len(set(chart.rows["series"])) == 3
    assert chart.rows.groupby("series")["price"].nunique().min() > 1


def test_retired_models_and_free_ones_are_drawn_to_their_end() -> None:
    link = {"changes_tab": "Over time", "changes_component": "Input per 1M tokens"}

    (chart,) = charts(draw(CHANGES, changes_models=[GONE, "stealth-ox-alpha"], **link))

    ends = chart.rows.groupby("series")["at"].max().dt.strftime("%Y-%m-%d")
    assert ends.to_dict() == {
        "NVIDIA Nemotron 3.5 Lightning 30B": "2026-08-20",
        "Ox Alpha": "2026-08-22",
    }
    assert 0 in chart.rows["price"].tolist()
    assert chart.spec["layer"][0]["encoding"]["y"]["scale"]["domain"][0] == 0


def test_a_model_without_prices_is_named() -> None:
    drawn = draw(CHANGES, changes_tab="Over time", changes_models="sora-2-text-to-video")

    assert "Priced by quote only: Sora 2 · text-to-video." in texts_of(drawn)


def test_links_to_models_that_never_were_and_to_too_many_are_mended() -> None:
    known = ["kimi-k3", "KIMI-K3", "grok-4-6", "qwen-image-3", SEVENFOLD, GONE, "gpt-image-2"]

    drawn = draw(CHANGES, changes_tab="Over time", changes_models=["never", *known, "z-ai-glm-5-3"])

    assert len(picker_of(drawn, "changes_models").value) == 6
    assert (
        "Ignored in the link: changes_models=never (no model that was ever listed); "
        "changes_models=z-ai-glm-5-3 (one more than the 6 that fit)." in texts_of(drawn)
    )


def _leaving(days: int, **more: str) -> dict[str, str]:
    return {"removesAt": (datetime.now(UTC) + timedelta(days=days, hours=1)).isoformat(), **more}


def test_a_replacement_at_the_same_price_is_said_to_be() -> None:
    """It said `Newat the same price`."""
    leaving = _leaving(9, replacementModelId="new")
    serve([text_model("old", 1, 1, deprecation=leaving), text_model("new", 1, 1)])

    said = texts_of(draw(CHANGES, changes_tab="Retiring"))
    assert any("Replaced by [New](model?id=new) at the same price." in text for text in said)


def test_of_many_that_retire_those_that_go_next_are_drawn() -> None:
    goes = [text_model(f"m-{n:02}", 1, 1, deprecation=_leaving(n)) for n in range(1, 21)]
    serve([*goes, text_model("stays", 1, 1)])

    drawn = draw(CHANGES, changes_tab="Retiring")

    days = chart_about(drawn, "When each model retires").rows
    assert set(days["model_id"]) == {f"m-{n:02}" for n in range(1, 16)}
    assert any("Drawn: 15 of 20." in text for text in texts_of(drawn))


def test_where_nothing_is_left_to_use_instead_the_picture_is_told_so() -> None:
    serve([text_model("last", 1, 1, deprecation=_leaving(9))])

    days = chart_about(draw(CHANGES, changes_tab="Retiring"), "When each model retires")

    assert days.takeaway.endswith(", nothing to use instead.")


def test_what_retires_is_told_with_the_price_of_its_replacement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    removal = datetime.now(UTC) + timedelta(days=9, hours=1)
    leaving = {"removesAt": removal.isoformat(), "replacementModelId": "new"}
    serve([text_model("old", 1, 1, deprecation=leaving), text_model("new", 1.5, 1.5)])

    drawn = draw(CHANGES, changes_tab="Retiring")

    day = f"{removal.day} {removal:%B %Y}"
    assert f"1 model retires by {day}" in texts_of(drawn)
    # It promised what to use instead to those who cannot see the picture, and told days alone.
    days = chart_about(drawn, "When each model retires")
    assert days.takeaway.endswith(f"and what to use instead. Old: {day}, use New.")
    assert (
        f"Next: [Old](model?id=old), on {day}, in 9 days. Replaced by [New](model?id=new), "
        "50% more expensive." in texts_of(drawn)
    )
    (row,) = rows_of_departures(drawn, "Retires")
    assert row[0].startswith("[Old](model?id=old)")
    assert row[1] == day
    assert row[2].startswith("[New](model?id=new)")
    assert "named by Venice; 50% more expensive" in row[2]
    assert row[3].startswith("$1.00 ")
    assert chart_about(drawn, "Change of the price").rows["change_text"].tolist() == ["+50%"]
    with altair_at_rest(monkeypatch):
        rerun(drawn)


def test_retirements_can_be_followed_in_a_calendar_with_the_filters_that_apply() -> None:
    drawn = draw(CHANGES, changes_tab="Retiring", type="text", search="a b")

    (button,) = drawn.get("link_button")
    assert button.proto.url == "api/retirements.ics?type=text&search=a%20b"


def test_what_retired_lately_has_its_last_price_and_the_nearest_that_remains() -> None:
    drawn = draw(CHANGES, changes_tab="Retiring", as_of="2026-08-21", search=GONE)

    (row,) = rows_of_departures(drawn, "Retired")
    assert row[0].startswith("[NVIDIA Nemotron 3.5 Lightning 30B](model?id=")
    assert row[0].endswith(f"{GONE}]]")  # its id, whole
    assert row[2].startswith("[")
    assert row[3].startswith("$0.1375 ")  # (3 x 0.10 + 0.25) / 4
    assert "per 1M tokens" in row[3]


def test_each_model_that_is_gone_is_drawn_and_has_a_nearest_one_also_where_video_has_no_price() -> (
    None
):
    """The tab sent people to pages of video models that named none."""
    drawn = draw(CHANGES, changes_tab="Retiring")

    (chart,) = charts(drawn)
    assert "sora-2-text-to-video" in set(chart.rows["model_id"])
    assert not (chart.rows["instead"] == "none").any()
    instead = chart.rows.set_index("model_id")["instead"]
    assert instead["sora-2-text-to-video"].startswith("by price: ")  # was the nearest
    assert not instead["e2ee-gemma-4-31b"].startswith("by price: ")
    rows = rows_of_departures(drawn, "Retired")
    (gemma,) = (row for row in rows if "e2ee-gemma-4-31b)" in row[0])
    # It was said to lack nothing, beside a tab that has the scores of both.
    assert re.search(r"scores \d+ less on LMArena text", gemma[2])
    (sora,) = (row for row in rows if "sora-2-text-to-video)" in row[0])
    assert "text-to-video" in sora[2].partition("](model?id=")[2]
    assert "neither price nor clips of it are published" in sora[2]


def test_a_long_list_of_retired_models_shows_ten_and_all_when_asked() -> None:
    serve([model_a(1)])
    remember(history_of([model_a(1), *(text_model(f"m{n}") for n in range(20))], [model_a(1)]))
    drawn = draw(CHANGES, changes_tab="Retiring")
    assert len(rows_of_departures(drawn, "Retired")) == 10

    drawn.button(key="changes_retired_more").click()
    rerun(drawn)

    assert len(rows_of_departures(drawn, "Retired")) == 20


def rows_of_departures(drawn: AppTest, day: str) -> list[list[str]]:
    """Return the cells of the first table of models that go, as Markdown."""
    head = f"| Model | {day} | "
    table = next(text for text in texts_of(drawn) if text.startswith(head))
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]


def test_without_a_basket_the_way_to_the_calculator_is_shown() -> None:
    drawn = draw(CHANGES, changes_tab="Your basket")

    assert (
        "Your basket is empty: [fill it in the calculator](calculator). Until then an example: "
        "a support bot that answers 4,000 messages a day." in texts_of(drawn)
    )
    (heading,) = [text for text in texts_of(drawn) if text.startswith("## ")]
    assert heading.startswith("## The example got $")
    assert chart_about(drawn, "USD per month").rows["price"].min() > 0


def _with_basket(*lines: Line, **link: str) -> AppTest:
    text = basket_to_text(Basket(lines))
    return draw(CHANGES, changes_tab="Your basket", changes_basket=text, **link)


def test_the_basket_says_by_how_much_its_month_moved_and_through_what() -> None:
    remember(history_of([model_a(1)], [model_a(2)], [model_a(1.5)]))

    drawn = _with_basket(A_DAY)

    texts = texts_of(drawn)
    # from 365.00 to 547.50
    said = "## Your basket got $182.50 a month more expensive (50%)"
    assert f"{said} from 1 September 2026 to 3 September 2026" in texts
    assert "From $365.00 to $547.50 per month, over the whole basket." in texts
    assert [text.split("  \n")[0] for text in texts if "** per month" in text] == [
        "**−$182.50** per month · A: input $2.00 → $1.50 (-25%)",
        "**+$365.00** per month · A: input $1.00 → $2.00 (+100%)",
    ]
    bill = chart_about(drawn, "USD per month").rows
    assert bill["price"].tolist() == [365, 365, 730, 730, 547.5, 547.5]
    assert bill["cause_shown"].tolist() == ["", "", "A +$365.00", "", "A −$182.50", ""]
    assert table_of(drawn, "changes_basket")["Per month"].tolist() == [-182.5, 365]


def test_the_basket_goes_along_from_page_to_page_and_into_each_link() -> None:
    remember(history_of([model_a(1)], [model_a(2)]))
    drawn = draw(CHANGES, changes_tab="Your basket")
    text = basket_to_text(Basket((A_DAY,)))

    drawn.switch_page(CALCULATOR.script)
    drawn.query_params.update(calculator_basket=text)
    rerun(drawn)
    drawn.switch_page(CHANGES.script)
    drawn.query_params.update(changes_tab="Your basket")
    rerun(drawn)

    said = "## Your basket got $365.00 a month more expensive (100%) on 2 September 2026"
    assert said in texts_of(drawn)
    assert drawn.text_input(key="changes_basket").value == text


def test_what_a_link_says_of_a_basket_in_vain_is_told() -> None:
    drawn = draw(CHANGES, changes_tab="Your basket", changes_basket="sculpture~day~a")

    texts = texts_of(drawn)
    assert any(text.startswith("Ignored in the link: line 1: the whole line: ") for text in texts)
    assert any(text.startswith("Your basket is empty: [fill it in") for text in texts)


def test_since_when_is_asked() -> None:
    remember(history_of([model_a(1)], [model_a(2)], [model_a(1.5)]))

    drawn = _with_basket(A_DAY, changes_since="2026-09-03")

    said = "## Your basket got $182.50 a month cheaper (25%) on 3 September 2026"
    assert said in texts_of(drawn)


def test_lines_that_cannot_be_compared_are_named_and_not_counted() -> None:
    remember(history_of([model_a(1)], [model_a(1), model("b", "text", tokens(output=3))]))
    late = Line(Chat(requests=1, input_tokens=0, output_tokens=1_000_000), "b", "month")

    drawn = _with_basket(A_DAY, late, A_DAY.with_model(None), changes_since="2026-09-01")

    texts = texts_of(drawn)
    assert "## No change from 1 September 2026 to 2 September 2026" in texts
    (left_out,) = [text for text in texts if text.startswith("Not compared")]
    assert (
        "- chat, 1 request per month with b: the model is not in the list on 1 September 2026, "
        "$3.00 per month now" in left_out
    )
    assert "- chat, 12 requests per day with no model: no model chosen" in left_out
    assert any("over the 1 of its 3 lines" in text for text in texts)


def test_a_basket_of_which_nothing_was_priced_is_told() -> None:
    drawn = _with_basket(A_DAY.with_model("never"))

    assert "## No line had a price both on 18 April 2026 and now." in texts_of(drawn)
    assert charts(drawn) == []
