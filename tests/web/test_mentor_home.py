"""A mentor's first page: who waits for an answer, who was introduced, and nobody else."""

from collections.abc import Callable

from sqlalchemy.orm import Session
from support.browser import Browser
from support.make import Make
from support.road import ADDRESS, HER_NAME, Road

from mentorship.models.account import Account, RoleName
from mentorship.services import matches

SignIn = Callable[[Account], Browser]


def test_between_rounds_there_are_kind_words(mentor_client: Browser) -> None:
    assert mentor_client.get("/mentor").h1 == "The next round is not open yet"


def test_an_open_round_invites(road: Road, make: Make, signed_in: SignIn) -> None:
    page = signed_in(make.an_account(RoleName.MENTOR)).get("/mentor")

    assert page.h1 == "There is a seat at this table"
    assert "until 20 March 2026" in page.text


def test_signed_up(road: Road, signed_in: SignIn) -> None:
    assert signed_in(road.a_mentor()).get("/mentor").h1 == "We have your answers"


def test_a_mentor_never_learns_of_a_mentee_who_passed(
    session: Session, road: Road, signed_in: SignIn
) -> None:
    her, them = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(her, them)
    road.ask_her(match)
    before = signed_in(them).get("/mentor").text

    matches.pass_on(session, match, by=her, now=road.now)
    session.commit()

    assert signed_in(them).get("/mentor").text == before
    assert "Nothing for you to do now" in before


def test_a_request_waits_without_her_name(road: Road, signed_in: SignIn) -> None:
    her, them = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(her, them)
    road.ask_mentor(match, her)

    page = signed_in(them).get("/mentor")

    assert page.h1 == "Somebody would like to meet you"
    assert "a resident in surgery" in page.text
    assert f"/mentor/requests/{match.id}" in page.links()
    assert HER_NAME not in page.html


def test_introduced_the_mentor_can_reach_her(road: Road, signed_in: SignIn) -> None:
    her, them = road.a_mentee(), road.a_mentor()
    road.close()
    road.introduce(road.propose(her, them), her)

    page = signed_in(them).get("/mentor")

    assert page.h1 == "My mentees"
    assert f"You’re introduced to {HER_NAME}" in page.text
    assert ADDRESS in page.text
    assert "Yes, any time" in page.text
    assert "Alder General" not in page.html


def test_a_mentee_alone_has_no_such_page(mentee_client: Browser) -> None:
    mentee_client.get("/mentor", expect=404)
