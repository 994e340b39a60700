"""The register of institutions: what the words in a workplace cell name, and what belongs together.

>>> register = shipped_register()
>>> sorted(register.resolve("Mass General").known)
['Massachusetts General Hospital']
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from mentorship.domain.errors import Refused
from mentorship.guard.affiliations import Affiliations, Institution, Relation, umbrella
from mentorship.guard.cells import Piece, is_withheld, pieces_of
from mentorship.guard.lookup import NOTHING, Found, Lookup
from mentorship.guard.mentions import Mention, find_mentions
from mentorship.guard.spelling import core, folded

__all__ = ["Institution", "Register", "Relation", "Resolution", "read_register", "shipped_register"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the words in a workplace cell name.

    known      names in the register: the person works at each of them
    perhaps    names in the register that somebody should be asked about
    unknown    the pieces of the cell that nothing in the register explains
    umbrellas  very large employers named without the place: no conflict, no certainty
    withheld   True when the cell is empty or says that the person would rather not write it
    """

    known: frozenset[str] = frozenset()
    perhaps: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    umbrellas: frozenset[str] = frozenset()
    withheld: bool = False

    @property
    def is_settled(self) -> bool:
        """True when a machine may rely on it: something is known and nothing is left open."""
        return bool(self.known) and not self.perhaps and not self.unknown


class Register:
    """The institutions that a programme knows. It never changes: growing it makes a new one."""

    def __init__(
        self, institutions: Iterable[Institution], *, beneath: "Register | None" = None
    ) -> None:
        """The register of these institutions, on top of those of `beneath`, which give way."""
        own = {one.name: one for one in institutions}
        self._own = tuple(own.values())
        under = beneath.institutions if beneath else ()
        self._beneath = tuple(one for one in under if one.name not in own)
        self._affiliations = Affiliations(self.institutions)
        self._layers = [
            Lookup(_with_systems(layer), self._affiliations)
            for layer in (self._own, self._beneath)
            if layer
        ]
        self._by_domain = {d.casefold(): one.name for one in self.institutions for d in one.domains}
        self._resolve = lru_cache(maxsize=50_000)(self._read_cell)

    @property
    def institutions(self) -> tuple[Institution, ...]:
        """Every entry, the programme's own before the shipped ones."""
        return self._own + self._beneath

    def with_more(self, other: "Register") -> "Register":
        """A register that knows both; the other one wins where they differ."""
        return Register(other.institutions, beneath=self)

    def with_names(self, names: Iterable[str]) -> "Register":
        """A register that also knows these clean names, each as an institution of its own.

        For the organisation column of a closed list: its values are names by themselves.
        """
        new = {name: Institution(name=name) for name in names if self._is_new_name(name)}
        if not new:
            return self
        return Register((*self._own, *new.values()), beneath=Register(self._beneath))

    def resolve(self, words: str, *, near: str = "") -> Resolution:
        """What a workplace cell names.

        near  the person's city: it decides between places of one name, nothing else
        """
        return self._resolve(words, near)

    def related(self, a: str, b: str) -> Relation:
        """How close two institutions of the register are."""
        return self._affiliations.relation(a, b)

    def line(self, name: str) -> frozenset[str]:
        """The institution and the systems above it."""
        return self._affiliations.line(name)

    def reach(self, name: str) -> frozenset[str]:
        """Every name in whose line somebody stands who is too close to this institution."""
        return self._affiliations.reach(name)

    def of_domain(self, email: str) -> str | None:
        """The institution to whose domain, or a part of it, an address belongs."""
        labels = email.rpartition("@")[2].strip().casefold().split(".")
        tails = (".".join(labels[i:]) for i in range(len(labels) - 1))
        return next((self._by_domain[tail] for tail in tails if tail in self._by_domain), None)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The institutions named within a text, in order, longest names first, none twice."""
        return tuple(find_mentions(text, self._layers))

    def _exactly(self, piece: str) -> Found:
        words = folded(piece)
        exact = (layer.exactly(words) for layer in self._layers)
        return next((found for found in exact if found.surely), NOTHING)

    def _find(self, piece: str, *, near: str = "") -> Found:
        if (exact := self._exactly(piece)).surely:
            return exact
        words = folded(piece)
        guesses = [layer.find(words, near=near) for layer in self._layers]
        sure = next((guess for guess in guesses if guess.surely), None)
        return sure or next((guess for guess in guesses if guess.perhaps), NOTHING)

    def _is_new_name(self, name: str) -> bool:
        found = self._find(name)
        clean = not is_withheld(name) and not umbrella(name) and bool(core(folded(name)))
        return clean and not found.surely and not found.perhaps

    def _read_cell(self, words: str, near: str) -> Resolution:
        if (exact := self._exactly(words)).surely:
            return Resolution(known=exact.surely)
        if wide := umbrella(words):
            return Resolution(umbrellas=frozenset({wide}))
        if is_withheld(words):
            return Resolution(withheld=True)
        whole = self._find(words, near=near)
        if whole.surely:
            return Resolution(known=whole.surely)
        return self._together(pieces_of(words), near=near)

    def _together(self, pieces: Iterable[Piece], *, near: str) -> Resolution:
        """One answer from the pieces of a cell: an aside that names nothing is a remark."""
        known: set[str] = set()
        perhaps: list[str] = []
        unknown: list[str] = []
        umbrellas: set[str] = set()
        for piece in pieces:
            part = self._read_piece(piece, near=near)
            known |= part.known
            perhaps += part.perhaps
            unknown += part.unknown
            umbrellas |= part.umbrellas
        nothing = not (known or perhaps or unknown or umbrellas)
        return Resolution(
            frozenset(known),
            tuple(dict.fromkeys(perhaps)),
            tuple(unknown),
            frozenset(umbrellas),
            withheld=nothing,
        )

    def _read_piece(self, piece: Piece, *, near: str) -> Resolution:
        whole = self._find(piece.text, near=near)
        if whole.surely:
            return Resolution(known=whole.surely)
        if wide := umbrella(piece.text):
            return Resolution(umbrellas=frozenset({wide}))
        if is_withheld(piece.text):
            return Resolution()
        found = [self._find(part, near=near) for part in piece.parts]
        known = frozenset[str]().union(*(one.surely for one in found))
        if known:
            loose = [
                part
                for part, one in zip(piece.parts, found, strict=True)
                if not one.surely and _names_a_place(part)
            ]
            return Resolution(known=known, unknown=tuple(loose))
        if any(umbrella(part) for part in piece.parts) and not core(folded(piece.parts[0])):
            return Resolution(umbrellas=frozenset(filter(None, map(umbrella, piece.parts))))
        perhaps = whole.perhaps or tuple(name for one in found for name in one.perhaps)
        return Resolution(perhaps=perhaps, unknown=(piece.text,) if not perhaps else ())


def _names_a_place(part: str) -> bool:
    """True when a remark beside a known workplace may itself be another workplace."""
    words = folded(part)
    kinds = {"university", "hospital", "clinic", "health", "college", "institute", "infirmary"}
    return bool(core(words)) and bool(kinds & set(words)) and "department" not in words


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
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@cache
def shipped_register() -> Register:
    """The starting set of institutions that comes with the program."""
    text = (files(__package__) / "register.csv").read_text(encoding="utf-8")
    return read_register(csv.DictReader(text.splitlines()))
