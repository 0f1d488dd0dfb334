"""When to ask again: a few times, ever later, and never before the time that was named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tenacity import RetryCallState, Retrying, retry_if_exception_type

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_ATTEMPTS: Final = 4
FIRST_BACKOFF_SECONDS: Final = 0.5
# Venice blocks a caller for no longer; a webhook that wants more is asked at the next run.
LONGEST_WAIT_SECONDS: Final = 30.0


def trying_again(after: type[Exception], sleep: Callable[[float], None]) -> Retrying:
    """Return what calls again after errors of a kind.

    Their `wait_seconds`, None where none were named, say for how long not to.
    """
    return Retrying(
        retry=retry_if_exception_type(after),
        stop=_out_of_attempts_or_patience,
        wait=_seconds_until_next_attempt,
        sleep=sleep,
        reraise=True,
    )


def _out_of_attempts_or_patience(state: RetryCallState) -> bool:
    """Stop rather than come back before the time that was named."""
    return state.attempt_number >= MAX_ATTEMPTS or _seconds_demanded(state) > LONGEST_WAIT_SECONDS


def _seconds_until_next_attempt(state: RetryCallState) -> float:
    return max(FIRST_BACKOFF_SECONDS * 2.0 ** (state.attempt_number - 1), _seconds_demanded(state))


def _seconds_demanded(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return getattr(error, "wait_seconds", None) or 0.0
