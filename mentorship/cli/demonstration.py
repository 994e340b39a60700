"""`mentorship demo`: the working cohort in a database of its own, served at once."""

import os
import shutil
from importlib.resources import files
from pathlib import Path

import click
from flask import Flask
from flask_migrate import upgrade
from flask_security import hash_password
from sqlalchemy import select

from mentorship.app import create_app
from mentorship.cli.serve import ROOT, run_together
from mentorship.db import db
from mentorship.domain.errors import Refused
from mentorship.models.account import Account, RoleName
from mentorship.models.private_files import make_private_folder
from mentorship.models.round import SheetKind
from mentorship.services.accounts import open_account
from mentorship.services.demonstration import (
    COORDINATOR_ADDRESS,
    PASSWORD,
    offer_two_circles,
    open_two_accounts,
    start_round,
)
from mentorship.services.proposals import carry_out
from mentorship.services.team import Told, tell
from mentorship.web.account.second_factor import enrol_at_once

_OF_ITS_OWN = "demo"
# Beside the database of a demonstration: a folder without it is somebody's, and is never emptied.
_MARK = "of-the-demonstration"
_SHEETS = files("mentorship.cli") / "demo"
# The register first: it says which spellings are one place.
_IN_ORDER = (SheetKind.INSTITUTIONS, SheetKind.MENTEES, SheetKind.MENTORS)


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port.")
@click.option("--fresh", is_flag=True, help="Start over: forget what was clicked before.")
@click.option("--prepare-only", is_flag=True, help="Set everything up, but do not serve.")
def demo(bind: str, fresh: bool, prepare_only: bool) -> None:
    """Show the programme with invented people, at http://localhost:8000."""
    if os.environ.get("MENTORSHIP_ENV", "development") == "production":
        raise Refused("The demonstration does not run in production: its passwords are public.")
    folder = own_folder(fresh=fresh)
    os.environ.update(_surroundings(bind, folder))
    prepare(create_app())
    click.echo(f"\n  Open http://localhost:{bind.rpartition(':')[2]}/ and choose who you are.\n")
    if not prepare_only:
        run_together(bind)


def instance_of_the_demo() -> Path:
    """Where it lies: the folder that MENTORSHIP_INSTANCE names, or instance/demo."""
    named = os.environ.get("MENTORSHIP_INSTANCE")
    return Path(named).absolute() if named else ROOT / "instance" / _OF_ITS_OWN


def own_folder(*, fresh: bool) -> Path:
    """The folder of the demonstration stands. Raises Refused where something else lies in it."""
    folder = instance_of_the_demo()
    _refuse_what_is_no_demo(folder)
    if fresh and folder.is_dir():
        shutil.rmtree(folder)
    make_private_folder(folder)
    (folder / _MARK).touch()
    return folder


def _refuse_what_is_no_demo(folder: Path) -> None:
    """Real people are neither thrown away nor shown beside public passwords."""
    if folder.name == _OF_ITS_OWN or not folder.is_dir() or not any(folder.iterdir()):
        return
    if not (folder / _MARK).is_file():
        raise Refused(
            "The folder that MENTORSHIP_INSTANCE names holds something else than a demonstration, "
            "so nothing was touched. Please name another folder."
        )


def _surroundings(bind: str, folder: Path) -> dict[str, str]:
    """What the web and the worker read from their environment."""
    return {
        "MENTORSHIP_INSTANCE": str(folder),
        "MENTORSHIP_DATABASE_URL": "",
        "MENTORSHIP_SMTP_HOST": "",
        "MENTORSHIP_BASE_URL": f"http://localhost:{bind.rpartition(':')[2]}",
        "MENTORSHIP_DEMO": "yes",
    }


def prepare(app: Flask) -> None:
    """The demonstration stands up to the review; what stands already is left as it is."""
    with app.app_context():
        upgrade()
        if db.session.scalar(select(Account.id).limit(1)) is None:
            _fill(app)


def _fill(app: Flask) -> None:
    click.echo("Preparing the demonstration: reading the sheets, proposing pairs ...")
    clock = app.extensions["clock"]
    session = db.session()
    coordinator = open_account(
        session, email=COORDINATOR_ADDRESS, role=RoleName.COORDINATOR, now=clock()
    )
    coordinator.password = hash_password(PASSWORD)
    enrol_at_once(coordinator)
    tell(session, coordinator, Told(places=(), names=()), now=clock())
    sheets = {kind: (_SHEETS / f"{kind}.csv").read_bytes() for kind in _IN_ORDER}
    run_id = start_round(session, coordinator, sheets, now=clock()).id
    session.commit()
    carry_out(lambda: db.session.session_factory(), run_id, clock=clock)
    offer_two_circles(session, coordinator, now=clock())
    open_two_accounts(session, password_hash=hash_password(PASSWORD), now=clock())
    session.commit()
