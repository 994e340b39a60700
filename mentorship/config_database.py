"""What would be unsafe about the database of a production: which it is, and the way to it."""

import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

LOCAL_HOSTS = ("localhost", "127.0.0.1")
_ENCRYPTED_ROADS = ("require", "verify-ca", "verify-full")
# What PostgreSQL's library looks for where the address says nothing.
_SAID_OUTSIDE = {"host": "PGHOST", "hostaddr": "PGHOSTADDR", "service": "PGSERVICE"}


def about_the_database(url: str) -> Iterator[str]:
    """Everything about this address of a database that would be unsafe in production."""
    address = read_address(url)
    if address is None or address.get_backend_name() not in ("sqlite", "postgresql"):
        yield "DATABASE_URL names neither a SQLite file nor a PostgreSQL database."
    elif address.get_backend_name() == "sqlite":
        yield from _about_a_file(address)
    elif _is_elsewhere(address):
        yield from _about_the_road(address)


def _about_a_file(address: URL) -> Iterator[str]:
    name = address.database or ":memory:"
    if name == ":memory:" or "memory" in str(address.query.get("mode", "")) or ":memory:" in name:
        yield "DATABASE_URL is a database in memory and would forget everything: name a file."
    elif name.startswith("file:") or "uri" in address.query:
        yield "DATABASE_URL names its file in SQLite's own words: write sqlite:////folder/file."
    elif not name.startswith("/"):
        yield "DATABASE_URL names its file from somewhere: write the whole path, with sqlite:////."


def _is_elsewhere(address: URL) -> bool:
    """True when the database is reached over a network, or nobody can say where it is."""
    return bool(_said(address, "service")) or not all(map(_is_here, _hosts(address)))


def _hosts(address: URL) -> list[str]:
    """Every host that could be asked: what the query says counts besides what stands before it."""
    named = [address.host] if address.host else []
    named += _said(address, "hostaddr")
    # Who names a host in front is not asked what the surroundings say.
    named += [] if named and "host" not in address.query else _said(address, "host")
    return [host for names in named for host in names.split(",")]


def _said(address: URL, name: str) -> list[str]:
    said = address.query.get(name) or os.environ.get(_SAID_OUTSIDE[name]) or ()
    return [said] if isinstance(said, str) else list(said)


def _is_here(host: str) -> bool:
    return host in ("", "::1", *LOCAL_HOSTS) or host.startswith("/")


def _about_the_road(address: URL) -> Iterator[str]:
    if not address.password and "passfile" not in address.query:
        yield "DATABASE_URL reaches another machine without a password: give the role one."
    if address.query.get("sslmode") not in _ENCRYPTED_ROADS:
        yield "DATABASE_URL reaches another machine in the clear: add ?sslmode=verify-full."


def sqlite_file(url: str) -> Path | None:
    """The file of this database, when it is one."""
    address = read_address(url)
    if address is None or address.get_backend_name() != "sqlite" or not address.database:
        return None
    return None if any(_about_a_file(address)) else Path(address.database)


def folders_of(file: Path | None) -> set[Path]:
    """Where this file of a database lies, as it is named and as it really is."""
    return set() if file is None else {file.parent.resolve(), file.resolve().parent}


def read_address(url: str) -> URL | None:
    """The address of a database in its parts; None when it is none."""
    try:
        return make_url(url)
    except ArgumentError:
        return None
