"""Which model is Venice's default, and for what."""

from __future__ import annotations

import pytest

from venice_data.catalog.model_types import default_uses, is_default


@pytest.mark.parametrize(
    ("traits", "uses", "is_the_default"),
    [
        ([], [], False),
        (["fastest", "most_defaulted"], [], False),
        (["default", "function_calling_default"], ["", "function calling"], True),
        (["default_code", "code-default"], ["code", "code"], False),
        (["eliza-default"], ["eliza"], False),
    ],
)
def test_a_default_for_one_use_is_not_the_default(
    traits: list[str], uses: list[str], *, is_the_default: bool
) -> None:
    assert default_uses(traits) == uses
    assert is_default(traits) == is_the_default
