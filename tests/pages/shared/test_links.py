"""Links: what they name wrong is said, and they open the view that they were copied from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest

from pages.shared import sidebar
from pages.shared.site import (
    AUDIO,
    CALCULATOR,
    CHANGES,
    COMPARE,
    DATA,
    IMAGES,
    MODEL,
    OVERVIEW,
    TEXT,
    VIDEO,
    SitePage,
)
from tests.pages.shared.link_driver import bound_names, choose, figures, widget_of
from tests.support.examples import rest_is_thorough
from tests.support.page_driver import draw, picker_of, rerun, texts_of
from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

BASKET: Final = (
    "chat~day~kimi-k3~requests.1000~input-tokens.6000~output-tokens.500"
    "~~images~month~gpt-image-2~count.100~resolution.1K~quality.high"
)
MODELS: Final = ["kimi-k3", "zai-org-glm-5", "zai-org-glm-5-2"]
VIEWS: Final[list[tuple[SitePage, dict[str, str | list[str]]]]] = [
    (OVERVIEW, {}),
    (TEXT, {"text_mix": "custom"}),
    (IMAGES, {}),
    (VIDEO, {}),
    (AUDIO, {"audio_text_unit": "characters", "audio_tab": "Transcription"}),
    (CALCULATOR, {"calculator_basket": BASKET, "calculator_tab": "DIEM"}),
    (COMPARE, {"compare_models": MODELS, "compare_basket": BASKET}),
    (CHANGES, {"changes_tab": "Over time", "changes_models": MODELS}),
    (MODEL, {"id": "gpt-image-2"}),
    (DATA, {}),
]
FURTHER_VIEWS: Final[list[tuple[SitePage, dict[str, str | list[str]]]]] = [
    (TEXT, {}),
    (TEXT, {"text_tab": "Cache discounts"}),
    (TEXT, {"text_tab": "Long context"}),
    (TEXT, {"text_tab": "Embeddings"}),
    (IMAGES, {"images_tab": "Edit"}),
    (IMAGES, {"images_tab": "Upscale"}),
    (VIDEO, {"video_tab": "One model"}),
    (AUDIO, {}),
    (AUDIO, {"audio_tab": "Music"}),
    (AUDIO, {"audio_tab": "Voices"}),
    (CALCULATOR, {"calculator_basket": BASKET, "calculator_tab": "Budget"}),
    (CALCULATOR, {"calculator_basket": BASKET, "calculator_tab": "When to use what"}),
    (CHANGES, {}),
    (CHANGES, {"changes_tab": "Your basket", "changes_basket": BASKET}),
    (MODEL, {"id": "kimi-k3"}),
]
ALL_VIEWS: Final = rest_is_thorough([*VIEWS, *FURTHER_VIEWS], first=len(VIEWS))
NONSENSE: Final = "☃" * 1_000
LONG_TEXTS: Final = {"calculator_basket", "changes_basket", "compare_basket"}


def _title(view: object) -> str:
    if isinstance(view, SitePage):
        return view.title
    assert isinstance(view, dict)
    return "-".join(text for text in view.values() if text not in (BASKET, MODELS))


@pytest.mark.parametrize(("page", "link"), ALL_VIEWS, ids=_title)
def test_whatever_a_widget_ignores_of_a_link_is_named(
    page: SitePage, link: dict[str, str | list[str]]
) -> None:
    """`text_pages=abc`, `text_output_tokens=-5` and `text_mix=foo` went without a word."""
    needed = {*link} - {"compare_basket"}
    names = [name for name in bound_names(draw(page, **link)) if name not in needed | LONG_TEXTS]

    said = "\n".join(texts_of(draw(page, **link, **dict.fromkeys(names, NONSENSE))))

    assert [name for name in names if f"{name}={NONSENSE[:60]}… (" not in said] == []


def _another_value(widget: Any) -> Any:
    """Return a value that is not chosen in a widget; where nothing can be, the same."""
    match widget.type:
        case "multiselect" | "button_group" if isinstance(widget.value, list):
            unchosen = [option for option in widget.options if option not in widget.value]
            return [*widget.value, *unchosen[-1:]]
        case "selectbox" | "button_group":
            return next(option for option in reversed(widget.options) if option != widget.value)
        case "number_input":
            higher = (widget.value or 0.0) + 2 * widget.step
            return type(widget.value)(higher) if widget.value else higher
        case "slider":
            return widget.max
        case "toggle" | "checkbox":
            return not widget.value
        case "date_input":
            return date(2026, 7, 1)
    return "a"


def _opens_the_same(page: SitePage, drawn: AppTest) -> None:
    opened = draw(page, **drawn.query_params)

    assert figures(opened) == figures(drawn)


@pytest.mark.parametrize(("page", "link"), ALL_VIEWS, ids=_title)
def test_a_view_reached_by_clicking_is_what_its_address_opens(
    page: SitePage, link: dict[str, str | list[str]]
) -> None:
    drawn = choose(draw(page, **link), "privacy", ["private"])
    own = [
        name for name in bound_names(drawn) if name not in {*sidebar.IN_LINK} | LONG_TEXTS | {*link}
    ]

    for name in own:
        if (widget := widget_of(drawn, name)) is not None and not widget.disabled:
            choose(drawn, name, _another_value(widget))
            _opens_the_same(page, drawn)
    choose(drawn, "privacy", [])
    _opens_the_same(page, drawn)


def test_widgets_are_bound_to_the_address_in_one_place_only() -> None:
    binding = [
        path.name
        for path in (PROJECT_ROOT / "pages").rglob("*.py")
        if "query-params" in path.read_text(encoding="utf-8")
    ]

    assert binding == ["link_state.py"]


def test_the_price_drawn_does_not_depend_on_how_the_models_were_picked() -> None:
    """The price of the model picked first stayed, and was not in the link."""
    drawn = draw(CHANGES, changes_tab="Over time", changes_models=["gpt-image-2", "nano-banana-2"])
    for models in (["gpt-image-2", "kimi-k3"], ["kimi-k3", "zai-org-glm-5"]):
        picker_of(drawn, "changes_models").set_value(models)
        rerun(drawn)
    backwards = draw(CHANGES, changes_tab="Over time", changes_models=[*reversed(models)])

    _opens_the_same(CHANGES, drawn)
    assert widget_of(drawn, "changes_component").value == (
        widget_of(backwards, "changes_component").value
    )


def test_a_compared_base_leaves_the_address_with_its_model() -> None:
    drawn = draw(COMPARE, compare_models=MODELS, compare_base=MODELS[2])

    picker_of(drawn, "compare_models").set_value(MODELS[:2])
    rerun(drawn)

    assert "compare_base" not in drawn.query_params  # it stayed, and was ignored when opened
    assert drawn.selectbox(key="compare_base_picked").value == MODELS[0]
    _opens_the_same(COMPARE, drawn)


@pytest.mark.parametrize(
    ("page", "tab", "name", "picked", "search"),
    [
        (TEXT, "Long context", "text_models", ["kimi-k3", "zai-org-glm-5"], "qwen"),
        (AUDIO, "Music", "audio_models", ["elevenlabs-music", "lyria-3-pro"], "ace-step"),
        (AUDIO, "Music", "audio_verify", "lyria-3-pro", "ace-step"),
        (VIDEO, "One model", "video_model", "kling-2.5-turbo-pro-text-to-video", "seedance"),
    ],
)
def test_a_search_keeps_models_that_were_picked_by_name(
    page: SitePage, tab: str, name: str, picked: str | list[str], search: str
) -> None:
    """A search emptied the picked models, while the link went on naming them."""
    drawn = draw(page, **{f"{page.address}_tab": tab, name: picked})

    choose(drawn, "search", search)

    assert widget_of(drawn, f"{name}_picked").value == picked
    assert drawn.query_params[name] == picked


def test_three_minutes_of_music_can_be_asked_for_exactly() -> None:
    """A slider of ten minutes gave 181 seconds, which cost a third more with one model."""
    drawn = choose(draw(AUDIO, audio_tab="Music", audio_seconds="90"), "audio_seconds", 181)

    assert drawn.number_input(key="audio_seconds").value == 181
    assert any("A track of 181 seconds" in text for text in texts_of(drawn))
