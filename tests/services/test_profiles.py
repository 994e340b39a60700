"""Sign-ups on the web: whose they are, what they hold, and until when they can be changed."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session
from support.make import Make
from support.road import HER_NAME, Road

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import RoundEvent
from mentorship.domain.people import Field, Side
from mentorship.models.account import RoleName
from mentorship.models.keys import email_key
from mentorship.models.round import Participation
from mentorship.services.claims import claim_as, claim_with_password, find_claim
from mentorship.services.people import read_profile
from mentorship.services.profiles import own_answers, profile_of, sign_up
from mentorship.services.rounds import move_round, participation_of, where_answers_go

_ANSWERS = {Field.NAME: "Saba Nightjar", Field.WORKPLACE: "Lakeview Hospital", Field.EMAIL: "x@y.z"}


def test_the_address_is_always_that_of_the_account(
    session: Session, road: Road, make: Make, now: datetime
) -> None:
    account = make.an_account(RoleName.MENTEE, email="saba@example.org")

    profile = sign_up(session, account, Side.MENTEE, _ANSWERS, round_=road.round, now=now)

    assert own_answers(profile)[Field.EMAIL] == "saba@example.org"
    assert profile.email_key == email_key("saba@example.org")


def test_signing_up_twice_changes_the_answers_and_keeps_one_place(
    session: Session, road: Road, make: Make, now: datetime
) -> None:
    account = make.an_account(RoleName.MENTEE)
    first = sign_up(session, account, Side.MENTEE, _ANSWERS, round_=road.round, now=now)
    number = participation_of(session, road.round, first).number

    again = {**_ANSWERS, Field.NAME: "Saba"}
    second = sign_up(session, account, Side.MENTEE, again, round_=road.round, now=now)

    assert first is second
    assert own_answers(second)[Field.NAME] == "Saba"
    assert session.query(Participation).count() == 1
    assert participation_of(session, road.round, second).number == number


def test_one_person_can_be_on_both_sides(
    session: Session, road: Road, make: Make, now: datetime
) -> None:
    account = make.an_account(RoleName.MENTEE, RoleName.MENTOR)

    for side in Side:
        sign_up(session, account, side, _ANSWERS, round_=road.round, now=now)

    sides = [profile_of(session, account, side).side for side in Side]
    assert sides == list(Side)


def test_answers_sent_after_the_round_closed_are_kept_for_the_next(
    session: Session, road: Road, make: Make, now: datetime
) -> None:
    account = make.an_account(RoleName.MENTEE)

    profile = sign_up(session, account, Side.MENTEE, _ANSWERS, round_=None, now=now)

    assert own_answers(profile)[Field.NAME] == "Saba Nightjar"
    assert participation_of(session, road.round, profile) is None


def test_answers_cannot_change_under_the_eyes_of_the_team(
    session: Session, road: Road, now: datetime
) -> None:
    account = road.a_mentee()
    road.close()

    with pytest.raises(Refused, match="not kept"):
        sign_up(session, account, Side.MENTEE, _ANSWERS, round_=None, now=now)

    assert own_answers(profile_of(session, account, Side.MENTEE))[Field.NAME] == HER_NAME


def test_answers_count_for_the_open_round_only(session: Session, road: Road, now: datetime) -> None:
    account = road.a_mentee()
    assert where_answers_go(session, account, Side.MENTEE) == (road.round, False)

    move_round(session, road.round, RoundEvent.CLOSE, by=road.coordinator, now=now)

    assert where_answers_go(session, account, Side.MENTEE) == (None, True)


def a_claim_token(road: Road) -> str:
    profile, mentor = road.a_profile(Side.MENTEE), road.a_mentor()
    road.close()
    road.ask_her(road.propose(profile, mentor))
    return road.claim_token()


def test_a_claim_opens_an_account_with_the_answers_in_it(
    session: Session, road: Road, now: datetime
) -> None:
    found = find_claim(session, a_claim_token(road), now=now)
    assert found is not None

    account = claim_with_password(session, found, password_hash="a hash", now=now)

    assert account is not None
    assert account.role_names == {RoleName.MENTEE}
    assert read_profile(profile_of(session, account, Side.MENTEE)).person.name == HER_NAME


def test_a_claim_works_once(session: Session, road: Road, now: datetime) -> None:
    token = a_claim_token(road)
    found = find_claim(session, token, now=now)
    claim_with_password(session, found, password_hash="a hash", now=now)

    assert find_claim(session, token, now=now) is None
    assert claim_with_password(session, found, password_hash="another", now=now) is None


def test_an_account_that_nobody_confirmed_becomes_hers_with_a_new_password(
    session: Session, road: Road, make: Make, now: datetime
) -> None:
    somebodys = make.an_account(
        RoleName.MENTOR, email="quetzal@example.org", password="theirs", confirmed=False
    )
    old_uniquifier = somebodys.fs_uniquifier
    found = find_claim(session, a_claim_token(road), now=now)

    account = claim_with_password(session, found, password_hash="hers", now=now)

    assert account is somebodys
    assert account.password == "hers"
    assert account.confirmed_at == now
    assert account.fs_uniquifier != old_uniquifier


def test_a_confirmed_account_keeps_its_password(
    session: Session, road: Road, make: Make, now: datetime
) -> None:
    hers = make.an_account(RoleName.MENTOR, email="Quetzal@example.org", password="hers")
    found = find_claim(session, a_claim_token(road), now=now)

    assert found.owner is hers
    assert claim_with_password(session, found, password_hash="new", now=now) is None
    assert claim_as(session, found, hers, now=now)

    assert hers.password == "hers"
    assert hers.role_names == {RoleName.MENTEE, RoleName.MENTOR}


def test_nobody_else_can_take_over_her_answers(
    session: Session, road: Road, make: Make, now: datetime
) -> None:
    make.an_account(RoleName.MENTEE, email="quetzal@example.org")
    other = make.an_account(RoleName.MENTEE, email="other@example.org")
    found = find_claim(session, a_claim_token(road), now=now)

    assert not claim_as(session, found, other, now=now)

    assert profile_of(session, other, Side.MENTEE) is None
