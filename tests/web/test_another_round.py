"""Answers that the team is looking at stay as they were read, whatever other round is open."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support import mentor_screens
from support.browser import Browser, standing
from support.road import Road
from support.screens import fill, send_it

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import RoundEvent
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.profiles import own_answers, profile_of, sign_up
from mentorship.services.rounds import create_round, move_round, participation_of

SignIn = Callable[[Account], Browser]
PATHS = {Side.MENTEE: "/home/sign-up", Side.MENTOR: "/mentor/sign-up"}


@pytest.fixture(params=list(Side))
def side(request: pytest.FixtureRequest) -> Side:
    return request.param


@pytest.fixture
def account(road: Road, side: Side) -> Account:
    """Somebody whose round is being matched."""
    made = road.a_mentee() if side is Side.MENTEE else road.a_mentor()
    road.close()
    return made


@pytest.fixture
def next_round(road: Road, account: Account) -> Round:
    round_ = create_round(
        road.session, name="Summer", closes_on=None, time_zone="America/Phoenix", now=road.now
    )
    move_round(road.session, round_, RoundEvent.OPEN, by=road.coordinator, now=road.now)
    road.session.commit()
    return round_


def answers_of(road: Road, account: Account, side: Side) -> dict[Field, str]:
    road.session.rollback()
    return own_answers(profile_of(road.session, account, side))


@pytest.mark.parametrize("says", list(Side))
def test_no_workplace_can_be_tried_out_on_a_pair_that_is_under_way(
    road: Road, account: Account, side: Side, next_round: Round, says: Side
) -> None:
    before = answers_of(road, account, side)
    guess = {**before, Field.WORKPLACE: "Mayo Clinic"}

    with pytest.raises(Refused, match="stay as they are until that round is over"):
        sign_up(road.session, account, says, guess, round_=next_round, now=road.now)

    assert answers_of(road, account, side) == before


def test_the_next_round_takes_the_answers_as_they_are(
    road: Road, account: Account, side: Side, next_round: Round, signed_in: SignIn
) -> None:
    before = answers_of(road, account, side)
    browser = signed_in(account)
    page = browser.get(PATHS[side])
    assert page.h1 == "Your answers stay as they are for now"

    browser.send({"again": "yes"})

    assert answers_of(road, account, side) == before
    profile = profile_of(road.session, account, side)
    assert participation_of(road.session, next_round, profile) is not None
    assert "with these answers" in browser.get(PATHS[side]).text
    # Where she stands in the first round is not lost behind the second.
    home = browser.get("/home" if side is Side.MENTEE else "/mentor")
    assert "change your answers" not in home.text
    assert home.h1 != "We have your answers"


def test_what_was_typed_before_the_round_closed_changes_nothing_either(
    road: Road, signed_in: SignIn
) -> None:
    account = road.a_mentor()
    browser = signed_in(account)
    mentor_screens.fill(browser, {"name": "Somebody Else", "workplace": "Mayo Clinic"})
    browser.get(mentor_screens.CHECK)
    form = standing(browser.page.form(action=mentor_screens.CHECK))
    before = answers_of(road, account, Side.MENTOR)
    road.close()

    page = browser.post(mentor_screens.CHECK, form | {"agreement": ["y"]}, expect=409)

    assert "please tell a person now" in page.text
    assert answers_of(road, account, Side.MENTOR) == before


@pytest.mark.parametrize("path", ["/home/sign-up/2", "/mentor/sign-up/1"])
def test_whose_list_was_wiped_is_asked_anew_and_does_not_send_without_a_word(
    road: Road, session: Session, path: str, signed_in: SignIn
) -> None:
    side = Side.MENTEE if path.startswith("/home") else Side.MENTOR
    account = road.a_mentee() if side is Side.MENTEE else road.a_mentor()
    profile = session.scalars(select(Profile).where(Profile.side == side)).one()
    profile.answers = {k: v for k, v in profile.answers.items() if k != Field.KEEP_APART}
    profile.seen_by = []
    session.commit()
    browser = signed_in(account)

    assert "is deleted by now, as we promised" in browser.get(path).text
    silent = browser.send(expect=422)
    assert "is deleted by now" in silent.text
    browser.send({"keep_apart": "nobody"})


def test_what_she_says_anew_counts(road: Road, session: Session, signed_in: SignIn) -> None:
    account = road.a_mentee()
    profile = session.scalars(select(Profile).where(Profile.side == Side.MENTEE)).one()
    profile.answers = {k: v for k, v in profile.answers.items() if k != Field.KEEP_APART}
    profile.seen_by = []
    session.commit()
    browser = signed_in(account)
    send_it(browser, expect=422)

    fill(browser, {"keep_apart": "nobody"})
    send_it(browser)

    session.rollback()
    assert profile_of(session, account, Side.MENTEE).seen_by is None
    assert answers_of(road, account, Side.MENTEE)[Field.KEEP_APART] == "nobody"
