"""Everybody of a round read, sorted and kept apart, with all that has to be asked.

Only the processes that compute import this module: it loads the mathematics.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.decisions import Choice, telling_words
from mentorship.domain.lifecycle import LIVE_STATES, MatchState
from mentorship.domain.people import Person
from mentorship.domain.policy import Policy
from mentorship.domain.questions import Cohort, Question
from mentorship.guard.conflicts import Conflicts
from mentorship.guard.institutions import Register
from mentorship.intake.cohort import gather
from mentorship.intake.worries import Worry
from mentorship.intake.worry_classifier import VERSION, listen
from mentorship.matching.choice.strategy import confirmations
from mentorship.matching.musts import unclear_musts
from mentorship.matching.road import Terms, guard
from mentorship.models.match import Match
from mentorship.models.round import Participation, Round
from mentorship.services.decisions import decided_before, known_as_one, left_out, words_key
from mentorship.services.guarding import apart_by_people, heard_before
from mentorship.services.institutions import register
from mentorship.services.known_people import asked_to_be_out
from mentorship.services.people import RoundPeople, read_round
from mentorship.services.work_list import check_of

_SETTLED = tuple(state for state in LIVE_STATES if state is not MatchState.PROPOSED)


@dataclass(slots=True)
class Heard:
    """What the second reader heard, by key: [digest of the words, [kind, sentence] ...].

    Reading takes a moment for each text, so what has not changed since is not read again.
    """

    by_key: dict[str, list[Any]]

    def listen(self, people: Sequence[Person]) -> dict[str, tuple[Worry, ...]]:
        """What everybody's words may hint at."""
        # What another reader heard, or heard in other words, is heard anew.
        digests = {p.key: words_key(f"{VERSION} {telling_words(p)}") for p in people}
        new = [p for p in people if self.by_key.get(p.key, [""])[0] != digests[p.key]]
        found = listen(new)
        for person in new:
            said = [[str(worry.kind), worry.sentence] for worry in found.get(person.key, ())]
            self.by_key[person.key] = [digests[person.key], said]
        return {key: heard_before(said) for key, (_, said) in self.by_key.items() if said}


@dataclass(frozen=True, slots=True)
class Gathered:
    """The people of a round as one transaction saw them, and what was decided before.

    changes  the changes of the round that this has seen; see models/check.py
    settled  mentees for whom people have decided on somebody already
    seen     every sign-up of the round at that moment, also those that do not count
    asked_out  people with an account who, by a row of a sheet, want to be out
    """

    people: RoundPeople
    terms: Terms
    same: tuple[tuple[str, str], ...]
    heard: Heard
    out: frozenset[str]
    changes: int
    settled: frozenset[str]
    seen: frozenset[str]
    asked_out: frozenset[str]

    def cohort(self) -> Cohort:
        """Everybody sorted: who may be matched, who is held, who is gone."""
        return gather(
            self.people.mentees,
            self.people.mentors,
            decided=self.terms.decided,
            same=self.same,
            listen=self.heard.listen,
            out=self.out,
            asked_out=self.asked_out,
        )


@dataclass(frozen=True, slots=True)
class Look:
    """What one look over a round found."""

    cohort: Cohort
    conflicts: Conflicts
    questions: tuple[Question, ...]
    of: Gathered

    def was_decided(self, topic: str) -> bool:
        """True when a person has said something about this, whatever it was."""
        return self.of.terms.decided.get(topic) is not None


def gathered(session: Session, round_: Round) -> Gathered:
    """Everything that a look, or a run, has to read."""
    # Before all else: what changes while we read is seen by the next look.
    check = check_of(session, round_)
    changes = check.asked if check else 0
    heard = Heard(dict(check.findings.get("heard", {})) if check else {})
    terms = Terms(
        register=register(session),
        policy=Policy(**round_.policy),
        decided=decided_before(session),
        apart=apart_by_people(session),
    )
    same, out = tuple(known_as_one(session)), left_out(session, round_)
    settled = frozenset(
        session.scalars(
            select(Match.mentee_id).where(Match.round_id == round_.id, Match.state.in_(_SETTLED))
        )
    )
    seen = frozenset(
        session.scalars(select(Participation.profile_id).where(Participation.round_id == round_.id))
    )
    people = read_round(session, round_)
    asked_out = asked_to_be_out(session, round_)
    return Gathered(people, terms, same, heard, out, changes, settled, seen, asked_out)


def look_at(found: Gathered) -> Look:
    """Everybody sorted and kept apart, with all that has to be asked."""
    cohort = found.cohort()
    conflicts = guard(cohort, terms=found.terms)
    musts = unclear_musts(cohort.mentees, policy=found.terms.policy)
    rooms = confirmations(
        [m for m in cohort.mentees if m.key not in conflicts.held and m.key not in found.settled],
        [m for m in cohort.mentors if m.key not in conflicts.held],
        blocked=conflicts.blocked_pairs,
        policy=found.terms.policy,
    )
    questions = (*cohort.questions, *conflicts.questions, *musts, *rooms)
    return Look(cohort, conflicts, with_offers(questions, found.terms.register), found)


def with_offers(questions: Iterable[Question], register_: Register) -> tuple[Question, ...]:
    """The questions; one about a spelling with what it may mean, the likeliest first."""
    return tuple(
        replace(question, perhaps=register_.perhaps(question.spelling))
        if Choice.ALIAS in question.choices
        else question
        for question in questions
    )
