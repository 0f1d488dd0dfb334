"""A loopback HTTP server that plays the Venice API in tests, well-behaved or as scripted."""

from __future__ import annotations

import gzip
import json
import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import TracebackType

API_PATH: Final = "/api/v1"
_POLL_SECONDS: Final = 0.01


@dataclass(frozen=True)
class Request:
    """What a caller sent; the names of headers are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What to send, and how badly: `hold_until` delays it, `missing_bytes` cuts it short.

    With `drips` the body goes out byte by byte, for as long as the caller listens.
    """

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hold_until: threading.Event | None = None
    missing_bytes: int = 0
    drips: bool = False


def answer(models: Iterable[object]) -> dict[str, Any]:
    """Return a whole answer of `GET /models?type=all` over these models."""
    return {"object": "list", "type": "all", "data": list(models)}


def model(model_id: str, model_type: str, pricing: object, **spec: object) -> dict[str, Any]:
    """Return a model of any type, with its pricing and further fields of `model_spec`."""
    return {
        "id": model_id,
        "type": model_type,
        "object": "model",
        "owned_by": "venice.ai",
        "created": 1783468800,
        "model_spec": {"name": model_id.title(), "pricing": pricing, "traits": [], **spec},
    }


def text_model(
    model_id: str = "plain-text", input_usd: float = 1.0, output_usd: float = 2.0, **spec: object
) -> dict[str, Any]:
    """Return a text model with an input and an output price."""
    pricing = {
        "input": {"usd": input_usd, "diem": input_usd},
        "output": {"usd": output_usd, "diem": output_usd},
    }
    return model(model_id, "text", pricing, **{"availableContextTokens": 128000, **spec})


def json_answer(content: object, status: int = 200, **headers: str) -> Answer:
    """Return a JSON answer; `_` in the name of a header stands for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(
        status, json.dumps(content).encode(), {"Content-Type": "application/json"} | named
    )


def gzip_answer(body: bytes) -> Answer:
    """Return a compressed answer, which the caller inflates."""
    return Answer(body=gzip.compress(body, 1), headers={"Content-Encoding": "gzip"})


def redirect(location: str, status: int = 302) -> Answer:
    """Return an answer that sends the caller elsewhere."""
    return Answer(status, headers={"Location": location})


def quote_by_seconds(body: dict[str, Any]) -> Answer:
    """Quote a clip at ten cents a second."""
    return json_answer({"quote": 0.1 * float(body["duration"].removesuffix("s"))})


def bad_quote(path: str, expected: str) -> Answer:
    """Return a 400 as Venice gives it: which value is wrong, and what it would take."""
    issues = [{"path": [path], "expected": expected, "code": "invalid_value"}]
    return json_answer({"error": "Invalid request", "details": {}, "issues": issues}, 400)


class StandInVenice:
    """Serves `payload` as the list of models; what is scripted is served once each, before."""

    def __init__(self, payload: object = None) -> None:
        self.payload = answer([text_model()]) if payload is None else payload
        self.requests: list[Request] = []
        self.video_quote: Callable[[dict[str, Any]], Answer] = quote_by_seconds
        self.audio_quote = json_answer({"quote": 0.69})
        self._scripted: deque[Answer] = deque()
        self._arrived = threading.Condition()
        self._closing = threading.Event()
        self._server = _Server(self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_POLL_SECONDS,), name="stand-in-venice"
        )

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def base_url(self) -> str:
        """What `VENICE_API_BASE_URL` is to be set to."""
        return f"{self.origin}{API_PATH}"

    def script(self, *answers: Answer) -> None:
        """Queue answers to the next requests, whatever they ask for."""
        self._scripted.extend(answers)

    def wait_for_requests(self, count: int, patience_seconds: float = 10.0) -> bool:
        """Wait until so many requests have come; False if they do not."""
        with self._arrived:
            return self._arrived.wait_for(lambda: len(self.requests) >= count, patience_seconds)

    def close(self) -> None:
        """Go down: from here on a connection is refused."""
        if not self._closing.is_set():
            self._closing.set()
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def answer_to(self, request: Request) -> Answer:
        """Record a request and choose what to answer."""
        with self._arrived:
            self.requests.append(request)
            scripted = self._scripted.popleft() if self._scripted else None
            self._arrived.notify_all()
        return scripted or self._serve(request)

    def _serve(self, request: Request) -> Answer:
        address = urlsplit(request.path)
        match request.method, address.path.removeprefix(API_PATH):
            case "GET", "/models":
                if parse_qs(address.query).get("type") == ["all"]:
                    return json_answer(self.payload)
                return json_answer({"error": "The stand-in serves type=all only"}, 400)
            case "POST", "/video/quote":
                return self.video_quote(json.loads(request.body))
            case "POST", "/audio/quote":
                return self.audio_quote
        return json_answer({"error": "Not found"}, 404)

    def pause(self, hold_until: threading.Event | None) -> None:
        """Wait for the event, but not beyond the life of the server."""
        while hold_until and not hold_until.wait(_POLL_SECONDS):
            if self._closing.is_set():
                return

    def pause_between_drips(self) -> bool:
        """Wait a moment; False once the server closes."""
        return not self._closing.wait(_POLL_SECONDS)


class _Server(ThreadingHTTPServer):
    def __init__(self, venice: StandInVenice) -> None:
        self.venice = venice
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self._respond()

    def do_POST(self) -> None:
        self._respond()

    def _respond(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        chosen = self.server.venice.answer_to(Request(self.command, self.path, headers, body))
        self.server.venice.pause(chosen.hold_until)
        try:
            self._send(chosen)
        except ConnectionError:
            self.close_connection = True  # the caller has hung up, as many tests want it to

    def _send(self, chosen: Answer) -> None:
        self.send_response(chosen.status)
        for name, value in chosen.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(chosen.body) + chosen.missing_bytes))
        self.end_headers()
        if not chosen.drips:
            self.wfile.write(chosen.body)
            return
        for byte in chosen.body:
            self.wfile.write(bytes([byte]))
            if not self.server.venice.pause_between_drips():
                return

    def log_message(self, *_: object) -> None:
        """Keep quiet; `requests` holds what came."""
