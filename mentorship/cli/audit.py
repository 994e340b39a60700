"""`mentorship audit`: the record of what the team did, read and proved from the command line."""

from collections.abc import Sequence
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import select

from mentorship.app import create_app
from mentorship.config import is_production
from mentorship.db import db
from mentorship.domain.errors import Refused
from mentorship.models.audit import AuditEntry, Verb
from mentorship.services.audit import is_subject, record
from mentorship.services.audit_heads import Head, export_head, read_heads
from mentorship.services.audit_proof import Verdict, verify


@click.group()
def audit() -> None:
    """The record: who looked at what, and that nobody changed it since."""


@audit.command(name="head")
@click.option("--anew", is_flag=True, help="Begin the file of heads, where it is gone for good.")
def write_head(anew: bool) -> None:
    """Write how far the record goes into the file of heads, and print that line.

    A copy of the line that is kept elsewhere proves the same, even when the file is lost.
    """
    app = create_app()
    anew = anew or not is_production(app.config)
    with app.app_context(), db.session.begin():
        now = app.extensions["clock"]()
        head = export_head(db.session(), _file_of_heads(), now=now, anew=anew)
    click.echo(head.as_line())


@audit.command(name="verify")
@click.option("--heads", type=click.Path(path_type=Path), help="A copy of the file of heads.")
def verify_record(heads: Path | None) -> None:
    """Say whether every entry is as it was written; exit 1 and name the first that is not."""
    app = create_app()
    with app.app_context(), db.session.begin():
        exported, fault = _exported(heads or _file_of_heads())
        verdict = verify(db.session(), exported)
    if verdict.wrong is not None:
        click.echo(f"✗ Entry {verdict.wrong}: {verdict.why}.")
    if fault:
        click.echo(f"✗ {fault}")
    if fault or verdict.wrong is not None:
        raise SystemExit(1)
    click.echo(_all_well(verdict, exported))


def _exported(path: Path) -> tuple[list[Head], str]:
    """The exported heads, or why there are none to compare with."""
    try:
        return read_heads(path), ""
    except Refused as no:
        return [], no.sentence


def _all_well(verdict: Verdict, exported: Sequence[Head]) -> str:
    if verdict.last == 0:
        return "✓ Nothing is on record yet."
    first, oldest, newest = verdict.cut_at_number + 1, exported[0], exported[-1]
    return (
        f"✓ Entries {first} to {verdict.last} are as they were written. "
        f"The newest exported head is entry {newest.number}, of {newest.at:%Y-%m-%d %H:%M} UTC; "
        f"the oldest is entry {oldest.number}, of {oldest.at:%Y-%m-%d %H:%M} UTC."
    )


@audit.command(name="show")
@click.option("--subject", default="", help="Only entries about this id.")
def show(subject: str) -> None:
    """Print the record, oldest first. That it was read is written down before."""
    if not is_subject(subject):
        raise Refused("This is not the id of anything. Nothing was read.")
    app = create_app()
    with app.app_context():
        with db.session.begin():
            now = app.extensions["clock"]()
            record(db.session(), by=None, verb=Verb.READ_AUDIT, subject=subject, now=now)
        with db.session.begin():
            entries = select(AuditEntry).order_by(AuditEntry.number)
            if subject:
                entries = entries.where(AuditEntry.subject == subject)
            for entry in db.session.scalars(entries):
                click.echo(_line(entry))


def _line(entry: AuditEntry) -> str:
    # Typed by somebody: a reason must neither begin a line of its own nor steer the terminal.
    reason = "".join(letter if letter.isprintable() else " " for letter in entry.reason or "")
    said = (entry.actor or "-", entry.verb, entry.subject or "-", entry.detail, reason)
    return "\t".join((str(entry.number), f"{entry.at:%Y-%m-%d %H:%M:%S}", *said)).rstrip()


def _file_of_heads() -> Path:
    return Path(current_app.config["AUDIT_HEAD_FILE"])
