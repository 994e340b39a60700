"""Decisions as they are stored, read as comparisons: only what was about fit, and no words."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

import pytest
from sqlalchemy.orm import Session
from support.road import Road

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.domain.policy import DEFAULT_WEIGHTS, Policy
from mentorship.matching.learning.comparisons import Comparison
from mentorship.matching.scores import Part
from mentorship.models.account import Account
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services import matches
from mentorship.services.kept_apart import keep_mentor_apart
from mentorship.services.learning import comparisons_of, proposal_for
from mentorship.services.rounds import create_round

Closeness = dict[str, float]
Propose = Callable[..., Match]

NEAR, USUAL = {"needs": 0.9, "values": 0.2}, {"needs": 0.4, "values": 0.3}


def parts(closeness: Closeness) -> dict[str, Part]:
    return {facet: Part(DEFAULT_WEIGHTS[facet], near) for facet, near in closeness.items()}


@pytest.fixture
def other_mentor(road: Road, mentee: Account) -> Profile:
    """Somebody else who signed up in time."""
    return road.a_profile(Side.MENTOR, email="heron@example.net")


@pytest.fixture
def propose(road: Road, mentee: Account, mentor: Account) -> Propose:
    """The two are proposed, with the numbers of a score and what was usual for her."""

    def propose_(near: Closeness = NEAR, usual: Closeness | None = USUAL, **more: object) -> Match:
        match = road.propose(mentee, mentor)
        numbers = {facet: asdict(part) for facet, part in parts(near).items()}
        match.explanation = {**match.explanation, "parts": numbers, **more}
        if usual is not None:
            match.explanation = {**match.explanation, "usual": usual}
        road.session.commit()
        return match

    return propose_


def set_aside(road: Road, match: Match) -> None:
    matches.set_aside(road.session, match, by=road.coordinator, now=road.now, why="Too far.")


def confirm(road: Road, match: Match) -> None:
    matches.confirm(road.session, match, by=road.coordinator, now=road.now)


def heard(road: Road) -> list[Comparison]:
    return comparisons_of(road.session, [road.round])


def test_a_confirmed_pair_was_taken_rather_than_what_is_usual(road: Road, propose: Propose) -> None:
    match = propose()
    assert heard(road) == []

    confirm(road, match)

    assert heard(road) == [
        Comparison(
            chosen=parts(NEAR),
            passed_over=parts(USUAL),
            group=match.mentee_id,
            kept=True,
            decider=str(road.coordinator.id),
        )
    ]


def test_a_pair_that_was_set_aside_is_less_than_what_is_usual(road: Road, propose: Propose) -> None:
    set_aside(road, propose())

    (said,) = heard(road)

    assert (said.chosen, said.passed_over, said.kept) == (parts(USUAL), parts(NEAR), False)


def test_a_decision_that_was_taken_back_says_nothing(road: Road, propose: Propose) -> None:
    match = propose()
    set_aside(road, match)
    assert len(heard(road)) == 1

    matches.put_back(road.session, match, by=road.coordinator, now=road.now)

    assert heard(road) == []


def test_her_pass_counts_half_and_nobody_is_named(
    road: Road, propose: Propose, mentee: Account
) -> None:
    match = propose()
    road.ask_her(match)

    matches.pass_on(road.session, match, by=mentee, now=road.now)

    confirmed, passed = heard(road)
    assert (confirmed.kept, confirmed.strength) == (True, 1.0)
    assert (passed.kept, passed.strength, passed.decider) == (False, 0.5, "")
    assert confirmed.group == passed.group


def test_a_mentor_who_declines_may_only_be_busy(
    road: Road, propose: Propose, mentee: Account
) -> None:
    match = propose()
    link = road.ask_mentor(match, mentee)

    assert matches.decline(road.session, match, link=link, now=road.now)

    assert [(said.kept, said.strength) for said in heard(road)] == [
        (True, 1.0),
        (True, 0.5),
        (False, 0.25),
    ]


def test_a_pair_with_a_caution_may_be_decided_for_another_reason(
    road: Road, propose: Propose
) -> None:
    match = propose()
    set_aside(road, match)
    assert len(heard(road)) == 1

    match.explanation = {**match.explanation, "cautions": ["They may know each other."]}
    road.session.commit()

    assert heard(road) == []


def test_a_pair_that_was_on_hold_says_nothing(road: Road, propose: Propose) -> None:
    match = propose()
    matches.hold(road.session, match, by=road.coordinator, now=road.now, why="Ask her first.")

    set_aside(road, match)

    assert match.state is MatchState.SET_ASIDE
    assert heard(road) == []


def test_people_who_know_each_other_say_nothing_about_fit(
    road: Road, propose: Propose, mentee: Account
) -> None:
    match = propose()
    road.ask_mentor(match, mentee)
    assert len(heard(road)) == 2

    keep_mentor_apart(road.session, match, now=road.now)

    assert heard(road) == []


def test_without_what_is_usual_only_a_replacement_can_be_told(
    other_mentor: Profile, road: Road, propose: Propose
) -> None:
    first = propose(usual=None)
    set_aside(road, first)
    assert heard(road) == []
    other = road.propose(road.session.get_one(Profile, first.mentee_id), other_mentor)
    better = {"needs": 0.5, "values": 0.8}
    numbers = {facet: asdict(part) for facet, part in parts(better).items()}
    other.explanation = {**other.explanation, "parts": numbers}

    confirm(road, other)

    (said,) = heard(road)
    assert (said.chosen, said.passed_over) == (parts(better), parts(NEAR))
    assert (said.kept, said.group) == (False, first.mentee_id)


def test_pairs_without_numbers_and_other_rounds_are_left_out(
    road: Road, propose: Propose, session: Session, now: datetime
) -> None:
    match = propose()
    confirm(road, match)
    other = create_round(session, name="Later", closes_on=None, time_zone="UTC", now=now)
    assert len(heard(road)) == 1

    assert comparisons_of(session, [other]) == []
    match.explanation = {**match.explanation, "parts": {}}
    session.commit()
    assert heard(road) == []


def test_few_stored_decisions_propose_nothing_and_write_nothing(
    road: Road, propose: Propose
) -> None:
    confirm(road, propose())
    road.session.commit()

    proposal = proposal_for(road.session, [road.round], Policy())

    assert proposal.weights is None
    assert proposal.sentences[0].startswith("1 decision so far; at least 50 are needed")
    assert not road.session.dirty
    assert not road.session.new
