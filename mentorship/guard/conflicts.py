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
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from mentorship.domain.decisions import NOTHING_DECIDED, Choice, Decided
from mentorship.domain.people import Mentee, Mentor, Side
from mentorship.domain.policy import Policy
from mentorship.domain.questions import Cohort, Question
from mentorship.guard.columns import closed_names
from mentorship.guard.doubts import (
    UNREAD,
    held_because,
    pair_question,
    pair_topic,
    person_questions,
    unread_question,
)
from mentorship.guard.facts import Facts, facts_of
from mentorship.guard.failsafe import closed_on_error
from mentorship.guard.institutions import Register
from mentorship.guard.names import name_keys
from mentorship.guard.reasons import (
    ALLOWED,
    FAILED,
    Reason,
    ReasonKind,
    Verdict,
    apart_because,
)
from mentorship.guard.spelling import words_of
from mentorship.guard.ties import Decision
from mentorship.guard.verdicts import judge

__all__ = ["Conflicts", "Decision", "Reason", "ReasonKind", "Verdict", "keep_apart", "one_human"]

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What the guard found in one cohort.

    blocked_pairs  (mentee, mentor) → verdict, for every pair that is blocked or to be asked about
    held           key → why this person cannot be matched yet, fit for `waiting.csv`
    questions      what a person has to decide
    checked        keys of everybody who was looked at; nobody else may meet anybody
    closed_names   workplaces that are known as themselves, because everybody picked from a list
    """

    blocked_pairs: Mapping[Pair, Verdict]
    held: Mapping[str, str]
    questions: tuple[Question, ...]
    checked: frozenset[str]
    closed_names: tuple[str, ...] = ()

    def may_meet(self, mentee: str, mentor: str) -> bool:
        """True when nothing stands between these two and neither is held."""
        free = mentee not in self.held and mentor not in self.held
        return free and self.verdict(mentee, mentor).decision is Decision.ALLOWED

    def verdict(self, mentee: str, mentor: str) -> Verdict:
        """What the guard says of this pair. Somebody it has not looked at is kept apart."""
        if not {mentee, mentor} <= self.checked:
            return FAILED
        return self.blocked_pairs.get((mentee, mentor), ALLOWED)

    def shared_by(self, may_be_one: Iterable[Pair]) -> "Conflicts":
        """The same, where what keeps somebody away from one sign-up keeps him away from both."""
        others: dict[str, set[str]] = defaultdict(set)
        for one, other in may_be_one:
            others[one].add(other)
        shared = {
            pair: verdict
            for (mentee, mentor), verdict in self.blocked_pairs.items()
            for pair in (
                *((other, mentor) for other in others.get(mentee, ())),
                *((mentee, other) for other in others.get(mentor, ())),
            )
        }
        return replace(self, blocked_pairs=MappingProxyType({**shared, **self.blocked_pairs}))


def keep_apart(
    mentees: Sequence[Mentee],
    mentors: Sequence[Mentor],
    *,
    register: Register,
    policy: Policy,
    others: Iterable[Mentee | Mentor] = (),
    decided: Decided = NOTHING_DECIDED,
    apart: Mapping[Pair, ReasonKind] = MappingProxyType({}),
) -> Conflicts:
    """Everything that stands between the people of a cohort.

    others   people who are held for another reason: they are checked like everybody else, so that
             a pair is safe when they come back
    decided  what the team has decided about questions that were asked before; it can settle a
             doubt, and never what is certain
    apart    pairs that never meet for a reason that stands in no answer
    """
    people = list({p.key: p for p in (*mentees, *mentors, *others)}.values())
    closed = closed_names(people, register=register)
    register = register.with_names(closed)
    facts, unread = _facts(people, register=register, policy=policy)
    by_key = {one.key: one for one in facts}
    pairs = _settled(_pairs(facts, register=register), by_key, decided=decided)
    pairs |= {pair: apart_because(why) for pair, why in apart.items()}
    held = {one.key: why for one in facts if (why := held_because(one, decided))}
    held |= dict.fromkeys(unread, UNREAD)
    return Conflicts(
        blocked_pairs=MappingProxyType(pairs),
        held=MappingProxyType(held),
        questions=(
            *(unread_question(person) for person in people if person.key in unread),
            *(question for one in facts for question in person_questions(one, decided)),
            *(
                pair_question(by_key[mentee], by_key[mentor], verdict=pairs[mentee, mentor])
                for mentee, mentor in _to_ask(pairs, held)
            ),
        ),
        checked=frozenset(one.key for one in facts),
        closed_names=closed,
    )


def one_human(cohort: Cohort) -> Mapping[Pair, ReasonKind]:
    """Somebody on both lists never meets herself, whatever her two sign-ups say."""
    return dict.fromkeys(cohort.one_human, ReasonKind.SAME_PERSON)


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
            partial(
                facts_of,
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


def _settled(
    pairs: Mapping[Pair, Verdict], facts: Mapping[str, Facts], *, decided: Decided
) -> dict[Pair, Verdict]:
    """What was a doubt and has been decided is one no more. What is certain stays."""
    settled = dict(pairs)
    for (mentee, mentor), verdict in pairs.items():
        if verdict.decision is not Decision.ASK:
            continue
        choice = decided.get(pair_topic(facts[mentee], facts[mentor], verdict=verdict))
        if choice is Choice.MAY_MEET:
            del settled[mentee, mentor]
        elif choice is Choice.APART:
            settled[mentee, mentor] = apart_because(ReasonKind.DECIDED)
    return settled


def _checked(mentee: Facts, mentor: Facts, *, register: Register) -> Verdict:
    return closed_on_error(lambda: judge(mentee, mentor, register=register), closed=FAILED)


def _index(mentors: Iterable[Facts], *, register: Register) -> Mapping[str, set[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for mentor in mentors:
        for sign in _shown(mentor, register=register):
            index[sign].add(mentor.key)
    return index


def _candidates(
    mentee: Facts, index: Mapping[str, set[str]], *, register: Register
) -> Iterator[str]:
    signs = _sought(mentee, register=register)
    return iter(set().union(*(index.get(sign, set()) for sign in signs)))


def _shown(one: Facts, *, register: Register) -> Iterator[str]:
    """The keys under which a mentor stands."""
    yield from _common(one)
    yield from (f"is {key}" for key in one.own_keys)
    yield from (f"names {key}" for key in _keys_of(one.names | one.known_as))
    yield from (f"asks {key}" for key in _keys_of(words_of(one.request)) | _keys_of(one.surnames))
    for tie in one.ties:
        yield from (f"in {name}" for name in register.line(tie.institution))
        yield from (f"near {name}" for name in register.reach(tie.institution))


def _sought(one: Facts, *, register: Register) -> Iterator[str]:
    """The keys by which a mentee finds the mentors she must be checked against.

    A word of a request is looked for among names only: "nobody, please" in two requests leads
    from nobody to nobody.
    """
    named = _keys_of(one.names | one.known_as)
    loose = _keys_of(words_of(one.request)) | _keys_of(one.surnames)
    yield from _common(one)
    for key in one.own_keys:
        yield from (f"is {key}", f"names {key}", f"asks {key}")
    for key in named:
        yield from (f"is {key}", f"names {key}", f"asks {key}")
    for key in loose:
        yield from (f"is {key}", f"names {key}")
    for tie in one.ties:
        yield from (f"in {name}" for name in register.reach(tie.institution))
        yield from (f"near {name}" for name in register.line(tie.institution))


def _keys_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for name in names for key in name_keys(name))


def _common(one: Facts) -> Iterator[str]:
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
