"""The page of changes, over the seeded history and over histories of the test's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from pages.changes_parts.feed import feed_address
from pages.shared.site import CHANGES
from tests.histories import day, history_at, history_of
from tests.page_driver import (
    chart_about,
    charts,
    draw,
    draw_every_tab,
    markdown_of,
    offline_site,
    rerun,
    serve,
    texts_of,
)
from tests.samples import tokens, usd
from tests.stand_in import model, text_model
from venice_data.calculator.work import Basket, Chat, Line
from venice_data.calculator.work_links import basket_to_text
from venice_data.filters import Filters
from venice_data.history.chosen_entries import Choice
from venice_data.history.feed_query import FeedQuery
from venice_data.store import shared_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from venice_data.history.price_history import PriceHistory

HOSTILE = "$a$ **b** <b>c</b> [x](javascript:alert(1)) :smile: \ud83d"
SEVENFOLD = "xiaomi-mimo-v2-5"
GONE = "nvidia-nemotron-3-5-lightning-30b-a3b"  # came on 12 August 2026, left on the 20th
A_DAY = Line(Chat(requests=12, input_tokens=1_000_000, output_tokens=0), "a", "day")


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    yield from offline_site(monkeypatch, tmp_path)


def _remember(history: PriceHistory | None, failure: str | None = None) -> None:
    store = shared_store()
    store._snapshot = replace(store._snapshot, history=history, history_failure=failure)


def _counts(drawn: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in drawn.metric}


def _entries(drawn: AppTest) -> list[str]:
    return [text for text in texts_of(drawn) if "-badge[" in text]


def _text(price: float, **spec: object) -> dict[str, Any]:
    return model("a", "text", tokens(input=price), **spec)


def test_the_page_begins_with_how_much_moved_and_the_newest_change() -> None:
    drawn = draw(CHANGES)

    assert _counts(drawn) == {
        "Prices up": "38",
        "Prices down": "66",
        "Came": "165",  # 161 new, 4 back
        "Left": "58",
        "Others": "19",
    }
    assert "Ox Alpha" in _entries(drawn)[0]
    assert chart_about(drawn, "Changes a week").rows["count"].sum() == 346


def test_kinds_narrow_the_list_and_the_chart_but_not_the_counts() -> None:
    drawn = draw(CHANGES, changes_kind="price up", changes_from="2026-08-12")

    (entry,) = _entries(drawn)
    assert entry.startswith(":orange-badge[:material/trending_up: price up] **MiMo-V2.5** input")
    assert "output $0.28 → $2.00 (+614%)" in entry
    assert _counts(drawn)["Came"] == "9"
    assert chart_about(drawn, "Changes a week").rows["kind"].tolist() == ["price up"]


def test_in_diem_all_prices_are_in_diem() -> None:
    for drawn in draw_every_tab(CHANGES, currency="DIEM"):
        assert [text for text in texts_of(drawn) if "$" in text] == []
        for chart in charts(drawn):
            assert "$" not in str([part for name, part in chart.spec.items() if name != "$schema"])


def test_a_retired_model_is_found_by_search_and_by_type() -> None:
    found = draw(CHANGES, search=GONE)
    of_type = draw(CHANGES, type="text", changes_kind="retired")

    assert [entry.split("badge[")[1].split("]")[0].split()[-1] for entry in _entries(found)] == [
        "retired",
        "new",
    ]
    assert any(GONE in entry for entry in _entries(of_type))


def test_the_feed_ends_at_the_past_day_that_is_shown() -> None:
    drawn = draw(CHANGES, as_of="2026-08-20")

    assert GONE in _entries(drawn)[0]
    assert not any("Ox Alpha" in text for text in texts_of(drawn))


def test_a_long_feed_goes_on_when_asked() -> None:
    drawn = draw(CHANGES, changes_kind="price down")
    assert len(_entries(drawn)) == 30

    drawn.button(key="changes_more").click()
    rerun(drawn)

    assert len(_entries(drawn)) == 60
    assert drawn.button(key="changes_more").label == "Show 6 more of 6"


def test_the_table_has_a_row_for_each_price_of_each_change() -> None:
    drawn = draw(CHANGES, search=SEVENFOLD, changes_kind="price up")

    table = drawn.dataframe[-1].value
    newest = table[table["Observed at (UTC)"] == "2026-08-12 04:54:35"]
    assert newest["Price of"].tolist() == ["Input", "Output", "Cache read"]
    assert newest["Old price"].tolist() == [0.14, 0.28, 0.05]
    assert newest["New price"].tolist() == [0.4, 2.0, 0.08]
    assert newest["Change"].round(4).tolist() == [1.8571, 6.1429, 0.6]
    assert set(newest["Unit"]) == {"per 1M tokens"}
    assert set(newest["Type"]) == {"text"}


def test_many_alike_arrivals_are_told_in_one_row() -> None:
    drawn = draw(CHANGES, changes_from="2026-08-11", changes_to="2026-08-11", type="video")

    assert len(_entries(drawn)) == 2
    assert "**14 video models**: seedance-1-5-pro-image-to-video-basic" in _entries(drawn)[1]
    assert _counts(drawn)["Came"] == "18"


def test_every_price_of_a_large_change_can_be_read() -> None:
    drawn = draw(CHANGES, search="grok-4-6")

    assert "and 3 more" in _entries(drawn)[0]
    assert any("- Output, long context: $13.60 per 1M tokens" in text for text in texts_of(drawn))


def test_what_nobody_saw_happen_says_so() -> None:
    _remember(history_at({day(0): [_text(1)], day(5): [_text(2)]}))

    (entry,) = _entries(draw(CHANGES))

    assert "Seen between 1 September 2026 and 6 September 2026: nobody looked in between." in entry


def test_a_reversed_period_is_explained() -> None:
    drawn = draw(CHANGES, changes_from="2026-08-12", changes_to="2026-08-01")

    assert (
        "The period begins on 12 August 2026, after its end on 1 August 2026: nothing can lie "
        "in it. Choose an earlier beginning." in texts_of(drawn)
    )
    assert len(drawn.metric) == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("changes_kind", "price sideways"),
        ("changes_from", "soon"),
        ("changes_to", "2026-02-31"),
        ("changes_from", "0001-01-01"),
        ("changes_to", "*9999-12-31*"),
    ],
)
def test_what_a_link_names_wrong_is_said_and_ignored(name: str, value: str) -> None:
    drawn = draw(CHANGES, **{name: value})

    assert f"Ignored in the link: {name}={value}." in texts_of(drawn)
    assert _counts(drawn)["Left"] == "58"


def test_kinds_are_read_in_any_case() -> None:
    drawn = draw(CHANGES, changes_kind=["Price Up", "RETIRED"])

    assert drawn.button_group(key="changes_kind").value == ["price up", "retired"]


def test_where_nothing_is_left_the_condition_to_loosen_is_named() -> None:
    drawn = draw(CHANGES, search=SEVENFOLD, changes_kind="back", changes_from="2026-08-01")

    (advice,) = [text for text in texts_of(drawn) if text.startswith("No change meets this.")]
    assert "without the search, 3 would be there" in advice
    assert "without the kinds, 1 would be there" in advice


def test_a_search_that_finds_nothing_at_all_is_told_too() -> None:
    drawn = draw(CHANGES, search="no such model", changes_kind="back", changes_from="2026-08-21")

    assert any("No single condition is to blame" in text for text in texts_of(drawn))


def test_filters_on_what_was_recorded_late_say_so() -> None:
    said = "are recorded since 22 August 2026"

    assert any(said in text for text in texts_of(draw(CHANGES, privacy="private")))
    assert not any(said in text for text in texts_of(draw(CHANGES, type="text")))


def test_the_feed_of_the_same_changes_is_linked() -> None:
    query = FeedQuery(
        Choice(Filters(types=("inpaint",), search="a b"), ("price up", "back"), day(0).date()),
        "diem",
    )

    assert feed_address(query, "https://prices.example/venice/changes") == (
        "https://prices.example/venice/api/changes.atom?type=edit&search=a%20b&currency=DIEM"
        "&changes_kind=price%20up&changes_kind=back&changes_from=2026-09-01"
    )
    assert feed_address(FeedQuery(), None) == "api/changes.atom"


def test_an_entry_leads_to_the_prices_of_its_model() -> None:
    drawn = draw(CHANGES, search=SEVENFOLD, changes_kind="price up")

    next(button for button in drawn.button if button.label == "Over time").click()
    rerun(drawn)

    assert drawn.multiselect(key="changes_models").value == [SEVENFOLD]
    assert chart_about(drawn, "USD per 1M tokens").takeaway.startswith("Prices of MiMo-V2.5")


def test_one_model_has_a_step_for_each_price_and_ends_named() -> None:
    drawn = draw(CHANGES, changes_tab="Over time", changes_models=SEVENFOLD)

    steps = chart_about(drawn, "USD per 1M tokens").rows
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
    assert any(text == "Without this price: Qwen Image 3." for text in texts_of(drawn))


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

    assert "No price was ever recorded: Sora 2 · text-to-video. Video is priced by quote only." in (
        texts_of(drawn)
    )


def test_links_to_models_that_never_were_and_to_too_many_are_mended() -> None:
    known = ["kimi-k3", "KIMI-K3", "grok-4-6", "qwen-image-3", SEVENFOLD, GONE, "gpt-image-2"]

    drawn = draw(CHANGES, changes_tab="Over time", changes_models=["never", *known, "z-ai-glm-5-3"])

    assert len(drawn.multiselect(key="changes_models").value) == 6
    assert "Ignored in the link: changes_models=never; changes_models=z-ai-glm-5-3." in (
        texts_of(drawn)
    )


def test_what_retires_is_told_with_the_price_of_its_replacement() -> None:
    removal = datetime.now(UTC) + timedelta(days=9, hours=1)
    leaving = {"removesAt": removal.isoformat(), "replacementModelId": "new"}
    serve([text_model("old", 1, 1, deprecation=leaving), text_model("new", 1.5, 1.5)])

    drawn = draw(CHANGES, changes_tab="Retiring")

    assert (
        f"#### 1 model retires soon. Next: Old, on {removal:%-d %B %Y}, in 9 days. "
        "Replaced by new, 50% dearer." in texts_of(drawn)
    )
    row = drawn.dataframe[0].value.iloc[0]
    assert (row["Price of this model"], row["Price of the replacement"]) == (1, 1.5)
    assert row["Change"] == 0.5
    assert chart_about(drawn, "Change of the price").rows["change_text"].tolist() == ["+50%"]


def test_what_retired_lately_has_its_last_price() -> None:
    drawn = draw(CHANGES, changes_tab="Retiring", as_of="2026-08-21", search=GONE)

    row = drawn.dataframe[0].value.iloc[0]
    assert row["Last price published"] == 0.1375  # (3 x 0.10 + 0.25) / 4
    assert row["Successor"] == "not recorded then"


def test_without_a_basket_the_way_to_the_calculator_is_shown() -> None:
    drawn = draw(CHANGES, changes_tab="Your basket")

    assert "Your basket is empty: fill it in the calculator, and come back." in texts_of(drawn)
    assert drawn.get("page_link")[0].proto.label == "To the calculator"


def _with_basket(*lines: Line, **link: str) -> AppTest:
    drawn = draw(CHANGES, changes_tab="Your basket", **link)
    drawn.session_state["basket_text"] = basket_to_text(Basket(lines))
    return rerun(drawn)


def test_the_basket_says_by_how_much_its_month_moved_and_through_what() -> None:
    _remember(history_of([_text(1)], [_text(2)], [_text(1.5)]))

    drawn = _with_basket(A_DAY)

    texts = texts_of(drawn)
    assert "#### +$182.50 a month since 1 September 2026" in texts  # from 365.00 to 547.50
    assert "From $365.00 to $547.50 a month, over your whole basket." in texts
    assert [text.split("  \n")[0] for text in texts if "** a month" in text] == [
        "**-$182.50** a month · A: input $2.00 → $1.50 (-25%)",
        "**+$365.00** a month · A: input $1.00 → $2.00 (+100%)",
    ]
    bill = chart_about(drawn, "USD per month").rows
    assert bill["price"].tolist() == [365, 365, 730, 730, 547.5, 547.5]
    assert drawn.dataframe[-1].value["A month"].tolist() == [-182.5, 365]


def test_since_when_is_asked() -> None:
    _remember(history_of([_text(1)], [_text(2)], [_text(1.5)]))

    drawn = _with_basket(A_DAY, changes_since="2026-09-03")

    assert "#### -$182.50 a month since 3 September 2026" in texts_of(drawn)


def test_lines_that_cannot_be_compared_are_named_and_not_counted() -> None:
    _remember(history_of([_text(1)], [_text(1), model("b", "text", tokens(output=3))]))
    late = Line(Chat(requests=1, input_tokens=0, output_tokens=1_000_000), "b", "month")

    drawn = _with_basket(A_DAY, late, A_DAY.with_model(None), changes_since="2026-09-01")

    texts = texts_of(drawn)
    assert "#### No change a month since 1 September 2026" in texts
    (left_out,) = [text for text in texts if text.startswith("Not compared")]
    assert (
        "- chat, 1 requests a month with b: the model is not in the list on 1 September 2026, "
        "$3.00 a month now" in left_out
    )
    assert "- chat, 12 requests a day with no model: no model chosen" in left_out
    assert any("over the 1 of your 3 lines" in text for text in texts)


def test_a_basket_of_which_nothing_was_priced_is_told() -> None:
    drawn = _with_basket(A_DAY.with_model("never"))

    assert "#### No line had a price both on 17 April 2026 and now." in texts_of(drawn)
    assert charts(drawn) == []


def test_without_a_history_one_line_says_why() -> None:
    _remember(None)
    assert "The history is still being read." in texts_of(draw(CHANGES))

    _remember(None, "the *disk* is full")
    drawn = draw(CHANGES)

    assert "The history is not available: the *disk* is full." in texts_of(drawn)
    assert len(drawn.tabs) == 0


def test_a_history_that_may_be_old_is_shown_with_a_warning() -> None:
    _remember(history_of([_text(1)], [_text(2)]), "the database is read-only")

    drawn = draw(CHANGES)

    assert "The history may not be up to date: the database is read-only." in texts_of(drawn)
    assert len(_entries(drawn)) == 1


def test_a_history_of_one_list_draws_in_every_tab() -> None:
    _remember(history_of([_text(1)]))

    for drawn in draw_every_tab(CHANGES):
        assert len(drawn.tabs) == 4


def test_hostile_names_stay_text_in_every_tab() -> None:
    leaving = {"removesAt": day(900).isoformat(), "replacementModelId": HOSTILE}
    hostile = [
        model(f"{HOSTILE}{kind}", kind, pricing, name=HOSTILE)
        for kind, pricing in (("text", tokens(input=1)), ("image", {"generation": usd(1)}))
    ]
    dearer = [
        model(f"{HOSTILE}text", "text", tokens(input=2), name=HOSTILE, privacy="*x*"),
        model(f"{HOSTILE}new", "**type**", {"$odd$": usd(1)}, name=HOSTILE, deprecation=leaving),
    ]
    serve([*hostile, *dearer[1:]])
    _remember(history_of(hostile, dearer, [*dearer, _text(1)]))

    for drawn in draw_every_tab(CHANGES, changes_models=f"{HOSTILE}text".replace("\ud83d", "?")):
        drawn.session_state["basket_text"] = basket_to_text(
            Basket((A_DAY.with_model(f"{HOSTILE}text".replace("\ud83d", "?")),))
        )
        rerun(drawn)
        for text in markdown_of(drawn):
            assert "**b**" not in text
            assert "<b>" not in text.replace("\\<", "")
            assert "[x]" not in text
            assert "$a$" not in text
