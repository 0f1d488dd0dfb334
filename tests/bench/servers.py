"""The servers that are compared: the dashboard, an empty app and the reference page."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from pages.calculator.basket_editing import LINK_KEY
from pages.shared.table import COMPARED_IN_LINK
from tests.support.app_server import AppServer, StreamlitServer, put_first_data, run_script
from venice_data import parse_models
from venice_data.api.sources import read_bundled
from venice_data.costs.presets import basket_of_preset
from venice_data.costs.work_links import basket_to_text
from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from contextlib import ExitStack

EMPTY: Final = "empty"
REFERENCE: Final = "reference"
_HERE: Final = Path(__file__).parent
_BASKET: Final = "Podcast a week"
_COMPARED: Final = 3
_MEGABYTE_IN_KILOBYTES: Final = 1024
# As `make run` and the files in `deploy/` start it.
MEMORY_IN_ONE_PLACE: Final = {"MALLOC_ARENA_MAX": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}


@dataclass(frozen=True)
class Target:
    """One page that is measured: what the table calls it, its server, and its address there."""

    name: str
    server_url: str
    address: str = ""

    @property
    def url(self) -> str:
        """The whole address, as a browser opens it."""
        return f"{self.server_url}/{self.address}"


def pages_of(server: StreamlitServer) -> list[Target]:
    """Return the pages of the dashboard that are measured, with the links of busy visitors."""
    saved = read_bundled()
    catalog = parse_models(saved.payload, fetched_at=saved.fetched_at, source="bundled")
    basket = basket_of_preset(_BASKET, catalog.prices, catalog.models, "usd")
    text_models = catalog.models[catalog.models["type"] == "text"].index[:_COMPARED]
    basket_link = urlencode({LINK_KEY: basket_to_text(basket)})
    compare_link = urlencode([(COMPARED_IN_LINK, model_id) for model_id in text_models])
    addresses = {
        "/": "",
        "/text": "text",
        "/images": "images",
        "/calculator": f"calculator?{basket_link}",
        "/compare": f"compare?{compare_link}",
        "/changes": "changes",
    }
    return [Target(name, server.url, address) for name, address in addresses.items()]


def empty_app(folder: Path) -> StreamlitServer:
    """Return a server of a page with nothing but a title."""
    return _page_alone("empty_page.py", folder)


def reference_app(folder: Path) -> StreamlitServer:
    """Return a server of the reference page, over the list that the dashboard shows."""
    put_first_data(folder / "data")
    return _page_alone("reference_page.py", folder)


def dashboard(folder: Path) -> AppServer:
    """Return a dashboard over the bundled list, or over what the folder's data already hold."""
    return AppServer(folder, VENICE_OFFLINE="1", **MEMORY_IN_ONE_PLACE)


def profiled_dashboard(folder: Path, profile: Path) -> StreamlitServer:
    """Return a dashboard that writes where the time of its runs went to a file as it ends."""
    put_first_data(folder / "data")
    arguments = ["-m", "tests.bench.profiled_server", str(profile), str(PROJECT_ROOT / "app.py")]
    return StreamlitServer(arguments, folder, PROJECT_ROOT, **_offline_in(folder))


def _page_alone(script: str, folder: Path) -> StreamlitServer:
    """Return a server of one page that runs as Streamlit comes, without what is tuned here."""
    arguments = [*run_script(_HERE / "apps" / script), "--runner.postScriptGC=true"]
    return StreamlitServer(arguments, folder, PROJECT_ROOT, **_offline_in(folder))


def _offline_in(folder: Path) -> dict[str, str]:
    return {"VENICE_OFFLINE": "1", "VENICE_DATA_DIR": str(folder / "data")}


def seconds_to_start(server: StreamlitServer, running: ExitStack) -> float:
    """Start a server, which ends with the stack; return how long it took to answer."""
    begun = time.perf_counter()
    running.enter_context(server)
    return time.perf_counter() - begun


def resident_megabytes(process_id: int) -> float:
    """Return how much memory a process holds."""
    status = Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    (kilobytes,) = re.findall(r"VmRSS:\s+(\d+) kB", status)
    return int(kilobytes) / _MEGABYTE_IN_KILOBYTES
