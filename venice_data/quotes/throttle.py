"""Keeps requests below the rate at which Venice blocks a caller."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

# Venice blocks a caller for 30 s after more than 20 failed requests in 30 s.
BLOCK_SECONDS: Final = 30.0
FAILURES_BEFORE_PAUSE: Final = 18


class Throttle:
    """Says how long to wait before the next request, so that Venice need not block it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed_at: deque[float] = deque(maxlen=FAILURES_BEFORE_PAUSE)
        self._blocked_until = 0.0

    def record_failure(self) -> None:
        """Count a failed request."""
        self._failed_at.append(self._clock())

    def block(self, seconds: float) -> None:
        """Ask nothing for some seconds."""
        self._blocked_until = max(self._blocked_until, self._clock() + seconds)

    def seconds_to_wait(self) -> float:
        """Return how long to wait now; zero if not at all."""
        free_at = self._blocked_until
        if len(self._failed_at) == FAILURES_BEFORE_PAUSE:
            free_at = max(free_at, self._failed_at[0] + BLOCK_SECONDS)
        return max(0.0, free_at - self._clock())
