"""A Venice that serves the list with which every history begins, to be changed by the test."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from venice_data.api.sources import read_bundled

if TYPE_CHECKING:
    from tests.stand_in import StandInVenice


def serve_bundled_list(venice: StandInVenice) -> list[dict[str, Any]]:
    """Let the stand-in serve the bundled list; return its models, which the test may change."""
    payload = copy.deepcopy(read_bundled().payload)
    venice.payload = payload
    models: list[dict[str, Any]] = payload["data"]
    return models
