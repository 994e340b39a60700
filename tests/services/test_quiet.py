"""Whoever would rather look in is not written to, at whatever moment she says so."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.make import Make
from support.road import Road

from mentorship.models.account import Account
from mentorship.models.letter import Letter, LetterKind, LetterState
from mentorship.models.match import Match
from mentorship.post.deliver import stationery_from
from mentorship.post.render import render
from mentorship.services import matches
from mentorship.services.letters import queue_letter
from mentorship.services.quiet import (
    ALWAYS_SENT,
    Unwritten,
    check_in_myself,
    unwritten,
    write_to_me,
)


def only_letter(session: Session, kind: LetterKind) -> Letter:
    return session.scalars(select(Letter).where(Letter.kind == kind)).one()


def test_nothing_is_queued_for_whoever_looks_in(
    road: Road, mentee: Account, mentor: Account, match: Match, session: Session, now: datetime
) -> None:
    check_in_myself(session, mentee)
    check_in_myself(session, mentor)

    road.introduce(match, mentee)

    found = {letter.kind: (letter.state, letter.link) for letter in session.scalars(select(Letter))}
    assert found == dict.fromkeys(
        [
            LetterKind.SOMETHING_TO_READ,
            LetterKind.MENTOR_QUESTION,
            LetterKind.INTRODUCTION_MENTEE,
            LetterKind.INTRODUCTION_MENTOR,
        ],
        (LetterState.WITHDRAWN, None),
    )
    # What was not written and is still true stands on the own page; what has moved on does not.
    assert unwritten(session, mentee, now=now) == [Unwritten(LetterKind.INTRODUCTION_MENTEE, now)]
    assert unwritten(session, mentor, now=now) == [Unwritten(LetterKind.INTRODUCTION_MENTOR, now)]
    assert unwritten(session, mentee, now=now + timedelta(days=61)) == []


def test_a_letter_that_waited_when_she_said_so_does_not_leave(
    app: Flask, road: Road, mentee: Account, match: Match, session: Session, now: datetime
) -> None:
    road.ask_her(match)
    letter = only_letter(session, LetterKind.SOMETHING_TO_READ)
    with app.app_context():
        stationery = stationery_from(app.config, templates=Path(str(app.template_folder)))
    assert render(session, letter, stationery=stationery, now=now) is not None

    check_in_myself(session, mentee)

    assert render(session, letter, stationery=stationery, now=now) is None
    write_to_me(session, mentee)
    assert render(session, letter, stationery=stationery, now=now) is not None


def test_the_other_one_is_written_to_all_the_same(
    road: Road, mentee: Account, mentor: Account, match: Match, session: Session
) -> None:
    check_in_myself(session, mentee)

    road.ask_mentor(match, mentee)

    assert only_letter(session, LetterKind.MENTOR_QUESTION).state == LetterState.PENDING
    assert only_letter(session, LetterKind.SOMETHING_TO_READ).state == LetterState.WITHDRAWN


@pytest.mark.parametrize("kind", sorted(LetterKind))
def test_only_letters_about_the_account_itself_always_come(
    make: Make, session: Session, now: datetime, kind: LetterKind
) -> None:
    account = make.an_account()
    check_in_myself(session, account)

    letter = queue_letter(session, kind=kind, dedupe_key="one", now=now, account_id=account.id)

    assert letter is not None
    is_sent = letter.state == LetterState.PENDING
    assert is_sent == (kind in ALWAYS_SENT)
    assert is_sent == (kind.value in ACCOUNT_KINDS)


ACCOUNT_KINDS = (
    "already_registered",
    "confirm_address",
    "coordinator_invited",
    "passkey_added",
    "passkey_removed",
    "password_changed",
    "reset_password",
)


def test_a_question_that_was_passed_on_is_not_shown_any_more(
    road: Road, mentee: Account, match: Match, session: Session, now: datetime
) -> None:
    check_in_myself(session, mentee)
    road.ask_her(match)
    assert [one.kind for one in unwritten(session, mentee, now=now)] == [
        LetterKind.SOMETHING_TO_READ
    ]

    matches.pass_on(session, match, by=mentee, now=now)

    assert unwritten(session, mentee, now=now) == []
