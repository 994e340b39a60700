"""A small BERT in numpy: the numbers of pieces of words become the meaning of a text.

Devlin et al. 2019, with the mean over all pieces as the text's meaning (Reimers & Gurevych 2019).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mentorship.matching.arrays import Integers

Singles: TypeAlias = NDArray[np.float32]
HEADS = 12
_TINY = np.float32(1e-12)
_HALF, _ROOT_HALF, _P = np.float32(0.5), np.float32(np.sqrt(0.5)), np.float32(0.3275911)
_NEAR = 16_384
_SERIES = np.array(
    [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592], dtype=np.float32
)


class Rows(Protocol):
    """A table of which single rows are asked for."""

    def rows(self, numbers: Integers) -> Singles:
        """The rows of these numbers, in the shape of the numbers."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A table as it is."""

    table: Singles

    def rows(self, numbers: Integers) -> Singles:
        found: Singles = self.table[numbers]
        return found


@dataclass(frozen=True, slots=True)
class Table:
    """Whole numbers from -128 to 127 with a scale for each row: a quarter of the memory."""

    wholes: NDArray[np.int8]
    scale: Singles

    def rows(self, numbers: Integers) -> Singles:
        return self.wholes[numbers] * self.scale[numbers]


@dataclass(frozen=True, slots=True)
class Norm:
    """Each row is brought to mean 0 and variance 1, then stretched and moved."""

    weight: Singles
    bias: Singles

    def __call__(self, rows: Singles) -> Singles:
        rows = rows - rows.mean(axis=-1, keepdims=True)
        variance = np.square(rows).mean(axis=-1, keepdims=True)
        rows *= self.weight / np.sqrt(variance + _TINY)
        rows += self.bias
        return rows


@dataclass(frozen=True, slots=True)
class Linear:
    """rows @ weight + bias."""

    weight: Singles
    bias: Singles

    def __call__(self, rows: Singles) -> Singles:
        # One product of two tables is twice as fast as many small ones.
        flat: Singles = rows.reshape(-1, rows.shape[-1]) @ self.weight
        flat += self.bias
        made: Singles = flat.reshape(*rows.shape[:-1], -1)
        return made


def gelu(rows: Singles) -> Singles:
    """The rows themselves, each number × the share of a normal distribution below it, to 2e-7.

    scipy's erf is exact and takes as long as both products around it. This is formula 7.1.26 of
    Abramowitz & Stegun 1964, by parts so small that they stay near the processor.
    """
    flat = rows.reshape(-1)
    for first in range(0, len(flat), _NEAR):
        part = flat[first : first + _NEAR]
        far = np.abs(part)
        beyond = _half_beyond(far * _ROOT_HALF)
        np.maximum(part, 0, out=part)
        part -= np.multiply(far, beyond, out=far)
    return rows


def _half_beyond(far: Singles) -> Singles:
    """Half of what the error function leaves beyond each number, none of them negative."""
    near = far * _P
    near += 1
    np.reciprocal(near, out=near)
    series: Singles = near * _SERIES[0]
    for factor in _SERIES[1:]:
        series += factor
        series *= near
    np.square(far, out=far)
    np.negative(far, out=far)
    series *= np.exp(far, out=far)
    series *= _HALF
    return series


@dataclass(frozen=True, slots=True)
class Layer:
    """Every piece looks at all others, then thinks by itself."""

    ask_show_tell: Linear
    gather: Linear
    after_looking: Norm
    widen: Linear
    narrow: Linear
    after_thinking: Norm

    def __call__(self, pieces: Singles) -> Singles:
        looked = self.after_looking(self.gather(self._look(pieces)) + pieces)
        return self.after_thinking(self.narrow(gelu(self.widen(looked))) + looked)

    def _look(self, pieces: Singles) -> Singles:
        texts, length, size = pieces.shape
        parted = self.ask_show_tell(pieces).reshape(texts, length, 3, HEADS, size // HEADS)
        asked, shown, told = parted.transpose(2, 0, 3, 1, 4)
        nearness = asked @ shown.transpose(0, 1, 3, 2)
        nearness -= nearness.max(axis=-1, keepdims=True)
        np.exp(nearness, out=nearness)
        nearness /= nearness.sum(axis=-1, keepdims=True)
        seen: Singles = (nearness @ told).transpose(0, 2, 1, 3).reshape(texts, length, size)
        return seen


@dataclass(frozen=True, slots=True)
class Transformer:
    """What a text's pieces mean together. Layers are unpacked one at a time, to spare memory."""

    pieces: Rows
    places: Rows
    kind: Singles
    start: Norm
    layers: tuple[Callable[[], Layer], ...]

    def begin(self, numbers: Integers) -> Singles:
        """(texts, pieces, size) each piece by itself; all `numbers` (texts, pieces) of a length."""
        rows = self.pieces.rows(numbers) + self.kind
        return self.start(rows + self.places.rows(np.arange(numbers.shape[1])))


def layer(linears: Sequence[Linear], norms: Sequence[Norm]) -> Layer:
    """From what asks, shows and tells, gathers, widens and narrows, and the two norms."""
    ask, show, tell, gather, widen, narrow = linears
    # Nearness is divided by the root of a head's size; asking that much softer is the same.
    softer = np.float32((ask.weight.shape[1] // HEADS) ** -0.5)
    return Layer(
        ask_show_tell=Linear(
            np.hstack([ask.weight * softer, show.weight, tell.weight]),
            np.hstack([ask.bias * softer, show.bias, tell.bias]),
        ),
        gather=gather,
        after_looking=norms[0],
        widen=widen,
        narrow=narrow,
        after_thinking=norms[1],
    )
