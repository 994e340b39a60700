"""Everything of hers is deleted when she says so: after her password, at once, and quietly."""

import time
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.road import Road

from mentorship.domain.lifecycle import MatchState
from mentorship.models.account import Account, SignIn
from mentorship.models.audit import AuditEntry, Verb
from mentorship.models.match import Match
from mentorship.models.profile import Profile

SignIns = Callable[[Account], Browser]


def test_she_reads_what_goes_and_what_stays_and_presses_one_button(
    road: Road, session: Session, signed_in: SignIns
) -> None:
    her = road.a_mentee()
    browser = signed_in(her)
    page = browser.get("/yours/delete")
    assert "What goes" in page.text
    assert "What stays" in page.text

    browser.send(action="/yours/delete")

    assert browser.cookie() is None
    assert "What was deleted here is gone" in browser.follow().text
    session.rollback()
    assert session.scalars(select(Account).where(Account.id != road.coordinator.id)).all() == []
    assert session.scalars(select(Profile)).all() == []
    browser.get("/home", expect=302)


def test_a_stranger_at_her_device_is_asked_for_her_password(
    road: Road, session: Session, signed_in: SignIns
) -> None:
    browser = signed_in(road.a_mentee())
    with browser.client.session_transaction(base_url="https://localhost") as visit:
        visit["fs_paa"] = time.time() - 5 * 60 - 1

    page = browser.get("/yours/delete", expect=303)
    browser.post("/yours/delete")

    assert page.location == "/account/verify?next=/yours/delete"
    session.rollback()
    assert len(session.scalars(select(Profile)).all()) == 1


def test_the_record_says_that_it_was_done_and_not_to_whom(
    road: Road, session: Session, signed_in: SignIns
) -> None:
    her = road.a_mentee()
    (own,) = session.scalars(select(Profile.id))

    signed_in(her).post("/yours/delete")

    session.rollback()
    entry = session.scalars(select(AuditEntry).where(AuditEntry.verb == Verb.ERASE)).one()
    assert (entry.actor, entry.detail, entry.subject == own) == ("", "mentee", False)


@pytest.mark.parametrize("leaver", ["mentee", "mentor"])
def test_whoever_is_introduced_to_her_reads_what_an_ordinary_end_says(
    road: Road, session: Session, signed_in: SignIns, mentee: Account, mentor: Account, leaver: str
) -> None:
    match = road.propose(mentee, mentor)
    road.introduce(match, mentee)
    match_id = match.id
    other = signed_in(mentor if leaver == "mentee" else mentee)

    signed_in(mentee if leaver == "mentee" else mentor).post("/yours/delete")

    session.rollback()
    left = session.get_one(Match, match_id)
    assert left.state is MatchState.ENDED
    other.get("/mentor" if leaver == "mentee" else "/home")
    kind = "ended_mentor" if leaver == "mentee" else "moved_on_mentee"
    told = ("ended", "moved_on")
    assert [one for one, _ in road.letters() if one.startswith(told)] == [kind]


def test_an_account_of_the_team_stays_one_and_nothing_else(
    road: Road, session: Session, signed_in: SignIns
) -> None:
    own = road.coordinator
    signed_in(own).post("/yours/delete")

    session.rollback()
    assert session.scalars(select(SignIn)).all() == []
    assert session.scalars(select(Account.id)).all() == [own.id]
