"""A model's page: its scores, its neighbours on the frontier, and what its maker asks."""

from __future__ import annotations

from pages.shared.site import MODEL
from tests.support.page_driver import draw, serve, texts_of
from tests.support.stand_in import text_model


# On LMArena text: 1,353, 1,437, 1,478 and 1,481.
def _texts(model_id: str, **link: str) -> str:
    serve(
        [
            text_model("openai-gpt-oss-120b", 0.1, 0.1),
            text_model("openai-gpt-54", 4, 15, privacy="anonymized"),
            text_model("openai-gpt-55", 2, 2),
            text_model("mercury-2", 0.5, 0.75),
            text_model("nobody-rates-me"),
        ]
    )
    return "\n".join(texts_of(draw(MODEL, id=model_id, **link)))


def test_scores_and_what_is_cheaper_and_better_are_said_one_benchmark_at_a_time() -> None:
    """One was called the cheaper and another the better, though both were both."""
    texts = _texts("openai-gpt-54")

    assert "LMArena text: 1,478** (Elo), as gpt-5.4-high, as of 1 July 2026." in texts
    assert "LiveBench: 80.28** (average out of 100)" in texts
    assert "1 model is both cheaper and better: [Openai-Gpt-55](model?id=openai-gpt-55)" in texts
    assert "($2.00, 1,481), per 1M tokens, 3 in for 1 out." in texts
    assert "frontier" not in texts


def test_of_several_that_are_cheaper_and_better_the_cheapest_and_the_best_are_named() -> None:
    serve(
        [
            text_model("openai-gpt-oss-120b", 9, 9),
            text_model("openai-gpt-54", 4, 4),
            text_model("openai-gpt-55", 5, 5),
        ]
    )

    texts = "\n".join(texts_of(draw(MODEL, id="openai-gpt-oss-120b")))

    assert (
        "2 models are both cheaper and better, the cheapest of them [Openai-Gpt-54]"
        "(model?id=openai-gpt-54) ($4.00, 1,478), the best [Openai-Gpt-55]"
        "(model?id=openai-gpt-55) ($5.00, 1,481)" in texts
    )


def test_where_none_is_both_cheaper_and_better_that_is_said() -> None:
    texts = _texts("openai-gpt-55")

    assert "No other is both cheaper (per 1M tokens, 3 in for 1 out) and better." in texts


def test_a_model_that_is_not_rated_is_said_to_be_so() -> None:
    texts = _texts("nobody-rates-me")

    assert "LMArena text and LiveBench do not list it. That is no verdict on it." in texts
    assert "list price" not in texts


def test_what_else_could_do_it_can_be_asked_to_be_as_good() -> None:
    others = ("[Openai-Gpt-55]", "[Openai-Gpt-Oss-120B]", "[Nobody-Rates-Me]")

    def named(**link: str) -> list[str]:
        _, _, told = _texts("openai-gpt-54", **link).partition("What else could do it")
        return [other for other in others if other in told]

    assert named() == [*others]
    assert named(as_good_as="openai-gpt-54 on LMArena text") == ["[Openai-Gpt-55]"]


def test_input_and_output_stand_against_the_makers_prices_with_their_day() -> None:
    texts = _texts("openai-gpt-54")

    assert "| Input | $4.00 | $2.50 | +60% |" in texts
    assert "| Output | $15.00 | $15.00 | the same |" in texts
    assert "Here anonymized; at the maker as gpt-5.4, since 12 May 2026 (" in texts
    assert "two public collections agree" in texts


def test_what_one_source_states_is_shown_on_request_only() -> None:
    assert "Venice is |" not in _texts("mercury-2")

    texts = _texts("mercury-2", model_one_source="true")

    assert "| Input | $0.50 | $0.25 | +100% |" in texts
    assert "one public collection" in texts
