"""Settings: defaults, which source wins, what is said of a wrong value, and a key kept secret."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import venice_data.settings as settings_module
from venice_data.settings import PROJECT_ROOT, MadeOnce, Settings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = "venice-key-0123456789"
SECRETS_FILE = settings_module.SECRETS_FILE  # read before a fixture points elsewhere


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    file = tmp_path / "secrets.toml"
    monkeypatch.setattr(settings_module, "SECRETS_FILE", file)

    def write(content: str) -> None:
        file.write_text(content)

    return write


def test_every_setting_has_its_documented_default() -> None:
    settings = Settings.read()

    assert settings.api_key is None
    assert settings.api_base_url == "https://api.venice.ai/api/v1"
    assert settings.refresh_seconds == 300
    assert settings.offline is False
    assert settings.data_dir == PROJECT_ROOT / ".venice"


def test_every_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENICE_API_KEY", KEY)
    monkeypatch.setenv("VENICE_API_BASE_URL", "http://127.0.0.1:8000/api/v1")
    monkeypatch.setenv("VENICE_REFRESH_SECONDS", "7.5")
    monkeypatch.setenv("VENICE_OFFLINE", "1")
    monkeypatch.setenv("VENICE_DATA_DIR", "/var/lib/venice")

    settings = Settings.read()

    assert settings.api_key
    assert settings.api_key.get_secret_value() == KEY
    assert settings.api_base_url == "http://127.0.0.1:8000/api/v1"
    assert settings.refresh_seconds == 7.5
    assert settings.offline is True
    assert settings.data_dir == Path("/var/lib/venice")


@pytest.mark.parametrize("name", ["API_KEY", "API_BASE_URL", "OFFLINE", "DATA_DIR"])
def test_a_variable_of_another_program_is_not_taken_for_a_setting(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    value = "1" if name == "OFFLINE" else "https://of-another-program.example"
    monkeypatch.setenv(name, value)

    assert Settings.read() == Settings.model_construct()


def test_the_secrets_file_is_streamlits_own() -> None:
    assert SECRETS_FILE == PROJECT_ROOT / ".streamlit" / "secrets.toml"


def test_settings_are_read_from_the_secrets_file(secrets: Callable[[str], None]) -> None:
    secrets(f'VENICE_API_KEY = "{KEY}"\nVENICE_OFFLINE = true\nVENICE_REFRESH_SECONDS = 60\n')

    settings = Settings.read()

    assert settings.api_key
    assert settings.api_key.get_secret_value() == KEY
    assert (settings.offline, settings.refresh_seconds) == (True, 60)


def test_the_environment_wins_over_the_secrets_file(
    secrets: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets("VENICE_REFRESH_SECONDS = 60\nVENICE_OFFLINE = true\n")
    monkeypatch.setenv("VENICE_REFRESH_SECONDS", "90")

    settings = Settings.read()

    assert (settings.refresh_seconds, settings.offline) == (90, True)


def test_what_other_programs_keep_in_the_secrets_file_is_let_be(
    secrets: Callable[[str], None],
) -> None:
    secrets('[connections.sql]\nurl = "sqlite://"\n')

    assert Settings.read().offline is False


@pytest.mark.parametrize(
    "name",
    [
        "VENICE_API_KEY",
        "VENICE_API_BASE_URL",
        "VENICE_REFRESH_SECONDS",
        "VENICE_OFFLINE",
        "VENICE_DATA_DIR",
    ],
)
def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "")

    assert Settings.read() == Settings.model_construct()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("VENICE_API_BASE_URL", "api.venice.ai", "must be an http or https address"),
        ("VENICE_API_BASE_URL", "ftp://api.venice.ai", "must be an http or https address"),
        ("VENICE_API_BASE_URL", "https://", "must be an http or https address"),
        ("VENICE_API_BASE_URL", "https://[::1", "Invalid IPv6"),
        ("VENICE_API_BASE_URL", "https://host:99999/", "Port out of range"),
        ("VENICE_REFRESH_SECONDS", "0", "greater than 0"),
        ("VENICE_REFRESH_SECONDS", "-1", "greater than 0"),
        ("VENICE_REFRESH_SECONDS", "nan", "finite number"),
        ("VENICE_REFRESH_SECONDS", "often", "valid number"),
        ("VENICE_OFFLINE", "perhaps", "valid boolean"),
    ],
)
def test_a_wrong_value_is_named_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=f"Correct or unset it: {name}=.*{said}"):
        Settings.read()


def test_every_wrong_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENICE_OFFLINE", "perhaps")
    monkeypatch.setenv("VENICE_REFRESH_SECONDS", "often")

    with pytest.raises(SettingsError, match=r"VENICE_REFRESH_SECONDS.*; VENICE_OFFLINE"):
        Settings.read()


def test_a_secret_of_another_program_is_not_taken_for_a_setting(
    secrets: Callable[[str], None],
) -> None:
    secrets('api_key = "of-another-program"\noffline = true\n')

    assert Settings.read() == Settings.model_construct()


@pytest.mark.parametrize("content", [b"VENICE_OFFLINE = ", b"VENICE_OFFLINE = '\xff'"])
def test_a_broken_secrets_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    file = tmp_path / "secrets.toml"
    file.write_bytes(content)
    monkeypatch.setattr(settings_module, "SECRETS_FILE", file)

    with pytest.raises(SettingsError, match=r"secrets\.toml cannot be read"):
        Settings.read()


def test_the_key_shows_in_no_text_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENICE_API_KEY", KEY)

    settings = Settings.read()

    assert (
        KEY not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    )


def test_a_key_of_a_wrong_kind_is_refused_without_showing_it(
    secrets: Callable[[str], None],
) -> None:
    secrets(f'VENICE_API_KEY = ["{KEY}"]\n')

    with pytest.raises(SettingsError, match="VENICE_API_KEY") as caught:
        Settings.read()

    assert KEY not in str(caught.value)


def test_an_address_is_kept_without_a_slash_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENICE_API_BASE_URL", "https://venice.example:8443/api/v1/")

    settings = Settings.read()

    assert settings.api_base_url == "https://venice.example:8443/api/v1"
    assert settings.api_host == "venice.example"


def test_settings_can_be_given_by_field_name(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, api_base_url="http://127.0.0.1:1/api/v1")

    assert (settings.data_dir, settings.api_base_url) == (tmp_path, "http://127.0.0.1:1/api/v1")


def test_ten_first_visitors_share_one() -> None:
    """Three first visitors once made three quote services."""
    made: list[object] = []
    together = threading.Barrier(10)
    another_is_making = threading.Barrier(2)

    def make() -> object:
        with suppress(threading.BrokenBarrierError):
            another_is_making.wait(timeout=0.2)
        made.append(object())
        return made[-1]

    shared = MadeOnce(make)

    def visit() -> object:
        together.wait(timeout=20)
        return shared()

    with ThreadPoolExecutor(10) as visitors:
        seen = {id(visit.result()) for visit in [visitors.submit(visit) for _ in range(10)]}

    assert len(made) == 1
    assert seen == {id(made[0])}


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("https://prices.example", "https://prices.example"),
        ("https://prices.example/venice/", "https://prices.example/venice"),
        ("http://127.0.0.1:8501", "http://127.0.0.1:8501"),
    ],
)
def test_the_public_address_is_one_to_which_a_path_is_put(
    monkeypatch: pytest.MonkeyPatch, given: str, meant: str
) -> None:
    monkeypatch.setenv("VENICE_PUBLIC_URL", given)

    assert Settings.read().public_url == meant


@pytest.mark.parametrize(
    "given",
    ["prices.example", "ftp://a", "https://", "https://u:p@a", "https://a/?x=1", "https://a/#b"],
)
def test_a_public_address_that_cannot_be_one_is_refused(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("VENICE_PUBLIC_URL", given)

    with pytest.raises(SettingsError, match=r"VENICE_PUBLIC_URL=.*reach the dashboard"):
        Settings.read()
