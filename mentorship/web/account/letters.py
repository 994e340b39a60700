"""What Flask-Security would mail goes into the outbox, in a transaction that is kept."""

import secrets
from typing import Any
from urllib.parse import urlsplit

from flask import after_this_request, current_app
from flask_security import MailUtil

from mentorship.models.account import Account
from mentorship.models.letter import LetterKind
from mentorship.services.letters import queue_letter
from mentorship.web.pages import commit_with, database, now

_KINDS = {
    "security/email/welcome": LetterKind.CONFIRM_ADDRESS,
    "security/email/confirmation_instructions": LetterKind.CONFIRM_ADDRESS,
    "security/email/welcome_existing": LetterKind.ALREADY_REGISTERED,
    "security/email/reset_instructions": LetterKind.RESET_PASSWORD,
    "security/email/reset_notice": LetterKind.PASSWORD_CHANGED,
    "security/email/change_notice": LetterKind.PASSWORD_CHANGED,
}


class OutboxMail(MailUtil):
    """Letters about an account wait in the outbox like all others."""

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
        queue_account_letter(about["user"], kind=kind, link=link)
        # Some of its paths commit nothing: the letter would be lost without a word.
        after_this_request(commit_with)


def queue_account_letter(account: Account, *, kind: LetterKind, link: str | None) -> None:
    """A letter about this account waits in the outbox."""
    queue_letter(
        database(),
        kind=kind,
        dedupe_key=f"account:{account.id}:{secrets.token_hex(8)}",
        now=now(),
        account_id=account.id,
        link=ours(link) if link else None,
    )


def ours(link: str) -> str:
    """The same path at our own address: a visitor's Host header never gets into a letter."""
    return str(current_app.config["BASE_URL"]).rstrip("/") + urlsplit(link).path
