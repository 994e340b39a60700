"""Every free answer, whoever looks, in every state of a match, however the two came into the round.

Looked for is not only the answer but whatever gives it away: disclosure_traces.py.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

import pytest
from disclosure_cohort import OF_ONE_PAIR, Cohort, Eye
from disclosure_origins import Origin, answers_of, given_away
from disclosure_traces import encoded
from flask import Flask
from sqlalchemy.orm import Session
from support.browser import Browser
from support.make import Make
from support.road import Road

from mentorship.domain.consent import Door
from mentorship.domain.disclosure import REGISTRY, FieldRule, Team, stages_that_open
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Audience, Field, Side
from mentorship.domain.sealed_answers import door_of
from mentorship.models.account import Account
from mentorship.services import matches

Signs = Mapping[tuple[Origin, Side, Field], frozenset[str]]
# Every page is walked in these; in the others those that follow the state of a match.
IN_FULL = (MatchState.PROPOSED, MatchState.ASKED_MENTOR, MatchState.INTRODUCED)
OWN = {Eye.HER: Side.MENTEE, Eye.THEM: Side.MENTOR, Eye.LINK: Side.MENTOR}


@pytest.fixture(scope="module")
def signs() -> Signs:
    return given_away()


@pytest.fixture
def cohort(
    app: Flask,
    session: Session,
    road: Road,
    make: Make,
    now: datetime,
    signed_in: Callable[[Account], Browser],
    browser: Callable[[], Browser],
) -> Cohort:
    return Cohort(app, session, road, make, now=now, signed_in=signed_in, browser=browser)


def permitted(eye: Eye, rule: FieldRule, state: MatchState) -> bool:
    """The table, by default: may this viewer learn this field of the other one of her match?"""
    match eye:
        case Eye.TEAM:
            return rule.team is Team.CARD
        case Eye.COLLEAGUE:
            return rule.team is Team.CARD and rule.side is Side.MENTOR
        case Eye.LINK if state is not MatchState.ASKED_MENTOR:
            return False
        case Eye.HER | Eye.THEM | Eye.LINK:
            introduced = state is MatchState.INTRODUCED
            audience = Audience.INTRODUCED if introduced else Audience.ASKED
            by_word = door_of(rule.side, rule.field, audience) is Door.OPENS
            return state in stages_that_open(rule) and not by_word
        case _:
            return False


def faults(cohort: Cohort, state: MatchState, signs: Signs) -> list[str]:
    return [
        fault
        for eye in Eye
        for origin in (Origin if eye in OF_ONE_PAIR else (Origin.WEB,))
        for text in [cohort.read_by(eye, origin, in_full=state in IN_FULL)]
        for fault in in_text(text, eye, origin, state=state, signs=signs)
    ]


def in_text(text: str, eye: Eye, origin: Origin, *, state: MatchState, signs: Signs) -> list[str]:
    found, in_full = [], state in IN_FULL
    for (of, side, field), telling in signs.items():
        is_own_pair = eye not in OF_ONE_PAIR or of is origin
        if is_own_pair and OWN.get(eye) is side:
            if state is MatchState.INTRODUCED and eye is not Eye.LINK:
                found += _missing(text, of, side, field, telling)
            continue
        if is_own_pair and permitted(eye, REGISTRY[side, field], state):
            found += _missing(text, of, side, field, telling)
        elif not _said_herself(eye, field):
            looked_for = telling | (encoded(answers_of(of, side)[field]) if in_full else set())
            found += [f"{of}, {side} {field}: shows “{one}”" for one in looked_for if one in text]
    return [f"{eye}, {origin}, {state}: {one}" for one in found]


def _missing(text: str, of: Origin, side: Side, field: Field, telling: frozenset[str]) -> list[str]:
    said = answers_of(of, side)[field].casefold()
    return (
        []
        if said in text or any(one in text for one in telling)
        else [f"{of}, {side} {field}: does not show"]
    )


def _said_herself(eye: Eye, field: Field) -> bool:
    """The colleague has told where she works, and may read that."""
    return eye is Eye.COLLEAGUE and field is Field.WORKPLACE


def test_each_free_answer_can_be_told_from_whatever_the_programme_says(signs: Signs) -> None:
    assert [cell for cell, telling in signs.items() if not telling] == []
    assert len(signs) > 60


def test_whoever_looks_in_whatever_state_reads_what_the_table_opens(
    cohort: Cohort, signs: Signs
) -> None:
    session, road, now = cohort.session, cohort.road, cohort.now
    pairs = list(cohort.matches.items())
    found = faults(cohort, MatchState.PROPOSED, signs)
    for _, match in pairs:
        matches.confirm(session, match, by=road.coordinator, now=now)
    session.commit()
    found += faults(cohort, MatchState.CONFIRMED, signs)
    matches.send_letters(session, road.round, by=road.coordinator, now=now)
    session.commit()
    found += faults(cohort, MatchState.ASKED_MENTEE, signs)
    for origin, match in pairs:
        matches.agree(session, match, by=cohort.accounts[origin][Side.MENTEE], now=now)
    session.commit()
    walked = {
        MatchState.PROPOSED,
        MatchState.CONFIRMED,
        MatchState.ASKED_MENTEE,
        MatchState.ASKED_MENTOR,
        MatchState.INTRODUCED,
    }
    found += faults(cohort, MatchState.ASKED_MENTOR, signs)
    for _, match in pairs:
        assert matches.accept(session, match, link=road.link(match), now=now)
    session.commit()
    found += faults(cohort, MatchState.INTRODUCED, signs)
    for state in [one for one in MatchState if one not in walked]:
        cohort.stand(state)
        found += faults(cohort, state, signs)

    assert found == []
