"""Who of a conference's registrations is already on the lists, and who is still to be asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from mentorship.domain.people import Field, Mentee, Mentor, Side
from mentorship.intake.duplicates import Likeness, Verdict, find_same
from mentorship.intake.people import ReadPerson, mentee_from_answers, mentor_from_answers
from mentorship.intake.registration_columns import Asked
from mentorship.intake.registrations import Registration, Status
from mentorship.intake.text import fold

NOT_AGREED_YET = "Registered at the conference; has not filled in the form or agreed yet."
_SAID_AS = {
    Field.EMAIL: Asked.EMAIL,
    Field.WORKPLACE: Asked.COMPANY,
    Field.SPECIALTY: Asked.FIELD,
    Field.STAGE: Asked.JOB_TITLE,
}
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


class There(StrEnum):
    """Whether the human being behind a registration already signed up."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Presence:
    """What is known about one registration beside the people who signed up.

    people           keys of the sign-ups that are hers (YES) or may be (ASK); none for NO
    repeated_by      another line of hers, which stands for this one; None when this one stands
    shares_address   True when another line gives the same address under another name
    evidence_for, evidence_against   sentences for the coordinator, which quote nobody
    """

    registration: Registration
    there: There
    people: tuple[str, ...] = ()
    repeated_by: Registration | None = None
    shares_address: bool = False
    evidence_for: tuple[str, ...] = ()
    evidence_against: tuple[str, ...] = ()

    @property
    def comes_new(self) -> bool:
        """True for somebody who comes, asked to take part and is on no list yet."""
        one = self.registration
        free = not (one.is_group or self.shares_address or self.repeated_by)
        wants = one.wish.asks or one.wish.offers
        return free and wants and one.status is Status.COMING and self.there is There.NO


def who_is_there(
    registrations: Sequence[Registration], people: Sequence[Mentee | Mentor]
) -> tuple[Presence, ...]:
    """For each registration, in its order, whether that human being already signed up.

    people   everybody on both lists; no key of theirs may be a registration's
    """
    lines = {one.key: one for one in registrations}
    guests = [_as_person(one) for one in registrations if not one.is_group]
    found: dict[str, list[tuple[str, Likeness]]] = {}
    for likeness in find_same((*people, *guests)):
        found.setdefault(likeness.first, []).append((likeness.second, likeness))
        found.setdefault(likeness.second, []).append((likeness.first, likeness))
    return tuple(_presence(one, found.get(one.key, []), lines=lines) for one in registrations)


def _as_person(one: Registration) -> Mentee | Mentor:
    """The registration as a sign-up, so that it can be laid beside others."""
    return replace(read_as(one, Side.MENTEE, key=one.key).person, stated_at=one.ordered_at)


def _presence(
    one: Registration, found: Iterable[tuple[str, Likeness]], *, lines: Mapping[str, Registration]
) -> Presence:
    beside = [(lines[key], like) for key, like in found if key in lines]
    signed_up = [(key, like) for key, like in found if key not in lines]
    sure = [pair for pair in signed_up if pair[1].verdict is Verdict.YES]
    there = There.YES if sure else There.ASK if signed_up else There.NO
    evidence = [like for _, like in sure or signed_up]
    return Presence(
        one,
        there,
        people=tuple(sorted(key for key, _ in sure or signed_up)),
        repeated_by=_repeated_by(one, beside),
        shares_address=any(
            like.verdict is Verdict.ASK and one.email and other.email == one.email
            for other, like in beside
        ),
        evidence_for=_once(said for like in evidence for said in like.evidence_for),
        evidence_against=_once(said for like in evidence for said in like.evidence_against),
    )


def _repeated_by(
    one: Registration, beside: Iterable[tuple[Registration, Likeness]]
) -> Registration | None:
    """The line that stands for her: the latest one on which she comes and answered."""
    hers = [other for other, like in beside if like.verdict is Verdict.YES]
    stands = max((one, *hers), key=_weight)
    return None if stands is one else stands


def _weight(one: Registration) -> tuple[bool, bool, datetime, int]:
    comes = one.status is Status.COMING
    return comes, bool(one.wish_words), one.ordered_at or _LONG_AGO, one.row


def _once(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said))


def newcomers(presences: Iterable[Presence]) -> tuple[ReadPerson, ...]:
    """Those who are on no list and asked to find or be a mentor, as people to be held.

    Nobody here has agreed to anything: `agreed` is False and `doubt` says what is still missing.
    Who asked for both stands here twice, once for each side. They have no row on either list.
    """
    return tuple(
        _held(presence.registration, side)
        for presence in presences
        if presence.comes_new
        for side in sides_wanted(presence.registration)
    )


def sides_wanted(registration: Registration) -> tuple[Side, ...]:
    """The lists on which somebody asked to stand."""
    asks, offers = registration.wish.asks, registration.wish.offers
    return (Side.MENTEE,) * asks + (Side.MENTOR,) * offers


def _held(one: Registration, side: Side) -> ReadPerson:
    read = read_as(one, side, key=f"{one.key}:{side}")
    # The problems of her cells are told with the registration, which has the row.
    return ReadPerson(replace(read.person, stated_at=one.ordered_at), doubt=NOT_AGREED_YET)


def read_as(one: Registration, side: Side, *, key: str) -> ReadPerson:
    """The registration read as if it were a sign-up of one side."""
    reader = mentee_from_answers if side is Side.MENTEE else mentor_from_answers
    headings = {of: one.headings[asked] for of, asked in _SAID_AS.items() if asked in one.headings}
    return reader(key, None, answers_of(one, side), headings=headings)


def answers_of(one: Registration, side: Side) -> dict[Field, str]:
    """What the registration answers of one form; what it did not ask is no blank answer."""
    said = {
        Field.STATED_AT: one.ordered_words,
        Field.WORKPLACE: one.company,
        Field.SPECIALTY: one.specialty,
        Field.STAGE: one.job_title,
        # A title may say that somebody judges others, which the guard has to know.
        Field.ROLES: one.job_title if side is Side.MENTOR else "",
    }
    given = {of: words for of, words in said.items() if words}
    return {Field.EMAIL: one.email, Field.NAME: one.name, **given, Field.AGREEMENT: ""}


# What a registration answers of a form; whoever filled in the form itself answers more.
_ASKED_AT_THE_DOOR = frozenset(
    {Field.EMAIL, Field.NAME, Field.STATED_AT, Field.WORKPLACE, Field.SPECIALTY}
    | {Field.STAGE, Field.ROLES, Field.AGREEMENT}
)


def is_only_registered(answers: Mapping[Field, str]) -> bool:
    """True for somebody who registered for a conference and has not filled in the form.

    answers  one entry for every question that was asked, as in `Person`
    """
    return answers.keys() <= _ASKED_AT_THE_DOOR and not fold(answers.get(Field.AGREEMENT, "x"))
