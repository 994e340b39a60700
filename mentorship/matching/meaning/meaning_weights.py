"""What `scripts/train-meaning` has learned: how the encoders' numbers become one space, and topics.

No pickle is opened: the file holds arrays of numbers and nothing that could run.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from mentorship.matching.arrays import Floats

NUMBERS_FILE = "meaning_weights.npz"


@dataclass(frozen=True, slots=True)
class MeaningWeights:
    """Everything is in the space of the English encoder, from `english_middle` on.

    english_middle   (384,) what all English texts have in common
    other_middle     (384,) the same for the encoder of other languages
    bridge           (384, 384) from that encoder's space into the English one
    axes             (384, AXES) the directions in which people's questions and offers differ
    topics           (384, topics + 1) a column for each topic, and last for none of them
    topics_always    (topics + 1,) how likely each is before anything was read
    codes            the topics, in the order of their columns
    """

    english_middle: Floats
    other_middle: Floats
    bridge: Floats
    axes: Floats
    topics: Floats
    topics_always: Floats
    codes: tuple[str, ...]


@cache
def meaning_weights() -> MeaningWeights:
    """The shipped weights."""
    with as_file(files(__package__) / NUMBERS_FILE) as path, np.load(path) as tables:
        codes = tuple(str(code) for code in tables["codes"])
        numbers = {
            name: tables[name].astype(np.float64) for name in tables.files if name != "codes"
        }
    return MeaningWeights(**numbers, codes=codes)


@cache
def weights_digest() -> str:
    """The SHA-256 of the shipped weights."""
    return hashlib.sha256((files(__package__) / NUMBERS_FILE).read_bytes()).hexdigest()
