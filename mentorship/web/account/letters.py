"""What Flask-Security would mail goes into the outbox, in a transaction that is kept."""

import secrets
from typing import Any
from urllib.parse import urlsplit

from flask import after_this_request, current_app
from flask_security import EmailValidateException, MailUtil
from werkzeug.wrappers import Response

from mentorship.domain.mailboxes import NO_MAILBOX, is_one_mailbox
from mentorship.jobs import doorbell
from mentorship.models.account import Account
from mentorship.models.letter import LetterKind
from mentorship.services.letters import queue_letter
from mentorship.services.throttles import Limit, is_too_often
from mentorship.web.pages import commit, database, now

# Anybody can type anybody's address: nobody's mailbox is filled with it. Each kind by itself, so
# that letters which somebody else asks for do not keep hers from her.
_TO_ONE_MAILBOX = Limit("letters", most=5, within_minutes=15)
_KINDS = {
    "security/email/welcome": LetterKind.CONFIRM_ADDRESS,
    "security/email/confirmation_instructions": LetterKind.CONFIRM_ADDRESS,
    "security/email/welcome_existing": LetterKind.ALREADY_REGISTERED,
    "security/email/reset_instructions": LetterKind.RESET_PASSWORD,
    "security/email/reset_notice": LetterKind.PASSWORD_CHANGED,
    "security/email/change_notice": LetterKind.PASSWORD_CHANGED,
}


# Where a letter leads that carries no link of its own.
_WAY_ON = {
    LetterKind.ALREADY_REGISTERED: "/account/login",
    LetterKind.PASSWORD_CHANGED: "/account/reset",
    LetterKind.PASSKEY_ADDED: "/account/reset",
    LetterKind.PASSKEY_REMOVED: "/account/reset",
}


class OutboxMail(MailUtil):
    """Letters about an account wait in the outbox like all others."""

    def validate(self, email: str) -> str:
        """The address, when it is plainly one: whoever registers can write anything."""
        address: str = super().validate(email)
        if not is_one_mailbox(address):
            raise EmailValidateException(NO_MAILBOX)
        return address

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],
        body: str | None,
        html: str | None,
        **about: Any,
    ) -> None:
        link = about.get("confirmation_link") or about.get("reset_link") or None
        kind = _KINDS[template]
        if kind == LetterKind.ALREADY_REGISTERED and about.get("confirmation_link"):
            kind = LetterKind.CONFIRM_ADDRESS
        account: Account = about["user"]
        if not _is_enough(account, kind):
            queue_account_letter(account, kind=kind, link=link)
        # Some of its paths commit nothing: the letter would be lost without a word.
        after_this_request(_keep_and_ring)


def _is_enough(account: Account, kind: LetterKind) -> bool:
    # That her password was changed she learns each time: nobody else can cause that letter.
    if kind == LetterKind.PASSWORD_CHANGED:
        return False
    return is_too_often(database(), f"{account.id} {kind}", limit=_TO_ONE_MAILBOX, now=now())


def _keep_and_ring(response: Response) -> Response:
    """The letter is kept, and it leaves now: somebody is waiting before her mailbox."""
    commit()
    doorbell().letters_wait()
    return response


def queue_account_letter(account: Account, *, kind: LetterKind, link: str | None) -> None:
    """A letter about this account waits in the outbox."""
    queue_letter(
        database(),
        kind=kind,
        dedupe_key=f"account:{account.id}:{secrets.token_hex(8)}",
        now=now(),
        account_id=account.id,
        # A path: the letter puts it behind our own address, so that a visitor's Host header never
        # gets into it.
        link=urlsplit(link).path if link else _WAY_ON.get(kind),
    )


def ours(link: str) -> str:
    """The same path at our own address, to be shown outside of a letter."""
    return str(current_app.config["BASE_URL"]).rstrip("/") + urlsplit(link).path
