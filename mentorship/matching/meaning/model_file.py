"""The tables of numbers inside an ONNX file, read without running anything that the file says.

Only what the known file holds is read: the list of its tensors, each with a name, a shape and raw
bytes (onnx.proto of the Open Neural Network Exchange; protocol buffers' wire format).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Tensor = NDArray[np.generic]
# Numbers of fields in onnx.proto: a model's graph, a graph's tensors, and parts of a tensor.
_GRAPH, _TENSORS = 7, 5
_SHAPE, _KIND, _NAME, _BYTES = 1, 2, 8, 9
_KINDS: Mapping[int, np.dtype[np.generic]] = {
    1: np.dtype("<f4"),
    3: np.dtype("i1"),
    7: np.dtype("<i8"),
    9: np.dtype("?"),
}
# How a field's bytes are laid out on the wire.
_NUMBER, _EIGHT, _RUN, _FOUR = 0, 1, 2, 5


def tensors_in(file: Path) -> Mapping[str, Tensor]:
    """Each tensor by its name."""
    model = memoryview(file.read_bytes())
    graph = next(_runs(model, _GRAPH))
    return dict(_tensor(one) for one in _runs(graph, _TENSORS))


def _tensor(told: memoryview) -> tuple[str, Tensor]:
    kind = next(_numbers(told, _KIND))
    name = bytes(next(_runs(told, _NAME))).decode()
    numbers: Tensor = np.frombuffer(bytes(next(_runs(told, _BYTES))), dtype=_KINDS[kind])
    return name, numbers.reshape(list(_numbers(told, _SHAPE)))


def _numbers(told: memoryview, wanted: int) -> Iterator[int]:
    for field, value in _fields(told):
        if field == wanted and isinstance(value, int):
            yield value


def _runs(told: memoryview, wanted: int) -> Iterator[memoryview]:
    for field, value in _fields(told):
        if field == wanted and isinstance(value, memoryview):
            yield value


def _fields(told: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    at = 0
    while at < len(told):
        key, at = _number(told, at)
        field, layout = key >> 3, key & 7
        if layout == _NUMBER:
            value, at = _number(told, at)
            yield field, value
            continue
        length, at = _length(told, at, layout)
        yield field, told[at : at + length]
        at += length


def _length(told: memoryview, at: int, layout: int) -> tuple[int, int]:
    if layout == _RUN:
        return _number(told, at)
    return {_EIGHT: 8, _FOUR: 4}[layout], at


def _number(told: memoryview, at: int) -> tuple[int, int]:
    """A number in groups of seven bits, lowest first, and where the next thing starts."""
    total = shift = 0
    while True:
        byte = told[at]
        at += 1
        total |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return total, at
