"""Which places belong together: institutions, the systems they are part of, their affiliates."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from mentorship.guard.spelling import plain


class Relation(StrEnum):
    """How close two institutions are."""

    SAME = "same"
    SYSTEM = "system"
    AFFILIATED = "affiliated"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """One entry of the register. `part_of` may name a system that has no entry of its own.

    different_from  names of places that look alike and are somewhere else: somebody has decided so
    """

    name: str
    part_of: tuple[str, ...] = ()
    kind: str = ""
    city: str = ""
    time_zone: str = ""
    aliases: tuple[str, ...] = ()
    affiliated_with: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    different_from: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that leads to it."""
        return (self.name, *self.aliases, *self.former_names)

    def over(self, older: "Institution") -> "Institution":
        """This entry, and all of the older one of its name that it does not say otherwise.

        One more spelling never costs a place the system that it is part of.
        """
        return replace(
            self,
            part_of=self.part_of or older.part_of,
            kind=self.kind or older.kind,
            city=self.city or older.city,
            time_zone=self.time_zone or older.time_zone,
            aliases=_both(self.aliases, older.aliases),
            affiliated_with=_both(self.affiliated_with, older.affiliated_with),
            domains=_both(self.domains, older.domains),
            former_names=_both(self.former_names, older.former_names),
            different_from=_both(self.different_from, older.different_from),
        )


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


# Employers so large that two people in them need not share anybody: never a system by themselves.
_UMBRELLAS = {
    "nhs": "NHS",
    "the nhs": "NHS",
    "national health service": "NHS",
    "nhs england": "NHS",
    "nhs scotland": "NHS",
    "nhs wales": "NHS",
    "hse": "HSE",
    "va": "VA",
    "the va": "VA",
    "vha": "VA",
    "va hospital": "VA",
    "va medical center": "VA",
    "veterans affairs": "VA",
    "us department of veterans affairs": "VA",
    "veterans health administration": "VA",
    "us army": "US Army",
    "us navy": "US Navy",
    "us air force": "US Air Force",
    "the army": "US Army",
    "the navy": "US Navy",
    "the military": "the military",
    "military": "the military",
    "federal government": "the government",
    "government": "the government",
    "the government": "the government",
    "civil service": "the government",
    "indian health service": "IHS",
    "ihs": "IHS",
}


def umbrella(words: str) -> str | None:
    """The very large employer that these words name, if they name nothing narrower."""
    bare = " ".join(plain(words).replace(".", "").replace(",", " ").split())
    bare = bare.split(" (")[0]
    if bare.startswith(("state of ", "county of ", "city of ", "commonwealth of ")):
        return bare
    return _UMBRELLAS.get(bare)


class Affiliations:
    """What belongs to what. Every name that occurs is known here, entries and bare systems."""

    def __init__(self, institutions: Iterable[Institution]) -> None:
        self._parents: dict[str, tuple[str, ...]] = {}
        self._affiliates: dict[str, set[str]] = {}
        for one in institutions:
            self._parents[one.name] = tuple(p for p in one.part_of if not umbrella(p))
            for other in one.affiliated_with:
                self._affiliates.setdefault(one.name, set()).add(other)
                self._affiliates.setdefault(other, set()).add(one.name)
        self._lines: dict[str, frozenset[str]] = {}
        self._reaches: dict[str, frozenset[str]] = {}

    def line(self, name: str) -> frozenset[str]:
        """The institution and everything that it is part of, to the top."""
        if name not in self._lines:
            found, ahead = {name}, [name]
            while ahead:
                parents = set(self._parents.get(ahead.pop(), ())) - found
                found |= parents
                ahead.extend(parents)
            self._lines[name] = frozenset(found)
        return self._lines[name]

    def reach(self, name: str) -> frozenset[str]:
        """The line of an institution, and the lines of all that is affiliated with it."""
        if name not in self._reaches:
            line = self.line(name)
            beside = {other for step in line for other in self._affiliates.get(step, set())}
            self._reaches[name] = line.union(*(self.line(other) for other in beside))
        return self._reaches[name]
