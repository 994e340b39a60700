"""`mentorship what-we-hold` and `mentorship tombstones`: one person's file, and who was erased."""

import click

from mentorship.app import create_app
from mentorship.domain.inventory import inventory
from mentorship.jobs import replay_tombstones
from mentorship.services.holding_rows import Holding, what_we_hold, what_we_hold_in_full
from mentorship.web.pages import commit, database, now


@click.command(name="what-we-hold")
@click.argument("email")
@click.option("--values", is_flag=True, help="Print what stands there, too. This is recorded.")
def what_we_hold_command(email: str, values: bool) -> None:
    """Print exactly what the file of EMAIL contains: tables, columns and counts.

    With --values everything that is hers to have, for a request of hers. What somebody else may
    have said about her is counted and not printed.
    """
    app = create_app()
    with app.app_context():
        if values:
            found = what_we_hold_in_full(database(), email, now=now())
            commit()
        else:
            found = what_we_hold(database(), email)
    if not found:
        click.echo("Nothing is held about this address.")
    for holding in found:
        _print(holding)


def _print(holding: Holding) -> None:
    click.echo(f"{holding.table}: {holding.rows}")
    if not holding.values:
        for column, count in holding.filled.items():
            held = inventory()[holding.table, column]
            click.echo(f"  {column} ({held.whose}): {count}  {held.what}")
    for number, row in enumerate(holding.values, start=1):
        click.echo(f"  {number}.")
        for column, words in row.items():
            click.echo(f"    {column}: {words}")


@click.group()
def tombstones() -> None:
    """Whoever asked for everything to be deleted."""


@tombstones.command()
def replay() -> None:
    """Delete again whom an older copy of the database brought back, as the worker does."""
    app = create_app()
    with app.app_context():
        count = replay_tombstones()
    click.echo(f"Deleted again: {count}.")
