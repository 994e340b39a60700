"""Her sign-up: few things needed, nothing lost, and the answers are those of a sheet."""

from collections.abc import Callable
from importlib.resources import files

import pytest
from sqlalchemy.orm import Session
from support.browser import Browser, standing
from support.make import Make
from support.road import HER_NAME, MENTEE_ANSWERS, Road
from support.screens import CHECK, ENOUGH, START, fill, path_of, screen_with, send_it, sign_up_as

from mentorship.domain.lifecycle import RoundEvent
from mentorship.domain.people import MATTERS_FIELDS, Dimension, Field, Matters, Side
from mentorship.intake.columns import recognise
from mentorship.intake.sheets import read_sheet
from mentorship.models.account import Account, RoleName
from mentorship.services.guarding import conflicts_of_round
from mentorship.services.people import read_profile
from mentorship.services.profiles import own_answers, profile_of
from mentorship.services.rounds import move_round, participation_of
from mentorship.web.mentee.forms import CALL_ME, SendForm
from mentorship.web.mentee.screens import SCREENS

SignIn = Callable[[Account], Browser]
FULL = {
    "name": "Saba Nightjar",
    "pronouns": "she/her",
    "workplace": "Alder General Hospital",
    "department": "Surgery",
    "keep_apart": "Dr. Winter",
    "specialty": "General surgery",
    "stage": "Fellow",
    "topics": ["Racism at work", "Being the only one"],
    "words": "One question;\nand another, with a comma",
    "words_shared": "y",
    "values": ["Being myself, without shrinking", "Stability: income, visa, a safe job"],
    "goals": ["Feel less alone in this"],
    "styles": ["Tells me straight"],
    "formats": ["Video call"],
    "languages": ["English", "Somali"],
    "languages_own": "Oromo",
    "place": "Phoenix",
    "slots": ["Weekends"],
    "race_ethnicity": ["Black - African"],
    "race_ethnicity_own": "Somali; and proud",
    "faith": ["Muslim"],
    "matters_faith": "Would help",
    "contact": "Only in the evening",
    "heard_from": "A friend",
    "anything_else": "Thank you",
    "agreement": "y",
}


@pytest.fixture
def account(make: Make) -> Account:
    return make.an_account(RoleName.MENTEE, email="saba@example.org")


@pytest.fixture
def her(account: Account, signed_in: SignIn) -> Browser:
    return signed_in(account)


def test_the_questions_are_those_of_the_sheet() -> None:
    content = (files("mentorship.cli") / "demo" / "mentees.csv").read_bytes()
    sheet = read_sheet(content, name="mentees")
    asked = recognise(sheet, Side.MENTEE).by_field

    questions = {
        field: getattr(form, field).args[0]
        for form in (*(screen.form for screen in SCREENS.values()), SendForm)
        for field in Field
        if hasattr(form, field)
    }

    of_the_web_alone = {Field.WORDS_SHARED}
    of_the_account = {Field.EMAIL, Field.STATED_AT}
    assert set(questions) - of_the_web_alone == set(asked) - of_the_account
    for field in set(questions) & set(asked):
        wording = sheet.header[asked[field]]
        if field in MATTERS_FIELDS:
            assert wording.endswith(f"[{questions[field]}]")
        else:
            first = questions[field].removesuffix(" (optional)")
            assert wording.startswith(first), wording


def test_three_answers_are_enough(
    session: Session, road: Road, account: Account, her: Browser
) -> None:
    fill(her, ENOUGH)
    send_it(her)

    assert her.follow().h1 == "We have your answers"
    profile = profile_of(session, account, Side.MENTEE)
    assert participation_of(session, road.round, profile) is not None
    assert own_answers(profile)[Field.EMAIL] == "saba@example.org"
    assert her.app.extensions["doorbell"].huey.pending_count() == 1  # somebody looks at them


def test_every_answer_is_read_as_a_sheet_would_be(
    session: Session, road: Road, account: Account, her: Browser
) -> None:
    sign_up_as(her, FULL)

    person = read_profile(profile_of(session, account, Side.MENTEE)).person
    assert person.name == "Saba Nightjar"
    assert person.specialties == ("gs",)
    assert person.stage == "fellow"
    assert person.topics == {"racism", "onlyone"}
    assert person.values == {"security", "authentic"}
    assert person.languages >= {"English", "Somali"}
    assert person.faith == {"Muslim"}
    assert "Black - African" in person.race_ethnicity
    assert person.matters == {Dimension.FAITH: Matters.HELPS}
    assert person.words_shared
    assert person.agreed
    assert person.stated_at is not None


def test_her_answers_stand_there_when_she_comes_back(
    session: Session, road: Road, account: Account, her: Browser
) -> None:
    sign_up_as(her, FULL)
    first = own_answers(profile_of(session, account, Side.MENTEE))

    sign_up_as(her, {"agreement": "y"})

    session.rollback()
    assert own_answers(profile_of(session, account, Side.MENTEE)) == first
    assert first[Field.RACE_ETHNICITY] == "Black - African;Somali, and proud"


def test_a_sheets_other_wordings_and_free_words_stay_hers(
    session: Session, road: Road, signed_in: SignIn
) -> None:
    account = road.a_mentee(
        topics="Racism at work;How to be a surgeon and a beekeeper",
        stage="PGY-3, soon PGY-4",
        values="Being excellent at my craft, Teaching and bringing others up",
        matters_faith="must",
    )
    before = read_profile(profile_of(session, account, Side.MENTEE)).person
    her = signed_in(account)

    sign_up_as(her, {"agreement": "y"})

    session.rollback()
    profile = profile_of(session, account, Side.MENTEE)
    after, said = read_profile(profile).person, own_answers(profile)
    assert said[Field.TOPICS] == "Racism at work;How to be a surgeon and a beekeeper"
    assert said[Field.STAGE] == "PGY-3, soon PGY-4"
    assert (after.topics, after.values, after.stage) == (before.topics, before.values, before.stage)
    assert after.matters == before.matters == {Dimension.FAITH: Matters.MUST}


@pytest.mark.parametrize(
    ("needed", "said"),
    [
        ("name", "What may we call you? Any name will do."),
        ("workplace", "We need to know where you work or study"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    session: Session, road: Road, account: Account, her: Browser, needed: str, said: str
) -> None:
    fill(her, FULL)
    number = screen_with(needed)
    her.get(path_of(number))

    page = her.send({needed: " "}, expect=422)

    assert said in page.text
    assert said in send_it(her, expect=422).text
    assert f"{path_of(number)}?then=check" in her.page.links()
    assert profile_of(session, account, Side.MENTEE) is None
    other = "pronouns" if needed == "name" else "department"
    assert standing(her.get(path_of(number)).form())[other] == [FULL[other]]


def test_without_her_agreement_nothing_is_sent(
    session: Session, road: Road, account: Account, her: Browser
) -> None:
    fill(her, FULL)

    page = send_it(her, agreement=[], expect=422)

    assert "Please tick the agreement" in page.text
    assert profile_of(session, account, Side.MENTEE) is None


def test_every_other_screen_can_be_left_empty(road: Road, her: Browser) -> None:
    for number in set(SCREENS) - {screen_with("name"), screen_with("workplace")}:
        her.get(path_of(number))
        her.send()


def test_a_sixth_value_is_one_too_many(road: Road, her: Browser) -> None:
    her.get(path_of(screen_with("values")))
    six = [
        "Being excellent at my craft",
        "Teaching and bringing others up",
        "Changing what is unfair",
        "Having a say in how I work",
        "Leading and shaping decisions",
        "Making and building new things",
    ]

    page = her.send({"values": six}, expect=422)

    assert "Five is plenty. Tap one to swap." in page.text
    boxes = [box for box in page.tree.iter("input") if box.get("name") == "values"]
    assert [box.get("value") for box in boxes if "checked" in box.attrib] == six


@pytest.mark.parametrize(
    "forged", [{"topics": ["Anything"]}, {"stage": "Queen"}, {"matters_faith": "Very"}]
)
def test_what_no_list_offers_is_refused(
    session: Session, road: Road, account: Account, her: Browser, forged: dict[str, object]
) -> None:
    fill(her, FULL)
    her.get(path_of(screen_with(next(iter(forged)))))

    page = her.send(forged, expect=422)

    assert "Please choose from what is offered here." in page.text
    send_it(her, expect=422)
    assert profile_of(session, account, Side.MENTEE) is None


def test_a_novel_is_more_than_we_can_keep(road: Road, her: Browser) -> None:
    her.get(path_of(screen_with("words")))

    page = her.send({"words": "why " * 2000}, expect=422)

    assert "a little shorter" in page.text


def test_who_would_rather_tell_a_person_is_held_for_one(
    session: Session, road: Road, account: Account, her: Browser
) -> None:
    sign_up_as(her, {**FULL, "tell_a_person": "y"})

    profile = profile_of(session, account, Side.MENTEE)
    said = own_answers(profile)
    assert said[Field.WORKPLACE] == ""
    assert said[Field.ANYTHING_ELSE] == f"{CALL_ME}\nThank you"
    assert profile.id in conflicts_of_round(session, road.round).held
    assert CALL_ME not in her.get(CHECK).html
    sign_up_as(her, {"agreement": "y"})
    session.rollback()
    assert own_answers(profile)[Field.ANYTHING_ELSE] == f"{CALL_ME}\nThank you"


def test_an_ordinary_sign_up_is_held_for_nobody(
    session: Session, road: Road, account: Account, her: Browser
) -> None:
    sign_up_as(her, {**FULL, "keep_apart": ""})

    profile = profile_of(session, account, Side.MENTEE)
    assert profile.id not in conflicts_of_round(session, road.round).held


def test_a_closed_round_is_a_page_with_a_choice(her: Browser) -> None:
    page = her.get("/home/sign-up")

    assert page.h1 == "Sign-ups are closed for now"
    assert {"/home", "/help"} <= set(page.links())


def test_a_round_that_closed_while_she_wrote_loses_nothing(
    session: Session, road: Road, account: Account, her: Browser
) -> None:
    fill(her, {**FULL, "name": "Somebody"})
    move_round(session, road.round, RoundEvent.CLOSE, by=road.coordinator, now=road.now)
    assert "Sign-ups have closed" in her.get(START).text
    her.get(path_of(1))
    her.send({"name": "Saba Nightjar"})

    send_it(her)

    assert "Your answers are kept for the next round." in her.follow().text
    assert own_answers(profile_of(session, account, Side.MENTEE))[Field.NAME] == "Saba Nightjar"


def test_answers_do_not_change_under_the_eyes_of_the_team(
    session: Session, road: Road, signed_in: SignIn
) -> None:
    account = road.a_mentee()
    her = signed_in(account)
    fill(her, FULL)
    page = her.get(CHECK)
    road.close()

    page = her.send({"agreement": "y"}, action=CHECK, expect=409)

    assert "please tell a person" in page.text
    assert own_answers(profile_of(session, account, Side.MENTEE))[Field.NAME] == HER_NAME
    for path in (START, path_of(1), CHECK):
        her.get(path, expect=None)
        assert her.follow().h1 == "Sign-ups are closed for now"


@pytest.mark.parametrize(
    ("address", "warns"), [("saba@example.org", False), ("saba@alder.edu", True)]
)
def test_a_work_looking_address_is_a_note_and_no_wall(
    road: Road, make: Make, signed_in: SignIn, address: str, warns: bool
) -> None:
    her = signed_in(make.an_account(RoleName.MENTEE, email=address))

    page = her.get(path_of(1))

    assert f"We write to {address}" in page.text
    assert ("Hospitals can read work mail. Have another address?" in page.text) is warns
    her.send({"name": "Saba"})
    assert her.follow().h1 == "Whom do we keep you away from?"


def test_nobody_else_reads_her_answers(road: Road, her: Browser) -> None:
    road.a_mentee()

    for path in (START, *map(path_of, SCREENS), CHECK):
        her.get(path, expect=None)
        page = her.follow()
        assert HER_NAME not in page.html
        assert MENTEE_ANSWERS[Field.WORDS] not in page.html
