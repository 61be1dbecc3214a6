"""A wrong setting stops the start with its name."""

from pathlib import Path

import pytest

from bot import settings
from bot.errors import WrongSetting


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, _, _ in settings.describe():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_lists_are_read_from_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_ADMINS", "12, -100345")
    monkeypatch.setenv("PARLEY_CHANNELS", "en=-1001000000001, uk=-1001000000002")
    read = settings.load()
    assert read.admins == {12, -100345}
    assert read.channels == {"en": -1001000000001, "uk": -1001000000002}


def test_a_file_and_the_environment_which_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PARLEY_POLL_SECONDS=7\nPARLEY_CONTACT=desk@example.org\n")
    monkeypatch.setenv("PARLEY_POLL_SECONDS", "5")
    read = settings.load()
    assert (read.poll_seconds, read.contact) == (5, "desk@example.org")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        pytest.param("PARLEY_POL_SECONDS", "5", "did you mean PARLEY_POLL_SECONDS", id="misspelt"),
        pytest.param("PARLEY_POLL_SECONDS", "soon", "PARLEY_POLL_SECONDS", id="no number"),
        pytest.param("PARLEY_POLL_SECONDS", "0", "PARLEY_POLL_SECONDS", id="too small"),
        pytest.param("PARLEY_LOG_LEVEL", "LOUD", "must be one of DEBUG", id="no such level"),
        pytest.param("PARLEY_DATABASE_URL", "parley.db", "must begin with sqlite:///", id="no address of a database"),
        pytest.param("PARLEY_DATABASE_URL", "mysql://u:p@x/y", "or postgresql://", id="another engine"),
        pytest.param("PARLEY_ADMINS", "12, @me", "PARLEY_ADMINS: “@me” is no chat id", id="no chat id"),
        pytest.param("PARLEY_TELEGRAM_API_URL", "localhost:8081", "must begin with https://", id="no server"),
        pytest.param("PARLEY_CHANNELS", "en", "PARLEY_CHANNELS: “en” is wrong", id="no pair"),
        pytest.param("PARLEY_CHANNELS", "de=-1001234567890", "one of en, uk, ru", id="no language of Parley"),
        pytest.param("PARLEY_CHANNELS", "en=@parley", "the id, no @name", id="a name"),
        pytest.param("PARLEY_CHANNELS", "en=12345", "e.g. en=-1001234567890", id="a private chat"),
        pytest.param("PARLEY_CHANNELS", "en=-1001, en=-1002", "one channel a language", id="two of one language"),
        pytest.param("PARLEY_CHANNELS", "en=-1001, uk=-1001", "each channel once", id="one of two languages"),
    ],
)
def test_wrong_ones_are_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting, match=told):
        settings.load()


def test_a_misspelt_name_in_the_file_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PARLEY_TOKEN=1\n")
    with pytest.raises(WrongSetting, match="PARLEY_TOKEN is no setting"):
        settings.load()


def test_what_leaves_the_compiled_rules_aside_is_none_and_so_stands_in_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PARLEY_COMPILED", "no")
    assert settings.load() == settings.Settings()
    monkeypatch.delenv("PARLEY_COMPILED")
    (tmp_path / ".env").write_text("PARLEY_COMPILED=no\n")
    with pytest.raises(WrongSetting, match="PARLEY_COMPILED is no setting"):
        settings.load()


def test_no_secret_shows_in_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_TELEGRAM_TOKEN", "123456:SECRET")
    assert "SECRET" not in repr(settings.load())
