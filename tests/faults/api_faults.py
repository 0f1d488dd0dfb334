"""What a broken, overloaded or hostile API sends: one table, name by name."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
from itertools import cycle
from typing import TYPE_CHECKING, Any, Final

from tests.support.stand_in import answer, model, text_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Fault = Callable[[socket.socket], None]

_MEGABYTE: Final = 2**20
_DRIP_SECONDS: Final = 0.1
_NEVER: Final = threading.Event()
_JSON: Final = "application/json"
_CLIENT_ERRORS: Final = (400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 413, 415, 418, 422, 429)
_SERVER_ERRORS: Final = (500, 501, 502, 503, 504, 507, 520, 529)


def respond(body: bytes, status: int = 200, content_type: str = _JSON, **headers: str) -> bytes:
    """Return a whole answer; `_` in the name of a header stands for `-`."""
    return _head(status, Content_Type=content_type, Content_Length=str(len(body)), **headers) + body


def respond_json(content: object, status: int = 200) -> bytes:
    """Return a whole answer in JSON."""
    return respond(json.dumps(content).encode(), status)


def _head(status: int = 200, **headers: str) -> bytes:
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([f"HTTP/1.1 {status} So", *lines, "Connection: close", "", ""]).encode()


def _sends(data: bytes) -> Fault:
    return lambda caller: caller.sendall(data)


def _says(content: object, status: int = 200) -> Fault:
    return lambda caller: caller.sendall(respond_json(content, status))


def _hangs_after(data: bytes) -> Fault:
    def hang(caller: socket.socket) -> None:
        caller.sendall(data)
        caller.recv(1)  # until the caller gives up

    return hang


def _drips(start: bytes, endless: bytes) -> Fault:
    def drip(caller: socket.socket) -> None:
        caller.sendall(start)
        while not _NEVER.wait(_DRIP_SECONDS):
            caller.sendall(endless)

    return drip


def _floods(start: bytes, block: bytes, blocks: int) -> Fault:
    def flood(caller: socket.socket) -> None:
        caller.sendall(start)
        for _ in range(blocks):
            caller.sendall(block)

    return flood


def _reset_after(data: bytes) -> Fault:
    def reset(caller: socket.socket) -> None:
        caller.sendall(data)
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return reset


def _gzip_bomb(caller: socket.socket) -> None:
    """Send a megabyte that inflates to a gigabyte."""
    body = gzip.compress(bytes(_MEGABYTE), 9) * 1024
    caller.sendall(respond(body, Content_Encoding="gzip"))


def _gzip_of_nothing(caller: socket.socket) -> None:
    """Send the name of a compressed file without an end: nothing ever inflates."""
    start = _head(Content_Encoding="gzip", Content_Type=_JSON) + b"\x1f\x8b\x08\x08" + bytes(6)
    _drips(start, b"n")(caller)


def _many(count: int) -> Fault:
    return lambda caller: caller.sendall(
        respond_json(answer(text_model(f"model-{n}", 1.0 + n) for n in range(count)))
    )


def _many_prices(caller: socket.socket) -> None:
    pricing = {f"tier_{n}": {"usd": 1.0 + n, "diem": 1.0 + n} for n in range(200_000)}
    caller.sendall(respond_json(answer([*_GOOD, model("dear", "text", pricing)])))


def _errors() -> Iterator[tuple[str, Fault]]:
    """Say no in the two shapes in turn."""
    shapes = cycle([{"error": "No"}, {"error": {"message": "No", "code": "no", "issues": [None]}}])
    for status in (*_CLIENT_ERRORS, *_SERVER_ERRORS):
        yield f"status {status}", _says(next(shapes), status)


_GOOD: Final = [text_model(f"plain-{n}", 1.0 + n) for n in range(4)]
_BODY: Final = json.dumps(answer(_GOOD)).encode()
_WHOLE: Final = respond(_BODY)
_WRONG_SHAPES: Final[dict[str, Any]] = {
    "null": None,
    "a number": 1,
    "a text": "models",
    "an empty object": {},
    "an empty list": [],
    "no list of models": {"data": {"id": "a"}},
    "a list of nulls": {"data": [None] * 10_000},
    "ids that are numbers": {"data": [{"id": n} for n in range(1000)]},
}
_ODD_MODELS: Final[dict[str, Any]] = {
    "specs that are lists": {"id": "odd", "type": "text", "model_spec": [1]},
    "pricing that is a list": model("odd", "text", [1, 2]),
    "prices that are texts": model("odd", "text", {"input": {"usd": "much"}}),
    "prices that are no numbers": model("odd", "text", {"input": {"usd": float("nan")}}),
    "prices without end": model("odd", "text", {"input": {"usd": float("inf"), "diem": 1e308}}),
    "stamps far in the future": text_model("odd", deprecation={"removesAt": "9999-12-31T23:59:59Z"})
    | {"created": 9_999_999_999_999},
    "a million voices of no text": text_model("odd", voices=list(range(1_000_000))),
}

# After these, what was shown before is still shown, and is called no longer live.
REFUSED_ANSWERS: Final[dict[str, Fault]] = {
    **{f"JSON: {name}": _says(content) for name, content in _WRONG_SHAPES.items()},
    "JSON nested 100,000 deep": _sends(respond(b"[" * 100_000)),
    "not JSON": _sends(respond(b"<html>Sorry</html>", content_type="text/html")),
    "empty": _sends(respond(b"")),
    "no HTTP": _sends(b"\x00\x01 what?\r\n\r\n"),
    "closed without a word": _sends(b""),
    "reset in the headers": _reset_after(_WHOLE[:30]),
    "reset in the body": _reset_after(_WHOLE[:-30]),
    "truncated": _sends(_WHOLE[:-30]),
    "truncated without a length": _sends(_head(Content_Type=_JSON) + _BODY[:-30]),
    "hangs at once": _hangs_after(b""),
    "hangs in the headers": _hangs_after(_WHOLE[:30]),
    "hangs in the body": _hangs_after(_WHOLE[:-30]),
    "drips headers": _drips(_WHOLE[:30], b"x"),
    "drips the body": _drips(_head(Content_Type=_JSON), b" "),
    "drips the size of a chunk": _drips(_head(Transfer_Encoding="chunked") + b"5;", b"x"),
    "drips what inflates to nothing": _gzip_of_nothing,
    "a million headers": _floods(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 1000, 1000),
    "a header of 100 MB": _floods(b"HTTP/1.1 200 OK\r\nX: ", b"y" * _MEGABYTE, 100),
    "a body of 1 GB": _floods(_head(Content_Length=str(2**30)), b" " * _MEGABYTE, 1024),
    "a gzip bomb": _gzip_bomb,
    "no gzip": _sends(respond(_BODY, Content_Encoding="gzip")),
    "a redirect in circles": _sends(respond(b"", 302, Location="models?type=all")),
    "a redirect to nowhere": _sends(respond(b"", 302, Location="http://[")),
    "100,000 models": _many(100_000),
    **dict(_errors()),
}
# These are shown as what they are: a list, with what is odd in it left out and named.
READABLE_ANSWERS: Final[dict[str, Fault]] = {
    **{f"JSON: {name}": _says(answer([*_GOOD, odd])) for name, odd in _ODD_MODELS.items()},
    "a wrong content type": _sends(respond(_BODY, content_type="image/png")),
    "a date far in the future": _sends(respond(_BODY, Date="Fri, 31 Dec 9999 23:59:59 GMT")),
    "200,000 prices of a model": _many_prices,
    "10,000 models": _many(10_000),
}
LARGE_ANSWERS: Final = frozenset({"100,000 models", "10,000 models", "200,000 prices of a model"})
