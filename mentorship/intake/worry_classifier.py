"""A second reader beside the word lists: worries in wordings that no list knows.

It has learned from labelled texts what hints sound like, in many people's words at once. It may
be wrong both ways, so what it hears only ever holds a row for a person, who reads the words
herself; it never takes anybody out, and its sentences claim nothing.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from mentorship.domain.people import Field, Mentor, Person
from mentorship.intake.worries import Outcome, Worry, WorryKind, texts_of
from mentorship.intake.worry_encoder import ENCODER_FILES, meanings
from mentorship.intake.worry_names import praises
from mentorship.intake.worry_patterns import LANGUAGES, is_found
from mentorship.intake.worry_tongues import is_in_a_known_language
from mentorship.intake.worry_traces import letter_traces, pieces, word_traces
from mentorship.intake.worry_weights import (
    FACTS_FILE,
    KINDS,
    NUMBERS_FILE,
    PLACES,
    Table,
    Weights,
    weights,
)

# Where people write in their own words; never what they ticked, and never where they work.
LISTENED_TO = (
    Field.WORDS,
    Field.ANYTHING_ELSE,
    Field.KEEP_APART,
    Field.CONTACT,
    Field.PREFERENCE,
)
_MAY_BE = {
    WorryKind.DISTRESS: "Row needs a person today: the words may be a hint at distress.",
    WorryKind.UNSAFE: "Row needs a person today: the words may hint at somebody who is not safe.",
    WorryKind.PATIENT_DETAILS: "Row needs a person: the words may hold a patient's details.",
    WorryKind.NAMES_A_PERSON: "Row needs a person: the words may accuse somebody by name.",
}
_AT_ONCE = 512
# Which texts are encoded together moves a share by less than this. Whatever comes so close to a
# limit is encoded alone and decided by that, so that nobody's outcome hangs on her neighbours.
_CLOSE = 1e-4
# So sure the reader must be of what is mostly a way of speaking, and of a language it hardly knows.
_ALMOST_SURE = 0.97
_EXCUSES = {
    WorryKind.DISTRESS: "excuse_distress",
    WorryKind.UNSAFE: "excuse_unsafe",
    WorryKind.NAMES_A_PERSON: "excuse_unsafe",
}
# Praise of somebody by name is as close to an accusation, or to a patient's story, as words can be.
_NOT_WITH_PRAISE = frozenset({WorryKind.NAMES_A_PERSON, WorryKind.PATIENT_DETAILS})


@dataclass(frozen=True, slots=True)
class _Said:
    """One piece of what somebody wrote, and where."""

    piece: str
    field: Field
    by_mentor: bool
    is_part: bool

    @property
    def must_be_surer(self) -> bool:
        """A mentor tells what she came through, and a sentence alone lacks what stood around it."""
        return self.by_mentor or self.is_part


def listen(people: Sequence[Person]) -> Mapping[str, tuple[Worry, ...]]:
    """By key, what somebody's words may hint at; people in whose words nothing is heard are left
    out.
    """
    said = {person.key: _said_by(person) for person in people}
    heard = _kinds_in(dict.fromkeys(one for several in said.values() for one in several))
    by_key: dict[str, tuple[Worry, ...]] = {}
    for key, several in said.items():
        kinds = {kind for one in several for kind in heard[one]}
        if kinds:
            by_key[key] = tuple(
                Worry(kind, _MAY_BE[kind], Outcome.HOLD) for kind in WorryKind if kind in kinds
            )
    return by_key


def _said_by(person: Person) -> list[_Said]:
    return [
        _Said(piece, field, isinstance(person, Mentor), is_part=piece != told[-1])
        for field in LISTENED_TO
        for text in dict.fromkeys(texts_of(person, field))
        for told in [pieces(text)]
        for piece in told
    ]


def _kinds_in(said: Mapping[_Said, None]) -> Mapping[_Said, frozenset[WorryKind]]:
    texts = tuple(dict.fromkeys(one.piece for one in said))
    if not texts:
        return {}
    learned = weights()
    evidence = dict(zip(texts, evidence_in(texts, learned), strict=True))
    return {one: _kinds(one, evidence[one.piece], learned) for one in said}


def evidence_in(texts: Sequence[str], learned: Weights) -> Table:
    """How much speaks for each kind in each text, wherever it was written."""
    parts = [
        _evidence_together(texts[at : at + _AT_ONCE], learned)
        for at in range(0, len(texts), _AT_ONCE)
    ]
    return np.concatenate(parts)


def shares_of(evidence: Table, *, field: Field, by_mentor: bool, learned: Weights) -> Table:
    """How likely each kind is, and ordinary last, for words that stand in this column."""
    there = np.array([field is place for place in PLACES], dtype=np.float64)
    total = evidence + there @ learned.places + by_mentor * learned.mentor
    grown = np.exp(total - total.max(axis=-1, keepdims=True))
    shares: Table = grown / grown.sum(axis=-1, keepdims=True)
    return shares


def _evidence_together(texts: Sequence[str], learned: Weights) -> Table:
    total = meanings(texts).astype(np.float64) @ learned.meaning + learned.always
    for row, text in enumerate(texts):
        for (numbers, counts), table in (
            (letter_traces(text), learned.letters),
            (word_traces(text), learned.words),
        ):
            total[row] += counts @ table[numbers]
    table_of_all: Table = total
    return table_of_all


def alarm_of(shares: Table, *, must_be_surer: bool) -> float:
    """How far from ordinary something is, from 0 to 1; halfway counts as nothing for some."""
    alarm = 1 - float(shares[-1])
    return max(0.0, 2 * alarm - 1) if must_be_surer else alarm


def _kinds(one: _Said, evidence: Table, learned: Weights) -> frozenset[WorryKind]:
    shares = shares_of(evidence, field=one.field, by_mentor=one.by_mentor, learned=learned)
    if _is_close(shares, one, learned):
        alone = _evidence_together([one.piece], learned)[0]
        shares = shares_of(alone, field=one.field, by_mentor=one.by_mentor, learned=learned)
    if alarm_of(shares, must_be_surer=one.must_be_surer) <= learned.held_from:
        return frozenset()
    is_almost_sure = 1 - float(shares[-1]) > _ALMOST_SURE
    if not is_almost_sure and not is_in_a_known_language(one.piece):
        return frozenset()
    likely = {int(np.argmax(shares[:-1]))} | set(np.flatnonzero(shares[:-1] > learned.named_from))
    kinds = frozenset(WorryKind(KINDS[at]) for at in likely)
    if kinds <= _NOT_WITH_PRAISE and praises(one.piece):
        return frozenset()
    excused = not is_almost_sure and any(
        kind in kinds and is_found(excuse, one.piece) for kind, excuse in _EXCUSES.items()
    )
    return frozenset() if excused else kinds


def _is_close(shares: Table, one: _Said, learned: Weights) -> bool:
    """True when so little decides that the company in which a text was encoded might."""
    alarm = alarm_of(shares, must_be_surer=one.must_be_surer)
    second, first = np.sort(shares[:-1])[-2:]
    sure = abs(1 - float(shares[-1]) - _ALMOST_SURE)
    apart = (abs(alarm - learned.held_from), sure, first - second)
    named = np.abs(shares[:-1] - learned.named_from).min()
    return bool(min(*apart, named) < _CLOSE)


def _version() -> str:
    """The SHA-256 of everything that what is heard depends on: weights, encoder and lists."""
    told = hashlib.sha256(json.dumps(ENCODER_FILES, sort_keys=True).encode())
    lists = [f"worry_words_{language}.json" for language in LANGUAGES]
    for name in (NUMBERS_FILE, FACTS_FILE, "worry_tongues.json", *lists):
        told.update((files(__package__) / name).read_bytes())
    return told.hexdigest()


# Another version may hear something else in the same words.
VERSION = _version()
