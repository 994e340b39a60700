"""Settings: what is unsafe is named all at once, and a production does not start with it."""

from pathlib import Path
from typing import Any

import pytest
from flask import Config

from mentorship import config
from mentorship.app import create_app
from mentorship.domain.errors import Refused
from mentorship.models.keys import write_new_keys

SECRET = "wJ4nYzq0bq1N3VnX9sQ7cT2mK8rL5pD6"


def a_safe_production(tmp_path: Path) -> dict[str, Any]:
    write_new_keys(tmp_path / "keys")
    return {
        "ENV": "production",
        "BASE_URL": "https://programs.example.org",
        "SECRET_KEY": SECRET,
        "KEYS_FILE": str(tmp_path / "keys"),
        "SMTP_HOST": "mail.example.org",
        "MAIL_FROM": "programs@example.org",
    }


def loaded(tmp_path: Path, **settings: Any) -> Config:
    settings_of_app = Config(str(tmp_path))
    config.load(settings_of_app, instance=tmp_path, overrides=settings)
    return settings_of_app


FAULTS = [
    ({"SECRET_KEY": ""}, "SECRET_KEY"),
    ({"SECRET_KEY": "short"}, "SECRET_KEY"),
    ({"SECRET_KEY": "x" * 60}, "SECRET_KEY"),
    ({"OLD_SECRET_KEYS": "changeme"}, "OLD_SECRET_KEYS"),
    ({"KEYS_FILE": "/no/such/file"}, "KEYS_FILE"),
    ({"BASE_URL": "http://programs.example.org"}, "BASE_URL"),
    ({"BASE_URL": "https://localhost"}, "BASE_URL"),
    ({"BASE_URL": "https://programs.example.org/path"}, "BASE_URL"),
    ({"BASE_URL": ""}, "BASE_URL"),
    ({"PROXY_HOPS": 9}, "PROXY_HOPS"),
    ({"SMTP_HOST": ""}, "SMTP_HOST"),
    ({"SMTP_STARTTLS": False}, "SMTP_STARTTLS"),
    ({"MAIL_FROM": ""}, "MAIL_FROM"),
    ({"LETTERS_FOLDER": "/srv/letters"}, "LETTERS_FOLDER"),
    ({"DEBUG": True}, "DEBUG"),
    ({"DEMO": True}, "DEMO"),
    ({"TESTING": True}, "TESTING"),
    ({"WTF_CSRF_ENABLED": False}, "WTF_CSRF_ENABLED"),
    ({"WTF_CSRF_CHECK_DEFAULT": False}, "WTF_CSRF_CHECK_DEFAULT"),
    ({"SESSION_COOKIE_HTTPONLY": False}, "SESSION_COOKIE_HTTPONLY"),
    ({"SESSION_COOKIE_SAMESITE": None}, "SESSION_COOKIE_SAMESITE"),
    ({"MAX_CONTENT_LENGTH": None}, "MAX_CONTENT_LENGTH"),
]


def test_a_safe_production_starts(tmp_path: Path) -> None:
    assert config.check(loaded(tmp_path, **a_safe_production(tmp_path))) == []


@pytest.mark.parametrize(("fault", "named"), FAULTS)
def test_a_production_with_a_fault_does_not_start(
    tmp_path: Path, fault: dict[str, Any], named: str
) -> None:
    settings = a_safe_production(tmp_path) | fault

    with pytest.raises(Refused, match=named):
        create_app(settings, instance=tmp_path)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    settings = a_safe_production(tmp_path) | {"SECRET_KEY": "", "DEMO": True, "SMTP_HOST": ""}

    with pytest.raises(Refused) as refusal:
        create_app(settings, instance=tmp_path)

    named = [name for name in ("SECRET_KEY", "DEMO", "SMTP_HOST") if name in str(refusal.value)]
    assert named == ["SECRET_KEY", "DEMO", "SMTP_HOST"]


def test_a_keys_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    settings = a_safe_production(tmp_path)
    (tmp_path / "keys").chmod(0o644)

    with pytest.raises(Refused, match="read by others"):
        create_app(settings, instance=tmp_path)


def test_a_production_never_writes_secrets_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        create_app({"ENV": "production"}, instance=tmp_path)

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
