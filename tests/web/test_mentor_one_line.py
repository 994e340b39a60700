"""One line for her introduction: by the letter alone, for an hour, and read by her alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import Clock
from sqlalchemy.orm import Session
from support.browser import Browser
from support.road import Road

from mentorship.models.account import Account
from mentorship.models.match import Match
from mentorship.services.erasure import take_out
from mentorship.services.holdings import everything_about
from mentorship.services.profiles import pair_of
from mentorship.services.retention import wipe_what_is_due

SignIn = Callable[[Account], Browser]
LINE = "I once sat where you sit. Tea is on me."


def line_of(session: Session, match: Match) -> str | None:
    session.rollback()
    session.expire_all()
    return match.mentor_line


@pytest.fixture
def thanked(visitor: Browser, question: Match, answer_path: str) -> Browser:
    """The mentor has said yes, and is thanked."""
    visitor.get(answer_path)
    visitor.send(action="/yes")
    assert "Add one line for her?" in visitor.follow().text
    return visitor


def test_she_reads_the_line_and_the_mentor_finds_it_in_the_own_copy(
    session: Session,
    thanked: Browser,
    question: Match,
    mentee: Account,
    mentor: Account,
    signed_in: SignIn,
) -> None:
    thanked.send({"line": f"  {LINE}\r\n"}, action="/line")

    page = thanked.follow()
    assert "Your line stands in her introduction." in page.text
    assert "Add one line for her?" not in page.text
    assert LINE not in page.text
    assert LINE in signed_in(mentee).get("/home").text
    copy = [line for part in everything_about(session, mentor) for line in part.lines]
    assert ("The line that you wrote for the introduction", LINE) in copy
    assert LINE not in str(everything_about(session, mentee))
    assert line_of(session, question) == LINE


@pytest.mark.parametrize("line", ["", "a" * 201])
def test_no_line_and_one_that_is_too_long_are_not_kept(
    session: Session, thanked: Browser, question: Match, line: str
) -> None:
    thanked.send({"line": line}, action="/line", expect=422)

    assert line_of(session, question) is None


def test_a_patients_details_are_asked_about_first(
    session: Session, thanked: Browser, question: Match
) -> None:
    words = "My patient Mr. John Doe, MRN 4471182, taught me this."
    page = thanked.send({"line": words}, action="/line", expect=422)
    assert "This may contain a patient’s details." in page.text
    assert line_of(session, question) is None

    thanked.send({"line": words, "anyway": "yes"}, action="/line")

    assert line_of(session, question) == words


def test_once_the_introduction_has_gone_out_and_before_a_yes_there_is_no_line(
    session: Session, visitor: Browser, question: Match, answer_path: str, clock: Clock
) -> None:
    visitor.post(f"{answer_path}/line", {"line": LINE})
    assert line_of(session, question) is None
    visitor.post(f"{answer_path}/yes")

    clock.move(timedelta(minutes=61))
    visitor.post(f"{answer_path}/line", {"line": LINE})

    assert "Add one line for her?" not in visitor.follow().text
    assert line_of(session, question) is None


def test_the_line_goes_with_the_mentor_and_after_thirty_days(
    session: Session, road: Road, thanked: Browser, question: Match, clock: Clock
) -> None:
    thanked.send({"line": LINE}, action="/line")
    assert line_of(session, question) == LINE

    wipe_what_is_due(session, now=clock() + timedelta(days=31))
    assert question.mentor_line is None

    session.rollback()
    session.expire_all()
    assert question.mentor_line == LINE
    take_out(session, [pair_of(session, question)[1]], None, now=road.now)
    assert question.mentor_line is None
