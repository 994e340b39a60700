"""Settings: where they come from, and what a development makes for itself."""

from pathlib import Path
from typing import Any

import pytest
from flask import Config

from mentorship import config
from mentorship.app import create_app
from mentorship.domain.errors import Refused


def loaded(tmp_path: Path, **settings: Any) -> Config:
    settings_of_app = Config(str(tmp_path))
    config.load(settings_of_app, instance=tmp_path, overrides=settings)
    return settings_of_app


def test_a_production_never_writes_secrets_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        create_app({"ENV": "production"}, instance=tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_misspelt_kind_of_programme_is_a_production(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="ENV is neither"):
        create_app({"ENV": "Developement"}, instance=tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_development_needs_nothing_and_keeps_its_secrets(tmp_path: Path) -> None:
    first = loaded(tmp_path)
    second = loaded(tmp_path)

    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {
        "keys": 0o600,
        "secret-key": 0o600,
    }


def test_what_was_set_last_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.py").write_text('SMTP_PORT = 1\nSMTP_USER = "file"\nMAIL_FROM = "file"\n')
    monkeypatch.setenv("MENTORSHIP_SMTP_PORT", "2")
    monkeypatch.setenv("MENTORSHIP_SMTP_USER", "environment")

    settings = loaded(tmp_path, SMTP_PORT=3)

    assert (settings["SMTP_PORT"], settings["SMTP_USER"], settings["MAIL_FROM"]) == (
        3,
        "environment",
        "file",
    )


@pytest.mark.parametrize(("words", "means"), [("true", True), ("0", False), ("no", False)])
def test_the_environment_is_read_as_the_default_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, means: bool
) -> None:
    monkeypatch.setenv("MENTORSHIP_SMTP_STARTTLS", words)

    assert loaded(tmp_path)["SMTP_STARTTLS"] is means


def test_a_setting_that_is_no_number_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENTORSHIP_SMTP_PORT", "many")

    with pytest.raises(Refused, match="MENTORSHIP_SMTP_PORT"):
        loaded(tmp_path)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_postgresql_is_reached_through_psycopg(tmp_path: Path, scheme: str) -> None:
    settings = loaded(tmp_path, DATABASE_URL=f"{scheme}://me@db/rounds")

    assert settings["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://me@db/rounds"


def test_the_folder_of_the_programme_can_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENTORSHIP_INSTANCE", str(tmp_path))

    assert config.instance_folder() == tmp_path
