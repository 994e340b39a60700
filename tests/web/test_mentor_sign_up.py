"""A mentor's sign-up: roles and conflicts first, and 0 places are a fine answer."""

from collections.abc import Callable
from importlib.resources import files

import pytest
from sqlalchemy.orm import Session
from support.browser import Browser
from support.make import Make
from support.road import THEIR_NAME, Road
from support.screens import sign_up_as

from mentorship.domain.people import Field, Side
from mentorship.intake.columns import recognise
from mentorship.intake.sheets import read_sheet
from mentorship.models.account import Account, RoleName
from mentorship.services.people import read_profile
from mentorship.services.profiles import own_answers, profile_of
from mentorship.services.rounds import participation_of
from mentorship.web.mentor.forms import MentorForm

SignIn = Callable[[Account], Browser]
NEEDED = {
    "name": "Ruth Egret, MD",
    "workplace": "Lakeview Hospital",
    "capacity": "2",
    "agreement": "y",
}


@pytest.fixture
def account(make: Make) -> Account:
    return make.an_account(RoleName.MENTOR, email="ruth@example.org")


@pytest.fixture
def browser_of_mentor(account: Account, signed_in: SignIn) -> Browser:
    return signed_in(account)


def test_the_questions_are_those_of_the_sheet() -> None:
    sheet = read_sheet(
        (files("mentorship.cli") / "demo" / "mentors.csv").read_bytes(), name="mentors"
    )
    asked = recognise(sheet, Side.MENTOR).by_field

    questions = {
        field: getattr(MentorForm, field).args[0] for field in Field if hasattr(MentorForm, field)
    }

    assert set(questions) == set(asked) - {Field.EMAIL, Field.STATED_AT}
    for field, question in questions.items():
        assert sheet.header[asked[field]].startswith(question)


def test_four_answers_are_enough(
    session: Session, road: Road, account: Account, browser_of_mentor: Browser
) -> None:
    browser_of_mentor.get("/mentor/sign-up")

    browser_of_mentor.send(NEEDED)

    assert browser_of_mentor.follow().h1 == "We have your answers"
    profile = profile_of(session, account, Side.MENTOR)
    assert participation_of(session, road.round, profile) is not None


def test_no_place_is_a_fine_answer(
    session: Session, road: Road, account: Account, browser_of_mentor: Browser
) -> None:
    browser_of_mentor.get("/mentor/sign-up")

    browser_of_mentor.send({**NEEDED, "capacity": "0"})

    assert read_profile(profile_of(session, account, Side.MENTOR)).person.capacity == 0


def test_every_answer_is_read_as_a_sheet_would_be(
    session: Session, road: Road, account: Account, browser_of_mentor: Browser
) -> None:
    browser_of_mentor.get("/mentor/sign-up")

    browser_of_mentor.send(
        {
            **NEEDED,
            "roles": "Program director",
            "topics": ["I can talk openly about racism at work"],
            "styles": ["I tell it straight"],
            "faith": ["Muslim"],
            "may_show": ["Faith"],
            "stage": "Attending / consultant (6-15 years)",
        }
    )

    person = read_profile(profile_of(session, account, Side.MENTOR)).person
    assert person.topics == {"racism"}
    assert person.styles == {"straight"}
    assert person.may_show == {"Faith"}
    assert person.stage == "att2"
    assert person.roles == "Program director"


def test_an_unusual_number_from_a_sheet_stays(
    session: Session, road: Road, signed_in: SignIn
) -> None:
    account = road.a_mentor(capacity="1 (maybe 2)")
    browser = signed_in(account)
    browser.get("/mentor/sign-up")

    browser.send()

    session.rollback()
    said = own_answers(profile_of(session, account, Side.MENTOR))
    assert said[Field.CAPACITY] == "1 (maybe 2)"


def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    session: Session, road: Road, account: Account, browser_of_mentor: Browser
) -> None:
    browser_of_mentor.get("/mentor/sign-up")

    page = browser_of_mentor.send({"roles": "Chair of nothing"}, expect=422)

    assert "Please write your name" in page.text
    assert "Please write where you work" in page.text
    assert "Please choose a number. 0 is a fine answer." in page.text
    assert "Please tick the agreement" in page.text
    assert "Chair of nothing" in page.html
    assert profile_of(session, account, Side.MENTOR) is None


def test_a_closed_round_is_a_page_with_a_choice(browser_of_mentor: Browser) -> None:
    page = browser_of_mentor.get("/mentor/sign-up")

    assert page.h1 == "Sign-ups are closed for now"
    assert {"/mentor", "/help"} <= set(page.links())


def test_one_person_can_be_both(
    session: Session, road: Road, make: Make, signed_in: SignIn
) -> None:
    account = make.an_account(RoleName.MENTEE, RoleName.MENTOR)
    browser = signed_in(account)
    browser.get("/mentor/sign-up")
    browser.send(NEEDED)

    sign_up_as(browser)

    session.rollback()
    sides = [profile_of(session, account, side).side for side in Side]
    assert sides == list(Side)


def test_nobody_else_reads_a_mentors_answers(road: Road, browser_of_mentor: Browser) -> None:
    road.a_mentor()

    assert THEIR_NAME not in browser_of_mentor.get("/mentor/sign-up").html
