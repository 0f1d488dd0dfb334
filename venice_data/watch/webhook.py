"""Sends messages to the one webhook that the host has set; its address is shown nowhere."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

import requests
from tenacity import RetryCallState, Retrying, retry_if_exception_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from venice_data.watch.messages import Message

CONNECT_TIMEOUT_SECONDS: Final = 5.0
READ_TIMEOUT_SECONDS: Final = 10.0
MAX_ATTEMPTS: Final = 4
LONGEST_WAIT_SECONDS: Final = 30.0  # who wants more of it is asked at the next run
_FIRST_BACKOFF_SECONDS: Final = 0.5
_RETRIED_STATUSES: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


class NotSentError(Exception):
    """The webhook has not taken a message; the message says why, and never where it is."""


class _NotNowError(NotSentError):
    """Worth another try; `wait_seconds` is how long the webhook asked to wait, if it did."""

    def __init__(self, reason: str, wait_seconds: float | None = None) -> None:
        super().__init__(reason)
        self.wait_seconds = wait_seconds


class Webhook:
    """One address; `site` is where people reach the dashboard, None if not known."""

    def __init__(
        self,
        address: str,
        *,
        for_chat: bool,
        site: str | None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._address = address
        self._for_chat = for_chat
        self._site = site
        self._sleep = sleep

    def send(self, message: Message) -> None:
        """Send a message until it is taken; raises NotSentError after a few attempts."""
        retrying = Retrying(
            retry=retry_if_exception_type(_NotNowError),
            stop=_out_of_attempts_or_patience,
            wait=_seconds_until_next_attempt,
            sleep=self._sleep,
            reraise=True,
        )
        retrying(self._post, message)

    def _post(self, message: Message) -> None:
        content = message.for_chat(self._site) if self._for_chat else message.as_json(self._site)
        try:
            response = requests.post(
                self._address,
                json=content,
                headers={"Idempotency-Key": message.id},
                auth=_no_sign_in,
                timeout=(CONNECT_TIMEOUT_SECONDS, READ_TIMEOUT_SECONDS),
                allow_redirects=False,
                stream=True,  # whatever it says is not read
            )
        except requests.Timeout:
            raise _NotNowError("The webhook timed out.") from None
        except (requests.RequestException, OSError):
            # The error itself would name the address.
            raise _NotNowError("The webhook cannot be reached.") from None
        response.close()
        _check(response)


def _check(response: requests.Response) -> None:
    status = response.status_code
    if requests.codes.ok <= status < requests.codes.multiple_choices:
        return
    if response.is_redirect:
        raise NotSentError(f"The webhook redirects ({status}), which is not followed.")
    reason = f"The webhook answered with error {status}."
    if status in _RETRIED_STATUSES:
        raise _NotNowError(reason, _seconds_to_wait(response))
    raise NotSentError(reason)


def _no_sign_in(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keep what a netrc file says from being sent along."""
    return request


def _seconds_to_wait(response: requests.Response) -> float | None:
    try:
        return max(0.0, float(response.headers["Retry-After"]))
    except (KeyError, ValueError):
        return None


def _seconds_demanded(state: RetryCallState) -> float:
    error: Any = state.outcome.exception() if state.outcome else None
    return getattr(error, "wait_seconds", None) or 0.0


def _seconds_until_next_attempt(state: RetryCallState) -> float:
    return max(_FIRST_BACKOFF_SECONDS * 2.0 ** (state.attempt_number - 1), _seconds_demanded(state))


def _out_of_attempts_or_patience(state: RetryCallState) -> bool:
    is_last = state.attempt_number >= MAX_ATTEMPTS
    return is_last or _seconds_demanded(state) > LONGEST_WAIT_SECONDS
