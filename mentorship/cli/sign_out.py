"""`mentorship sign-out`: every visit of one person ends, for whoever looks after the server."""

import click

from mentorship.app import create_app
from mentorship.domain.errors import Refused
from mentorship.models.audit import Verb
from mentorship.services.accounts import find_account, sign_out_everywhere
from mentorship.services.audit import actor_of, record
from mentorship.web.pages import commit, database, now

_DONE = (
    "Nobody is signed in with this address now. The password and the passkeys still open it: where "
    "somebody else may know them, ask her to choose a new password, which removes them all."
)


@click.command(name="sign-out")
@click.argument("email")
def sign_out(email: str) -> None:
    """End every visit of EMAIL at once, wherever she is signed in. It is on record."""
    with create_app().app_context():
        account = find_account(database(), email=email)
        if account is None:
            raise Refused("Nobody has an account with this address. Nothing was changed.")
        sign_out_everywhere(database(), account, now=now())
        account_id = actor_of(account)
        record(database(), by=None, verb=Verb.END_VISITS, subject=account_id, now=now())
        commit()
    click.echo(_DONE)
