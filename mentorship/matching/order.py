"""An order of people that depends on what they said and never on where their row stood."""

from collections.abc import Iterable
from dataclasses import fields
from hashlib import sha256
from typing import TypeVar

from mentorship.domain.people import Mentee, Mentor

Someone = TypeVar("Someone", Mentee, Mentor)

# Where a row stood and what a run calls it say nothing about the person, and who may see an answer
# of hers is nothing that an order could depend on.
_NOT_CONTENT = frozenset({"key", "row", "consents"})


def by_content(people: Iterable[Someone]) -> list[Someone]:
    """The same people, ordered by a digest of all their answers; equal answers by key."""
    return sorted(people, key=lambda person: (content_digest(person), person.key))


def content_digest(person: Mentee | Mentor) -> str:
    """A fingerprint of everything that this person answered, equal in every run."""
    content = [
        (field.name, _plain(getattr(person, field.name)))
        for field in fields(person)
        if field.name not in _NOT_CONTENT
    ]
    return sha256(repr(content).encode()).hexdigest()


def _plain(value: object) -> object:
    """Sets and mappings as sorted lists: their own order changes from run to run."""
    if isinstance(value, frozenset):
        return sorted(value)
    if hasattr(value, "items"):
        return sorted((str(key), str(entry)) for key, entry in value.items())
    return str(value)
