"""The exact check of one mentee and one mentor, from the facts about both."""

from collections.abc import Iterable

from mentorship.guard.bodies import is_body
from mentorship.guard.committees import is_committee
from mentorship.guard.facts import Facts
from mentorship.guard.institutions import Register, Relation
from mentorship.guard.kinds import UNSAID, areas_of, is_kind
from mentorship.guard.licences import is_licence
from mentorship.guard.lines import is_sure, shared_lines
from mentorship.guard.names import (
    NameVerdict,
    compare_names,
    mentions,
    share_given_name,
    share_rare_surname,
    surname_agrees,
)
from mentorship.guard.reasons import Reason, ReasonKind, Verdict, verdict_of
from mentorship.guard.ties import Bond, Decision, Tie, meeting

_BY_RELATION = {
    Relation.SAME: ReasonKind.SAME_INSTITUTION,
    Relation.SYSTEM: ReasonKind.SAME_SYSTEM,
    Relation.AFFILIATED: ReasonKind.AFFILIATE,
}


def judge(mentee: Facts, mentor: Facts, *, register: Register) -> Verdict:
    """Whether two people may meet, with every reason why not."""
    reasons = {
        *_one_person(mentee, mentor),
        *_places(mentee, mentor, register=register),
        *_named(mentee, mentor),
        *_named(mentor, mentee),
        *_standing_before(mentee, mentor),
        *_umbrellas(mentee, mentor),
    }
    return verdict_of(reasons)


def _one_person(mentee: Facts, mentor: Facts) -> Iterable[Reason]:
    if shared := shared_lines(mentee.lines, mentor.lines):
        sure = any(map(is_sure, shared))
        yield Reason(Decision.BLOCKED if sure else Decision.ASK, ReasonKind.HOUSEHOLD)
    if not mentee.own_keys & mentor.own_keys:
        return
    same = compare_names(mentee.name, mentor.name).verdict
    alike = bool(mentee.specialties & mentor.specialties)
    near = bool(mentee.place) and mentee.place == mentor.place
    if same is NameVerdict.SAME:
        sure = alike or near
        yield Reason(Decision.BLOCKED if sure else Decision.ASK, ReasonKind.SAME_PERSON)
    elif same is NameVerdict.LIKELY and (alike or near):
        yield Reason(Decision.ASK, ReasonKind.SAME_PERSON)


def _places(mentee: Facts, mentor: Facts, *, register: Register) -> Iterable[Reason]:
    for hers in mentee.ties:
        for theirs in mentor.ties:
            relation = register.related(hers.institution, theirs.institution)
            if relation is not Relation.NONE:
                sure = hers.certain and theirs.certain
                decision = meeting(hers.bond, theirs.bond) if sure else Decision.ASK
                yield Reason(decision, _kind(hers, theirs, relation))


def _kind(hers: Tie, theirs: Tie, relation: Relation) -> ReasonKind:
    bonds = {hers.bond, theirs.bond}
    if Bond.AVOIDS in bonds:
        return ReasonKind.ASKED
    if bonds == {Bond.WORKS}:
        return _BY_RELATION[relation]
    if bonds & {Bond.JUDGES, Bond.KIN, Bond.APPLIES}:
        return ReasonKind.POWER
    return ReasonKind.FORMER_OR_COMING


def _named(one: Facts, other: Facts) -> Iterable[Reason]:
    """Reasons from the people whom `one` names: the other one, or somebody the other one names."""
    written = mentions(one.request, other.name).verdict if one.request else NameVerdict.DIFFERENT
    if written is not NameVerdict.DIFFERENT:
        sure = written is NameVerdict.SAME
        yield Reason(Decision.BLOCKED if sure else Decision.ASK, ReasonKind.ASKED)
    for name in one.names | one.known_as:
        match = compare_names(name, other.name).verdict
        if match is not NameVerdict.DIFFERENT:
            sure = match is NameVerdict.SAME
            yield Reason(Decision.BLOCKED if sure else Decision.ASK, ReasonKind.ASKED)
    again = any(share_given_name(name, other.name) for name in one.renamed)
    if again and _near_fields(one, other):
        yield Reason(Decision.ASK, ReasonKind.ASKED)
    yield from _named_by_both(one, other)


def _near_fields(one: Facts, other: Facts) -> bool:
    """True unless both say what they work in and these are fields of different areas."""
    areas = [areas_of(facts.specialties) for facts in (one, other)]
    return not all(areas) or bool(areas[0] & areas[1])


def _named_by_both(one: Facts, other: Facts) -> Iterable[Reason]:
    """Reasons from somebody whom both of them name, or a surname that stands by itself."""
    for name in one.names:
        for known in other.names | other.known_as:
            if compare_names(name, known).is_possible:
                yield Reason(Decision.BLOCKED, ReasonKind.ASKED)
    if any(share_rare_surname(a, b) for a in one.names for b in other.known_as):
        # "Rod Haverstock" may be short for whom she fears.
        yield Reason(Decision.ASK, ReasonKind.ASKED)
    if any(compare_names(a, b).is_possible for a in one.known_as for b in other.known_as):
        # Her chief, and the mentor's husband: nobody can tell why both name this person.
        yield Reason(Decision.ASK, ReasonKind.POWER)
    meant = any(surname_agrees(surname, other.name) for surname in one.surnames)
    if meant or any(surname_agrees(one_, name) for one_ in other.surnames for name in one.feared):
        yield Reason(Decision.ASK, ReasonKind.ASKED)


def _standing_before(mentee: Facts, mentor: Facts) -> Iterable[Reason]:
    """Reasons from what one of them examines, decides for, or has said about a kind of people."""
    for shared in mentee.boards & mentor.boards:
        if is_kind(shared):
            unsaid = shared.endswith(UNSAID)
            yield Reason(Decision.ASK if unsaid else Decision.BLOCKED, ReasonKind.ASKED)
        elif is_committee(shared):
            yield Reason(Decision.ASK, ReasonKind.ASKED)
        elif is_body(shared) or is_licence(shared):
            yield Reason(Decision.ASK, ReasonKind.POWER)
        else:
            yield Reason(Decision.BLOCKED, ReasonKind.EXAMINER)


def _umbrellas(mentee: Facts, mentor: Facts) -> Iterable[Reason]:
    """Both at one very large employer, one of them without a place: nobody can tell."""
    if mentee.resolution.umbrellas & mentor.resolution.umbrellas:
        yield Reason(Decision.ASK, ReasonKind.SAME_INSTITUTION)
