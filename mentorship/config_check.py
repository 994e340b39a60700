"""What would be unsafe in production: every fault of the settings in a sentence that helps."""

import ipaddress
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import SplitResult, urlsplit

from mentorship.config_database import LOCAL_HOSTS, about_the_database
from mentorship.config_files import Settings, about_files

_MB = 1024 * 1024

_SHORTEST_SECRET = 32
# Words from examples, and rows of keys: somebody who tries secrets tries these first.
_KNOWN_WORDS = (
    *("changeme", "change-me", "change_me", "secret", "password", "passw0rd", "example"),
    *("default", "insecure", "development", "mentorship", "12345678", "abcdefgh", "qwerty"),
)
_NEVER_ON = {
    "DEBUG": "errors would show the inside of the program",
    "DEMO": "its passwords are known to everybody",
    "TESTING": "passwords would be kept carelessly",
    "SQLALCHEMY_ECHO": "every statement would stand in the log",
    "SQLALCHEMY_RECORD_QUERIES": "every statement would stay in memory",
}
_NEVER_OFF = {
    "SESSION_COOKIE_HTTPONLY": "scripts could read the cookie",
    "SESSION_COOKIE_SAMESITE": "other sites could use the cookie",
    "WTF_CSRF_ENABLED": "forms could be sent from elsewhere",
    "WTF_CSRF_CHECK_DEFAULT": "forms could be sent from elsewhere",
}
_LEVELS = ("INFO", "WARNING", "ERROR", "CRITICAL")
_LONGEST_VISIT = timedelta(hours=12)
_SHORTEST_ANSWER_SECONDS, _LONGEST_ANSWER_SECONDS = 0.3, 10
# A name and its parts, as browsers and certificates know them.
_PART = "[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_NAME = re.compile(rf"{_PART}(\.{_PART})+", re.IGNORECASE)
_WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
_BEYOND = datetime(2100, 1, 1, tzinfo=UTC)


def faults(config: Settings, *, now: datetime) -> list[str]:
    """Everything about the settings that would be unsafe in production, all at once."""
    return [
        *_about_secrets(config),
        *_about_the_address(config),
        *_about_the_cookie(config),
        *_about_post(config),
        *about_the_database(config["SQLALCHEMY_DATABASE_URI"]),
        *about_files(config),
        *_about_switches(config),
        *_about_unknown(config),
        *_about_limits(config),
        *_about_weaknesses(config["WEAKNESSES_TO"]),
        *_about_the_clock(now),
    ]


def _about_secrets(config: Settings) -> Iterator[str]:
    for name, words in (
        ("SECRET_KEY", [config["SECRET_KEY"]]),
        ("OLD_SECRET_KEYS", config["OLD_SECRET_KEYS"].split()),
    ):
        if any(len(word) < _SHORTEST_SECRET or len(set(word)) < 10 for word in words):
            yield (
                f"{name} is missing, shorter than {_SHORTEST_SECRET} characters or too plain: "
                "`mentorship keys new` suggests one."
            )
        if any(known in word.casefold() for word in words for known in _KNOWN_WORDS):
            yield f"{name} holds a word that everybody tries: use a random one."


def address_of(url: str) -> SplitResult:
    """The parts of an address; of one that cannot be read, all of them are empty."""
    try:
        parts = urlsplit(url)
        _ = parts.hostname, parts.port
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def _about_the_address(config: Settings) -> Iterator[str]:
    base = address_of(config["BASE_URL"])
    if not _is_one_word(config["BASE_URL"]):
        yield "BASE_URL holds a blank or more than one line: write the address alone."
    if base.scheme != "https":
        yield "BASE_URL does not start with https:// and has to."
    if not base.hostname or _is_local(base.hostname):
        yield "BASE_URL does not name the public host of the programme: write its name there."
    elif not _is_a_name(base.hostname):
        yield "BASE_URL has to name its host in plain letters: a passkey belongs to that name."
    if base.path.strip("/") or base.query or base.fragment or _names_somebody(base):
        yield "BASE_URL has more than a scheme, a host and a port: leave the rest away."
    if not all(config["TRUSTED_HOSTS"] or [""]):
        yield "TRUSTED_HOSTS would let a visitor choose the host of our links: set BASE_URL."
    if not 0 <= config["PROXY_HOPS"] <= 3:
        yield "PROXY_HOPS has to be the number of proxies in front, 0 to 3."


def _is_a_name(host: str) -> bool:
    """True when a browser can keep a passkey for this host, and calls it just that."""
    is_number = ":" in host or host.rpartition(".")[2].isdigit()
    return host.isascii() and not is_number and bool(_NAME.fullmatch(host))


def _is_one_word(text: str) -> bool:
    # What reads addresses takes such signs out without a word, and reads another one.
    return not any(letter.isspace() or not letter.isprintable() for letter in text)


def _names_somebody(base: SplitResult) -> bool:
    return base.username is not None or base.password is not None


def _is_local(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host in LOCAL_HOSTS or host.endswith((".localhost", ".local")) or "." not in host


def _about_the_cookie(config: Settings) -> Iterator[str]:
    if not config["SESSION_COOKIE_SECURE"]:
        yield "The session cookie would travel without encryption: BASE_URL has to be https://."
    if config.get("SESSION_COOKIE_DOMAIN"):
        yield "SESSION_COOKIE_DOMAIN would send the cookie to other hosts: do not set it."
    if config.get("SESSION_COOKIE_SAMESITE") not in (None, "Lax", "Strict"):
        yield "SESSION_COOKIE_SAMESITE would let other sites use the cookie: do not set it."
    if config["PERMANENT_SESSION_LIFETIME"] > _LONGEST_VISIT:
        yield "PERMANENT_SESSION_LIFETIME is longer than twelve hours: do not set it."


def _about_post(config: Settings) -> Iterator[str]:
    if not config["SMTP_HOST"]:
        yield "SMTP_HOST is missing and letters could not leave: name the mail server."
    if not config["SMTP_STARTTLS"]:
        yield "SMTP_STARTTLS is off and letters would travel without encryption: leave it on."
    if not 0 < config["SMTP_PORT"] < 65536 or config["SMTP_PORT"] == 465:
        yield "SMTP_PORT has to be one where the mail server speaks STARTTLS, usually 587."
    if not (config["SMTP_USER"] + config["SMTP_PASSWORD"]).isascii():
        yield "SMTP_USER and SMTP_PASSWORD have to be plain letters: mail servers know no others."
    if bool(config["SMTP_USER"]) != bool(config["SMTP_PASSWORD"]):
        yield "SMTP_USER and SMTP_PASSWORD belong together: set both or neither."
    if not _is_address(config["MAIL_FROM"]):
        yield "MAIL_FROM is missing or not an address: write one such as programs@example.org."
    if config["LETTERS_FOLDER"]:
        yield "LETTERS_FOLDER is set and letters would lie readable in a folder: remove it."


def _is_address(text: str) -> bool:
    name, at, domain = text.partition("@")
    plain = text.isascii() and text.isprintable() and not set(text) & set(' <>,;:"()')
    return bool(plain and name and at and "." in domain.strip(".") and "@" not in domain)


def _about_switches(config: Settings) -> Iterator[str]:
    if config["ENV"] not in ("production", "development"):
        yield "ENV is neither production nor development: write production."
    for name, why in _NEVER_ON.items():
        if config.get(name):
            yield f"{name} is on and {why}: switch it off."
    for name, why in _NEVER_OFF.items():
        if name in config and not config[name]:
            yield f"{name} is off and {why}: leave it on."
    if not config["SQLALCHEMY_ENGINE_OPTIONS"].get("hide_parameters"):
        yield "SQLALCHEMY_ENGINE_OPTIONS would put people's words into the log: do not set it."
    if str(config["LOG_LEVEL"]).upper() not in _LEVELS:
        yield "LOG_LEVEL tells more than a log may hold: use WARNING, or INFO."


def _about_unknown(config: Settings) -> Iterator[str]:
    # A misspelt word leaves what it was meant to change; others reach into the libraries.
    for name in sorted(config.get("UNKNOWN_SETTINGS", ())):
        yield f"{name} is no setting of this programme: correct its spelling, or remove it."


def _about_limits(config: Settings) -> Iterator[str]:
    for name in ("MAX_CONTENT_LENGTH", "MAX_FORM_MEMORY_SIZE"):
        if not config[name] or config[name] > 64 * _MB:
            yield f"{name} is off and one request could fill the memory: leave it on."
    seconds = config["ANSWER_SECONDS"]
    if seconds < _SHORTEST_ANSWER_SECONDS:
        yield (
            "ANSWER_SECONDS is so short that the time of an answer would tell whose address is "
            f"known: at least {_SHORTEST_ANSWER_SECONDS}."
        )
    # Written so that what is no number at all is refused as well.
    elif not seconds <= _LONGEST_ANSWER_SECONDS:
        yield (
            "ANSWER_SECONDS would keep people waiting for ever: write a number from "
            f"{_SHORTEST_ANSWER_SECONDS} to {_LONGEST_ANSWER_SECONDS}."
        )


def _about_weaknesses(to: str) -> Iterator[str]:
    is_page = address_of(to).scheme == "https" and bool(address_of(to).hostname)
    if to and not (_is_one_word(to) and (is_page or _is_address(to))):
        yield (
            "WEAKNESSES_TO is neither an address nor a page that starts with https://: "
            "write one of them, on one line."
        )


def _about_the_clock(now: datetime) -> Iterator[str]:
    if now.tzinfo is None or not _WRITTEN < now < _BEYOND:
        yield "The clock of this machine is wrong and links would end too early or never: set it."
