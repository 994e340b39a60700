"""The order of the review, and who may decide what, whatever a page sent."""

import pytest
from support.desk import Desk

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import MATCH_MOVES, Actor, MatchEvent, MatchState, possible_events
from mentorship.services.review import (
    PAIRS_ON_A_PAGE,
    STATES_ON,
    Decision,
    Shelf,
    before_to_decide,
    confirm_shown,
    decide,
    fill_of_shelves,
    next_to_decide,
    offered,
    shelf_page,
    to_decide,
)


def test_every_state_lies_on_a_shelf() -> None:
    assert {state for states in STATES_ON.values() for state in states} == set(MatchState)


def test_cautions_come_first_and_each_from_the_lowest_fit_upwards(desk: Desk) -> None:
    plain_low, plain_high, flagged_low, flagged_high = desk.some_pairs(4)
    for match in (flagged_low, flagged_high):
        match.explanation = {**match.explanation, "cautions": ["Look twice."]}
    desk.session.commit()

    found = to_decide(desk.session, desk.round)

    assert found == [flagged_low, flagged_high, plain_low, plain_high]
    fill = fill_of_shelves(desk.session, desk.round)
    assert (fill[Shelf.CAUTIONS], fill[Shelf.PLAIN]) == (2, 2)


def test_the_next_pair_goes_round_and_the_one_before_stops_at_the_first(desk: Desk) -> None:
    first, second, third = desk.some_pairs(3)

    assert next_to_decide(desk.session, desk.round, after=first) is second
    assert next_to_decide(desk.session, desk.round, after=third) is first
    assert before_to_decide(desk.session, desk.round, of=third) is second
    assert before_to_decide(desk.session, desk.round, of=first) is None


def test_a_page_beyond_the_last_is_the_last(desk: Desk) -> None:
    desk.some_pairs(PAIRS_ON_A_PAGE + 1)

    page = shelf_page(desk.session, desk.round, Shelf.PLAIN, number=9)

    assert (len(page.pairs), page.number, page.of) == (1, 2, 2)


def test_what_is_offered_is_what_the_table_allows(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)

    for state in MatchState:
        match.state = state
        possible = possible_events(MATCH_MOVES, state=state, by=Actor.COORDINATOR)
        assert set(offered(match)) == set(possible) - {MatchEvent.STOP}
    desk.session.rollback()


def test_a_decision_about_an_older_version_is_refused(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)
    stale = Decision(MatchEvent.CONFIRM, version=match.version - 1)

    with pytest.raises(Refused, match="Somebody else decided"):
        decide(desk.session, match, stale, by=desk.road.coordinator, now=desk.now)

    assert match.state is MatchState.PROPOSED


@pytest.mark.parametrize("event", [MatchEvent.INTRODUCE, MatchEvent.ACCEPT, MatchEvent.STOP])
def test_a_move_that_is_nobodys_on_the_desk_is_refused(desk: Desk, event: MatchEvent) -> None:
    (match,) = desk.some_pairs(1)

    with pytest.raises(Refused):
        decide(
            desk.session,
            match,
            Decision(event, match.version),
            by=desk.road.coordinator,
            now=desk.now,
        )

    assert match.state is MatchState.PROPOSED


def test_pairs_of_another_round_are_not_confirmed(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)
    shown = {match.id: match.version, "of another round": 1}

    assert confirm_shown(
        desk.session, desk.round, shown, by=desk.road.coordinator, now=desk.now
    ) == len([match])
