"""A file that a visitor gives to a page never touches the disk on its way."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from pages.server.streamlit_setup import keep_uploads_in_memory

if TYPE_CHECKING:
    import pytest
    from starlette.types import Message


def test_a_large_file_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile._TemporaryFileWrapper", None)
    monkeypatch.setattr("tempfile.TemporaryFile", None)  # what a file on the disk would come from
    keep_uploads_in_memory()

    upload = _uploaded(b"sku,amount\n" + b"a,-1\n" * 1_000_000)
    with ThreadPoolExecutor() as threads:  # a browser of other tests may have a loop in this one
        uploaded = threads.submit(asyncio.run, upload).result()

    assert uploaded == 5_000_011


async def _uploaded(content: bytes) -> int:
    """Upload as a browser does; return how many bytes have come."""
    parting = b"--parting\r\n"
    head = b'Content-Disposition: form-data; name="file"; filename="usage.csv"\r\n\r\n'
    body = parting + head + content + b"\r\n--parting--\r\n"

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    scope: dict[str, Any] = {
        "type": "http",
        "method": "PUT",
        "headers": [(b"content-type", b"multipart/form-data; boundary=parting")],
    }
    form = await Request(scope, receive).form()
    upload = form["file"]
    assert isinstance(upload, UploadFile)
    assert not vars(upload.file)["_rolled"]  # it lies in memory, as no public name tells
    return len(await upload.read())
