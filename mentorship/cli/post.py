"""`mentorship post`: the outbox's way out, by hand or from a timer."""

import click

from mentorship.app import create_app
from mentorship.jobs import deliver_letters
from mentorship.models.letter import LetterState
from mentorship.services.letters import send_again
from mentorship.services.outbox import NEEDS_A_PERSON, count_letters
from mentorship.web.pages import commit, database, now

_DOUBT = (
    "of letters that may have arrived already. Whoever has hers gets it a second time: look at "
    "the mail server's log first."
)


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


@post.command()
@click.option("--also-in-doubt", is_flag=True, help=f"Another copy, too, {_DOUBT}")
def again(also_in_doubt: bool) -> None:
    """Try every letter once more that was given up, after what kept it back was put right.

    What is no longer true by then is not sent. `mentorship post count` says what waits and why.
    """
    states = NEEDS_A_PERSON if also_in_doubt else (LetterState.NEEDS_ATTENTION,)
    with create_app().app_context():
        waiting = {state: send_again(database(), state=state, now=now()) for state in states}
        commit()
    click.echo(f"Waiting to leave once more: {waiting[LetterState.NEEDS_ATTENTION]}.")
    if also_in_doubt:
        click.echo(f"And {waiting[LetterState.IN_DOUBT]} {_DOUBT}")


@post.command()
def count() -> None:
    """Say how many letters wait or need a person, and why. It names nobody."""
    with create_app().app_context():
        found = count_letters(database())
    for line in found:
        about = "about an account" if line.about_an_account else "about a pair"
        click.echo(f"{line.count} {line.state} {about}{line.trouble and f' ({line.trouble})'}")
    if not found:
        click.echo("No letter waits, and none needs a person.")
