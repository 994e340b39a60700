"""She looks at a possible mentor and decides; looking changes nothing, a no needs no reason."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session
from support.browser import Browser
from support.make import Make
from support.road import THEIR_NAME, WHY_THIS_MENTOR, Road

from mentorship.domain.disclosure import Viewer
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Field
from mentorship.models.account import Account, RoleName
from mentorship.models.letter import LetterKind
from mentorship.models.match import Match
from mentorship.services.profiles import pair_of

SignIn = Callable[[Account], Browser]


@pytest.fixture
def her(road: Road) -> Account:
    return road.a_mentee()


@pytest.fixture
def match(road: Road, her: Account) -> Match:
    mentor = road.a_mentor()
    road.close()
    match = road.propose(her, mentor)
    road.ask_her(match)
    return match


def test_she_sees_who_it_is_why_and_that_they_do_not_know(
    match: Match, her: Account, signed_in: SignIn
) -> None:
    page = signed_in(her).get(f"/home/meet/{match.id}")

    assert page.h1 == f"Would you like to meet {THEIR_NAME}?"
    assert "Lakeview Hospital" in page.text
    assert f"{WHY_THIS_MENTOR}." in page.text
    assert "Glad to rehearse hard conversations." in page.text
    assert "They don’t know about you yet." in page.text
    assert "kingfisher@example.com" not in page.html


def test_looking_fifty_times_changes_nothing(
    road: Road, match: Match, her: Account, signed_in: SignIn
) -> None:
    browser, path, letters = signed_in(her), f"/home/meet/{match.id}", road.letters()

    for _ in range(25):
        browser.get(path)
        browser.client.head(path, base_url="https://localhost")

    assert road.state(match) is MatchState.ASKED_MENTEE
    assert road.letters() == letters


def test_her_yes_asks_the_mentor(road: Road, match: Match, her: Account, signed_in: SignIn) -> None:
    browser = signed_in(her)
    browser.get(f"/home/meet/{match.id}")

    browser.send(action="/yes")

    assert browser.follow().h1 == "You said yes. We are asking."
    assert road.state(match) is MatchState.ASKED_MENTOR
    assert (LetterKind.MENTOR_QUESTION, match.mentor_id) in road.letters()


def test_somebody_else_please_tells_nobody(
    road: Road, match: Match, her: Account, signed_in: SignIn
) -> None:
    browser, letters = signed_in(her), road.letters()
    browser.get(f"/home/meet/{match.id}")

    browser.send(action="/somebody-else")

    assert browser.follow().h1 == "We look again"
    assert road.state(match) is MatchState.PASSED
    assert road.letters() == letters


def test_keep_us_apart_is_remembered_and_tells_nobody(
    session: Session, road: Road, match: Match, her: Account, signed_in: SignIn
) -> None:
    browser, letters = signed_in(her), road.letters()
    browser.get(f"/home/meet/{match.id}")

    browser.send(action="/apart")

    assert browser.follow().h1 == "We look again"
    assert road.state(match) is MatchState.PASSED
    hers, _ = pair_of(session, match)
    assert hers.sealed().view(Field.KEEP_APART, viewer=Viewer.SELF) == THEIR_NAME
    assert road.letters() == letters


@pytest.mark.parametrize("step", ["", "/yes", "/somebody-else", "/apart", "/end"])
def test_somebody_elses_match_is_not_found(
    road: Road, match: Match, make: Make, signed_in: SignIn, step: str
) -> None:
    browser = signed_in(make.an_account(RoleName.MENTEE))
    path = f"/home/meet/{match.id}{step}"

    if step:
        browser.post(path, expect=404)
    else:
        browser.get(path, expect=404)

    assert road.state(match) is MatchState.ASKED_MENTEE


def test_a_pair_that_nobody_confirmed_is_not_found(road: Road, signed_in: SignIn) -> None:
    her, mentor = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(her, mentor)

    signed_in(her).get(f"/home/meet/{match.id}", expect=404)


def test_an_answered_page_leads_home(
    road: Road, match: Match, her: Account, signed_in: SignIn
) -> None:
    browser = signed_in(her)
    browser.post(f"/home/meet/{match.id}/somebody-else")

    assert browser.get(f"/home/meet/{match.id}", expect=303).location == "/home"


def test_a_second_answer_is_refused_kindly(
    road: Road, match: Match, her: Account, signed_in: SignIn
) -> None:
    browser = signed_in(her)
    browser.post(f"/home/meet/{match.id}/somebody-else")

    page = browser.post(f"/home/meet/{match.id}/yes", expect=409)

    assert "moved on" in page.text
    assert road.state(match) is MatchState.PASSED
