"""A site for its own people: with `[auth]` in the secrets, strangers get nothing of it."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from streamlit.auth_util import (
    encode_provider_token,
    get_origin_from_redirect_uri,
    get_secrets_auth_section,
    validate_auth_credentials,
)
from streamlit.errors import StreamlitAuthError, StreamlitMissingAuthlibError

# Streamlit signs who is signed in into a cookie, and has no public way to read it before a session.
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from venice_data.settings import SettingsError, has_secret

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from venice_data.settings import Settings

_FOR_STRANGERS: Final = ("auth/login", "auth/logout", "oauth2callback", "healthz", "_stcore/health")
_MACHINES: Final = "api/"
_IN_QUERY: Final = "token"
_WANTED: Final = "venice_wanted"  # the cookie that keeps a link over signing in
_WANTED_SECONDS: Final = 600
_POLICY_VIOLATION: Final = 1008
_NOT_ADMITTED: Final = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Not admitted · Venice prices</title>
<body style="font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto">
<h1>You are signed in, but not admitted</h1>
<p>{who} is not among the people for whom this dashboard is. Ask whoever runs it, or
<a href="{sign_out}">sign out</a> and come as somebody else.</p></body></html>"""


@dataclass(frozen=True)
class Admission:
    """Who may see the site: by the provider of this name, the token, and where set, by e-mail."""

    provider: str
    origin: str
    access_token: str | None
    allowed_users: tuple[str, ...]

    def admits(self, person: dict[str, Any]) -> bool:
        """Return whether somebody whom the provider knows is one of the site's people."""
        email = str(person.get("email") or "").lower()
        if not self.allowed_users:
            return True
        if person.get("email_verified") is False or "@" not in email:
            return False
        domain = email[email.rindex("@") :]
        return any(allowed in (email, domain) for allowed in self.allowed_users)

    def person(self, visitor: HTTPConnection) -> dict[str, Any] | None:
        """Return what the provider has said of a visitor who is signed in."""
        signed = _get_signed_cookie_with_chunks(dict(visitor.cookies), USER_COOKIE_NAME)
        person: dict[str, Any] = json.loads(signed) if signed else {}
        is_known = person.get("is_logged_in") and person.get("origin") == self.origin
        return person if is_known else None

    def knows_token(self, visitor: HTTPConnection) -> bool:
        """Return whether a program has shown the token, as a header or in its link."""
        kind, _, shown = visitor.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer":
            shown = visitor.query_params.get(_IN_QUERY, "")
        return self.access_token is not None and secrets.compare_digest(
            shown.strip().encode(), self.access_token.encode()
        )


def admission(settings: Settings) -> Admission | None:
    """Return who is admitted as the host has set it; None where the site is public.

    Raises SettingsError where `[auth]` or what belongs to it is set so that it protects nothing.
    """
    section = get_secrets_auth_section()
    if not section:
        _refuse_what_protects_nothing(settings)
        return None
    named = [name for name, value in section.items() if isinstance(value, dict | type(section))]
    provider = "default" if "client_id" in section or not named else named[0]
    try:
        validate_auth_credentials(provider)
        encode_provider_token(provider)
    except (StreamlitAuthError, StreamlitMissingAuthlibError) as error:
        raise SettingsError(f"[auth] in the secrets cannot be used: {error}") from None
    token = settings.access_token
    return Admission(
        provider,
        get_origin_from_redirect_uri() or "",
        token.get_secret_value() if token else None,
        settings.allowed_users,
    )


def _refuse_what_protects_nothing(settings: Settings) -> None:
    if has_secret("auth"):
        raise SettingsError(
            "[auth] stands in the project's .streamlit/secrets.toml, but Streamlit reads secrets "
            "in the folder in which it is started: start it in the project's folder"
        )
    if settings.access_token or settings.allowed_users:
        raise SettingsError(
            "VENICE_ACCESS_TOKEN and VENICE_ALLOWED_USERS protect nothing without [auth] in the "
            "secrets: set that up (docs/hosting.md), or unset them"
        )


class PrivateSite:
    """Lets in who is signed in and programs with the token; sends people to sign in."""

    def __init__(self, site: ASGIApp, admission: Admission, root: str) -> None:
        self._site = site
        self._admission = admission
        self._root = root  # the path of the site, with a slash at its end

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        visitor = HTTPConnection(scope)
        path = scope["path"].removeprefix(self._root)
        person = self._admission.person(visitor)
        if path in _FOR_STRANGERS:
            await self._site(scope, receive, send)
        elif path.startswith(_MACHINES) and self._admission.knows_token(visitor):
            await self._site(_without_token(scope), receive, _kept_private(send))
        elif person is not None and self._admission.admits(person):
            wanted = self._wanted(visitor) if path == "" else None
            answer = self._to_what_was_wanted(wanted) if wanted else self._site
            await answer(scope, receive, _kept_private(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            await self._refusal(visitor, path, person)(scope, receive, send)

    def _refusal(
        self, visitor: HTTPConnection, path: str, person: dict[str, Any] | None
    ) -> Response:
        said = {"Cache-Control": "no-store"}
        if path.startswith(_MACHINES):
            problem = {"error": "this site is private: send its token as Authorization: Bearer …"}
            return JSONResponse(problem, 401, {**said, "WWW-Authenticate": "Bearer"})
        if person is not None:
            who = escape(str(person.get("email") or person.get("name") or "This account"))
            html = _NOT_ADMITTED.format(who=who, sign_out=f"{self._root}auth/logout")
            return HTMLResponse(html, 403, said)
        if "text/html" not in visitor.headers.get("accept", ""):
            return Response("this site is private: sign in first", 401, said)
        return self._to_sign_in(visitor, said)

    def _to_sign_in(self, visitor: HTTPConnection, said: dict[str, str]) -> Response:
        provider = urlencode({"provider": encode_provider_token(self._admission.provider)})
        answer = RedirectResponse(f"{self._root}auth/login?{provider}", 302, said)
        wanted = visitor.url.path + (f"?{visitor.url.query}" if visitor.url.query else "")
        answer.set_cookie(
            _WANTED,
            quote(wanted, safe=""),
            max_age=_WANTED_SECONDS,
            path=self._root,
            httponly=True,
            samesite="lax",
        )
        return answer

    def _wanted(self, visitor: HTTPConnection) -> str | None:
        """Return the link with which somebody came who had to sign in first."""
        wanted = unquote(visitor.cookies.get(_WANTED, ""))
        is_here = wanted.startswith(self._root) and wanted[1:2] not in ("/", "\\")
        return wanted if is_here else None

    def _to_what_was_wanted(self, wanted: str) -> Response:
        answer = RedirectResponse(wanted, 302, {"Cache-Control": "no-store"})
        answer.delete_cookie(_WANTED, path=self._root)
        return answer


def _without_token(scope: Scope) -> Scope:
    """Return what was asked without the token, which is no parameter of any address."""
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    rest = [(name, value) for name, value in asked if name != _IN_QUERY]
    return {**scope, "query_string": urlencode(rest).encode()}


def _kept_private(send: Send) -> Send:
    """Let no cache between the site and its people keep what they are sent."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            kept = headers.get("cache-control", "no-cache")
            headers["cache-control"] = f"private, {re.sub('^(?:public|private), ', '', kept)}"
        await send(message)

    return sending
