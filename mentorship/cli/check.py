"""`mentorship check`: is everything as a production needs it?"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Config
from sqlalchemy import Connection, create_engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from mentorship import config
from mentorship.config_check import faults
from mentorship.config_files import about_the_settings_file
from mentorship.db import sqlite_file
from mentorship.domain.errors import Refused
from mentorship.models.account import Account, Role, RoleName
from mentorship.models.erasure import Tombstone
from mentorship.models.keys import KeysDoNotFit, email_key, use_keys_file
from mentorship.services.audit_heads import missing_heads
from mentorship.services.demonstration import COORDINATOR_ADDRESS

_NO_TABLES = "The database has no tables yet: run `mentorship migration upgrade`."
_BEHIND = "The database is behind the program: run `mentorship migration upgrade`."
_UNREACHABLE = "The database cannot be opened: look at DATABASE_URL and whether it runs."
_FOREIGN = "KEYS_FILE does not belong to this database: put back the copy that was kept of it."
_DEMO = "Accounts of the demonstration are in the database, with public passwords: start afresh."
_NO_STONES = (
    "TOMBSTONES_FILE is missing although people were deleted, and an older copy of the database "
    "would bring them back: put back the newest copy of it."
)
_NOT_SAID = (
    "ENV is not production, so the programme would run without these safeguards: write "
    "ENV = 'production' in config.py, or set MENTORSHIP_ENV."
)
# What the demonstration is made from.
_SHEETS = files("mentorship.cli") / "demo"
_ADDRESS = re.compile(r"[^\s@,;\"<>]+@[^\s@,;\"<>]+")
_AHEAD = "The clock of this machine is behind the newest sign-up in the database: set it."


@click.command()
def check() -> None:
    """Name everything that would be unsafe in production; exit 1 when there is something."""
    now = datetime.now(UTC)
    instance = config.instance_folder()
    # Before it is read, which runs it with our rights.
    _end_with(list(about_the_settings_file(instance / "config.py", strictly=True)))
    said, settings = Config("."), Config(".")
    config.read_settings(said, instance=instance)
    config.load(settings, instance=instance, overrides={"ENV": "production"})
    found = [] if config.is_production(said) else [_NOT_SAID]
    found += faults(settings, now=now) + database_faults(settings, now=now)
    _end_with(found, config.warnings(settings))
    click.echo("✓ Ready for production.")


def _end_with(found: Sequence[str], warnings: Sequence[str] = ()) -> None:
    """All of this is said. Faults end it."""
    for fault in found:
        click.echo(f"✗ {fault}")
    for warning in warnings:
        click.echo(f"! {warning}")
    if found:
        raise SystemExit(1)


def database_faults(settings: Config, *, now: datetime) -> list[str]:
    """What is unsafe about what the database holds; nothing in it is changed."""
    url = settings["SQLALCHEMY_DATABASE_URI"]
    try:
        use_keys_file(Path(settings["KEYS_FILE"]))
        file = sqlite_file(url)
        if file is not None and not file.exists():
            return [_NO_TABLES]
        engine = create_engine(url, hide_parameters=True)
        with engine.connect() as connection:
            found = list(_looked_at(connection, settings, now))
        engine.dispose()
    except Refused:
        return []  # the keys file has its own sentence
    except SQLAlchemyError:
        return [_UNREACHABLE]
    return found


def _looked_at(connection: Connection, settings: Config, now: datetime) -> Iterator[str]:
    heads = set(ScriptDirectory(settings["MIGRATIONS_FOLDER"]).get_heads())
    standing = set(MigrationContext.configure(connection).get_current_heads())
    if standing != heads:
        yield _BEHIND if standing else _NO_TABLES
        return
    session = Session(connection)
    somebody_was_erased = session.scalar(select(Tombstone).limit(1)) is not None
    if somebody_was_erased and not Path(settings["TOMBSTONES_FILE"]).exists():
        yield _NO_STONES
    if why := missing_heads(session, Path(settings["AUDIT_HEAD_FILE"])):
        yield f"AUDIT_HEAD_FILE proves nothing. {why}"
    try:
        yield from _about_accounts(session, now)
    except KeysDoNotFit:
        yield _FOREIGN


def _about_accounts(session: Session, now: datetime) -> Iterator[str]:
    coordinators = [one for one in _coordinators(session) if not one.has_second_factor]
    if coordinators:
        yield (
            f"Coordinators who can sign in without a second factor: {len(coordinators)}. "
            "Let them sign in and set it up, or close their accounts."
        )
    demo = {email_key(address) for address in _addresses_of_the_demonstration()}
    if demo & set(session.scalars(select(Account.email_key))):
        yield _DEMO
    newest = session.scalar(select(Account).order_by(Account.created_at.desc()).limit(1))
    if newest is not None and newest.created_at > now:
        yield _AHEAD


def _addresses_of_the_demonstration() -> set[str]:
    """Whoever could have an account there; which of them have one, its matching decides."""
    sheets = [
        sheet.read_text("utf-8") for sheet in _SHEETS.iterdir() if sheet.name.endswith(".csv")
    ]
    return {COORDINATOR_ADDRESS, *(one for sheet in sheets for one in _ADDRESS.findall(sheet))}


def _coordinators(session: Session) -> list[Account]:
    """Those who have a password; whoever was only invited sets up both at her first sign-in."""
    return list(
        session.scalars(
            select(Account)
            .join(Role, Role.account_id == Account.id)
            .where(Role.name == RoleName.COORDINATOR, Account.active, Account.password.is_not(None))
        )
    )
