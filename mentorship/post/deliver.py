"""The outbox's way out: claimed, handed to the mail server or to a folder, marked.

No letter is handed over inside an open transaction. A crash between the server's yes and our
mark leaves the letter in doubt, for a person to decide: exactly-once over SMTP is impossible.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from sqlalchemy.orm import Session

from mentorship.models.letter import Letter, LetterState
from mentorship.models.private_files import make_private_file
from mentorship.post.render import Stationery, render
from mentorship.post.replies import BoundedReplies
from mentorship.services.letters import (
    claim_letters,
    give_up,
    in_hand,
    leave_in_doubt,
    mark_sent,
    mark_withdrawn,
    postpone,
    start_sending,
)

Sessions = Callable[[], Session]
# One broken letter, such as an address that no mail programme can write, keeps no other back.
_UNWRITABLE = (ValueError, IndexError, MessageError)
# Of the refusals of a whole letter, those that trying again cannot change.
_REFUSED_FOR_GOOD = (552, 554)
# Then others have their turn, such as the clocks: a slow server must not keep them waiting.
_SECONDS_AT_A_TIME = 120.0


class Carrier(Protocol):
    """Takes one letter away. Raises PostTrouble when it could not."""

    def carry(self, message: EmailMessage) -> None: ...


class PostTrouble(Exception):
    """A letter did not leave.

    final     trying again cannot help
    in_doubt  it may have left all the same: trying again might send it twice
    """

    def __init__(self, kind: str, *, final: bool = False, in_doubt: bool = False) -> None:
        super().__init__(kind)
        self.kind = kind
        self.final = final
        self.in_doubt = in_doubt


class _Server(BoundedReplies):
    """A mail server that may take its time over a letter, and whether it has the whole of it."""

    patience_with_letters = 0.0
    has_the_letter = False

    # Any: the library's types for what can be sent are not for run time.
    def data(self, msg: Any) -> tuple[int, bytes]:
        if self.sock is not None:
            self.sock.settimeout(self.patience_with_letters)
        return super().data(msg)

    def send(self, s: Any) -> None:
        super().send(s)
        # Commands are str. Bytes are the letter, up to the dot that ends it.
        self.has_the_letter = self.has_the_letter or not isinstance(s, str)


@dataclass(frozen=True, slots=True)
class SmtpCarrier:
    """Hands letters to a mail server, encrypted on the way unless it is told otherwise.

    patience_with_letters  as RFC 5321, 4.5.3.2.6, asks for: whoever hangs up on a server that
                           takes the letter a moment later sends it twice
    """

    host: str
    port: int
    user: str = ""
    password: str = ""
    starttls: bool = True
    patience_seconds: float = 20
    patience_with_letters_seconds: float = 600

    def carry(self, message: EmailMessage) -> None:
        with self._connection() as server:
            try:
                server.send_message(message)
            except (OSError, smtplib.SMTPException) as error:
                raise _trouble(error, in_doubt=server.has_the_letter) from None

    @contextmanager
    def _connection(self) -> Iterator[_Server]:
        with ExitStack() as at_the_end:
            try:
                server = _Server(self.host, self.port, timeout=self.patience_seconds)
                at_the_end.callback(_hang_up, server, patience=self.patience_seconds)
                server.patience_with_letters = self.patience_with_letters_seconds
                if self.starttls:
                    server.starttls(context=ssl.create_default_context())
                if self.user:
                    server.login(self.user, self.password)
            # ValueError: a password that cannot be sent is no fault of the letter.
            except (OSError, smtplib.SMTPException, ValueError) as error:
                raise _trouble(error, in_doubt=False) from None
            yield server


def _trouble(error: Exception, *, in_doubt: bool) -> PostTrouble:
    """What the server's answer means. Only what it says of the addressee or the letter is final.

    in_doubt  the server has the whole letter, so that only its answer says what became of it
    """
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = next(iter(error.recipients.values()))[0]
            return PostTrouble(f"smtp {code}", final=code >= 500)
        case smtplib.SMTPDataError() if 400 <= error.smtp_code < 600:
            return PostTrouble(
                f"smtp {error.smtp_code}", final=error.smtp_code in _REFUSED_FOR_GOOD
            )
        case smtplib.SMTPResponseException() if not in_doubt:
            return PostTrouble(f"smtp {error.smtp_code}")
        case _:
            return PostTrouble(type(error).__name__, in_doubt=in_doubt)


def _hang_up(server: _Server, *, patience: float) -> None:
    """The connection is closed. Whatever the server says to that changes nothing any more."""
    with suppress(OSError, smtplib.SMTPException):
        if server.sock is not None:
            server.sock.settimeout(patience)
        server.quit()
    server.close()


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
class _Errand:
    """One letter that was claimed. Others may have it once the lease has ended."""

    sessions: Sessions
    letter_id: str
    claim: str

    @contextmanager
    def in_hand(self) -> Iterator[tuple[Session, Letter | None]]:
        """The letter while it is ours, in a transaction that is kept."""
        with self.sessions() as session, session.begin():
            yield session, in_hand(session, self.letter_id, claim=self.claim)


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
    seconds: float = _SECONDS_AT_A_TIME,
) -> Delivery:
    """Every letter that is due now has left, or is put off with the reason written down.

    seconds  no other letter is begun after that long. What was claimed and not begun is due again
             when its lease ends.
    """
    outcomes: list[str] = []
    until = monotonic() + seconds
    while not outcomes or monotonic() < until:
        with sessions() as session, session.begin():
            letters = claim_letters(session, now=clock())
            errands = [_Errand(sessions, one.id, one.claim or "") for one in letters]
        if not errands:
            break
        for errand in errands:
            outcomes += [_deliver_one(errand, carrier=carrier, stationery=stationery, clock=clock)]
            if monotonic() >= until:
                break
    return Delivery(**{kind: outcomes.count(kind) for kind in Delivery.__slots__})


def _deliver_one(
    errand: _Errand,
    *,
    carrier: Carrier,
    stationery: Stationery,
    clock: Callable[[], datetime],
) -> str:
    try:
        with errand.in_hand() as (session, letter):
            if letter is None or letter.state is not LetterState.CLAIMED:
                return "not_ours"  # erased a moment ago, or in other hands
            message = render(session, letter, stationery=stationery, now=clock())
            if message is None:
                mark_withdrawn(session, letter)
                return "withdrawn"
            start_sending(session, letter, now=clock())
        carrier.carry(message)
    except PostTrouble as trouble:
        return _put_off(errand, trouble, now=clock())
    except _UNWRITABLE:
        return _put_off(errand, PostTrouble("unwritable", final=True), now=clock())
    with errand.in_hand() as (session, letter):
        if letter is not None:
            mark_sent(session, letter, now=clock())
    return "sent"


def _put_off(errand: _Errand, trouble: PostTrouble, *, now: datetime) -> str:
    with errand.in_hand() as (session, letter):
        if letter is None:
            return "not_ours"
        if trouble.in_doubt:
            leave_in_doubt(session, letter, trouble=trouble.kind)
        elif trouble.final:
            give_up(session, letter, trouble=trouble.kind)
        else:
            postpone(session, letter, trouble=trouble.kind, now=now)
        return "postponed" if letter.state is LetterState.PENDING else "needs_attention"
