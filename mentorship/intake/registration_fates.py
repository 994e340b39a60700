"""What becomes of every line of a conference's registrations, in words for the coordinator."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mentorship.domain.people import Mentee, Mentor, Side
from mentorship.intake.attendance import (
    NOT_AGREED_YET,
    Presence,
    There,
    read_as,
    sides_wanted,
)
from mentorship.intake.registrations import Registration, Status, Wish


class Outcome(StrEnum):
    """What became of a registration."""

    ALREADY = "already signed up"
    PERHAPS = "perhaps already signed up"
    HELD = "asked to take part, and waits for the form"
    NOTHING_ASKED = "did not ask to take part"
    UNCLEAR = "not clear"
    NOT_COMING = "not coming"
    GROUP = "a booking for several"
    REPEATED = "registered more than once"


@dataclass(frozen=True, slots=True)
class Fate:
    """One line of the list, or one of its cells when `column` names it, accounted for."""

    sheet: str
    row: int
    outcome: Outcome
    problem: str
    fix: str
    column: str = ""


_NOTHING = "Nothing needs to be done."
_GONE = {
    Status.REFUNDED: "The ticket was refunded, so nobody was brought in.",
    Status.CANCELLED: "The ticket was cancelled, so nobody was brought in.",
    Status.TRANSFERRED: "The ticket was given to somebody else, so nobody was brought in.",
    Status.NOT_COMING: "This guest is not attending, so nobody was brought in.",
}
_SEND_FORM = "Send the sign-up form of the {}, so that this person can decide about taking part."


def fates_of(presences: Iterable[Presence], people: Iterable[Mentee | Mentor]) -> tuple[Fate, ...]:
    """Every registration accounted for, in its order; cells that were not read come after it.

    people   the same lists that the presences were found on
    """
    by_key = {person.key: person for person in people}
    return tuple(
        fate
        for presence in presences
        for fate in (_fate(presence, by_key), *_unread_cells(presence))
    )


def _fate(presence: Presence, people: Mapping[str, Mentee | Mentor]) -> Fate:
    one = presence.registration
    if one.status in _GONE:
        return _gone(presence, people)
    if one.is_group:
        return _of(
            one,
            Outcome.GROUP,
            "This line stands for guests whom it does not name, so nobody was brought in.",
            "Ask whoever booked to send the sign-up form on to each guest.",
        )
    if presence.repeated_by is not None:
        return _of(
            one,
            Outcome.REPEATED,
            f"The same person as row {presence.repeated_by.row}, which counts.",
            _NOTHING,
        )
    if presence.there is not There.NO:
        return _on_the_lists(presence, people)
    return _not_yet(presence)


def _of(one: Registration, outcome: Outcome, problem: str, fix: str) -> Fate:
    return Fate(one.sheet, one.row, outcome, problem, fix)


def _gone(presence: Presence, people: Mapping[str, Mentee | Mentor]) -> Fate:
    fix = _NOTHING
    if presence.there is There.YES:
        where = _where(presence, people)
        fix = f"The sign-up of the same person ({where}) stands. {_NOTHING}"
    one = presence.registration
    return _of(one, Outcome.NOT_COMING, _GONE[one.status], fix)


def _on_the_lists(presence: Presence, people: Mapping[str, Mentee | Mentor]) -> Fate:
    one, where = presence.registration, _where(presence, people)
    if presence.there is There.ASK:
        return _of(
            one,
            Outcome.PERHAPS,
            f"Perhaps the same person as {where}. For: {_said(presence.evidence_for)} "
            f"Against: {_said(presence.evidence_against)}",
            "Ask, or compare the two. Until then nobody was brought in from this line.",
        )
    wanted = _not_yet_stood_on(presence, people)
    fix = _NOTHING
    if wanted:
        fix = f"Here the wish is also to {' and to '.join(wanted)}. Ask, and send that form."
    return _of(
        one,
        Outcome.ALREADY,
        f"Already signed up: {where}. For: {_said(presence.evidence_for)}",
        fix,
    )


def _said(evidence: Iterable[str]) -> str:
    return " ".join(evidence) or "nothing."


def _where(presence: Presence, people: Mapping[str, Mentee | Mentor]) -> str:
    """Words for the sign-ups that are hers: "mentees row 12"."""
    return " and ".join(_place(people[key]) for key in presence.people)


def _place(person: Mentee | Mentor) -> str:
    return f"{person.side}s row {person.row}" if person.row else f"a {person.side} without a row"


def _not_yet_stood_on(presence: Presence, people: Mapping[str, Mentee | Mentor]) -> list[str]:
    stood_on = {people[key].side for key in presence.people}
    asked = {Side.MENTEE: Wish.FIND.value, Side.MENTOR: Wish.BE.value}
    return [asked[side] for side in sides_wanted(presence.registration) if side not in stood_on]


def _not_yet(presence: Presence) -> Fate:
    one = presence.registration
    if one.wish is Wish.NEITHER:
        return _of(one, Outcome.NOTHING_ASKED, "Did not ask for a mentor or to be one.", _NOTHING)
    if one.wish is Wish.UNREAD:
        return _of(
            one,
            Outcome.UNCLEAR,
            "The answer about mentoring is neither a clear yes nor a clear no.",
            "Ask what was meant. Nobody was brought in from this line.",
        )
    if one.status is Status.UNREAD:
        return _of(
            one,
            Outcome.UNCLEAR,
            "It is not clear whether this ticket counts, so nobody was brought in.",
            "Look at the ticket. If it counts, write Attending into the status.",
        )
    if presence.shares_address:
        return _of(
            one,
            Outcome.GROUP,
            "Several guests of different names share this address, so it may be the buyer's and "
            "nobody was brought in.",
            "Ask for the guest's own address. Do not write about mentoring to the given one.",
        )
    forms = " and of the ".join(f"{side}s" for side in sides_wanted(one))
    return _of(one, Outcome.HELD, NOT_AGREED_YET, _SEND_FORM.format(forms))


def _unread_cells(presence: Presence) -> Iterator[Fate]:
    """What could not be read as written of somebody who waits, once for each cell."""
    if not presence.comes_new:
        return
    one = presence.registration
    problems = {
        problem.column: problem
        for side in sides_wanted(one)
        for problem in read_as(one, side, key=one.key).problems
    }
    for column, problem in problems.items():
        yield Fate(one.sheet, one.row, Outcome.HELD, problem.problem, problem.fix, column)
