"""HTTP to Venice: one bounded, polite request at a time, and named failures."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

import requests
from requests.auth import AuthBase
from typing_extensions import override
from urllib3.exceptions import HTTPError

from venice_data.api.json_reading import encodable
from venice_data.api.patience import trying_again
from venice_data.api.time_limit import LimitedAdapter, time_limit

if TYPE_CHECKING:
    from collections.abc import Callable

    from venice_data.settings import Settings

CONNECT_TIMEOUT_SECONDS: Final = 5.0
READ_TIMEOUT_SECONDS: Final = 15.0
ANSWER_DEADLINE_SECONDS: Final = 30.0  # a server that drips bytes never trips the read timeout
MAX_ANSWER_BYTES: Final = 32 * 1024 * 1024  # the real list is below 1 MB
MAX_REDIRECTS: Final = 3
RETRIED_STATUSES: Final = frozenset({429, 500, 502, 503, 504})
_CHUNK_BYTES: Final = 64 * 1024
_LONGEST_QUOTED_MESSAGE: Final = 200
_CHECK_ADDRESS: Final = "Check VENICE_API_BASE_URL."
_REMEDIES: Final = {
    401: "Check VENICE_API_KEY, or unset it: the public list needs no key.",
    402: "The account's balance is used up.",
    403: "Venice does not serve this region or key.",
    404: _CHECK_ADDRESS,
    429: "Too many requests; it will be tried again later.",
}


class VeniceError(Exception):
    """Venice gave no usable answer.

    `reason` says why in words for everybody; the message also holds the `remedy`, which is for
    whoever runs this.
    """

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(f"{reason} {remedy}".strip())
        self.reason = reason


class TemporaryFailureError(VeniceError):
    """Worth another try; `wait_seconds` is how long Venice asked to wait, if it did."""

    def __init__(
        self,
        reason: str,
        remedy: str = "",
        *,
        wait_seconds: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(reason, remedy)
        self.wait_seconds = wait_seconds
        self.status = status


class UnreachableError(TemporaryFailureError):
    """No answer came at all: no connection, a time-out, a broken answer."""


class RefusedError(VeniceError):
    """Venice answered with an error status that another try will not change.

    `body` is the decoded answer, None where it was not JSON.
    """

    def __init__(self, reason: str, status: int, body: Any, remedy: str = "") -> None:
        super().__init__(reason, remedy)
        self.status = status
        self.body = body


class UnusableAnswerError(VeniceError):
    """Venice answered, but not with what was asked for."""


class _BearerKey(AuthBase):
    """Sets the key itself, so that a netrc file cannot put another one in its place."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._key}"
        return request


class _Session(requests.Session):
    """Can be broken off, and leaves redirects to the client: requests would read them whole."""

    def __init__(self) -> None:
        super().__init__()
        for scheme in ("http://", "https://"):
            self.mount(scheme, LimitedAdapter())

    @override
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        return None


class VeniceClient:
    """Reads from one base address; the key, if any, goes there and nowhere else."""

    def __init__(
        self,
        settings: Settings,
        session: requests.Session | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._base_url = settings.api_base_url
        self._auth = _BearerKey(settings.api_key.get_secret_value()) if settings.api_key else None
        self._session = session or _Session()
        self._sleep = sleep

    def list_models(self) -> Any:
        """Return the decoded JSON of `GET /models?type=all`, whatever its shape.

        Raises VeniceError as `get_json`.
        """
        return self.get_json("/models?type=all")

    def get_json(self, path: str) -> Any:
        """Return the decoded JSON at a path below the base address, asked for again if need be.

        Raises VeniceError: unreachable, refused, too large, redirected away, or not JSON.
        """
        return trying_again(TemporaryFailureError, self._sleep)(self._ask, "GET", path)

    def post_json(self, path: str, content: dict[str, Any]) -> Any:
        """Send JSON once to a path below the base address; return the decoded answer.

        Raises VeniceError. It does not try again: who asks for many knows when to.
        """
        return self._ask("POST", path, content)

    def _ask(self, method: str, path: str, content: dict[str, Any] | None = None) -> Any:
        url = f"{self._base_url}{path}"
        with time_limit(ANSWER_DEADLINE_SECONDS) as limit:
            try:
                with self._send(method, url, content) as response:
                    body = _read_body(response)
            except (requests.RequestException, HTTPError, OSError) as error:
                if not limit.is_over:
                    reason = f"{_host(url)} did not answer: {_reason(error)}"
                    raise UnreachableError(reason) from error
        if limit.is_over:
            raise UnreachableError(f"{_host(url)} took longer than {ANSWER_DEADLINE_SECONDS:.0f} s")
        if response.status_code >= requests.codes.bad_request:
            raise _failure_of(response, body)
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as error:
            raise UnusableAnswerError(f"{_host(url)} answered with something not JSON") from error

    def _send(self, method: str, url: str, content: dict[str, Any] | None) -> requests.Response:
        for _ in range(MAX_REDIRECTS + 1):
            response = self._session.request(
                method,
                url,
                json=content,
                auth=self._auth,
                headers={"Accept": "application/json"},
                timeout=(CONNECT_TIMEOUT_SECONDS, READ_TIMEOUT_SECONDS),
                allow_redirects=False,
                stream=True,
            )
            if not response.is_redirect:
                return response
            response.close()
            url = self._redirect_target(url, response.headers["Location"])
        raise UnusableAnswerError(f"{_host(url)} redirects in circles.", _CHECK_ADDRESS)

    def _redirect_target(self, url: str, location: str) -> str:
        """Return where a redirect leads, if it stays at the base address's host."""
        try:
            target = urljoin(url, location)
            stays = _origin(target) == _origin(self._base_url)
        except ValueError:
            stays = False
        if not stays:
            raise UnusableAnswerError(
                f"{_host(url)} redirects to another address, which is not followed.", _CHECK_ADDRESS
            )
        return target


def _read_body(response: requests.Response) -> bytes:
    """Read the decompressed body within the ceiling of size."""
    body = bytearray()
    while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=True):
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            raise UnusableAnswerError(
                f"{_host(response.url)} sent more than {MAX_ANSWER_BYTES // 2**20} MB"
            )
    return bytes(body)


def _failure_of(response: requests.Response, body: bytes) -> VeniceError:
    status = response.status_code
    decoded = _decoded(body)
    detail = _error_message(decoded)
    remedy = _REMEDIES.get(status, "")
    reason = f"{_host(response.url)} answered with error {status}"
    reason += f" ({detail})" if detail else ""
    reason += "." if remedy else ""
    if status in RETRIED_STATUSES:
        wait_seconds = _seconds_to_wait(response)
        return TemporaryFailureError(reason, remedy, wait_seconds=wait_seconds, status=status)
    return RefusedError(reason, status, decoded, remedy)


def _decoded(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _error_message(answer: Any) -> str:
    """Return what an error answer says, in either of Venice's two shapes."""
    error = answer.get("error") if isinstance(answer, dict) else None
    text = error.get("message") if isinstance(error, dict) else error
    return encodable(text[:_LONGEST_QUOTED_MESSAGE]) if isinstance(text, str) else ""


def _seconds_to_wait(response: requests.Response) -> float | None:
    for header, is_instant in (("x-ratelimit-reset-requests", True), ("retry-after", False)):
        try:
            number = float(response.headers[header])
        except (KeyError, ValueError):
            continue
        return max(0.0, number - time.time() if is_instant else number)
    return None


def _reason(error: Exception) -> str:
    if isinstance(error, requests.ConnectTimeout | requests.ReadTimeout):
        return "it timed out"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate was not accepted"
    if isinstance(error, requests.ConnectionError):
        return "no connection"
    return "the answer broke off"


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
