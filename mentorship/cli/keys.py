"""`mentorship keys`: what encrypts, and what signs."""

import secrets
from pathlib import Path

import click
from flask import Config

from mentorship import config
from mentorship.models.keys import write_new_keys


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
    path.parent.mkdir(parents=True, exist_ok=True)
    write_new_keys(path)
    click.echo(f"Written: {path}. Keep a copy in a safe place, apart from the database.")
    click.echo("For SECRET_KEY you could use:")
    click.echo(f"  {secrets.token_urlsafe(48)}")
