"""Streamlit is set up as the site needs it, and what visitors upload never touches the disk."""

from __future__ import annotations

import asyncio
import tomllib
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from streamlit import config
from streamlit.config_option import ConfigOption

from pages.server.streamlit_setup import NEEDED, keep_uploads_in_memory, set_what_nobody_has_set
from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    import pytest
    from starlette.types import Message


def test_without_its_configuration_the_site_sets_what_it_needs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = tomllib.loads((PROJECT_ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    nobody = ConfigOption.DEFAULT_DEFINITION
    monkeypatch.setattr(
        config, "get_where_defined", lambda name: "" if "toolbar" in name else nobody
    )
    done: dict[str, object] = {}
    monkeypatch.setattr(config, "set_option", done.__setitem__)

    set_what_nobody_has_set()

    assert done == {name: value for name, value in NEEDED.items() if "toolbar" not in name}
    for name, value in NEEDED.items():
        *sections, option = name.split(".")
        assert reduce(dict.__getitem__, sections, written)[option] == value


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
