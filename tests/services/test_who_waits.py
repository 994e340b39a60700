"""Why somebody waits."""

import pytest
from support.desk import Desk

from mentorship.domain.lifecycle import MatchState
from mentorship.services.waiting import mentors_with_room, who_waits

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
