""" "Just ask, I trust you": where it counts, and where she is shown first all the same."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select
from support.road import Road

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import Actor, MatchEvent, MatchState, RoundEvent
from mentorship.domain.people import Side
from mentorship.domain.questions import Question, QuestionKind
from mentorship.models.account import Account
from mentorship.models.letter import LetterKind
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import Participation
from mentorship.services import matches
from mentorship.services.guarding import asked_of_round
from mentorship.services.just_ask import (
    answers_ask_for_a_look,
    choose,
    has_chosen,
    may_just_ask,
    was_asked_for_her,
)
from mentorship.services.kept_apart import pairs_kept_apart
from mentorship.services.learning import comparisons_of
from mentorship.services.leaving import leave_round
from mentorship.services.match_lookups import moves_of
from mentorship.services.profiles import pair_of, take_part_again
from mentorship.services.rounds import create_round, move_round
from mentorship.services.standing import Stands, mentee_standing
from mentorship.services.stopping import stop, stop_and_keep_apart

Changes = Callable[[Road, Match], object]


def trusts(road: Road, mentee: Account) -> None:
    choose(road.session, mentee, road.round, just_ask=True, now=road.now)
    road.session.commit()


def test_her_mentor_is_asked_at_once_and_she_reads_who_it_is(
    road: Road, match: Match, mentee: Account
) -> None:
    trusts(road, mentee)

    road.ask_her(match)

    assert match.state is MatchState.ASKED_MENTOR
    assert [(move.event, move.actor) for move in moves_of(road.session, match)] == [
        (MatchEvent.CONFIRM, Actor.COORDINATOR),
        (MatchEvent.ASK, Actor.SYSTEM),
        (MatchEvent.AGREE, Actor.SYSTEM),
        (MatchEvent.ASK, Actor.SYSTEM),
    ]
    assert road.letters() == [
        (LetterKind.ASKED_FOR_HER, match.mentee_id),
        (LetterKind.MENTOR_QUESTION, match.mentor_id),
    ]
    assert was_asked_for_her(road.session, match)
    assert mentee_standing(road.session, mentee).stands is Stands.ASKING


def answers(**changed: str) -> Changes:
    def change(road: Road, match: Match) -> None:
        hers, _theirs = pair_of(road.session, match)
        hers.answers = {**hers.answers, **changed}

    return change


def explained(**changed: object) -> Changes:
    def change(_road: Road, match: Match) -> None:
        match.explanation = {**match.explanation, **changed}

    return change


def was_on_hold(road: Road, match: Match) -> None:
    by = road.coordinator
    matches.hold(road.session, match, by=by, now=road.now, why="A call first")
    matches.put_back(road.session, match, by=by, now=road.now)


def her_list_was_wiped(road: Road, match: Match) -> None:
    hers, _theirs = pair_of(road.session, match)
    hers.seen_by = []
    hers.answers = {name: said for name, said in hers.answers.items() if name != "keep_apart"}


@pytest.mark.parametrize(
    "something_open",
    [
        pytest.param(explained(cautions=["Their clocks are up to 7 hours apart"]), id="caution"),
        pytest.param(was_on_hold, id="was-on-hold"),
        pytest.param(answers(keep_apart="Dr Uma Sandgrouse"), id="somebody-to-keep-away-from"),
        pytest.param(her_list_was_wiped, id="list-wiped"),
        pytest.param(
            answers(topics="Avoiding retaliation, or dealing with it"), id="high-sensitivity"
        ),
        pytest.param(
            answers(matters_faith="Must - I would rather wait"), id="must-without-a-label"
        ),
        pytest.param(
            answers(matters_faith="Must - I would rather wait", faith="Islam"), id="must-unsure"
        ),
    ],
)
def test_she_is_shown_first_wherever_something_is_open(
    road: Road, match: Match, mentee: Account, something_open: Changes
) -> None:
    trusts(road, mentee)
    something_open(road, match)
    road.session.commit()

    road.ask_her(match)

    assert match.state is MatchState.ASKED_MENTEE
    assert road.letters() == [(LetterKind.SOMETHING_TO_READ, match.mentee_id)]
    assert not was_asked_for_her(road.session, match)


def test_she_is_shown_first_while_a_question_about_one_of_the_two_is_open(
    road: Road, match: Match, mentee: Account
) -> None:
    trusts(road, mentee)
    nothing = asked_of_round(road.session, road.round)
    assert may_just_ask(road.session, match, nothing)
    text = "Which of the two numbers of places is meant?"

    for who in ({"mentee": match.mentee_id}, {"mentor": match.mentor_id}):
        question = Question(QuestionKind.OTHER, text, holds=False, **who)
        cohort = replace(nothing.cohort, questions=(question,))
        assert not may_just_ask(road.session, match, replace(nothing, cohort=cohort))


def test_a_must_that_the_mentor_shares_is_sure(road: Road, match: Match, mentee: Account) -> None:
    hers, theirs = pair_of(road.session, match)
    said = {"gender": "Woman", "matters_gender": "Must - I would rather wait"}
    hers.answers, theirs.answers = {**hers.answers, **said}, {**theirs.answers, "gender": "Woman"}
    trusts(road, mentee)

    road.ask_her(match)

    assert match.state is MatchState.ASKED_MENTOR


def test_a_mentor_who_pauses_is_not_asked_and_she_hears_of_nothing(
    road: Road, match: Match, mentee: Account
) -> None:
    trusts(road, mentee)
    road.session.get_one(Profile, match.mentor_id).paused_at = road.now

    road.ask_her(match)

    assert match.state is MatchState.HELD
    assert road.letters() == []
    assert mentee_standing(road.session, mentee).stands is Stands.LOOKING


def test_what_she_chose_holds_for_one_round_and_can_be_taken_back(
    road: Road, mentee: Account
) -> None:
    session = road.session
    trusts(road, mentee)
    assert has_chosen(session, mentee, road.round)
    choose(session, mentee, road.round, just_ask=False, now=road.now)
    assert not has_chosen(session, mentee, road.round)

    trusts(road, mentee)
    another = create_round(
        session, name="Next", closes_on=None, time_zone="America/Phoenix", now=road.now
    )
    move_round(session, another, RoundEvent.OPEN, by=road.coordinator, now=road.now)
    take_part_again(session, mentee, Side.MENTEE, another, now=road.now)
    assert not has_chosen(session, mentee, another)
    assert has_chosen(session, mentee, road.round)

    leave_round(session, mentee, road.round, now=road.now)
    assert not session.scalars(select(Participation.just_ask_at)).all().count(road.now)
    with pytest.raises(Refused):
        choose(session, mentee, road.round, just_ask=True, now=road.now)


def test_an_agreement_that_she_gave_before_says_nothing_about_the_fit(
    road: Road, match: Match, mentee: Account
) -> None:
    part = {"weight": 1.0, "closeness": 0.5}
    match.explanation = {**match.explanation, "parts": {"needs": part}, "usual": {"needs": 0.1}}
    trusts(road, mentee)
    road.ask_her(match)

    said = [one.strength for one in comparisons_of(road.session, [road.round])]

    assert said == [1.0]  # of the coordinator who confirmed it


@pytest.mark.parametrize("keeps_apart", [False, True])
def test_she_stops_it_and_the_mentor_reads_no_reason(
    road: Road, match: Match, mentee: Account, *, keeps_apart: bool
) -> None:
    trusts(road, mentee)
    road.ask_her(match)
    link = road.link(match)
    assert [line[0] for line in road.letters()][-1] is LetterKind.MENTOR_QUESTION

    if keeps_apart:
        stop_and_keep_apart(road.session, match, by=mentee, now=road.now)
    else:
        stop(road.session, match, now=road.now)
    road.session.commit()

    assert match.state is MatchState.STOPPED
    with pytest.raises(Refused):
        matches.accept(road.session, match, link=link, now=road.now)
    assert (LetterKind.MOVED_ON_MENTOR, match.mentor_id) in road.letters()
    assert mentee_standing(road.session, mentee).stands is Stands.PASSED
    assert bool(pairs_kept_apart(road.session)) is keeps_apart


def test_once_the_two_are_introduced_there_is_nothing_to_stop_any_more(
    road: Road, match: Match, mentee: Account
) -> None:
    trusts(road, mentee)
    road.ask_her(match)
    assert matches.accept(road.session, match, link=road.link(match), now=road.now)

    with pytest.raises(Refused):
        stop(road.session, match, now=road.now)

    assert match.state is MatchState.INTRODUCED


def test_her_own_page_knows_when_she_is_shown_first_whoever_it_is(
    road: Road, match: Match, mentee: Account
) -> None:
    assert not answers_ask_for_a_look(road.session, mentee)
    answers(keep_apart="Dr Uma Sandgrouse")(road, match)
    assert answers_ask_for_a_look(road.session, mentee)
