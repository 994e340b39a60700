"""Reading a workplace cell piece by piece: several places, remarks, and answers that are none."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mentorship.guard.affiliations import umbrella
from mentorship.guard.catalogue import is_written_as_name
from mentorship.guard.cells import Piece, is_withheld, pieces_of
from mentorship.guard.lookup import NOTHING, Found
from mentorship.guard.spelling import core, folded


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


@dataclass(frozen=True, slots=True)
class Finders:
    """How pieces of a cell are looked up.

    exactly  letter for letter, among the entries that somebody has written
    whole    a piece that stands by itself
    full     the whole name of an institution of the catalogue
    part     what dashes, commas and brackets leave of a piece
    within   the institutions whose whole name is part of a longer one
    """

    exactly: Callable[[str], Found]
    whole: Callable[[str], Found]
    full: Callable[[str], Found]
    part: Callable[[str], Found]
    within: Callable[[str], tuple[str, ...]]


def read_cell(words: str, finders: Finders) -> Resolution:
    """What a workplace cell names."""
    if (exact := finders.exactly(words)).surely:
        return Resolution(known=exact.surely)
    if wide := umbrella(words):
        return Resolution(umbrellas=frozenset({wide}))
    if is_withheld(words):
        # "Ohio University" is the name of a place, and "ohio university" one of many in Ohio.
        full = finders.full(words).surely if is_written_as_name(words.strip()) else frozenset()
        return Resolution(known=full, withheld=not full)
    whole = finders.whole(words)
    if whole.surely:
        return Resolution(known=whole.surely)
    return _together(_read_piece(piece, finders) for piece in pieces_of(words))


def _together(parts: Iterable[Resolution]) -> Resolution:
    """One answer from the pieces of a cell: an aside that names nothing is a remark."""
    known: set[str] = set()
    perhaps: list[str] = []
    unknown: list[str] = []
    umbrellas: set[str] = set()
    for part in parts:
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


def _read_piece(piece: Piece, finders: Finders) -> Resolution:
    whole = finders.whole(piece.text)
    if whole.surely:
        return Resolution(known=whole.surely)
    if wide := umbrella(piece.text):
        return Resolution(umbrellas=frozenset({wide}))
    if is_withheld(piece.text):
        return Resolution()
    # "St. Mary's University, Texas": where a place is says nothing of who else is there.
    found = [NOTHING if is_withheld(part) else finders.part(part) for part in piece.parts]
    known = frozenset[str]().union(*(one.surely for one in found))
    if known:
        loose = [
            part
            for part, one in zip(piece.parts, found, strict=True)
            if not one.surely and _names_a_place(part)
        ]
        # A whole name may end in the letters of another place: "Paris 6 (UPMC)".
        full = finders.full(piece.text)
        named = tuple(sorted(full.surely - known)) + full.perhaps
        return Resolution(known=known, perhaps=named, unknown=tuple(loose))
    if any(umbrella(part) for part in piece.parts) and not core(folded(piece.parts[0])):
        return Resolution(umbrellas=frozenset(filter(None, map(umbrella, piece.parts))))
    perhaps = whole.perhaps or tuple(name for one in found for name in one.perhaps)
    perhaps = perhaps or finders.within(piece.text)
    return Resolution(perhaps=perhaps, unknown=(piece.text,) if not perhaps else ())


def _names_a_place(part: str) -> bool:
    """True when a remark beside a known workplace may itself be another workplace."""
    words = folded(part)
    kinds = {"university", "hospital", "clinic", "health", "college", "institute", "infirmary"}
    return bool(core(words)) and bool(kinds & set(words)) and "department" not in words
