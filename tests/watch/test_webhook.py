"""What the webhook is sent and how: politely, within bounds, and nowhere else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.support.free_port import free_port
from tests.support.stand_in import Answer, redirect
from tests.support.watches import StandInWebhook
from venice_data.api.patience import MAX_ATTEMPTS
from venice_data.watch import webhook as sending
from venice_data.watch.messages import Message
from venice_data.watch.webhook import NotSentError, Webhook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MESSAGE = Message(
    id="tag:venice-price-dashboard,2026:change/2026-09-02T12:00:00+00:00/a/price",
    kind="price up",
    at=datetime(2026, 9, 2, 12, tzinfo=UTC),
    title="<!channel> A & B: input $1.00 → $2.00 (+100%)",
    lines=("Input: $1.00 → $2.00 per 1M tokens (+100%)",),
    page="model",
    parameters=(("id", "a/b"),),
    details={"moves": []},
)


@pytest.fixture
def there() -> Iterator[StandInWebhook]:
    with StandInWebhook() as stand_in:
        yield stand_in


def _webhook(address: str, *, for_chat: bool = False, site: str | None = None) -> Webhook:
    return Webhook(address, for_chat=for_chat, site=site, sleep=waited.append)


waited: list[float] = []


@pytest.fixture(autouse=True)
def _nothing_waited() -> None:
    waited.clear()


def test_a_chat_is_told_in_text_that_calls_nobody_and_links_to_the_page(
    there: StandInWebhook,
) -> None:
    _webhook(there.address, for_chat=True, site="https://prices.example").send(MESSAGE)

    (request,) = there.requests
    assert request.headers["content-type"] == "application/json"
    assert json.loads(request.body) == {
        "text": "&lt;!channel&gt; A &amp; B: input $1.00 → $2.00 (+100%)\n"
        "• Input: $1.00 → $2.00 per 1M tokens (+100%)\n"
        "<https://prices.example/model?id=a%2Fb>",
        "mrkdwn": False,
    }
    assert request.headers["idempotency-key"] == MESSAGE.id


def test_a_program_is_told_everything_in_fields(there: StandInWebhook) -> None:
    _webhook(there.address).send(MESSAGE)

    assert there.contents == [
        {
            "id": MESSAGE.id,
            "kind": "price up",
            "at": "2026-09-02T12:00:00Z",
            "title": MESSAGE.title,
            "lines": list(MESSAGE.lines),
            "link": None,
            "details": {"moves": []},
        }
    ]


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(there: StandInWebhook, status: int) -> None:
    there.script(Answer(status), Answer(status))

    _webhook(there.address).send(MESSAGE)

    assert len(there.requests) == 3
    assert there.ids == [MESSAGE.id] * 3
    assert waited == [0.5, 1.0]


def test_a_webhook_that_says_when_is_asked_then_and_not_for_ever(there: StandInWebhook) -> None:
    there.script(Answer(429, headers={"Retry-After": "7"}))
    _webhook(there.address).send(MESSAGE)
    assert waited == [7.0]

    there.script(Answer(429, headers={"Retry-After": "3600"}))
    with pytest.raises(NotSentError, match=r"answered with error 429\."):
        _webhook(there.address).send(MESSAGE)
    assert waited == [7.0]


def test_attempts_are_bounded(there: StandInWebhook) -> None:
    there.script(*[Answer(500)] * 10)

    with pytest.raises(NotSentError):
        _webhook(there.address).send(MESSAGE)

    assert len(there.requests) == MAX_ATTEMPTS


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413])
def test_what_will_not_pass_is_tried_once(there: StandInWebhook, status: int) -> None:
    there.script(Answer(status))

    with pytest.raises(NotSentError, match=f"answered with error {status}"):
        _webhook(there.address).send(MESSAGE)

    assert len(there.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(there: StandInWebhook, status: int) -> None:
    with StandInWebhook() as elsewhere:
        there.script(redirect(elsewhere.address, status))
        with pytest.raises(NotSentError, match=r"redirects .* not followed"):
            _webhook(there.address).send(MESSAGE)
        assert elsewhere.requests == []
    assert len(there.requests) == 1


def test_no_failure_names_the_address() -> None:
    address = f"http://127.0.0.1:{free_port()}/hooks/secret-path"

    with pytest.raises(NotSentError) as raised:
        _webhook(address).send(MESSAGE)

    assert str(raised.value) == "The webhook cannot be reached."
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_a_webhook_that_hangs_is_left(
    there: StandInWebhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "READ_TIMEOUT_SECONDS", 0.05)
    there.script(*[Answer(hold_until=Event())] * MAX_ATTEMPTS)

    with pytest.raises(NotSentError, match="timed out"):
        _webhook(there.address).send(MESSAGE)


def test_a_netrc_file_adds_nothing(
    there: StandInWebhook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password secret\n", "utf-8")
    monkeypatch.setenv("NETRC", str(netrc))

    _webhook(there.address).send(MESSAGE)

    assert "authorization" not in there.requests[0].headers
