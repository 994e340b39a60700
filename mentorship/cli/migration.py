"""`mentorship migration`: the tables of the database, step by step."""

import click
from flask_migrate import upgrade

from mentorship.app import create_app


@click.group()
def migration() -> None:
    """Migrations: bring the tables to the newest step. `make migrate` writes a new one."""


@migration.command(name="upgrade")
def upgrade_tables() -> None:
    """Bring the tables of the database to the newest step. Safe to repeat."""
    with create_app().app_context():
        upgrade()
    click.echo("The tables are at the newest step.")
