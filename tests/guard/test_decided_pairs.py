"""What the team has decided settles a doubt of the guard, and never what is certain."""

import csv
from pathlib import Path

import pytest

from mentorship.domain.decisions import Choice
from mentorship.domain.people import Mentee, Mentor
from mentorship.domain.policy import Policy
from mentorship.domain.questions import Question, QuestionKind
from mentorship.guard.conflicts import Conflicts, Decision, ReasonKind, keep_apart
from mentorship.guard.institutions import read_register, shipped_register
from tests.people import a_mentee, a_mentor

DATA = Path(__file__).parents[1] / "data"
_LINES = (DATA / "working_institutions.csv").read_text(encoding="utf-8").splitlines()
WORKING = shipped_register().with_more(read_register(csv.DictReader(_LINES)))
SRMC, NORTHLAKES = "Sonoran Regional Medical Center", "Northlakes University Hospital"


def found(mentee: Mentee, mentor: Mentor, **decided: Choice) -> Conflicts:
    return keep_apart([mentee], [mentor], register=WORKING, policy=Policy(), decided=decided)


def the_question(mentee: Mentee, mentor: Mentor, kind: QuestionKind) -> Question:
    (question,) = [q for q in found(mentee, mentor).questions if q.kind is kind]
    return question


def decided(question: Question, choice: Choice) -> dict[str, Choice]:
    return {question.topic: choice}


def doubtful() -> tuple[Mentee, Mentor]:
    """She hopes to be chosen where the mentor works."""
    return (
        a_mentee(workplace=SRMC, anything_else=f"I applied to {NORTHLAKES} for a fellowship."),
        a_mentor(workplace=NORTHLAKES),
    )


def test_a_doubt_is_asked_about_with_both_answers_to_choose_from() -> None:
    question = the_question(*doubtful(), QuestionKind.CONFLICT)

    assert question.choices == (Choice.APART, Choice.MAY_MEET)
    assert not question.holds


def test_whoever_was_found_free_of_conflict_may_meet() -> None:
    pair = doubtful()
    question = the_question(*pair, QuestionKind.CONFLICT)

    conflicts = found(*pair, **decided(question, Choice.MAY_MEET))

    assert conflicts.may_meet(pair[0].key, pair[1].key)
    assert conflicts.questions == ()


def test_whoever_was_kept_apart_stays_apart_without_a_question() -> None:
    pair = doubtful()
    question = the_question(*pair, QuestionKind.CONFLICT)

    conflicts = found(*pair, **decided(question, Choice.APART))

    verdict = conflicts.verdict(pair[0].key, pair[1].key)
    assert (verdict.decision, verdict.reasons[0].kind) == (Decision.BLOCKED, ReasonKind.DECIDED)
    assert conflicts.questions == ()


def test_a_decision_holds_no_longer_than_the_words_it_was_made_on() -> None:
    mentee, mentor = doubtful()
    question = the_question(mentee, mentor, QuestionKind.CONFLICT)
    wrote_more = a_mentee(
        workplace=SRMC,
        anything_else=f"I applied to {NORTHLAKES} for a fellowship. My mentor decides about it.",
    )

    assert not found(wrote_more, mentor, **decided(question, Choice.MAY_MEET)).may_meet(
        mentee.key, mentor.key
    )


@pytest.mark.parametrize("choice", list(Choice))
def test_no_decision_opens_what_is_certain(choice: Choice) -> None:
    mentee, mentor = a_mentee(workplace=SRMC), a_mentor(workplace="SRMC")
    everything = {q.topic: choice for q in found(*doubtful()).questions}

    class Always(dict[str, Choice]):
        """Everything was decided, whatever it is about."""

        def get(self, topic: str, default: object = None) -> Choice:
            return choice

    conflicts = keep_apart(
        [mentee], [mentor], register=WORKING, policy=Policy(), decided=Always(everything)
    )

    assert not conflicts.may_meet(mentee.key, mentor.key)


def test_a_spelling_is_one_topic_for_everybody_who_uses_it() -> None:
    mentee = a_mentee(workplace="The Quillon Infirmary")
    mentor = a_mentor(workplace="the quillon infirmary")

    about = [q for q in found(mentee, mentor).questions if q.kind is QuestionKind.INSTITUTION]

    assert len(about) == 2
    assert len({q.topic for q in about}) == 1
    assert about[0].choices == (Choice.ALIAS, Choice.PLACE)


def test_a_workplace_that_is_not_told_is_everybodys_own_topic() -> None:
    mentee, mentor = a_mentee(workplace="rather not say"), a_mentor(workplace="rather not say")

    about = [q for q in found(mentee, mentor).questions if q.kind is QuestionKind.INSTITUTION]

    assert len({q.topic for q in about}) == 2
    assert all(q.choices == (Choice.ANSWER, Choice.OUT) for q in about)


def test_every_question_can_be_decided_and_has_a_topic() -> None:
    mentee = a_mentee(workplace="The Quillon Infirmary", keep_apart="you know whom I mean")

    for question in found(mentee, a_mentor()).questions:
        assert question.topic
        assert question.choices
        assert question.topic not in question.text


def test_pairs_that_are_known_to_be_one_person_are_apart() -> None:
    mentee, mentor = a_mentee(workplace=SRMC), a_mentor(workplace=NORTHLAKES)

    conflicts = keep_apart(
        [mentee],
        [mentor],
        register=WORKING,
        policy=Policy(),
        apart={(mentee.key, mentor.key): ReasonKind.SAME_PERSON},
    )

    assert not conflicts.may_meet(mentee.key, mentor.key)
