"""Which two sign-ups are worth laying side by side, found by keys in nearly linear time."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations
from zlib import crc32

from mentorship.domain.people import Person
from mentorship.guard.name_keys import (
    count_of_parts,
    has_initials,
    initial_keys,
    pair_keys,
    single_keys,
)
from mentorship.intake.comparing import telling_words
from mentorship.intake.contacts import local_digits, mailbox
from mentorship.intake.text import fold

# A key that more people share tells nobody apart: it is an office's number or a form's own text.
_MOST_SHARING = 200
# Stretches of this many words, of which the few with the smallest check sums stand for a text.
_STRETCH = 4
_STRETCHES = 6


def possible_pairs(people: Sequence[Person]) -> list[tuple[int, int]]:
    """Positions of two people who share an address, a number, a text or a name, in order."""
    found: set[tuple[int, int]] = set()
    for sharing in _sharing(people):
        found.update(combinations(sharing, 2))
    found.update(_partly_named(people))
    return sorted(found)


def _sharing(people: Sequence[Person]) -> Iterator[list[int]]:
    """The positions that share one key, for every key that is worth it."""
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for position, person in enumerate(people):
        for key in _keys(person):
            by_key[key].append(position)
    return (sharing for sharing in by_key.values() if 1 < len(sharing) <= _MOST_SHARING)


def _keys(person: Person) -> set[Hashable]:
    keys: set[Hashable] = {("name", key) for key in pair_keys(person.name)}
    box = mailbox(person.email)
    if box is not None:
        keys.update((("box", box[0]), ("box and host", box)))
    keys.update(("number", digits) for digits in local_digits(person))
    keys.update(("words", stretch) for stretch in _stretches(person.words))
    return keys


def _stretches(text: str) -> list[int]:
    """Check sums that texts share when they are the same but for a sentence."""
    words = telling_words(text)
    sums = {
        crc32(" ".join(words[start : start + _STRETCH]).encode())
        for start in range(len(words) - _STRETCH + 1)
    }
    return sorted(sums)[:_STRETCHES]


def _partly_named(people: Sequence[Person]) -> Iterator[tuple[int, int]]:
    """Pairs in which one gives an initial or a single name, at one workplace or in one field."""
    whole: dict[Hashable, list[int]] = defaultdict(list)
    asking: dict[Hashable, list[int]] = defaultdict(list)
    for position, person in enumerate(people):
        for key in _within(person, single_keys(person.name) | initial_keys(person.name)):
            whole[key].append(position)
        for key in _within(person, _own_keys(person.name)):
            asking[key].append(position)
    for key, askers in asking.items():
        if len(whole[key]) <= _MOST_SHARING:
            for one in askers:
                yield from ((min(one, o), max(one, o)) for o in whole[key] if o != one)


def _own_keys(name: str) -> frozenset[str]:
    """What a partly given name is found by: its only name, or its initial with the other."""
    if count_of_parts(name) == 1:
        return single_keys(name)
    return initial_keys(name) if has_initials(name) else frozenset()


def _within(person: Person, keys: frozenset[str]) -> set[Hashable]:
    workplace = fold(person.workplace)
    spheres: list[Hashable] = [("field", code) for code in person.specialties]
    spheres += [("workplace", workplace)] if workplace else []
    spheres += [("place", fold(person.place))] if person.place else []
    return {(sphere, key) for sphere in spheres for key in keys}
