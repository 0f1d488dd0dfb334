"""What chats and social sites show of a link: a title, the page's finding, and a picture of it."""

from __future__ import annotations

import hashlib
import logging
from functools import partial
from html import escape
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response

from pages.server.kept_answers import KeptAnswer, KeptWithList
from pages.server.machine_answers import refusal
from pages.server.page_links import finding_of, link_of, written
from pages.shared.picture import NoPictureError, drawable, drawn
from pages.shared.provenance import origin_text, shown_in_words, what_is_listed
from pages.shared.sidebar import chosen_in
from pages.shared.site import PAGES, SITE_NAME, SITE_PURPOSE
from venice_data.catalog.money import currency_label

if TYPE_CHECKING:
    from collections.abc import Hashable

    from starlette.requests import Request

    from pages.shared.chart_template import Drawing
    from pages.shared.finding import Link, PageFinding
    from pages.shared.site import SitePage
    from venice_data.live.store import CatalogStore, Snapshot

ADDRESS: Final = "api/preview/{name}.png"
_OVERVIEW: Final = "overview"
_BY_NAME: Final = {page.address or _OVERVIEW: page for page in PAGES}
_MOST_KEPT: Final = 100  # some 200 kB each
_MOST_BEING_DRAWN: Final = 3  # each holds a thread, and pages need threads as well
_CACHED_SECONDS: Final = 300  # as old as the list itself may get
# Chats show a picture of 1200 by 630 a third as large: all in it is drawn at twice its size.
_WIDTH, _HEIGHT, _SCALE = 600, 315, 2
_LETTERS_A_LINE: Final = 62
_MOST_LINES: Final = 2
_LONGEST_DESCRIPTION: Final = 300
LOGGER: Final = logging.getLogger(__name__)


def preview_tags(page: SitePage, finding: PageFinding, link: Link, site: str) -> str:
    """Return the tags of a page's head that say what its link leads to; `site` is its address."""
    title = f"{finding.title or page.title} · {SITE_NAME}"
    address = f"{site}/{page.address}{written(link)}"
    picture = f"{site}/{ADDRESS.format(name=page.address or _OVERVIEW)}{written(link)}"
    description = shorten(finding.sentence, _LONGEST_DESCRIPTION, placeholder=" …")
    properties = {
        "og:type": "website",
        "og:site_name": SITE_NAME,
        "og:title": title,
        "og:description": description,
        "og:url": address,
        "og:image": picture,
        "og:image:width": str(_WIDTH * _SCALE),
        "og:image:height": str(_HEIGHT * _SCALE),
        "og:image:alt": description,
    }
    names = {"description": description, "twitter:card": "summary_large_image"}
    return "".join(
        [
            *(
                f'<meta property="{key}" content="{escape(text)}">'
                for key, text in properties.items()
            ),
            *(f'<meta name="{key}" content="{escape(text)}">' for key, text in names.items()),
            f'<link rel="canonical" href="{escape(address)}">',
        ]
    )


class Previews:
    """Draws the pictures; what it has drawn is dropped with the list."""

    def __init__(self, store: CatalogStore) -> None:
        self._store = store
        self._kept = KeptWithList(_MOST_KEPT)
        self._being_drawn: set[Hashable] = set()

    async def answer(self, request: Request) -> Response:
        """Answer with the picture of a page under a link; a plain one where none can be drawn."""
        page = _BY_NAME.get(request.path_params["name"])
        if page is None:
            return refusal(404, f"There are {', '.join(_BY_NAME)}.")
        link, snapshot = link_of(request), self._store.current()
        key = page, *link.values()
        if key not in self._being_drawn and len(self._being_drawn) >= _MOST_BEING_DRAWN:
            return _ask_again()
        self._being_drawn.add(key)
        try:
            making = partial(_answer_with, page, link, snapshot)
            kept = await self._kept.get(snapshot, key, making)
        except NoPictureError:
            LOGGER.exception("No preview of the page %s", page.title)
            return _ask_again()
        finally:
            self._being_drawn.discard(key)
        return await kept.to(request)


def _ask_again() -> Response:
    return Response(status_code=503, headers={"Retry-After": "60"})


def _answer_with(page: SitePage, link: Link, snapshot: Snapshot) -> KeptAnswer:
    picture = drawn(_preview(page, link, snapshot), "png", str(_SCALE))
    return KeptAnswer(
        lambda: picture,
        "image/png",
        hashlib.sha256(picture).hexdigest()[:32],
        f"public, max-age={_CACHED_SECONDS}",
        is_compressible=False,
    )


def _preview(page: SitePage, link: Link, snapshot: Snapshot) -> dict[str, Any]:
    """Draw what the page finds; its name alone where that fails or there is nothing to draw."""
    try:
        view = chosen_in(link, snapshot).view(page)
        finding = finding_of(page, view, link)
        drawing = finding.picture() if finding.picture else None
    except Exception:
        # As for the page itself: what fails over a list or a link is logged, and a chat gets a
        # picture with the page's name, in place of none.
        LOGGER.exception("No finding of the page %s to draw", page.title)
        return _titled(None, f"{page.title}: {page.question}", [SITE_NAME, SITE_PURPOSE])
    about = f"{shown_in_words(view)}, in {currency_label(view.currency)}"
    said = f"{finding.title}: {finding.sentence}" if finding.title else finding.sentence
    return _titled(
        drawing, said, [about, f"{SITE_NAME}. {origin_text(view.catalog, what_is_listed(view))}"]
    )


def _titled(drawing: Drawing | None, title: str, about: list[str]) -> dict[str, Any]:
    spec = _nothing() if drawing is None else drawable(drawing)
    lines = wrap(title, _LETTERS_A_LINE, max_lines=_MOST_LINES, placeholder=" …")
    return spec | {
        "width": _WIDTH,
        "height": _HEIGHT,
        "autosize": {"type": "fit", "contains": "padding"},
        "title": {
            "text": lines,
            "subtitle": about,
            "anchor": "start",
            "frame": "bounds",
            "fontSize": 17,
            "offset": 8,
        },
    }


def _nothing() -> dict[str, Any]:
    """Return a chart of nothing, for a picture of words alone."""
    return {"data": {"values": [{}]}, "mark": {"type": "point", "opacity": 0}, "padding": 16}
