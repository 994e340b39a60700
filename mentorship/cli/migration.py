"""`mentorship migration`: the tables of the database, step by step."""

import click
from flask_migrate import revision, upgrade

from mentorship.app import create_app


@click.group()
def migration() -> None:
    """Migrations: bring the database to the newest step, or write a new step."""


@migration.command(name="upgrade")
def upgrade_tables() -> None:
    """Bring the tables of the database to the newest step. Safe to repeat."""
    with create_app().app_context():
        upgrade()
    click.echo("The tables are at the newest step.")


@migration.command()
@click.argument("name")
def new(name: str) -> None:
    """Write a new step from the models. NAME says what it does; read it before you keep it."""
    with create_app().app_context():
        revision(message=name, autogenerate=True)
