"""A mentor's yes in two taps, without signing in; and every way in which a request can be over."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import Clock
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.road import ADDRESS, HER_NAME, HER_WORDS, WHY_THIS_MENTEE, Road

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Audience, Field
from mentorship.models.account import Account
from mentorship.models.audit import AuditEntry
from mentorship.models.consent import Consent
from mentorship.models.letter import LetterKind
from mentorship.models.match import Match
from mentorship.services import matches
from mentorship.services.profiles import own_answers, pair_of

SignIn = Callable[[Account], Browser]
QUESTION = "Would you like to meet a resident in surgery?"


def test_the_question_tells_enough_and_no_more(visitor: Browser, answer_path: str) -> None:
    page = visitor.get(answer_path)

    assert page.h1 == QUESTION
    assert f"{WHY_THIS_MENTEE}." in page.text
    assert "about an hour a month" in page.text
    assert "video or phone" in page.text
    assert "place 1 of your 2" in page.text
    for secret in (HER_NAME, HER_WORDS, ADDRESS, "Alder General", "quetzal"):
        assert secret not in page.html
    assert page.title == "Programs"


def test_how_she_would_like_to_talk_is_not_told_once_she_has_closed_it(
    road: Road, question: Match, visitor: Browser, answer_path: str
) -> None:
    assert "video or phone" in visitor.get(answer_path).text
    no = Consent(field=Field.FORMATS, audience=Audience.ASKED, is_open=False, said_at=road.now)
    mentee, _ = pair_of(road.session, question)
    mentee.consents.append(no)
    road.session.commit()

    assert "video or phone" not in visitor.get(answer_path).text


def test_her_words_stand_there_when_she_said_so(road: Road, visitor: Browser) -> None:
    her, mentor = road.a_mentee(words_shared="yes"), road.a_mentor()
    road.close()
    road.ask_mentor(road.propose(her, mentor), her)

    assert HER_WORDS in visitor.get(f"/answer/{road.token()}").text


def test_the_second_place_is_called_the_second(road: Road, visitor: Browser) -> None:
    first, second = (
        road.a_mentee(),
        road.a_mentee(email="second@example.org", name="Two Larks", words="Which exam?"),
    )
    mentor = road.a_mentor()
    road.close()
    road.introduce(road.propose(first, mentor), first)
    match = road.propose(second, mentor)
    road.ask_her(match)
    matches.agree(road.session, match, by=second, now=road.now + timedelta(minutes=1))
    road.session.commit()

    page = visitor.get(f"/answer/{road.token()}")

    assert "place 2 of your 2" in page.text


def test_looking_fifty_times_answers_nothing(
    road: Road, question: Match, visitor: Browser, answer_path: str
) -> None:
    letters = road.letters()

    for _ in range(25):
        visitor.get(answer_path)
        visitor.client.head(answer_path, base_url="https://localhost")
        for step in ("yes", "no", "apart"):
            visitor.client.get(f"{answer_path}/{step}", base_url="https://localhost")

    assert road.state(question) is MatchState.ASKED_MENTOR
    assert road.letters() == letters


def test_yes_introduces_them(
    road: Road, question: Match, visitor: Browser, answer_path: str
) -> None:
    visitor.get(answer_path)

    visitor.send(action="/yes")

    page = visitor.follow()
    assert page.h1 == "Thank you"
    assert "You’ll both get one e-mail within the hour" in page.text
    assert HER_NAME not in page.html
    assert road.state(question) is MatchState.INTRODUCED
    assert (LetterKind.INTRODUCTION_MENTEE, question.mentee_id) in road.letters()
    assert (LetterKind.INTRODUCTION_MENTOR, question.mentor_id) in road.letters()


def test_a_double_tap_introduces_once(road: Road, visitor: Browser, answer_path: str) -> None:
    visitor.post(f"{answer_path}/yes")
    letters = road.letters()

    visitor.post(f"{answer_path}/yes")
    visitor.post(f"{answer_path}/no")

    assert visitor.follow().h1 == "Thank you"
    assert road.letters() == letters


def test_not_this_time_is_completely_fine(
    road: Road, question: Match, visitor: Browser, answer_path: str
) -> None:
    visitor.get(answer_path)

    visitor.send(action="/no")

    assert visitor.follow().h1 == "That’s completely fine"
    assert road.state(question) is MatchState.DECLINED
    assert (LetterKind.MOVED_ON_MENTEE, question.mentee_id) in road.letters()


def test_days_later_the_page_remembers_the_answer(
    clock: Clock, visitor: Browser, answer_path: str
) -> None:
    visitor.post(f"{answer_path}/yes")

    clock.move(timedelta(days=1))
    assert visitor.get(answer_path).h1 == "You said yes yesterday"
    clock.move(timedelta(days=1))
    assert visitor.get(answer_path).h1 == "You said yes on Monday"
    clock.move(timedelta(days=30))
    assert visitor.get(answer_path).h1 == "You said yes on 2 March 2026"


def test_days_later_the_page_remembers_a_no(
    clock: Clock, visitor: Browser, answer_path: str
) -> None:
    visitor.post(f"{answer_path}/no")

    clock.move(timedelta(days=2))

    assert "You said “not this time” on Monday." in visitor.get(answer_path).text


def test_keep_us_apart_declines_and_only_the_team_learns_why(
    session: Session, road: Road, question: Match, visitor: Browser, answer_path: str
) -> None:
    visitor.get(answer_path)

    visitor.send(action="/apart")

    assert visitor.follow().h1 == "That’s completely fine"
    assert road.state(question) is MatchState.DECLINED
    entries = session.scalars(select(AuditEntry).where(AuditEntry.verb == "mentor_knows_her"))
    assert [entry.subject for entry in entries] == [question.id]
    for profile in pair_of(session, question):
        assert own_answers(profile)[Field.KEEP_APART] == ""


def test_after_a_week_it_has_moved_on(
    road: Road, question: Match, clock: Clock, visitor: Browser, answer_path: str
) -> None:
    clock.move(timedelta(days=7))

    page = visitor.get(answer_path)
    visitor.post(f"{answer_path}/yes")

    assert page.h1 == "This one has moved on"
    assert "You still have 2 places." in page.text
    assert road.state(question) is MatchState.ASKED_MENTOR


def test_when_it_was_held_meanwhile_plans_have_changed(
    session: Session, road: Road, question: Match, visitor: Browser, answer_path: str
) -> None:
    matches.hold(session, question, by=road.coordinator, now=road.now, why="A badger reason.")
    session.commit()

    page = visitor.get(answer_path)
    visitor.post(f"{answer_path}/yes")

    assert page.h1 == "Plans have changed"
    assert "badger" not in page.html
    assert road.state(question) is MatchState.HELD


def test_a_conflict_found_at_the_last_moment_introduces_nobody(
    session: Session, road: Road, question: Match, visitor: Browser, answer_path: str
) -> None:
    _, theirs = pair_of(session, question)
    theirs.answers = {**theirs.answers, Field.WORKPLACE.value: "Alder General Hospital"}
    session.commit()

    visitor.post(f"{answer_path}/yes")

    assert visitor.follow().h1 == "Plans have changed"
    assert road.state(question) is MatchState.HELD
    assert LetterKind.INTRODUCTION_MENTEE not in [kind for kind, _ in road.letters()]


@pytest.mark.parametrize("step", ["", "/yes", "/no", "/apart"])
def test_an_unknown_link_is_a_kind_page(visitor: Browser, step: str) -> None:
    if step:
        visitor.post(f"/answer/unknown{step}")
        page = visitor.follow()
    else:
        page = visitor.get("/answer/unknown")

    assert page.h1 == "There is nothing to answer here"


def test_a_mentor_who_lost_the_letter_answers_after_signing_in(
    road: Road, question: Match, mentor: Account, signed_in: SignIn
) -> None:
    browser = signed_in(mentor)
    assert f"/mentor/requests/{question.id}" in browser.get("/mentor").links()
    assert browser.get(f"/mentor/requests/{question.id}").h1 == QUESTION

    browser.send(action="/yes")

    assert browser.follow().h1 == "Thank you"
    assert road.state(question) is MatchState.INTRODUCED


@pytest.mark.parametrize("step", ["no", "apart"])
def test_signed_in_a_no_is_as_free(
    road: Road, question: Match, mentor: Account, signed_in: SignIn, step: str
) -> None:
    browser = signed_in(mentor)
    browser.get(f"/mentor/requests/{question.id}")

    browser.send(action=f"/{step}")

    assert browser.follow().h1 == "That’s completely fine"
    assert road.state(question) is MatchState.DECLINED


def test_another_mentor_does_not_find_it(
    road: Road, question: Match, mentor_client: Browser
) -> None:
    mentor_client.get(f"/mentor/requests/{question.id}", expect=404)
    for step in ("yes", "no", "apart"):
        mentor_client.post(f"/mentor/requests/{question.id}/{step}", expect=404)

    assert road.state(question) is MatchState.ASKED_MENTOR


def test_a_mentor_does_not_find_a_pair_before_she_agreed(
    road: Road, match: Match, mentor: Account, signed_in: SignIn
) -> None:
    road.ask_her(match)

    signed_in(mentor).get(f"/mentor/requests/{match.id}", expect=404)
