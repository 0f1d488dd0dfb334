"""How much is tried: few examples and cases in `make test`, many in `make fuzz` and `thorough`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterable

ORDINARY: Final = "ordinary"
FUZZ: Final = "fuzz"
_ORDINARY_EXAMPLES: Final = 50
_FUZZ_FACTOR: Final = 50


def register_profiles() -> None:
    """Register both profiles. In neither does a verdict depend on how fast the machine is."""
    timeless = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile(ORDINARY, timeless, derandomize=True, max_examples=_ORDINARY_EXAMPLES)
    settings.register_profile(
        FUZZ, timeless, max_examples=_ORDINARY_EXAMPLES * _FUZZ_FACTOR, print_blob=True
    )
    settings.load_profile(ORDINARY)


def few(examples: int) -> settings:
    """Let a costly test draw so many examples where others draw fifty."""
    return settings(max_examples=examples * settings().max_examples // _ORDINARY_EXAMPLES)


def many(examples: int, *, fuzzed: int) -> settings:
    """Let a test draw so many examples, and so many where `make fuzz` runs it."""
    is_fuzz = settings().max_examples > _ORDINARY_EXAMPLES
    return settings(max_examples=fuzzed if is_fuzz else examples)


def rest_is_thorough(cases: Iterable[Any], *, first: int) -> list[Any]:
    """Let `make test` try so many of the cases, and `make thorough` the rest of them."""
    ordered = list(cases)
    return ordered[:first] + [
        pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.thorough)
        for case in ordered[first:]
    ]
