"""What each text says, read once: its place among all meanings, and the topics that it is about.

What was read is kept in this process alone, under a digest in the place of the words, so that
several measures, and a second look at the same cohort, need not read again.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mentorship.matching.arrays import Floats
from mentorship.matching.meaning.encoder import meanings
from mentorship.matching.meaning.meaning_weights import meaning_weights

# A reading takes less than a kilobyte. Beyond this many, all are read anew.
_MOST_KEPT = 50_000
_kept: dict[bytes, Floats] = {}


@dataclass(frozen=True, slots=True)
class Readings:
    """One row for each text.

    places   (texts, AXES) at most length one; the inner product of two is near their cosine
    topics   (texts, topics) how likely the text is about each, 0 to 1; together at most 1
    """

    places: Floats
    topics: Floats


def readings(texts: Sequence[str]) -> Readings:
    """What the texts say; zeros for one without a word. Needs an encoder, see `has_encoder`."""
    keys = [_key(text) for text in texts]
    _read_new(dict(zip(keys, texts, strict=True)))
    axes = meaning_weights().axes.shape[1]
    width = axes + len(meaning_weights().codes)
    rows = np.array([_kept[key] for key in keys], dtype=np.float64).reshape(len(texts), width)
    return Readings(rows[:, :axes], rows[:, axes:])


def forget_readings() -> None:
    """Nothing of what was read is left in this process."""
    _kept.clear()


def _read_new(texts: dict[bytes, str]) -> None:
    if len(_kept) + len(texts) > _MOST_KEPT:
        forget_readings()
    new = {key: text for key, text in texts.items() if key not in _kept}
    if new:
        rows = _rows(list(new.values())).astype(np.float32)
        _kept.update(zip(new, rows, strict=True))


def _rows(texts: Sequence[str]) -> Floats:
    learned = meaning_weights()
    found = meanings(texts)
    grown = np.exp(found @ learned.topics + learned.topics_always)
    topics = grown[:, :-1] / grown.sum(axis=1, keepdims=True)
    topics[~found.any(axis=1)] = 0.0
    return np.hstack([found @ learned.axes, topics])


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
