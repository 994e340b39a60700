"""Does it bring her to the mentor who would help, and not to one who merely uses her words?

    python -m benchmarks.meaning

It ends with the speed and memory of 10,000 short texts (benchmarks/meaning_speed.py).

Two sets: what people write every day (meaning_everyday.csv), and cases made to mislead, in which an
offer shares no word with its question and its look-alike most (meaning_cases.csv). Each is parted
by the digest of its cases' names: what shares meaning, topics and letters get was chosen on the one
half, and the figures are of the other, if not said otherwise. Every question is ranked against all
offers and look-alikes of its set.
"""

import csv
import hashlib
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

from mentorship.domain.people import Mentee, Mentor
from mentorship.matching.arrays import Floats, Mask
from mentorship.matching.language import Wording
from mentorship.matching.meaning import minilm
from mentorship.matching.meaning.companies import read_all
from mentorship.matching.meaning.encoder import (
    encoder_in_use,
    encoder_version,
    meanings,
    why_no_encoder,
)
from mentorship.matching.meaning.readings import readings

SETS = {"every day": "meaning_everyday.csv", "made to mislead": "meaning_cases.csv"}
LANGUAGES = ("en", "es", "fr", "ar", "so")
_RANKED = 10
_FEW, _DRAWS = 64, 100
_K1, _B = 1.5, 0.75


@dataclass(frozen=True, slots=True)
class Cases:
    """The labelled cases, and which half each belongs to."""

    names: tuple[str, ...]
    languages: tuple[str, ...]
    offer_languages: tuple[str, ...]
    questions: tuple[str, ...]
    offers: tuple[str, ...]
    look_alikes: tuple[str, ...]

    @property
    def pool(self) -> list[str]:
        return [*self.offers, *self.look_alikes]

    @property
    def reported(self) -> Mask:
        first = [hashlib.sha256(name.encode()).digest()[0] for name in self.names]
        return np.array(first) % 2 == 1


def cases(file_name: str) -> Cases:
    with Path(__file__).with_name(file_name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = ("id", "language", "offer_language", "question", "offer", "look_alike")
    return Cases(*(tuple(row[column] for row in rows) for column in columns))


def tf_idf(known: Cases) -> Floats:
    texts = TfidfVectorizer(strip_accents="unicode", sublinear_tf=True)
    pool = texts.fit_transform(known.pool)
    return np.asarray(cosine_similarity(texts.transform(known.questions), pool))


def bm25(known: Cases) -> Floats:
    """Robertson and Zaragoza 2009, with k1 = 1.5 and b = 0.75."""
    words = CountVectorizer(strip_accents="unicode")
    counts = words.fit_transform(known.pool).toarray().astype(float)
    length = counts.sum(axis=1, keepdims=True)
    norm = _K1 * (1 - _B + _B * length / length.mean())
    found = (counts > 0).sum(axis=0)
    rarity = np.log(1 + (len(counts) - found + 0.5) / (found + 0.5))
    weighed = rarity * counts * (_K1 + 1) / (counts + norm)
    asked = (words.transform(known.questions) > 0).astype(float)
    return np.asarray(asked @ weighed.T)


def by_encoder(known: Cases) -> Floats:
    return np.asarray(meanings(known.questions) @ meanings(known.pool).T)


def by_encoder_as_it_comes(known: Cases) -> Floats:
    """The English encoder before it was tuned, and without the bridge: it reads English alone."""
    encoder, cut = minilm.untuned()
    asked, offered = (
        read_all(encoder, [cut(text) for text in texts]) for texts in (known.questions, known.pool)
    )
    return np.asarray(asked @ offered.T)


def by_topics(known: Cases) -> Floats:
    asked, offered = (np.sqrt(readings(one).topics) for one in (known.questions, known.pool))
    return cosine_similarity(asked, offered)


def by_blend(known: Cases) -> Floats:
    """What the engine makes of it: the `words` of a mentee and of a mentor, through its facet."""
    asking = [
        Mentee(key=f"a{at}", row=at, answers={}, words=text)
        for at, text in enumerate(known.questions)
    ]
    offering = [
        Mentor(key=f"o{at}", row=at, answers={}, words=text) for at, text in enumerate(known.pool)
    ]
    facet = Wording().fit([*asking, *offering])
    return np.asarray((facet.transform(asking) @ facet.transform(offering).T).toarray())


MEASURES = {
    "TF-IDF": tf_idf,
    "BM25": bm25,
    "plain MiniLM": by_encoder_as_it_comes,
    "encoder": by_encoder,
    "topics": by_topics,
    "blend": by_blend,
}


def ranks(scores: Floats, *, among: Mask | None = None) -> Floats:
    """(cases,) the place of each right offer, 1 the best; ties count against it."""
    own = np.diag(scores)[:, None]
    better = scores >= own
    return np.asarray((better if among is None else better & among).sum(axis=1), dtype=float)


def figures(scores: Floats, known: Cases, chosen: Mask) -> str:
    size = len(known.names)
    place = ranks(scores)[chosen]
    alone = ranks(scores[:, :size])[chosen]
    same = ranks(scores, among=in_her_offers_language(known))[chosen]
    beaten = np.diag(scores) > np.diag(scores[:, size:])
    return (
        f"{_mrr(place):6.2f} {np.mean(place <= 5):6.2f} {np.mean(beaten[chosen]):8.2f}"
        f" {_mrr(same):10.2f} {_mrr(alone):12.2f} {_among_few(scores, chosen):9}"
    )


def _among_few(scores: Floats, chosen: Mask) -> str:
    """MRR where only so many offers are there to rank, as in a small round: the mean of draws."""
    names = np.flatnonzero(chosen)
    if len(names) < _FEW:
        return "-"
    draws = np.random.default_rng(0)
    few = (draws.choice(names, _FEW, replace=False) for _ in range(_DRAWS))
    return f"{np.mean([_mrr(ranks(scores[np.ix_(some, some)])) for some in few]):.2f}"


def in_her_offers_language(known: Cases) -> Mask:
    """(cases, pool) True for what is written in the language of the right offer."""
    languages = np.array(known.offer_languages)
    return languages[:, None] == np.concatenate([languages, languages])[None, :]


def _mrr(place: Floats) -> float:
    return float(np.where(place <= _RANKED, 1 / place, 0.0).mean())


def print_quality(title: str, known: Cases) -> None:
    print(f"\n== {title} ==")
    found = {name: measure(known) for name, measure in MEASURES.items()}
    _print_table("half on which the shares were chosen", found, known, ~known.reported)
    _print_table("half that is reported", found, known, known.reported)
    blend = found["blend"]
    for language in LANGUAGES:
        chosen = known.reported & (np.array(known.languages) == language)
        print(f"blend, {language} ({chosen.sum():3d})   {figures(blend, known, chosen)}")
    _print_misses(blend, known)


def _print_table(title: str, found: Mapping[str, Floats], known: Cases, chosen: Mask) -> None:
    print(f"\n{title}: {chosen.sum()} questions, {len(known.pool)} texts to rank")
    print("                MRR@10  hit@5  beats its  MRR same  MRR without  among")
    print("                               look-alike language  look-alikes  64 offers")
    for name, scores in found.items():
        print(f"{name:15s} {figures(scores, known, chosen)}")


def _print_misses(scores: Floats, known: Cases) -> None:
    far = (ranks(scores) > _RANKED) & known.reported
    size = len(known.names)
    fooled = (np.diag(scores) <= np.diag(scores[:, size:])) & known.reported
    print("\nnot among the first ten:", *np.array(known.names)[far])
    print("\nits look-alike stands above it:", *np.array(known.names)[fooled])


def run() -> None:
    print(f"read by {encoder_in_use()} ({encoder_version()}) {why_no_encoder()}")
    for title, file_name in SETS.items():
        print_quality(title, cases(file_name))
    print(flush=True)
    # In a process of its own, in which nothing else takes memory.
    subprocess.run([sys.executable, "-m", "benchmarks.meaning_speed"], check=True)


if __name__ == "__main__":
    run()
