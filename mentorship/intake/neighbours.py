"""Which two sign-ups are worth laying side by side, found by keys in nearly linear time."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from zlib import crc32

from mentorship.guard.name_keys import (
    count_of_parts,
    has_initials,
    initial_keys,
    pair_keys,
    single_keys,
)
from mentorship.intake.traits import Traits

# A key that more people share tells nobody apart: it is an office's number or a form's own text.
_MOST_SHARING = 200
# A name that more people carry is looked for only in one field, at one workplace or in one place:
# elsewhere it would be another life, and no rule asks about two lives with one name.
_MOST_NAMESAKES = 40
# A stretch of words that more people wrote is a form's own, or a saying.
_MOST_WRITING = 30
# Stretches of this many words, of which the few that the fewest wrote stand for a text.
_STRETCH = 4
_STRETCHES = 6

_Block = list[int]


def possible_pairs(people: Sequence[Traits]) -> list[tuple[int, int]]:
    """Positions of two people who share an address, a number, a text or a name, in order."""
    # One number for a pair takes a third of the memory of two in a tuple.
    count = len(people)
    found = {
        first * count + second
        for blocks in (_by_contact(people), _by_words(people), _by_name(people))
        for block in blocks
        for first, second in combinations(block, 2)
    }
    found.update(first * count + second for first, second in _partly_named(people))
    return [divmod(pair, count) for pair in sorted(found)]


def _blocks(keys: Iterable[Iterable[Hashable]]) -> Iterator[_Block]:
    """The positions that share a key, for every key that more than one has."""
    by_key: dict[Hashable, _Block] = defaultdict(list)
    for position, own in enumerate(keys):
        for key in own:
            by_key[key].append(position)
    return (block for block in by_key.values() if len(block) > 1)


def _by_contact(people: Sequence[Traits]) -> Iterator[_Block]:
    blocks = _blocks(map(_contacts, people))
    return (block for block in blocks if len(block) <= _MOST_SHARING)


def _contacts(person: Traits) -> set[Hashable]:
    return {*person.boxes, *(name for name, _ in person.boxes), *person.number_ends}


def _by_words(people: Sequence[Traits]) -> Iterator[_Block]:
    """Those who wrote one text but for a sentence: by the stretches that the fewest others wrote.

    The rarest count, because a form's own words and a common saying lead to everybody.
    """
    texts = [_stretches(person.text) for person in people]
    writers = Counter(stretch for text in texts for stretch in text)
    shared = (
        [stretch for stretch in text if 1 < writers[stretch] <= _MOST_WRITING] for text in texts
    )
    return _blocks(
        sorted(text, key=lambda stretch: (writers[stretch], stretch))[:_STRETCHES]
        for text in shared
    )


def _stretches(words: Sequence[str]) -> set[int]:
    """Check sums of every few words in a row; the same for the same words on every day."""
    return {
        crc32(" ".join(words[start : start + _STRETCH]).encode())
        for start in range(len(words) - _STRETCH + 1)
    }


def _by_name(people: Sequence[Traits]) -> Iterator[_Block]:
    for block in _blocks(pair_keys(person.name) for person in people):
        if len(block) <= _MOST_NAMESAKES:
            yield block
        else:
            yield from _within_one_sphere(block, people)


def _within_one_sphere(block: _Block, people: Sequence[Traits]) -> Iterator[_Block]:
    """The people of a block by what else they share; whoever gave nothing else stays together."""
    for part in _blocks(_spheres(people[position]) or [""] for position in block):
        if len(part) <= _MOST_SHARING:
            yield [block[index] for index in part]


def _spheres(person: Traits) -> list[Hashable]:
    """Where somebody can be looked for: her fields, her workplace, her place."""
    spheres: list[Hashable] = [("field", code) for code in sorted(person.specialties)]
    spheres += [("workplace", person.workplace.casefold())] if person.workplace else []
    return spheres + ([("place", person.place)] if person.place else [])


def _partly_named(people: Sequence[Traits]) -> Iterator[tuple[int, int]]:
    """Pairs in which one gives an initial or a single name, at one workplace or in one field."""
    asking = _positions(people, [_own_keys(person.name) for person in people])
    # Only what somebody asks for is kept of the many keys of everybody else.
    wanted = frozenset(key for _, key in asking)
    keys = [
        wanted & (single_keys(person.name) | initial_keys(person.name)) if wanted else wanted
        for person in people
    ]
    whole = _positions(people, keys)
    for key, askers in asking.items():
        if len(whole[key]) <= _MOST_SHARING:
            for one in askers:
                yield from ((min(one, o), max(one, o)) for o in whole[key] if o != one)


def _own_keys(name: str) -> frozenset[str]:
    """What a partly given name is found by: its only name, or its initial with the other."""
    if count_of_parts(name) == 1:
        return single_keys(name)
    return initial_keys(name) if has_initials(name) else frozenset()


def _positions(
    people: Sequence[Traits], keys: Sequence[frozenset[str]]
) -> dict[tuple[Hashable, str], _Block]:
    """(sphere, key) → positions."""
    found: dict[tuple[Hashable, str], _Block] = defaultdict(list)
    for position, (person, own) in enumerate(zip(people, keys, strict=True)):
        if own:
            for sphere in _spheres(person):
                for key in own:
                    found[sphere, key].append(position)
    return found
