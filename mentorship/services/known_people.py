"""Who is here already: finds the profile that a row of a sheet speaks of."""

import re
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mentorship.domain.disclosure import Viewer
from mentorship.domain.people import Field, Person, Side
from mentorship.guard.name_keys import share_given_name
from mentorship.guard.names import compare_names
from mentorship.intake.attendance import is_only_registered
from mentorship.models.base import new_handle
from mentorship.models.keys import email_key, keyed_digest
from mentorship.models.profile import Profile
from mentorship.models.round import ImportedRow, Participation, Round, RowOutcome, SheetImport
from mentorship.services.consents import follow_the_sheet
from mentorship.services.people import answers_for_matching, read_profile
from mentorship.services.vetting import vouch


class KnownPeople:
    """The profiles of one side, found by address; where two people share one, by name.

    Each profile answers to one row only, so that two rows of a sheet never overwrite each other.

    first  ids of profiles that are found before others, such as those of this round
    """

    def __init__(
        self, session: Session, side: Side, *, first: Collection[str] = frozenset()
    ) -> None:
        self._session = session
        self._side = side
        self._taken: set[str] = set()
        self._by_key: dict[str, list[Profile]] = defaultdict(list)
        profiles = session.scalars(
            select(Profile)
            .where(Profile.side == side, Profile.withdrawn_at.is_(None))
            .order_by(Profile.created_at, Profile.id)
        )
        for profile in sorted(profiles, key=lambda one: one.id not in first):
            self._by_key[profile.email_key or ""].append(profile)

    def find(self, person: Person) -> Profile | None:
        """The profile of this person, or None when she or he is new here."""
        free = [p for p in self._by_key[key_of(person)] if p.id not in self._taken]
        same_name = [p for p in free if _answer(p, Field.NAME) == person.answers.get(Field.NAME)]
        hers = [p for p in free if p.account_id is None or may_be_named(p, person)]
        found = next(iter(same_name or hers), None)
        if found is not None:
            self._taken.add(found.id)
        return found

    def add(self, person: Person, *, now: datetime) -> Profile:
        """A new profile holds this person's words. It has its id before it is flushed."""
        profile = Profile(
            id=new_handle(),
            side=self._side,
            email_key=key_of(person),
            answers=_words(person),
            created_at=now,
            updated_at=now,
        )
        vouch(profile, now=now)
        self._session.add(profile)
        self._taken.add(profile.id)
        return profile

    def update(self, profile: Profile, person: Person, *, now: datetime) -> dict[str, list[str]]:
        """The profile holds the words of the sheet.

        Returns field → [words before, words now]; nothing when it held them before.
        """
        vouch(profile, now=now)
        return self._write(profile, _changes(profile, person), now=now)

    def ask_again(self, profile: Profile, person: Person, *, now: datetime) -> dict[str, list[str]]:
        """What she agreed to in an earlier round is asked of her anew. Returns as `update` does."""
        vouch(profile, now=now)
        return self._write(profile, _differing(profile, person), now=now)

    def _write(
        self, profile: Profile, changed: dict[Field, str], *, now: datetime
    ) -> dict[str, list[str]]:
        if not changed:
            return {}
        before = {field: _answer(profile, field) for field in changed}
        sealed = profile.sealed()
        after = {field.value: words for field, words in changed.items()}
        profile.answers = {**profile.answers, **after}
        profile.updated_at = now
        follow_the_sheet(profile, before=sealed, now=now)
        return {field.value: [before[field], words] for field, words in changed.items()}

    def keep_further_apart(self, profile: Profile, person: Person, *, now: datetime) -> None:
        """Whom to keep away from has grown by what the sheet says; all else stays as it is."""
        if Field.KEEP_APART in person.answers:
            apart = _kept_apart_after(profile, person)
            profile.answers = {**profile.answers, Field.KEEP_APART.value: apart}
            profile.updated_at = now

    def withdraw(self, person: Person, *, now: datetime) -> list[Profile]:
        """Every earlier sign-up of somebody who asks to be taken out is out.

        A sign-up that is newer than her asking stays: the latest answer wins. One that belongs to
        an account stays until its owner was asked: anybody can write a row with her address.
        """
        leaving = []
        while (profile := self.find(person)) is not None:
            if _sounds_like(profile, person) and not _is_newer(profile, person):
                leaving += [profile, *self._merged_with(profile, person)]
        for profile in leaving:
            if profile.account_id is None:
                profile.withdrawn_at = now
        return list(dict.fromkeys(leaving))

    def _merged_with(self, profile: Profile, person: Person) -> list[Profile]:
        """What a look has found to be the same person's, at the same address."""
        stands_under = func.coalesce(Participation.merged_into, Participation.profile_id)
        hers = select(stands_under).where(Participation.profile_id == profile.id)
        ids = select(Participation.profile_id).where(stands_under.in_(hers))
        found = self._session.scalars(
            select(Profile).where(
                Profile.id.in_(ids),
                Profile.withdrawn_at.is_(None),
                Profile.id != profile.id,
                Profile.email_key == profile.email_key,
            )
        )
        return [one for one in found if not _is_newer(one, person)]


def asked_to_be_out(session: Session, round_: Round) -> frozenset[str]:
    """The people with an account whom a row of a sheet of this round asks to take out."""
    return frozenset(
        session.scalars(
            select(Profile.id)
            .join(ImportedRow, ImportedRow.profile_id == Profile.id)
            .join(SheetImport, SheetImport.id == ImportedRow.import_id)
            .where(
                SheetImport.round_id == round_.id,
                ImportedRow.outcome == RowOutcome.WITHDRAWN,
                Profile.account_id.is_not(None),
                Profile.withdrawn_at.is_(None),
            )
        )
    )


def changed_fields(profile: Profile, person: Person) -> list[Field]:
    """The fields that will say something else than now once the sheet is in."""
    return list(_changes(profile, person))


def _changes(profile: Profile, person: Person) -> dict[Field, str]:
    """What the profile will say where that differs from now.

    The latest answer wins: what she wrote here after the row of the sheet stays as it is. What
    belongs to an account is changed by its owner alone.
    """
    differs = _differing(profile, person)
    if not differs:
        return {}
    before = answers_for_matching(profile)
    apart = _kept_apart_after(profile, person) if Field.KEEP_APART in differs else None
    stays = profile.account_id is not None or _is_newer(profile, person)
    # A row that does not say when it was written is newer than nothing that does.
    undated = person.stated_at is None and bool(before.get(Field.STATED_AT))
    stays = stays or (undated and not is_only_registered(before))
    after = {} if stays else differs
    if apart is not None:
        after = {**after, Field.KEEP_APART: apart}
    return {field: words for field, words in after.items() if words != before.get(field, "")}


def _differing(profile: Profile, person: Person) -> dict[Field, str]:
    before = answers_for_matching(profile)
    return {
        field: words for field, words in person.answers.items() if words != before.get(field, "")
    }


def keeps_her_own(profile: Profile, person: Person) -> bool:
    """True when a row says something else than its owner does here, and hers stays."""
    return profile.account_id is not None and bool(_differing(profile, person))


def _kept_apart_after(profile: Profile, person: Person) -> str:
    """Whom to keep away from only grows.

    A name may have been added here, after the form that the sheet comes from: an older sheet must
    not bring two people together again.
    """
    standing, words = _answer(profile, Field.KEEP_APART), person.answers[Field.KEEP_APART]
    before, after = _statements(standing), _statements(words)
    if after <= before:
        return standing
    return words if before <= after else f"{standing}\n{words}"


def _statements(words: str) -> set[str]:
    """What was said, piece by piece; parts of a name are no pieces."""
    return {piece.strip() for piece in re.split(r"[;\n]", words) if piece.strip()}


def _sounds_like(profile: Profile, person: Person) -> bool:
    """The same name, or a row without one: two people may share a mailbox."""
    return person.name in ("", read_profile(profile).person.name)


def may_be_named(profile: Profile, person: Person) -> bool:
    """True unless the two names are two people's, who share a mailbox."""
    name = read_profile(profile).person.name
    if not (name and person.name):
        return True
    return compare_names(name, person.name).is_possible or share_given_name(name, person.name)


def _is_newer(profile: Profile, person: Person) -> bool:
    """True when what stands here was said after the row of the sheet.

    Whoever has only registered for a conference has not said anything here yet: the form counts,
    even when it was filled in before.
    """
    if is_only_registered(answers_for_matching(profile)):
        return False
    here, there = read_profile(profile).person.stated_at, person.stated_at
    return bool(here and there and here > there)


def _answer(profile: Profile, field: Field) -> str:
    return profile.sealed().view(field, viewer=Viewer.MATCHER) or ""


def _words(person: Person) -> dict[str, str]:
    return {field.value: words for field, words in person.answers.items()}


def key_of(person: Person) -> str:
    """The digest of the address; without one, of the name and the moment of signing up."""
    if person.email:
        return email_key(person.email)
    moment = person.answers.get(Field.STATED_AT, "")
    return keyed_digest("no-address", f"{person.name.casefold()}|{moment}")
