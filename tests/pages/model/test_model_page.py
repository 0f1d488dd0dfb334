"""The page of one model: its prices, its place, what it can do, and how it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pages.shared.site import MODEL
from tests.support.page_driver import charts, draw, read, rerun, serve, texts_of
from tests.support.stand_in import text_model

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

HOSTILE = "**bold** <script>x</script> $1$ [link](https://evil.example) |"


def test_the_page_is_headed_by_the_name_and_says_what_it_costs_and_its_place() -> None:
    serve([text_model("a", 1.0, 1.0), text_model("b", 2.0, 2.0), text_model("c", 3.0, 3.0)])

    drawn = draw(MODEL, id="b")

    assert drawn.title[0].value == "B"
    assert "## Costs $2.00 per 1M tokens, 3 in for 1 out" in texts_of(drawn)
    assert drawn.header[0].value == "1 of the other 2 text models costs less"
    (strip,) = charts(drawn)
    assert strip.rows.set_index("model_id")["is_own"].to_dict() == {"a": 0, "b": 1, "c": 0}


def test_a_shared_price_shares_the_place() -> None:
    serve([text_model("a", 1.0, 1.0), text_model("b", 2.0, 2.0), text_model("c", 2.0, 2.0)])

    heading = draw(MODEL, id="c").header[0].value

    assert heading == "1 of the other 2 text models costs less, 1 the same"


def test_a_model_without_a_price_has_no_place() -> None:
    unpriced = text_model("a")
    unpriced["model_spec"]["pricing"] = {}
    serve([unpriced, text_model("b")])

    drawn = draw(MODEL, id="a")

    assert "## No price is published" in texts_of(drawn)
    assert charts(drawn) == []


def test_context_and_abilities_stand_at_the_top() -> None:
    """They stood more than two screens down."""
    drawn = draw(MODEL, id="kimi-k3")

    assert drawn.markdown[0].value.endswith("private · 1,000,000 tokens of context")
    assert "vision" in next(c.value for c in drawn.caption if c.value.startswith("Can do: "))


def test_every_price_stands_with_its_unit_and_in_everyday_terms() -> None:
    serve([text_model("a", 2.0, 10.0)])

    (table,) = [text for text in texts_of(draw(MODEL, id="a")) if "| Price of |" in text]

    assert "| Input | $2.00 per 1M tokens | a page of text read: $0.0013 (650 tokens) |" in table
    assert (
        "| Output | $10.00 per 1M tokens | a page of text written: $0.0065 (650 tokens) |" in table
    )


def test_prices_over_time_are_headed_by_what_became_of_them() -> None:
    drawn = draw(MODEL, id="xiaomi-mimo-v2-5")

    (heading,) = [read(h.value) for h in drawn.header if " between " in h.value]
    assert heading.startswith("Output rose 471% between 11 June 2026 and 22 August ")


def test_what_the_heading_says_of_a_price_over_time_is_not_said_again_below() -> None:
    drawn = draw(MODEL, id="xiaomi-mimo-v2-5")

    texts = texts_of(drawn)
    assert any(text.startswith("Output rose 471% ") for text in texts)
    listed = next(text for text in texts if text.startswith("- ") and "since" in text)
    assert "Input: " in listed


def test_a_video_model_says_that_it_is_priced_by_quote() -> None:
    drawn = draw(MODEL, id="kling-2.5-turbo-pro-text-to-video")

    assert has_text(drawn, "Priced by quote only")


def test_a_model_that_has_left_shows_its_last_state_and_since_when() -> None:
    drawn = draw(MODEL, id="venice-uncensored")

    assert has_text(drawn, "is no longer offered: it left the list on ")
    assert has_text(drawn, " when last listed")
    assert not any("VENICE_API_KEY" in text for text in texts_of(drawn))


def test_an_id_that_nobody_knows_is_said_with_what_is_near() -> None:
    serve([text_model("kimi-k3")])

    drawn = draw(MODEL, id="kimi-k4")

    assert has_text(drawn, "No model has the id “kimi-k4”")
    assert has_text(drawn, "Did you mean kimi-k3?")


def test_without_an_id_a_model_can_be_picked_and_stands_in_the_address() -> None:
    serve([text_model("a"), text_model("b")])
    drawn = draw(MODEL)

    drawn.selectbox(key="model_picked").select("b")
    rerun(drawn)

    assert drawn.title[0].value == "B"
    assert drawn.query_params["id"] == "b"


def test_of_several_cheapest_one_is_named_to_begin_with_and_the_others_counted() -> None:
    serve([text_model("a", 1, 1), text_model("b", 1, 1), text_model("c", 2, 2)])

    (starts,) = [text for text in texts_of(draw(MODEL)) if text.startswith("- [A](model?id=a)")]

    assert read(starts) == "- [A](model?id=a): text, $1.00 per 1M tokens, 3 in for 1 out, as 1 more"


def test_another_id_in_the_address_opens_another_model() -> None:
    serve([text_model("a"), text_model("b")])
    drawn = draw(MODEL, id="a")

    drawn.query_params["id"] = "b"
    rerun(drawn)

    assert drawn.title[0].value == "B"
    assert drawn.selectbox(key="model_picked").value == "b"


def test_what_it_can_do_stands_with_its_explanation() -> None:
    model = text_model("a", capabilities={"supportsVision": True})
    serve([model])

    assert has_text(draw(MODEL, id="a"), "| Vision | **yes** Sees images that you send. |")


def test_texts_of_the_list_stay_texts() -> None:
    model = text_model("a", name=HOSTILE, description=HOSTILE, modelSource="javascript:alert(1)")
    serve([model])

    drawn = draw(MODEL, id="a")

    written = [element.value for element in drawn.markdown]
    assert read(drawn.title[0].value) == HOSTILE
    assert not any("](https://evil" in text or "<script>" in text for text in written)
    assert not any("](javascript:" in text for text in written)


@pytest.mark.parametrize(
    ("source", "link"),
    [
        ("https://huggingface.co/a/b", "](https://huggingface.co/a/b)"),
        ("https://e.example/a) [b](c", "](https://e.example/a%29%20[b]%28c)"),
    ],
)
def test_the_source_is_a_link_if_it_is_an_address_of_the_web(source: str, link: str) -> None:
    serve([text_model("a", modelSource=source)])

    assert any(link in element.value for element in draw(MODEL, id="a").markdown)


def test_a_request_can_be_copied_in_two_languages() -> None:
    codes = [code.value for code in draw(MODEL, id="kimi-k3").code]

    assert codes[0] == "kimi-k3"
    assert codes[1].startswith("curl https://api.venice.ai/api/v1/chat/completions")
    assert "requests.post(" in codes[2]


def test_a_model_is_added_to_the_basket() -> None:
    serve([text_model("a", 1, 1), text_model("b", 2, 2)])
    drawn = draw(MODEL, id="b")

    drawn.button(key="model_add_to_basket").click()
    rerun(drawn)

    assert drawn.session_state["basket_text"].startswith("chat~day~b~")
    assert has_text(drawn, "This costs")


def has_text(drawn: AppTest, words: str) -> bool:
    """Tell whether some words stand on the page."""
    return any(words in text for text in texts_of(drawn))
