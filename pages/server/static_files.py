"""Streamlit's own files: each compressed once, kept for good by browsers, the first ones named."""

from __future__ import annotations

import mimetypes
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.requests import Request

from pages.server.icon_font import STREAMLIT_FILES, icon_files
from pages.server.kept_answers import KeptAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import ASGIApp, Receive, Scope, Send

# Names of Streamlit's scripts, without their hash: what the sidebar and a page's head draw.
WIDGET_SCRIPTS: Final = (
    "Multiselect",
    "Selectbox",
    "TextInput",
    "DateInput",
    "ButtonGroup",
    "Button",
)
CHART_SCRIPTS: Final = ("ArrowVegaLiteChart", "loadVegaEmbed", "embed")

_KEPT_FOR_GOOD: Final = "public, max-age=31536000, immutable"
_ALREADY_SMALL: Final = frozenset({".woff2", ".png", ".gif"})
_IMPORT: Final = re.compile(r"""\b(?:from|import)\s*["'`]\./([^"'`]+\.js)["'`]""")


class StaticFiles:
    """Answers for the files whose names carry a hash; all else is for the app behind.

    Only names found in Streamlit's folder at start are ever answered.
    """

    def __init__(self, app: ASGIApp, answers: dict[str, KeptAnswer], below: str) -> None:
        self._app = app
        self._answers = answers
        self._below = below

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = None
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            answer = self._answers.get(scope["path"].removeprefix(self._below))
        if answer is None:
            await self._app(scope, receive, send)
            return
        response = await answer.to(Request(scope))
        await response(scope, receive, send)


def answers_with_files() -> dict[str, KeptAnswer]:
    """Return an answer for each file that has a hash in its name, Streamlit's and its icons."""
    files = (path for path in (STREAMLIT_FILES / "static").rglob("*") if path.is_file())
    reads: dict[str, Callable[[], bytes]] = {
        path.relative_to(STREAMLIT_FILES).as_posix(): path.read_bytes for path in files
    }
    for address, content in icon_files().items():
        reads[address] = partial(bytes, content)
    return {address: _answer_with(Path(address), read) for address, read in reads.items()}


def _answer_with(path: Path, read: Callable[[], bytes]) -> KeptAnswer:
    return KeptAnswer(
        read,
        mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        path.name,
        _KEPT_FOR_GOOD,
        is_compressible=path.suffix not in _ALREADY_SMALL,
    )


def scripts_with_imports(names: Iterable[str]) -> list[str]:
    """Return the addresses of scripts, named without their hash, and of all that they import."""
    folder = STREAMLIT_FILES / "static" / "js"
    found: dict[str, None] = {}
    waiting = [path.name for name in names for path in sorted(folder.glob(f"{name}.*.js"))]
    while waiting:
        script = waiting.pop(0)
        if script not in found and (folder / script).is_file():
            found[script] = None
            waiting += _IMPORT.findall((folder / script).read_text(encoding="utf-8"))
    return [f"static/js/{script}" for script in found]


def text_font() -> str:
    """Return the address of the font that text is written in."""
    path = next((STREAMLIT_FILES / "static" / "media").glob("SourceSansVF-Upright.*.woff2"))
    return f"static/media/{path.name}"
