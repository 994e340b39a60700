"""`mentorship round`: what the worker does for a round, in a process of its own."""

import click

from mentorship.app import create_app
from mentorship.db import db
from mentorship.models.round import Round
from mentorship.services.checking import look_over
from mentorship.services.proposals import carry_out
from mentorship.services.rounds import OVER, rounds_newest_first
from mentorship.services.stand_in import (
    Waits,
    settle_spelling,
    spellings_to_settle,
    waits_of_team,
)


@click.group(name="round")
def round_() -> None:
    """Rounds: carry out what the web asked for."""


@round_.command(name="carry-out")
@click.argument("run_id")
def carry_out_run(run_id: str) -> None:
    """Compute the proposal that RUN_ID stands for. The worker calls this by itself."""
    app = create_app()
    with app.app_context():
        mine = carry_out(
            lambda: db.session.session_factory(), run_id, clock=app.extensions["clock"]
        )
    click.echo("Done." if mine else "Nothing to do: this run has been taken care of.")


@round_.command(name="waits")
def who_waits() -> None:
    """Say how many people of each round wait for somebody else of the team, or for nobody yet.

    Numbers only. Nobody sees people from where she works, so a team of one may need a second.
    """
    app = create_app()
    with app.app_context():
        for one in rounds_newest_first(db.session()):
            if one.state not in OVER:
                _say_who_waits(one, waits_of_team(db.session(), one, now=app.extensions["clock"]()))


def _say_who_waits(one: Round, waits: Waits) -> None:
    click.echo(f"{one.name}: {waits.waiting} wait for the team.")
    for unseen in waits.unseen:
        click.echo(f"  {unseen.count} for somebody else than {unseen.than.email}")
    if waits.by_nobody:
        click.echo(
            f"  {waits.by_nobody} cannot be seen by anybody of the team. Please add a coordinator "
            "who works elsewhere: mentorship coordinator add EMAIL --programme-only"
        )


@round_.command(name="spellings")
def spellings() -> None:
    """List the workplaces of each round that nobody could read. Who wrote them is not told.

    For a team in which everybody works somewhere: such people are shown to nobody of it.
    """
    app = create_app()
    with app.app_context():
        for one in rounds_newest_first(db.session()):
            if one.state not in OVER:
                click.echo(f"{one.name}:")
                for spelling in spellings_to_settle(db.session(), one):
                    click.echo(f"  {spelling}")


@round_.command(name="spelling-is")
@click.argument("spelling")
@click.argument("place")
def spelling_is(spelling: str, place: str) -> None:
    """From now on SPELLING means PLACE, which the register knows; every round is looked over."""
    app = create_app()
    with app.app_context():
        name = settle_spelling(db.session(), spelling, means=place, now=app.extensions["clock"]())
        db.session.commit()
    click.echo(f"It means {name}. The worker takes it up with its next look.")


@round_.command(name="look-over")
@click.argument("round_id")
def look_over_round(round_id: str) -> None:
    """Put together anew what a person has to decide about ROUND_ID. The worker calls this."""
    app = create_app()
    with app.app_context():
        looked = look_over(
            lambda: db.session.session_factory(), round_id, clock=app.extensions["clock"]
        )
    click.echo("Done." if looked else "Nothing to do: nothing has changed in this round.")
