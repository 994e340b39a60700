"""`mentorship keys`: what encrypts, and what signs."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Config
from sqlalchemy import Engine

from mentorship import config
from mentorship.app import create_app
from mentorship.db import checkpoint, db
from mentorship.domain.errors import Refused
from mentorship.models.keys import write_new_keys
from mentorship.models.private_files import make_private_folder
from mentorship.models.turning import finish_turning, turn


@click.group()
def keys() -> None:
    """The keys of the programme."""


@keys.command()
def new() -> None:
    """Write a keys file where KEYS_FILE says, and suggest a SECRET_KEY. Nothing is overwritten."""
    settings = Config(".")
    instance = config.instance_folder()
    config.load(settings, instance=instance, overrides={"ENV": "production"})
    path = Path(settings["KEYS_FILE"])
    if path.exists():
        raise click.ClickException("There is a keys file already. It was left as it is.")
    make_private_folder(path.parent)
    write_new_keys(path)
    click.echo(f"Written: {path}. Keep a copy in a safe place, apart from the database.")
    click.echo("For SECRET_KEY you could use:")
    click.echo(f"  {secrets.token_urlsafe(48)}")


@keys.command()
@click.option("--finish", is_flag=True, help="Remove the old keys, once nothing needs them.")
def rotate(finish: bool) -> None:
    """Encrypt everything anew with a new key; stopped at any point, run it again and it goes on."""
    app = create_app()
    path = Path(app.config["KEYS_FILE"])
    with app.app_context(), _alone(path):
        said = _finish(db.engine, path) if finish else _turn(db.engine, path)
    click.echo(said)


def _turn(engine: Engine, path: Path) -> str:
    count = turn(engine, path)
    # What the old key wrote is gone from the file of the database, too.
    checkpoint(engine)
    return (
        f"Encrypted anew: {count} values. Keep a new copy of {path}.\n"
        "The old key is still in it. When web and worker have run well with this, "
        "`mentorship keys rotate --finish` removes it."
    )


def _finish(engine: Engine, path: Path) -> str:
    finish_turning(engine, path)
    return (
        "The old keys are gone. Older copies of the database need the older copy of the keys "
        "file: keep the two as long as each other, and apart."
    )


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else turns the keys meanwhile: of two new keys in front one would be lost."""
    # The folder and not the file: the file is replaced. The lock ends with the process.
    descriptor = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refused("Somebody turns these keys at this moment. Wait until it is done.") from None
    else:
        yield
    finally:
        os.close(descriptor)
