"""What the encoders learned of how women ask here, and of what answers them.

Each weight of an encoder moves by the product of two narrow tables (Hu et al. 2021, low-rank
adaptation), which `scripts/tune-encoders` found from pairs of a question and the offer that
answers it. No pickle is opened: the file holds arrays of numbers and nothing that could run.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from mentorship.matching.meaning.transformer import Layer, Linear, Singles

TUNING_FILE = "tuning.npz"
# The two encoders, as the file calls them.
ENGLISH, OTHERS = "english", "others"
TUNED = ("ask_show_tell", "gather", "widen", "narrow")


def tuned(layer: Layer, encoder: str, at: int) -> Layer:
    """This layer of an encoder, moved by what was learned."""

    def moved(part: str, linear: Linear) -> Linear:
        narrow, widen = (found[f"{encoder}.{at}.{part}.{table}"] for table in ("narrow", "widen"))
        return Linear(linear.weight + narrow @ widen, linear.bias)

    found = _tables()
    return replace(
        layer,
        ask_show_tell=moved("ask_show_tell", layer.ask_show_tell),
        gather=moved("gather", layer.gather),
        widen=moved("widen", layer.widen),
        narrow=moved("narrow", layer.narrow),
    )


@cache
def tuning_digest() -> str:
    """The SHA-256 of the shipped tables."""
    return hashlib.sha256((files(__package__) / TUNING_FILE).read_bytes()).hexdigest()


@cache
def _tables() -> Mapping[str, Singles]:
    with as_file(files(__package__) / TUNING_FILE) as path, np.load(path) as tables:
        return {name: tables[name].astype(np.float32) for name in tables.files}
