"""Keys by which names find the names they may be compared with, so that nobody compares all."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from mentorship.guard.name_parts import Nearness, near, part_keys
from mentorship.guard.name_reading import Part, joined, numbers_differ, read_name


@lru_cache(maxsize=65536)
def name_keys(name: str) -> frozenset[str]:
    """Keys of which two names share at least one whenever `compare_names` finds them possible."""
    read = read_name(name)
    parts = [*read.parts, *read.former]
    keys = {key for part in parts if not part.is_initial for key in part_keys(part)}
    if len(read.parts) > 1:
        keys.add(f"all:{read.joined}")
    if len(read.parts) > 2:
        keys |= {key for two in pairwise(read.parts) for key in part_keys(joined(*two))}
    return frozenset(keys)


def former_keys(name: str) -> frozenset[str]:
    """Keys of how somebody used to be called, as far as the name tells."""
    return frozenset(key for part in read_name(name).former for key in part_keys(part))


def pair_keys(name: str) -> frozenset[str]:
    """Narrow keys: every two parts of the name together, in any order."""
    parts = [part for part in read_name(name).parts if not part.is_initial]
    together = [*combinations(parts, 2), *_joined_pairs(parts)]
    return frozenset(
        "+".join(sorted((one, other)))
        for a, b in together
        for one in part_keys(a)
        for other in part_keys(b)
    )


def _joined_pairs(parts: Sequence[Part]) -> Iterator[tuple[Part, Part]]:
    """Two neighbours as one word beside each other part: Kim Ji Woo signs as Jiwoo Kim."""
    if len(parts) > 2:
        for at, (one, other) in enumerate(pairwise(parts)):
            whole = joined(one, other)
            yield from ((whole, left) for left in (*parts[:at], *parts[at + 2 :]))


def initial_keys(name: str) -> frozenset[str]:
    """Keys that a name with an initial shares with the name written out."""
    parts = read_name(name).parts
    return frozenset(
        f"{letter}.{key}"
        for at, part in enumerate(parts)
        if not part.is_initial
        for key in part_keys(part)
        for neighbour in parts[:at] + parts[at + 1 :]
        for letter in {word[0] for word in neighbour.spellings | neighbour.sounds}
    )


def single_keys(name: str) -> frozenset[str]:
    """Keys of each part alone, for names of which only one part is given."""
    return frozenset(
        key for part in read_name(name).parts if not part.is_initial for key in part_keys(part)
    )


def has_initials(name: str) -> bool:
    """True when part of the name is given by its first letter only."""
    return any(part.is_initial for part in read_name(name).parts)


def count_of_parts(name: str) -> int:
    """How many parts a name has; 0 when there is nothing to compare."""
    return len(read_name(name).parts)


def share_given_name(a: str, b: str) -> bool:
    """True when the first parts agree: what remains when somebody takes another surname."""
    if numbers_differ(a, b):
        return False
    first, second = read_name(a).parts, read_name(b).parts
    return bool(first and second) and near(first[0], second[0]) >= Nearness.CLOSE
