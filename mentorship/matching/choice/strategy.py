"""Whether her own conditions leave her enough mentors, and the kind words when they do not.

Wishes are scores; only safety is a hard rule. Because as many mentees as possible are paired
first, somebody who accepts a single mentor gets that one more often than she would otherwise, at
another's cost: among 200 mentors two of five who try it gain, with ten left 1 in 100
(benchmarks/strategy.py). So conditions that leave fewer are said to her before she
submits, and a coordinator confirms those that stand for safety: in confidence, and at no cost to
her.

Pages ask this module, so it imports nothing heavy.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from mentorship.domain.decisions import Choice, topic_of
from mentorship.domain.people import MATTERS_FIELDS, Field, Mentee, Mentor, Person
from mentorship.domain.policy import Policy
from mentorship.domain.questions import Question, QuestionKind
from mentorship.domain.vocabulary import vocabulary
from mentorship.guard.reasons import ReasonKind, Verdict
from mentorship.matching.identity import comparable_labels, meets_musts, musts

AT_LEAST = 10
SHARE = 0.10
# In a small programme a tenth is two or three mentors, and with three left of twenty or thirty 12
# in 100 still gain; with four left 7 in 100, no more than with a tenth of a larger programme.
NEVER_ASK_FOR_LESS = 4

TO_HER = (
    "With what has to be so for you, there may be few mentors in this round, or none at the "
    "moment. You can leave it exactly as it is: then it may take longer, and we go and look for "
    "somebody. Or you can change a “must” to “would help”: it still counts for you then. If it is "
    "about your safety, leave it. Reasons of safety are always respected. One of us may ask you to "
    "confirm them, in confidence; you need not explain them, and it costs you nothing."
)
TO_COORDINATOR = (
    "{conditions} so few mentors that it may cost others their place. Ask her in confidence "
    "whether it is about her safety. If it is, confirm it: it stays as it is, needs no reason and "
    "is no disadvantage to her. If it is a wish, ask whether “would help” is enough."
)
_MUSTS = "What she said is a must leaves"
_APART = "Requests that she be kept apart from people or places leave"
_BOTH = "What she said is a must and requests that she be kept apart together leave"


@dataclass(frozen=True, slots=True)
class ApartFromHer:
    """Keys of mentors whom she cannot be given, whatever else she says.

    by_rule  for any reason that she did not choose: a place of work, power, a decision
    by_wish  for no other reason than that she asked to be kept apart
    """

    by_rule: Collection[str] = ()
    by_wish: Collection[str] = ()


NOBODY = ApartFromHer()


def apart_from_her(mentee: Mentee, verdicts: Mapping[tuple[str, str], Verdict]) -> ApartFromHer:
    """What the guard found about her (Conflicts.blocked_pairs), by whether she could change it.

    The guard does not say which of the two asked. Where she asked for nothing, it was not she.
    """
    hers = {mentor: verdict for (key, mentor), verdict in verdicts.items() if key == mentee.key}
    asked = {
        mentor
        for mentor, verdict in hers.items()
        if mentee.keep_apart and {reason.kind for reason in verdict.reasons} == {ReasonKind.ASKED}
    }
    return ApartFromHer(by_rule=frozenset(hers) - asked, by_wish=frozenset(asked))


@dataclass(frozen=True, slots=True)
class Enough:
    """How many mentors are enough: `at_least`, or this share of those she would have otherwise."""

    at_least: int = AT_LEAST
    share: float = SHARE

    def of(self, otherwise: int) -> int:
        """The smaller of the two, but never so few that accepting a single one pays again."""
        share = max(NEVER_ASK_FOR_LESS, ceil(self.share * otherwise))
        return min(self.at_least, share, otherwise)


@dataclass(frozen=True, slots=True)
class RoomToChoose:
    """What her own conditions leave her.

    left            mentors with a place whom she may meet, under every rule and condition
    otherwise       the same without her musts and without what she asked to be kept apart from
    to_her          what she reads before she submits; empty when there is nothing to say
    to_coordinator  what the team reads; empty when her conditions need no confirmation

    The numbers are for the engine alone, and no page or letter shows them: beside a must they
    count what mentors said of themselves in confidence.
    """

    left: int
    otherwise: int
    to_her: str
    to_coordinator: str

    @property
    def needs_confirmation(self) -> bool:
        """True when the team asks her whether it is about her safety."""
        return bool(self.to_coordinator)


def enough_choice(
    mentee: Mentee,
    mentors: Iterable[Mentor],
    *,
    apart: ApartFromHer = NOBODY,
    policy: Policy | None = None,
    enough: Enough | None = None,
) -> RoomToChoose:
    """Whether she has enough mentors to choose from, as far as it lies in her own hands.

    mentors  everybody who takes part; for a page, as they were last night, so that nobody sees in
             the answer that somebody has just joined
    apart    what the guard found; of it, what she reads depends on `by_wish` alone
    """
    policy, enough = policy or Policy(), enough or Enough()
    with_room = [mentor for mentor in mentors if policy.places(mentor.capacity)]
    wished_away = frozenset(apart.by_wish) - frozenset(apart.by_rule)
    otherwise = [m for m in with_room if m.key not in apart.by_rule and can_talk(mentee, m)]
    met = [m for m in otherwise if not policy.honour_must or meets_musts(mentee, m)]
    left = sum(mentor.key not in wished_away for mentor in met)
    narrow = left < enough.of(len(otherwise))
    conditions = _conditions(
        len(met) < len(otherwise), any(m.key in wished_away for m in otherwise)
    )
    hers = _may_be_few(mentee, with_room, policy, at_least=enough.at_least)
    wide = _wide(frozenset(apart.by_wish), with_room, at_least=enough.at_least)
    return RoomToChoose(
        left,
        len(otherwise),
        TO_HER if hers or wide else "",
        TO_COORDINATOR.format(conditions=conditions) if narrow else "",
    )


def _conditions(musts_count: bool, wishes_count: bool) -> str:
    if musts_count and wishes_count:
        return _BOTH
    return _MUSTS if musts_count else _APART


def _may_be_few(mentee: Mentee, with_room: list[Mentor], policy: Policy, *, at_least: int) -> bool:
    """True when, for one of her musts, no label of hers is shared by enough mentors.

    Every label by itself, never several at once, nor together with her languages, her stage or
    whom she is kept apart from. She may try every answer before she submits: like this all that
    she can learn is which labels ten mentors share, which is what a report shows anyway
    (small_cells.py). With a count of what really is left she could turn her answers until it lies
    on the edge, and then read from one more label, or one more name, who is a mentor here.
    """
    if not policy.honour_must:
        return False
    shared = {d: [comparable_labels(mentor, d) for mentor in with_room] for d in musts(mentee)}
    return any(
        not any(
            sum(label in theirs for theirs in shared[dimension]) >= at_least
            for label in comparable_labels(mentee, dimension)
        )
        for dimension in shared
    )


def _wide(wished_away: frozenset[str], with_room: list[Mentor], *, at_least: int) -> bool:
    """True when she asked to be kept apart from many at once, and few are left.

    A few names never change what she reads: otherwise it would tell her who is a mentor here.
    """
    away = sum(mentor.key in wished_away for mentor in with_room)
    return at_least <= away and len(with_room) - away < at_least


def can_talk(mentee: Mentee, mentor: Mentor) -> bool:
    """True when they have a language in common and the mentor is not behind her; blanks are open.

    The same rules as the gates of a run (gates.py), for one pair.
    """
    silent = not mentee.languages or not mentor.languages
    hers, theirs = _rung(mentee), _rung(mentor)
    behind = hers is not None and theirs is not None and theirs < hers
    return (silent or bool(mentee.languages & mentor.languages)) and not behind


def _rung(person: Person) -> int | None:
    return None if person.stage is None else vocabulary().stages[person.stage].rung


def confirmation(mentee: Mentee, room: RoomToChoose) -> Question | None:
    """What the team has to ask her, until her musts or what she is kept apart from change.

    It holds nobody: she takes part with all her conditions while it is open.
    """
    if not room.needs_confirmation:
        return None
    said = (mentee.said(field) for field in (*MATTERS_FIELDS, Field.KEEP_APART))
    return Question(
        QuestionKind.OTHER,
        room.to_coordinator,
        mentee=mentee.key,
        holds=False,
        topic=topic_of("room to choose", mentee.key, *said),
        choices=(Choice.FREE,),
    )


def confirmations(
    mentees: Iterable[Mentee],
    mentors: Sequence[Mentor],
    *,
    blocked: Mapping[tuple[str, str], Verdict],
    policy: Policy,
) -> tuple[Question, ...]:
    """What the team has to ask those whose own conditions leave them too few mentors.

    blocked  what the guard found (Conflicts.blocked_pairs)
    """
    of_each: dict[str, dict[tuple[str, str], Verdict]] = {}
    for pair, verdict in blocked.items():
        of_each.setdefault(pair[0], {})[pair] = verdict
    asked = []
    for mentee in sorted(mentees, key=lambda mentee: mentee.key):
        # Whoever set no condition of her own has nothing to confirm.
        if musts(mentee) or mentee.keep_apart:
            apart = apart_from_her(mentee, of_each.get(mentee.key, {}))
            room = enough_choice(mentee, mentors, apart=apart, policy=policy)
            asked.append(confirmation(mentee, room))
    return tuple(question for question in asked if question)
