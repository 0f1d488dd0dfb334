"""With `[auth]` in the secrets, strangers get nothing; a real provider signs people in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
import requests
from starlette.requests import HTTPConnection
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from pages.server.private_site import Admission, admission
from tests.support.private_dashboard import ACCESS, ADMITTED, STRANGER, private_dashboard
from venice_data.settings import Settings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.app_server import AppServer
    from tests.support.stand_in import StandInVenice

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib")
_TO_STRANGERS: Final = ("", "text", "model?id=kimi-k3", "preview.png", "static/js/index.js", "nope")
_TO_MACHINES: Final = (
    "models.json",
    "prices.csv",
    "changes.atom",
    "retirements.ics",
    "status.json",
)
_AS_PEOPLE_DO: Final = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    with private_dashboard(tmp_path_factory.mktemp("private")) as server:
        yield server


def _signed_in(
    server: AppServer, sub: str, path: str
) -> tuple[requests.Session, requests.Response]:
    """Come with a link, and be sent to the provider and back."""
    person = requests.Session()
    person.headers.update(_AS_PEOPLE_DO)
    form = person.get(f"{server.url}/{path}", timeout=30)
    assert "oauth2/authorize" in form.url
    return person, person.post(form.url, data={"sub": sub}, timeout=30)


def test_a_page_is_connected_once_streamlit_has_its_cookie(private: AppServer) -> None:
    """Without it the connection counts as nobody's, and nobody could sign out."""
    _, page = _signed_in(private, ADMITTED, "text")
    assert "BACKEND_BASE_URL" in page.text
    assert "HOST_CONFIG" not in page.text


def test_strangers_get_nothing(private: AppServer) -> None:
    for path in _TO_STRANGERS:
        answer = requests.get(f"{private.url}/{path}", timeout=30)
        assert answer.status_code == 401
        assert answer.text == "this site is private: sign in first"
    for name in _TO_MACHINES:
        answer = requests.get(f"{private.url}/api/{name}", timeout=30)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert list(answer.json()) == ["error"]
    with pytest.raises(InvalidStatus, match="403"):
        connect(f"{private.url.replace('http', 'ws')}/_stcore/stream")
    assert requests.get(f"{private.url}/healthz", timeout=30).status_code == 200


def test_who_signs_in_gets_the_link_that_was_opened(private: AppServer) -> None:
    person, page = _signed_in(private, ADMITTED, "text?privacy=private")
    assert page.url == f"{private.url}/text?privacy=private"
    assert "Text" in page.text
    assert page.headers["Cache-Control"].startswith("private")
    assert person.get(f"{private.url}/api/prices.csv", timeout=30).ok
    cookies = "; ".join(f"{name}={value}" for name, value in person.cookies.items())
    with connect(
        f"{private.url.replace('http', 'ws')}/_stcore/stream",
        additional_headers={"Cookie": cookies, "Origin": private.url},
    ):
        pass


def test_a_cookie_that_is_changed_or_taken_from_elsewhere_opens_nothing(private: AppServer) -> None:
    person, _ = _signed_in(private, ADMITTED, "text")
    name, value = next((n, v) for n, v in person.cookies.items() if n == "_streamlit_user")
    forged = {name: value.replace(value[5:9], "AAAA", 1)}
    answer = requests.get(f"{private.url}/text", cookies=forged, timeout=30)
    assert answer.status_code == 401


def test_who_is_not_on_the_list_is_told_so_and_can_sign_out(private: AppServer) -> None:
    person, page = _signed_in(private, STRANGER, "text")
    assert page.status_code == 403
    assert "eve@elsewhere.com is not among" in page.text
    assert person.get(f"{private.url}/api/prices.csv", timeout=30).status_code == 401
    signed_out = person.get(f"{private.url}/auth/logout", allow_redirects=False, timeout=30)
    assert signed_out.status_code in (302, 307)
    assert "_streamlit_user" not in person.cookies


def test_the_token_opens_what_is_for_programs_and_no_page(private: AppServer) -> None:
    bearer = {"Authorization": f"Bearer {ACCESS}"}
    for name in _TO_MACHINES:
        answer = requests.get(f"{private.url}/api/{name}", headers=bearer, timeout=30)
        assert answer.status_code == 200, answer.text
        assert ACCESS not in answer.text
        in_link = requests.get(f"{private.url}/api/{name}?token={ACCESS}", timeout=30)
        assert in_link.status_code == 200, in_link.text
    assert requests.get(f"{private.url}/text", headers=bearer, timeout=30).status_code == 401
    wrong = {"Authorization": f"Bearer {ACCESS}!"}
    refused = requests.get(f"{private.url}/api/models.json", headers=wrong, timeout=30)
    assert refused.status_code == 401
    assert ACCESS not in private.log


@pytest.mark.parametrize(
    ("email", "is_verified", "is_admitted"),
    [
        ("ann@example.com", True, True),
        ("ANN@Example.com", None, True),
        ("ann@example.com", False, False),
        ("bob@partner.org", True, True),
        ("eve@partner.org", True, False),
        ("eve@example.com.evil.net", True, False),
        ("", True, False),
    ],
)
def test_people_are_admitted_by_address_or_domain(
    email: str, *, is_verified: bool | None, is_admitted: bool
) -> None:
    people = Admission("default", "https://a.com", None, ("@example.com", "bob@partner.org"))
    assert people.admits({"email": email, "email_verified": is_verified}) is is_admitted


def test_without_a_token_of_the_host_none_is_known() -> None:
    scope = {"type": "http", "headers": [(b"authorization", b"Bearer ")], "query_string": b""}
    assert not Admission("default", "", None, ()).knows_token(HTTPConnection(scope))


def test_what_would_protect_nothing_is_refused(
    venice: StandInVenice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsError, match="protect nothing without"):
        admission(Settings(api_base_url=venice.base_url, allowed_users="@example.com"))
    secrets = tmp_path / "secrets.toml"
    secrets.write_text("[auth]\n")
    monkeypatch.setattr("venice_data.settings.SECRETS_FILE", secrets)
    with pytest.raises(SettingsError, match="start it in the project's folder"):
        admission(Settings(api_base_url=venice.base_url))


@pytest.mark.parametrize("users", ["ann", "ann@example.com, example.com"])
def test_a_list_of_people_that_cannot_be_read_is_refused(users: str) -> None:
    with pytest.raises(ValueError, match="addresses or domains"):
        Settings(allowed_users=users)


@pytest.mark.parametrize(
    "token", ["short", "has a space in it, which none", "ünïcödé-ünïcödé-ünïcödé"]
)
def test_a_token_that_can_be_guessed_or_not_be_sent_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="20 or more ASCII"):
        Settings(access_token=token)
