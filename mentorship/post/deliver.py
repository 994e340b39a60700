"""The outbox's way out: claimed, handed to the mail server or to a folder, marked.

No letter is handed over inside an open transaction. A crash between the server's yes and our
mark leaves the letter in doubt, for a person to decide: exactly-once over SMTP is impossible.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.orm import Session

from mentorship.models.letter import Letter
from mentorship.models.private_files import make_private_file
from mentorship.post.render import Stationery, render
from mentorship.services.letters import (
    claim_letters,
    give_up,
    mark_sent,
    mark_withdrawn,
    postpone,
    start_sending,
)

Sessions = Callable[[], Session]
_TIMEOUT_SECONDS = 20


class Carrier(Protocol):
    """Takes one letter away. Raises PostTrouble when it could not."""

    def carry(self, message: EmailMessage) -> None: ...


class PostTrouble(Exception):
    """A letter did not leave. `final` when trying again cannot help."""

    def __init__(self, kind: str, *, final: bool) -> None:
        super().__init__(kind)
        self.kind = kind
        self.final = final


@dataclass(frozen=True, slots=True)
class SmtpCarrier:
    """Hands letters to a mail server, encrypted on the way unless it is told otherwise."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    starttls: bool = True

    def carry(self, message: EmailMessage) -> None:
        try:
            with self._connection() as server:
                server.send_message(message)
        except smtplib.SMTPResponseException as error:
            raise PostTrouble(f"smtp {error.smtp_code}", final=error.smtp_code >= 500) from None
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise PostTrouble(f"smtp {code}", final=code >= 500) from None
        except (OSError, smtplib.SMTPException) as error:
            raise PostTrouble(type(error).__name__, final=False) from None

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        with smtplib.SMTP(self.host, self.port, timeout=_TIMEOUT_SECONDS) as server:
            if self.starttls:
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
            yield server


@dataclass(frozen=True, slots=True)
class FolderCarrier:
    """Puts letters as .eml files into a folder: for development and the demonstration only."""

    folder: Path

    def carry(self, message: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        moment = message["Date"].datetime.strftime("%Y%m%d-%H%M%S")
        file = self.folder / f"{moment}-{name[:8]}.eml"
        make_private_file(file)
        file.write_bytes(bytes(message))


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one delivery did."""

    sent: int = 0
    withdrawn: int = 0
    postponed: int = 0
    needs_attention: int = 0


def carrier_from(config: Mapping[str, Any]) -> Carrier:
    """The mail server that is configured, or the folder where there is none."""
    if config["SMTP_HOST"]:
        return SmtpCarrier(
            host=config["SMTP_HOST"],
            port=config["SMTP_PORT"],
            user=config["SMTP_USER"],
            password=config["SMTP_PASSWORD"],
            starttls=config["SMTP_STARTTLS"],
        )
    return FolderCarrier(Path(config["LETTERS_FOLDER"]))


def stationery_from(config: Mapping[str, Any], *, templates: Path) -> Stationery:
    """What all letters share, from the settings."""
    return Stationery(
        base_url=config["BASE_URL"],
        sender=config["MAIL_FROM"] or "programs@example.org",
        templates=templates / "letters",
    )


def deliver_due(
    sessions: Sessions,
    *,
    carrier: Carrier,
    stationery: Stationery,
    clock: Callable[[], datetime],
) -> Delivery:
    """Every letter that is due now has left, or is put off with the reason written down."""
    outcomes: list[str] = []
    while True:
        with sessions() as session, session.begin():
            claimed = [letter.id for letter in claim_letters(session, now=clock())]
        if not claimed:
            break
        outcomes += [
            _deliver_one(sessions, letter_id, carrier, stationery, clock) for letter_id in claimed
        ]
    return Delivery(**{kind: outcomes.count(kind) for kind in Delivery.__slots__})


def _deliver_one(
    sessions: Sessions,
    letter_id: str,
    carrier: Carrier,
    stationery: Stationery,
    clock: Callable[[], datetime],
) -> str:
    with sessions() as session, session.begin():
        letter = session.get(Letter, letter_id)
        if letter is None:
            return "withdrawn"  # whoever it was for has been erased a moment ago
        message = render(session, letter, stationery=stationery, now=clock())
        if message is None:
            mark_withdrawn(session, letter)
            return "withdrawn"
        start_sending(session, letter)
    try:
        carrier.carry(message)
    except PostTrouble as trouble:
        return _put_off(sessions, letter_id, trouble, now=clock())
    with sessions() as session, session.begin():
        if letter := session.get(Letter, letter_id):
            mark_sent(session, letter, now=clock())
    return "sent"


def _put_off(sessions: Sessions, letter_id: str, trouble: PostTrouble, *, now: datetime) -> str:
    with sessions() as session, session.begin():
        letter = session.get(Letter, letter_id)
        if letter is None:
            return "withdrawn"
        if trouble.final:
            give_up(session, letter, trouble=trouble.kind)
            return "needs_attention"
        postpone(session, letter, trouble=trouble.kind, now=now)
        return "postponed"
