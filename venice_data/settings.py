"""What can be set from outside: environment variables, else `.streamlit/secrets.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, PositiveFloat, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the message names it and the remedy."""


def _http_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be an http or https address, such as https://api.venice.ai/api/v1")
    return address.rstrip("/")


class Settings(BaseSettings):
    """Every setting, each optional; names and defaults are those of the README."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        toml_file=PROJECT_ROOT / ".streamlit" / "secrets.toml",
    )

    api_key: SecretStr | None = Field(None, validation_alias="VENICE_API_KEY")
    api_base_url: Annotated[str, AfterValidator(_http_address)] = Field(
        "https://api.venice.ai/api/v1", validation_alias="VENICE_API_BASE_URL"
    )
    refresh_seconds: PositiveFloat = Field(300, validation_alias="VENICE_REFRESH_SECONDS")
    offline: bool = Field(default=False, validation_alias="VENICE_OFFLINE")
    data_dir: Path = Field(PROJECT_ROOT / ".venice", validation_alias="VENICE_DATA_DIR")

    @classmethod
    def read(cls) -> Self:
        """Read the settings, or raise SettingsError with one line a wrong value."""
        try:
            return cls()
        except ValidationError as error:
            lines = [
                f"{problem['loc'][0]}={problem['input']!r}: {problem['msg']}"
                for problem in error.errors()
            ]
            raise SettingsError(
                "A setting cannot be used. Correct or unset it: " + "; ".join(lines)
            ) from error
        except ValueError as error:
            raise SettingsError(f".streamlit/secrets.toml cannot be read: {error}") from error

    @property
    def api_host(self) -> str:
        """Host name of the base address, for people."""
        return urlsplit(self.api_base_url).hostname or self.api_base_url

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
