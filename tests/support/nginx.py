"""nginx with a configuration of `deploy/nginx/`, on free loopback ports."""

from __future__ import annotations

import shutil
import socket
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from tests.support.free_port import free_port
from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIGURATIONS: Final = PROJECT_ROOT / "deploy" / "nginx"
_CERTIFICATES: Final = "/etc/ssl/prices.example.com"
_ALL_OF_NGINX: Final = """
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/client;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    {configuration}
}}
"""


def configuration(name: str, folder: Path, ports: dict[int, int]) -> str:
    """Return a configuration of `deploy/nginx/` with other ports and the folder's certificate."""
    text = (CONFIGURATIONS / name).read_text(encoding="utf-8")
    text = text.replace(_CERTIFICATES, str(folder)).replace(
        "include proxied.conf", f"include {CONFIGURATIONS}/proxied.conf"
    )
    for documented, port in ports.items():
        text = text.replace(f"127.0.0.1:{documented}", f"127.0.0.1:{port}")
        text = text.replace(f"listen {documented}", f"listen 127.0.0.1:{port}")
    return text


def make_certificate(folder: Path) -> Path:
    """Write a key and a certificate of their own for localhost; return the certificate."""
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
            *("-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")),
        ],
        check=True,
        capture_output=True,
    )
    return folder / "fullchain.pem"


@contextmanager
def nginx(folder: Path, configuration: str, port: int) -> Iterator[None]:
    """Run nginx with what stands in its `http` block until the end of the context."""
    file = folder / "nginx.conf"
    file.write_text(_ALL_OF_NGINX.format(folder=folder, configuration=configuration))
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(file)])
    try:
        _wait_until_it_listens(port)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_ports(*documented: int) -> dict[int, int]:
    """Return a free port in place of each one that a configuration names."""
    return {port: free_port() for port in documented}


@retry(
    retry=retry_if_exception_type(ConnectionError),
    stop=stop_after_delay(20),
    wait=wait_fixed(0.05),
    reraise=True,
)
def _wait_until_it_listens(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), timeout=5).close()
