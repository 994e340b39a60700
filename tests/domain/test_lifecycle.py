"""The tables of moves: nobody gets stuck, nobody is named too early."""

import pytest

from mentorship.domain.disclosure import REGISTRY, stages_that_open
from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import (
    LIVE_STATES,
    MATCH_MOVES,
    ROUND_MOVES,
    Actor,
    MatchEvent,
    MatchState,
    RoundState,
    final_states,
    next_state,
    possible_events,
)
from mentorship.domain.people import Field, Side


def reachable(moves, start):
    found, new = {start}, {start}
    while new:
        new = {move.to for move in moves if move.state in new} - found
        found |= new
    return found


def test_every_state_can_be_reached():
    assert reachable(MATCH_MOVES, MatchState.PROPOSED) == set(MatchState)
    assert reachable(ROUND_MOVES, RoundState.DRAFT) == set(RoundState)


def test_only_ends_are_final():
    ends = {"passed", "declined", "lapsed", "ended", "finished", "stopped"}
    assert final_states(MATCH_MOVES) == {MatchState(end) for end in ends}
    assert final_states(ROUND_MOVES) == {RoundState.FINISHED, RoundState.CANCELLED}


def test_no_row_stands_twice():
    keys = [(move.state, move.event, actor) for move in MATCH_MOVES for actor in move.by]
    assert len(keys) == len(set(keys))


def test_only_an_introduction_names_her():
    named = stages_that_open(REGISTRY[Side.MENTEE, Field.NAME])
    assert named == {MatchState.INTRODUCED}


def test_the_mentor_is_asked_only_after_she_agreed():
    ways = {move.state for move in MATCH_MOVES if move.to is MatchState.ASKED_MENTOR}
    agreed = {move.state for move in MATCH_MOVES if move.to is MatchState.AGREED}
    assert ways == {MatchState.AGREED}
    assert agreed == {MatchState.ASKED_MENTEE}


def test_both_can_stop_every_live_match_without_a_reason():
    for state in LIVE_STATES:
        for actor in (Actor.MENTEE, Actor.MENTOR, Actor.COORDINATOR):
            assert MatchEvent.STOP in possible_events(MATCH_MOVES, state=state, by=actor)


def test_a_mentor_cannot_agree_for_her():
    with pytest.raises(Refused) as refused:
        next_state(
            MATCH_MOVES, state=MatchState.ASKED_MENTEE, event=MatchEvent.AGREE, by=Actor.MENTOR
        )
    assert "moved on" in refused.value.sentence
