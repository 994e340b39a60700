"""What the second reader has learned: a number for each trace and kind, as `train-worries` wrote.

No pickle is opened: the file holds arrays of numbers and nothing that could run.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
import numpy.typing as npt

from mentorship.domain.people import Field
from mentorship.intake.worry_encoder import refuse_other_files

NUMBERS_FILE = "worry_weights.npz"
FACTS_FILE = "worry_weights.json"
# One column for each kind that is listened for, in this order, and the last for what is ordinary.
KINDS = ("distress", "unsafe", "patient_details", "names_a_person")
# Columns of a form in which the same words mean something else.
PLACES = (Field.KEEP_APART, Field.CONTACT)
Table = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """Coefficients by trace, one column for each kind and one for ordinary.

    held_from    how far from ordinary a text must be to be held
    named_from   how likely a kind must be, to be named beside the likeliest
    """

    meaning: Table
    letters: Table
    words: Table
    always: Table
    mentor: Table
    places: Table
    held_from: float
    named_from: float


def facts() -> Mapping[str, object]:
    """What the numbers were learned from: digests, thresholds, and what was measured."""
    text = (files(__package__) / FACTS_FILE).read_text(encoding="utf-8")
    read: Mapping[str, object] = json.loads(text)
    return read


@cache
def weights() -> Weights:
    """The shipped weights. Refuses those that were learned with another encoder."""
    known = facts()
    encoder = known["encoder"]
    refuse_other_files(dict(encoder) if isinstance(encoder, dict) else {})
    with as_file(files(__package__) / NUMBERS_FILE) as path, np.load(path) as tables:
        table = {name: tables[name].astype(np.float64) for name in tables.files}
    return Weights(
        **table,
        held_from=float(str(known["held_from"])),
        named_from=float(str(known["named_from"])),
    )
