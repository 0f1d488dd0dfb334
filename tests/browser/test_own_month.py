"""Would my month have been cheaper? A history is dropped, compared, planned with, and gone."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import wait_until_drawn
from tests.support.app_server import AppServer
from tests.support.usage_histories import as_json, entry, noon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import OpenPage

_REQUEST: Final = "chatcmpl-of-one-customer"
_PADDING: Final = "x" * 2_000
_SKU: Final = "a-sku-of-one-customer"
_FILE_NAME: Final = "history-of-one-customer.json"
# 500 × 10,000 tokens at $3.20 and $0.50 that no model is known for: a file of more than 1 MB
_ENTRIES: Final = [
    entry(
        "zai-org-glm-5-llm-output-mtoken",
        0.01,
        3.2,
        noon(1 + number % 30),
        inferenceDetails={
            "requestId": f"{_REQUEST}-{number}-{_PADDING}",
            "promptTokens": 0,
            "completionTokens": 10_000,
        },
    )
    for number in range(500)
] + [entry(_SKU, 1, 0.5, noon(3))]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AppServer, Path]]:
    """Run a dashboard whose every file is in one folder, temporary ones included."""
    folder = tmp_path_factory.mktemp("month")
    (folder / "tmp").mkdir()
    with AppServer(folder, VENICE_OFFLINE="1", TMPDIR=str(folder / "tmp")) as running:
        yield running, folder


@pytest.mark.thorough
def test_a_month_is_dropped_compared_planned_with_and_nowhere_else(
    app: tuple[AppServer, Path], open_page: OpenPage
) -> None:
    server, folder = app
    history = as_json(_ENTRIES)
    assert len(history) > 2**20
    page = open_page(f"{server.url}/calculator?calculator_tab=My+month")
    page.locator("input[type=file]").set_input_files(
        {"name": _FILE_NAME, "mimeType": "application/json", "buffer": history}
    )

    spent = "You spent $16.50 from 1 June 2026 to 30 June 2026, 97% of it on GLM 5"
    expect(page.get_by_role("heading", name=spent)).to_be_visible()
    expect(page.get_by_text("$0.50 on 1 SKU")).to_be_visible()
    wait_until_drawn(page)
    expect(
        page.get_by_text(re.compile("it would have cost .* instead of .?\\$16.00"))
    ).to_be_visible()

    page.get_by_role("button", name="Plan the next month").click()
    # 500 requests in 30 days are 507 in an average month
    expect(page.get_by_role("spinbutton", name="Requests")).to_have_value("507")
    assert "customer" not in page.url

    other = open_page(f"{server.url}/calculator?calculator_tab=My+month")
    expect(other.get_by_role("heading", name="Would your month have been cheaper?")).to_be_visible()
    expect(other.get_by_text("You spent")).to_have_count(0)

    page.get_by_role("button", name="Forget it").click()
    expect(page.get_by_role("heading", name="Would your month have been cheaper?")).to_be_visible()
    assert "customer" not in server.log
    for file in (path for path in folder.rglob("*") if path.is_file()):
        assert b"of-one-customer" not in file.read_bytes(), file
    assert _open_temporary_files(server.process_id) == []


def _open_temporary_files(process_id: int) -> list[str]:
    """Return the files of a process that have no name any more, as temporary ones have none."""
    opened = [
        str(link.readlink())
        for link in Path(f"/proc/{process_id}/fd").iterdir()
        if link.is_symlink()
    ]
    return [name for name in opened if name.endswith("(deleted)") and name.startswith(gettempdir())]
