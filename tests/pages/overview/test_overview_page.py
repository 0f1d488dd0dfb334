"""The overview: every price on its type's own scale, named where it matters, and the finder."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df

from pages.overview.strip_layout import FORMS
from pages.shared.site import CHANGES, OVERVIEW
from tests.support.page_driver import charts, draw, read, rerun, serve, table_of, texts_of
from tests.support.samples import bundled, tokens, usd
from tests.support.stand_in import model, text_model
from venice_data.catalog.filters import FILTERS

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.testing.v1 import AppTest

SHELF: Final = [
    text_model("cheap", 1, 1),
    text_model("usual", 3, 3, traits=["default"]),
    text_model("coder", 10, 10, traits=["default_code"]),
    text_model("gift", 0, 0),
    model("speaker", "tts", tokens(input=5)),
    model("teller", "tts", tokens(input=5), traits=["default"]),
    model("clip", "video", None),
]


def _picture(drawn: AppTest) -> dict[str, pd.DataFrame]:
    """Return what the picture of prices is drawn from, by name."""
    picture, *_ = drawn.get("vega_lite_chart")
    return {
        frame.name: convert_arrow_bytes_to_pandas_df(frame.data.data)
        for frame in picture.proto.datasets
    }


def test_the_page_says_first_what_it_is_and_for_whom() -> None:
    serve(SHELF)

    texts = texts_of(draw(OVERVIEW))

    purpose = "What every AI model on Venice costs"  # the sidebar said it a second time
    (said,) = [text for text in texts if purpose in text]
    assert said == (
        "What every AI model on Venice costs and which to pick, for those who build with them "
        "and those who pay the bill: 7 models of 3 types."
    )
    # 10 against 1
    assert (
        "Paid text models cost from $1.00 to $10.00 per 1M tokens, 3 in for 1 out: up to 10× the "
        "cheapest"
    ) in texts


def test_each_type_has_its_strip_with_every_priced_model_on_it() -> None:
    serve(SHELF)

    picture = _picture(draw(OVERVIEW))

    headings = picture["headings"]
    above, beside = (headings[headings["form"] == form] for form in (0, len(FORMS) - 1))
    assert above["text"].tolist() == [
        "Text · USD per 1M tokens, 3 in for 1 out",
        "Video · priced by quote only",
        "Speech · USD per 1M characters",
    ]
    assert above["line_y"].isna().tolist() == [False, True, False]
    assert beside["text"].tolist() == " · ".join(above["text"]).split(" · ")
    marks = {mark["model_id"]: mark for mark in picture["rows"].to_dict("records")}
    assert set(marks) == {"cheap", "usual", "coder", "gift", "speaker", "teller"}
    assert marks["gift"]["x"] < marks["cheap"]["x"] < marks["usual"]["x"]
    assert marks["speaker"]["x"] == marks["teller"]["x"]
    assert marks["speaker"]["rise"] != marks["teller"]["rise"]
    assert {"free", "$1", "$10"} <= set(picture["ticks"]["text"])


def test_video_is_drawn_by_its_published_rates() -> None:
    """The type with the most models was the only one without a picture."""
    drawn = draw(OVERVIEW)

    table = table_of(drawn, "overview_types")
    of_video = table[table["Type"] == "video"]
    assert len(of_video) == 8
    assert set(of_video["Unit"]) == {"for a 5-second clip, about"}
    assert "Video · USD for a 5-second clip, about. cheapest: " in charts(drawn)[0].takeaway
    assert any("Video is by rates published on 28 Sept" in text for text in texts_of(drawn))


def test_the_cheapest_and_the_defaults_are_named_with_their_prices() -> None:
    serve(SHELF)

    drawn = draw(OVERVIEW)

    names = _picture(drawn)["names"]
    assert set(names.loc[names["form"] == len(FORMS) - 1, "text"]) == {
        "cheapest: Cheap $1.00",
        "free now: Gift",  # a mark without a word stood left of the cheapest, on its line
        "default: Usual $3.00",
        "default for code: Coder $10.00",
        "cheapest: 2 models share $5.00",
    }
    takeaway = charts(drawn)[0].takeaway
    assert "Video · priced by quote only." in takeaway
    assert (
        "Speech · USD per 1M characters. cheapest: 2 models share $5.00, Teller among them."
        in takeaway
    )


def test_what_is_free_is_named_the_cheapest_only_where_it_counts() -> None:
    serve(SHELF)

    names = _picture(draw(OVERVIEW, free_and_beta="true"))["names"]

    assert "cheapest: Gift $0.00" in set(names["text"])
    assert "cheapest: Cheap $1.00" not in set(names["text"])


def test_the_table_of_the_picture_has_every_price_with_its_unit() -> None:
    serve(SHELF)

    table = table_of(draw(OVERVIEW), "overview_types").set_index("Id")

    assert table.loc["coder", "Price"] == 10
    assert table.loc["speaker", "Unit"] == "per 1M characters"
    assert "clip" not in table.index


def test_where_nothing_can_be_compared_there_is_no_picture() -> None:
    serve([model("clip", "video", None), model("odd", "hologram", {"per_wish": usd(2)})])

    drawn = draw(OVERVIEW)

    assert charts(drawn) == []
    assert "No matching model has a price that can be compared with others" in texts_of(drawn)


def test_the_finder_draws_the_cheapest_few_at_once() -> None:
    serve([text_model(f"m{number}", number, number) for number in range(1, 12)])

    bars = charts(draw(OVERVIEW))[-1]

    assert bars.rows["label"].tolist() == [f"M{number}" for number in range(1, 9)]
    assert bars.rows["price_text"].iloc[0] == "$1.00"


def test_a_finder_that_finds_nothing_says_so_and_draws_nothing() -> None:
    serve([text_model("a", privacy="private"), text_model("b", 2, 2)])

    drawn = draw(OVERVIEW, overview_privacy="private", overview_context="1M")

    texts = texts_of(drawn)
    assert any(text.startswith("No private text model with at least 1M context.") for text in texts)
    assert len(charts(drawn)) == 1  # the picture


def test_the_finder_says_what_counts_and_what_its_unit_means() -> None:
    serve([text_model("a", privacy="private"), model("b", "tts", tokens(input=5))])
    remark = (
        "3 in for 1 out: a chat reads about three tokens for each one that it writes; 1,000 tokens "
        "are about 750 English words."
    )

    assert remark in texts_of(draw(OVERVIEW))
    assert f"{remark} The sidebar's filters count too: private." in texts_of(
        draw(OVERVIEW, privacy="private")
    )
    assert not any("3 in for" in text for text in texts_of(draw(OVERVIEW, type="speech")))


@pytest.mark.parametrize("condition", FILTERS)
def test_the_finder_names_every_filter_of_the_sidebar(condition: str) -> None:
    declared = FILTERS[condition]
    text = (declared.labels(bundled().models) or ["claude"])[-1]

    texts = texts_of(draw(OVERVIEW, **{declared.name: text}))

    words = declared.in_words(declared.read([text]))
    assert any(f"The sidebar's filters count too: {words}." in said for said in texts)


def test_where_none_retires_it_says_of_which_and_leads_to_those_that_have() -> None:
    serve([text_model("a"), text_model("b", deprecation={"date": "2026-08-20T00:00:00Z"})])

    drawn = draw(OVERVIEW)

    end = "that retires after today; what Venice has announced since is not known."
    assert f"The list of 22 August 2026 names no model {end}" in texts_of(drawn)
    assert "1 model retired since 5 August 2026" in texts_of(drawn)
    of_matching = f"The list of 22 August 2026 names no matching model {end}"
    assert of_matching in texts_of(draw(OVERVIEW, search="a"))


def test_a_question_that_many_have_fills_the_lists_with_one_click() -> None:
    drawn = draw(OVERVIEW)

    drawn.button(key="overview_question_0").click()
    rerun(drawn)

    said = "Cheapest private text model with vision, with at least 128K context: "
    assert any(text.startswith(said) for text in texts_of(drawn))
    assert drawn.selectbox(key="overview_privacy").value == "private"


def test_the_finder_asks_for_a_quality_and_says_who_is_not_rated() -> None:
    serve(
        [
            text_model("claude-opus-4-5", 5, 25, privacy="anonymized"),  # 75.96 on LiveBench
            text_model("zai-org-glm-5-2", 1, 4, privacy="private"),  # 76.24
            text_model("zai-org-glm-5", 0.5, 3, privacy="private"),  # 68.85
            text_model("mystery", 0.1, 0.1, privacy="private"),
        ]
    )

    drawn = draw(
        OVERVIEW, overview_privacy="private", overview_as_good_as="claude-opus-4-5 on LiveBench"
    )

    texts = texts_of(drawn)
    assert (
        "Cheapest private text model at least as good as Claude Opus 4.5 on LiveBench: "
        "Zai-Org-Glm-5-2, $1.75 per 1M tokens, 3 in for 1 out." in texts
    )
    assert any(
        "75.96 (average out of 100) or more, as of 1 July 2026. 1 text model is not rated there, "
        "and so left out." in text
        for text in texts
    )


def test_no_question_is_offered_that_no_list_can_hold() -> None:
    serve([text_model("a")])

    assert not [one for one in draw(OVERVIEW).button if (one.key or "").startswith("overview_q")]


def test_both_pages_speak_of_the_days_up_to_the_last_list() -> None:
    days = "n the 30 days to 22 August 2026"

    assert f"What changed i{days}" in texts_of(draw(OVERVIEW))
    assert any(text.startswith(f"I{days} ") for text in texts_of(draw(CHANGES)))


def test_of_a_list_of_today_the_last_days_are_spoken_of() -> None:
    serve([text_model("a")], datetime.now(UTC))

    texts = texts_of(draw(OVERVIEW))
    assert "What changed in the last 30 days" in texts
    assert "Venice has announced no removal date." in texts
    assert not any("is not known" in text for text in texts)


def test_the_ways_from_a_tile_say_where_they_lead() -> None:
    serve(SHELF)

    drawn = draw(OVERVIEW)

    labels = [link.proto.label for link in drawn.get("page_link")]
    assert "All 4 text models" in labels
    assert "All video prices" in labels
    assert not any("Compare" in label for label in labels if label != "Compare")
    assert any("[Cheap](model?id=cheap)" in caption.value for caption in drawn.caption)


def test_under_a_search_the_cheapest_found_is_not_called_the_cheapest_of_all() -> None:
    headings = [header.value for header in draw(OVERVIEW, search="claude").header]

    assert any("model with “claude” in the name or id: " in read(each) for each in headings)


def test_a_type_may_have_any_name() -> None:
    """A new one called `any` was taken for no choice of a type, and ended in an error."""
    serve([text_model("known"), model("x", "any", {"generation": usd(1)})])

    assert "1 any model, but no price that can be ranked here." in texts_of(
        draw(OVERVIEW, overview_type="any")
    )
