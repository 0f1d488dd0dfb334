"""The client's manners: what it sends, when it tries again, and what it says when it fails."""

from __future__ import annotations

import gzip
import json
import time

import pytest

from tests.support.stand_in import Answer, StandInVenice, answer, json_answer
from venice_data.api.client import (
    RETRIED_STATUSES,
    RefusedError,
    TemporaryFailureError,
    UnusableAnswerError,
    VeniceClient,
    VeniceError,
)
from venice_data.api.patience import LONGEST_WAIT_SECONDS, MAX_ATTEMPTS
from venice_data.settings import Settings, SettingsError

KEY = "venice-key-0123456789"


@pytest.fixture
def naps() -> list[float]:
    return []


@pytest.fixture
def client(settings: Settings, naps: list[float]) -> VeniceClient:
    return VeniceClient(settings, sleep=naps.append)


@pytest.fixture
def client_with_key(venice: StandInVenice, naps: list[float]) -> VeniceClient:
    settings = Settings.model_validate({"api_base_url": venice.base_url, "api_key": KEY})
    return VeniceClient(settings, sleep=naps.append)


def test_the_whole_list_is_asked_for_and_decoded(
    venice: StandInVenice, client: VeniceClient
) -> None:
    payload = client.list_models()

    assert payload == venice.payload
    assert [request.path for request in venice.requests] == ["/api/v1/models?type=all"]


def test_the_key_is_sent_as_bearer(venice: StandInVenice, client_with_key: VeniceClient) -> None:
    client_with_key.list_models()

    assert venice.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_without_a_key_no_authorization_is_sent(
    venice: StandInVenice, client: VeniceClient
) -> None:
    client.list_models()

    assert "authorization" not in venice.requests[0].headers


def test_a_line_break_behind_the_key_is_not_sent(
    venice: StandInVenice, naps: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VENICE_API_KEY", f"{KEY}\n")  # as a mounted file often has it
    monkeypatch.setenv("VENICE_API_BASE_URL", venice.base_url)

    VeniceClient(Settings.read(), sleep=naps.append).list_models()

    assert venice.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_key_that_no_header_can_carry_is_refused_in_words_that_do_not_show_it(
    venice: StandInVenice, naps: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VENICE_API_KEY", f"{KEY}”")
    monkeypatch.setenv("VENICE_API_BASE_URL", venice.base_url)

    with pytest.raises((SettingsError, VeniceError), match="VENICE_API_KEY") as caught:
        VeniceClient(Settings.read(), sleep=naps.append).list_models()

    assert KEY not in str(caught.value)


@pytest.mark.parametrize("status", sorted(RETRIED_STATUSES))
def test_a_passing_error_is_tried_again(
    venice: StandInVenice, client: VeniceClient, naps: list[float], status: int
) -> None:
    venice.script(json_answer({"error": "busy"}, status))

    payload = client.list_models()

    assert payload == venice.payload
    assert naps == [0.5]


@pytest.mark.parametrize("status", sorted(RETRIED_STATUSES))
def test_a_lasting_error_ends_after_the_last_attempt(
    venice: StandInVenice, client: VeniceClient, naps: list[float], status: int
) -> None:
    venice.script(*[json_answer({"error": "busy"}, status)] * (MAX_ATTEMPTS + 1))

    with pytest.raises(TemporaryFailureError, match=rf"error {status} \(busy\)"):
        client.list_models()

    assert len(venice.requests) == MAX_ATTEMPTS
    assert naps == [0.5, 1.0, 2.0]


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (400, "error 400"),
        (401, "Check VENICE_API_KEY"),
        (402, "balance"),
        (403, "region or key"),
        (404, "Check VENICE_API_BASE_URL"),
    ],
)
def test_a_refusal_is_not_tried_again_and_names_the_remedy(
    venice: StandInVenice, client: VeniceClient, naps: list[float], status: int, remedy: str
) -> None:
    venice.script(json_answer({"error": "no"}, status))

    with pytest.raises(RefusedError, match=remedy):
        client.list_models()

    assert len(venice.requests) == 1
    assert naps == []


def test_the_wait_that_venice_names_is_kept(
    venice: StandInVenice, client: VeniceClient, naps: list[float]
) -> None:
    started = time.time()
    reset = str(started + 20)
    venice.script(json_answer({"error": "slow down"}, 429, x_ratelimit_reset_requests=reset))

    client.list_models()

    assert naps == [pytest.approx(20, abs=time.time() - started)]


def test_retry_after_is_kept_where_no_reset_is_named(
    venice: StandInVenice, client: VeniceClient, naps: list[float]
) -> None:
    venice.script(json_answer({"error": "slow down"}, 503, Retry_After="7"))

    client.list_models()

    assert naps == [7.0]


@pytest.mark.parametrize("reset", ["", "soon", "nan", "0", "-5"])
def test_a_reset_that_names_no_wait_falls_back_to_the_usual_one(
    venice: StandInVenice, client: VeniceClient, naps: list[float], reset: str
) -> None:
    venice.script(json_answer({"error": "slow down"}, 429, x_ratelimit_reset_requests=reset))

    client.list_models()

    assert naps == [0.5]


def test_a_reset_too_far_away_is_not_waited_for(
    venice: StandInVenice, client: VeniceClient, naps: list[float]
) -> None:
    started = time.time()
    reset = str(started + LONGEST_WAIT_SECONDS + 60)
    venice.script(json_answer({"error": "slow down"}, 429, x_ratelimit_reset_requests=reset))

    with pytest.raises(TemporaryFailureError, match="tried again later") as caught:
        client.list_models()

    took = time.time() - started
    assert caught.value.wait_seconds == pytest.approx(LONGEST_WAIT_SECONDS + 60, abs=took)
    assert len(venice.requests) == 1
    assert naps == []


@pytest.mark.parametrize(
    "said", ["Bad type", {"message": "Bad type", "type": "t", "param": None, "code": "c"}]
)
def test_both_shapes_of_an_error_are_quoted(
    venice: StandInVenice, client: VeniceClient, said: object
) -> None:
    venice.script(json_answer({"error": said}, 400))

    with pytest.raises(RefusedError, match=r"error 400 \(Bad type\)"):
        client.list_models()


@pytest.mark.parametrize(
    "body",
    [b"", b"<h1>Bad</h1>", b"[]", b"7", b'{"error": 5}', b'{"error": {}}', b"\xff", b"[" * 9**5],
)
def test_an_error_without_words_is_told_by_its_number_alone(
    venice: StandInVenice, client: VeniceClient, body: bytes
) -> None:
    venice.script(Answer(400, body))

    with pytest.raises(
        RefusedError, match=r"^127\.0\.0\.1 answered with error 400\. ?$|error 400$"
    ):
        client.list_models()


def test_what_an_error_says_can_always_be_shown(
    venice: StandInVenice, client: VeniceClient
) -> None:
    venice.script(Answer(400, b'{"error": "half a \\ud83d"}'))

    with pytest.raises(RefusedError) as caught:
        client.list_models()

    assert str(caught.value).encode("utf-8")


@pytest.mark.parametrize(
    "body",
    [b"", b"<!doctype html><title>Sign in</title>", b'{"data": [', b"\xff\xfe\xfa", b"[" * 9**5],
    ids=["empty", "html", "cut", "bytes", "deep"],
)
def test_an_answer_that_is_no_json_is_refused(
    venice: StandInVenice, client: VeniceClient, body: bytes
) -> None:
    venice.script(Answer(200, body))

    with pytest.raises(UnusableAnswerError, match="something not JSON"):
        client.list_models()


def test_a_truncated_answer_is_never_taken_for_whole(
    venice: StandInVenice, client: VeniceClient
) -> None:
    whole_json = json.dumps(answer([])).encode()
    venice.script(*[Answer(200, whole_json, missing_bytes=10)] * MAX_ATTEMPTS)

    with pytest.raises(TemporaryFailureError, match="the answer broke off"):
        client.list_models()


def test_a_compressed_answer_is_read_even_if_it_comes_byte_by_byte(
    venice: StandInVenice, client: VeniceClient
) -> None:
    body = gzip.compress(b'{"data": []}')
    venice.script(Answer(200, body, {"Content-Encoding": "gzip"}, drips=True))

    assert client.list_models() == {"data": []}
