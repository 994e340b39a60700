"""The register of institutions: what the words in a workplace cell name, and what belongs together.

>>> register = shipped_register()
>>> sorted(register.resolve("Mass General").known)
['Massachusetts General Hospital']
"""

import csv
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from mentorship.domain.errors import Refused
from mentorship.guard.affiliations import Affiliations, Institution, Relation, umbrella
from mentorship.guard.catalogue import Catalogue, no_catalogue, shipped_catalogue
from mentorship.guard.cells import is_withheld
from mentorship.guard.kinship import Kinship
from mentorship.guard.lookup import NOTHING, Found, Lookup, Words
from mentorship.guard.mentions import Mention, find_mentions, with_wider
from mentorship.guard.resolution import Finders, Resolution, read_cell
from mentorship.guard.spelling import core, folded, is_distinctive

__all__ = ["Institution", "Register", "Relation", "Resolution", "read_register", "shipped_register"]

_MOST_OFFERED = 8


class Register:
    """The institutions that a programme knows. It never changes: growing it makes a new one.

    Three layers, each giving way to the one above: the programme's own entries, the written ones
    that ship, and the catalogue of universities, in which only full names are believed.
    """

    def __init__(
        self,
        institutions: Iterable[Institution],
        *,
        beneath: "Register | None" = None,
        catalogue: Callable[[], Catalogue] | None = None,
        picked: frozenset[str] = frozenset(),
    ) -> None:
        """The register of these institutions, on top of those of `beneath`, which give way.

        catalogue  brings the catalogue when something is first looked for in it
        picked     names of entries that were taken from a closed list as they stand there
        """
        older = {one.name: one for one in beneath.institutions} if beneath else {}
        own = {
            one.name: one.over(older[one.name]) if one.name in older else one
            for one in institutions
        }
        self._own = tuple(own.values())
        self._catalogue: Callable[[], Catalogue] = catalogue or (
            beneath._catalogue if beneath else no_catalogue
        )
        self._picked: frozenset[str] = picked | (beneath._picked if beneath else frozenset())
        self._under = _one_layer(beneath, without=own.keys()) if beneath else None
        self._affiliations = Affiliations(self.institutions)
        self._layers = self._lookups()
        self._kinship = Kinship(
            self.institutions,
            self._affiliations,
            layers=self._layers,
            catalogue=self._catalogue,
            picked=self._picked,
        )
        self._named = {one.name: one for one in self.institutions}
        self._resolve = lru_cache(maxsize=50_000)(self._read_cell)

    @property
    def institutions(self) -> tuple[Institution, ...]:
        """Every written entry, the programme's own before the shipped ones."""
        return self._own + (self._under._own if self._under else ())

    def with_more(self, other: "Register") -> "Register":
        """A register that knows both; the other one wins where they differ."""
        catalogue = self._catalogue if other._catalogue is no_catalogue else other._catalogue
        return Register(other.institutions, beneath=self, catalogue=catalogue, picked=other._picked)

    def with_names(self, names: Iterable[str]) -> "Register":
        """A register that also knows these clean names, each as an institution of its own.

        For the organisation column of a closed list: its values are names by themselves.
        """
        new = {name: Institution(name=name) for name in names if self._is_new_name(name)}
        if not new:
            return self
        return Register(
            (*self._own, *new.values()),
            beneath=self._under,
            catalogue=self._catalogue,
            picked=self._picked | new.keys(),
        )

    def resolve(self, words: str, *, near: str = "") -> Resolution:
        """What a workplace cell names.

        near  the person's city: it decides between places of one name, nothing else
        """
        return self._resolve(words, near)

    def perhaps(self, cell: str, *, near: str = "") -> tuple[str, ...]:
        """The institutions that an unsettled cell may mean, the likeliest first.

        For a person to choose from: none of them is believed before somebody has decided. Nothing
        is offered for a cell that is settled, or that names no place.
        """
        read = self.resolve(cell, near=near)
        if read.is_settled or read.withheld:
            return ()
        names = set(read.perhaps)
        pieces = [folded(piece) for piece in read.unknown or (cell,)]
        for words in pieces:
            names |= {name for layer in self._layers for name in layer.resembling(words)}
            names |= {
                *self._catalogue().within(" ".join(words)),
                *self._catalogue().resembling(words),
            }
        ranked = sorted(names - read.known, key=lambda name: (-self._likeness(name, pieces), name))
        return tuple(ranked[:_MOST_OFFERED])

    def related(self, a: str, b: str) -> Relation:
        """How close two institutions of the register are."""
        return self._kinship.relation(a, b)

    def line(self, name: str) -> frozenset[str]:
        """The institution and the systems above it."""
        return self._kinship.line(name)

    def reach(self, name: str) -> frozenset[str]:
        """Every name in whose line somebody stands who is too close to this institution."""
        return self._kinship.reach(name)

    def of_domain(self, email: str) -> str | None:
        """The institution to whose domain, or a part of it, an address belongs.

        The common system where several share the domain: whoever is there is near all of them.
        """
        return self._kinship.of_domain(email.rpartition("@")[2])

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The institutions named within a text, in order, longest names first, none twice."""
        written = find_mentions(text, self._layers)
        return with_wider(written, self._catalogue().mentions(text))

    def _likeness(self, name: str, pieces: Iterable[Words]) -> float:
        """How near the nearest spelling of an institution is to one of these pieces, of 100."""
        entry = self._catalogue().entry(name)
        written = self._named.get(name)
        spellings = (*(entry.names if entry else ()), *(written.names if written else (name,)))
        spoken = {" ".join(folded(spelling)) for spelling in spellings}
        return max(_likeness(" ".join(piece), one) for piece in pieces for one in spoken)

    def _lookups(self) -> list[Lookup]:
        own = [Lookup(_with_systems(self._own), self._affiliations)] if self._own else []
        under = self._under._layers if self._under else []
        return own + [layer.among(self._affiliations) for layer in under]

    def _exactly(self, piece: str) -> Found:
        """What the written entries make of it letter for letter; the upper layer decides."""
        words = folded(piece)
        exact = (layer.exactly(words) for layer in self._layers)
        return next((found for found in exact if found.surely), NOTHING)

    def _written(self, piece: str, *, near: str = "") -> Found:
        if (exact := self._exactly(piece)).surely:
            return exact
        words = folded(piece)
        guesses = [layer.find(words, near=near) for layer in self._layers]
        sure = next((guess for guess in guesses if guess.surely), None)
        return sure or next((guess for guess in guesses if guess.perhaps), NOTHING)

    def _find(self, piece: str, *, near: str = "") -> Found:
        """What a piece names: the written entries first, then the catalogue letter for letter."""
        written = self._written(piece, near=near)
        if self._exactly(piece).surely:
            return written
        full = self._catalogue().exactly(piece)
        if not is_distinctive(folded(piece)):
            # A loose word brings nothing more into what was found in what somebody has written.
            return written if written.surely or written.perhaps else full
        both = Found(perhaps=_joined(full, written))
        if written.surely:
            # "Columbia College" may be a nickname of one place and is the name of another;
            # "Trinity College" is the beginning of several names.
            longer = self._catalogue().beginning(folded(piece))
            all_named = (*full.surely, *full.perhaps, *longer)
            strange = [one for one in all_named if self._is_stranger(one, written.surely)]
            return (
                Found(perhaps=_joined(both, Found(perhaps=tuple(strange)))) if strange else written
            )
        asked = any(layer.exactly(folded(piece)).perhaps for layer in self._layers)
        return full if full.surely and not asked else both

    def _find_part(self, piece: str, *, near: str = "") -> Found:
        """A part of a cell may be a remark: the catalogue counts for names of several words."""
        distinctive = is_distinctive(folded(piece))
        return self._find(piece, near=near) if distinctive else self._written(piece, near=near)

    def _is_stranger(self, name: str, others: Iterable[str]) -> bool:
        return all(self.related(name, other) is Relation.NONE for other in others)

    def _is_new_name(self, name: str) -> bool:
        clean = not is_withheld(name) and not umbrella(name) and bool(core(folded(name)))
        written = self._written(name)
        full = self._catalogue().exactly(name).surely
        return clean and not written.surely and not written.perhaps and not full

    def _read_cell(self, words: str, near: str) -> Resolution:
        finders = Finders(
            exactly=self._exactly,
            whole=lambda piece: self._find(piece, near=near),
            full=lambda piece: self._catalogue().exactly(piece),
            part=lambda piece: self._find_part(piece, near=near),
            within=lambda piece: self._catalogue().within(piece),
        )
        return read_cell(words, finders)


def _likeness(piece: str, spelling: str) -> float:
    """How near a spelling is, of 100: one that only goes on is nearer than one that differs."""
    if spelling == piece:
        return 100.0
    goes_on = spelling.startswith(f"{piece} ")
    return 95.0 if goes_on else min(94.0, fuzz.ratio(piece, spelling))


def _joined(one: Found, other: Found) -> tuple[str, ...]:
    names = (*sorted(one.surely), *one.perhaps, *sorted(other.surely), *other.perhaps)
    return tuple(dict.fromkeys(names))


def _one_layer(beneath: Register, *, without: Iterable[str]) -> Register:
    """What is left of a register when these names give way. Untouched, it is not built again."""
    gone = set(without)
    left = tuple(one for one in beneath.institutions if one.name not in gone)
    if left == beneath._own:
        return beneath
    return Register(left, catalogue=beneath._catalogue)


def _with_systems(institutions: tuple[Institution, ...]) -> tuple[Institution, ...]:
    """The entries, and every system that entries are part of although it has no row of its own."""
    named = {one.name for one in institutions}
    above = {parent for one in institutions for parent in one.part_of if not umbrella(parent)}
    systems = (Institution(name=name, kind="health system") for name in sorted(above - named))
    return (*institutions, *systems)


def read_register(rows: Iterable[Mapping[str, str]]) -> Register:
    """The register written in rows with the headings name, part_of, kind, city, aliases and so on.

    Several values in one cell stand between semicolons. A row without a name is refused.
    """
    return Register(_institution(row) for row in rows)


def _institution(row: Mapping[str, str]) -> Institution:
    cells = {
        str(key).strip().casefold(): (value or "").strip() for key, value in row.items() if key
    }
    if "name" not in cells:
        raise Refused("The register of institutions needs a column with the heading 'name'.")
    if not cells["name"]:
        raise Refused("A row of the register of institutions has no name. Please fill it in.")
    return Institution(
        name=cells["name"],
        kind=cells.get("kind", "").casefold(),
        city=cells.get("city", ""),
        time_zone=cells.get("time_zone", ""),
        part_of=_several(cells.get("part_of", "")),
        aliases=_several(cells.get("aliases", "")),
        affiliated_with=_several(cells.get("affiliated_with", "")),
        domains=_several(cells.get("domains", "")),
        former_names=_several(cells.get("former_names", "")),
        different_from=_several(cells.get("different_from", "")),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@cache
def shipped_register() -> Register:
    """The starting set of institutions that comes with the program."""
    text = (files(__package__) / "register.csv").read_text(encoding="utf-8")
    written = map(_institution, csv.DictReader(text.splitlines()))
    return Register(written, catalogue=shipped_catalogue)
