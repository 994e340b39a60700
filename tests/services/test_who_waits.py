"""Why somebody waits, and which questions stand open."""

import pytest
from support.desk import TOLD, Desk, a_sheet
from support.road import MENTEE_ANSWERS

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.domain.questions import QuestionKind
from mentorship.models.round import SheetKind
from mentorship.services.imports import bring_in, look_through
from mentorship.services.waiting import (
    mentors_with_room,
    open_questions,
    questions_about,
    who_waits,
)

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

    assert [waiter.name for waiter in who_waits(desk.session, desk.round)] == (
        ["Mentee 1"] if state in OVER else []
    )


def test_a_newer_run_knows_better_than_an_older_pair(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)
    match.state = MatchState.DECLINED
    waits = {"mentee": match.mentee_id, "cause": "x", "reason": "Places ran out.", "next": "Ask."}
    desk.a_run(waiting=[waits])

    (waiter,) = who_waits(desk.session, desk.round)

    assert (waiter.reason, waiter.what_next) == ("Places ran out.", "Ask.")


def test_mentors_with_room_stand_by_name(desk: Desk) -> None:
    two, one = desk.a_mentor(2), desk.a_mentor(1)
    desk.a_run(mentors_without={two.id: "Has room.", one.id: "No place.", "gone": "No place."})

    assert mentors_with_room(desk.session, desk.round) == [
        (one.id, "Adaeze Kingfisher 1", "No place."),
        (two.id, "Adaeze Kingfisher 2", "Has room."),
    ]


def test_before_the_first_run_the_sheets_ask(desk: Desk) -> None:
    row = {field.value: words for field, words in MENTEE_ANSWERS.items()} | TOLD
    sheet = look_through(
        desk.session,
        desk.round,
        kind=SheetKind.MENTEES,
        content=a_sheet(Side.MENTEE, row | {"words": "I want to end my life. I have a plan."}),
        file_name="mentees.csv",
        by=desk.road.coordinator,
        now=desk.now,
    )
    bring_in(desk.session, sheet, by=desk.road.coordinator, now=desk.now)
    asked = open_questions(desk.session, desk.round)

    assert next(iter(asked)) is QuestionKind.WORRY
    assert asked[QuestionKind.WORRY][0].row == "Mentees, row 2"

    desk.a_run()

    assert open_questions(desk.session, desk.round) == {}


def test_questions_about_one_person_are_hers_alone(desk: Desk) -> None:
    her, other = desk.her(), desk.her(email="b@example.org")
    asked = {"kind": "conflict", "text": "May they?", "mentee": her.id, "mentor": None}
    desk.a_run(questions=[asked])

    assert [one.text for one in questions_about(desk.session, desk.round, her.id)] == ["May they?"]
    assert questions_about(desk.session, desk.round, other.id) == []
