"""Her first page says where things stand, and never more than she may know."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.make import Make
from support.road import THEIR_NAME, Road
from support.waiting import waits

from mentorship.domain.lifecycle import Actor, RoundEvent
from mentorship.models.account import Account, RoleName
from mentorship.models.round import MatchingRun
from mentorship.services import matches
from mentorship.services.match_lookups import moves_of
from mentorship.services.rounds import move_round

SignIn = Callable[[Account], Browser]


def home(signed_in: SignIn, account: Account) -> Browser:
    browser = signed_in(account)
    browser.get("/home")
    return browser


def test_between_rounds_there_are_kind_words(mentee_client: Browser) -> None:
    assert mentee_client.get("/home").h1 == "The next round is not open yet"


def test_an_open_round_invites_her(road: Road, make: Make, signed_in: SignIn) -> None:
    page = home(signed_in, make.an_account(RoleName.MENTEE)).page

    assert page.h1 == "Let’s find you someone"
    assert "until 20 March 2026" in page.text
    assert "/home/sign-up" in page.links()


def test_signed_up_she_can_change_her_answers(road: Road, signed_in: SignIn) -> None:
    page = home(signed_in, road.a_mentee()).page

    assert page.h1 == "We have your answers"
    assert "until 20 March 2026" in page.text


def test_while_the_team_matches_we_are_looking(road: Road, signed_in: SignIn) -> None:
    her, them = road.a_mentee(), road.a_mentor()
    road.close()
    road.propose(her, them)

    page = home(signed_in, her).page

    assert page.h1 == "We’re looking"
    assert THEIR_NAME not in page.html


def test_who_waits_reads_why_and_what_comes_next(road: Road, signed_in: SignIn) -> None:
    her = road.a_mentee()
    waits(road, her, cause="must")

    page = home(signed_in, her).page

    assert page.h1 == "Not yet"
    assert "one thing is a must for you" in page.text
    assert "those who waited go first" in page.text
    assert "For the team." not in page.text


def test_a_secret_reason_reads_as_if_places_had_run_out(road: Road, signed_in: SignIn) -> None:
    her = road.a_mentee()
    waits(road, her, cause="apart")

    kept_apart = home(signed_in, her).page.text

    run = road.session.scalars(select(MatchingRun)).one()
    (entry,) = run.report["waiting"]
    run.report = {"waiting": [entry | {"cause": "places ran out"}]}
    road.session.commit()
    assert home(signed_in, her).page.text == kept_apart


def test_before_the_letters_go_nothing_is_sure(road: Road, signed_in: SignIn) -> None:
    her = road.a_mentee()
    waits(road, her, cause="must", released=False)

    assert home(signed_in, her).page.h1 == "We’re looking"


def test_asked_she_reads_who_it_would_be(road: Road, signed_in: SignIn) -> None:
    her, them = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(her, them)
    road.ask_her(match)

    page = home(signed_in, her).page

    assert page.h1 == f"Meet {THEIR_NAME}?"
    assert f"/home/meet/{match.id}" in page.links()


def test_after_her_yes_we_are_asking(road: Road, signed_in: SignIn) -> None:
    her, them = road.a_mentee(), road.a_mentor()
    road.close()
    road.ask_mentor(road.propose(her, them), her)

    assert home(signed_in, her).page.h1 == "You said yes. We are asking."


def test_introduced_she_has_a_name_an_address_and_a_first_line(
    road: Road, signed_in: SignIn
) -> None:
    her, them = road.a_mentee(), road.a_mentor()
    road.close()
    road.introduce(road.propose(her, them), her)

    page = home(signed_in, her).page

    assert page.h1 == f"You’re introduced to {THEIR_NAME}"
    assert "kingfisher@example.com" in page.text
    assert f"Hello {THEIR_NAME}," in page.html
    assert [link for link in page.links() if link.startswith("mailto:kingfisher@example.com?")]


@pytest.mark.parametrize("ending", ["declined", "held", "lapsed"])
def test_a_no_a_silence_and_a_finding_of_the_guard_look_the_same(
    session: Session, road: Road, signed_in: SignIn, ending: str
) -> None:
    her, them = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(her, them)
    link = road.ask_mentor(match, her)
    if ending == "declined":
        matches.decline(session, match, link=link, now=road.now)
    elif ending == "held":
        matches.hold(session, match, by=road.coordinator, now=road.now, why="Something new.")
    else:
        matches.lapse_overdue(session, now=road.now + timedelta(days=8))
    session.commit()

    page = home(signed_in, her).page

    assert page.h1 == "This one has moved on"
    assert THEIR_NAME not in page.html
    assert "Something new" not in page.html


def test_when_the_round_is_over_her_answers_wait_for_the_next(
    session: Session, road: Road, signed_in: SignIn
) -> None:
    her, them = road.a_mentee(), road.a_mentor()
    road.close()
    road.ask_her(road.propose(her, them))
    matches.lapse_overdue(session, now=road.now + timedelta(days=8))
    move_round(session, road.round, RoundEvent.FINISH, by=road.coordinator, now=road.now)
    session.commit()

    assert home(signed_in, her).page.h1 == "This round has ended"


def test_she_can_stop_without_a_reason(session: Session, road: Road, signed_in: SignIn) -> None:
    her, them = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(her, them)
    road.introduce(match, her)
    browser = home(signed_in, her)

    browser.send(action="/end")

    assert browser.follow().h1 == "You two have stopped"
    last = moves_of(session, match)[-1]
    assert (last.actor, last.why) == (Actor.MENTEE, None)


def test_a_mentor_alone_has_no_such_page(mentor_client: Browser) -> None:
    mentor_client.get("/home", expect=404)


def test_a_stranger_is_asked_to_sign_in(visitor: Browser) -> None:
    assert "/account/login" in visitor.get("/home", expect=302).location
