"""A PostgreSQL of our own for a test run: on a socket, without care for power cuts, then gone."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

_MISSING = (
    "These tests need PostgreSQL: set TEST_DATABASE_URL, or install Debian's postgresql "
    "(scripts/system-deps does it)."
)


@contextmanager
def a_server() -> Iterator[str]:
    """A running server; its address. It is stopped and its files are deleted at the end."""
    programs = _programs()
    # A socket's path has to be short, so it does not lie in pytest's deep folders.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    owner = _owner()
    if owner:
        shutil.chown(folder, owner.pw_uid, owner.pw_gid)
    _run(programs / "initdb", "--no-sync", "-A", "trust", "-U", "tests", "-D", folder / "db")
    server = subprocess.Popen(
        [
            *(programs / "postgres", "-D", folder / "db", "-k", folder),
            *("-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **_as(owner),
    )
    try:
        yield _when_ready(f"postgresql://tests@/postgres?host={folder}", server)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()
        shutil.rmtree(folder)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    if not found:
        pytest.fail(_MISSING)
    return found[-1]


def _owner() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then its own user runs it."""
    return pwd.getpwnam("postgres") if os.getuid() == 0 else None


def _as(owner: pwd.struct_passwd | None) -> dict[str, object]:
    if owner is None:
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _run(*command: object) -> None:
    subprocess.run(list(map(str, command)), check=True, capture_output=True, **_as(_owner()))


def _when_ready(url: str, server: subprocess.Popen[bytes]) -> str:
    for _ in range(200):
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            assert server.poll() is None, "PostgreSQL ended before it was ready."
            time.sleep(0.05)
        else:
            return url
    raise AssertionError("PostgreSQL was not ready within ten seconds.")


@contextmanager
def an_empty_database(server: str) -> Iterator[str]:
    """The address of a new database, which is dropped at the end."""
    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
