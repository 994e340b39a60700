"""Why somebody waits."""

import pytest
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState
from support.desk import Desk

from mentorship.domain.lifecycle import MatchState
from mentorship.models.round import MatchingRun
from mentorship.services.waiting import waiting_list

OVER = (
    MatchState.SET_ASIDE,
    MatchState.PASSED,
    MatchState.DECLINED,
    MatchState.LAPSED,
    MatchState.ENDED,
    MatchState.STOPPED,
)


@pytest.mark.parametrize("state", list(MatchState))
def test_whoever_has_no_live_pair_waits(desk: Desk, state: MatchState) -> None:
    (match,) = desk.some_pairs(1)
    match.state = state
    desk.session.commit()

    assert [waiter.name for waiter in waiting_list(desk.session, desk.round).mentees] == (
        ["Mentee 1"] if state in OVER else []
    )


def test_a_newer_run_knows_better_than_an_older_pair(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)
    match.state = MatchState.DECLINED
    waits = {"mentee": match.mentee_id, "cause": "x", "reason": "Places ran out.", "next": "Ask."}
    desk.a_run(waiting=[waits])

    (waiter,) = waiting_list(desk.session, desk.round).mentees

    assert (waiter.reason, waiter.what_next) == ("Places ran out.", "Ask.")


def test_mentors_with_room_stand_by_name(desk: Desk) -> None:
    two, one = desk.a_mentor(2), desk.a_mentor(1)
    desk.a_run(mentors_without={two.id: "Has room.", one.id: "No place.", "gone": "No place."})

    assert waiting_list(desk.session, desk.round).mentors == [
        (one.id, "Adaeze Kingfisher 1", "No place."),
        (two.id, "Adaeze Kingfisher 2", "Has room."),
    ]


def test_the_report_of_the_run_is_opened_once(desk: Desk) -> None:
    mentor = desk.a_mentor()
    desk.her()
    desk.a_run(mentors_without={mentor.id: "Has room."}, recruit=["Ask."])
    asked: list[str] = []

    @event.listens_for(desk.session, "do_orm_execute")
    def _note(state: ORMExecuteState) -> None:
        asked.extend(mapper.class_.__name__ for mapper in state.all_mappers)

    found = waiting_list(desk.session, desk.round)

    assert (len(found.mentees), len(found.mentors), found.whom_to_ask) == (1, 1, ("Ask.",))
    assert asked.count(MatchingRun.__name__) == 1
