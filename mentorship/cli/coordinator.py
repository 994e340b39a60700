"""`mentorship coordinator`: the people who run the rounds."""

from typing import Any

import click
import email_validator

from mentorship.app import create_app
from mentorship.domain.errors import Refused
from mentorship.domain.mailboxes import NO_MAILBOX, is_one_mailbox
from mentorship.models.account import Account
from mentorship.models.audit import Verb
from mentorship.models.letter import LetterKind
from mentorship.services.accounts import add_coordinator, find_account
from mentorship.services.audit import actor_of, record
from mentorship.services.team import Told, set_straight, tell
from mentorship.web.account.joining import single_use_link
from mentorship.web.account.letters import queue_account_letter
from mentorship.web.pages import commit, database, now


@click.group()
def coordinator() -> None:
    """The people who run the rounds."""


_works_at = click.option(
    "--works-at", multiple=True, metavar="PLACE", help="Where she works. Can be given again."
)
_worked_at = click.option(
    "--worked-at",
    multiple=True,
    metavar="PLACE=YEAR",
    help="Where she worked until that year. Can be given again.",
)
_programme_only = click.option(
    "--programme-only", is_flag=True, help="She works for the programme and nowhere else."
)
_called = click.option(
    "--called", multiple=True, metavar="NAME", help="A name people know her by. Can be given again."
)


@coordinator.command()
@click.argument("email")
@_works_at
@_worked_at
@_programme_only
@_called
def workplace(email: str, **about: Any) -> None:
    """Put right where the coordinator EMAIL works. What was told before counts no more.

    On her own page she can only add: taking a place back shows her people who were hidden.
    """
    told = _told(**about)
    if told is None:
        raise Refused("Please say --works-at PLACE, or --programme-only.")
    with create_app().app_context():
        account = find_account(database(), email=email)
        if account is None or not account.is_coordinator:
            raise Refused("Nobody of the team has this address.")
        set_straight(database(), account, told, by=None, now=now())
        commit()
    click.echo("Put right. It holds from the next page that she opens.")


def _told(
    *,
    works_at: tuple[str, ...],
    worked_at: tuple[str, ...],
    programme_only: bool,
    called: tuple[str, ...],
) -> Told | None:
    """What was told on the command line; None when nothing was."""
    if not (works_at or programme_only):
        if worked_at or called:
            raise Refused("Please say --works-at PLACE, or --programme-only, as well.")
        return None
    if works_at and programme_only:
        raise Refused("Please say one of --works-at and --programme-only, not both.")
    now_there = [(place, None) for place in works_at]
    return Told((*now_there, *map(_with_year, worked_at)), called)


def _with_year(told: str) -> tuple[str, int]:
    place, _, year = told.rpartition("=")
    if not place or not year.isdecimal():
        raise Refused("Please write --worked-at as PLACE=YEAR, such as “Lakeview Hospital=2024”.")
    return place, int(year)


@coordinator.command()
@click.argument("email")
@click.option("--letter", is_flag=True, help="Send the link by letter instead of printing it.")
@_works_at
@_worked_at
@_programme_only
@_called
def add(email: str, letter: bool, **about: Any) -> None:
    """Make EMAIL a coordinator, and give the link where the password is chosen.

    Where she works can be told here or by herself at her first sign-in: nobody from there, and
    nobody who named her, is ever shown to her.
    """
    told = _told(**about)
    try:
        address = _mailbox(email)
        app = create_app()
    except Refused as no:
        raise click.ClickException(str(no)) from None
    with app.app_context():
        account = add_coordinator(database(), email=address, now=now())
        said = _invitation(account, by_letter=letter)
        if told is not None:
            tell(database(), account, told, now=now())
        account_id = actor_of(account)
        record(database(), by=None, verb=Verb.ADD_COORDINATOR, subject=account_id, now=now())
        commit()
    # Not before it is kept: a link of nobody would only lead astray.
    click.echo(said)
    click.echo("A second factor is asked for at the first sign-in.")


def _mailbox(email: str) -> str:
    try:
        address = email_validator.validate_email(email, check_deliverability=False).normalized
    except email_validator.EmailNotValidError:
        raise Refused(NO_MAILBOX) from None
    if not is_one_mailbox(address):
        raise Refused(NO_MAILBOX)
    return address


def _invitation(account: Account, *, by_letter: bool) -> str:
    """What to say once it is kept: the link where she chooses her password, or how it comes."""
    if account.password:
        return "This coordinator has a password already. Nothing had to be sent."
    link = single_use_link(account)
    if by_letter:
        queue_account_letter(account, kind=LetterKind.COORDINATOR_INVITED, link=link)
        return "A letter with a link waits in the outbox; `mentorship post deliver` sends it."
    return f"Choose the password here, once, within a day:\n  {link}"
