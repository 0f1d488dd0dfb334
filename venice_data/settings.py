"""What can be set from outside: environment variables, else `.streamlit/secrets.toml`."""

from __future__ import annotations

import os
import re
import threading
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, Literal, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import URL

_Made = TypeVar("_Made")
PROJECT_ROOT: Final = Path(__file__).resolve().parent.parent
_FRAMING_SITE: Final = re.compile(r"https?://(?:\*\.)?[a-z0-9.-]+(?::\d+)?", re.IGNORECASE)
_HISTORY_FILE: Final = "history.sqlite3"
_NEVER_SHOWN: Final = {"api_key", "database_url", "watch_webhook", "access_token"}
_SHORTEST_TOKEN: Final = 20  # characters; shorter ones can be guessed
# Installed as a library, there is no project around the code to keep things in.
_HOME: Final = PROJECT_ROOT if (PROJECT_ROOT / "app.py").exists() else Path.home()
SECRETS_FILE = PROJECT_ROOT / ".streamlit" / "secrets.toml"


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the message names it and the remedy."""


def _http_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be an http or https address, such as https://api.venice.ai/api/v1")
    _ = parts.port  # raises ValueError where it is none
    return address.rstrip("/")


def _site_address(address: str) -> str:
    try:
        parts = urlsplit(_http_address(address))
    except ValueError:
        parts = None
    if parts is None or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(
            "must be the http or https address at which people reach the dashboard, such as "
            "https://prices.example.com"
        )
    return parts.geturl()


def _webhook_address(address: SecretStr) -> SecretStr:
    try:
        parts = urlsplit(_http_address(address.get_secret_value()))
    except ValueError:
        parts = None
    if parts is None or "@" in parts.netloc:
        raise ValueError("must be the http or https address of a webhook, without a sign-in")
    return address


def _framing_sites(sites: str) -> str:
    words = sites.split()
    if words != ["none"] and not all(map(_FRAMING_SITE.fullmatch, words)):
        raise ValueError(
            "must be none, or sites with spaces between, such as https://wiki.example.com "
            "https://*.example.com"
        )
    return " ".join(words)


def _sendable_key(key: SecretStr) -> SecretStr:
    text = key.get_secret_value().strip()
    if not text.isascii() or not text.isprintable():
        raise ValueError("must be plain ASCII text on one line")
    return SecretStr(text)


def _access_token(token: SecretStr) -> SecretStr:
    text = token.get_secret_value()
    if len(text) < _SHORTEST_TOKEN or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError(
            f"must be {_SHORTEST_TOKEN} or more ASCII characters without a space, such as "
            "`openssl rand -hex 32` prints"
        )
    return token


def _emails(text: object) -> object:
    if not isinstance(text, str):
        return text
    allowed = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if not all("@" in part for part in allowed):
        raise ValueError("must be addresses or domains with commas between: ann@a.com, @b.com")
    return allowed


def _database_address(address: SecretStr) -> SecretStr:
    from sqlalchemy.exc import ArgumentError

    try:
        url = _database_url(address)
    except (ArgumentError, ValueError):
        url = None
    if url is None or (
        url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")
    ):
        raise ValueError(
            "must be a database address, such as postgresql://user:password@host/database "
            "or sqlite:////folder/history.sqlite3"
        )
    return address


def _database_url(address: SecretStr) -> URL:
    """Read an address, whose scheme hosters like to write in a way that SQLAlchemy refuses."""
    from sqlalchemy import make_url

    return make_url(re.sub("^postgres://", "postgresql://", address.get_secret_value().strip()))


class Settings(BaseModel):
    """Every setting, each optional; `VENICE_` before its name in capitals is its variable."""

    model_config = ConfigDict(frozen=True)

    api_key: Annotated[SecretStr, AfterValidator(_sendable_key)] | None = None
    api_base_url: Annotated[str, AfterValidator(_http_address)] = "https://api.venice.ai/api/v1"
    refresh_seconds: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 300
    offline: bool = False
    data_dir: Annotated[Path, AfterValidator(Path.expanduser)] = _HOME / ".venice"
    database_url: Annotated[SecretStr, AfterValidator(_database_address)] | None = None
    public_url: Annotated[str, AfterValidator(_site_address)] | None = None
    framed_by: Annotated[str, AfterValidator(_framing_sites)] | None = None
    watch_webhook: Annotated[SecretStr, AfterValidator(_webhook_address)] | None = None
    watch_format: Literal["slack", "json"] = "slack"
    access_token: Annotated[SecretStr, AfterValidator(_access_token)] | None = None
    allowed_users: Annotated[tuple[str, ...], BeforeValidator(_emails)] = ()

    @classmethod
    def read(cls) -> Self:
        """Read the settings, or raise SettingsError with one line per wrong value."""
        try:
            return cls.model_validate(_given(cls))
        except ValidationError as error:
            wrong = "; ".join(_in_words(problem) for problem in error.errors())
        # Raised outside the handler: the library's error would show a key that is wrong.
        raise SettingsError(f"A setting cannot be used. Correct or unset it: {wrong}")

    @property
    def api_host(self) -> str:
        """Host name of the base address, for people."""
        return urlsplit(self.api_base_url).hostname or self.api_base_url

    @property
    def history_database(self) -> URL:
        """Where the history is kept; its password is not for printing."""
        from sqlalchemy import URL

        if self.database_url is not None:
            return _database_url(self.database_url)
        return URL.create("sqlite", database=str(self.data_dir / _HISTORY_FILE))


class MadeOnce(Generic[_Made]):
    """Makes a thing at its first use, one for the process, however many threads come first."""

    def __init__(self, make: Callable[[], _Made]) -> None:
        self._make = cache(make)
        self._making = threading.Lock()

    def __call__(self) -> _Made:
        """Return the thing."""
        with self._making:
            return self._make()


def _given(settings: type[Settings]) -> dict[str, Any]:
    """Collect what is given from outside; an empty variable counts as unset."""
    secrets = _secrets()
    given = {
        field: os.environ.get(_variable(field)) or secrets.get(_variable(field))
        for field in settings.model_fields
    }
    return {field: value for field, value in given.items() if value not in (None, "")}


def has_secret(name: str) -> bool:
    """Return whether the project's own file of secrets has an entry or a section of this name."""
    return name in _secrets()


def _secrets() -> dict[str, Any]:
    try:
        return tomllib.loads(SECRETS_FILE.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError(f".streamlit/secrets.toml cannot be read: {error}") from error


def _variable(field: str) -> str:
    return f"VENICE_{field.upper()}"


def _in_words(problem: Any) -> str:
    field = str(problem["loc"][0])
    value = "" if field in _NEVER_SHOWN else f"={problem['input']!r}"
    return f"{_variable(field)}{value}: {problem['msg']}"
