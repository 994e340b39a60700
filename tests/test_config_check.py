"""What is unsafe is named all at once, each in a sentence, and a production does not start with it.

Each case spoils one thing about a safe production.
"""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.production import NOW, a_safe_production, loaded, the_instance

from mentorship import config_check
from mentorship.app import create_app
from mentorship.config_files import PACKAGE
from mentorship.domain.errors import Refused
from mentorship.models.keys import read_keys

ELSEWHERE = "postgresql://me:word@db.example.org/rounds"
ENCRYPTED = "?sslmode=verify-full"

# What a setting is spoilt with → words of the sentence that has to be said.
SETTINGS: list[tuple[dict[str, Any], str]] = [
    ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
    ({"SECRET_KEY": "aB3$xY7!"}, "SECRET_KEY is missing, shorter"),
    ({"SECRET_KEY": "x" * 60}, "SECRET_KEY .* too plain"),
    ({"SECRET_KEY": "ChangeMe-4nYzq0bq1N3VnX9sQ7cT2mK8rL5"}, "SECRET_KEY holds a word"),
    ({"OLD_SECRET_KEYS": "too-short"}, "OLD_SECRET_KEYS is missing, shorter"),
    ({"OLD_SECRET_KEYS": "qwerty4nYzq0bq1N3VnX9sQ7cT2mK8rL5pD6"}, "OLD_SECRET_KEYS holds"),
    ({"KEYS_FILE": "/no/such/file"}, "KEYS_FILE names no file"),
    ({"TOMBSTONES_FILE": "/no/such/folder/tombstones"}, "TOMBSTONES_FILE lies in a folder that"),
    ({"TOMBSTONES_FILE": "/proc"}, "TOMBSTONES_FILE is not a file"),
    ({"TOMBSTONES_FILE": "/proc/version"}, "TOMBSTONES_FILE cannot be written"),
    ({"BASE_URL": "http://programs.example.org"}, "BASE_URL does not start with https"),
    ({"BASE_URL": "http://programs.example.org"}, "session cookie would travel"),
    ({"BASE_URL": "https://[::1"}, "BASE_URL does not start with https"),
    ({"BASE_URL": "https://localhost"}, "BASE_URL does not name the public host"),
    ({"BASE_URL": "https://192.168.1.7"}, "BASE_URL does not name the public host"),
    ({"BASE_URL": "https://93.184.215.14"}, "BASE_URL has to name its host in plain letters"),
    ({"BASE_URL": "https://[2606:2800:220:1::1]"}, "BASE_URL has to name its host in plain"),
    ({"BASE_URL": "https://prográms.example.org"}, "BASE_URL has to name its host in plain"),
    ({"BASE_URL": "https://programs.example.org."}, "BASE_URL has to name its host in plain"),
    ({"BASE_URL": "https://intranet"}, "BASE_URL does not name the public host"),
    ({"BASE_URL": "https://programs.example.org/path"}, "BASE_URL has more than"),
    ({"BASE_URL": "https://programs.example.org?of=us"}, "BASE_URL has more than"),
    ({"BASE_URL": "https://me:word@programs.example.org"}, "BASE_URL has more than"),
    ({"BASE_URL": ""}, "TRUSTED_HOSTS would let a visitor choose"),
    ({"PROXY_HOPS": 9}, "PROXY_HOPS has to be"),
    ({"PROXY_HOPS": -1}, "PROXY_HOPS has to be"),
    ({"SESSION_COOKIE_HTTPONLY": False}, "SESSION_COOKIE_HTTPONLY is off"),
    ({"SESSION_COOKIE_SAMESITE": None}, "SESSION_COOKIE_SAMESITE is off"),
    ({"SESSION_COOKIE_SAMESITE": "None"}, "SESSION_COOKIE_SAMESITE would let"),
    ({"SESSION_COOKIE_DOMAIN": "example.org"}, "SESSION_COOKIE_DOMAIN would send"),
    ({"PERMANENT_SESSION_LIFETIME": timedelta(days=31)}, "PERMANENT_SESSION_LIFETIME is longer"),
    ({"SMTP_HOST": ""}, "SMTP_HOST is missing"),
    ({"SMTP_STARTTLS": False}, "SMTP_STARTTLS is off"),
    ({"SMTP_PORT": 0}, "SMTP_PORT has to be"),
    ({"SMTP_PORT": 465}, "SMTP_PORT has to be"),
    ({"SMTP_USER": "me"}, "SMTP_USER and SMTP_PASSWORD belong together"),
    ({"SMTP_PASSWORD": "word"}, "SMTP_USER and SMTP_PASSWORD belong together"),
    ({"SMTP_USER": "me", "SMTP_PASSWORD": "wörd"}, "SMTP_USER and SMTP_PASSWORD have to be plain"),
    ({"MAIL_FROM": ""}, "MAIL_FROM is missing or not an address"),
    ({"MAIL_FROM": "programs@localhost"}, "MAIL_FROM is missing or not an address"),
    ({"MAIL_FROM": "Us <programs@example.org>"}, "MAIL_FROM is missing or not an address"),
    ({"MAIL_FROM": "us@example.org\nBcc: a@example.org"}, "MAIL_FROM is missing or not an"),
    ({"LETTERS_FOLDER": "/srv/letters"}, "LETTERS_FOLDER is set"),
    ({"DATABASE_URL": "mysql://me:word@db/rounds"}, "DATABASE_URL names neither"),
    ({"DATABASE_URL": "rounds"}, "DATABASE_URL names neither"),
    ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL is a database in memory"),
    ({"DATABASE_URL": "sqlite:///:memory:"}, "DATABASE_URL is a database in memory"),
    ({"DATABASE_URL": ELSEWHERE}, "DATABASE_URL reaches another machine in the clear"),
    ({"DATABASE_URL": ELSEWHERE + "?sslmode=prefer"}, "reaches another machine in the clear"),
    ({"DATABASE_URL": "postgresql://me@db.example.org/a" + ENCRYPTED}, "without a password"),
    ({"DEBUG": True}, "DEBUG is on"),
    ({"DEMO": True}, "DEMO is on"),
    ({"TESTING": True}, "TESTING is on"),
    ({"SQLALCHEMY_ECHO": True}, "SQLALCHEMY_ECHO is on"),
    ({"SQLALCHEMY_RECORD_QUERIES": True}, "SQLALCHEMY_RECORD_QUERIES is on"),
    ({"SQLALCHEMY_ENGINE_OPTIONS": {}}, "SQLALCHEMY_ENGINE_OPTIONS would put"),
    ({"WTF_CSRF_ENABLED": False}, "WTF_CSRF_ENABLED is off"),
    ({"WTF_CSRF_CHECK_DEFAULT": False}, "WTF_CSRF_CHECK_DEFAULT is off"),
    ({"AUDIT_HEAD_FILE": "/no/such/folder/head"}, "AUDIT_HEAD_FILE cannot be written"),
    ({"AUDIT_HEAD_FILE": "/proc/version"}, "AUDIT_HEAD_FILE cannot be written"),
    *(
        ({name: str(PACKAGE.parent / "static" / "new" / "file")}, f"{name} lies within")
        for name in ("TOMBSTONES_FILE", "AUDIT_HEAD_FILE")
    ),
    ({"DATABASE_URL": f"sqlite:///{PACKAGE.parent}/static/rounds"}, "DATABASE_URL lies within"),
    ({"LOG_LEVEL": "debug"}, "LOG_LEVEL tells more"),
    ({"MAX_CONTENT_LENGTH": None}, "MAX_CONTENT_LENGTH is off"),
    ({"MAX_FORM_MEMORY_SIZE": 10**9}, "MAX_FORM_MEMORY_SIZE is off"),
    ({"ANSWER_SECONDS": 0.0}, "ANSWER_SECONDS is so short"),
    ({"ENV": "prodution"}, "ENV is neither"),
]


def start(folder: Path, settings: dict[str, Any], *, now: datetime = NOW) -> str:
    """What a production says that does not start with these settings."""
    with pytest.raises(Refused) as refusal:
        create_app(settings, instance=the_instance(folder), clock=lambda: now)
    return refusal.value.sentence


def names(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith("- ")]


def test_a_safe_production_starts(tmp_path: Path) -> None:
    settings = a_safe_production(tmp_path)

    assert config_check.faults(loaded(tmp_path, **settings), now=NOW) == []
    create_app(settings, instance=the_instance(tmp_path), clock=lambda: NOW)


@pytest.mark.parametrize(
    "url",
    [
        ELSEWHERE + ENCRYPTED,
        "postgresql://me@/rounds",
        "postgresql://me@localhost/rounds",
        "postgresql://me@/rounds?host=/run/postgresql",
    ],
)
def test_a_postgresql_nearby_or_reached_safely_is_no_fault(tmp_path: Path, url: str) -> None:
    settings = a_safe_production(tmp_path) | {"DATABASE_URL": url}

    assert config_check.faults(loaded(tmp_path, **settings), now=NOW) == []


@pytest.mark.parametrize(("spoilt", "said"), SETTINGS)
def test_a_production_with_an_unsafe_setting_does_not_start(
    tmp_path: Path, spoilt: dict[str, Any], said: str
) -> None:
    settings = a_safe_production(tmp_path) | spoilt

    with pytest.raises(Refused, match=said):
        create_app(settings, instance=the_instance(tmp_path), clock=lambda: NOW)


def _others_read_the_keys(_folder: Path, keys: Path) -> Path:
    keys.chmod(0o640)
    return keys


def _others_write_beside_the_keys(_folder: Path, keys: Path) -> Path:
    keys.parent.chmod(0o777)
    return keys


def _damaged_keys(_folder: Path, keys: Path) -> Path:
    keys.write_text(keys.read_text().replace("lookup", "look-up"))
    return keys


def _half_a_key(_folder: Path, keys: Path) -> Path:
    keys.write_text(keys.read_text().replace("=\n", "\n")[:-20])
    return keys


def _no_text_at_all(_folder: Path, keys: Path) -> Path:
    keys.write_bytes(b"\xff\xfe\x00")
    return keys


def _keys_beside_the_database(folder: Path, keys: Path) -> Path:
    return Path(shutil.copy(keys, the_instance(folder) / "keys"))


def _keys_by_another_name_beside_the_database(folder: Path, keys: Path) -> Path:
    real = _keys_beside_the_database(folder, keys)
    (folder / "elsewhere").mkdir(mode=0o700)
    link = folder / "elsewhere" / "keys"
    link.symlink_to(real)
    return link


def _others_enter_the_instance(folder: Path, keys: Path) -> Path:
    the_instance(folder).chmod(0o755)
    return keys


def _others_read_the_tombstones(folder: Path, keys: Path) -> Path:
    file = folder / "tombstones-apart" / "tombstones"
    file.touch(mode=0o644)
    file.chmod(0o644)
    return keys


def _nobody_writes_the_tombstones(folder: Path, keys: Path) -> Path:
    (folder / "tombstones-apart" / "tombstones").touch(mode=0o400)
    return keys


def _readable(name: str) -> Callable[[Path, Path], Path]:
    def spoil(folder: Path, keys: Path) -> Path:
        file = the_instance(folder) / name
        file.touch()
        file.chmod(0o644)
        return keys

    spoil.__name__ = f"others_read_{name}"
    return spoil


def _others_write_further_up(_folder: Path, keys: Path) -> Path:
    further = keys.parent / "further" / "in"
    further.mkdir(parents=True)
    further.chmod(0o700)
    further.parent.chmod(0o777)
    return Path(shutil.copy(keys, further / "keys"))


def _keys_reached_through_an_open_folder(folder: Path, keys: Path) -> Path:
    (folder / "open").mkdir()
    (folder / "open").chmod(0o777)
    link = folder / "open" / "keys"
    link.symlink_to(keys)
    return link


def _keys_further_in_beside_the_database(folder: Path, keys: Path) -> Path:
    further = the_instance(folder) / "further"
    further.mkdir(mode=0o700)
    return Path(shutil.copy(keys, further / "keys"))


def _others_write_beside_the_tombstones(folder: Path, keys: Path) -> Path:
    (folder / "tombstones-apart").chmod(0o777)
    return keys


def _says(line: str) -> Callable[[Path, Path], Path]:
    def spoil(folder: Path, keys: Path) -> Path:
        file = the_instance(folder) / "config.py"
        file.touch(mode=0o600)
        file.write_text(line)
        return keys

    spoil.__name__ = line.partition(" ")[0]
    return spoil


FILES: list[tuple[Callable[[Path, Path], Path], str]] = [
    (_others_read_the_keys, "KEYS_FILE can be read by others"),
    (_others_write_beside_the_keys, "KEYS_FILE lies in a folder where others can write"),
    (_others_write_further_up, "KEYS_FILE lies in a folder where others can write"),
    (_keys_reached_through_an_open_folder, "KEYS_FILE lies in a folder where others can write"),
    (_keys_further_in_beside_the_database, "KEYS_FILE lies beside the database"),
    (_others_write_beside_the_tombstones, "TOMBSTONES_FILE lies in a folder where others can"),
    *(
        (_says(f"{name} = {value}\n"), f"{name} is no setting of this programme")
        for name, value in [
            ("SMTP_STARTTL", "True"),
            ("WTF_CSRF_METHODS", "[]"),
            ("SECURITY_PASSWORD_HASH", "'plaintext'"),
            ("SECURITY_PASSWORD_LENGTH_MIN", "1"),
            ("PROPAGATE_EXCEPTIONS", "True"),
            ("TEMPLATES_AUTO_RELOAD", "True"),
            ("TRAP_HTTP_EXCEPTIONS", "True"),
            ("USE_X_SENDFILE", "True"),
        ]
    ),
    (_damaged_keys, "KEYS_FILE cannot be used"),
    (_half_a_key, "KEYS_FILE cannot be used"),
    (_no_text_at_all, "KEYS_FILE cannot be used"),
    (_keys_beside_the_database, "KEYS_FILE lies beside the database"),
    (_keys_by_another_name_beside_the_database, "KEYS_FILE lies beside the database"),
    (_others_enter_the_instance, "can be entered by others: chmod 700"),
    (_readable("mentorship.sqlite"), "mentorship.sqlite can be read by others: chmod 600"),
    (_readable("mentorship.sqlite-wal"), "mentorship.sqlite-wal can be read by others"),
    (_readable("queue.sqlite"), "queue.sqlite can be read by others"),
    (_readable("config.py"), "config.py can be read by others"),
    (_others_read_the_tombstones, "tombstones can be read by others"),
    (_nobody_writes_the_tombstones, "TOMBSTONES_FILE cannot be written"),
    (_readable("audit-head"), "audit-head can be read by others"),
]


@pytest.mark.parametrize(("spoil", "said"), FILES, ids=lambda case: getattr(case, "__name__", ""))
def test_a_production_whose_files_are_open_does_not_start(
    tmp_path: Path, spoil: Callable[[Path, Path], Path], said: str
) -> None:
    settings = a_safe_production(tmp_path)
    keys = spoil(tmp_path, Path(settings["KEYS_FILE"]))

    found = start(tmp_path, settings | {"KEYS_FILE": str(keys)})

    assert [line for line in names(found) if said in line] == names(found)
    assert len(names(found)) == 1


@pytest.mark.parametrize("through_a_link", [False, True])
def test_tombstones_beside_the_database_would_be_put_back_with_it(
    tmp_path: Path, through_a_link: bool
) -> None:
    beside = the_instance(tmp_path) / "tombstones"
    settings = a_safe_production(tmp_path) | {"TOMBSTONES_FILE": str(beside)}
    if through_a_link:
        beside.touch(mode=0o600)
        (tmp_path / "link").symlink_to(beside)
        settings |= {"TOMBSTONES_FILE": str(tmp_path / "link")}

    [found] = names(start(tmp_path, settings))

    assert "TOMBSTONES_FILE lies beside the database" in found


@pytest.mark.parametrize("place", [PACKAGE, PACKAGE.parent / "static"])
def test_keys_and_instance_within_the_program_are_refused(tmp_path: Path, place: Path) -> None:
    settings = loaded(tmp_path, **a_safe_production(tmp_path))
    settings |= {"KEYS_FILE": str(place / "__init__.py"), "INSTANCE": str(place / "instance")}

    found = "\n".join(config_check.faults(settings, now=NOW))

    assert "MENTORSHIP_INSTANCE lies within the program" in found
    if place is PACKAGE:
        assert "KEYS_FILE lies within the program" in found


@pytest.mark.parametrize(
    "now",
    [
        datetime(1970, 1, 1, 0, 5, tzinfo=UTC),
        datetime(2126, 3, 2, tzinfo=UTC),
        datetime(2026, 3, 2, 9, 0),  # noqa: DTZ001 - a clock that does not know its zone
    ],
)
def test_a_production_whose_clock_is_wrong_does_not_start(tmp_path: Path, now: datetime) -> None:
    said = start(tmp_path, a_safe_production(tmp_path), now=now)

    assert "The clock of this machine is wrong" in said


def test_all_faults_are_named_at_once_and_each_in_one_sentence(tmp_path: Path) -> None:
    spoilt: dict[str, Any] = {}
    for change, _said in SETTINGS:
        spoilt = change | spoilt
    settings = a_safe_production(tmp_path) | spoilt

    found = names(start(tmp_path, settings))

    assert len(found) >= 24
    assert [line for line in found if not line.endswith(".")] == []
    assert len(set(found)) == len(found)


def test_no_refusal_repeats_a_secret(tmp_path: Path) -> None:
    settings = a_safe_production(tmp_path) | {
        "SECRET_KEY": "Quetzal-secret",
        "OLD_SECRET_KEYS": "Quetzal-old-secret",
        "SMTP_PASSWORD": "Quetzal-mail",
        "DATABASE_URL": "mysql://me:Quetzal-db@db.example.org/rounds",
        "BASE_URL": "http://me:Quetzal-base@programs.example.org",
    }

    assert "Quetzal" not in start(tmp_path, settings)


def test_a_refused_production_leaves_the_keys_alone(tmp_path: Path) -> None:
    settings = a_safe_production(tmp_path)
    before = read_keys(Path(settings["KEYS_FILE"]))

    start(tmp_path, settings | {"DEBUG": True})

    assert read_keys(Path(settings["KEYS_FILE"])) == before
    assert list(the_instance(tmp_path).iterdir()) == []


def test_a_misspelt_word_of_the_environment_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENTORSHIP_SMTP_STARTTL", "yes")

    [found] = names(start(tmp_path, a_safe_production(tmp_path)))

    assert "MENTORSHIP_SMTP_STARTTL is no setting" in found


@pytest.mark.parametrize("text", ["BASE_URL = 'https://", "raise ValueError('a secret word')"])
def test_settings_that_cannot_be_read_are_refused_without_repeating_them(
    tmp_path: Path, text: str
) -> None:
    settings = a_safe_production(tmp_path)
    _says(text)(tmp_path, tmp_path)

    said = start(tmp_path, settings)

    assert "config.py cannot be read as settings" in said
    assert "secret" not in said
    assert "https://" not in said
