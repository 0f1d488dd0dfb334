"""A loopback API that answers well, until a fault is put in its place."""

from __future__ import annotations

import socket
import socketserver
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from tests.faults.api_faults import respond_json

if TYPE_CHECKING:
    from types import TracebackType

    from tests.faults.api_faults import Fault


class FaultyVenice:
    """Serves `payload`, or what `fault` sends; `requests` holds the heads that came."""

    def __init__(self, payload: object) -> None:
        self.fault: Fault | None = None
        self.requests: list[str] = []
        self._good_answer = respond_json(payload)
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def base_url(self) -> str:
        """What `VENICE_API_BASE_URL` is to be set to."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/api/v1"

    def answer(self, caller: socket.socket) -> None:
        """Take one request, and answer as it is set."""
        head = b""
        while b"\r\n\r\n" not in head:
            received = caller.recv(65536)
            if not received:
                return
            head += received
        self.requests.append(head.decode("latin-1"))
        fault = self.fault
        if fault is None:
            caller.sendall(self._good_answer)
        else:
            fault(caller)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False  # some answers never end
    request_queue_size = 128

    def __init__(self, venice: FaultyVenice) -> None:
        self.venice = venice
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        with suppress(OSError):  # the caller has hung up, as most faults want it to
            self.server.venice.answer(self.request)

    def finish(self) -> None:
        with suppress(OSError):
            self.request.shutdown(socket.SHUT_WR)
