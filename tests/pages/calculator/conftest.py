"""What tests of the calculator begin with."""

from __future__ import annotations

import pytest

from tests.pages.calculator.calculator_driver import MODELS
from tests.support.page_driver import serve


@pytest.fixture
def four_models() -> None:
    """Serve the models that the calculator is tested with."""
    serve(MODELS)
