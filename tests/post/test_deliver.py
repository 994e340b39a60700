"""The way out: a real mail server, one that refuses, none at all, and crashes in between."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

from flask import Flask
from sqlalchemy.orm import Session
from support.mail_servers import Refusing, deliver, the_letter
from support.programme import Mailbox, free_port
from support.road import Road

from mentorship.models.letter import LetterState
from mentorship.post.deliver import Delivery, FolderCarrier, SmtpCarrier, carrier_from
from mentorship.services.letters import (
    LEASE_MINUTES,
    SENDING_MINUTES,
    claim_letters,
    start_sending,
)


def test_a_letter_leaves_by_smtp_and_forgets_its_link(
    app: Flask, session: Session, one_letter: Road, mail_server, now: datetime
) -> None:
    mailbox = Mailbox()

    done = deliver(app, session, mail_server(mailbox), at=now)

    assert done == Delivery(sent=1)
    (letter,) = mailbox.letters
    assert letter["Message-ID"] == f"<{the_letter(session).message_id}@example.org>"
    assert (the_letter(session).state, the_letter(session).link) == (LetterState.SENT, None)
    assert deliver(app, session, mail_server(mailbox), at=now) == Delivery()


def test_a_server_that_is_busy_is_asked_again_later(
    app: Flask, session: Session, one_letter: Road, mail_server, now: datetime
) -> None:
    busy = mail_server(Refusing(answer="451 later please"))
    assert deliver(app, session, busy, at=now) == Delivery(postponed=1)
    assert the_letter(session).trouble == "smtp 451"
    mailbox = Mailbox()
    carrier = mail_server(mailbox)

    assert deliver(app, session, carrier, at=now) == Delivery()
    assert deliver(app, session, carrier, at=now + timedelta(minutes=2)) == Delivery(sent=1)
    assert len(mailbox.letters) == 1


def test_an_address_that_is_refused_for_good_needs_a_person(
    app: Flask, session: Session, one_letter: Road, mail_server, now: datetime
) -> None:
    done = deliver(app, session, mail_server(Mailbox(), says={"RCPT": "550 no person"}), at=now)

    assert done == Delivery(needs_attention=1)
    assert the_letter(session).state is LetterState.NEEDS_ATTENTION
    assert "person" not in the_letter(session).trouble, "the server's words are not kept"


def test_a_server_that_is_not_there_loses_nothing(
    app: Flask, session: Session, one_letter: Road, now: datetime
) -> None:
    nobody = SmtpCarrier(host="127.0.0.1", port=free_port(), starttls=False)

    assert deliver(app, session, nobody, at=now) == Delivery(postponed=1)
    assert the_letter(session).state is LetterState.PENDING


def test_a_server_without_encryption_gets_nothing(
    app: Flask, session: Session, one_letter: Road, mail_server, now: datetime
) -> None:
    mailbox = Mailbox()
    plain = mail_server(mailbox)
    strict = SmtpCarrier(host=plain.host, port=plain.port, starttls=True)

    assert deliver(app, session, strict, at=now) == Delivery(postponed=1)
    assert mailbox.letters == []


def test_a_crash_while_sending_leaves_the_letter_in_doubt(
    app: Flask, session: Session, one_letter: Road, mail_server, now: datetime
) -> None:
    (claimed,) = claim_letters(session, now=now)
    start_sending(session, claimed, now=now)
    session.commit()
    mailbox = Mailbox()
    later = now + timedelta(minutes=SENDING_MINUTES + 1)

    assert deliver(app, session, mail_server(mailbox), at=later) == Delivery()
    assert the_letter(session).state is LetterState.IN_DOUBT
    assert mailbox.letters == []


def test_a_crash_before_sending_only_delays_the_letter(
    app: Flask, session: Session, one_letter: Road, mail_server, now: datetime
) -> None:
    claim_letters(session, now=now)
    session.commit()
    mailbox = Mailbox()
    carrier = mail_server(mailbox)

    assert deliver(app, session, carrier, at=now) == Delivery()
    later = now + timedelta(minutes=LEASE_MINUTES + 1)
    assert deliver(app, session, carrier, at=later) == Delivery(sent=1)


def test_without_a_mail_server_letters_become_files(
    app: Flask, session: Session, one_letter: Road, now: datetime
) -> None:
    carrier = carrier_from(app.config)
    assert isinstance(carrier, FolderCarrier)

    assert deliver(app, session, carrier, at=now) == Delivery(sent=1)

    (path,) = carrier.folder.glob("*.eml")
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message["Subject"] == "Your request"
    assert carrier.folder.stat().st_mode & 0o077 == 0, "nobody else reads the folder"
