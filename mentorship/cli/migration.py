"""`mentorship migration`: the tables of the database, step by step."""

from pathlib import Path

import click
from flask_migrate import upgrade

from mentorship.app import create_app
from mentorship.db import db
from mentorship.services.audit_heads import begin_heads


@click.group()
def migration() -> None:
    """Migrations: bring the tables to the newest step. `make migrate` writes a new one."""


@migration.command(name="upgrade")
def upgrade_tables() -> None:
    """Bring the tables of the database to the newest step. Safe to repeat."""
    app = create_app()
    with app.app_context():
        upgrade()
        heads = Path(app.config["AUDIT_HEAD_FILE"])
        with db.session.begin():
            begin_heads(db.session(), heads, now=app.extensions["clock"]())
    click.echo("The tables are at the newest step.")
