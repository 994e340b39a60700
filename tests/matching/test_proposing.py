"""One run from people to pairs: what is never proposed, what stays, and what changes nothing."""

from random import Random
from typing import Any

import pytest
from people import a_mentee, a_mentor
from runs import causes, keys, run, the_cohort, the_guard

from mentorship.domain.people import Dimension, Matters, Mentee, Mentor
from mentorship.domain.policy import DEFAULT_WEIGHTS, Policy
from mentorship.domain.questions import Question, QuestionKind
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.proposal import Cause, Proposal, Start
from mentorship.matching.proposing import Step, propose_for


def numbered(count: int) -> list[Mentee]:
    """Mentees with different topics, so that no two are equal."""
    topics = sorted(vocabulary().topics)
    return [
        a_mentee(
            key=f"mentee:{n}",
            row=n,
            email=f"m{n}@example.org",
            topics=frozenset({topics[n % 30], topics[(n * 7) % 30]}),
        )
        for n in range(2, count + 2)
    ]


def numbered_mentors(count: int, **more: Any) -> list[Mentor]:
    topics = sorted(vocabulary().topics)
    return [
        a_mentor(
            key=f"mentor:{n}",
            row=n,
            email=f"o{n}@example.org",
            topics=frozenset(topics[(n * 5 + k) % 30] for k in range(6)),
            **more,
        )
        for n in range(2, count + 2)
    ]


def test_two_people_who_fit_are_proposed_to_each_other() -> None:
    proposal = run([a_mentee()], [a_mentor()])

    assert keys(proposal) == {("mentee:2", "mentor:2")}
    assert proposal.pairs[0].rank == 1
    assert (proposal.waiting, dict(proposal.mentors_without)) == ((), {})
    assert proposal.report.gap == 0
    assert proposal.report.total_score == proposal.pairs[0].score
    assert (proposal.pairs[0].of_her_best, proposal.report.floor) == (1.0, 1.0)


def test_whom_the_guard_keeps_apart_is_never_proposed() -> None:
    proposal = run([a_mentee()], [a_mentor()], guard=the_guard([("mentee:2", "mentor:2")]))

    assert keys(proposal) == set()
    assert causes(proposal) == {"mentee:2": Cause.APART}


def test_a_pair_set_aside_never_comes_again() -> None:
    avoided = frozenset({("mentee:2", "mentor:2")})

    proposal = run([a_mentee()], [a_mentor()], start=Start(avoided=avoided))

    assert causes(proposal) == {"mentee:2": Cause.SET_ASIDE}


def test_an_open_question_about_somebody_who_is_paired_is_a_caution() -> None:
    asked = Question(QuestionKind.CAPACITY, "How many?", mentor="mentor:2", holds=False)
    about_others = Question(QuestionKind.CONFLICT, "?", mentee="mentee:2", mentor="mentor:9")
    cohort = the_cohort([a_mentee()], [a_mentor()], questions=(asked, about_others))

    (pair,) = propose_for(cohort, the_guard(), policy=Policy()).pairs

    open_ = [caution for caution in pair.explanation.cautions if "question" in caution]
    assert open_ == ["A question about the mentor is still open: decide it first"]


def test_a_pair_that_people_decided_stays_and_takes_its_place() -> None:
    mentees = [a_mentee(), a_mentee(key="mentee:3", email="other@example.org")]

    proposal = run(mentees, [a_mentor(capacity=1)], start=Start(pinned={"mentee:2": "mentor:2"}))

    assert keys(proposal) == set()
    assert causes(proposal) == {"mentee:3": Cause.RAN_OUT}
    assert dict(proposal.mentors_without) == {}
    assert proposal.report.counts["pairs_decided_before"] == 1


def test_who_is_held_waits_and_is_not_matched() -> None:
    cohort = the_cohort(
        [a_mentee(), a_mentee(key="mentee:3")],
        [a_mentor(), a_mentor(key="mentor:3")],
        held={"mentee:9": "Somebody reads her words first."},
        held_people={"mentee:9": a_mentee(key="mentee:9")},
    )
    guard = the_guard(held={"mentee:3": "Her workplace is not known.", "mentor:3": "Unclear."})

    proposal = propose_for(cohort, guard, policy=Policy())

    assert keys(proposal) == {("mentee:2", "mentor:2")}
    assert {(wait.mentee, wait.cause, wait.reason) for wait in proposal.waiting} == {
        ("mentee:3", Cause.HELD, "Her workplace is not known."),
        ("mentee:9", Cause.HELD, "Somebody reads her words first."),
    }
    assert dict(proposal.mentors_without) == {"mentor:3": "Unclear."}


def test_a_must_that_cannot_be_compared_is_asked_and_not_guessed() -> None:
    unclear = a_mentee(matters={Dimension.FAITH: Matters.MUST})

    proposal = run([unclear], [a_mentor(faith=frozenset({"Muslim"}))])

    assert causes(proposal) == {"mentee:2": Cause.HELD}
    (question,) = proposal.questions
    assert (question.kind, question.mentee) == (QuestionKind.OTHER, "mentee:2")
    assert "faith" not in question.text.casefold()


def test_questions_of_every_room_arrive_together() -> None:
    asked = Question(QuestionKind.WORRY, "A person reads this first.", mentee="mentee:2")
    cohort = the_cohort([a_mentee()], [a_mentor()], questions=(asked,))

    assert propose_for(cohort, the_guard(), policy=Policy()).questions == (asked,)


def test_no_mentor_gets_more_than_they_offered_or_than_the_policy_allows() -> None:
    mentees = numbered(9)
    mentors = [
        a_mentor(key="mentor:2", capacity=10),
        a_mentor(key="mentor:3", capacity=1, email="b@example.org"),
    ]

    proposal = propose_for(
        the_cohort(mentees, mentors), the_guard(), policy=Policy(most_places_per_mentor=3)
    )

    taken = [pair.mentor for pair in proposal.pairs]
    assert (taken.count("mentor:2"), taken.count("mentor:3")) == (3, 1)


def test_the_rank_counts_only_better_mentors_who_have_places() -> None:
    hers = a_mentee(topics=frozenset({"contract", "research"}))
    best = a_mentor(key="mentor:1", topics=frozenset({"contract", "research"}), capacity=0)
    good = a_mentor(key="mentor:2", topics=frozenset({"contract"}))
    twin = a_mentor(key="mentor:3", topics=frozenset({"contract"}), email="twin@example.org")

    (pair,) = run([hers], [best, good, twin]).pairs

    assert pair.mentor in {"mentor:2", "mentor:3"}
    assert pair.rank == 1


def told(proposal: Proposal) -> list[tuple[object, ...]]:
    """Everything about the pairs that a person or a file can see."""
    return sorted(
        (pair.mentee, pair.mentor, pair.score, pair.rank, pair.explanation.staff)
        for pair in proposal.pairs
    )


def test_the_order_of_rows_changes_nothing() -> None:
    # More than half of these are equal in everything but their address, so ties are everywhere.
    mentees = [
        *numbered(30),
        *(a_mentee(key=f"t:{n}", email=f"t{n}@example.org") for n in range(30)),
    ]
    mentors = numbered_mentors(20)
    first = run(mentees, mentors)

    for seed in range(3):
        Random(seed).shuffle(mentees)
        Random(seed).shuffle(mentors)
        again = run(mentees, mentors)
        assert told(again) == told(first)
        assert sorted(causes(again).items()) == sorted(causes(first).items())


def test_what_was_made_greatest_is_told_and_proven() -> None:
    proposal = run(numbered(25), numbered_mentors(10))
    report = proposal.report

    worth = [1 - (1 - pair.of_her_best) ** 2 for pair in proposal.pairs]
    assert report.objective == pytest.approx(sum(worth))
    assert report.total_score == pytest.approx(sum(pair.score for pair in proposal.pairs))
    assert report.floor == pytest.approx(min(pair.of_her_best for pair in proposal.pairs))
    assert (report.status, report.gap) == ("OPTIMAL", pytest.approx(0, abs=1e-9))
    assert report.bound == pytest.approx(report.objective)


def test_every_step_is_told_in_order() -> None:
    steps: list[Step] = []

    propose_for(the_cohort([a_mentee()], []), the_guard(), policy=Policy(), on_step=steps.append)

    assert steps == [Step.ROLL, Step.SCORES, Step.GATES, Step.ASSIGNMENT, Step.REASONS]


@pytest.mark.parametrize(("mentees", "mentors"), [([], [a_mentor()]), ([a_mentee()], []), ([], [])])
def test_an_empty_side_is_a_result(mentees: list[Mentee], mentors: list[Mentor]) -> None:
    proposal = run(mentees, mentors)

    assert proposal.pairs == ()
    assert len(proposal.waiting) == len(mentees)
    assert set(proposal.mentors_without) == {mentor.key for mentor in mentors}


def test_whoever_fits_nobody_is_not_everybodys_poorest_pair() -> None:
    mentees = [
        a_mentee(topics=frozenset({"boss"})),
        a_mentee(key="mentee:3", email="m3@example.org", topics=frozenset({"exams"})),
    ]
    mentors = [
        a_mentor(topics=frozenset({"boss"}), capacity=1),
        a_mentor(key="mentor:3", email="o3@example.org", topics=frozenset({"imgvisa"}), capacity=1),
    ]
    policy = Policy(weights=dict.fromkeys(DEFAULT_WEIGHTS, 0.0) | {"needs": 1.0})

    proposal = propose_for(the_cohort(mentees, mentors), the_guard(), policy=policy)

    assert {pair.mentee: pair.score for pair in proposal.pairs} == {"mentee:2": 1, "mentee:3": 0}
    assert [pair.of_her_best for pair in proposal.pairs] == [1, 1]
    assert (proposal.report.floor, proposal.report.objective) == (1, 2)


def test_whoever_is_behind_every_gate_at_once_waits_and_the_run_goes_on() -> None:
    hers = a_mentee(
        stage="att3",
        languages=frozenset({"Somali"}),
        gender=frozenset({"Woman"}),
        matters={Dimension.GENDER: Matters.MUST},
    )
    theirs = a_mentor(stage="res", languages=frozenset({"English"}))
    pair = ("mentee:2", "mentor:2")

    proposal = run(
        [hers], [theirs], guard=the_guard([pair]), start=Start(avoided=frozenset({pair}))
    )

    (wait,) = proposal.waiting
    assert wait.cause is Cause.SEVERAL
    assert "what she said is a must, the languages" in wait.reason


def test_a_cause_is_not_worded_wider_than_it_is() -> None:
    hers = a_mentee(languages=frozenset({"Somali"}))
    speaks = a_mentor(languages=frozenset({"Somali"}))
    does_not = a_mentor(key="mentor:3", email="o3@example.org", languages=frozenset({"English"}))

    proposal = run([hers], [speaks, does_not], guard=the_guard([(hers.key, speaks.key)]))

    (wait,) = proposal.waiting
    assert wait.cause is Cause.LANGUAGE
    assert "whom she could meet speaks a language" in wait.reason
