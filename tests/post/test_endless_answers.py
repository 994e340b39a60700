"""Mail servers that never end an answer: the letter is put off, and the clocks go on."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.mail_servers import MailServer, deliver
from support.make import Make
from support.programme import Mailbox

from mentorship.db import db
from mentorship.models.account import RoleName
from mentorship.models.letter import Letter, LetterKind, LetterState
from mentorship.post.deliver import (
    Delivery,
    PostTrouble,
    SmtpCarrier,
    deliver_due,
    stationery_from,
)
from mentorship.post.replies import LINES_AT_MOST
from mentorship.services.letters import LEASE_MINUTES, queue_letter

Says = Callable[[socket.socket], None]
Endless = Callable[[Says], int]
PATIENCE = 0.5


@pytest.fixture
def endless() -> Iterator[Endless]:
    """Starts a far end that says something to whoever comes, until she hangs up; its port."""
    open_now: list[socket.socket] = []

    def start(says: Says) -> int:
        listening = socket.create_server(("127.0.0.1", 0))
        open_now.append(listening)

        def answer() -> None:
            with suppress(OSError):
                while True:
                    far, _ = listening.accept()
                    open_now.append(far)
                    with closing(far), suppress(OSError):
                        says(far)

        Thread(target=answer, daemon=True).start()
        return int(listening.getsockname()[1])

    yield start
    for one in open_now:
        one.close()


def _line_after_line(far: socket.socket) -> None:
    while True:
        far.sendall(b"220-welcome\r\n")
        time.sleep(PATIENCE / 10)


def _letter_by_letter(far: socket.socket) -> None:
    while True:
        far.sendall(b"2")
        time.sleep(PATIENCE / 10)


def _greets_and_then_goes_on_for_ever(far: socket.socket) -> None:
    far.sendall(b"220 welcome\r\n")
    far.recv(1024)
    while True:
        far.sendall(b"250-welcome\r\n")
        time.sleep(PATIENCE / 10)


@pytest.mark.parametrize(
    "says", [_line_after_line, _letter_by_letter, _greets_and_then_goes_on_for_ever]
)
def test_an_answer_is_whole_in_time_or_is_none(endless: Endless, says: Says) -> None:
    carrier = SmtpCarrier("127.0.0.1", endless(says), patience_seconds=PATIENCE)
    began = time.monotonic()

    with pytest.raises(PostTrouble) as trouble:
        carrier.carry(a_letter())

    assert time.monotonic() - began < 6 * PATIENCE
    assert (trouble.value.final, trouble.value.in_doubt) == (False, False)


def test_an_answer_of_very_many_lines_is_not_heard_to_its_end(endless: Endless) -> None:
    patience = 20.0

    def floods(far: socket.socket) -> None:
        far.sendall(b"220-welcome\r\n" * (LINES_AT_MOST + 1))
        time.sleep(patience)

    carrier = SmtpCarrier("127.0.0.1", endless(floods), patience_seconds=patience)
    began = time.monotonic()

    with pytest.raises(PostTrouble):
        carrier.carry(a_letter())

    assert time.monotonic() - began < patience / 2


def test_a_long_answer_is_heard(mail_server: MailServer) -> None:
    many = "\r\n".join(["220-welcome"] * (LINES_AT_MOST - 1) + ["220 welcome"])
    mailbox = Mailbox()

    mail_server(mailbox, says={"GREETING": many}).carry(a_letter())

    assert len(mailbox.letters) == 1


def test_the_patience_with_a_letter_is_longer_than_with_a_word(endless: Endless) -> None:
    """The last answer may take its time, as RFC 5321 asks for; in the end it is in doubt."""

    def takes_a_letter_and_says_nothing(far: socket.socket) -> None:
        far.sendall(b"220 welcome\r\n")
        with far.makefile("rb") as said:
            for line in said:
                if line.upper().startswith(b"DATA"):
                    far.sendall(b"354 go on\r\n")
                elif line[:4].upper() in (b"EHLO", b"MAIL", b"RCPT"):
                    far.sendall(b"250 fine\r\n")

    port = endless(takes_a_letter_and_says_nothing)
    carrier = SmtpCarrier(
        "127.0.0.1",
        port,
        starttls=False,
        patience_seconds=0.1,
        patience_with_letters_seconds=1,
    )
    began = time.monotonic()

    with pytest.raises(PostTrouble) as trouble:
        carrier.carry(a_letter())

    assert 1 <= time.monotonic() - began < 3
    assert trouble.value.in_doubt


def test_letters_stop_for_the_clocks_and_go_on_later(
    app: Flask, session: Session, make: Make, mail_server: MailServer, now: datetime
) -> None:
    mailbox = Mailbox()
    account = make.an_account(RoleName.MENTEE).id
    for key in "abc":
        queue_letter(
            session,
            kind=LetterKind.PASSWORD_CHANGED,
            dedupe_key=key,
            account_id=account,
            link="/account/reset",
            now=now,
        )
    session.commit()

    with app.app_context():
        done = deliver_due(
            db.session.session_factory,
            carrier=mail_server(mailbox),
            stationery=stationery_from(app.config, templates=Path(str(app.template_folder))),
            clock=lambda: now,
            seconds=0,
        )

    assert done == Delivery(sent=1)
    session.rollback()
    states = sorted(session.scalars(select(Letter.state)))
    assert states == sorted([LetterState.SENT, LetterState.CLAIMED, LetterState.CLAIMED])
    later = now + timedelta(minutes=LEASE_MINUTES, seconds=1)
    assert deliver(app, session, mail_server(mailbox), at=later) == Delivery(sent=2)
    assert len(mailbox.letters) == 3


def a_letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "programs@example.org", "her@example.org"
    message["Subject"] = "There is something to read"
    message.set_content("Please sign in.")
    return message
