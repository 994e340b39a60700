"""What the guard knows of one person, read once from every answer that may matter."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mentorship.domain.decisions import telling_words
from mentorship.domain.people import Field, Mentee, Mentor, Side
from mentorship.guard.boards import boards_in, examined_by, sits_for
from mentorship.guard.bodies import bodies_before
from mentorship.guard.committees import committees_before
from mentorship.guard.institutions import Register, Resolution
from mentorship.guard.kinds import standing_before
from mentorship.guard.licences import licences_before
from mentorship.guard.lines import addresses_of, lines_of
from mentorship.guard.names import former_keys, has_rare_surname, name_keys, surname_of
from mentorship.guard.phrases import ASKS_APART, LEAVING, RENAMED
from mentorship.guard.silence import says_nobody
from mentorship.guard.spelling import plain, words_of
from mentorship.guard.statements import Reading, Unclear, Voice, read
from mentorship.guard.ties import Bond, Tie

_MEDICAL_STUDENT = frozenset({"ms12", "ms34", "mdphd"})


@dataclass(frozen=True, slots=True)
class Facts:
    """One person as the guard sees them.

    names      people she or he asked to be kept apart from
    known_as   people who are named for another reason: a spouse, a co-author
    feared     `names`, and those known as an uncommon name, whom a surname alone points at
    renamed    whom of them she or he says to be called otherwise by now
    surnames   capital words in any answer that may be a surname by themselves
    request    the keep-apart answer; empty when it names nobody
    boards     what one of two people may stand before: a mentee sits for it, or depends on it, or
               refuses such people; a mentor examines for it, decides for it, or is such a person
    lines      what reaches this person, folded; see lines.py
    told       the answers that a person of the team decides by; see domain/decisions.py
    """

    key: str
    side: Side
    name: str
    own_keys: frozenset[str]
    workplace: str
    resolution: Resolution
    asked_for_workplace: bool
    ties: tuple[Tie, ...]
    names: frozenset[str]
    known_as: frozenset[str]
    feared: frozenset[str]
    renamed: frozenset[str]
    surnames: frozenset[str]
    request: str
    boards: frozenset[str]
    lines: frozenset[str]
    specialties: frozenset[str]
    place: str
    unclear: frozenset[Unclear]
    told: str


def facts_of(
    person: Mentee | Mentor, *, register: Register, former_years: int, this_year: int | None
) -> Facts:
    """Everything that the answers of one person tell the guard."""
    resolution = register.resolve(person.workplace, near=person.place)
    name = _name_of(person)
    reading = Reading()
    for text, voice in _texts(person):
        reading |= read(text, voice, register=register, this_year=this_year)
    ties = (*_working_ties(person, resolution, register=register), *reading.ties)
    return Facts(
        key=person.key,
        side=person.side,
        name=name,
        own_keys=name_keys(name),
        workplace=person.workplace,
        resolution=resolution,
        asked_for_workplace=person.has_column(Field.WORKPLACE) or bool(person.workplace),
        ties=tuple(dict.fromkeys(t for t in ties if _counts(t, former_years, this_year))),
        names=reading.names,
        known_as=reading.known_as | _kin_of_one_name(name, reading),
        feared=reading.names | frozenset(filter(has_rare_surname, reading.known_as)),
        renamed=_renamed(person, reading),
        surnames=reading.surnames | _of_the_family(person, reading),
        request="" if says_nobody(person.keep_apart) else person.keep_apart,
        boards=_boards(person, reading) | _standing_before(person),
        lines=lines_of(person),
        specialties=frozenset(person.specialties) - {"other"},
        place=plain(person.place).strip(),
        unclear=_unclear(person, reading),
        told=telling_words(person),
    )


def _texts(person: Mentee | Mentor) -> Iterable[tuple[str, Voice]]:
    yield _kept_apart(person), Voice.KEEP_APART
    yield person.department, Voice.DEPARTMENT
    own = Voice.MENTOR_WORDS if isinstance(person, Mentor) else Voice.MENTEE_WORDS
    yield person.words, own
    yield person.anything_else, own
    if isinstance(person, Mentor):
        yield person.roles, Voice.ROLES
        yield person.preference, own
    else:
        yield person.contact, own


def _kept_apart(person: Mentee | Mentor) -> str:
    """The keep-apart answer; a medical student's own school is where she is now."""
    if person.stage in _MEDICAL_STUDENT:
        return re.sub(r"med(?:ical)? school", "school", person.keep_apart, flags=re.IGNORECASE)
    return person.keep_apart


def _working_ties(
    person: Mentee | Mentor, resolution: Resolution, *, register: Register
) -> Iterable[Tie]:
    for name in sorted(resolution.known):
        yield Tie(name, Bond.WORKS)
    for name in resolution.perhaps:
        yield Tie(name, Bond.WORKS, certain=False)
    for address in sorted(addresses_of(person)):
        if domain := register.of_domain(address):
            yield Tie(domain, Bond.WORKS)


def _counts(tie: Tie, former_years: int, this_year: int | None) -> bool:
    """False for a past that is longer ago than the policy counts."""
    if tie.until is None or this_year is None:
        return True
    return this_year - tie.until <= former_years


def _of_the_family(person: Mentee | Mentor, reading: Reading) -> frozenset[str]:
    """The writer's own surname, where somebody close is spoken of whom nobody can place yet."""
    names = person.name.split(",")[0].split()
    return frozenset(names[-1:]) if Unclear.RELATIVE in reading.unclear else frozenset()


def _boards(person: Mentee | Mentor, reading: Reading) -> frozenset[str]:
    if isinstance(person, Mentor):
        texts = person.roles, person.keep_apart, person.words, person.anything_else
        return frozenset[str]().union(*(examined_by(text, person.specialties) for text in texts))
    said = frozenset[str]().union(*(boards_in(t) for t in (person.words, person.anything_else)))
    return reading.boards | said | sits_for(person.specialties, person.stage)


def _standing_before(person: Mentee | Mentor) -> frozenset[str]:
    refused = standing_before(person) | committees_before(person)
    return refused | bodies_before(person) | licences_before(person)


def _name_of(person: Mentee | Mentor) -> str:
    """The name to compare: as it was written where it also tells how she used to be called."""
    written = person.said(Field.NAME)
    return written if former_keys(written) - former_keys(person.name) else person.name


def _kin_of_one_name(name: str, reading: Reading) -> frozenset[str]:
    """Relatives named by the given name alone, with the surname that they may share."""
    family = surname_of(name)
    return frozenset(f"{given} {family}" for given in reading.kin if family)


def _renamed(person: Mentee | Mentor, reading: Reading) -> frozenset[str]:
    changed = RENAMED.search(" ".join(words_of(person.keep_apart)))
    return reading.names if changed else frozenset()


def _unclear(person: Mentee | Mentor, reading: Reading) -> frozenset[Unclear]:
    unclear = set(reading.unclear)
    if any(tie.bond is Bond.FORMER for tie in reading.ties):
        unclear.discard(Unclear.WHERE)
    asks = any(
        ASKS_APART.search(" ".join(words_of(t))) for t in (person.words, person.anything_else)
    )
    if isinstance(person, Mentor) and not reading.ties:
        aside = " ".join(words_of(person.anything_else))
        unclear |= {Unclear.WHERE} if LEAVING.search(aside) else set()
    if asks and says_nobody(person.keep_apart) and not (reading.names or reading.ties):
        unclear.add(Unclear.WHOM)
    return frozenset(unclear)
