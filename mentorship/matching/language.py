"""What words say: her question beside an offer, and topics that stand in words without a tick."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.pipeline import FeatureUnion

from mentorship.domain.people import Mentee, Mentor
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.arrays import Mask, SparseRows
from mentorship.matching.vectors import Facet

# A topic is read out of somebody's words from this cosine on, and at most this many of them.
LEAST_TOPIC_COSINE = 0.2
MOST_TOPICS = 3
# What a mentor wrote about without ticking it counts half of what a tick does.
UNTICKED = 0.5


class Wording(Facet):
    """Cosine of her question and the mentor's offer: TF-IDF of words and of parts of words."""

    def learn(self, mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> None:
        texts = [person.words for person in (*mentees, *mentors)]
        # The topics are added so that there is a vocabulary even where nobody wrote a word.
        self.texts_ = _words_and_parts().fit([*texts, *topic_phrases()])

    def asked(self, mentees: Sequence[Mentee]) -> tuple[SparseRows, Mask]:
        return self._vectors([mentee.words for mentee in mentees])

    def offered(self, mentors: Sequence[Mentor]) -> tuple[SparseRows, Mask]:
        return self._vectors([mentor.words for mentor in mentors])

    def _vectors(self, texts: list[str]) -> tuple[SparseRows, Mask]:
        answered = np.array([bool(text.strip()) for text in texts], dtype=bool)
        return sparse.csr_array(self.texts_.transform(texts)), answered


class UntickedTopics(Facet):
    """The share of topics that stand in her words, unticked, on which this mentor can help."""

    def asked(self, mentees: Sequence[Mentee]) -> tuple[SparseRows, Mask]:
        found = self._topics_in([mentee.words for mentee in mentees])
        found[_ticked(mentees) > 0] = 0.0
        total = found.sum(axis=1, keepdims=True)
        shares = np.divide(found, total, out=np.zeros_like(found), where=total > 0)
        return sparse.csr_array(shares), total.ravel() > 0

    def offered(self, mentors: Sequence[Mentor]) -> tuple[SparseRows, Mask]:
        written = self._topics_in([mentor.words for mentor in mentors]) > 0
        offers = np.maximum(_ticked(mentors), UNTICKED * written)
        return sparse.csr_array(offers), offers.any(axis=1)

    def _topics_in(self, texts: list[str]) -> np.ndarray:
        """(texts, topics) cosine with each topic's phrases; zero where it is not clear."""
        phrases, rows = _phrases()
        cosines = cosine_similarity(phrases.transform(texts), rows)
        last_kept = np.sort(cosines, axis=1)[:, -MOST_TOPICS][:, None]
        clear = (cosines >= LEAST_TOPIC_COSINE) & (cosines >= last_kept)
        return np.where(clear, cosines, 0.0)


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


def _ticked(people: Sequence[Mentee] | Sequence[Mentor]) -> np.ndarray:
    """(people, topics) one where the topic was ticked."""
    codes = list(vocabulary().topics)
    return np.array([[float(code in p.topics) for code in codes] for p in people])


def _words_and_parts() -> FeatureUnion:
    """Unit rows: half words, half pieces of words, which survive typing errors and word forms."""
    half = np.sqrt(0.5)
    return FeatureUnion(
        [
            ("words", TfidfVectorizer(strip_accents="unicode", sublinear_tf=True)),
            (
                "parts",
                TfidfVectorizer(
                    analyzer="char_wb",
                    ngram_range=(3, 5),
                    strip_accents="unicode",
                    sublinear_tf=True,
                ),
            ),
        ],
        transformer_weights={"words": half, "parts": half},
    )
