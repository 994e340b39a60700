"""One letter that cannot be written, or one fault of the post, keeps nothing else back."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.mail_servers import MailServer, deliver
from support.make import PASSWORD, Make
from support.programme import Mailbox
from support.road import Road

from mentorship.jobs import sweep
from mentorship.models.account import Account, RoleName
from mentorship.models.letter import Letter, LetterKind, LetterState
from mentorship.models.match import Match
from mentorship.post.deliver import Delivery
from mentorship.services.audit_heads import read_heads
from mentorship.services.letters import queue_letter

IN_CODE = [
    "=?utf-8?q??=@example.org",
    "=?utf-8?q?a=0d=0aDATA?=@example.org",
    "=?utf-8?q?x=40evil.org?=@example.com",
    "x@=?utf-8?q?evil.org?=.example.com",
]


@pytest.mark.parametrize("address", IN_CODE)
def test_nobody_registers_with_an_address_in_code(
    visitor: Browser, session: Session, address: str
) -> None:
    visitor.get("/account/register")
    page = visitor.send(
        {"side": "mentee", "email": address, "password": PASSWORD, "password_confirm": PASSWORD},
        action="register",
        expect=200,
    )

    assert "Please write an address like name@example.org." in page.text
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Account)) == 0
    assert session.scalar(select(func.count()).select_from(Letter)) == 0


def test_an_account_from_before_with_such_an_address_gets_nothing(
    app: Flask, session: Session, make: Make, mail_server: MailServer, now: datetime
) -> None:
    for number, address in enumerate([*IN_CODE, "her@example.org"]):
        account = make.an_account(RoleName.MENTEE, email=address)
        queue_letter(
            session,
            kind=LetterKind.CONFIRM_ADDRESS,
            dedupe_key=str(number),
            account_id=account.id,
            link="/account/confirm/x",
            now=now,
        )
    session.commit()
    mailbox = Mailbox()

    done = deliver(app, session, mail_server(mailbox), at=now)

    assert done == Delivery(sent=1, withdrawn=len(IN_CODE))
    assert [letter["To"] for letter in mailbox.letters] == ["her@example.org"]


def test_a_letter_that_cannot_be_written_is_given_up_and_the_rest_leave(
    app: Flask,
    road: Road,
    match: Match,
    mentee: Account,
    session: Session,
    mail_server: MailServer,
    tmp_path: Path,
) -> None:
    road.introduce(match, mentee)
    texts = Path(shutil.copytree(Path(str(app.template_folder)) / "letters", tmp_path / "letters"))
    (texts / "introduction_mentor.txt").write_text("{{ 'a'.index('b') }}")
    mailbox = Mailbox()
    app.template_folder = str(tmp_path)

    deliver(app, session, mail_server(mailbox), at=road.now)

    session.rollback()
    about_both = {LetterKind.INTRODUCTION_MENTOR, LetterKind.INTRODUCTION_MENTEE}
    letters = session.execute(
        select(Letter.kind, Letter.state, Letter.trouble).where(Letter.kind.in_(about_both))
    ).all()
    assert sorted(letters) == [
        (LetterKind.INTRODUCTION_MENTEE, LetterState.SENT, ""),
        (LetterKind.INTRODUCTION_MENTOR, LetterState.NEEDS_ATTENTION, "unwritable"),
    ]
    assert len(mailbox.letters) == 1


def test_the_record_is_tended_even_when_the_post_breaks_down(
    app: Flask, session: Session, one_letter: Road
) -> None:
    Path(app.config["LETTERS_FOLDER"]).write_text("a file where a folder should be")
    heads = Path(app.config["AUDIT_HEAD_FILE"])
    session.rollback()

    with app.app_context(), pytest.raises(FileExistsError):
        sweep()

    assert len(read_heads(heads)) == 1
