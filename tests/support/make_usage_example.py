"""Writes the usage history that ships as an example: `python -m tests.support.make_usage_example`.

A small firm in July 2026: a support bot that searches the web, an agent that codes, pictures, and
a search over documents.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from tests.support.usage_histories import MILLION, as_csv, entry
from venice_data import files, parse_models
from venice_data.api.sources import read_bundled
from venice_data.usage.reading import EXAMPLE_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST_DAY: Final = datetime(2026, 7, 1, tzinfo=UTC)
_DAYS: Final = 31


def _prices() -> dict[tuple[str, str], float]:
    prices = parse_models(read_bundled().payload).prices
    keys = zip(prices["model_id"], prices["component"], strict=True)
    return dict(zip(keys, map(float, prices["usd"]), strict=True))


def _chats(
    model_id: str, count: int, sizes: tuple[int, float, int], currency: str, chance: Random
) -> Iterator[dict[str, Any]]:
    """Yield batches of requests, each with its input, what was read from the cache, its output."""
    prices, (prompt, cached, answer) = _prices(), sizes
    for _ in range(count):
        at = _FIRST_DAY + timedelta(seconds=chance.randrange(_DAYS * 86_400))
        length = int(prompt * chance.uniform(0.4, 1.8))
        tokens = {
            ("llm-input-mtoken", "input"): int(length * (1 - cached)),
            ("llm-cache-input-mtoken", "cache_input"): int(length * cached),
            ("llm-output-mtoken", "output"): int(answer * chance.uniform(0.3, 2)),
        }
        details = {
            "requestId": f"chatcmpl-{chance.getrandbits(64):016x}",
            "promptTokens": length,
            "completionTokens": tokens["llm-output-mtoken", "output"],
        }
        common = {"currency": currency, "notes": "", "inferenceDetails": details}
        for (words, component), number in tokens.items():
            price = prices.get((model_id, component), prices[model_id, "input"])
            if number:
                yield entry(f"{model_id}-{words}", number / MILLION, price, at, **common)
        if model_id == "zai-org-glm-5" and chance.random() < 1 / 3:
            yield entry("web-search-request", 1, 0.01, at, **common)


def _others(chance: Random) -> Iterator[dict[str, Any]]:
    prices = _prices()
    for day in range(_DAYS):
        at = _FIRST_DAY + timedelta(days=day, hours=9, minutes=chance.randrange(400))
        yield entry("gpt-image-2-image-unit", chance.randrange(2, 9), 0.07, at, notes="")
        if day % 3 == 0:
            price = prices["text-embedding-bge-m3", "input"]
            units = chance.randrange(1, 9) / 4
            yield entry("text-embedding-bge-m3-embedding-mtoken", units, price, at, notes="")
        if day % 7 == 2:
            price = prices["tts-kokoro", "input"]
            yield entry("tts-kokoro-tts-mchar", 0.05, price, at, notes="")
    yield entry("some-model-of-tomorrow-llm-output-mtoken", 0.02, 1.5, at, notes="")
    yield entry("top-up", 1, 0, at, amount=100.0, notes="")


def main() -> None:
    """Write the example, in the order of time."""
    chance = Random(7)
    entries = [
        *_chats("zai-org-glm-5", 90, (90_000, 0.5, 7_000), "DIEM", chance),
        *_chats("claude-opus-4-8", 40, (150_000, 0.8, 6_000), "USD", chance),
        *_chats("xiaomi-mimo-v2-5", 30, (60_000, 0.0, 9_000), "BUNDLED_CREDITS", chance),
        *_others(chance),
    ]
    example = as_csv(sorted(entries, key=lambda one: one["timestamp"]))
    (files.BUNDLED_FOLDER / EXAMPLE_FILE).write_bytes(example)


if __name__ == "__main__":
    main()
