"""Sends messages to the one webhook that the host has set; its address is shown nowhere."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import requests

from venice_data.api.patience import trying_again

if TYPE_CHECKING:
    from collections.abc import Callable

    from venice_data.watch.messages import Message

CONNECT_TIMEOUT_SECONDS: Final = 5.0
READ_TIMEOUT_SECONDS: Final = 10.0
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
        trying_again(_NotNowError, self._sleep)(self._post, message)

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
