"""Settings: defaults, instance/config.py, MENTORSHIP_* in the environment, and what is unsafe."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Config

from mentorship.domain.errors import Refused
from mentorship.models.keys import is_private, write_new_keys

KB, MB = 1024, 1024 * 1024
_PACKAGE = Path(__file__).parent
LOCAL_HOSTS = ("localhost", "127.0.0.1")

# Everything that a programme may set. A word in capitals here is MENTORSHIP_<word> outside.
DEFAULTS: dict[str, Any] = {
    "ENV": "development",
    "BASE_URL": "http://localhost:8000",
    "DATABASE_URL": "",
    "SECRET_KEY": "",
    "OLD_SECRET_KEYS": "",
    "KEYS_FILE": "",
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
}
# What holds whatever a programme sets.
FIXED: dict[str, Any] = {
    "SESSION_COOKIE_NAME": "visit",
    "SESSION_COOKIE_HTTPONLY": True,
    # Strict would drop the cookie when she follows the link of a letter: she would be asked to
    # sign in although she is. Lax never sends it with a POST from elsewhere.
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_REFRESH_EACH_REQUEST": False,
    "SESSION_PROTECTION": None,
    "MAX_CONTENT_LENGTH": 256 * KB,
    "MAX_FORM_MEMORY_SIZE": 256 * KB,
    "WTF_CSRF_TIME_LIMIT": None,
    # We ask browsers to send no referrer, so none can be asked for. web/access.py looks at
    # Sec-Fetch-Site instead.
    "WTF_CSRF_SSL_STRICT": False,
    "SQLALCHEMY_RECORD_QUERIES": False,
    # A fault names its statement in the log; whose words it carried stays out.
    "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},
    "MIGRATIONS_FOLDER": str(_PACKAGE / "migrations"),
}
_SHORTEST_SECRET = 32
_NEVER_ON = {
    "DEBUG": "errors would show the inside of the program.",
    "DEMO": "its passwords are known to everybody.",
    "TESTING": "passwords would be kept carelessly.",
}
_NEVER_OFF = {
    "SESSION_COOKIE_HTTPONLY": "scripts could read the cookie.",
    "SESSION_COOKIE_SAMESITE": "other sites could use the cookie.",
    "MAX_CONTENT_LENGTH": "one request could fill the memory.",
    "WTF_CSRF_ENABLED": "forms could be sent from elsewhere.",
    "WTF_CSRF_CHECK_DEFAULT": "forms could be sent from elsewhere.",
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
    config.from_mapping(DEFAULTS)
    config.from_pyfile(str(instance / "config.py"), silent=True)
    config.from_mapping(_from_environment(os.environ))
    config.from_mapping(overrides)
    config.from_mapping(FIXED | {name: overrides[name] for name in FIXED if name in overrides})
    _set_paths(config, instance)
    if not is_production(config):
        _make_development_secrets(config, instance)
    _derive(config, instance)


def is_production(config: Mapping[str, Any]) -> bool:
    return bool(config["ENV"] == "production")


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
    config["KEYS_FILE"] = config["KEYS_FILE"] or str(instance / "keys")
    # An empty folder name in production means: there is none.
    if not config["LETTERS_FOLDER"] and not is_production(config):
        config["LETTERS_FOLDER"] = str(instance / "letters")


def _make_development_secrets(config: Config, instance: Path) -> None:
    instance.mkdir(parents=True, exist_ok=True)
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
    base = urlsplit(config["BASE_URL"])
    config["SQLALCHEMY_DATABASE_URI"] = _with_driver(url)
    config["SECRET_KEY_FALLBACKS"] = config["OLD_SECRET_KEYS"].split()
    config["SESSION_COOKIE_SECURE"] = base.scheme == "https"
    config["PREFERRED_URL_SCHEME"] = base.scheme
    local = () if is_production(config) else LOCAL_HOSTS
    config["TRUSTED_HOSTS"] = [base.hostname or "", *local]


def _with_driver(url: str) -> str:
    """The address of the database with the driver that we use."""
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def check(config: Mapping[str, Any]) -> list[str]:
    """Everything about the settings that would be unsafe in production, each in one sentence."""
    return [
        *_secret_faults(config),
        *_keys_faults(Path(config["KEYS_FILE"])),
        *_address_faults(config),
        *_post_faults(config),
        *_mode_faults(config),
    ]


def _secret_faults(config: Mapping[str, Any]) -> list[str]:
    faults = []
    for name, words in (
        ("SECRET_KEY", [config["SECRET_KEY"]]),
        ("OLD_SECRET_KEYS", config["OLD_SECRET_KEYS"].split()),
    ):
        if any(len(word) < _SHORTEST_SECRET or len(set(word)) < 10 for word in words):
            faults.append(
                f"{name} is missing, shorter than {_SHORTEST_SECRET} characters or too plain."
            )
    return faults


def _keys_faults(path: Path) -> list[str]:
    if not path.is_file():
        return ["KEYS_FILE names no file: write one with `mentorship keys new`."]
    faults = []
    if not is_private(path):
        faults.append("KEYS_FILE can be read by others than its owner: chmod 600 it.")
    if path.is_relative_to(_PACKAGE) or path.is_relative_to(_PACKAGE.parent / "static"):
        faults.append("KEYS_FILE lies within the program: keep it outside.")
    return faults


def _address_faults(config: Mapping[str, Any]) -> list[str]:
    base = urlsplit(config["BASE_URL"])
    faults = []
    if base.scheme != "https":
        faults.append("BASE_URL does not start with https://.")
    if not base.hostname or base.hostname in LOCAL_HOSTS:
        faults.append("BASE_URL does not name the public host of the programme.")
    if base.path.strip("/") or base.query or base.fragment:
        faults.append("BASE_URL has more than a scheme, a host and a port.")
    if not config["SESSION_COOKIE_SECURE"]:
        faults.append("The session cookie would travel without encryption.")
    if not all(config["TRUSTED_HOSTS"] or [""]):
        faults.append("TRUSTED_HOSTS would let a visitor choose the host of our links.")
    if not 0 <= config["PROXY_HOPS"] <= 3:
        faults.append("PROXY_HOPS has to be the number of proxies in front, 0 to 3.")
    return faults


def _post_faults(config: Mapping[str, Any]) -> list[str]:
    faults = []
    if not config["SMTP_HOST"]:
        faults.append("SMTP_HOST is missing: letters could not leave.")
    if not config["SMTP_STARTTLS"]:
        faults.append("SMTP_STARTTLS is off: letters would travel without encryption.")
    if "@" not in config["MAIL_FROM"]:
        faults.append("MAIL_FROM is missing: letters would have no sender.")
    if config["LETTERS_FOLDER"]:
        faults.append("LETTERS_FOLDER is set: letters would lie readable in a folder.")
    return faults


def _mode_faults(config: Mapping[str, Any]) -> list[str]:
    known = config["ENV"] in ("production", "development")
    faults = [] if known else ["ENV is neither production nor development."]
    faults += [f"{name} is on: {why}" for name, why in _NEVER_ON.items() if config.get(name)]
    faults += [f"{name} is off: {why}" for name, why in _NEVER_OFF.items() if _is_off(config, name)]
    return faults


def _is_off(config: Mapping[str, Any], name: str) -> bool:
    return name in config and not config[name]


def refuse_unsafe(config: Mapping[str, Any]) -> None:
    """Raises Refused with the whole list when a production would start unsafely."""
    faults = check(config) if is_production(config) else []
    if faults:
        raise Refused("The programme does not start:\n" + "\n".join(f"- {f}" for f in faults))


def warnings(config: Mapping[str, Any]) -> list[str]:
    """What is allowed in production and yet worth knowing."""
    if config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        return ["The database is SQLite: fine on one machine; back it up with its -wal file."]
    return []
