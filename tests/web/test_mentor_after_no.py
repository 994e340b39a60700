"""After a no: a reason with one tap for the team alone, and a pause, both only if one likes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import Clock
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.road import Road

from mentorship.domain.lifecycle import MatchEvent, MatchState
from mentorship.models.account import Account
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.services.profiles import pair_of

SignIn = Callable[[Account], Browser]
ASKS_WHY = "Would you like to say why?"


def why(session: Session, question: Match) -> str | None:
    session.rollback()
    return session.scalars(
        select(MatchMove.why).where(
            MatchMove.match_id == question.id, MatchMove.event == MatchEvent.DECLINE
        )
    ).one()


def of_mentor(session: Session, question: Match) -> Profile:
    session.rollback()
    session.expire_all()
    return pair_of(session, question)[1]


def test_a_no_is_whole_without_a_reason(
    session: Session, question: Match, visitor: Browser, answer_path: str
) -> None:
    visitor.post(f"{answer_path}/no")

    page = visitor.follow()
    assert "There is nothing else to do. You can close this page." in page.text
    assert ASKS_WHY in page.text
    assert why(session, question) is None


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("no_room", "The mentor has no room now."),
        ("not_my_area", "It is not the mentor's area."),
        ("wrong_time", "It is the wrong time of life for the mentor."),
    ],
)
def test_the_team_reads_the_reason_and_she_does_not(
    session: Session,
    question: Match,
    mentee: Account,
    visitor: Browser,
    answer_path: str,
    signed_in: SignIn,
    code: str,
    said: str,
) -> None:
    visitor.post(f"{answer_path}/no")
    before = signed_in(mentee).get("/home").text
    visitor.follow()

    visitor.send({"why": code}, action="/why")

    page = visitor.follow()
    assert "Thank you for telling us." in page.text
    assert ASKS_WHY not in page.text
    assert why(session, question) == said
    assert signed_in(mentee).get("/home").text == before


def test_only_the_first_reason_counts_and_only_after_a_no(
    session: Session, road: Road, question: Match, visitor: Browser, answer_path: str
) -> None:
    visitor.post(f"{answer_path}/why", {"why": "no_room"})
    assert road.state(question) is MatchState.ASKED_MENTOR
    visitor.post(f"{answer_path}/no")
    for sent in ({"why": "because"}, {}, {"why": "not_my_area"}, {"why": "no_room"}):
        visitor.post(f"{answer_path}/why", sent)

    assert why(session, question) == "It is not the mentor's area."


def test_whoever_is_kept_apart_is_asked_for_no_other_reason(
    session: Session, question: Match, visitor: Browser, answer_path: str
) -> None:
    visitor.post(f"{answer_path}/apart")
    said = why(session, question)

    assert ASKS_WHY not in visitor.follow().text
    visitor.post(f"{answer_path}/why", {"why": "no_room"})
    assert why(session, question) == said


def test_a_pause_right_after_a_no(
    session: Session, question: Match, visitor: Browser, answer_path: str
) -> None:
    visitor.post(f"{answer_path}/no")
    visitor.follow()

    visitor.send({"until": "2026-05-01"}, action="/pause")

    assert "You pause now" in visitor.follow().text
    mentor = of_mentor(session, question)
    assert mentor.paused_at is not None
    assert str(mentor.paused_until) == "2026-05-01"


@pytest.mark.parametrize("until", ["2026-03-02", "soon"])
def test_a_day_that_cannot_be_is_said_beside_it(
    session: Session, question: Match, visitor: Browser, answer_path: str, until: str
) -> None:
    visitor.post(f"{answer_path}/no")
    visitor.follow()

    page = visitor.send({"until": until}, action="/pause", expect=422)

    assert page.h1 == "That’s completely fine"
    assert of_mentor(session, question).paused_at is None


@pytest.mark.parametrize("answer", ["", "/yes"])
def test_no_pause_without_a_no(
    session: Session, question: Match, visitor: Browser, answer_path: str, answer: str
) -> None:
    if answer:
        visitor.post(answer_path + answer)

    visitor.post(f"{answer_path}/pause")

    assert of_mentor(session, question).paused_at is None


def test_an_old_letter_pauses_nobody(
    session: Session, question: Match, clock: Clock, visitor: Browser, answer_path: str
) -> None:
    visitor.post(f"{answer_path}/no")
    clock.move(timedelta(hours=1))

    visitor.post(f"{answer_path}/pause")

    assert of_mentor(session, question).paused_at is None
    assert ASKS_WHY not in visitor.follow().text


@pytest.mark.parametrize("step", ["why", "pause"])
def test_an_unknown_link_says_nothing_and_changes_nothing(visitor: Browser, step: str) -> None:
    visitor.post(f"/answer/unknown/{step}", {"why": "no_room"})

    assert visitor.follow().h1 == "There is nothing to answer here"


def test_signed_in_a_reason_is_as_free(
    session: Session, question: Match, mentor: Account, signed_in: SignIn
) -> None:
    browser = signed_in(mentor)
    browser.post(f"/mentor/requests/{question.id}/no")
    browser.follow()
    assert "/mentor/room" in browser.page.links()

    browser.send({"why": "no_room"}, action="/why")

    assert why(session, question) == "The mentor has no room now."


def test_nobody_else_says_why(session: Session, question: Match, mentor_client: Browser) -> None:
    mentor_client.post(f"/mentor/requests/{question.id}/why", {"why": "no_room"}, expect=404)
