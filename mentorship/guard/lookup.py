"""Finding the institution that one piece of text names, however it is spelled."""

import copy
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from mentorship.guard.affiliations import Affiliations, Institution
from mentorship.guard.spelling import GENERIC, KIND_WORDS, REMARKS, WEAK, core, folded, initials

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a piece of text names. `surely` holds one institution, or several of one system
    between which the words do not tell; `perhaps` holds what a person might mean."""

    surely: frozenset[str] = frozenset()
    perhaps: tuple[str, ...] = ()


NOTHING = Found()
# Shorter words are too often one letter from another word.
_SHORTEST_SLIP = 7
# "Poly", "aero", "tech": the beginnings by which the empty words of a name are written.
_SHORTENED = frozenset(word[:n] for word in GENERIC for n in range(3, len(word)))


@dataclass(frozen=True, slots=True)
class _Form:
    """One way of writing an institution, folded, with the words that may stand beside it."""

    institution: str
    words: Words
    beside: frozenset[str]


class Lookup:
    """All forms of one set of institutions, indexed for finding."""

    def __init__(self, institutions: Iterable[Institution], affiliations: Affiliations) -> None:
        self._affiliations = affiliations
        self._exact: dict[Words, set[str]] = defaultdict(set)
        self._joined: dict[str, set[str]] = defaultdict(set)
        self._sorted: dict[Words, set[str]] = defaultdict(set)
        self._acronyms: dict[str, set[str]] = defaultdict(set)
        self._by_word: dict[str, list[_Form]] = defaultdict(list)
        self._cities: dict[str, frozenset[str]] = {}
        for institution in institutions:
            self._add(institution)
        self.vocabulary = frozenset(word for form in self._exact for word in form)
        self.longest = max((len(form) for form in self._exact), default=0)
        self._city_words = frozenset(word for words in self._cities.values() for word in words)
        self._slips: dict[str, bool] = {}
        self._corrections: dict[str, str] = {}
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        for word in self.vocabulary:
            self._by_letter[word[:1]].append(word)
        self._spoken = [" ".join(form) for form in self._exact]

    def among(self, affiliations: Affiliations) -> "Lookup":
        """The same forms, where other institutions belong together. Nothing is built again."""
        same = copy.copy(self)
        same._affiliations = affiliations
        return same

    def knows(self, word: str) -> bool:
        """True when a folded word may begin or end the name of an institution."""
        named = word in self.vocabulary or word in self._acronyms or word in self._joined
        return named or word in _SHORTENED

    def nearly_knows(self, word: str) -> bool:
        """True for a long word that is one slip of the pen away from one that is known."""
        if len(word) < _SHORTEST_SLIP or self.knows(word):
            return False
        if word not in self._slips:
            self._slips[word] = self._nearest(word) != word
        return self._slips[word]

    def exactly(self, words: Words) -> Found:
        """What these words name letter for letter, abbreviations and spacing aside."""
        named = self._exact.get(words) or self._joined.get("".join(words), set())
        return self._one_system(named or self._short_for(words))

    def find(self, words: Words, *, near: str = "") -> Found:
        """What these words name, or what they may mean."""
        if not words:
            return NOTHING
        for candidates in (
            self._exact.get(words, set()),
            self._joined.get("".join(words), set()),
            self._short_for(words),
            self._told_from_the_rest(words),
            self._sorted.get(tuple(sorted(words)), set()) if _order_is_free(words) else set(),
        ):
            if candidates:
                return self._one_system(candidates, near=near)
        corrected = self._corrected(words)
        if corrected == words:
            return Found(perhaps=self.resembling(words))
        meant = self.find(corrected, near=near)
        if len(words) == 1:
            # "Charité" is no Charity Hospital: a word by itself has nothing that bears it out.
            return Found(perhaps=(*sorted(meant.surely), *meant.perhaps))
        return meant

    def resembling(self, words: Words) -> tuple[str, ...]:
        """Institutions that a person should be asked about; nothing is sure."""
        if not core(words):
            return ()
        close = process.extract(" ".join(words), self._spoken, scorer=fuzz.ratio, limit=3)
        names = {
            name
            for form, score, _ in close
            if score >= 85
            for name in self._exact[tuple(form.split())]
        }
        telling = core(words)
        for form in self._by_word.get(telling[0], ()):
            if core(form.words)[0] == telling[0]:
                names.add(form.institution)
        return tuple(sorted(names))[:5]

    def _add(self, institution: Institution) -> None:
        context = institution.city, *institution.part_of, _in_brackets(institution.name)
        beside = frozenset(word for text in context for word in folded(text))
        beside |= KIND_WORDS.get(institution.kind, frozenset())
        self._cities[institution.name] = frozenset(folded(institution.city)) | frozenset(
            folded(_in_brackets(institution.name))
        )
        for text in _ways_to_write(institution):
            words = folded(text)
            if not words or institution.name in self._exact[words]:
                continue
            if len(words) == 1 and words[0] in GENERIC:
                continue  # "U of A" leaves nothing but "university"
            self._exact[words].add(institution.name)
            for start in {words, _proper_start(words)}:
                self._joined["".join(start)].add(institution.name)
            self._sorted[tuple(sorted(words))].add(institution.name)
            for word in set(core(words)):
                self._by_word[word].append(_Form(institution.name, words, beside))
        for letters in initials(_without_brackets(institution.name)):
            self._acronyms[letters].add(institution.name)

    def _short_for(self, words: Words) -> set[str]:
        """The institutions of this acronym: formed from their names, or begun so in an alias.

        Both count: the letters of one place may be the nickname of another.
        """
        if len(words) != 1 or words[0] not in self._acronyms:
            return set()
        begun = {
            form.institution
            for form in self._by_word.get(words[0], ())
            if form.words[0] == words[0]
        }
        return self._acronyms[words[0]] | begun

    def _told_from_the_rest(self, words: Words) -> set[str]:
        """The institutions that the words point at although words are missing or added."""
        telling = core(words)
        if self._city_words.issuperset(telling):
            return set()  # "Chicago" is a city before it is a university
        forms = [form for word in set(telling) for form in self._by_word.get(word, ())]
        full = {form.institution for form in forms if _explains(words, form)}
        if full or telling != words or words[0] == "saint":
            return full  # one St. Mary's is not another
        # Nothing but a proper name ("Kestrel"): it may stop early, where one system begins so.
        return {form.institution for form in forms if form.words[: len(words)] == words}

    def _one_system(self, candidates: set[str], *, near: str = "") -> Found:
        if self._are_kin(candidates):
            return Found(surely=frozenset(candidates))
        here = {name for name in candidates if self._cities.get(name, set()) & set(folded(near))}
        if here and self._are_kin(here):
            return Found(surely=frozenset(here))
        return Found(perhaps=tuple(sorted(candidates)))

    def _are_kin(self, names: set[str]) -> bool:
        lines = [self._affiliations.line(name) for name in names]
        return bool(lines) and bool(frozenset.intersection(*lines) or len(lines) == 1)

    def _corrected(self, words: Words) -> Words:
        """The words with one slip of the pen put right, where only one right word is near."""
        return tuple(self._nearest(word) for word in words)

    def _nearest(self, word: str) -> str:
        if word in self.vocabulary or word in REMARKS or len(word) < 5:
            return word
        if word not in self._corrections:
            self._corrections[word] = self._one_slip_away(word)
        return self._corrections[word]

    def _one_slip_away(self, word: str) -> str:
        most = 1 if len(word) < 10 else 2
        near = [
            known
            for known in self._by_letter.get(word[:1], ())
            if (len(word) > 5 or known in GENERIC)
            and abs(len(known) - len(word)) <= most
            and DamerauLevenshtein.distance(known, word, score_cutoff=most) <= most
        ]
        return near[0] if len(near) == 1 else word


def _ways_to_write(institution: Institution) -> Iterable[str]:
    yield institution.name
    bare = _without_brackets(institution.name)
    if set(core(folded(bare))) - WEAK:
        yield bare
    yield from institution.aliases
    yield from institution.former_names


def _in_brackets(name: str) -> str:
    return name.partition("(")[2].partition(")")[0]


def _without_brackets(name: str) -> str:
    before, _, rest = name.partition("(")
    return (before + rest.partition(")")[2]).strip()


def _order_is_free(words: Words) -> bool:
    """False where order tells places apart: the University of York is not York University."""
    return "university" not in words or (len(core(words)) > 1 and words[0] != "university")


def _proper_start(words: Words) -> Words:
    """The words without the empty ones at their end, where more than one remain."""
    telling = core(words)
    return telling if len(telling) > 1 and words[: len(telling)] == telling else words


def _explains(words: Words, form: _Form) -> bool:
    """True when the words are this form with only empty words missing, only its own added."""
    first = core(form.words)[0]
    if first not in words or (first in WEAK and len(core(words)) == 1 != len(core(form.words))):
        return False
    position = 0
    unused: list[str] = []
    for word in words:
        step = next(
            (i for i in range(position, len(form.words)) if _is_short_for(word, form.words[i])),
            None,
        )
        if step is None:
            if word not in form.beside and word not in REMARKS:
                return False
            continue
        unused.extend(form.words[position:step])
        position = step + 1
    unused.extend(form.words[position:])
    return position > 0 and all(word in GENERIC or word in form.beside for word in unused)


def _is_short_for(word: str, whole: str) -> bool:
    """True for the word itself and for the beginning of an empty word: "aero", "poly"."""
    return word == whole or (len(word) >= 3 and whole in GENERIC and whole.startswith(word))
