"""After the introduction: one tap says how it goes; others pause, stop, or call a person."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import Clock
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.make import Make
from support.road import HER_NAME, THEIR_NAME, Road

from mentorship.domain.check_ins import CheckInAnswer, Moment
from mentorship.domain.lifecycle import MatchState
from mentorship.models.account import Account, RoleName
from mentorship.models.check_in import CheckIn
from mentorship.models.letter import LetterKind
from mentorship.models.match import Match
from mentorship.models.team import TeamMember
from mentorship.services.asking import ask_how_it_goes

SignIn = Callable[[Account], Browser]
WORDS = "He comments on my body. Quillfeather."
QUESTION = "Have you two talked yet?"


@pytest.fixture
def pair(road: Road, match: Match, mentee: Account, clock: Clock) -> Match:
    """Introduced two weeks ago, and both are asked today."""
    road.introduce(match, mentee)
    ask_how_it_goes(road.session, now=clock.move(timedelta(days=14)))
    road.session.commit()
    return match


@pytest.fixture
def her(pair: Match, mentee: Account, signed_in: SignIn) -> Browser:
    browser = signed_in(mentee)
    browser.get("/home")
    return browser


@pytest.fixture
def them(pair: Match, mentor: Account, signed_in: SignIn) -> Browser:
    browser = signed_in(mentor)
    browser.get("/mentor")
    return browser


def line(session: Session, profile_id: str, moment: Moment = Moment.DAY_14) -> CheckIn:
    session.rollback()
    session.expire_all()
    wanted = (CheckIn.profile_id == profile_id, CheckIn.moment == moment)
    return session.scalars(select(CheckIn).where(*wanted)).one()


@pytest.mark.parametrize("answer", [CheckInAnswer.TALKED, CheckInAnswer.NOT_YET])
def test_one_tap_on_her_page_answers(
    session: Session, pair: Match, her: Browser, answer: CheckInAnswer
) -> None:
    assert her.page is not None
    assert QUESTION in her.page.text

    her.send({"answer": answer}, action="/home/check-in/")

    assert her.follow().h1 == f"You’re introduced to {THEIR_NAME}"
    assert QUESTION not in her.follow().text
    assert line(session, pair.mentee_id).answer is answer


def test_the_letter_leads_to_the_same_question(session: Session, pair: Match, her: Browser) -> None:
    path = f"/home/check-in/{line(session, pair.mentee_id).id}"

    assert QUESTION in her.get(path).text
    her.send({"answer": "talked"}, action="/home/check-in/")

    assert her.get(path, expect=303).location.endswith("/home")


@pytest.mark.parametrize("wrong", [{}, {"answer": "look_again"}, {"answer": "😀"}])
def test_what_nobody_offered_is_asked_again(
    session: Session, pair: Match, her: Browser, wrong: dict[str, str]
) -> None:
    page = her.post(f"/home/check-in/{line(session, pair.mentee_id).id}", wrong, expect=422)

    assert "Please choose one of the three." in page.text
    assert line(session, pair.mentee_id).answer is None


def test_who_would_change_reads_first_what_that_does(
    session: Session, road: Road, pair: Match, her: Browser
) -> None:
    her.send({"answer": "would_change"}, action="/home/check-in/")

    page = her.follow()
    assert page.h1 == "You would like to change"
    assert line(session, pair.mentee_id).answer is CheckInAnswer.WOULD_CHANGE
    assert road.state(pair) is MatchState.INTRODUCED

    her.send(action="/end")
    assert her.follow().h1 == "You two have stopped"
    assert road.state(pair) is MatchState.ENDED


def test_stopping_takes_one_tap_and_then_we_ask_whether_to_look_again(
    session: Session, road: Road, pair: Match, her: Browser
) -> None:
    her.send(action="/end")
    assert road.state(pair) is MatchState.ENDED
    page = her.follow()
    assert "Would you like us to look again?" in page.text

    her.send({"answer": "look_again"}, action="/afterwards")

    page = her.follow()
    assert "The team sees that you would like to meet somebody else." in page.text
    assert [one.text for one in page.tree.iter("button") if "again" in (one.text or "")] == []
    after = line(session, pair.mentee_id, Moment.AFTERWARDS)
    assert after.answer is CheckInAnswer.LOOK_AGAIN


def test_a_pause_is_one_tap_asks_nothing_and_tells_nobody(
    road: Road, pair: Match, her: Browser
) -> None:
    letters = road.letters()

    her.send(action="/pause")

    page = her.follow()
    assert "You have a pause" in page.text
    assert QUESTION not in page.text
    assert road.letters() == letters

    her.send(action="/go-on")
    assert QUESTION in her.follow().text


def test_what_feels_wrong_goes_to_a_person_of_the_team(
    session: Session, road: Road, pair: Match, her: Browser
) -> None:
    path = f"/home/meet/{pair.id}/tell"
    assert path in her.get("/home").links()
    page = her.get(path)
    assert f"{THEIR_NAME} does not see this" in page.text

    her.send({"words": WORDS}, action="/tell")

    page = her.follow()
    assert page.h1 == "Thank you for telling us"
    assert "988" in page.text
    assert "top of the team’s list" in page.text
    assert WORDS not in page.html
    assert line(session, pair.mentee_id, Moment.TOLD).words == WORDS
    assert road.state(pair) is MatchState.INTRODUCED
    assert LetterKind.NEEDS_A_PERSON in dict(road.letters())


def test_without_a_word_the_page_offers_to_write_none(
    session: Session, pair: Match, her: Browser
) -> None:
    her.get(f"/home/meet/{pair.id}/tell")
    page = her.send(action="/tell", expect=422)
    assert "Please write a word, or press" in page.text

    # What she had begun to write stays unsent.
    her.send({"unwritten": "yes", "words": WORDS}, action="/tell")

    assert line(session, pair.mentee_id, Moment.TOLD).words is None


def test_what_she_typed_is_not_lost_when_it_is_far_too_long(pair: Match, her: Browser) -> None:
    her.get(f"/home/meet/{pair.id}/tell")

    page = her.send({"words": "word " * 2000}, action="/tell", expect=422)

    assert page.html.count("word ") > 1900


def test_where_nobody_may_read_it_she_hears_whom_else_to_call(
    road: Road, pair: Match, her: Browser
) -> None:
    road.coordinator.active = False
    road.session.commit()
    her.get(f"/home/meet/{pair.id}/tell")

    her.send({"words": WORDS}, action="/tell")

    page = her.follow()
    assert "Nobody of the team may read it yet" in page.text
    assert "please do not wait for us" in page.text
    assert "988" in page.text
    assert "top of the team’s list" not in page.text


def test_after_the_end_she_can_still_tell_and_the_mentors_name_is_gone(
    session: Session, pair: Match, her: Browser
) -> None:
    her.send(action="/end")
    path = f"/home/meet/{pair.id}/tell"
    assert path in her.follow().links()

    assert THEIR_NAME not in her.get(path).html
    her.send({"words": WORDS}, action="/tell")

    assert line(session, pair.mentee_id, Moment.TOLD).words == WORDS


def test_a_mentor_is_asked_the_same_and_not_for_more(
    session: Session, pair: Match, them: Browser
) -> None:
    assert them.page is not None
    assert QUESTION in them.page.text
    assert "change" not in them.page.text

    them.send({"answer": "talked"}, action="/mentor/check-in/")

    assert QUESTION not in them.follow().text
    assert line(session, pair.mentor_id).answer is CheckInAnswer.TALKED
    assert line(session, pair.mentee_id).answer is None


def test_a_mentor_can_tell_the_team_too(session: Session, pair: Match, them: Browser) -> None:
    assert f"{HER_NAME} does not see this" in them.get(f"/mentor/pair/{pair.id}/tell").text

    them.send({"words": WORDS}, action="/tell")

    assert them.follow().h1 == "Thank you for telling us"
    assert line(session, pair.mentor_id, Moment.TOLD).words == WORDS


def test_nothing_that_she_does_here_changes_what_the_mentor_reads(
    pair: Match, her: Browser, them: Browser
) -> None:
    """But for the end itself: of that the mentor hears, and never why."""
    paths = ("/mentor", f"/mentor/pair/{pair.id}/tell", "/yours", "/yours/looked")
    before = [them.get(path, expect=None).text for path in paths]
    assert QUESTION in before[0]

    her.send({"answer": "would_change"}, action="/home/check-in/")
    her.get(f"/home/meet/{pair.id}/tell")
    her.send({"words": WORDS}, action="/tell")
    her.get("/home")
    her.send(action="/pause")

    assert [them.get(path, expect=None).text for path in paths] == before


def test_a_colleague_of_hers_on_the_team_reads_the_same_before_and_after(
    road: Road, pair: Match, her: Browser, signed_in: SignIn
) -> None:
    account = road.make.a_coordinator()
    member = road.session.get_one(TeamMember, account.id)
    member.places = [("Alder General Hospital", None)]
    colleague, desk = signed_in(account), f"/desk/{road.round.id}"
    pages = (
        "/desk/",
        desk,
        *(f"{desk}/{page}" for page in ("check", "track", "letters", "review")),
    )
    before = [colleague.get(page).text for page in pages]

    her.send({"answer": "not_yet"}, action="/home/check-in/")
    her.get(f"/home/meet/{pair.id}/tell")
    her.send({"words": WORDS}, action="/tell")

    assert [colleague.get(page).text for page in pages] == before
    assert WORDS not in str(before)
    assert "1 thing" in signed_in(road.coordinator).get(f"{desk}/check").text


def test_what_is_hers_is_found_by_nobody_else(
    session: Session, road: Road, pair: Match, make: Make, signed_in: SignIn, them: Browser
) -> None:
    mine, theirs = line(session, pair.mentee_id).id, line(session, pair.mentor_id).id
    stranger = signed_in(make.an_account(RoleName.MENTEE))
    for path in (f"/home/check-in/{mine}", f"/home/check-in/{theirs}"):
        stranger.get(path, expect=404)
        stranger.post(path, {"answer": "talked"}, expect=404)
    for step in ("change", "tell", "told"):
        stranger.get(f"/home/meet/{pair.id}/{step}", expect=404)
    for step in ("pause", "go-on", "afterwards", "tell"):
        stranger.post(f"/home/meet/{pair.id}/{step}", expect=404)
    # The two of the pair do not open each other's either.
    them.get(f"/mentor/check-in/{mine}", expect=404)
    them.get(f"/home/check-in/{mine}", expect=404)
