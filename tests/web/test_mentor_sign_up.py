"""A mentor's sign-up: roles and conflicts first, four minutes, and 0 places are a fine answer."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session
from support.browser import Browser, standing
from support.make import Make
from support.mentor_screens import CHECK, NEEDED, START, fill, offer, path_of, send_it
from support.road import THEIR_NAME, Road
from support.screens import sign_up_as

from mentorship.domain.lifecycle import RoundEvent
from mentorship.domain.people import Field, Side
from mentorship.intake.columns import recognise
from mentorship.intake.sheets import read_sheet
from mentorship.models.account import Account, RoleName
from mentorship.models.round import Participation
from mentorship.services.guarding import asked_of_round
from mentorship.services.people import read_profile
from mentorship.services.profiles import own_answers, profile_of
from mentorship.services.rounds import move_round, participation_of
from mentorship.web.mentor.forms import ROLES, SendForm
from mentorship.web.mentor.screens import SCREENS

SignIn = Callable[[Account], Browser]
CSS = Path(__file__).parents[2] / "static" / "css"
MOST_BYTES, MOST_QUERIES = 60_000, 8
# What the programme needs of a mentor, and how often a finger has to move for it.
NEEDED_QUESTIONS = {"name", "workplace", "capacity", "agreement"}
MOST_TAPS = 8


@pytest.fixture
def account(make: Make) -> Account:
    return make.an_account(RoleName.MENTOR, email="ruth@example.org")


@pytest.fixture
def browser_of_mentor(account: Account, signed_in: SignIn) -> Browser:
    return signed_in(account)


@pytest.fixture
def asked(engine: Engine) -> Iterator[list[str]]:
    """Every question to the database, from now on."""
    questions: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            questions.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield questions
    event.remove(engine, "before_cursor_execute", note)


def said_by(session: Session, account: Account) -> dict[Field, str]:
    session.rollback()
    return own_answers(profile_of(session, account, Side.MENTOR))


def heaviest(browser: Browser, asked: list[str]) -> tuple[int, int]:
    """The most bytes of page and stylesheets, and the most questions, of any page."""
    sizes, questions = [], []
    for path in (START, *map(path_of, SCREENS), CHECK):
        asked.clear()
        page = browser.get(path, expect=None)
        questions.append(len(asked))
        sheets = [one.get("href", "") for one in page.tree.iter("link")]
        names = [one.rpartition("/")[2] for one in sheets if one.endswith(".css")]
        sizes.append(len(page.html.encode()) + sum((CSS / name).stat().st_size for name in names))
    return max(sizes), max(questions)


def test_the_questions_are_those_of_the_sheet() -> None:
    sheet = read_sheet(
        (files("mentorship.cli") / "demo" / "mentors.csv").read_bytes(), name="mentors"
    )
    asked = recognise(sheet, Side.MENTOR).by_field
    forms = [*(screen.form for screen in SCREENS.values()), SendForm]

    questions = {
        field: getattr(form, field).args[0]
        for form in forms
        for field in Field
        if hasattr(form, field)
    }

    assert set(questions) == set(asked) - {Field.EMAIL, Field.STATED_AT}
    for field, question in questions.items():
        header = sheet.header[asked[field]].replace("'", "’")
        assert header.startswith(question.replace("'", "’"))


def test_roles_and_conflicts_stand_first(road: Road, browser_of_mentor: Browser) -> None:
    page = browser_of_mentor.get(path_of(1))

    asked = list(standing(page.form()))
    assert page.h1 == "Whom do we keep you apart from?"
    assert {"name", "workplace", "roles", "keep_apart"} <= set(asked)
    assert [role for role in ROLES if role not in page.text] == []


def test_four_answers_and_eight_taps_are_enough(
    session: Session, road: Road, account: Account, browser_of_mentor: Browser
) -> None:
    """A tap is a button or a box; her two lines of words are typed."""
    page, taps, needed = browser_of_mentor.get(START), 1, set()
    assert path_of(1) in page.links()
    for number in SCREENS:
        page = browser_of_mentor.get(path_of(number))
        needed |= {
            one.get("name") for one in page.tree.iter() if one.get("aria-required") == "true"
        }
        typed = {name: NEEDED[name] for name in ("name", "workplace") if number == 1}
        ticked = {"capacity": "2"} if number == 2 else {}
        page = browser_of_mentor.send(typed | ticked | ({"skip": "yes"} if number == 4 else {}))
        taps += 1 + len(ticked)
    page = browser_of_mentor.follow()
    assert page.h1 == "Check your answers"
    needed |= {one.get("name") for one in page.tree.iter() if one.get("aria-required") == "true"}
    browser_of_mentor.send({"agreement": "y"}, action=CHECK)
    taps += 2

    assert browser_of_mentor.follow().h1 == "We have your answers"
    # Radios say what they need in words, when it is missing.
    assert needed | {"capacity"} == NEEDED_QUESTIONS
    assert taps == MOST_TAPS
    profile = profile_of(session, account, Side.MENTOR)
    assert participation_of(session, road.round, profile) is not None


def test_every_page_is_small_and_asks_little(
    road: Road, browser_of_mentor: Browser, asked: list[str]
) -> None:
    states = [heaviest(browser_of_mentor, asked)]
    fill(browser_of_mentor, {**NEEDED, "roles_held": list(ROLES), "faith": ["Muslim"]})
    states.append(heaviest(browser_of_mentor, asked))
    send_it(browser_of_mentor)
    fill(browser_of_mentor, {"roles": "Chair"})
    states.append(heaviest(browser_of_mentor, asked))

    assert max(size for size, _ in states) <= MOST_BYTES
    assert max(count for _, count in states) <= MOST_QUERIES


def test_no_place_is_a_fine_answer(
    session: Session, road: Road, account: Account, browser_of_mentor: Browser
) -> None:
    browser_of_mentor.get(path_of(2))
    text = browser_of_mentor.page.text

    offer(browser_of_mentor, {**NEEDED, "capacity": "0"})

    assert "0 is fine: you stay on the list and we ask again." in text
    assert read_profile(profile_of(session, account, Side.MENTOR)).person.capacity == 0


def test_every_answer_is_read_as_a_sheet_would_be(
    session: Session, road: Road, account: Account, browser_of_mentor: Browser
) -> None:
    offer(
        browser_of_mentor,
        {
            **NEEDED,
            "roles": "Program director",
            "topics": ["I can talk openly about racism at work"],
            "styles": ["I tell it straight"],
            "faith": ["Muslim"],
            "may_show": ["Faith"],
            "stage": "Attending / consultant (6-15 years)",
        },
    )

    person = read_profile(profile_of(session, account, Side.MENTOR)).person
    assert person.topics == {"racism"}
    assert person.styles == {"straight"}
    assert person.may_show == {"Faith"}
    assert person.stage == "att2"
    assert person.roles == "Program director"


def test_ticked_roles_are_kept_in_words_and_ticked_again(
    session: Session, road: Road, account: Account, browser_of_mentor: Browser
) -> None:
    held = [str(ROLES[0]), str(ROLES[4])]
    offer(browser_of_mentor, {**NEEDED, "roles_held": held, "roles": "Dean; of nothing"})

    kept = said_by(session, account)[Field.ROLES]
    form = standing(browser_of_mentor.get(f"{path_of(1)}?then=check").form())

    assert kept == "; ".join([*held, "Dean; of nothing"])
    assert (form["roles_held"], form["roles"]) == (held, ["Dean; of nothing"])


def test_a_role_that_nobody_offers_is_refused(road: Road, browser_of_mentor: Browser) -> None:
    browser_of_mentor.get(path_of(1))

    page = browser_of_mentor.send({**NEEDED, "roles_held": ["Queen"]}, expect=422)

    assert "Please choose from what is offered here." in page.text


def test_no_role_by_itself_keeps_a_mentor_from_everybody(session: Session, road: Road) -> None:
    her = road.a_mentee()
    mentors = [
        road.a_profile(Side.MENTOR, email=f"m{at}@example.com", name=name, roles=str(role))
        for at, (name, role) in enumerate(zip(_NAMES, ROLES, strict=True))
    ]

    asked = asked_of_round(session, road.round)

    mentee = profile_of(session, her, Side.MENTEE)
    assert [one for one in mentors if not asked.conflicts.may_meet(mentee.id, one.id)] == []


_NAMES = (
    *("Ruth Egret", "Mona Plover", "Sanne Lindqvist", "Tove Dunnock"),
    *("Ilse Amsel", "Nadia Crake", "Yuki Sparrow"),
)


def test_an_unusual_number_from_a_sheet_stays(
    session: Session, road: Road, signed_in: SignIn
) -> None:
    account = road.a_mentor(capacity="1 (maybe 2)")

    send_it(signed_in(account))

    assert said_by(session, account)[Field.CAPACITY] == "1 (maybe 2)"


def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    session: Session, road: Road, account: Account, browser_of_mentor: Browser
) -> None:
    browser_of_mentor.get(path_of(1))
    page = browser_of_mentor.send({"roles": "Chair of nothing"}, expect=422)
    assert "Please write your name" in page.text
    assert "Please write where you work" in page.text
    assert "Chair of nothing" in page.html
    browser_of_mentor.get(path_of(2))
    assert "Please choose a number. 0 is a fine answer." in browser_of_mentor.send(expect=422).text

    page = send_it(browser_of_mentor, agreement=[], expect=422)

    for point in ("Please write your name", "Please choose a number", "Chair of nothing"):
        assert point in page.text
    assert profile_of(session, account, Side.MENTOR) is None


def test_one_after_another_and_back_again(road: Road, browser_of_mentor: Browser) -> None:
    for number in SCREENS:
        assert f"{number} of 4" in browser_of_mentor.get(path_of(number)).text
        browser_of_mentor.send(NEEDED)
        on = path_of(number + 1) if number < 4 else CHECK
        assert browser_of_mentor.page.location == on
    for number in reversed(SCREENS):
        browser_of_mentor.get(path_of(number))
        browser_of_mentor.send({"back": "yes"})
        back = path_of(number - 1) if number > 1 else START
        assert browser_of_mentor.page.location == back


@pytest.mark.parametrize("number", [0, 5, 23])
def test_there_are_four(road: Road, browser_of_mentor: Browser, number: int) -> None:
    browser_of_mentor.get(path_of(number), expect=404)


def test_whoever_stopped_goes_on_where_it_was(road: Road, browser_of_mentor: Browser) -> None:
    browser_of_mentor.get(path_of(1))
    browser_of_mentor.send(NEEDED)

    page = browser_of_mentor.get(START)

    assert page.h1 == "Good to have you back"
    assert {path_of(2), CHECK} <= set(page.links())


def test_a_changed_screen_leads_back_to_the_answers(road: Road, browser_of_mentor: Browser) -> None:
    fill(browser_of_mentor, NEEDED)
    links = browser_of_mentor.get(CHECK).links()

    for number in SCREENS:
        assert f"{path_of(number)}?then=check" in links
        browser_of_mentor.get(f"{path_of(number)}?then=check")
        browser_of_mentor.send({"back": "yes"} if number == 4 else {})
        assert browser_of_mentor.page.location == CHECK


def test_two_windows_on_two_screens_keep_both(
    road: Road, account: Account, signed_in: SignIn
) -> None:
    one, other = signed_in(account), signed_in(account)
    one.get(path_of(1))
    other.get(path_of(2))

    one.send({"name": "Ruth Egret", "workplace": "Lakeview"})
    other.send({"capacity": "3", "words": "Nightjars"})

    text = one.get(CHECK).text
    assert [word for word in ("Ruth Egret", "Lakeview", "Nightjars") if word not in text] == []


def test_only_what_was_seen_is_sent(
    session: Session, road: Road, account: Account, signed_in: SignIn, browser_of_mentor: Browser
) -> None:
    fill(browser_of_mentor, NEEDED)
    browser_of_mentor.get(CHECK)
    other = signed_in(account)
    other.get(path_of(1))
    other.send({"name": "Somebody else"})

    page = browser_of_mentor.send({"agreement": "y"}, action=CHECK, expect=422)

    assert "Your answers have changed since this page was opened" in page.text
    assert profile_of(session, account, Side.MENTOR) is None
    browser_of_mentor.send({"agreement": "y"}, action=CHECK)
    assert said_by(session, account)[Field.NAME] == "Somebody else"


def test_a_double_tap_is_one(
    session: Session, road: Road, account: Account, browser_of_mentor: Browser
) -> None:
    fill(browser_of_mentor, NEEDED)
    browser_of_mentor.get(CHECK)
    form = standing(browser_of_mentor.page.form(action=CHECK)) | {"agreement": ["y"]}

    for _ in range(2):
        browser_of_mentor.post(CHECK, form)

    assert len(session.scalars(select(Participation)).all()) == 1


def test_what_was_sent_stands_until_it_is_sent_again(
    session: Session, road: Road, account: Account, browser_of_mentor: Browser
) -> None:
    offer(browser_of_mentor)
    browser_of_mentor.get(f"{path_of(1)}?then=check")
    browser_of_mentor.send({"name": "Another name"})

    page = browser_of_mentor.follow()

    assert "What you sent before stands until you send again." in page.text
    assert said_by(session, account)[Field.NAME] == "Ruth Egret, MD"
    browser_of_mentor.send(action="afresh")
    assert "Another name" not in browser_of_mentor.follow().text


def test_a_round_that_closes_meanwhile_loses_nothing(
    session: Session, road: Road, account: Account, browser_of_mentor: Browser
) -> None:
    fill(browser_of_mentor, NEEDED)
    move_round(session, road.round, RoundEvent.CLOSE, by=road.coordinator, now=road.now)

    assert "they are kept for the next round" in browser_of_mentor.get(START).text
    send_it(browser_of_mentor)

    assert "kept for the next round" in browser_of_mentor.follow().text
    profile = profile_of(session, account, Side.MENTOR)
    assert own_answers(profile)[Field.NAME] == "Ruth Egret, MD"
    assert participation_of(session, road.round, profile) is None


def test_a_closed_round_is_a_page_with_a_choice(browser_of_mentor: Browser) -> None:
    page = browser_of_mentor.get(START)

    assert page.h1 == "Sign-ups are closed for now"
    assert {"/mentor", "/help"} <= set(page.links())


def test_skip_and_continue_look_alike(road: Road, browser_of_mentor: Browser) -> None:
    buttons = {
        "".join(one.itertext()).strip(): one.get("class")
        for one in browser_of_mentor.get(path_of(4)).tree.iter("button")
    }

    assert buttons["Skip"] == buttons["Continue"]


def test_whoever_comes_alone_waits_until_the_team_knows_them(
    session: Session, road: Road, account: Account, browser_of_mentor: Browser
) -> None:
    offer(browser_of_mentor)

    assert "The team looks at new mentors first" in browser_of_mentor.follow().text
    assert not profile_of(session, account, Side.MENTOR).is_known


def test_one_person_can_be_both(
    session: Session, road: Road, make: Make, signed_in: SignIn
) -> None:
    account = make.an_account(RoleName.MENTEE, RoleName.MENTOR)
    browser = signed_in(account)
    offer(browser)

    sign_up_as(browser)

    session.rollback()
    sides = [profile_of(session, account, side).side for side in Side]
    assert sides == list(Side)


def test_nobody_else_reads_a_mentors_answers(road: Road, browser_of_mentor: Browser) -> None:
    road.a_mentor()

    for path in (START, *map(path_of, SCREENS)):
        assert THEIR_NAME not in browser_of_mentor.get(path).html
