"""`mentorship post`: the outbox's way out, by hand or from a timer."""

import click

from mentorship.app import create_app
from mentorship.jobs import deliver_letters


@click.group()
def post() -> None:
    """Letters: send what is waiting."""


@post.command()
def deliver() -> None:
    """Send every letter that is due, by SMTP or into the folder of letters."""
    app = create_app()
    with app.app_context():
        done = deliver_letters()
    click.echo(
        f"{done.sent} sent, {done.postponed} to be tried again, "
        f"{done.needs_attention} need a person, {done.withdrawn} no longer true."
    )
