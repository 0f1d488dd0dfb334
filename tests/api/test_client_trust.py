"""What the client puts up with: redirects, floods, silence and drips; none may leak or hang."""

from __future__ import annotations

import gzip
import threading
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from tests.support.stand_in import Answer, StandInVenice, gzip_answer, redirect
from venice_data.api import client as client_module
from venice_data.api.client import (
    MAX_ANSWER_BYTES,
    MAX_REDIRECTS,
    TemporaryFailureError,
    UnusableAnswerError,
    VeniceClient,
)
from venice_data.api.patience import MAX_ATTEMPTS
from venice_data.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KEY = "venice-key-0123456789"


@pytest.fixture
def client(venice: StandInVenice) -> VeniceClient:
    settings = Settings.model_validate({"api_base_url": venice.base_url, "api_key": KEY})
    return VeniceClient(settings, sleep=lambda _: None)


@pytest.fixture
def elsewhere() -> Iterator[StandInVenice]:
    with StandInVenice() as stand_in:
        yield stand_in


def test_a_redirect_to_another_address_is_not_followed(
    venice: StandInVenice, elsewhere: StandInVenice, client: VeniceClient
) -> None:
    venice.script(redirect(f"{elsewhere.base_url}/models?type=all"))

    with pytest.raises(UnusableAnswerError, match="another address, which is not followed"):
        client.list_models()

    assert elsewhere.requests == []


@pytest.mark.parametrize(
    "location",
    [
        "//{elsewhere}/api/v1/models?type=all",
        "http://{venice}@{elsewhere}/api/v1/models?type=all",
        "http://{elsewhere}\\@{venice}/api/v1/models?type=all",
        "https://{venice}/api/v1/models?type=all",
        "http://127.0.0.1/",
        "http://{venice}.example/",
        "file:///etc/hosts",
        "http://[::1",
        "http://[not-an-address]/",
    ],
)
def test_a_redirect_in_disguise_or_malformed_is_not_followed(
    venice: StandInVenice, elsewhere: StandInVenice, client: VeniceClient, location: str
) -> None:
    hosts = {
        name: at.origin.removeprefix("http://")
        for name, at in (("venice", venice), ("elsewhere", elsewhere))
    }
    venice.script(redirect(location.format(**hosts)))

    with pytest.raises(UnusableAnswerError, match="another address"):
        client.list_models()

    assert (len(venice.requests), len(elsewhere.requests)) == (1, 0)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_within_the_address_is_followed_with_the_key(
    venice: StandInVenice, client: VeniceClient, status: int
) -> None:
    venice.script(redirect("/api/v1/models?type=all&moved=1", status))

    payload = client.list_models()

    assert payload == venice.payload
    assert [request.headers["authorization"] for request in venice.requests] == [
        f"Bearer {KEY}",
        f"Bearer {KEY}",
    ]


def test_redirects_in_circles_end(venice: StandInVenice, client: VeniceClient) -> None:
    venice.script(*[redirect("/api/v1/models?type=all")] * (MAX_REDIRECTS + 5))

    with pytest.raises(UnusableAnswerError, match="in circles"):
        client.list_models()

    assert len(venice.requests) == MAX_REDIRECTS + 1


def test_a_netrc_file_does_not_replace_the_key(
    venice: StandInVenice, client: VeniceClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))

    client.list_models()

    assert venice.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_an_answer_of_the_largest_size_is_read(
    venice: StandInVenice, client: VeniceClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "MAX_ANSWER_BYTES", 1000)
    venice.script(Answer(body=b"[]".ljust(1000)))

    assert client.list_models() == []


@pytest.mark.parametrize("answer_with", [lambda body: Answer(body=body), gzip_answer])
def test_an_answer_beyond_the_largest_size_is_refused(
    venice: StandInVenice,
    client: VeniceClient,
    monkeypatch: pytest.MonkeyPatch,
    answer_with: Callable[[bytes], Answer],
) -> None:
    monkeypatch.setattr(client_module, "MAX_ANSWER_BYTES", 1000)
    venice.script(answer_with(b"[]".ljust(1001)))

    with pytest.raises(UnusableAnswerError, match="sent more than"):
        client.list_models()

    assert len(venice.requests) == 1


def test_a_gzip_bomb_is_refused_before_it_fills_the_memory(
    venice: StandInVenice, client: VeniceClient
) -> None:
    bomb = gzip.compress(bytes(2**24), 1) * 32  # half a gigabyte, should anybody inflate it
    venice.script(Answer(body=bomb, headers={"Content-Encoding": "gzip"}))

    tracemalloc.start()
    with pytest.raises(UnusableAnswerError, match="sent more than 32 MB"):
        client.list_models()
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak_bytes < 3 * MAX_ANSWER_BYTES


def test_a_redirect_with_a_gzip_bomb_for_a_body_does_not_fill_the_memory(
    venice: StandInVenice, client: VeniceClient
) -> None:
    bomb = gzip.compress(bytes(2**24), 1) * 12
    headers = {"Content-Encoding": "gzip", "Location": "/api/v1/models?type=all"}
    venice.script(Answer(302, bomb, headers))

    tracemalloc.start()
    client.list_models()
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak_bytes < 3 * MAX_ANSWER_BYTES


def test_no_server_at_all_is_told_in_words(venice: StandInVenice, client: VeniceClient) -> None:
    venice.close()

    with pytest.raises(TemporaryFailureError) as caught:
        client.list_models()

    assert str(caught.value) == "127.0.0.1 did not answer: no connection"


def test_a_server_that_stays_silent_times_out_in_words(
    venice: StandInVenice, client: VeniceClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "READ_TIMEOUT_SECONDS", 0.05)
    venice.script(*[Answer(hold_until=threading.Event())] * MAX_ATTEMPTS)

    with pytest.raises(TemporaryFailureError) as caught:
        client.list_models()

    assert str(caught.value) == "127.0.0.1 did not answer: it timed out"
    assert venice.wait_for_requests(MAX_ATTEMPTS)
    assert len(venice.requests) == MAX_ATTEMPTS


def test_a_server_that_drips_without_end_is_cut_off(
    venice: StandInVenice, client: VeniceClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "ANSWER_DEADLINE_SECONDS", 0.05)
    venice.script(*[Answer(body=b" " * 100_000, drips=True)] * MAX_ATTEMPTS)

    with pytest.raises(TemporaryFailureError, match="took longer than"):
        client.list_models()


def test_the_key_is_in_no_message(venice: StandInVenice, client: VeniceClient) -> None:
    venice.script(Answer(401, b'{"error": "Invalid key"}'))

    with pytest.raises(client_module.RefusedError) as caught:
        client.list_models()

    assert KEY not in repr(caught.value)
