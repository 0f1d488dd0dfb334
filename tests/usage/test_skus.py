"""SKUs are matched by rule; what is not understood is matched to nothing."""

from __future__ import annotations

import pytest

from venice_data.usage.skus import EXTRA, OTHER, Sku, SkuMatcher

_TEXT = (
    "zai-org-glm-5-1 zai-org-glm-5 zai-org-glm-4.7 zai-org-glm-4.7-flash claude-opus-4-8 "
    "claude-opus-4-8-fast hermes-3-llama-3.1-405b llama-3.3-70b"
)
_IMAGE = "grok-imagine-image grok-imagine-image-2-0 gpt-image-2"
_MATCHER = SkuMatcher(
    dict.fromkeys(_TEXT.split(), "text")
    | dict.fromkeys(_IMAGE.split(), "image")
    | {
        "gpt-image-2-edit": "inpaint",
        "text-embedding-bge-m3": "embedding",
        "openai/whisper-large-v3": "asr",
        "tts-kokoro": "tts",
    }
)


@pytest.mark.parametrize(
    ("sku", "model_id", "charge"),
    [
        ("zai-org-glm-5-1-llm-output-mtoken", "zai-org-glm-5-1", "output"),
        ("zai-org-glm-5-llm-input-mtoken", "zai-org-glm-5", "input"),
        ("zai-org-glm-4.7-llm-input-mtoken", "zai-org-glm-4.7", "input"),
        ("zai-org-glm-4-7-flash-llm-input-mtoken", "zai-org-glm-4.7-flash", "input"),
        ("ZAI-ORG-GLM-4.7-llm-cache-input-mtoken", "zai-org-glm-4.7", "cached"),
        ("claude-opus-4-8-fast-llm-cache-write-mtoken", "claude-opus-4-8-fast", "written"),
        ("hermes-3-llama-3.1-405b-llm-output-mtoken", "hermes-3-llama-3.1-405b", "output"),
        ("grok-imagine-image-image-unit", "grok-imagine-image", "pieces"),
        ("grok-imagine-image-2-0-image-unit", "grok-imagine-image-2-0", "pieces"),
        ("gpt-image-2-edit-inpaint-unit", "gpt-image-2-edit", "pieces"),
        ("text-embedding-bge-m3-llm-input-mtoken", "text-embedding-bge-m3", "input"),
        ("text-embedding-bge-m3-embedding-mtoken", "text-embedding-bge-m3", "input"),
        ("openai-whisper-large-v3-asr-second", "openai/whisper-large-v3", "seconds"),
        ("tts-kokoro-tts-mchar", "tts-kokoro", "characters"),
        ("zai-org-glm-5-1-llm-mtoken", "zai-org-glm-5-1", OTHER),
    ],
)
def test_the_longest_id_counts(sku: str, model_id: str, charge: str) -> None:
    found = _MATCHER.match(sku)

    assert (found.model_id, found.charge) == (model_id, charge)


@pytest.mark.parametrize(
    "sku",
    [
        "llama-3.3-70b-newer-llm-output-mtoken",  # another model, whose id begins alike
        "zai-org-glm-5-1-llm-output-mtoken-of-somebody",
        "some-model-llm-output-mtoken",
        "",
        "=HYPERLINK(1)",
        "-" * 100_000,
    ],
)
def test_what_is_not_known_is_matched_to_nothing(sku: str) -> None:
    assert _MATCHER.match(sku) == Sku()


@pytest.mark.parametrize(
    ("sku", "extra"),
    [
        ("web-search-request", "web search"),
        ("venice-web-search-request", "web search"),
        ("x-search-result", "X search"),
        ("web-scrape-page", "scraping"),
        ("augment-text-parser-request", "text parser"),
        ("prompt-rewrite-unit", "prompt rewrite"),
    ],
)
def test_what_is_charged_beside_a_model_is_known(sku: str, extra: str) -> None:
    found = _MATCHER.match(sku)

    assert (found.model_id, found.kind, found.charge) == ("", EXTRA, extra)


def test_an_extra_may_name_its_model() -> None:
    found = _MATCHER.match("zai-org-glm-5-1-llm-web-search-request")

    assert (found.model_id, found.kind, found.charge) == ("zai-org-glm-5-1", EXTRA, "web search")


def test_sizes_are_read() -> None:
    found = _MATCHER.match("gpt-image-2-2k-high-image-unit")

    assert (found.model_id, found.resolution, found.quality) == ("gpt-image-2", "2K", "high")
