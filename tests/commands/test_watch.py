"""The command `watch`: settings, options, exit codes, and what is printed and never is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.recorded_lists import after, begin, first_models, keep
from tests.support.stand_in import Answer, text_model
from tests.support.watches import StandInWebhook
from venice_data.__main__ import main
from venice_data.commands.command import ExitCode
from venice_data.costs.work import Basket, Chat, Line
from venice_data.costs.work_links import basket_to_text
from venice_data.history.history_store import HistoryStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from venice_data.settings import Settings

pytestmark = pytest.mark.usefixtures("settings_in_environment")


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandInWebhook]:
    with StandInWebhook() as stand_in:
        monkeypatch.setenv("VENICE_WATCH_WEBHOOK", stand_in.address)
        yield stand_in


@pytest.fixture
def store(settings: Settings) -> HistoryStore:
    settings.data_dir.mkdir()
    begin(settings.history_database)
    return HistoryStore(settings.history_database)


def _change_a_price(store: HistoryStore, price: float = 2, minutes: float = 10) -> None:
    keep(store, [text_model("model-0", price), *first_models()[1:]], after(minutes))


def test_a_message_is_sent_once_and_a_line_printed(
    store: HistoryStore, webhook: StandInWebhook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch"]) == ExitCode.DONE
    _change_a_price(store)
    for _ in range(2):
        assert main(["watch"]) == ExitCode.DONE

    (content,) = webhook.contents
    assert content["text"].startswith("Model-0: input $1.00 → $2.00 (+100%)\n• Input: ")
    printed = capsys.readouterr()
    assert printed.out == "2026-09-01  Model-0: input $1.00 → $2.00 (+100%)\n"
    assert printed.err == ""


def test_a_program_is_told_in_fields_with_the_public_address(
    store: HistoryStore, webhook: StandInWebhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VENICE_WATCH_FORMAT", "json")
    monkeypatch.setenv("VENICE_PUBLIC_URL", "https://prices.example/venice")
    main(["watch"])
    _change_a_price(store)
    main(["watch"])

    (content,) = webhook.contents
    assert content["id"] == webhook.ids[0]
    assert content["link"] == "https://prices.example/venice/model?id=model-0"


def test_options_narrow_what_is_told(store: HistoryStore, webhook: StandInWebhook) -> None:
    options = ["watch", "--above", "150", "--type", "image", "--days", "0"]
    main(options)
    _change_a_price(store)
    main(options)

    assert webhook.requests == []


def test_a_basket_is_read_from_a_link(store: HistoryStore, webhook: StandInWebhook) -> None:
    work = Chat(requests=12_000, input_tokens=1000, output_tokens=0)
    basket = basket_to_text(Basket((Line(work, "model-0", "day"),)))
    link = f"https://prices.example/calculator?currency=USD&calculator_basket={basket}"
    options = ["watch", "--above", "1000", "--basket", link]
    main(options)
    _change_a_price(store)
    main(options)

    assert "The basket: $365.00 → $730.00 a month (+100%)" in webhook.contents[0]["text"]
    assert len(webhook.contents) == 1


@pytest.mark.parametrize(
    "options",
    [
        ["--basket", "https://prices.example/calculator"],
        ["--basket", "https://a.example/?calculator_basket=nonsense"],
        ["--above", "much"],
        ["--above", "-1"],
        ["--days", "1.5"],
        ["--every", "0"],
        ["--every", "nan"],
    ],
)
def test_an_option_that_cannot_be_used_is_refused(options: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["watch", *options])

    assert ended.value.code == ExitCode.NOT_USABLE


def test_a_filter_that_is_not_known_is_named(
    store: HistoryStore, webhook: StandInWebhook, capsys: pytest.CaptureFixture[str]
) -> None:
    assert store.read() is not None
    assert main(["watch", "--type", "chat"]) == ExitCode.NOT_USABLE
    assert "--type='chat' is not known." in capsys.readouterr().err
    assert webhook.requests == []


def test_without_a_webhook_and_offline_nobody_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch"]) == ExitCode.NOT_USABLE
    assert "VENICE_WATCH_WEBHOOK is not set" in capsys.readouterr().err
    monkeypatch.setenv("VENICE_WATCH_WEBHOOK", "http://127.0.0.1:9/x")
    monkeypatch.setenv("VENICE_OFFLINE", "1")
    assert main(["watch"]) == ExitCode.NOT_USABLE
    assert "VENICE_OFFLINE is set" in capsys.readouterr().err


def test_a_webhook_that_takes_nothing_shows_in_the_exit_code_and_its_address_nowhere(
    store: HistoryStore, webhook: StandInWebhook, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["watch"])
    _change_a_price(store)
    webhook.script(Answer(404))

    assert main(["watch"]) == ExitCode.NOT_SENT

    printed = capsys.readouterr()
    assert printed.err == "The webhook answered with error 404. The rest waits for the next run.\n"
    assert printed.out == ""
    main(["status"])
    assert "secret-path" not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    "address", ["hooks.example/secret-path", "https://u:secret-path@a.example"]
)
def test_an_address_that_cannot_be_used_is_not_repeated(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VENICE_WATCH_WEBHOOK", address)

    assert main(["watch"]) == ExitCode.NOT_USABLE

    printed = capsys.readouterr().err
    assert "VENICE_WATCH_WEBHOOK: " in printed
    assert "secret-path" not in printed


def test_a_service_looks_again_and_goes_on_after_failures(
    store: HistoryStore,
    webhook: StandInWebhook,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 1:
            _change_a_price(store)
            webhook.script(Answer(403))
        if len(slept) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("venice_data.commands.watch.time.sleep", sleep)

    assert main(["watch", "--every", "5"]) == ExitCode.INTERRUPTED

    assert slept == [300, 300, 300]
    assert len(webhook.ids) == 2
    assert len(set(webhook.ids)) == 1
    assert (
        "error 403. The rest waits for the next run. It is tried again." in capsys.readouterr().err
    )
