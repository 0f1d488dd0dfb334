"""VENICE_DATABASE_URL: where the history is kept, and a password kept secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from venice_data.settings import Settings, SettingsError

if TYPE_CHECKING:
    from pathlib import Path

KEPT_BACK = "s3cret-p@ss"
WRONG = ["history.sqlite3", "sqlite://", "sqlite:///:memory:", f"://u:{KEPT_BACK}@h", "://"]


def _read(monkeypatch: pytest.MonkeyPatch, address: str) -> Settings:
    monkeypatch.setenv("VENICE_DATABASE_URL", address)
    return Settings.read()


def test_by_default_the_history_is_a_file_in_the_data_folder(tmp_path: Path) -> None:
    database = Settings(data_dir=tmp_path).history_database

    assert database.get_backend_name() == "sqlite"
    assert database.database == str(tmp_path / "history.sqlite3")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_is_known_by_each_of_its_names(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    database = _read(monkeypatch, f"{scheme}://user:pass@db.example/venice").history_database

    assert database.get_backend_name() == "postgresql"
    assert database.get_driver_name() == "psycopg"
    assert (database.host, database.database) == ("db.example", "venice")


def test_another_file_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    database = _read(monkeypatch, "sqlite:////folder/prices.db").history_database

    assert database.database == "/folder/prices.db"


@pytest.mark.parametrize("address", WRONG)
def test_what_is_no_address_is_explained(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    with pytest.raises(SettingsError, match=r"VENICE_DATABASE_URL: .*postgresql://user") as error:
        _read(monkeypatch, address)

    assert KEPT_BACK not in str(error.value)


def test_a_password_is_not_printed_with_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _read(monkeypatch, "postgresql://user:s3cret@db.example/venice")

    assert "s3cret" not in repr(settings)
    assert "s3cret" not in settings.model_dump_json()
    assert "s3cret" not in str(settings.history_database)
