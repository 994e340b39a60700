"""Settings: defaults, instance/config.py and MENTORSHIP_* in the environment."""

import os
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Config

from mentorship.config_check import address_of, faults
from mentorship.config_database import LOCAL_HOSTS
from mentorship.config_files import about_the_settings_file
from mentorship.domain.errors import Refused
from mentorship.models.keys import write_new_keys
from mentorship.models.private_files import make_private_folder

KB, MB = 1024, 1024 * 1024
_PACKAGE = Path(__file__).parent

# Everything that a programme may set. A word in capitals here is MENTORSHIP_<word> outside.
DEFAULTS: dict[str, Any] = {
    "ENV": "development",
    "BASE_URL": "http://localhost:8000",
    "DATABASE_URL": "",
    "SECRET_KEY": "",
    "OLD_SECRET_KEYS": "",
    "KEYS_FILE": "",
    "TOMBSTONES_FILE": "",
    "PROXY_HOPS": 0,
    "SMTP_HOST": "",
    "SMTP_PORT": 587,
    "SMTP_USER": "",
    "SMTP_PASSWORD": "",
    "SMTP_STARTTLS": True,
    "MAIL_FROM": "",
    "LETTERS_FOLDER": "",
    "DEMO": False,
    "DEBUG": False,
    "ANSWER_SECONDS": 0.8,
    "LOG_LEVEL": "WARNING",
    "WEAKNESSES_TO": "",
    "AUDIT_HEAD_FILE": "",
}
# Read elsewhere, before there are settings.
_ELSEWHERE = {"MENTORSHIP_INSTANCE", "MENTORSHIP_ENCODER"}
# What holds whatever a programme sets.
FIXED: dict[str, Any] = {
    "SESSION_COOKIE_NAME": "visit",
    "SESSION_COOKIE_PATH": "/",
    "SESSION_COOKIE_HTTPONLY": True,
    # Strict would drop the cookie when she follows the link of a letter: she would be asked to
    # sign in although she is. Lax never sends it with a POST from elsewhere.
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_REFRESH_EACH_REQUEST": False,
    "SESSION_PROTECTION": None,
    "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
    "MAX_CONTENT_LENGTH": 256 * KB,
    "MAX_FORM_MEMORY_SIZE": 256 * KB,
    "WTF_CSRF_TIME_LIMIT": None,
    # We ask browsers to send no referrer, so none can be asked for. web/access.py looks at
    # Sec-Fetch-Site instead.
    "WTF_CSRF_SSL_STRICT": False,
    "SQLALCHEMY_RECORD_QUERIES": False,
    "SQLALCHEMY_ECHO": False,
    # A fault names its statement in the log; whose words it carried stays out.
    "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
    "MIGRATIONS_FOLDER": str(_PACKAGE / "migrations"),
}


def instance_folder() -> Path:
    """Where keys, settings and letters lie: MENTORSHIP_INSTANCE, or beside the checkout.

    An installed package has no checkout: then it is the folder `instance` here.
    """
    if named := os.environ.get("MENTORSHIP_INSTANCE"):
        return Path(named).absolute()
    root = _PACKAGE.parent
    return (root if (root / "setup.cfg").is_file() else Path.cwd()) / "instance"


def load(config: Config, *, instance: Path, overrides: Mapping[str, Any]) -> None:
    """`config` holds every setting: what was set last wins, and what follows from it is derived."""
    read_settings(config, instance=instance, env=overrides.get("ENV"))
    config.from_mapping(overrides)
    config.from_mapping(FIXED | {name: overrides[name] for name in FIXED if name in overrides})
    _set_paths(config, instance)
    if not is_production(config):
        _make_development_secrets(config, instance)
    _derive(config, instance)


def read_settings(config: Config, *, instance: Path, env: str | None = None) -> None:
    """`config` holds what was set for this instance, with our defaults; nothing follows from it.

    env  what kind of programme it will be, where that is known before config.py is read
    """
    config.from_mapping(DEFAULTS)
    _refuse_what_others_wrote(instance / "config.py", env or os.environ.get("MENTORSHIP_ENV"))
    config["UNKNOWN_SETTINGS"] = _from_file(config, instance / "config.py") | _strange(os.environ)
    config.from_mapping(_from_environment(os.environ))


def is_production(config: Mapping[str, Any]) -> bool:
    """True unless it says development: a misspelt word must not open anything."""
    return bool(config["ENV"] != "development")


def _refuse_what_others_wrote(path: Path, env: str | None) -> None:
    """Raises Refused before somebody else's lines are run with our rights."""
    if env != "development":
        # What it says itself proves nothing: whoever put it there would let it say development.
        _refuse(list(about_the_settings_file(path, strictly=env is not None)))


def _from_file(config: Config, path: Path) -> set[str]:
    """What this file sets is set. Returns the words in it that are no settings of ours."""
    said = Config(str(path.parent))
    try:
        said.from_pyfile(str(path), silent=True)
    except (SyntaxError, ValueError, NameError, TypeError, OSError) as error:
        # Its text stays out: a setting may be a secret.
        raise Refused(f"{path} cannot be read as settings ({type(error).__name__}).") from None
    config.from_mapping(said)
    return said.keys() - DEFAULTS.keys()


def _strange(environ: Mapping[str, str]) -> set[str]:
    ours = {f"MENTORSHIP_{name}" for name in DEFAULTS} | _ELSEWHERE
    return {name for name in environ if name.startswith("MENTORSHIP_")} - ours


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """The settings of MENTORSHIP_*, each read as the kind that its default has."""
    found = {name: environ[f"MENTORSHIP_{name}"] for name in DEFAULTS if _is_set(environ, name)}
    return {name: _as(DEFAULTS[name], text, name=name) for name, text in found.items()}


def _is_set(environ: Mapping[str, str], name: str) -> bool:
    return f"MENTORSHIP_{name}" in environ


def _as(default: Any, text: str, *, name: str) -> Any:
    if isinstance(default, bool):
        return text.strip().casefold() in ("1", "true", "yes", "on")
    if isinstance(default, int | float):
        try:
            return type(default)(text)
        except ValueError:
            raise Refused(f"MENTORSHIP_{name} has to be a number.") from None
    return text


def _set_paths(config: Config, instance: Path) -> None:
    config["INSTANCE"] = str(instance)
    config["KEYS_FILE"] = config["KEYS_FILE"] or str(instance / "keys")
    config["TOMBSTONES_FILE"] = config["TOMBSTONES_FILE"] or str(instance / "tombstones")
    config["AUDIT_HEAD_FILE"] = config["AUDIT_HEAD_FILE"] or str(instance / "audit-head")
    # An empty folder name in production means: there is none.
    if not config["LETTERS_FOLDER"] and not is_production(config):
        config["LETTERS_FOLDER"] = str(instance / "letters")


def _make_development_secrets(config: Config, instance: Path) -> None:
    make_private_folder(instance)
    write_new_keys(Path(config["KEYS_FILE"]))
    if not config["SECRET_KEY"]:
        config["SECRET_KEY"] = _kept_secret(instance / "secret-key")


def _kept_secret(path: Path) -> str:
    """The secret of this file, which is written at the first start."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret + "\n")
    return secret


def _derive(config: Config, instance: Path) -> None:
    url = config["DATABASE_URL"] or f"sqlite:///{instance / 'mentorship.sqlite'}"
    base = address_of(config["BASE_URL"])
    config["SQLALCHEMY_DATABASE_URI"] = _with_driver(url)
    config["SECRET_KEY_FALLBACKS"] = config["OLD_SECRET_KEYS"].split()
    config["SESSION_COOKIE_SECURE"] = base.scheme == "https"
    if config["SESSION_COOKIE_SECURE"]:
        # A browser takes a cookie of this name from us alone: from no other host, in no other way.
        config["SESSION_COOKIE_NAME"] = f"__Host-{config['SESSION_COOKIE_NAME']}"
    config["PREFERRED_URL_SCHEME"] = base.scheme
    local = () if is_production(config) else LOCAL_HOSTS
    config["TRUSTED_HOSTS"] = [base.hostname or "", *local]


def _with_driver(url: str) -> str:
    """The address of the database with the driver that we use."""
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def refuse_unsafe(config: Mapping[str, Any], *, now: datetime) -> None:
    """Raises Refused with the whole list when a production would start unsafely."""
    _refuse(faults(config, now=now) if is_production(config) else [])


def _refuse(found: Sequence[str]) -> None:
    if found:
        raise Refused("The programme does not start:\n" + "\n".join(f"- {f}" for f in found))


def warnings(config: Mapping[str, Any]) -> list[str]:
    """What is allowed in production and yet worth knowing."""
    found = []
    if config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        found += ["The database is SQLite: fine on one machine; back it up with its -wal file."]
    if not config["PROXY_HOPS"]:
        found += [
            "PROXY_HOPS is 0, which is right only where gunicorn itself speaks TLS: behind a proxy "
            "all visitors would count as one, so write PROXY_HOPS = 1."
        ]
    if os.geteuid() == 0:
        found += ["This is the root of the machine: an account of its own would be safer."]
    return found
