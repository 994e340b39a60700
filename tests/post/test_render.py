"""What each letter says, and what none of them says."""

from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.road import HER_NAME, HER_WORDS, THEIR_NAME, Road

from mentorship.models.letter import Letter, LetterKind
from mentorship.post.deliver import stationery_from
from mentorship.post.render import render
from mentorship.post.words import SENDER_NAME, SUBJECTS
from mentorship.services import matches

MISSION_WORDS = ("mentor", "mentee", "match", "defiance", "academy", "programme for women")


@pytest.fixture
def read(app: Flask, session: Session, now: datetime):
    """Reads the newest letter of a kind as it would leave now."""
    stationery = stationery_from(app.config, templates=_templates(app))

    def read_(kind: LetterKind) -> EmailMessage | None:
        letter = session.scalars(
            select(Letter).where(Letter.kind == kind).order_by(Letter.queued_at.desc())
        ).first()
        assert letter is not None
        return render(session, letter, stationery=stationery, now=now)

    return read_


def _templates(app: Flask) -> Path:
    return Path(str(app.template_folder))


def test_every_kind_has_a_subject_and_a_text(app: Flask) -> None:
    texts = {path.stem for path in (_templates(app) / "letters").glob("*.txt")}

    assert set(SUBJECTS) == set(LetterKind)
    assert texts == {kind.value for kind in LetterKind}


def test_subjects_and_sender_say_nothing_on_a_lock_screen() -> None:
    for shown in (*SUBJECTS.values(), SENDER_NAME):
        assert not any(word in shown.casefold() for word in MISSION_WORDS)


def test_her_letter_says_only_that_there_is_something_to_read(road: Road, read) -> None:
    mentee, mentor = road.a_mentee(), road.a_mentor()
    road.close()
    road.ask_her(road.propose(mentee, mentor))

    letter = read(LetterKind.SOMETHING_TO_READ)

    assert letter["To"] == mentee.email
    assert letter["Subject"] == "Your request"
    assert letter["Auto-Submitted"] == "auto-generated"
    for secret in (HER_NAME, THEIR_NAME, HER_WORDS, "surgery"):
        assert secret not in letter.as_string()
    assert "https://localhost/home" in letter.get_content()


def test_the_mentor_s_question_names_nobody(road: Road, read) -> None:
    mentee, mentor = road.a_mentee(), road.a_mentor()
    road.close()
    road.ask_mentor(road.propose(mentee, mentor), mentee)

    letter = read(LetterKind.MENTOR_QUESTION)

    assert letter["To"] == mentor.email
    assert letter["Subject"] == "A quick question about March"
    for secret in (HER_NAME, mentee.email, HER_WORDS, "Alder General", "Speaking up"):
        assert secret not in letter.as_string()
    assert len(letter.get_content().split()) <= 60


def test_an_introduction_names_her_to_the_mentor_and_nobody_in_hers(road: Road, read) -> None:
    mentee, mentor = road.a_mentee(), road.a_mentor()
    road.close()
    road.introduce(road.propose(mentee, mentor), mentee)

    to_mentor, to_her = read(LetterKind.INTRODUCTION_MENTOR), read(LetterKind.INTRODUCTION_MENTEE)

    assert HER_NAME in to_mentor.get_content()
    assert mentee.email in to_mentor.get_content()
    assert HER_WORDS not in to_mentor.get_content()
    assert THEIR_NAME not in to_her.as_string()
    assert mentor.email not in to_her.as_string()


def test_a_letter_that_is_no_longer_true_does_not_leave(
    road: Road, read, session: Session, now: datetime
) -> None:
    mentee, mentor = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(mentee, mentor)
    road.ask_mentor(match, mentee)
    assert read(LetterKind.MENTOR_QUESTION) is not None

    matches.hold(session, match, by=road.coordinator, now=now, why="Something new.")

    assert read(LetterKind.MENTOR_QUESTION) is None
    session.rollback()


def test_an_address_cannot_start_another_header(road: Road, read) -> None:
    mentee, mentor = road.a_mentee(), road.a_mentor()
    mentee.email = "quail@example.org\r\nBcc: everybody@example.org"
    road.session.commit()
    road.close()
    road.ask_her(road.propose(mentee, mentor))

    assert read(LetterKind.SOMETHING_TO_READ) is None
