"""Finds a loopback port on which a server of the tests can listen."""

from __future__ import annotations

import socket


def free_port() -> int:
    """Return a port that nobody listens on at present."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
