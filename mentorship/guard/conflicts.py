"""Who must never meet: every pair that is blocked or has to be asked about, found by keys.

No pair is looked at unless something leads from one to the other: an institution, a system, an
affiliate, a name, a board, an address, a number. What is found is then checked exactly.

How requests are read that name nobody:
- "my programme director", "my own department": such people are at her own institution, and the
  block of the same institution covers them; nobody is held for it.
- "my advisor and his collaborators": mentors who say that they work with the named person are
  kept apart; for the rest a question asks the team to find out, and she sees a mentor's name
  and place before anybody hears of her. Holding everybody of her field would leave her alone.
- a former school, an unnamed relative, "can someone call me": held until a person has asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mentorship.domain.people import Mentee, Mentor, Side
from mentorship.domain.policy import Policy
from mentorship.domain.questions import Question
from mentorship.guard.columns import closed_names
from mentorship.guard.doubts import (
    UNREAD,
    held_because,
    pair_question,
    person_questions,
    unread_question,
)
from mentorship.guard.facts import Facts, facts_of
from mentorship.guard.failsafe import closed_on_error
from mentorship.guard.institutions import Register
from mentorship.guard.names import name_keys
from mentorship.guard.reasons import ALLOWED, FAILED, Reason, ReasonKind, Verdict
from mentorship.guard.spelling import words_of
from mentorship.guard.ties import Decision
from mentorship.guard.verdicts import judge

__all__ = ["Conflicts", "Decision", "Reason", "ReasonKind", "Verdict", "keep_apart"]

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What the guard found in one cohort.

    blocked_pairs  (mentee, mentor) → verdict, for every pair that is blocked or to be asked about
    held           key → why this person cannot be matched yet, fit for `waiting.csv`
    questions      what a person has to decide
    checked        keys of everybody who was looked at; nobody else may meet anybody
    """

    blocked_pairs: Mapping[Pair, Verdict]
    held: Mapping[str, str]
    questions: tuple[Question, ...]
    checked: frozenset[str]

    def may_meet(self, mentee: str, mentor: str) -> bool:
        """True when nothing stands between these two and neither is held."""
        free = mentee not in self.held and mentor not in self.held
        return free and self.verdict(mentee, mentor).decision is Decision.ALLOWED

    def verdict(self, mentee: str, mentor: str) -> Verdict:
        """What the guard says of this pair. Somebody it has not looked at is kept apart."""
        if not {mentee, mentor} <= self.checked:
            return FAILED
        return self.blocked_pairs.get((mentee, mentor), ALLOWED)


def keep_apart(
    mentees: Sequence[Mentee],
    mentors: Sequence[Mentor],
    *,
    register: Register,
    policy: Policy,
    others: Iterable[Mentee | Mentor] = (),
) -> Conflicts:
    """Everything that stands between the people of a cohort.

    others  people who are held for another reason: they are checked like everybody else, so that
            a pair is safe when they come back
    """
    people = list({p.key: p for p in (*mentees, *mentors, *others)}.values())
    register = register.with_names(closed_names(people, register=register))
    facts, unread = _facts(people, register=register, policy=policy)
    pairs = _pairs(facts, register=register)
    held = {one.key: why for one in facts if (why := held_because(one))}
    held |= dict.fromkeys(unread, UNREAD)
    return Conflicts(
        blocked_pairs=MappingProxyType(pairs),
        held=MappingProxyType(held),
        questions=(
            *(unread_question(person) for person in people if person.key in unread),
            *(question for one in facts for question in person_questions(one)),
            *(pair_question(*pair, verdict=pairs[pair]) for pair in _to_ask(pairs, held)),
        ),
        checked=frozenset(one.key for one in facts),
    )


def _facts(
    people: Iterable[Mentee | Mentor], *, register: Register, policy: Policy
) -> tuple[list[Facts], list[str]]:
    """The facts about everybody who could be read, and the keys of those who could not."""
    people = list(people)
    this_year = max((p.stated_at.year for p in people if p.stated_at), default=None)
    read: list[Facts] = []
    unread: list[str] = []
    for person in people:
        facts = closed_on_error(
            lambda person=person: facts_of(  # type: ignore[misc]
                person,
                register=register,
                former_years=policy.former_years,
                this_year=this_year,
            ),
            closed=None,
        )
        if facts is None:
            unread.append(person.key)
        else:
            read.append(facts)
    return read, unread


def _pairs(facts: Iterable[Facts], *, register: Register) -> dict[Pair, Verdict]:
    facts = list(facts)
    mentors = {one.key: one for one in facts if one.side is Side.MENTOR}
    index = _index(mentors.values(), register=register)
    found: dict[Pair, Verdict] = {}
    same: dict[Verdict, Verdict] = {}
    for mentee in sorted((one for one in facts if one.side is Side.MENTEE), key=lambda f: f.key):
        for key in sorted(_candidates(mentee, index, register=register)):
            verdict = _checked(mentee, mentors[key], register=register)
            if verdict.decision is not Decision.ALLOWED:
                found[mentee.key, key] = same.setdefault(verdict, verdict)
    return found


def _checked(mentee: Facts, mentor: Facts, *, register: Register) -> Verdict:
    return closed_on_error(lambda: judge(mentee, mentor, register=register), closed=FAILED)


def _index(mentors: Iterable[Facts], *, register: Register) -> Mapping[str, set[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for mentor in mentors:
        for sign in _signs(mentor):
            index[sign].add(mentor.key)
        for tie in mentor.ties:
            for name in register.line(tie.institution):
                index[f"in {name}"].add(mentor.key)
            for name in register.reach(tie.institution):
                index[f"near {name}"].add(mentor.key)
    return index


def _candidates(
    mentee: Facts, index: Mapping[str, set[str]], *, register: Register
) -> Iterator[str]:
    signs = set(_signs(mentee))
    for tie in mentee.ties:
        signs |= {f"in {name}" for name in register.reach(tie.institution)}
        signs |= {f"near {name}" for name in register.line(tie.institution)}
    return iter(set().union(*(index.get(sign, set()) for sign in signs)))


def _signs(one: Facts) -> Iterator[str]:
    """The keys by which two people may find each other, places aside."""
    yield from (f"name {key}" for key in one.own_keys)
    named = one.names | one.known_as | one.surnames
    yield from (f"name {key}" for name in named for key in name_keys(name))
    yield from (f"name {key}" for word in words_of(one.request) for key in name_keys(word))
    yield from (f"board {board}" for board in one.boards)
    yield from (f"line {line}" for line in one.lines)
    yield from (f"umbrella {name}" for name in one.resolution.umbrellas)


def _to_ask(pairs: Mapping[Pair, Verdict], held: Mapping[str, str]) -> Iterator[Pair]:
    """The pairs that a person has to look at: doubtful ones, and those whose check failed.

    Whoever is held is asked about alone: the answer may settle all of her pairs at once.
    """
    for pair, verdict in pairs.items():
        doubtful = verdict.decision is Decision.ASK and held.keys().isdisjoint(pair)
        if doubtful or verdict == FAILED:
            yield pair
