"""How close two institutions are, also where one of them stands only in the shipped catalogue."""

from collections.abc import Callable, Iterable, Mapping

from mentorship.guard.affiliations import Affiliations, Institution, Relation
from mentorship.guard.catalogue import Catalogue, parts_of
from mentorship.guard.lookup import Lookup
from mentorship.guard.spelling import folded, is_distinctive


class Kinship:
    """What belongs together in one register.

    curated  the entries that somebody has written: what they say of each other is complete
    picked   names that were taken from a list, of which nobody said anything
    """

    def __init__(
        self,
        curated: Iterable[Institution],
        affiliations: Affiliations,
        *,
        layers: Iterable[Lookup],
        catalogue: Callable[[], Catalogue],
        picked: frozenset[str],
    ) -> None:
        self._curated: Mapping[str, Institution] = {one.name: one for one in curated}
        self._affiliations = affiliations
        self._layers = tuple(layers)
        self._catalogue = catalogue
        self._picked = picked
        self._by_domain = {
            domain.casefold(): one.name for one in self._curated.values() for domain in one.domains
        }
        self._lines: dict[str, frozenset[str]] = {}
        self._reaches: dict[str, frozenset[str]] = {}

    def of_domain(self, domain: str) -> str | None:
        """The institution to which a domain, or one above it, belongs; curated entries first."""
        labels = domain.strip().casefold().rstrip(".").split(".")
        tails = [".".join(labels[at:]) for at in range(len(labels) - 1)]
        curated = (self._by_domain.get(tail) for tail in tails)
        return next(filter(None, curated), None) or next(
            filter(None, map(self._catalogue().of_domain, tails)), None
        )

    def line(self, name: str) -> frozenset[str]:
        """The institution and everything that it is part of, to the top."""
        if name not in self._lines:
            steps = {name, *self._by_other_names(name)}
            self._lines[name] = frozenset().union(*map(self._affiliations.line, steps))
        return self._lines[name]

    def reach(self, name: str) -> frozenset[str]:
        """Every name in whose line somebody stands who is too close to this institution."""
        if name not in self._reaches:
            near = map(self._affiliations.reach, self.line(name))
            alike = map(self.line, self._names_within(name))
            self._reaches[name] = frozenset().union(*near, *alike)
        return self._reaches[name]

    def relation(self, a: str, b: str) -> Relation:
        """How close two institutions are, the nearest relation first."""
        if a == b:
            return Relation.SAME
        if self.line(a) & self.line(b):
            return Relation.SYSTEM
        if self.reach(a) & self.line(b) or self.reach(b) & self.line(a):
            return Relation.AFFILIATED
        return Relation.NONE

    def _by_other_names(self, name: str) -> set[str]:
        """What the curated entries call an institution of the catalogue, and its own system."""
        entry = self._catalogue().entry(name)
        if not entry:
            return set()
        spelled = (words for one in entry.names if is_distinctive(words := folded(one)))
        found = {one for words in spelled for one in self._curated_as(words)}
        found |= {one for d in entry.domains if (one := self.of_domain(d)) in self._curated and one}
        return self._not_decided_apart(name, found) | set(entry.systems)

    def _names_within(self, name: str) -> set[str]:
        """The institutions whose whole name stands within this one's.

        "University of Bonn Hospital" holds "University of Bonn": nobody said that they belong
        together, and nobody should rely on their being strangers.
        """
        entry = self._catalogue().entry(name)
        curated = self._curated.get(name)
        names = entry.names if entry else curated.names if curated else (name,)
        found = {one for spelled in names for one in self._catalogue().within(spelled)}
        if not curated or name in self._picked:
            parts = (part for spelled in names for part in parts_of(spelled))
            found |= {one for part in parts for one in self._curated_as(part)}
        return self._not_decided_apart(name, found - {name})

    def _curated_as(self, words: tuple[str, ...]) -> frozenset[str]:
        exact = (layer.exactly(words).surely for layer in self._layers)
        return next(filter(None, exact), frozenset())

    def _not_decided_apart(self, name: str, others: set[str]) -> set[str]:
        return {one for one in others if not self._decided_apart(name, one)}

    def _decided_apart(self, a: str, b: str) -> bool:
        one, other = self._curated.get(a), self._curated.get(b)
        return bool((one and b in one.different_from) or (other and a in other.different_from))
