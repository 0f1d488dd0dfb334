"""Prices over time: steps, axes, who is compared, and what a link names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pages.changes.over_time import find
from pages.shared.site import CHANGES
from pages.shared.view import view_of
from tests.support.histories import GONE, SEVENFOLD, history_of
from tests.support.page_driver import (
    chart_about,
    charts,
    draw,
    picker_of,
    remember,
    serve,
    texts_of,
)
from tests.support.stand_in import text_model
from venice_data.catalog.filters import Filters
from venice_data.live.store import shared_store


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


@pytest.mark.parametrize("others", [[], ["old"]])
def test_a_model_that_is_listed_but_not_recorded_is_named(others: list[str]) -> None:
    """A new one of a list that is suspiciously short ended in an error."""
    serve([text_model("old"), text_model("new")])
    remember(history_of([text_model("old")]))

    drawn = draw(CHANGES, changes_tab="Over time", changes_models=["new", *others])

    assert "Not recorded yet: New." in texts_of(drawn)
    assert len(charts(drawn)) == len(others)


def test_the_first_html_of_a_model_that_is_not_recorded_speaks_of_no_other() -> None:
    serve([text_model("old"), text_model("new")])
    remember(history_of([text_model("old")]))
    view = view_of(shared_store().current(), CHANGES, Filters(), "usd", datetime.now(UTC))

    found = find(view, {"changes_tab": ("Over time",), "changes_models": ("new",)})

    assert found is not None
    assert found.sentence == "Not recorded yet: New."
