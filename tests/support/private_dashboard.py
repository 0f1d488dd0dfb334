"""A private dashboard and the provider that signs its people in, both on loopback."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from oidc_provider_mock import User, run_server_in_thread

from tests.support.app_server import AppServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ACCESS: Final = "a-token-for-feed-readers"
ADMITTED, STRANGER = "ann", "eve"
_PEOPLE: Final = [
    User(sub=ADMITTED, claims={"email": "Ann@example.com", "email_verified": True}),
    User(sub=STRANGER, claims={"email": "eve@elsewhere.com", "email_verified": True}),
]


@contextmanager
def private_dashboard(folder: Path) -> Iterator[AppServer]:
    """Run one for the people of example.com and programs with the token."""
    with run_server_in_thread(user_claims=_PEOPLE) as provider:
        server = AppServer(
            folder,
            VENICE_OFFLINE="1",
            VENICE_ACCESS_TOKEN=ACCESS,
            VENICE_ALLOWED_USERS="@example.com",
        )
        _write_secrets(folder, f"{server.url}/oauth2callback", provider.server_port)
        with server:
            yield server


def _write_secrets(folder: Path, callback: str, provider_port: int) -> None:
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "secrets.toml").write_text(
        f"""[auth]
redirect_uri = "{callback}"
cookie_secret = "of-this-test-alone-and-long-enough-for-it"
client_id = "dashboard"
client_secret = "known to the provider"
server_metadata_url = "http://localhost:{provider_port}/.well-known/openid-configuration"
"""
    )
