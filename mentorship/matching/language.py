"""What words say: her question beside an offer, and topics that stand in words without a tick.

With an encoder, a text is its meaning, the topics it is about, and a little of the words
themselves. Without one, which the run's report says, it is its words and their parts.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.pipeline import FeatureUnion, Pipeline

from mentorship.domain.people import Mentee, Mentor
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.arrays import Floats, Mask, SparseRows
from mentorship.matching.meaning.encoder import has_encoder
from mentorship.matching.meaning.readings import readings
from mentorship.matching.vectors import Facet

# Shares of the closeness of two texts; chosen on one half of the cases of benchmarks/meaning.py.
MEANING, TOPICS, LETTERS = 0.58, 0.40, 0.02
# A topic is read out of somebody's words when it is at least so likely, and at most this many;
# without an encoder, from this cosine on.
LEAST_LIKELY = 0.15
LEAST_TOPIC_COSINE = 0.2
MOST_TOPICS = 3
# What a mentor wrote about without ticking it counts half of what a tick does.
UNTICKED = 0.5
# Words and their parts are summed up in this many numbers: beside an encoder, and alone.
_BESIDE, _ALONE = 64, 256


class Wording(Facet):
    """How close her question and the mentor's offer are, 0 to 1."""

    def learn(self, mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> None:
        self.by_meaning_ = has_encoder()
        # The topics are added so that there is a vocabulary even where nobody wrote a word, and
        # all are sorted so that who came first changes nothing.
        texts = {person.words for person in (*mentees, *mentors)} | set(topic_phrases())
        if self.by_meaning_:
            # All at once, so that the encoder comes into memory once.
            readings(sorted(texts))
        self.letters_ = _words(_BESIDE) if self.by_meaning_ else _words_and_parts(_ALONE)
        self.letters_.fit(sorted(texts))

    def asked(self, mentees: Sequence[Mentee]) -> tuple[SparseRows, Mask]:
        return self._vectors([mentee.words for mentee in mentees])

    def offered(self, mentors: Sequence[Mentor]) -> tuple[SparseRows, Mask]:
        return self._vectors([mentor.words for mentor in mentors])

    def _vectors(self, texts: list[str]) -> tuple[SparseRows, Mask]:
        answered = np.array([bool(text.strip()) for text in texts], dtype=bool)
        letters = self.letters_.transform(texts)
        if not self.by_meaning_:
            return sparse.csr_array(_from_nothing_to_one(letters, answered, least=-1.0)), answered
        rows = self._meaningful(texts, letters)
        # Topics are never less than unlike; the two other parts may point away from each other.
        least = -(MEANING + LETTERS)
        return sparse.csr_array(_from_nothing_to_one(rows, answered, least=least)), answered

    def _meaningful(self, texts: list[str], letters: Floats) -> Floats:
        """Rows of at most length one, whose inner product adds up the three shares."""
        read = readings(texts)
        topics = np.sqrt(read.topics)
        length = np.linalg.norm(topics, axis=1, keepdims=True)
        topics = np.divide(topics, length, out=topics, where=length > 0)
        parts = ((MEANING, read.places), (TOPICS, topics), (LETTERS, letters))
        return np.hstack([np.sqrt(share) * part for share, part in parts])


class UntickedTopics(Facet):
    """The share of topics that stand in her words, unticked, on which this mentor can help."""

    def asked(self, mentees: Sequence[Mentee]) -> tuple[SparseRows, Mask]:
        found = topics_in([mentee.words for mentee in mentees])
        found[_ticked(mentees) > 0] = 0.0
        total = found.sum(axis=1, keepdims=True)
        shares = np.divide(found, total, out=np.zeros_like(found), where=total > 0)
        return sparse.csr_array(shares), total.ravel() > 0

    def offered(self, mentors: Sequence[Mentor]) -> tuple[SparseRows, Mask]:
        written = topics_in([mentor.words for mentor in mentors]) > 0
        offers = np.maximum(_ticked(mentors), UNTICKED * written)
        return sparse.csr_array(offers), offers.any(axis=1)


def topics_in(texts: list[str]) -> Floats:
    """(texts, topics) how much each topic stands in each text; zero where it is not clear."""
    if has_encoder():
        found, least = readings(texts).topics, LEAST_LIKELY
    else:
        phrases, rows = _phrases()
        found, least = cosine_similarity(phrases.transform(texts), rows), LEAST_TOPIC_COSINE
    last_kept = np.sort(found, axis=1)[:, -MOST_TOPICS][:, None]
    return np.where((found >= least) & (found >= last_kept), found, 0.0)


def topic_phrases() -> list[str]:
    """Each topic as both sides say it, in the order of the vocabulary."""
    return [
        " ".join((topic.label, topic.mentor_label, *topic.aliases))
        for topic in vocabulary().topics.values()
    ]


@cache
def _phrases() -> tuple[TfidfVectorizer, SparseRows]:
    """What the topics sound like: fitted on the vocabulary alone, so equal in every run."""
    phrases = TfidfVectorizer(stop_words="english", strip_accents="unicode", sublinear_tf=True)
    return phrases, phrases.fit_transform(topic_phrases())


def _ticked(people: Sequence[Mentee] | Sequence[Mentor]) -> Floats:
    """(people, topics) one where the topic was ticked."""
    codes = list(vocabulary().topics)
    return np.array([[float(code in p.topics) for code in codes] for p in people])


def _from_nothing_to_one(rows: Floats, answered: Mask, *, least: float) -> Floats:
    """Rows whose inner products are 0 to 1, where they were `least` to 1."""
    shift = np.sqrt(-least) * answered[:, None]
    shifted: Floats = np.hstack([rows, shift]) / np.sqrt(1 - least)
    return shifted


def _words(size: int) -> Pipeline:
    return _summed_up(TfidfVectorizer(strip_accents="unicode", sublinear_tf=True), size)


def _words_and_parts(size: int) -> Pipeline:
    """Half words, half pieces of words, which survive typing errors and word forms."""
    half = np.sqrt(0.5)
    parts = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), strip_accents="unicode", sublinear_tf=True
    )
    words = TfidfVectorizer(strip_accents="unicode", sublinear_tf=True)
    both = FeatureUnion(
        [("words", words), ("parts", parts)], transformer_weights={"words": half, "parts": half}
    )
    return _summed_up(both, size)


def _summed_up(texts: TfidfVectorizer | FeatureUnion, size: int) -> Pipeline:
    """Rows of at most length one, whose inner products are near those of the texts' own."""
    return Pipeline([("texts", texts), ("sums", TruncatedSVD(size, random_state=0))])
