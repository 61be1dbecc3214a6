"""Settings: what differs between two deployments, from the environment or `.env`, prefix `PARLEY_`."""

from __future__ import annotations

import difflib
import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.compiled import SWITCH
from bot.errors import WrongSetting

PREFIX = "PARLEY_"
_HIGHEST_PORT = 65535
_DATABASES = ("sqlite://", "sqlite+pysqlite://", "postgresql://", "postgres://", "postgresql+psycopg://")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class Settings(BaseSettings):
    """Each field is one `PARLEY_…` variable; `describe()` gives the table of README."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", frozen=True)

    telegram_token: SecretStr | None = Field(None, description="the bot's token from @BotFather")
    telegram_api_url: str = Field("https://api.telegram.org", description="root of a Bot API server")
    database_url: str = Field("sqlite:///parley.db", description="SQLite file or postgresql:// address")
    feeds: Path | None = Field(None, description="OPML file with the feeds; the shipped one by default")
    dossier: Path | None = Field(None, description="folder of the dossier; the shipped seeds/ by default")
    contact: str = Field("", description="mail or web address named in the User-Agent")
    admins: Annotated[frozenset[int], NoDecode] = Field(frozenset(), description="chat ids of the operators")
    poll_seconds: int = Field(90, ge=1, description="shortest interval for a feed, and that of officials in hot hours")
    poll_seconds_max: int = Field(3600, ge=1, description="longest interval that Parley chooses for a feed")
    edit_seconds: int = Field(600, ge=0, description="between two edit waves of an alert")
    broadcast_per_second: int = Field(
        30, ge=1, le=1000, description="messages a second; more than 30 sets allow_paid_broadcast, which costs Stars"
    )
    allow_private_addresses: bool = Field(False, description="feeds on loopback, for tests")
    channels: Annotated[dict[str, int], NoDecode] = Field(
        {}, description="language=chat id, …: one channel a language that carries every alert"
    )
    webhook_url: str = Field("", description="public address for webhook mode; empty: long poll")
    webhook_secret: SecretStr | None = Field(
        None, validate_default=True, description="secret token of the webhook: 1 to 256 of A-Z a-z 0-9 _ -"
    )
    webhook_listen: str = Field("127.0.0.1:8443", description="address that the webhook listens on")
    metrics_address: str = Field("", description="address of /healthz and /metrics; empty: off")
    backup_passphrase: SecretStr | None = Field(None, description="encrypts and opens backups (parley db)")
    log_level: str = Field("INFO", description=", ".join(_LEVELS))
    log_json: bool = Field(False, description="one JSON object a log line")

    @field_validator("admins", mode="before")
    @classmethod
    def _admins(cls, value: object) -> object:
        return _chats_of(value) if isinstance(value, str) else value

    @field_validator("channels", mode="before")
    @classmethod
    def _channels(cls, value: object) -> object:
        return _channels_of(value) if isinstance(value, str) else value

    @field_validator("metrics_address", "webhook_listen")
    @classmethod
    def _address(cls, value: str) -> str:
        host, colon, port = value.rpartition(":")
        if value and not (host and colon and port.isascii() and port.isdecimal() and int(port) <= _HIGHEST_PORT):
            raise ValueError("must be host:port, e.g. 127.0.0.1:9464")
        return value

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in _LEVELS:
            raise ValueError(f"must be one of {', '.join(_LEVELS)}")
        return value.upper()

    @field_validator("telegram_token", "feeds", "dossier", "webhook_secret", "backup_passphrase", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value or None

    @field_validator("telegram_api_url")
    @classmethod
    def _server(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("must begin with https:// or http://")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not value.startswith(_DATABASES):
            raise ValueError("must begin with sqlite:/// (then the file's path) or postgresql://")
        return value

    @field_validator("webhook_url")
    @classmethod
    def _public(cls, value: str) -> str:
        if value and not value.startswith("https://"):
            raise ValueError("must begin with https://, as Telegram posts to nothing else")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None, known: ValidationInfo) -> SecretStr | None:
        if value is None and known.data.get("webhook_url"):
            raise ValueError("must be set where PARLEY_WEBHOOK_URL is")
        if value is not None and not re.fullmatch(r"[\w-]{1,256}", value.get_secret_value(), re.ASCII):
            raise ValueError("must be 1 to 256 of A-Z a-z 0-9 _ -")
        return value

    @property
    def token_is_formed(self) -> bool:
        """Whether the token looks as BotFather makes them; Telegram alone knows whether it is one."""
        token = self.telegram_token.get_secret_value() if self.telegram_token else ""
        return re.fullmatch(r"\d+:[\w-]{30,}", token, re.ASCII) is not None

    @property
    def edit_gap(self) -> timedelta:
        return timedelta(seconds=self.edit_seconds)


def _chats_of(text: str) -> frozenset[int]:
    parts = text.replace(",", " ").split()
    if wrong := [part for part in parts if not re.fullmatch(r"-?\d{1,15}", part, re.ASCII)]:
        raise ValueError(f"“{wrong[0]}” is no chat id: one is a number, e.g. 123456789 (no @name)")
    return frozenset(map(int, parts))


def _channels_of(text: str) -> dict[str, int]:
    if not text.strip():
        return {}
    from handlers.wording.language import LANGUAGES  # brings Babel along, which few commands need

    found: dict[str, int] = {}
    for part in text.replace(",", " ").split():
        language, _, chat = part.partition("=")
        if language not in LANGUAGES or not re.fullmatch(r"-100\d{1,13}", chat, re.ASCII):
            told = f"one of {', '.join(LANGUAGES)}, =, and a channel's id, e.g. en=-1001234567890"
            raise ValueError(f"“{part}” is wrong: it must be {told} (the id, no @name)")
        if language in found or int(chat) in found.values():
            raise ValueError(f"“{part}” is wrong: one channel a language, and each channel once")
        found[language] = int(chat)
    return found


def load(env_file: Path | None = Path(".env")) -> Settings:
    """The settings of this process.

    Raises:
        WrongSetting: a name is unknown (a misspelt one passes silently otherwise) or a value is wrong; the text
            names it and says what it should be.
    """
    _refuse_unknown(env_file)
    try:
        return Settings(_env_file=env_file)
    except ValidationError as error:
        wrong = error.errors()[0]
        name = PREFIX + str(wrong["loc"][0]).upper()
        told = wrong["msg"].removeprefix("Value error, ")
        raise WrongSetting(f"{name}: {told} (see the table of settings in README.md)") from None


def describe() -> list[tuple[str, str, str]]:
    """Every setting: its variable, its default as text, what it is for."""
    return [
        (PREFIX + name.upper(), _shown(field.default), field.description or "")
        for name, field in Settings.model_fields.items()
    ]


def _shown(default: object) -> str:
    return "" if default is None or default in ("", frozenset(), {}) else str(default)


def _refuse_unknown(env_file: Path | None) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    given = {name.upper() for name in os.environ} - {SWITCH}  # heeded before there are settings, and in no file
    if env_file is not None and env_file.is_file():
        given |= {name.upper() for name in dotenv_values(env_file)}
    for name in sorted(given):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]}?" if near else "; see the table of settings in README.md"
            raise WrongSetting(f"{name} is no setting of Parley{hint}")
