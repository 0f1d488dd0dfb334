"""Breaks off an answer that takes too long, whatever of it drips in.

A time-out of a socket starts anew with each byte: headers, sizes of chunks or compressed nothing
that come byte by byte never trip it.
"""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from typing_extensions import override
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class TimeLimit:
    """The time that one thread's answer may take; once it is over, its connections end."""

    is_over: bool = False
    _sockets: list[socket.socket] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def watch(self, connected: socket.socket) -> None:
        """Break off this connection too, at once where the time is over."""
        with self._lock:
            self._sockets.append(connected)
            if self.is_over:
                _break_off(connected)

    def end(self) -> None:
        """Let the time be over."""
        with self._lock:
            self.is_over = True
            for connected in self._sockets:
                _break_off(connected)


_OF_THIS_THREAD = threading.local()


@contextmanager
def time_limit(seconds: float) -> Iterator[TimeLimit]:
    """Limit how long this thread waits for what it asks within."""
    limit = _OF_THIS_THREAD.limit = TimeLimit()
    timer = threading.Timer(seconds, limit.end)
    timer.daemon = True
    timer.start()
    try:
        yield limit
    finally:
        timer.cancel()
        _OF_THIS_THREAD.limit = None


def _break_off(connected: socket.socket) -> None:
    with suppress(OSError):  # it has ended by itself
        # Not through TLS, which would say goodbye first, and wait for the answer.
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


def _watch(connection: HTTPConnection) -> None:
    limit: TimeLimit | None = getattr(_OF_THIS_THREAD, "limit", None)
    if limit is not None and connection.sock is not None:
        limit.watch(connection.sock)


class _Connection(HTTPConnection):
    @override
    def getresponse(self) -> Any:
        _watch(self)
        return super().getresponse()


class _SecureConnection(HTTPSConnection):
    @override
    def getresponse(self) -> Any:
        _watch(self)
        return super().getresponse()


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class LimitedAdapter(HTTPAdapter):
    """Opens connections that a time limit can break off."""

    @override
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}

    @override
    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
        return manager
