"""What a mentor can do alone: hand back, pause, another number, a certificate; both sides apart."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from conftest import Clock
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.make import Make
from support.road import ADDRESS, HER_NAME, THEIR_NAME, Road

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account, RoleName
from mentorship.models.check_in import CheckIn
from mentorship.models.letter import LetterKind
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.services import matches
from mentorship.services.pausing import resume_whose_day_has_come
from mentorship.services.people import read_profile
from mentorship.services.profiles import profile_of
from mentorship.services.rounds import participants

SignIn = Callable[[Account], Browser]
WORDS = "My father is ill"


@pytest.fixture
def mentor(road: Road) -> Account:
    """Sign-ups are still open."""
    return road.a_mentor()


@pytest.fixture
def match(road: Road, mentee: Account, mentor: Account) -> Match:
    """The two know each other."""
    road.close()
    match = road.propose(mentee, mentor)
    road.introduce(match, mentee)
    return match


@pytest.fixture
def browser_of_mentor(mentor: Account, signed_in: SignIn) -> Browser:
    return signed_in(mentor)


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


def of_mentor(session: Session, mentor: Account) -> Profile:
    session.rollback()
    profile = profile_of(session, mentor, Side.MENTOR)
    assert profile is not None
    return profile


def everybody_in(session: Session, road: Road) -> set[str]:
    session.rollback()
    return {profile.id for _part, profile in participants(session, road.round)}


def test_my_mentee_since_when_and_the_ways_on(match: Match, browser_of_mentor: Browser) -> None:
    page = browser_of_mentor.get("/mentor")

    assert page.h1 == "My mentees"
    assert "Since 2 March 2026." in page.text
    assert {
        f"/mentor/pair/{match.id}/hand-back",
        f"/mentor/pair/{match.id}/tell",
        "/mentor/room",
        "/mentor/certificate",
    } <= set(page.links())


def test_handing_back_asks_once_and_needs_no_reason(
    session: Session, road: Road, match: Match, browser_of_mentor: Browser
) -> None:
    path = f"/mentor/pair/{match.id}/hand-back"
    page = browser_of_mentor.get(path)
    assert page.h1 == f"Hand {HER_NAME} back?"
    assert road.state(match) is MatchState.INTRODUCED

    browser_of_mentor.send(action="")

    page = browser_of_mentor.follow()
    assert "nothing that she did" in page.text
    assert HER_NAME not in page.text
    assert road.state(match) is MatchState.ENDED
    assert (LetterKind.HANDED_BACK_MENTEE, match.mentee_id) in road.letters()
    assert LetterKind.MOVED_ON_MENTEE not in [kind for kind, _ in road.letters()]
    whys = session.scalars(select(MatchMove.why).where(MatchMove.match_id == match.id))
    assert set(whys) == {None}


def test_a_person_of_the_team_looks_at_what_comes_next_and_she_reads_none_of_it(
    session: Session,
    road: Road,
    match: Match,
    mentee: Account,
    browser_of_mentor: Browser,
    signed_in: SignIn,
) -> None:
    browser_of_mentor.get(f"/mentor/pair/{match.id}/hand-back")

    browser_of_mentor.send({"words": WORDS}, action="")

    session.rollback()
    (told,) = session.scalars(select(CheckIn).where(CheckIn.match_id == match.id))
    assert (told.words, told.profile_id) == (WORDS, match.mentor_id)
    assert LetterKind.NEEDS_A_PERSON in [kind for kind, _ in road.letters()]
    page = signed_in(mentee).get("/home")
    assert page.h1 == "You two have stopped"
    assert "Would you like us to look again?" in page.text
    assert WORDS not in page.html


def test_handing_back_twice_is_once(road: Road, match: Match, browser_of_mentor: Browser) -> None:
    path = f"/mentor/pair/{match.id}/hand-back"
    browser_of_mentor.post(path)
    letters = road.letters()

    browser_of_mentor.post(path, expect=404)

    assert road.letters() == letters


def test_nobody_else_hands_back(road: Road, match: Match, mentor_client: Browser) -> None:
    path = f"/mentor/pair/{match.id}/hand-back"
    mentor_client.get(path, expect=404)
    mentor_client.post(path, expect=404)

    assert road.state(match) is MatchState.INTRODUCED


def test_what_is_only_asked_cannot_be_handed_back(
    road: Road, mentee: Account, mentor: Account, browser_of_mentor: Browser
) -> None:
    road.close()
    match = road.propose(mentee, mentor)
    road.ask_mentor(match, mentee)

    browser_of_mentor.get(f"/mentor/pair/{match.id}/hand-back", expect=404)


def test_a_pause_lasts_until_the_mentor_says_otherwise(
    session: Session, road: Road, mentor: Account, browser_of_mentor: Browser
) -> None:
    theirs = of_mentor(session, mentor).id
    assert theirs in everybody_in(session, road)
    browser_of_mentor.get("/mentor/room")
    browser_of_mentor.send(action="/mentor/pause")
    assert "until you say so here" in browser_of_mentor.follow().text
    assert "You pause now" in browser_of_mentor.get("/mentor").text
    assert theirs not in everybody_in(session, road)

    browser_of_mentor.get("/mentor/room")
    browser_of_mentor.send(action="/mentor/resume")

    assert theirs in everybody_in(session, road)


def test_a_pause_ends_on_its_day(
    session: Session, road: Road, mentor: Account, browser_of_mentor: Browser
) -> None:
    browser_of_mentor.get("/mentor/room")
    browser_of_mentor.send({"until": "2026-04-01"}, action="/mentor/pause")
    assert "You pause until 1 April 2026" in browser_of_mentor.follow().text

    counts = [
        resume_whose_day_has_come(session, today=day, now=road.now)
        for day in (date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 2))
    ]
    session.commit()

    assert counts == [0, 1, 0]
    assert of_mentor(session, mentor).paused_at is None


@pytest.mark.parametrize("until", ["2026-03-02", "2020-01-01", "soon", "9999-99-99"])
def test_a_day_that_is_none_or_over_is_said_kindly(
    session: Session, road: Road, mentor: Account, browser_of_mentor: Browser, until: str
) -> None:
    browser_of_mentor.get("/mentor/room")

    page = browser_of_mentor.send({"until": until}, action="/mentor/pause", expect=422)

    assert "Could you look at this again?" in page.text
    assert of_mentor(session, mentor).paused_at is None


def test_whoever_was_asked_before_the_pause_may_still_say_yes(
    session: Session, road: Road, mentee: Account, mentor: Account, browser_of_mentor: Browser
) -> None:
    road.close()
    match = road.propose(mentee, mentor)
    link = road.ask_mentor(match, mentee)
    browser_of_mentor.post("/mentor/pause")

    session.rollback()
    assert matches.accept(session, match, link=link, now=road.now)
    assert match.state is MatchState.INTRODUCED


def test_nobody_new_is_asked_about_during_a_pause_and_she_is_told(
    session: Session, road: Road, mentee: Account, mentor: Account, browser_of_mentor: Browser
) -> None:
    road.close()
    match = road.propose(mentee, mentor)
    road.ask_her(match)
    browser_of_mentor.post("/mentor/pause")

    session.rollback()
    matches.agree(session, match, by=mentee, now=road.now)
    session.commit()

    assert road.state(match) is MatchState.HELD
    kinds = [kind for kind, _ in road.letters()]
    assert LetterKind.MENTOR_QUESTION not in kinds
    assert LetterKind.MOVED_ON_MENTEE in kinds


def test_another_number_is_one_tap(
    session: Session, road: Road, mentor: Account, browser_of_mentor: Browser
) -> None:
    page = browser_of_mentor.get("/mentor/room")
    assert "0 is fine: you stay on the list and we ask again." in page.text

    browser_of_mentor.send({"places": "0"}, action="/mentor/room")

    person = read_profile(of_mentor(session, mentor)).person
    assert (person.capacity, person.name) == (0, THEIR_NAME)


@pytest.mark.parametrize("places", ["", "6", "-1", "many"])
def test_a_number_that_is_not_offered_changes_nothing(
    session: Session, road: Road, mentor: Account, browser_of_mentor: Browser, places: str
) -> None:
    browser_of_mentor.get("/mentor/room")

    browser_of_mentor.send({"places": places}, action="/mentor/room", expect=422)

    assert read_profile(of_mentor(session, mentor)).person.capacity == 2


def test_the_number_stays_while_pairs_are_looked_for_with_it(
    session: Session, road: Road, mentor: Account, browser_of_mentor: Browser
) -> None:
    road.close()
    page = browser_of_mentor.get("/mentor/room")
    assert "so it stays for now" in page.text

    browser_of_mentor.post("/mentor/room", {"places": "0"}, expect=409)

    assert of_mentor(session, mentor).answers[Field.CAPACITY] == "2"


def test_whoever_told_nothing_yet_has_no_room_to_change(mentor_client: Browser) -> None:
    for path in ("/mentor/room", "/mentor/pause", "/mentor/resume"):
        mentor_client.post(path, expect=404)


def test_a_certificate_says_hours_and_time_and_nobodys_name(
    road: Road, match: Match, clock: Clock, signed_in: SignIn, mentor: Account
) -> None:
    clock.move(timedelta(days=60))
    browser = signed_in(mentor)
    assert "Certificate of mentoring" not in browser.get("/mentor/certificate").text

    page = browser.get("/mentor/certificate?hours=12")

    assert page.h1 == "Certificate of mentoring"
    for said in (
        THEIR_NAME,
        "was a mentor in the programme DA Programs from 2 March 2026 to 1 May 2026",
        "and met one person early in her career",
        "these were 12 hours",
        "1 May 2026",
    ):
        assert said in page.text
    for secret in (HER_NAME, ADDRESS, "Hodan", "Zebrafinch", "Alder General"):
        assert secret not in page.html
    assert page.title == "Programs"


@pytest.mark.parametrize("hours", ["", "0", "-3", "many", "10000", "1.5", "<b>9</b>", "٣x"])
def test_no_certificate_about_what_is_no_number_of_hours(
    match: Match, browser_of_mentor: Browser, hours: str
) -> None:
    page = browser_of_mentor.get(
        f"/mentor/certificate?hours={hours}".encode().decode(), expect=None
    )

    assert page.status in (404, 422)
    assert "Certificate of mentoring" not in page.text


def test_without_a_pair_there_is_nothing_to_certify(road: Road, browser_of_mentor: Browser) -> None:
    page = browser_of_mentor.get("/mentor/certificate?hours=12")

    assert "Once you have been introduced to somebody" in page.text
    assert "12" not in page.text


def test_the_hours_are_written_nowhere(
    session: Session, match: Match, browser_of_mentor: Browser, asked: list[str]
) -> None:
    asked.clear()

    browser_of_mentor.get("/mentor/certificate?hours=4711")

    assert [one for one in asked if not one.startswith("SELECT")] == []


def test_every_page_asks_little(
    road: Road, match: Match, browser_of_mentor: Browser, asked: list[str]
) -> None:
    counts = {}
    for path in (
        "/mentor",
        "/mentor/room",
        "/mentor/certificate?hours=3",
        f"/mentor/pair/{match.id}/hand-back",
    ):
        asked.clear()
        browser_of_mentor.get(path)
        counts[path] = len(asked)

    assert {path: count for path, count in counts.items() if count > 8} == {}


def test_both_sides_of_one_person_know_of_each_other_and_tell_nothing(
    session: Session, road: Road, make: Make, signed_in: SignIn
) -> None:
    """She asks and she offers: each of her pages leads to the other, and shows none of it."""
    both = make.an_account(RoleName.MENTEE, RoleName.MENTOR, email="both@example.org")
    asks, offers = {"words": "A nightjar question"}, {"words": "A kestrel offer"}
    road.a_profile(Side.MENTEE, account=both, email="both@example.org", name="Both", **asks)
    road.a_profile(Side.MENTOR, account=both, email="both@example.org", name="Both", **offers)
    other = road.a_mentee()
    road.close()
    match = road.propose(other, both)
    road.introduce(match, other)
    browser = signed_in(both)

    offering, asking = browser.get("/mentor"), browser.get("/home")

    assert "/home" in offering.links()
    assert "/mentor" in asking.links()
    assert HER_NAME in offering.text
    for secret in (HER_NAME, "kestrel", "/mentor/room"):
        assert secret not in asking.html
    for secret in ("nightjar", "/home/sign-up"):
        assert secret not in offering.html
