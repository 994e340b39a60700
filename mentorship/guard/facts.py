"""What the guard knows of one person, read once from every answer that may matter."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mentorship.domain.people import Field, Mentee, Mentor, Side
from mentorship.guard.boards import boards_in, examined_by, sits_for
from mentorship.guard.institutions import Register, Resolution
from mentorship.guard.names import name_keys
from mentorship.guard.phrases import ASKS_APART, LEAVING
from mentorship.guard.silence import says_nobody
from mentorship.guard.spelling import plain, words_of
from mentorship.guard.statements import Reading, Unclear, Voice, read
from mentorship.guard.ties import Bond, Tie

_MEDICAL_STUDENT = frozenset({"ms12", "ms34", "mdphd"})
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A number without its area: many share one, so it is only worth a question.
LOCAL = "local "
_LOCAL_PHONE = re.compile(r"(?<!\d)\d{3}[ .-]?\d{4}(?!\d)")
_PHONE = re.compile(r"\+?\d[\d ().-]{7,}\d")


@dataclass(frozen=True, slots=True)
class Facts:
    """One person as the guard sees them.

    names      people she or he asked to be kept apart from
    known_as   people who are named for another reason: a spouse, a co-author
    surnames   capital words in any answer that may be a surname by themselves
    request    the keep-apart answer; empty when it names nobody
    boards     a mentee sits for these, a mentor examines for these
    lines      e-mail addresses and telephone numbers, folded, that reach this person
    """

    key: str
    side: Side
    name: str
    own_keys: frozenset[str]
    resolution: Resolution
    asked_for_workplace: bool
    ties: tuple[Tie, ...]
    names: frozenset[str]
    known_as: frozenset[str]
    surnames: frozenset[str]
    request: str
    boards: frozenset[str]
    lines: frozenset[str]
    specialties: frozenset[str]
    place: str
    unclear: frozenset[Unclear]


def facts_of(
    person: Mentee | Mentor, *, register: Register, former_years: int, this_year: int | None
) -> Facts:
    """Everything that the answers of one person tell the guard."""
    resolution = register.resolve(person.workplace, near=person.place)
    reading = Reading()
    for text, voice in _texts(person):
        reading |= read(text, voice, register=register, this_year=this_year)
    ties = (*_working_ties(person, resolution, register=register), *reading.ties)
    return Facts(
        key=person.key,
        side=person.side,
        name=person.name,
        own_keys=name_keys(person.name),
        resolution=resolution,
        asked_for_workplace=person.has_column(Field.WORKPLACE) or bool(person.workplace),
        ties=tuple(dict.fromkeys(t for t in ties if _counts(t, former_years, this_year))),
        names=reading.names,
        known_as=reading.known_as,
        surnames=reading.surnames,
        request="" if says_nobody(person.keep_apart) else person.keep_apart,
        boards=_boards(person, reading),
        lines=_lines(person),
        specialties=frozenset(person.specialties) - {"other"},
        place=plain(person.place).strip(),
        unclear=_unclear(person, reading),
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
    for address in sorted(_addresses(person)):
        if domain := register.of_domain(address):
            yield Tie(domain, Bond.WORKS)


def _counts(tie: Tie, former_years: int, this_year: int | None) -> bool:
    """False for a past that is longer ago than the policy counts."""
    past = tie.bond is Bond.FORMER and tie.until is not None and this_year is not None
    return not past or this_year - tie.until <= former_years  # type: ignore[operator]


def _boards(person: Mentee | Mentor, reading: Reading) -> frozenset[str]:
    if isinstance(person, Mentor):
        texts = person.roles, person.keep_apart, person.words, person.anything_else
        return frozenset[str]().union(*(examined_by(text) for text in texts))
    said = frozenset[str]().union(*(boards_in(t) for t in (person.words, person.anything_else)))
    return reading.boards | said | sits_for(person.specialties, person.stage)


def _addresses(person: Mentee | Mentor) -> frozenset[str]:
    texts = [person.email, person.anything_else]
    texts += [person.contact] if isinstance(person, Mentee) else []
    return frozenset(found.casefold() for text in texts for found in _ADDRESS.findall(text))


def _lines(person: Mentee | Mentor) -> frozenset[str]:
    texts = [person.phone, person.contact if isinstance(person, Mentee) else person.anything_else]
    digits = {re.sub(r"\D", "", found) for text in texts for found in _PHONE.findall(text)}
    # Without the country: the same number is written with and without it.
    numbers = {number[-10:] for number in digits if len(number) >= 10}
    digits |= {re.sub(r"\D", "", found) for text in texts for found in _LOCAL_PHONE.findall(text)}
    local = {f"{LOCAL}{number[-7:]}" for number in digits if len(number) >= 7}
    return frozenset(numbers | local) | {_one_mailbox(address) for address in _addresses(person)}


def _one_mailbox(address: str) -> str:
    mailbox, _, domain = address.partition("@")
    return f"{mailbox.partition('+')[0].replace('.', '')}@{domain}"


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
