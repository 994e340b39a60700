"""What is on a sheet, brought in: profiles, who takes part, lines of the register; each noted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.people import Mentee, Mentor, Side
from mentorship.intake.people import ReadPerson
from mentorship.models.profile import Profile
from mentorship.models.round import ImportedRow, Institution, Round, RowOutcome, SheetImport
from mentorship.services.guests import Guests, as_earlier_sign_up, busy_elsewhere
from mentorship.services.institutions import add_lines
from mentorship.services.joining import Joining, ids_in_round
from mentorship.services.known_people import KnownPeople
from mentorship.services.look_requests import ask_for_looks_everywhere
from mentorship.services.sheet_reading import SignUps
from mentorship.services.sight import is_hidden, seeing_everybody

# Whom a row speaks of, what became of it, and what changed: field → [before, now].
Brought = tuple[Profile, RowOutcome, dict[str, list[str]], int | None]
_COUNTED = (RowOutcome.NEW, RowOutcome.UPDATED, RowOutcome.UNCHANGED)


def bring_sign_ups(
    session: Session, round_: Round, sheet_import: SheetImport, found: SignUps, *, now: datetime
) -> dict[str, int]:
    """Everybody on the sheet takes part, and whoever asks to be out is out."""
    with seeing_everybody(session):
        known = KnownPeople(session, found.columns.side, first=ids_in_round(session, round_))
        brought = [_bring_person(session, known, person, now=now) for person in found.people]
        _join_and_note(session, round_, sheet_import, brought, now=now)
        # After the others: whoever signed up again later on this sheet has been found already.
        for leaver in found.leaving:
            for profile in known.withdraw(leaver, now=now):
                _note(session, sheet_import, profile.id, RowOutcome.WITHDRAWN)
    return _counts(session, brought)


def bring_guests(
    session: Session, round_: Round, sheet_import: SheetImport, guests: Guests, *, now: datetime
) -> dict[str, int]:
    """Guests who asked to take part and are on no list yet; they wait until they agree."""
    with seeing_everybody(session):
        known = {side: KnownPeople(session, side) for side in Side}
        busy = busy_elsewhere(session, round_)
        brought = [
            _bring_guest(session, known[read.person.side], read, busy=busy, now=now)
            for read in guests.people
        ]
        _join_and_note(session, round_, sheet_import, brought, now=now)
    return _counts(session, brought)


def bring_lines(
    session: Session,
    sheet_import: SheetImport,
    lines: Sequence[Mapping[str, str]],
    *,
    now: datetime,
) -> dict[str, int]:
    """These lines stand in the register; those that stood there before are kept for an undo."""
    names = {line.get("name", "").strip() for line in lines} - {""}
    before = _standing_lines(session, names)
    count = add_lines(session, lines, now=now)
    after = _standing_lines(session, names)
    sheet_import.findings = {
        **sheet_import.findings,
        "register": {name: [before.get(name), after[name]] for name in sorted(names)},
    }
    ask_for_looks_everywhere(session, now=now)
    return {"lines": count}


def _bring_person(
    session: Session, known: KnownPeople, person: Mentee | Mentor, *, now: datetime
) -> Brought:
    profile = known.find(person)
    if profile is None:
        return known.add(person, now=now), RowOutcome.NEW, {}, person.row
    if is_hidden(session, profile.id):
        # A sheet changes nothing about somebody whom its sender must not know of: her workplace
        # on it could bring her into sight.
        known.keep_further_apart(profile, person, now=now)
        return profile, RowOutcome.UNCHANGED, {}, person.row
    changes = known.update(profile, person, now=now)
    outcome = RowOutcome.UPDATED if changes else RowOutcome.UNCHANGED
    return profile, outcome, changes, person.row


def _bring_guest(
    session: Session, known: KnownPeople, read: ReadPerson, *, busy: frozenset[str], now: datetime
) -> Brought:
    """She waits under her sign-up of an earlier round, unless that one is at work elsewhere."""
    profile = known.find(read.person)
    if profile is None or profile.id in busy:
        return known.add(read.person, now=now), RowOutcome.NEW, {}, None
    if is_hidden(session, profile.id):
        return profile, RowOutcome.UNCHANGED, {}, None
    changes = known.ask_again(profile, as_earlier_sign_up(read.person), now=now)
    return profile, RowOutcome.UPDATED, changes, None


def _join_and_note(
    session: Session,
    round_: Round,
    sheet_import: SheetImport,
    brought: Iterable[Brought],
    *,
    now: datetime,
) -> None:
    session.flush()
    joining = Joining(session, round_)
    for profile, outcome, changes, row in brought:
        joined = joining.join(profile, now=now, sheet_row=row)
        if joined or outcome is not RowOutcome.UNCHANGED:
            noted = _note(session, sheet_import, profile.id, outcome, joined=joined)
            noted.changes, noted.sheet_row = dict(changes), row
    session.flush()


def _note(
    session: Session,
    sheet_import: SheetImport,
    profile_id: str,
    outcome: RowOutcome,
    *,
    joined: bool = False,
) -> ImportedRow:
    """What this sheet did to one profile, so that it can be undone."""
    noted = ImportedRow(
        import_id=sheet_import.id,
        profile_id=profile_id,
        outcome=outcome,
        joined=joined,
        changes={},
        sheet_row=None,
    )
    session.add(noted)
    return noted


def _counts(session: Session, brought: Sequence[Brought]) -> dict[str, int]:
    """How many were new, updated, unchanged; whoever is hidden counts as new, as if not here."""
    outcomes = [
        RowOutcome.NEW if is_hidden(session, profile.id) else outcome
        for profile, outcome, _, _ in brought
    ]
    return {outcome.value: outcomes.count(outcome) for outcome in _COUNTED}


def _standing_lines(session: Session, names: set[str]) -> dict[str, dict[str, str]]:
    return {
        one.name: dict(one.line)
        for one in session.scalars(select(Institution))
        if one.name in names
    }
