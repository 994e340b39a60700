"""A sheet taken back as a whole: for thirty days, and as long as nobody on it was asked."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select
from sqlalchemy.orm import Session, aliased

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import MatchState, RoundState
from mentorship.models.account import Account
from mentorship.models.audit import Verb
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import (
    ImportedRow,
    ImportState,
    Institution,
    Participation,
    Round,
    RowOutcome,
    SheetImport,
    SheetKind,
)
from mentorship.services.audit import record
from mentorship.services.look_requests import ask_for_looks_everywhere
from mentorship.services.sight import seeing_everybody, sight_of
from mentorship.services.turns import take_turns
from mentorship.services.vetting import no_longer_vouch

DAYS_TO_UNDO = 30
# Nobody outside the team knows of a pair in one of these.
_UNTOLD = (
    MatchState.PROPOSED,
    MatchState.HELD,
    MatchState.CONFIRMED,
    MatchState.SET_ASIDE,
)
_TOO_LATE = "This sheet cannot be undone any more: that is possible for thirty days."
_BY_A_COLLEAGUE = (
    "Once pairs are proposed, a sheet is undone by a colleague who works for the programme only."
)
_BEFORE_PAIRS = (RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED)
_NOT_IN = "This sheet is not brought in, so there is nothing to undo."


@dataclass(frozen=True, slots=True)
class Undoing:
    """What taking a sheet back would mean, in numbers of people (or lines of the register).

    gone      came with the sheet and are forgotten
    leaving   were known from before, and no longer take part in this round
    changed   stay, with the answers from before the sheet
    back      had asked on the sheet to be out, and take part again
    kept      came with the sheet and have taken over their sign-up since: it is theirs
    pairs     proposed pairs that nobody was told of, and that go with them
    lines     lines of the register that are as they were
    """

    gone: int = 0
    leaving: int = 0
    changed: int = 0
    back: int = 0
    kept: int = 0
    pairs: int = 0
    lines: int = 0


def can_be_undone(sheet_import: SheetImport, *, now: datetime) -> bool:
    """True while a coordinator may still take this sheet back."""
    until = undo_until(sheet_import)
    return until is not None and now <= until


def undo_until(sheet_import: SheetImport) -> datetime | None:
    """The moment up to which a sheet can be undone; None for one that is not in."""
    brought_in = sheet_import.brought_in_at
    if sheet_import.state is not ImportState.BROUGHT_IN or brought_in is None:
        return None
    return brought_in + timedelta(days=DAYS_TO_UNDO)


def undoing(session: Session, sheet_import: SheetImport, *, now: datetime) -> Undoing:
    """What undoing this sheet would mean. Raises Refused when it cannot be undone, and why."""
    _refuse_once_it_matters(session, sheet_import)
    if not can_be_undone(sheet_import, now=now):
        raise Refused(_TOO_LATE if sheet_import.state is ImportState.BROUGHT_IN else _NOT_IN)
    if sheet_import.kind is SheetKind.INSTITUTIONS:
        return Undoing(lines=len(sheet_import.findings.get("register", ())))
    # Nobody is undone from under a letter, seen or not.
    with seeing_everybody(session):
        _refuse_after_later_sheets(session, sheet_import)
        _refuse_after_letters(session, sheet_import)
    found: Counter[str] = Counter()
    for row, profile in _rows(session, sheet_import):
        found[_becomes(row, profile, sheet_import)] += 1
    pairs = select(func.count()).select_from(Match).where(_pairs_of(sheet_import))
    return Undoing(**found, pairs=session.scalar(pairs) or 0)


def undo_import(session: Session, sheet_import: SheetImport, *, by: Account, now: datetime) -> None:
    """Everything is as it was before the sheet came in.

    Whoever came new with it is gone, unless she has taken over her sign-up: then it is hers. An
    answer that somebody changed after the sheet stays as she left it.
    Raises Refused, and changes nothing, when it is too late, when a later sheet speaks of the
    same people, or when somebody on it has been asked about a pair.
    """
    take_turns(session, sheet_import)
    undoing(session, sheet_import, now=now)
    if sheet_import.kind is SheetKind.INSTITUTIONS:
        _restore_register(session, sheet_import, now=now)
    else:
        with seeing_everybody(session):
            _undo_people(session, sheet_import)
            no_longer_vouch(session, sheet_import)
    # Nothing of the sheet is needed any more: only what it was about stays, for the list.
    session.execute(delete(ImportedRow).where(ImportedRow.import_id == sheet_import.id))
    sheet_import.content, sheet_import.findings, sheet_import.corrections = b"", {}, {}
    sheet_import.state, sheet_import.undone_at = ImportState.UNDONE, now
    session.flush()
    ask_for_looks_everywhere(session, now=now)
    record(session, by=by, verb=Verb.UNDO_IMPORT, subject=sheet_import.id, now=now)


def _refuse_once_it_matters(session: Session, sheet_import: SheetImport) -> None:
    """Whether a sheet can still be undone depends on everybody's pairs, also on hidden ones."""
    sight = sight_of(session)
    round_ = session.get_one(Round, sheet_import.round_id)
    if sight is not None and sight.works_somewhere and round_.state not in _BEFORE_PAIRS:
        raise Refused(_BY_A_COLLEAGUE)


def forget_old_sheets(session: Session, *, now: datetime) -> int:
    """What can no longer be undone is no longer kept: the file, the findings, the words before.

    A sheet that was looked through and never brought in is put away after the same time.
    """
    long_ago = now - timedelta(days=DAYS_TO_UNDO)
    old = session.scalars(
        select(SheetImport).where(
            or_(
                SheetImport.brought_in_at < long_ago,
                and_(SheetImport.state == ImportState.DRY_RUN, SheetImport.uploaded_at < long_ago),
            ),
            SheetImport.wiped_at.is_(None),
        )
    ).all()
    for sheet_import in old:
        session.execute(delete(ImportedRow).where(ImportedRow.import_id == sheet_import.id))
        sheet_import.content, sheet_import.findings, sheet_import.corrections = b"", {}, {}
        sheet_import.wiped_at = now
        if sheet_import.state is ImportState.DRY_RUN:
            sheet_import.state = ImportState.DISCARDED
    return len(old)


def _rows(session: Session, sheet_import: SheetImport) -> list[tuple[ImportedRow, Profile]]:
    """What the sheet did to whom. Whoever was deleted since has no row any more."""
    rows = session.execute(
        select(ImportedRow, Profile)
        .join(Profile, Profile.id == ImportedRow.profile_id)
        .where(ImportedRow.import_id == sheet_import.id)
    )
    return [(row, profile) for row, profile in rows]


def _becomes(row: ImportedRow, profile: Profile, sheet_import: SheetImport) -> str:
    """Which number of `Undoing` somebody counts in."""
    if row.outcome is RowOutcome.WITHDRAWN:
        return "back" if profile.withdrawn_at == sheet_import.brought_in_at else "kept"
    if row.joined and profile.account_id is not None:
        return "kept"
    if row.outcome is RowOutcome.NEW:
        return "gone"
    return "leaving" if row.joined else "changed"


def _going(sheet_import: SheetImport) -> Select[str]:
    """The ids of all who would leave the round with the sheet."""
    return (
        select(ImportedRow.profile_id)
        .join(Profile, Profile.id == ImportedRow.profile_id)
        .where(
            ImportedRow.import_id == sheet_import.id,
            ImportedRow.joined,
            Profile.account_id.is_(None),
        )
    )


def _pairs_of(sheet_import: SheetImport) -> ColumnElement[bool]:
    going = _going(sheet_import)
    return and_(
        Match.round_id == sheet_import.round_id,
        or_(Match.mentee_id.in_(going), Match.mentor_id.in_(going)),
    )


def _refuse_after_later_sheets(session: Session, sheet_import: SheetImport) -> None:
    theirs = aliased(ImportedRow)
    later = session.scalar(
        select(SheetImport.id)
        .join(theirs, theirs.import_id == SheetImport.id)
        .join(ImportedRow, ImportedRow.profile_id == theirs.profile_id)
        .where(
            ImportedRow.import_id == sheet_import.id,
            theirs.id > ImportedRow.id,
            SheetImport.id != sheet_import.id,
            SheetImport.state == ImportState.BROUGHT_IN,
        )
        .limit(1)
    )
    if later is not None:
        raise Refused(
            "A sheet that came in later speaks of the same people. Undo that one first; then this "
            "one can follow."
        )


def _refuse_after_letters(session: Session, sheet_import: SheetImport) -> None:
    """Nobody's sign-up vanishes from under a letter that has left."""
    told = session.scalar(
        select(Match.id)
        .where(
            _pairs_of(sheet_import),
            # A pair on hold may have been asked before.
            or_(Match.state.not_in(_UNTOLD), Match.asked_at.is_not(None)),
        )
        .limit(1)
    )
    if told is not None:
        raise Refused(
            "Somebody on this sheet has been asked about a pair already, so the sheet cannot be "
            "undone as a whole. Single people can be taken out of the round."
        )


def _undo_people(session: Session, sheet_import: SheetImport) -> None:
    rows = _rows(session, sheet_import)
    session.execute(delete(Match).where(_pairs_of(sheet_import)))
    session.execute(
        delete(Participation).where(
            Participation.round_id == sheet_import.round_id,
            Participation.profile_id.in_(_going(sheet_import)),
        )
    )
    for row, profile in rows:
        becomes = _becomes(row, profile, sheet_import)
        if becomes == "gone":
            session.delete(profile)
        elif becomes == "back":
            profile.withdrawn_at = None
        elif row.changes:
            _restore(profile, row)
    session.flush()


def _restore(profile: Profile, row: ImportedRow) -> None:
    """The words from before, where what the sheet said still stands."""
    restored = {
        field: before
        for field, (before, after) in row.changes.items()
        if profile.answers.get(field, "") == after
    }
    profile.answers = {**profile.answers, **restored}


def _restore_register(session: Session, sheet_import: SheetImport, *, now: datetime) -> None:
    """The lines that stood in the register before, and none that came with the sheet.

    A line that somebody changed since stays: what was decided about it is not forgotten.
    """
    changes = sheet_import.findings.get("register", {})
    for standing in session.scalars(select(Institution)).all():
        before, after = changes.get(standing.name, (None, None))
        if after is None or standing.line != after:
            continue
        if before is None:
            session.delete(standing)
        else:
            standing.line, standing.changed_at = dict(before), now
    session.flush()
    ask_for_looks_everywhere(session, now=now)
