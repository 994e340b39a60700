"""Who is here already: finds the profile that a row of a sheet speaks of."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.disclosure import Viewer
from mentorship.domain.people import Field, Person, Side
from mentorship.models.keys import email_key, keyed_digest
from mentorship.models.profile import Profile


class KnownPeople:
    """The profiles of one side, found by address; where two people share one, by name.

    Each profile answers to one row only, so that two rows of a sheet never overwrite each other.
    """

    def __init__(self, session: Session, side: Side) -> None:
        self._session = session
        self._side = side
        self._taken: set[str] = set()
        self._by_key: dict[str, list[Profile]] = defaultdict(list)
        for profile in session.scalars(
            select(Profile)
            .where(Profile.side == side, Profile.withdrawn_at.is_(None))
            .order_by(Profile.created_at, Profile.id)
        ):
            self._by_key[profile.email_key or ""].append(profile)

    def find(self, person: Person) -> Profile | None:
        """The profile of this person, or None when she or he is new here."""
        free = [p for p in self._by_key[_key(person)] if p.id not in self._taken]
        same_name = [p for p in free if _answer(p, Field.NAME) == person.answers.get(Field.NAME)]
        found = next(iter(same_name or free), None)
        if found is not None:
            self._taken.add(found.id)
        return found

    def add(self, person: Person, *, now: datetime) -> Profile:
        """A new profile holds this person's words."""
        profile = Profile(
            side=self._side,
            email_key=_key(person),
            answers=_words(person),
            created_at=now,
            updated_at=now,
        )
        self._session.add(profile)
        self._session.flush()
        self._taken.add(profile.id)
        return profile

    def update(self, profile: Profile, person: Person, *, now: datetime) -> bool:
        """The profile holds the words of the sheet. False when it held them before."""
        if not changed_fields(profile, person):
            return False
        profile.answers = {**profile.answers, **_words(person)}
        profile.updated_at = now
        return True


def changed_fields(profile: Profile, person: Person) -> list[Field]:
    """The fields in which the sheet says something else than we have."""
    return [field for field, words in person.answers.items() if _answer(profile, field) != words]


def _answer(profile: Profile, field: Field) -> str:
    return profile.sealed().view(field, viewer=Viewer.MATCHER) or ""


def _words(person: Person) -> dict[str, str]:
    return {field.value: words for field, words in person.answers.items()}


def _key(person: Person) -> str:
    """The digest of the address; without one, of the name and the moment of signing up."""
    if person.email:
        return email_key(person.email)
    moment = person.answers.get(Field.STATED_AT, "")
    return keyed_digest("no-address", f"{person.name.casefold()}|{moment}")
