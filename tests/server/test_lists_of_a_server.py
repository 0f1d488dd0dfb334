"""The list that a running dashboard answers with: the last there was, the newest that came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import requests

from tests.support.app_server import AppServer
from tests.support.stand_in import StandInVenice, answer, text_model

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_WAIT_SECONDS = 15


def test_a_newer_list_reaches_the_next_visit_and_survives_the_end_of_its_source(
    tmp_path: Path, venice: StandInVenice
) -> None:
    settings = {"VENICE_API_BASE_URL": venice.base_url, "VENICE_REFRESH_SECONDS": "0.5"}
    with AppServer(tmp_path, **settings) as app:
        assert "Newer Model" not in _first_page(app)
        venice.payload = answer([text_model("newer", name="Newer Model")])
        already = len(venice.requests)
        _first_page(app)
        # the second is asked only when the answer to the first is there for visitors
        assert venice.wait_for_requests(already + 2)

        page = _first_page(app)
        assert "Live prices, fetched" in page
        assert "Newer Model" in page
    venice.close()

    with AppServer(tmp_path, **settings) as app:
        page = _first_page(app)
        assert "Live prices" not in page
        assert "Prices of" in page
        assert "Newer Model" in page


def _first_page(app: AppServer) -> str:
    return requests.get(app.url, timeout=LONGEST_WAIT_SECONDS).text
