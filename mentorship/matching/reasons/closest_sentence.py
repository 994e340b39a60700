"""The sentence of a mentor's public offer that comes closest to a mentee's question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sklearn.feature_extraction.text import TfidfVectorizer

from mentorship.domain.people import Mentee, Mentor

# Below these, two texts share words by accident. On the demo cohort nearly everything above them
# answers the question, and nearly nothing that shares one word does.
LEAST_COSINE, LEAST_SHARED_WORDS = 0.22, 2
# "Yes." answers nobody's question, and nobody reads on after so many letters.
_FEWEST_WORDS, _MOST_LETTERS = 4, 220
# "Dr. Garcia", "J. R. Obi", "academia vs. Industry", "the U.S. Army"; but "You and I. We ...".
_NO_END = re.compile(
    r"\b(?:Dr|Drs|Mr|Mrs|Ms|Mx|Prof|St|vs|cf|e\.g|i\.e|(?:[A-Z]\.)+[A-Z]|(?!I\.)[A-Z])\.$"
)
_SENTENCE_END = re.compile(r"(?<=[.!?؟።…])\s+|(?<=[.!?؟።…][\"'”’)])\s+|\s*\n+\s*")


class ClosestSentence(Protocol):
    """A measure of meaning, asked for the one sentence worth quoting."""

    def __call__(self, mentee: Mentee, mentor: Mentor) -> str | None:
        """One sentence of the mentor's own, word for word; None where none is close."""


def no_sentence(mentee: Mentee, mentor: Mentor) -> str | None:
    """Quotes nobody."""
    return None


@dataclass(frozen=True, slots=True)
class ClosestByWords:
    """Closest by TF-IDF cosine of the words that both use."""

    words: TfidfVectorizer

    def __call__(self, mentee: Mentee, mentor: Mentor) -> str | None:
        said = sentences(mentor.words)
        if not said or not mentee.words.strip():
            return None
        # Rows are of length one, so that their inner product is the cosine.
        rows = self.words.transform([mentee.words, *said])
        cosines = (rows[1:] @ rows[:1].T).toarray().ravel()
        best = int(cosines.argmax())
        shared = rows[0].multiply(rows[1 + best]).nnz
        close = cosines[best] >= LEAST_COSINE and shared >= LEAST_SHARED_WORDS
        return said[best] if close else None


def closest_by_words(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> ClosestSentence:
    """Fitted on what these people wrote, and kept nowhere."""
    texts = [person.words for person in (*mentees, *mentors) if _has_a_word(person.words)]
    if not texts:
        return no_sentence
    words = TfidfVectorizer(
        stop_words="english", strip_accents="unicode", sublinear_tf=True, token_pattern=_WORD
    )
    # A vocabulary is there even where everybody used none but the commonest words.
    return ClosestByWords(words.fit([*texts, "mentor"]))


_WORD = r"(?u)\b\w\w+\b"


def _has_a_word(text: str) -> bool:
    return re.search(_WORD, text) is not None


def sentences(text: str) -> list[str]:
    """The sentences of a text that are worth quoting, each word for word."""
    return [
        part
        for part in (part.strip() for part in _parts(text))
        if len(part.split()) >= _FEWEST_WORDS and len(part) <= _MOST_LETTERS
    ]


def _parts(text: str) -> list[str]:
    """The text cut where a sentence ends, and not at every full stop."""
    parts, start = [], 0
    for gap in _SENTENCE_END.finditer(text):
        goes_on = (
            _NO_END.search(text[start : gap.start()]) or text[gap.end() : gap.end() + 1].islower()
        )
        if "\n" in gap[0] or not goes_on:
            parts.append(text[start : gap.start()])
            start = gap.end()
    return [*parts, text[start:]]
