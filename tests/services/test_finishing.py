"""The planned time of a pair comes to its end by the clock, and both are thanked once."""

from collections.abc import Callable
from datetime import timedelta

from conftest import Clock
from sqlalchemy import select
from support.browser import Browser
from support.road import Road

from mentorship.domain.check_ins import (
    DAYS_FOR_THE_LAST_ANSWER,
    DAYS_TOGETHER,
    CheckInAnswer,
    Moment,
)
from mentorship.domain.lifecycle import Actor, MatchState
from mentorship.models.account import Account
from mentorship.models.check_in import CheckIn
from mentorship.models.letter import LetterKind
from mentorship.models.match import Match
from mentorship.services.asking import ask_how_it_goes
from mentorship.services.finishing import finish_whose_time_is_over
from mentorship.services.match_lookups import moves_of

AT_THE_END = timedelta(days=DAYS_TOGETHER)
WAITS = timedelta(days=DAYS_FOR_THE_LAST_ANSWER)
THANKS = [LetterKind.FINISHED_MENTEE, LetterKind.FINISHED_MENTOR]


def a_pair(road: Road) -> tuple[Match, Account, Account]:
    her, them = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(her, them)
    road.introduce(match, her)
    return match, her, them


def asked_last(road: Road) -> list[CheckIn]:
    ask_how_it_goes(road.session, now=road.now + AT_THE_END)
    road.session.commit()
    return list(road.session.scalars(select(CheckIn).where(CheckIn.moment == Moment.END)))


def finished_at(road: Road, after: timedelta) -> int:
    count = finish_whose_time_is_over(road.session, now=road.now + after)
    road.session.commit()
    return count


def thanks(road: Road) -> list[LetterKind]:
    return [kind for kind, _whose in road.letters() if kind in THANKS]


def test_three_weeks_after_the_last_question_the_clock_finishes_a_pair(road: Road) -> None:
    match, _her, _them = a_pair(road)
    asked_last(road)

    assert finished_at(road, AT_THE_END + WAITS - timedelta(seconds=1)) == 0
    assert finished_at(road, AT_THE_END + WAITS) == 1
    assert finished_at(road, AT_THE_END + 2 * WAITS) == 0

    assert road.state(match) is MatchState.FINISHED
    assert moves_of(road.session, match)[-1].actor is Actor.CLOCK
    assert thanks(road) == THANKS


def test_one_answer_ends_nothing_for_the_other_and_two_end_it_at_once(road: Road) -> None:
    match, _her, _them = a_pair(road)
    first, second = asked_last(road)

    first.answer = CheckInAnswer.TALKED
    assert finished_at(road, AT_THE_END) == 0
    second.answer = CheckInAnswer.NOT_YET
    assert finished_at(road, AT_THE_END) == 0
    second.answer = CheckInAnswer.TALKED
    assert finished_at(road, AT_THE_END) == 1

    assert road.state(match) is MatchState.FINISHED


def test_a_pair_in_a_pause_is_asked_nothing_and_finished_all_the_same(road: Road) -> None:
    match, _her, _them = a_pair(road)

    assert finished_at(road, AT_THE_END + WAITS) == 1
    assert road.state(match) is MatchState.FINISHED


def test_both_read_a_thank_you_and_how_to_meet_somebody_again(
    road: Road, signed_in: Callable[[Account], Browser], clock: Clock
) -> None:
    match, her, them = a_pair(road)
    clock.move(AT_THE_END + WAITS)
    assert finished_at(road, AT_THE_END + WAITS) == 1

    hers = signed_in(her)
    assert hers.get("/home").h1 == "The time that was planned is over"
    hers.send({"answer": "look_again"}, action=f"/home/meet/{match.id}/afterwards")
    assert "We look again" in hers.follow().text

    page = signed_in(them).get("/mentor")
    assert "Thank you for every hour" in page.text
    assert {"/mentor/certificate", "/mentor/room"} <= set(page.links())
    clock.move(timedelta(days=91))
    assert "Thank you for every hour" not in signed_in(them).get("/mentor").text
