"""Streamlit's own files: each compressed once, kept for good by browsers, the first ones named.

Its font of icons is cut down to those that are used, a twentieth of its bytes: `make icons` writes
it beside this file, named as the font that it is cut from. Where another one is installed, that is
served whole until it is cut in its turn.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st
from starlette.requests import Request

from pages.server.kept_answers import KeptAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import ASGIApp, Receive, Scope, Send

STREAMLIT_FILES: Final = Path(st.__file__).parent / "static"
WHOLE_FONT: Final = next(STREAMLIT_FILES.glob("static/media/MaterialSymbols-Rounded.*.woff2"))
CUT_FONT: Final = Path(__file__).parent / WHOLE_FONT.name

_STYLE_SHEET: Final = next(STREAMLIT_FILES.glob("static/css/index.*.css"))
# Names of Streamlit's scripts, without their hash: what the sidebar and a page's head draw. What a
# page draws beside that is named in `pages/shared/site.py`.
WIDGET_SCRIPTS: Final = (
    "Multiselect",
    "Selectbox",
    "TextInput",
    "DateInput",
    "ButtonGroup",
    "Button",
    "Checkbox",
)
CHART_SCRIPTS: Final = ("ArrowVegaLiteChart", "loadVegaEmbed", "embed")

_KEPT_FOR_GOOD: Final = "public, max-age=31536000, immutable"
_ALREADY_SMALL: Final = frozenset({".woff2", ".png", ".gif"})
# Looked for before the word that makes it an import, which is five times as quick.
_SCRIPT_NAME: Final = re.compile(r"""["'`]\./([^"'`]+\.js)["'`]""")
_LONGEST_IMPORT_WORD: Final = len("import ")


@cache
def icon_files() -> dict[str, bytes]:
    """Return the font and, after it, Streamlit's style sheet that names it, by address.

    Each has its own hash in its name, as browsers keep both for good.
    """
    font = (CUT_FONT if CUT_FONT.is_file() else WHOLE_FONT).read_bytes()
    font_name = f"icons.{_hash_of(font)}.woff2"
    style = _STYLE_SHEET.read_text(encoding="utf-8").replace(WHOLE_FONT.name, font_name).encode()
    return {
        f"static/media/{font_name}": font,
        f"static/css/index.{_hash_of(style)}.css": style,
    }


def icon_font() -> str:
    """Return the address of the font."""
    return next(iter(icon_files()))


def with_icon_font(html: str) -> str:
    """Let Streamlit's page take the style sheet that names the font.

    It comes last, since what stands before it is drawn without waiting for it. Its own is switched
    off, which fetches nothing, and stays: scripts would else add it again.
    """
    own = f'href="./static/css/{_STYLE_SHEET.name}"'
    _, style_sheet = icon_files()
    here = f'<link rel="stylesheet" crossorigin href="./{style_sheet}">'
    return html.replace(own, f"disabled {own}", 1).replace("</body>", f"{here}</body>", 1)


def _hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


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
            waiting += _imported_by(folder / script)
    return [f"static/js/{script}" for script in found]


@cache  # pages share most of their scripts, and to look through one takes milliseconds
def _imported_by(script: Path) -> list[str]:
    text = script.read_text(encoding="utf-8")
    return [
        name[1]
        for name in _SCRIPT_NAME.finditer(text)
        if _imports(text[max(0, name.start() - _LONGEST_IMPORT_WORD) : name.start()])
    ]


def _imports(words: str) -> bool:
    return words.rstrip().endswith(("from", "import"))


def text_font() -> str:
    """Return the address of the font that text is written in."""
    path = next((STREAMLIT_FILES / "static" / "media").glob("SourceSansVF-Upright.*.woff2"))
    return f"static/media/{path.name}"
