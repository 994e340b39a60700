"""While she waits: a true day, one conversation if she likes, and out of the round in two taps."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Clock
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.road import THEIR_NAME, Road
from support.waiting import waits

from mentorship.domain.lifecycle import MatchState, RoundEvent
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.round import Participation
from mentorship.services.holdings import everything_about
from mentorship.services.profiles import own_answers, profile_of
from mentorship.services.rounds import create_round, move_round

SignIn = Callable[[Account], Browser]
CSS = Path(__file__).parents[2] / "static" / "css"
MOST_BYTES, MOST_QUERIES = 60_000, 8
LEAVE, TALK = "/home/not-this-time", "/home/one-conversation"
OPENING = "/home/word-of-opening"
A_DAY = "You hear from us by Thursday 2 April, either way."
GONE_BY = "We said that you hear from us by Thursday 2 April. That day has gone by"
NOT_SET = "The day by which you hear from us is not set yet."
TAG = "One conversation, please"


@pytest.fixture
def queries(engine: Engine) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def hears_by(road: Road, day: date | None) -> None:
    road.round.hear_by = day
    road.session.commit()


def opened(browser: Browser) -> str:
    return browser.get("/home").text


def test_the_day_by_which_she_hears_stands_on_her_page(road: Road, signed_in: SignIn) -> None:
    her = signed_in(road.a_mentee())

    assert NOT_SET in opened(her)

    hears_by(road, date(2026, 4, 2))
    assert A_DAY in opened(her)
    road.close()
    assert A_DAY in opened(her)


def test_a_day_that_went_by_is_said_to_have_gone_by(
    road: Road, signed_in: SignIn, clock: Clock
) -> None:
    account = road.a_mentee()
    hears_by(road, date(2026, 4, 2))

    # In Phoenix it is still the second of April until seven in the morning of the third, UTC.
    clock.moment = datetime.fromisoformat("2026-04-03T06:59:00+00:00")
    assert A_DAY in opened(signed_in(account))
    clock.moment = datetime.fromisoformat("2026-04-03T07:01:00+00:00")
    page = signed_in(account).get("/home")
    assert GONE_BY in page.text
    assert A_DAY not in page.text
    assert "/help" in [link.partition("?")[0] for link in page.links()]


def test_between_rounds_the_next_opening_is_told_until_it_goes_by(
    session: Session, road: Road, mentee_client: Browser, clock: Clock
) -> None:
    move_round(session, road.round, RoundEvent.CANCEL, by=road.coordinator, now=road.now)
    following = create_round(
        session, name="Autumn", closes_on=None, time_zone="America/Phoenix", now=road.now
    )
    following.opens_on = date(2026, 3, 3)
    session.commit()

    assert "Sign-ups open on Tuesday 3 March." in opened(mentee_client)
    assert "Sign-ups open on Tuesday 3 March." in mentee_client.get("/home/sign-up").text

    following.opens_on = date(2026, 3, 1)
    session.commit()
    assert "Sign-ups open on" not in opened(mentee_client)
    assert "The day on which sign-ups open is not set yet." in opened(mentee_client)


def test_when_sign_ups_are_closed_she_asks_for_one_letter_or_comes_back(
    session: Session, road: Road, mentee_client: Browser, coordinator_client: Browser
) -> None:
    move_round(session, road.round, RoundEvent.CANCEL, by=road.coordinator, now=road.now)
    following = create_round(session, name="Autumn", closes_on=None, time_zone="UTC", now=road.now)
    session.commit()
    letters = select(Letter.link).where(Letter.kind == LetterKind.SIGN_UPS_OPEN)

    mentee_client.get("/home/sign-up")
    mentee_client.send({"wish": "yes"}, action=OPENING)
    assert "We write to you when they open, once." in mentee_client.follow().text
    mentee_client.send(action=OPENING)
    assert "Write to me when they open" in mentee_client.follow().text
    mentee_client.send({"wish": "yes"}, action=OPENING)
    assert session.scalars(letters).all() == []

    coordinator_client.post(f"/desk/{following.id}/move/open")
    session.rollback()
    assert session.scalars(letters).all() == ["/home/sign-up"]
    # Fulfilled: the next time that sign-ups open nobody writes to her unasked.
    assert session.scalars(select(Account.id).where(Account.wishes_opening)).all() == []


def test_who_was_asked_about_her_can_answer_until_a_day_that_she_reads(
    road: Road, signed_in: SignIn, clock: Clock
) -> None:
    her, them = road.a_mentee(), road.a_mentor()
    road.close()
    road.ask_mentor(road.propose(her, them), her)

    assert "They can answer until Monday 9 March." in opened(signed_in(her))

    clock.move(timedelta(days=7, hours=1))
    assert "Their week is over." in opened(signed_in(her))


def test_one_conversation_is_a_wish_that_the_team_reads_and_she_takes_back(
    road: Road, signed_in: SignIn, coordinator_client: Browser
) -> None:
    account = road.a_mentee()
    waits(road, account, cause="must")
    her = signed_in(account)
    listed = f"/desk/{road.round.id}/waiting"
    assert TAG not in coordinator_client.get(listed).text

    her.get("/home")
    her.send({"wish": "yes"}, action=TALK)
    assert "You would like one, and the team knows." in her.follow().text
    assert TAG in coordinator_client.get(listed).text

    her.send(action=TALK)
    assert "You would like one, and the team knows." not in her.follow().text
    assert TAG not in coordinator_client.get(listed).text


def test_what_she_wished_and_that_she_left_stand_in_her_own_file(
    session: Session, road: Road, signed_in: SignIn, coordinator_client: Browser
) -> None:
    account = road.a_mentee()
    waits(road, account, cause="must")
    her = signed_in(account)
    her.post(TALK, {"wish": "yes"})

    assert "one single conversation" in told_about(session, account)

    her.post(LEAVE)
    assert "not this time" in told_about(session, account)
    profile = profile_of(session, account, Side.MENTEE)
    assert profile is not None
    page = coordinator_client.get(f"/desk/{road.round.id}/person/{profile.id}")
    assert "“Not this time”" in page.text


def told_about(session: Session, account: Account) -> str:
    session.rollback()
    parts = everything_about(session, account)
    return " ".join(words for part in parts for _label, words in part.lines)


def test_before_anything_is_sure_there_is_nothing_to_have_meanwhile(
    road: Road, signed_in: SignIn
) -> None:
    account = road.a_mentee()
    road.close()
    her = signed_in(account)

    assert "What you can have meanwhile" not in opened(her)
    her.post(TALK, {"wish": "yes"})

    assert "there was nothing to change" in her.follow().text
    parts = road.session.scalars(select(Participation).where(Participation.side == Side.MENTEE))
    assert [part.wishes_talk_at for part in parts] == [None]


@pytest.mark.parametrize("path", [LEAVE, TALK])
def test_whoever_takes_part_in_nothing_changes_nothing(mentee_client: Browser, path: str) -> None:
    mentee_client.post(path, {"wish": "yes"})

    assert mentee_client.follow().h1 == "The next round is not open yet"


def test_edit_download_delete_and_leave_are_one_tap_from_home(
    road: Road, signed_in: SignIn
) -> None:
    her = signed_in(road.a_mentee())

    links = her.get("/home").links()

    assert {"/home/sign-up", "/yours/download", "/yours/delete", LEAVE} <= set(links)
    for path in ("/yours/download", LEAVE, "/home/sign-up"):
        her.get(path, expect=None)
        assert her.page is not None
        assert her.page.status in (200, 303)


def test_not_this_time_says_first_what_happens_and_changes_nothing_by_itself(
    road: Road, signed_in: SignIn
) -> None:
    her = signed_in(road.a_mentee())

    page = her.get(LEAVE)

    assert page.h1 == "Not this time?"
    assert "Your answers stay in your account" in page.text
    assert her.get("/home").h1 == "We have your answers"


def test_out_of_the_round_her_answers_stay_and_she_can_come_back(
    session: Session, road: Road, signed_in: SignIn
) -> None:
    account = road.a_mentee()
    her = signed_in(account)
    her.get(LEAVE)
    her.send(action=LEAVE)

    assert her.follow().h1 == "Not this time, and that is fine"
    assert LEAVE not in her.get("/home").links()
    assert own_answers(profile_of(session, account, Side.MENTEE))[Field.NAME]

    her.get("/home/sign-up/check")
    her.send({"agreement": "y"}, action="/home/sign-up/check")
    assert her.follow().h1 == "We have your answers"


def test_out_of_a_round_under_way_she_is_told_of_the_next(road: Road, signed_in: SignIn) -> None:
    account = road.a_mentee()
    road.close()
    her = signed_in(account)

    her.get(LEAVE)
    assert "You cannot come back into this round." in her.page.text
    her.send(action=LEAVE)

    page = her.follow()
    assert page.h1 == "Not this time, and that is fine"
    assert "The day on which sign-ups open is not set yet." in page.text
    her.post(LEAVE)
    assert her.follow().h1 == "Not this time, and that is fine"


def test_a_mentor_who_was_asked_learns_no_reason_and_no_name(
    road: Road, signed_in: SignIn, visitor: Browser
) -> None:
    account, them = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(account, them)
    road.ask_mentor(match, account)
    token = road.token()
    her = signed_in(account)

    her.post(LEAVE)

    assert road.state(match) is MatchState.STOPPED
    assert LetterKind.MOVED_ON_MENTOR in [kind for kind, _whose in road.letters()]
    assert visitor.get(f"/m/{token}", expect=None).status in (200, 404, 410)
    assert THEIR_NAME not in her.follow().html


def test_who_is_introduced_ends_it_on_the_page_of_the_two(road: Road, signed_in: SignIn) -> None:
    account, them = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(account, them)
    road.introduce(match, account)
    her = signed_in(account)

    her.post(LEAVE)

    assert "You are introduced to somebody in this round." in her.follow().text
    assert road.state(match) is MatchState.INTRODUCED


@pytest.mark.parametrize("path", ["/home", LEAVE])
def test_no_page_of_hers_is_large_or_asks_much(
    road: Road, signed_in: SignIn, queries: list[str], path: str
) -> None:
    account = road.a_mentee()
    waits(road, account, cause="must")
    hears_by(road, date(2026, 4, 2))
    her = signed_in(account)
    her.get("/home")
    queries.clear()

    page = her.get(path)

    css = sum(len(sheet.read_bytes()) for sheet in CSS.glob("*.css") if sheet.stem != "desk")
    assert len(page.html.encode()) + css <= MOST_BYTES
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)
