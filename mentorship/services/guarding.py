"""The guard, asked again for people whose answers stand in the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.domain.people import Mentor, Person
from mentorship.domain.policy import Policy
from mentorship.domain.questions import Cohort
from mentorship.guard.conflicts import Conflicts, keep_apart, one_human
from mentorship.guard.reasons import ReasonKind
from mentorship.intake.cohort import gather
from mentorship.intake.worries import Outcome, Worry
from mentorship.intake.worry_kinds import WorryKind
from mentorship.models.check import RoundCheck
from mentorship.models.match import Match
from mentorship.models.round import Participation, Round
from mentorship.services.decisions import (
    decided_apart,
    decided_before,
    known_as_one,
    left_out,
)
from mentorship.services.institutions import register
from mentorship.services.kept_apart import pairs_kept_apart
from mentorship.services.known_people import asked_to_be_out
from mentorship.services.people import RoundPeople, read_pair, read_round
from mentorship.services.sight import seeing_everybody

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """What holds now, by what everybody has told us and the team has decided up to this moment.

    waiting  keys of those who waited for a decision when everybody was looked over
    """

    cohort: Cohort
    conflicts: Conflicts
    waiting: frozenset[str]

    def may_meet(self, match: Match) -> bool:
        """True when nothing keeps these two apart and neither waits for a person's decision."""
        pair = self._stand(match)
        return not self._wait(pair) and self.conflicts.may_meet(*pair)

    def waits(self, match: Match) -> bool:
        """True when somebody of the team has to decide about one of the two first."""
        return self._wait(self._stand(match))

    def is_asked_about(self, match: Match) -> bool:
        """True while a question about one of the two is open, whether or not anybody waits."""
        pair = self._stand(match)
        questions = (*self.cohort.questions, *self.conflicts.questions)
        return any(key in question.people for question in questions for key in pair)

    def _stand(self, match: Match) -> Pair:
        return self.cohort.stands_under(match.mentee_id), self.cohort.stands_under(match.mentor_id)

    def _wait(self, pair: Pair) -> bool:
        return any(key in self.waiting or key in self.cohort.held for key in pair)


def asked_of_round(session: Session, round_: Round) -> AskedAgain:
    """What holds now in the whole round, whoever asks."""
    with seeing_everybody(session):
        return _asked(session, round_, read_round(session, round_))


def asked_of_pair(session: Session, match: Match) -> AskedAgain:
    """What holds now for these two alone: the same answer, while somebody waits for the page."""
    round_ = session.get_one(Round, match.round_id)
    with seeing_everybody(session):
        people = read_pair(session, round_, (match.mentee_id, match.mentor_id))
        return _asked(session, round_, people)


def conflicts_of_round(session: Session, round_: Round) -> Conflicts:
    """Who of this round must not meet, by what everybody has told us up to now."""
    return asked_of_round(session, round_).conflicts


def apart_by_people(session: Session) -> dict[Pair, ReasonKind]:
    """Pairs of sign-ups that never meet because one of the two, or the team, said so."""
    told = known_as_one(session)
    return {
        **dict.fromkeys(((b, a) for a, b in told), ReasonKind.SAME_PERSON),
        **dict.fromkeys(told, ReasonKind.SAME_PERSON),
        **dict.fromkeys(decided_apart(session), ReasonKind.DECIDED),
        **dict.fromkeys(pairs_kept_apart(session), ReasonKind.ASKED),
    }


def _asked(session: Session, round_: Round, people: RoundPeople) -> AskedAgain:
    check = session.get(RoundCheck, round_.id)
    findings = check.findings if check else {}
    decided = decided_before(session)
    cohort = gather(
        people.mentees,
        people.mentors,
        decided=decided,
        same=known_as_one(session),
        listen=_as_heard(findings.get("heard", {})),
        out=left_out(session, round_),
        asked_out=asked_to_be_out(session, round_),
    )
    seen = dict.fromkeys(map(_pair, findings.get("one_human", ())), ReasonKind.SAME_PERSON)
    conflicts = keep_apart(
        cohort.mentees,
        cohort.mentors,
        others=cohort.held_people.values(),
        # A column that was a closed list when everybody was looked over is one for two as well.
        register=register(session).with_names(findings.get("closed_names", ())),
        policy=Policy(**round_.policy),
        decided=decided,
        apart=cohort.standing({**apart_by_people(session), **seen, **one_human(cohort)}),
    ).shared_by(cohort.may_be_one)
    return AskedAgain(cohort, conflicts, frozenset(findings.get("held", ())))


def _pair(keys: Sequence[str]) -> Pair:
    mentee, mentor = keys
    return mentee, mentor


def _as_heard(heard: Mapping[str, Any]) -> Any:
    """What the second reader heard when everybody was looked over; it is not at hand here."""

    def listen(people: Sequence[Person]) -> dict[str, tuple[Worry, ...]]:
        return {key: heard_before(said) for key, (_, said) in heard.items() if said}

    return listen


def heard_before(said: Iterable[tuple[str, str]]) -> tuple[Worry, ...]:
    """Worries as they were kept: kind and sentence."""
    return tuple(Worry(WorryKind(kind), sentence, Outcome.HOLD) for kind, sentence in said)


def refuse_while_undecided(session: Session, match: Match) -> None:
    """Raises Refused while somebody has to decide about one of the two first."""
    if asked_of_pair(session, match).waits(match):
        raise Refused(
            "One of these two waits for a decision of the team first. It stands on the list of "
            "what to check; after it is decided and looked over, the pair can go on."
        )


def places_of(session: Session, match: Match, asked: AskedAgain) -> int:
    """How many mentees the mentor of this match takes in its round; an unclear answer is none."""
    everybody = (*asked.cohort.mentors, *asked.cohort.held_people.values())
    stands = asked.cohort.stands_under(match.mentor_id)
    mentor = next((one for one in everybody if one.key == stands), None)
    policy = Policy(**session.get_one(Round, match.round_id).policy)
    capacity = mentor.capacity if isinstance(mentor, Mentor) else 0
    return min(capacity or 0, policy.most_places_per_mentor)


def sign_ups_of(session: Session, round_id: str, profile_id: str) -> Sequence[str]:
    """Every sign-up of this person in the round, by what the last look found."""
    stands_under = func.coalesce(Participation.merged_into, Participation.profile_id)
    own = select(stands_under).where(
        Participation.round_id == round_id, Participation.profile_id == profile_id
    )
    return session.scalars(
        select(Participation.profile_id).where(
            Participation.round_id == round_id, stands_under.in_(own)
        )
    ).all()
