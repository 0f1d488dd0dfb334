"""The configurations of `deploy/nginx/`, tried: TLS, several copies, below a path."""

from __future__ import annotations

import ssl
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pytest
import requests
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.support.app_server import AppServer, StreamlitServer, put_first_data, run_script
from tests.support.nginx import configuration, free_ports, make_certificate, nginx
from tests.support.postgresql_server import PostgreSQLServer
from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PUBLIC: Final = "https://prices.example.com"
_MOST_SECONDS_AWAY: Final = 5


def _port(server: StreamlitServer) -> int:
    return int(urlsplit(server.url).netloc.rpartition(":")[2])


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[AppServer]]:
    """Two copies that share one history."""
    with ExitStack() as running:
        postgresql = running.enter_context(PostgreSQLServer())
        database = postgresql.url(postgresql.create_database())
        settings = {
            "VENICE_OFFLINE": "1",
            "VENICE_PUBLIC_URL": _PUBLIC,
            "VENICE_DATABASE_URL": database.render_as_string(hide_password=False),
        }
        servers = [AppServer(tmp_path_factory.mktemp("copy"), **settings) for _ in range(2)]
        yield [running.enter_context(server) for server in servers]


def _ask(address: str, certificate: Path, cookies: dict[str, str] | None = None) -> str:
    answer = requests.get(address, verify=str(certificate), cookies=cookies, timeout=60)
    answer.raise_for_status()
    return answer.text


def test_one_copy_answers_over_tls(copies: list[AppServer], tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    ports = {8501: _port(copies[0]), **free_ports(443, 80)}
    with nginx(tmp_path, configuration("one-copy.conf", tmp_path, ports), ports[443]):
        site = f"https://localhost:{ports[443]}"
        assert "Venice prices" in _ask(site, certificate)
        longest = f"calculator?calculator_basket={'a' * 32_000}"
        assert "Venice prices" in _ask(f"{site}/{longest}", certificate)
        assert f'href="{_PUBLIC}' in _ask(f"{site}/api/changes.atom", certificate)
        plain = requests.get(
            f"http://127.0.0.1:{ports[80]}/text?type=text", allow_redirects=False, timeout=30
        )
        assert plain.headers["Location"].endswith("/text?type=text")
        trusted = ssl.create_default_context(cafile=str(certificate))
        with connect(
            f"wss://localhost:{ports[443]}/_stcore/stream", ssl=trusted, origin=Origin(site)
        ):
            pass


def test_a_copy_below_a_path_answers_there(tmp_path: Path) -> None:
    put_first_data(tmp_path / "data")
    with ExitStack() as running:
        server = running.enter_context(
            StreamlitServer(
                [*run_script(PROJECT_ROOT / "app.py"), "--server.baseUrlPath=venice"],
                tmp_path,
                tmp_path,
                path="venice",
                VENICE_OFFLINE="1",
                VENICE_DATA_DIR=str(tmp_path / "data"),
            )
        )
        ports = {8501: _port(server), **free_ports(80)}
        mapped = "map $http_upgrade $connection_upgrade { default upgrade; '' close; }"
        block = configuration("below-a-path.conf", tmp_path, ports)
        whole = f"{mapped} server {{ listen 127.0.0.1:{ports[80]}; {block} }}"
        running.enter_context(nginx(tmp_path, whole, ports[80]))
        site = f"http://127.0.0.1:{ports[80]}/venice"
        page = requests.get(f"{site}/text?search={'a' * 32_000}", timeout=60)
        assert "Venice prices" in page.text
        assert requests.get(f"{site}/healthz", timeout=30).text == "ok"
        feed = requests.get(f"{site}/api/changes.atom", timeout=60).text
        assert f'href="{site}/' in feed
        with connect(f"{site.replace('http', 'ws')}/_stcore/stream"):
            pass


def test_a_visitor_stays_with_one_copy_and_goes_to_another_when_it_dies(
    copies: list[AppServer], tmp_path: Path
) -> None:
    certificate = make_certificate(tmp_path)
    ports = {8501: _port(copies[0]), 8502: _port(copies[1]), **free_ports(443)}
    with nginx(tmp_path, configuration("several-copies.conf", tmp_path, ports), ports[443]):
        site = f"https://localhost:{ports[443]}"
        first = requests.get(f"{site}/text", verify=str(certificate), timeout=60)
        cookie = {"copy": first.cookies["copy"]}
        finding = first.text
        copies[0].kill()

        @retry(
            retry=retry_if_exception_type(requests.RequestException),
            stop=stop_after_delay(_MOST_SECONDS_AWAY),
            wait=wait_fixed(0.1),
            reraise=True,
        )
        def come_back() -> str:
            return _ask(f"{site}/text", certificate, cookie)

        assert come_back() == finding
        assert _ask(f"{site}/api/prices.csv", certificate)
