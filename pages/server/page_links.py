"""What decides what a page finds: the parameters of its link that are read, and who reads them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from pages.audio.my_work import READ_OF_LINK as AUDIO_AMOUNTS
from pages.calculator.basket_editing import LINK_KEY
from pages.calculator.needs import NEEDS_IN_LINK
from pages.changes.over_time import READ_OF_LINK as PRICES_OVER_TIME
from pages.images.priced_pictures import READ_OF_LINK as IMAGE_CHOICES
from pages.model.subject import ID_IN_LINK
from pages.shared.sidebar import IN_LINK
from pages.shared.site_links import EMBED_IN_LINK, THEME_IN_LINK
from pages.shared.table import COMPARED_IN_LINK
from pages.text.against_makers import READ_OF_LINK as MAKER_CHOICES
from pages.text.quality import READ_OF_LINK as QUALITY_CHOICES
from pages.video.clip_choice import READ_OF_LINK as CLIP_CHOICES

if TYPE_CHECKING:
    from starlette.requests import Request

    from pages.shared.finding import Link, PageFinding
    from pages.shared.site import SitePage
    from pages.shared.view import View

# The sidebar, the basket and what its work needs, the compared models, the one model, how long a
# text, a recording and a song are, which pictures and clip are wanted, by which benchmark text
# models are rated, how sure their makers' prices are to be, and whose prices are shown over time.
READ_OF_LINK: Final = (
    *IN_LINK,
    LINK_KEY,
    NEEDS_IN_LINK,
    COMPARED_IN_LINK,
    ID_IN_LINK,
    *AUDIO_AMOUNTS,
    *IMAGE_CHOICES,
    *QUALITY_CHOICES,
    *MAKER_CHOICES,
    *CLIP_CHOICES,
    *PRICES_OVER_TIME,
)


_LOOKS_IN_LINK: Final = (EMBED_IN_LINK, THEME_IN_LINK)


def link_of(request: Request, *, with_looks: bool = False) -> dict[str, tuple[str, ...]]:
    """Return the parameters of a request that decide what a page finds, and how it looks."""
    names = (*READ_OF_LINK, *_LOOKS_IN_LINK) if with_looks else READ_OF_LINK
    return {name: tuple(request.query_params.getlist(name)) for name in names}


def written(link: Link, names: tuple[str, ...] = READ_OF_LINK) -> str:
    """Write some parameters of a link as they stand in an address, with the question mark."""
    given = [(name, value) for name in names for value in link.get(name, ())]
    return f"?{urlencode(given, errors='replace')}" if given else ""


def finding_of(page: SitePage, view: View, link: Link) -> PageFinding:
    """Ask the page's own folder what it finds."""
    folder = Path(page.script).parent.name
    finding: PageFinding = import_module(f"pages.{folder}.finding").find(view, link)
    return finding
