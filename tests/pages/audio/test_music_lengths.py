"""The chart of music over all lengths: which lines it draws, in which colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pages.shared.chart_parts import colors_of_models
from pages.shared.site import AUDIO
from tests.support.page_driver import chart_about, draw, serve

if TYPE_CHECKING:
    from tests.support.page_driver import DrawnChart


def _lengths(*picked: str) -> DrawnChart:
    link = {"audio_models": [*picked]} if picked else {}
    return chart_about(draw(AUDIO, audio_tab="Music", **link), "from the shortest to the longest")


def test_lines_that_lie_on_each_other_are_one_line_with_both_names() -> None:
    """Of two at the same price the legend named one whose line lay under the other."""
    serve([_track_model("one", 0.1), _track_model("other", 0.1), _track_model("third", 0.2)])

    lines = _lengths("one", "other", "third")

    assert set(lines.rows["label"]) == {"One, Other", "Third"}
    assert not lines.rows.duplicated(["seconds", "price"]).any()


def test_lines_have_colors_that_mean_no_privacy() -> None:
    lines = _lengths("ace-step-15", "lyria-3-pro")

    (colors,) = {
        tuple(layer["encoding"]["color"]["scale"]["domain"])
        for layer in lines.spec["layer"]
        if "color" in layer["encoding"]
    }
    assert list(colors) == colors_of_models(["ACE-Step 1.5", "Lyria 3 Pro"])


def test_at_first_one_line_is_drawn_for_each_way_of_pricing() -> None:
    """It said so, and drew two of each."""
    models = _lengths().rows.drop_duplicates("label")

    assert len(models) > 1
    assert models["basis"].is_unique


def test_models_are_picked_at_the_length_that_is_chosen() -> None:
    """At 180 seconds those were drawn that cost least at 60."""
    serve([_track_model("long", 0.5, tiers={120: 3, 240: 4}), _track_model("short", 0.1)])

    at_180 = _lengths_at("180")
    assert set(at_180.rows["label"]) == {"Long", "Short"}
    assert set(_lengths_at("600").rows["label"]) == {"Short"}


def test_a_line_that_nobody_promises_to_go_so_far_is_dashed_and_lies_above() -> None:
    serve([_track_model("flat", 3), _track_model("tiers", 0, tiers={120: 3, 240: 4})])

    rows = _lengths_at("180").rows

    assert rows.groupby("label")["is_open"].agg(["min", "max"]).to_numpy().tolist() == [
        [True, True],
        [False, False],
    ]
    assert rows["label"].tolist()[-1] == "Flat"


def _lengths_at(seconds: str) -> DrawnChart:
    drawn = draw(AUDIO, audio_tab="Music", audio_seconds=seconds)
    return chart_about(drawn, "from the shortest to the longest")


def _track_model(
    model_id: str, usd: float, tiers: dict[int, float] | None = None
) -> dict[str, Any]:
    """Return a model with one price, or with one up to each of some lengths in seconds."""
    pricing: dict[str, Any] = {"generation": {"usd": usd, "diem": usd}}
    if tiers:
        pricing = {
            "durations": {
                str(longest): {
                    "usd": price,
                    "diem": price,
                    "min_seconds": 60,
                    "max_seconds": longest,
                }
                for longest, price in tiers.items()
            }
        }
    spec = {"name": model_id.title(), "privacy": "private", "pricing": pricing}
    return {"id": model_id, "type": "music", "model_spec": spec}
