"""Two names laid side by side, part by part, and the keys by which such pairs are found."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, pairwise, permutations

from mentorship.guard.name_parts import Nearness, is_fathers, is_rare, near
from mentorship.guard.name_reading import (
    Part,
    ReadName,
    joined,
    numbers_differ,
    read_name,
)
from mentorship.guard.name_words import name_words


class NameVerdict(StrEnum):
    """Whether two names may belong to one person."""

    SAME = "same"
    LIKELY = "likely"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A verdict on two names and, in plain words that quote neither, why."""

    verdict: NameVerdict
    reason: str

    @property
    def is_possible(self) -> bool:
        """True unless the two are certainly different names."""
        return self.verdict is not NameVerdict.DIFFERENT


@dataclass(frozen=True, slots=True)
class _Alignment:
    """Each part of the shorter name laid on a part of the longer one."""

    short: ReadName
    long: ReadName
    places: tuple[int, ...]
    nearness: tuple[Nearness, ...]

    @property
    def in_order(self) -> bool:
        return list(self.places) == sorted(self.places)

    @property
    def all_equal(self) -> bool:
        return all(one is Nearness.EQUAL for one in self.nearness)

    @property
    def left_over(self) -> tuple[int, ...]:
        return tuple(i for i in range(len(self.long.parts)) if i not in self.places)

    @property
    def is_believable(self) -> bool:
        """At least one part surely agrees, and no more than one rests on a slip of the pen."""
        surely = sum(one >= Nearness.CLOSE for one in self.nearness)
        slips = sum(one is Nearness.TYPO for one in self.nearness)
        return surely >= 1 and slips <= 1 and not (slips and Nearness.INITIAL in self.nearness)


_SAME = NameVerdict.SAME
_LIKELY = NameVerdict.LIKELY
_DIFFERENT = NameMatch(NameVerdict.DIFFERENT, "The names are different.")
_MOST_ORDERS = 720


@lru_cache(maxsize=262144)
def compare_names(a: str, b: str) -> NameMatch:
    """Whether two names, as written, may belong to one person; the order does not matter.

    An initial with a rare surname counts as the same name: keeping two people apart too often
    costs a look, once too seldom costs a career.
    """
    first, second = read_name(a), read_name(b)
    if numbers_differ(a, b):
        return NameMatch(NameVerdict.DIFFERENT, "The names carry different numbers.")
    if not first.parts or not second.parts:
        return NameMatch(NameVerdict.DIFFERENT, "One of them has no name to compare.")
    short, long = sorted((first, second), key=lambda name: (len(name.parts), name.joined))
    if len(short.parts) == 1:
        return _one_name(short, long)
    if short.joined == long.joined:
        return NameMatch(_SAME, "The same name.")
    found = _judge(short, long)
    if found.is_possible:
        return found
    return _by_former_name(first, second) or _by_joined_parts(a, b) or found


def _one_name(short: ReadName, long: ReadName) -> NameMatch:
    """A single name beside a whole one is never more than likely."""
    (only,) = short.parts
    nearest = max(near(only, part) for part in long.parts)
    if nearest < Nearness.CLOSE:
        return _DIFFERENT
    return NameMatch(_LIKELY, "Only one name is given, and it agrees.")


def _judge(short: ReadName, long: ReadName) -> NameMatch:
    laid = _lay(short, long)
    if laid is None or not laid.is_believable:
        return _DIFFERENT
    if not laid.in_order:
        return _in_other_order(laid)
    return _with_parts_left_over(laid) if laid.left_over else _part_for_part(laid)


def _lay(short: ReadName, long: ReadName) -> _Alignment | None:
    """The best way to lay each part of the shorter name on one of the longer, kept in order if
    that can be done at all."""
    indices = range(len(long.parts))
    size = len(short.parts)
    kept = _best(short, long, list(combinations(indices, size)))
    if kept is not None:
        return kept
    if len(long.parts) > 5:
        return None
    return _best(short, long, list(permutations(indices, size))[:_MOST_ORDERS])


def _best(short: ReadName, long: ReadName, orders: list[tuple[int, ...]]) -> _Alignment | None:
    laid = [found for order in orders if (found := _laid(short, long, order)) is not None]
    # Of equally good ways the one that starts with the given name.
    return max(laid, key=lambda one: (sum(one.nearness), -one.places[0]), default=None)


def _laid(short: ReadName, long: ReadName, order: tuple[int, ...]) -> _Alignment | None:
    nearness = []
    for part, place in zip(short.parts, order, strict=True):
        found = near(part, long.parts[place])
        if found is Nearness.NONE:
            return None
        nearness.append(found)
    return _Alignment(short, long, order, tuple(nearness))


def _part_for_part(laid: _Alignment) -> NameMatch:
    if laid.all_equal:
        return NameMatch(_SAME, "The same name in another spelling.")
    if set(laid.nearness) <= {Nearness.EQUAL, Nearness.INITIAL}:
        return _with_initials(laid)
    return NameMatch(_LIKELY, "The names sound alike or one is short for the other.")


def _with_initials(laid: _Alignment) -> NameMatch:
    ends = laid.nearness[0], laid.nearness[-1]
    if ends == (Nearness.EQUAL, Nearness.EQUAL):
        return NameMatch(_SAME, "The same name; one gives a middle initial.")
    surname = laid.short.parts[-1]
    if ends[1] is Nearness.EQUAL and is_rare(surname):
        return NameMatch(_SAME, "The initials and an uncommon surname agree.")
    return NameMatch(_LIKELY, "One name is given by initials that agree.")


def _with_parts_left_over(laid: _Alignment) -> NameMatch:
    """One name has more parts: a middle name, a second surname, or a whole other person."""
    parts = laid.long.parts
    missing = [parts[i] for i in laid.left_over]
    if 0 in laid.left_over:
        return _without_first_name(laid)
    if not laid.all_equal:
        return NameMatch(_LIKELY, "The names agree in part; one has more.")
    if _is_half_of_double(laid):
        rare = is_rare(laid.short.parts[-1])
        return NameMatch(_SAME if rare else _LIKELY, "One gives half of the other's double name.")
    last_agrees = len(parts) - 1 in laid.places
    # Where the second name is the father's, leaving it out makes another person.
    if last_agrees and not any(is_fathers(part) for part in missing):
        return NameMatch(_SAME, "The same name; one leaves out a middle name.")
    return NameMatch(_LIKELY, "The names agree; one has a further name.")


def _without_first_name(laid: _Alignment) -> NameMatch:
    parts = laid.long.parts
    if parts[0].is_initial:
        return NameMatch(_LIKELY, "The names agree; one gives an initial before them.")
    if is_fathers(laid.short.parts[0]) or not laid.all_equal:
        # "Ali Farah" is the father of "Hodan Ali Farah".
        return _DIFFERENT
    return NameMatch(_LIKELY, "The names agree; one has a further name before them.")


def _is_half_of_double(laid: _Alignment) -> bool:
    parts = laid.long.parts
    groups = {parts[i].group for i in laid.left_over}
    return groups <= {parts[i].group for i in laid.places if i > 0}


def _in_other_order(laid: _Alignment) -> NameMatch:
    parts = laid.short.parts
    if all(is_fathers(part) for part in parts):
        # Given name and father's name exchanged: in Somali, Arabic or Ethiopic another person.
        return NameMatch(NameVerdict.DIFFERENT, "The same names in the order of another person.")
    sure = laid.all_equal and not laid.left_over and not _could_be_either(laid)
    if sure and _is_turned(laid.places):
        return NameMatch(_SAME, "The same name with the family name first.")
    return NameMatch(_LIKELY, "The same names in another order.")


def _could_be_either(laid: _Alignment) -> bool:
    both_known = laid.short.order_known and laid.long.order_known
    given_like = name_words("dual_names") | name_words("fathers")
    return both_known or all(part.spellings & given_like for part in laid.short.parts)


def _is_turned(places: tuple[int, ...]) -> bool:
    """True when the parts only moved from one end to the other."""
    start = places.index(0)
    return list(places[start:] + places[:start]) == sorted(places)


def _by_former_name(a: ReadName, b: ReadName) -> NameMatch | None:
    for one, other in ((a, b), (b, a)):
        for earlier in _earlier(one):
            if len(other.parts) > 1 and _judge(*_by_length(earlier, other)).is_possible:
                return NameMatch(_LIKELY, "One of them used to carry the other's surname.")
    return None


def _by_joined_parts(a: str, b: str) -> NameMatch | None:
    for one, other in ((a, b), (b, a)):
        read = read_name(other)
        sounds = {said for part in read.parts for said in part.sounds}
        for whole, together in _written_together(one):
            if whole.sounds & sounds and _judge(*_by_length(together, read)).is_possible:
                return NameMatch(_LIKELY, "One of them writes two parts of the name as one.")
    return None


@lru_cache(maxsize=65536)
def _written_together(name: str) -> tuple[tuple[Part, ReadName], ...]:
    """The name with two neighbours as one word; whole words only, and two parts stay at least."""
    read = read_name(name)
    parts = read.parts
    return tuple(
        (whole, ReadName((*parts[:at], whole, *parts[at + 2 :]), read.order_known))
        for at, (one, other) in enumerate(pairwise(parts))
        if len(parts) > 2 and min(len(one.text), len(other.text)) > 1
        for whole in (joined(one, other),)
    )


def _earlier(name: ReadName) -> Iterator[ReadName]:
    for part in name.former:
        yield ReadName((name.parts[0], part), order_known=True)


def _by_length(a: ReadName, b: ReadName) -> tuple[ReadName, ReadName]:
    return (a, b) if len(a.parts) <= len(b.parts) else (b, a)
