"""The meaning of her words and of an offer as numbers in one space, in whatever language.

English goes to one encoder. Any other language goes to a second one, whose numbers a learned
bridge brings into the space of the first, so that a question in Somali meets an offer in English.
Nothing asks the network, and no meaning is stored or logged: it says as much as the words.
"""

from collections.abc import Sequence

import numpy as np

from mentorship.intake.worry_encoder import put_away
from mentorship.intake.worry_tongues import language_of
from mentorship.matching.arrays import Floats, Mask
from mentorship.matching.meaning import minilm, multilingual
from mentorship.matching.meaning.meaning_weights import (
    MeaningWeights,
    meaning_weights,
    weights_digest,
)
from mentorship.matching.meaning.tuning import tuning_digest

SIZE = minilm.SIZE
_NONE = "none: the words themselves and the topics that they name"
_ENGLISH = "en"


def why_no_encoder() -> str:
    """One sentence for the report why words are compared without an encoder, or why only English
    ones are read by it; empty when all is well.
    """
    missing = minilm.why_not_here()
    if missing:
        return f"{missing} Words are compared by the words themselves until then."
    missing = multilingual.why_not_here()
    return f"{missing} Words in them are read less well until then." if missing else ""


def has_encoder() -> bool:
    """True when meanings can be told at all."""
    return not minilm.why_not_here()


def encoder_in_use() -> str:
    """What reads the words, for the report."""
    if not has_encoder():
        return _NONE
    return minilm.NAME if multilingual.why_not_here() else f"{minilm.NAME} and {multilingual.NAME}"


def encoder_version() -> str:
    """What the meanings of a run depend on, for its record."""
    if not has_encoder():
        return _NONE
    other = "none" if multilingual.why_not_here() else multilingual.DIGEST[:16]
    learned = f"{tuning_digest()[:16]} {weights_digest()[:16]}"
    return f"english {minilm.DIGEST[:16]}, other {other}, learned {learned}"


def meanings(texts: Sequence[str]) -> Floats:
    """(texts, SIZE) rows of length one; nothing but zeros for a text without a word.

    The order of the texts changes nothing, and company less than 1e-5. Ask `has_encoder` first.
    """
    distinct = sorted({text for text in texts if text.strip()})
    if not distinct:
        return np.zeros((len(texts), SIZE))
    english = np.array([is_read_as_english(text) for text in distinct], dtype=bool)
    known = dict(zip(distinct, _read(distinct, english), strict=True))
    nothing = np.zeros(SIZE)
    return np.array([known.get(text, nothing) for text in texts])


def is_read_as_english(text: str) -> bool:
    """True when the English encoder reads this, for want of another if it must."""
    return language_of(text) == _ENGLISH or bool(multilingual.why_not_here())


def _read(texts: Sequence[str], english: Mask) -> Floats:
    # One encoder at a time is enough for a small machine's memory.
    put_away()
    learned = meaning_weights()
    rows = np.empty((len(texts), SIZE))
    others = [text for text, is_english in zip(texts, english, strict=True) if not is_english]
    rows[~english] = in_one_space(multilingual.meanings_in_any_language(others), learned)
    rest = [text for text, is_english in zip(texts, english, strict=True) if is_english]
    rows[english] = _unit(minilm.meanings_in_english(rest) - learned.english_middle)
    return rows


def in_one_space(rows: Floats, learned: MeaningWeights) -> Floats:
    """Rows of the encoder of other languages as the English encoder would have them."""
    return _unit((rows - learned.other_middle) @ learned.bridge)


def _unit(rows: Floats) -> Floats:
    unit: Floats = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit
