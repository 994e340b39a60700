"""Room this round? One tap from a letter, without signing in; and looking answers nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import Clock
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.road import ADDRESS, THEIR_NAME, Road

from mentorship.domain.lifecycle import RoundEvent
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.people import read_profile
from mentorship.services.quiet import is_still_true
from mentorship.services.room import RoomCount, ask_for_room, room_count
from mentorship.services.rounds import create_round, join, move_round, participation_of
from mentorship.services.sight import Sight

SignIn = Callable[[Account], Browser]
QUESTION = "Do you have room in this round?"


@pytest.fixture
def profile(session: Session, road: Road) -> Profile:
    """A mentor of a round that is over."""
    made = road.a_profile(Side.MENTOR)
    road.close()
    for event in (RoundEvent.RELEASE, RoundEvent.FINISH):
        move_round(session, road.round, event, by=road.coordinator, now=road.now)
    session.commit()
    return made


@pytest.fixture
def summer(session: Session, road: Road, profile: Profile) -> Round:
    """The round after it, which takes sign-ups."""
    return _a_round(session, road, "Summer round")


@pytest.fixture
def path(session: Session, road: Road, profile: Profile, summer: Round) -> str:
    ask_for_room(session, summer, now=road.now)
    session.commit()
    return road.letter_link(LetterKind.ROOM_THIS_ROUND)


def _a_round(session: Session, road: Road, name: str) -> Round:
    later = road.now + timedelta(minutes=1)
    round_ = create_round(
        session, name=name, closes_on=None, time_zone="America/Phoenix", now=later
    )
    move_round(session, round_, RoundEvent.OPEN, by=road.coordinator, now=later)
    session.commit()
    return round_


def takes_part(session: Session, round_: Round, profile: Profile) -> int | None:
    """How many places the mentor has in this round; None outside of it."""
    session.rollback()
    session.refresh(profile)
    if participation_of(session, round_, profile) is None:
        return None
    return read_profile(profile).person.capacity


@pytest.mark.parametrize("places", [1, 2])
def test_one_tap_is_a_yes(
    session: Session, summer: Round, profile: Profile, path: str, visitor: Browser, places: int
) -> None:
    assert visitor.get(path).h1 == QUESTION
    buttons = [
        one.get("value")
        for one in visitor.page.form(action="/room/").iter("button")
        if one.get("name") == "places"
    ]
    assert buttons == ["1", "2", "0"]

    visitor.send({"places": str(places)}, action="/room/")

    page = visitor.follow()
    assert page.h1 == "Thank you"
    word = "place" if places == 1 else "places"
    assert f"You take part in this round with {places} {word}." in page.text
    assert takes_part(session, summer, profile) == places


def test_no_is_as_short_and_changes_no_answer(
    session: Session, summer: Round, profile: Profile, path: str, visitor: Browser
) -> None:
    before = dict(profile.answers)
    visitor.get(path)

    visitor.send({"places": "0"}, action="/room/")

    assert visitor.follow().h1 == "That’s completely fine"
    assert takes_part(session, summer, profile) is None
    assert profile.answers == before


def test_the_page_tells_nothing_of_anybody(path: str, visitor: Browser) -> None:
    page = visitor.get(path)

    for secret in (THEIR_NAME, ADDRESS, "Lakeview", "kingfisher", "Summer round"):
        assert secret not in page.html
    assert page.title == "Programs"


def test_looking_fifty_times_answers_nothing(
    session: Session, summer: Round, profile: Profile, path: str, visitor: Browser
) -> None:
    for _ in range(25):
        visitor.get(path)
        visitor.raw("HEAD", path)
        visitor.raw("GET", f"{path}?places=2")

    assert takes_part(session, summer, profile) is None
    assert visitor.get(path).h1 == QUESTION


def test_the_first_answer_counts(
    session: Session, summer: Round, profile: Profile, path: str, visitor: Browser
) -> None:
    visitor.post(path, {"places": "1"})

    visitor.post(path, {"places": "2"})
    visitor.post(path, {"places": "0"})

    assert takes_part(session, summer, profile) == 1


@pytest.mark.parametrize("places", ["", "3", "-1", "two", "1\x00"])
def test_what_no_button_says_asks_once_more(
    session: Session,
    summer: Round,
    profile: Profile,
    path: str,
    visitor: Browser,
    places: str,
) -> None:
    page = visitor.post(path, {"places": places}, expect=422)

    assert page.h1 == QUESTION
    assert takes_part(session, summer, profile) is None


def test_after_a_month_it_has_moved_on(
    session: Session, summer: Round, profile: Profile, path: str, clock: Clock, visitor: Browser
) -> None:
    clock.move(timedelta(days=30))

    page = visitor.get(path)
    visitor.post(path, {"places": "1"})

    assert page.h1 == "This one has moved on"
    assert takes_part(session, summer, profile) is None


def test_once_sign_ups_are_over_the_page_says_so(
    session: Session, road: Road, summer: Round, profile: Profile, path: str, visitor: Browser
) -> None:
    move_round(session, summer, RoundEvent.CLOSE, by=road.coordinator, now=road.now)
    session.commit()

    page = visitor.get(path)
    visitor.post(path, {"places": "1"})

    assert page.h1 == "Sign-ups for this round are over"
    assert takes_part(session, summer, profile) is None


def test_whoever_has_withdrawn_finds_nothing_to_answer(
    session: Session, road: Road, summer: Round, profile: Profile, path: str, visitor: Browser
) -> None:
    profile.withdrawn_at = road.now
    session.commit()

    assert visitor.get(path).h1 == "There is nothing to answer here"
    visitor.post(path, {"places": "1"})
    assert takes_part(session, summer, profile) is None


@pytest.mark.parametrize("token", ["unknown", "x" * 43])
def test_an_unknown_link_is_a_kind_page(visitor: Browser, token: str) -> None:
    assert visitor.get(f"/room/{token}").h1 == "There is nothing to answer here"
    visitor.post(f"/room/{token}", {"places": "1"})
    assert visitor.follow().h1 == "There is nothing to answer here"


def test_a_link_of_another_kind_opens_nothing(path: str, visitor: Browser) -> None:
    token = path.rpartition("/")[2]

    assert visitor.get(f"/answer/{token}").h1 == "There is nothing to answer here"
    assert visitor.get(f"/claim/{token}").h1 != QUESTION


def test_whom_to_keep_apart_from_is_asked_for_again_once_it_was_wiped(
    session: Session, summer: Round, profile: Profile, path: str, visitor: Browser
) -> None:
    profile.answers = {k: v for k, v in profile.answers.items() if k != Field.KEEP_APART}
    profile.seen_by = []
    session.commit()
    visitor.get(path)

    page = visitor.send({"places": "1"}, action="/room/", expect=422)
    assert "Please write whom, or “nobody”." in page.text
    assert takes_part(session, summer, profile) is None
    visitor.send({"places": "1", "keep_apart": "Dr. Heron"}, action="/room/")

    assert takes_part(session, summer, profile) == 1
    assert profile.answers[Field.KEEP_APART] == "Dr. Heron"
    assert profile.seen_by is None


def test_a_no_needs_no_list(
    session: Session, profile: Profile, path: str, visitor: Browser
) -> None:
    profile.answers = {k: v for k, v in profile.answers.items() if k != Field.KEEP_APART}
    profile.seen_by = []
    session.commit()
    visitor.get(path)

    visitor.send({"places": "0"}, action="/room/")

    assert visitor.follow().h1 == "That’s completely fine"


def test_nobody_is_asked_twice(session: Session, road: Road, summer: Round, path: str) -> None:
    ask_for_room(session, summer, now=road.now + timedelta(days=1))
    session.commit()

    letters = [kind for kind, _ in road.letters()]
    assert letters.count(LetterKind.ROOM_THIS_ROUND) == 1
    assert room_count(session, summer) == RoomCount(waiting=0, asked=1)


def test_who_is_asked(session: Session, road: Road, make) -> None:
    """Everybody of an earlier round, but not who is busy, pausing, gone, unknown or in already."""
    profiles = {
        name: road.a_profile(Side.MENTOR, email=f"{name}@example.com", name=f"Dr {name}")
        for name in ("free", "pausing", "gone", "unknown", "in already", "asked now")
    }
    road.a_profile(Side.MENTEE)
    her = road.a_mentee(email="second@example.org", name="Two Larks", words="?")
    road.close()
    road.ask_mentor(road.propose(her, profiles["asked now"]), her)
    summer = _a_round(session, road, "Summer round")
    profiles["pausing"].paused_at = profiles["gone"].withdrawn_at = road.now
    profiles["unknown"].vetted_at = None
    join(session, summer, profiles["in already"], now=road.now)
    session.commit()

    count = room_count(session, summer)
    ask_for_room(session, summer, now=road.now)
    session.commit()

    asked = [whose for kind, whose in road.letters() if kind is LetterKind.ROOM_THIS_ROUND]
    assert asked == [profiles["free"].id]
    assert count == RoomCount(waiting=1, asked=0)


def test_while_pairs_are_being_looked_for_nobody_of_that_round_is_asked(
    session: Session, road: Road
) -> None:
    road.a_profile(Side.MENTOR)
    road.close()
    summer = _a_round(session, road, "Summer round")

    ask_for_room(session, summer, now=road.now)

    assert room_count(session, summer) == RoomCount(0, 0)


def test_the_letter_does_not_leave_once_it_is_not_true(
    session: Session, road: Road, summer: Round, path: str
) -> None:
    letter = session.scalars(select(Letter).where(Letter.kind == LetterKind.ROOM_THIS_ROUND)).one()
    assert is_still_true(session, letter)

    move_round(session, summer, RoundEvent.CLOSE, by=road.coordinator, now=road.now)

    assert not is_still_true(session, letter)


def test_a_coordinator_asks_with_one_button_and_learns_numbers_only(
    session: Session, road: Road, summer: Round, profile: Profile, signed_in: SignIn
) -> None:
    browser = signed_in(road.coordinator)
    page = browser.get(f"/desk/{summer.id}")
    assert "1 mentor of earlier rounds has not signed up for this one." in page.text
    assert THEIR_NAME not in page.text

    browser.send(action="ask-for-room")

    assert "1 mentor of earlier rounds was asked by letter" in browser.follow().text
    assert (LetterKind.ROOM_THIS_ROUND, profile.id) in road.letters()


def test_a_mentor_whom_she_does_not_see_is_asked_all_the_same_and_not_counted(
    session: Session, road: Road, summer: Round, profile: Profile
) -> None:
    session.info["sight"] = Sight(0, frozenset({profile.id}), works_somewhere=False)
    assert room_count(session, summer) == RoomCount(0, 0)

    ask_for_room(session, summer, now=road.now)

    assert room_count(session, summer) == RoomCount(0, 0)
    session.info.clear()
    assert room_count(session, summer) == RoomCount(waiting=0, asked=1)


def test_whoever_still_meets_somebody_of_an_earlier_round_is_asked_too(
    session: Session, road: Road
) -> None:
    her, them = road.a_mentee(), road.a_mentor()
    road.close()
    road.introduce(road.propose(her, them), her)
    summer = _a_round(session, road, "Summer round")

    ask_for_room(session, summer, now=road.now)
    session.commit()

    assert LetterKind.ROOM_THIS_ROUND in [kind for kind, _ in road.letters()]
