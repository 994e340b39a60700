"""Many texts through a transformer: those of one length together, on two processors."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from itertools import groupby
from typing import TypeAlias

import numpy as np
from threadpoolctl import threadpool_limits

from mentorship.matching.arrays import Floats, Integers
from mentorship.matching.meaning.transformer import Singles, Transformer

# So many pieces are read together: larger companies are no faster and take more memory.
_PIECES_TOGETHER = 512
# So many companies go through a layer before the next is unpacked.
_COMPANIES_TOGETHER = 32
_AT_ONCE = 2

Company: TypeAlias = tuple[list[int], Integers]


def read_all(encoder: Transformer, cut: Sequence[list[int]]) -> Floats:
    """(texts, size) rows of length one for texts cut into pieces, whatever their order."""
    companies = list(_companies(cut))
    rows = np.empty((len(cut), len(encoder.kind)))
    with threadpool_limits(1), ThreadPoolExecutor(_AT_ONCE) as readers:
        for first in range(0, len(companies), _COMPANIES_TOGETHER):
            wave = companies[first : first + _COMPANIES_TOGETHER]
            for (who, _), meaning in zip(wave, _read(encoder, wave, readers), strict=True):
                rows[who] = meaning
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def _read(encoder: Transformer, wave: list[Company], readers: Executor) -> list[Singles]:
    rows = list(readers.map(encoder.begin, (numbers for _, numbers in wave)))
    for unpack in encoder.layers:
        rows = list(readers.map(unpack(), rows))
    return [pieces.mean(axis=1) for pieces in rows]


def _companies(cut: Sequence[list[int]]) -> Iterator[Company]:
    """Texts of one length together, ordered by themselves and not by who came first."""
    ordered = sorted(enumerate(cut), key=lambda one: (len(one[1]), one[1]))
    for length, alike in groupby(ordered, key=lambda one: len(one[1])):
        same = list(alike)
        together = max(1, _PIECES_TOGETHER // length)
        for first in range(0, len(same), together):
            company = same[first : first + together]
            yield [at for at, _ in company], np.array([numbers for _, numbers in company])
