"""Everything about somebody is deleted, at once, as far as the database goes.

What stays is said to her before: digests that nobody can be found by, the codes of the record,
and, for whoever was told of a pair with her, that there was one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account, Role, RoleName, SignIn
from mentorship.models.audit import Verb
from mentorship.models.base import new_handle
from mentorship.models.draft import Draft
from mentorship.models.letter import Letter
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.models.round import ImportedRow, Participation
from mentorship.services.audit import forget_reasons, record
from mentorship.services.decisions import told_by, told_keys
from mentorship.services.kept_apart import keep_apart_for_others
from mentorship.services.leaving import matches_of_profile, withdraw
from mentorship.services.look_requests import ask_for_looks_everywhere
from mentorship.services.passkeys import remove_all_passkeys
from mentorship.services.people import read_profile
from mentorship.services.retention import NOTHING_TO_SAY
from mentorship.services.sight import seeing_everybody
from mentorship.services.throttles import forget_attempts
from mentorship.services.tombstones import (
    TombstoneFile,
    address_stone,
    id_stone,
    note_stones,
    person_stone,
)
from mentorship.services.traces import (
    forget_in_lists,
    forget_in_register,
    forget_on_sheets,
)
from mentorship.services.whose import name_of, sign_ups_of_person


@dataclass(frozen=True, slots=True)
class Erased:
    """What is left to do outside the database.

    letters  the names under which letters of hers may lie in a folder of letters
    """

    people: int = 0
    letters: frozenset[str] = frozenset()

    def __add__(self, other: "Erased") -> "Erased":
        return Erased(self.people + other.people, self.letters | other.letters)


def erase(
    session: Session, account: Account, *, tombstones: TombstoneFile, now: datetime
) -> Erased:
    """Nothing of hers stands here any more, under whatever sign-up; the other side of a pair
    hears what it hears of any end.

    The tombstone is written before the rest is kept: a crash between the two deletes too much,
    never too little. An account of the team stays one, without anything else.
    """
    with seeing_everybody(session):
        gone = sign_ups_of_person(session, account)
        keys = _keys_of(session, gone)
        stones = dict.fromkeys(_stones(account, gone, keys) | _earlier_names(session, keys), now)
        tombstones.add(stones, now=now)
        note_stones(session, stones)
        return take_out(session, gone, account, now=now)


def _keys_of(session: Session, gone: Sequence[Profile]) -> dict[str, set[str]]:
    """For each sign-up: what it is found by on a sheet, and the address that she told the team."""
    told = told_keys(session)
    return {one.id: {one.email_key or "", told.get(one.id, one.email_key or "")} for one in gone}


def _stones(
    account: Account | None, gone: Sequence[Profile], keys_of: Mapping[str, set[str]]
) -> set[str]:
    keys = {key for found in keys_of.values() for key in found if key}
    keys |= {account.email_key} if account else set()
    # The account of somebody of the team stays, and must not be taken for one that came back.
    keys -= {account.email_key} if account and account.is_coordinator else set()
    return {
        *(id_stone(one.id) for one in gone),
        *(person_stone(key, name_of(one)) for one in gone for key in keys_of[one.id]),
        *(address_stone(key) for key in keys),
    }


def _earlier_names(session: Session, keys: Mapping[str, set[str]]) -> set[str]:
    """Stones for what sheets called her before: an older one calls her so again."""
    rows = session.scalars(select(ImportedRow).where(ImportedRow.profile_id.in_(keys)))
    return {
        person_stone(key, name)
        for row in rows
        for key in keys[row.profile_id]
        for name in row.changes.get(Field.NAME.value, ())
    }


def take_out(
    session: Session, gone: Sequence[Profile], account: Account | None, *, now: datetime
) -> Erased:
    """These sign-ups, and the account where there is one, are gone with all that is theirs."""
    ids, sides = [one.id for one in gone], sorted(one.side for one in gone)
    for profile in gone:
        withdraw(session, profile, now=now)
    erased = _delete(session, gone, account, now=now)
    ask_for_looks_everywhere(session, now=now)
    for profile_id in ids:
        forget_reasons(session, profile_id, now=now)
    # By nobody and about nobody: the record says that it was done, and to how many sign-ups.
    record(session, by=None, verb=Verb.ERASE, subject=new_handle(), codes=sides, now=now)
    return erased


def _delete(
    session: Session, gone: Sequence[Profile], account: Account | None, *, now: datetime
) -> Erased:
    signs = [account.email] if account else []
    signs += [sign for one in gone for sign in _signs_of(session, one)]
    letters = _letters_of(session, gone, account)
    keep_apart_for_others(session, gone, now=now)
    forget_in_lists(session, gone)
    forget_in_register(session, gone, now=now)
    forget_on_sheets(session, gone, signs)
    for profile in gone:
        for match in matches_of_profile(session, profile):
            _part_with(session, match, profile, now=now)
    session.flush()
    # What hangs on a sign-up or an account goes with it: the database sees to that.
    ids = [one.id for one in gone]
    session.execute(delete(Profile).where(Profile.id.in_(ids)))
    if account is not None:
        _delete_account(session, account)
    session.expire_all()
    return Erased(people=1, letters=letters)


def _signs_of(session: Session, one: Profile) -> list[str]:
    """What a row of hers on a sheet is known by: her addresses; without one there, her name."""
    own = read_profile(one).person
    told = read_profile(one, told=told_by(session, one)).person.email
    return [own.email or own.name, told]


def _letters_of(
    session: Session, gone: Sequence[Profile], account: Account | None
) -> frozenset[str]:
    """Letters to her, and letters about a pair of hers: one of them carries her name."""
    ids = [one.id for one in gone]
    hers = select(Match.id).where(or_(Match.mentee_id.in_(ids), Match.mentor_id.in_(ids)))
    account_id = account.id if account else None
    about = or_(
        Letter.profile_id.in_(ids), Letter.match_id.in_(hers), Letter.account_id == account_id
    )
    return frozenset(session.scalars(select(Letter.message_id).where(about)))


def _part_with(session: Session, match: Match, profile: Profile, *, now: datetime) -> None:
    """The pair is gone; where the other side was told of it, somebody without a face stands in it.

    Otherwise the other one's own pages would show that something has vanished.
    """
    if not _is_known(session, match, to=_other(profile.side)):
        session.delete(match)
        return
    nobody = _nobody(session, match.round_id, profile.side, now=now)
    if profile.side is Side.MENTEE:
        match.mentee_id = nobody.id
    else:
        match.mentor_id = nobody.id
    match.explanation, match.score, match.rank_for_mentee = dict(NOTHING_TO_SAY), 0.0, 0
    match.mentor_line = None
    # That something was said stays, so that nobody is asked once more because she has gone.
    said = (MatchMove.match_id == match.id, MatchMove.why.is_not(None))
    session.execute(update(MatchMove).where(*said).values(why=""))


def _other(side: Side) -> Side:
    return Side.MENTOR if side is Side.MENTEE else Side.MENTEE


def _is_known(session: Session, match: Match, *, to: Side) -> bool:
    """True when this side of the pair was ever asked."""
    if to is Side.MENTEE:
        return match.asked_at is not None
    asked = select(MatchMove.id).where(
        MatchMove.match_id == match.id, MatchMove.to_state == MatchState.ASKED_MENTOR
    )
    return session.scalar(asked.limit(1)) is not None


def _nobody(session: Session, round_id: str, side: Side, *, now: datetime) -> Profile:
    """A sign-up without an answer, new for each pair, so that no two of them can be joined."""
    nobody = Profile(
        id=new_handle(),
        side=side,
        account_id=None,
        email_key=None,
        answers={},
        created_at=now,
        updated_at=now,
        withdrawn_at=now,
    )
    session.add(nobody)
    session.flush()
    highest = session.scalar(
        select(func.max(Participation.number)).where(
            Participation.round_id == round_id, Participation.side == side
        )
    )
    # The team's pages call everybody by a number: this one is nobody's row on any sheet.
    session.add(
        Participation(
            round_id=round_id,
            profile_id=nobody.id,
            side=side,
            number=(highest or 0) + 1,
            joined_at=now,
            is_out=True,
        )
    )
    session.flush()
    return nobody


def _delete_account(session: Session, account: Account) -> None:
    forget_attempts(session, str(account.id), kind="letters")
    if account.is_coordinator:
        session.execute(
            delete(Role).where(Role.account_id == account.id, Role.name != RoleName.COORDINATOR)
        )
        session.execute(delete(Letter).where(Letter.account_id == account.id))
        session.execute(delete(SignIn).where(SignIn.account_id == account.id))
        session.execute(delete(Draft).where(Draft.account_id == account.id))
        remove_all_passkeys(session, account)
        return
    session.execute(delete(Account).where(Account.id == account.id))
