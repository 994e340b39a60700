"""Tombstones: a digest and a moment for everybody who was erased, in a file outside the database.

An older copy of the database knows nothing of them. So they are read again at every sweep, and
whoever they speak of goes once more. Nobody can be found by them: the digests are keyed.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.people import Person
from mentorship.models.erasure import Tombstone
from mentorship.models.keys import email_key, keyed_digest
from mentorship.models.profile import Profile
from mentorship.services.known_people import key_of, may_be_named
from mentorship.services.people import read_profile
from mentorship.services.sheet_reading import Contents
from mentorship.services.sight import is_guarded, seeing_everybody
from mentorship.services.whose import reached_at

# Digest → when somebody was erased.
Stones = Mapping[str, datetime]
_DIGITS = 64
# The same whether she was erased, or shares a mailbox with somebody who was.
_BY_HERSELF = (
    "Not every row of this sheet can be brought in from a sheet. Whoever is missing afterwards can "
    "sign up here herself."
)
_FURTHEST_AHEAD = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class TombstoneFile:
    """The file that outlives every copy of the database. Lines are added, never taken away."""

    path: Path

    def add(self, digests: Iterable[str], *, now: datetime) -> None:
        """These digests stand in the file, whatever happens to the machine from now on."""
        # A line of its own even when the one before was torn by a crash.
        lines = "".join(f"\n{now.isoformat()} {digest}\n" for digest in sorted(digests))
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, lines.encode("ascii"))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def read(self) -> dict[str, datetime]:
        """Every digest with its latest moment; a torn line says nothing."""
        if not self.path.exists():
            return {}
        stones: dict[str, datetime] = {}
        for line in self.path.read_text(encoding="ascii", errors="replace").splitlines():
            moment, _, digest = line.partition(" ")
            if len(digest) == _DIGITS and (at := _moment(moment)):
                stones[digest] = max(at, stones.get(digest, at))
        return stones


def _moment(words: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        return None
    return at if at.tzinfo else None


def id_stone(profile_id: str) -> str:
    """The digest of one sign-up, by its handle."""
    return keyed_digest("tombstone", f"sign-up {profile_id}")


def person_stone(address_key: str, name: str) -> str:
    """The digest of one person of one mailbox: two people may share it."""
    return keyed_digest("tombstone", f"person {address_key} {' '.join(name.casefold().split())}")


def address_stone(address_key: str) -> str:
    """The digest of an address, for accounts and for lists of guests."""
    return keyed_digest("tombstone", f"address {address_key}")


def covers(stones: Stones, digest: str, made_at: datetime | None) -> bool:
    """True when this was erased, and is no newer than that: she may have come back since."""
    at = stones.get(digest)
    return at is not None and (made_at is None or made_at <= at)


def was_erased(stones: Stones, profile: Profile) -> bool:
    """True when this sign-up is one of somebody who was erased after it."""
    if covers(stones, id_stone(profile.id), profile.created_at):
        return True
    if not covers(stones, address_stone(profile.email_key or ""), profile.created_at):
        return False
    name = read_profile(profile).person.name
    return covers(stones, person_stone(profile.email_key or "", name), profile.created_at)


def stones_in_the_database(session: Session) -> dict[str, datetime]:
    """What this database knows of everybody who was erased."""
    return dict(session.execute(select(Tombstone.digest, Tombstone.at)).all())


def note_stones(session: Session, stones: Stones) -> None:
    """The database knows of these, too: lists that come in again are read with them."""
    for digest, at in stones.items():
        standing = session.get(Tombstone, digest)
        if standing is None:
            session.add(Tombstone(digest=digest, at=at))
        else:
            standing.at = max(standing.at, at)
    session.flush()


def without_the_erased(session: Session, contents: Contents) -> Contents:
    """A sheet without the rows of those who were erased after they had filled them in.

    The coordinator's own file still has them, under whatever name, and it must not bring anybody
    back. Somebody else who shares her mailbox stays, where we know of her; else she signs up here.
    """
    stones = stones_in_the_database(session)
    if not stones:
        return contents
    registrations = tuple(
        line
        for line in contents.registrations
        if not covers(stones, address_stone(email_key(line.email)), _earliest(line.ordered_at))
    )
    found = contents.sign_ups
    if found is not None:
        people = tuple(p for p in found.people if not _is_gone(session, stones, p))
        # To whoever works somewhere it would tell that a colleague was here.
        if len(people) < len(found.people) and not is_guarded(session):
            contents = replace(contents, notes=(*contents.notes, _BY_HERSELF))
        found = replace(found, people=people)
    return replace(contents, registrations=registrations, sign_ups=found)


def _is_gone(session: Session, stones: Stones, person: Person) -> bool:
    key, filled_in = key_of(person), _earliest(person.stated_at)
    if covers(stones, person_stone(key, person.name), filled_in):
        return True
    return covers(stones, address_stone(key), filled_in) and not _is_here(session, key, person)


def _is_here(session: Session, key: str, person: Person) -> bool:
    """True when somebody of this address is here who may have filled in this row."""
    with seeing_everybody(session):
        living = select(Profile).where(reached_at(session, [key]), Profile.withdrawn_at.is_(None))
        return bool(person.name) and any(
            may_be_named(one, person) for one in session.scalars(living)
        )


def _earliest(stated_at: datetime | None) -> datetime | None:
    """A sheet does not say in which zone its clock went: it may have been ahead of ours."""
    return stated_at and stated_at - _FURTHEST_AHEAD
