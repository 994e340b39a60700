"""Mail servers as they are met: slow, broken, wrongly set up. No letter is lost or doubled."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from support.mail_servers import (
    Gone,
    MailServer,
    Refusing,
    Slow,
    deliver,
    deliver_beside,
    the_letter,
)
from support.make import Make
from support.programme import Mailbox, free_port
from support.road import Road

from mentorship.models.account import RoleName
from mentorship.models.letter import LetterKind, LetterState
from mentorship.post.deliver import Delivery, SmtpCarrier
from mentorship.services.letters import (
    ATTEMPTS_AT_MOST,
    LEASE_MINUTES,
    SENDING_MINUTES,
    claim_letters,
    queue_letter,
    send_again,
    start_sending,
)
from mentorship.services.outbox import LettersAlike, count_letters

# More than are claimed at once.
DELIVERERS, LETTERS = 4, 24


@pytest.mark.parametrize(
    ("says", "trouble"),
    [
        ({"GREETING": "554 not today"}, "smtp 554"),
        ({"EHLO": "550 no", "HELO": "550 no"}, "smtp 550"),
        ({"AUTH": "535 no such password"}, "smtp 535"),
        ({"MAIL": "550 not from you"}, "smtp 550"),
        ({"RCPT": "450 later"}, "smtp 450"),
        ({"DATA": "503 out of order"}, "smtp 503"),
    ],
)
def test_a_fault_of_the_mail_server_is_not_the_addressee_s(
    app: Flask,
    session: Session,
    one_letter: Road,
    mail_server: MailServer,
    now: datetime,
    says: Mapping[str, str],
    trouble: str,
) -> None:
    faulty = mail_server(Mailbox(), says=says, **_password(says, "a password"))

    assert deliver(app, session, faulty, at=now) == Delivery(postponed=1)

    assert (the_letter(session).state, the_letter(session).trouble) == (
        LetterState.PENDING,
        trouble,
    )
    later = now + timedelta(minutes=2)
    assert deliver(app, session, mail_server(Mailbox()), at=later) == Delivery(sent=1)


def _password(says: Mapping[str, str], password: str) -> dict[str, str]:
    return {"user": "programs", "password": password} if "AUTH" in says else {}


def test_a_password_that_cannot_be_sent_is_no_fault_of_the_letter(
    app: Flask, session: Session, one_letter: Road, mail_server: MailServer, now: datetime
) -> None:
    says = {"AUTH": "535 no such password"}
    carrier = mail_server(Mailbox(), says=says, **_password(says, "clé"))

    assert deliver(app, session, carrier, at=now) == Delivery(postponed=1)


@pytest.mark.parametrize(
    ("answer", "done"),
    [
        ("552 too much", Delivery(needs_attention=1)),
        ("554 no such person", Delivery(needs_attention=1)),
        ("550 blocked", Delivery(postponed=1)),
        ("421 going down", Delivery(postponed=1)),
    ],
)
def test_few_refusals_of_a_whole_letter_are_for_good(
    app: Flask,
    session: Session,
    one_letter: Road,
    mail_server: MailServer,
    now: datetime,
    answer: str,
    done: Delivery,
) -> None:
    assert deliver(app, session, mail_server(Refusing(answer=answer)), at=now) == done


def test_letters_are_tried_for_more_than_two_days(
    app: Flask, session: Session, one_letter: Road, now: datetime
) -> None:
    nobody = SmtpCarrier(host="127.0.0.1", port=free_port(), starttls=False)
    moments = [now]
    while deliver(app, session, nobody, at=moments[-1]) == Delivery(postponed=1):
        moments.append(the_letter(session).not_before)

    assert the_letter(session).state is LetterState.NEEDS_ATTENTION
    assert len(moments) == ATTEMPTS_AT_MOST
    assert moments[-1] - now == timedelta(hours=50, minutes=31)


@pytest.mark.parametrize("goodbye", ["421 going down", "554 no"])
def test_what_a_server_says_to_our_goodbye_changes_nothing(
    app: Flask,
    session: Session,
    one_letter: Road,
    mail_server: MailServer,
    now: datetime,
    goodbye: str,
) -> None:
    mailbox = Mailbox()

    done = deliver(app, session, mail_server(mailbox, says={"QUIT": goodbye}), at=now)

    assert (done, len(mailbox.letters)) == (Delivery(sent=1), 1)


def test_a_server_may_take_its_time_over_a_letter(
    app: Flask, session: Session, one_letter: Road, mail_server: MailServer, now: datetime
) -> None:
    mailbox = Slow(seconds=0.6)

    done = deliver(app, session, mail_server(mailbox, patience_seconds=0.2), at=now)

    assert (done, len(mailbox.letters)) == (Delivery(sent=1), 1)


def test_we_wait_as_long_as_the_standard_asks_for_and_the_lease_lasts_longer() -> None:
    way = SmtpCarrier(host="", port=0)
    # Greeting, EHLO, STARTTLS, EHLO, three of AUTH, MAIL, RCPT, QUIT, and a second address.
    before_and_after = 11 * way.patience_seconds
    # The answers to DATA, to the letter, and to giving it up.
    with_letters = 3 * way.patience_with_letters_seconds

    assert way.patience_with_letters_seconds >= 600
    assert before_and_after + with_letters < SENDING_MINUTES * 60


@pytest.mark.parametrize(
    ("mailbox", "patience"),
    [(Gone(), 600), (Slow(seconds=0.6), 0.2), (Refusing(answer="251"), 600)],
)
def test_a_letter_that_may_have_arrived_is_never_sent_again_by_itself(
    app: Flask,
    session: Session,
    one_letter: Road,
    mail_server: MailServer,
    now: datetime,
    mailbox: Mailbox,
    patience: float,
) -> None:
    carrier = mail_server(mailbox, patience_with_letters_seconds=patience)

    assert deliver(app, session, carrier, at=now) == Delivery(needs_attention=1)

    assert the_letter(session).state is LetterState.IN_DOUBT
    much_later = now + timedelta(days=3)
    assert deliver(app, session, mail_server(Mailbox()), at=much_later) == Delivery()


def test_two_who_deliver_at_once_hand_over_each_letter_once(
    app: Flask, session: Session, mail_server: MailServer, now: datetime, make: Make
) -> None:
    _queue(session, make.an_account(RoleName.MENTEE).id, now=now)
    mailbox, start = Mailbox(), Barrier(DELIVERERS)
    carrier = mail_server(mailbox)
    session.rollback()

    def one(_deliverer: int) -> Delivery:
        start.wait()
        return deliver_beside(app, carrier, at=now)

    with ThreadPoolExecutor(DELIVERERS) as pool:
        done = list(pool.map(one, range(DELIVERERS)))

    assert sum(each.sent for each in done) == LETTERS
    assert len({letter["Message-ID"] for letter in mailbox.letters}) == LETTERS
    assert len(mailbox.letters) == LETTERS


def test_whoever_was_slow_lets_others_have_what_they_took_over(
    app: Flask, session: Session, mail_server: MailServer, now: datetime, make: Make
) -> None:
    """The worker hangs on its first letter until its lease is over, and somebody types deliver."""
    _queue(session, make.an_account(RoleName.MENTEE).id, now=now)
    later = now + timedelta(minutes=LEASE_MINUTES + 1)
    others: list[Delivery] = []
    mailbox = Slow()
    carrier = mail_server(mailbox)
    mailbox.meanwhile = lambda: others.append(deliver_beside(app, carrier, at=later))

    mine = deliver(app, session, carrier, at=now)

    assert (mine.sent, [each.sent for each in others]) == (1, [LETTERS - 1])
    assert len({letter["Message-ID"] for letter in mailbox.letters}) == LETTERS
    assert len(mailbox.letters) == LETTERS
    session.rollback()
    assert count_letters(session) == [], "it arrived after all, so nobody is left in doubt"


def test_the_lease_of_a_letter_begins_anew_when_it_is_handed_over(
    session: Session, one_letter: Road, now: datetime
) -> None:
    (letter,) = claim_letters(session, now=now)
    started = now + timedelta(minutes=LEASE_MINUTES - 1)
    start_sending(session, letter, now=started)

    assert claim_letters(session, now=started + timedelta(minutes=LEASE_MINUTES)) == []

    session.refresh(letter)
    assert letter.state is LetterState.SENDING


def _queue(session: Session, account_id: int, *, now: datetime, most: int = LETTERS) -> None:
    for number in range(most):
        queue_letter(
            session,
            kind=LetterKind.PASSWORD_CHANGED,
            dedupe_key=f"number {number}",
            account_id=account_id,
            link="/account/reset",
            now=now,
        )
    session.commit()


def test_what_was_given_up_can_be_sent_again(
    app: Flask, session: Session, one_letter: Road, mail_server: MailServer, now: datetime
) -> None:
    refusing = mail_server(Mailbox(), says={"RCPT": "550 no such person"})
    assert deliver(app, session, refusing, at=now) == Delivery(needs_attention=1)
    session.rollback()
    assert count_letters(session) == [
        LettersAlike(LetterState.NEEDS_ATTENTION, "smtp 550", about_an_account=False, count=1)
    ]

    assert send_again(session, state=LetterState.NEEDS_ATTENTION, now=now) == 1
    session.commit()

    mailbox = Mailbox()
    assert deliver(app, session, mail_server(mailbox), at=now) == Delivery(sent=1)
    assert len(mailbox.letters) == 1
