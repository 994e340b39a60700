"""`mentorship coordinator`: the people who run the rounds."""

import click
import email_validator

from mentorship.app import create_app
from mentorship.domain.errors import Refused
from mentorship.models.account import Account
from mentorship.models.letter import LetterKind
from mentorship.services.accounts import add_coordinator
from mentorship.web.account.letters import queue_account_letter
from mentorship.web.account.security import single_use_link
from mentorship.web.pages import commit, database, now


@click.group()
def coordinator() -> None:
    """The people who run the rounds."""


@coordinator.command()
@click.argument("email")
@click.option("--letter", is_flag=True, help="Send the link by letter instead of printing it.")
def add(email: str, letter: bool) -> None:
    """Make EMAIL a coordinator, and give the link where the password is chosen."""
    try:
        address = email_validator.validate_email(email, check_deliverability=False).normalized
        app = create_app()
    except (email_validator.EmailNotValidError, Refused) as no:
        raise click.ClickException(str(no)) from None
    with app.app_context():
        account = add_coordinator(database(), email=address, now=now())
        if account.password:
            click.echo("This coordinator has a password already. Nothing had to be sent.")
        else:
            _invite(account, by_letter=letter)
        commit()
    click.echo("A second factor is asked for at the first sign-in.")


def _invite(account: Account, *, by_letter: bool) -> None:
    link = single_use_link(account)
    if by_letter:
        queue_account_letter(account, kind=LetterKind.COORDINATOR_INVITED, link=link)
        click.echo("A letter with a link waits in the outbox; `mentorship post deliver` sends it.")
    else:
        click.echo("Choose the password here, once, within a day:")
        click.echo(f"  {link}")
