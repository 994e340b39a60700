"""A plot on two logarithmic axes, as an SVG that needs nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 60, 150, 40, 50
# Dark enough on white and light enough on black.
COLOURS = ("#8a3ffc", "#c8553d")


@dataclass(frozen=True, slots=True)
class Line:
    """Measured points, and the straight line through them."""

    label: str
    sizes: NDArray[np.float64]
    values: NDArray[np.float64]
    unit: str

    @property
    def exponent(self) -> float:
        """b of value = a · size^b, by least squares on the logarithms."""
        return float(np.polyfit(np.log10(self.sizes), np.log10(self.values), 1)[0])


def drawn(lines: Sequence[Line], *, title: str) -> str:
    """The SVG document."""
    across = _Axis.over(np.concatenate([line.sizes for line in lines]), LEFT, WIDTH - RIGHT)
    up = _Axis.over(np.concatenate([line.values for line in lines]), HEIGHT - BOTTOM, TOP)
    body = "\n".join(
        (
            *_grid(across, up),
            *(shape for at, line in enumerate(lines) for shape in _line(line, at, across, up)),
            _text(LEFT, HEIGHT - 10, title),
        )
    )
    told = "; ".join(f"{line.label} grows as n to the {line.exponent:.2f}" for line in lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(told)}" font-family="sans-serif" font-size="13" fill="#777">\n'
        f"{body}\n</svg>\n"
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    """Powers of ten from the first to the last, laid out between two places on the page."""

    first: int
    last: int
    begins: float
    ends: float

    @classmethod
    def over(cls, values: NDArray[np.float64], begins: float, ends: float) -> "_Axis":
        logs = np.log10(values)
        return cls(int(np.floor(logs.min())), int(np.ceil(logs.max())), begins, ends)

    def at(self, value: float) -> float:
        share = (np.log10(value) - self.first) / (self.last - self.first)
        return float(self.begins + share * (self.ends - self.begins))

    def powers(self) -> Iterator[float]:
        yield from (10.0**power for power in range(self.first, self.last + 1))


def _grid(across: _Axis, up: _Axis) -> Iterator[str]:
    for value in across.powers():
        yield _stroke(across.at(value), up.begins, across.at(value), up.ends)
        yield _text(across.at(value), HEIGHT - BOTTOM + 18, f"{value:,.0f}", anchor="middle")
    for value in up.powers():
        yield _stroke(across.begins, up.at(value), across.ends, up.at(value))
        yield _text(LEFT - 6, up.at(value) + 4, f"{value:,g}", anchor="end")


def _line(line: Line, number: int, across: _Axis, up: _Axis) -> Iterator[str]:
    colour = COLOURS[number % len(COLOURS)]
    points = [
        (across.at(size), up.at(value)) for size, value in zip(line.sizes, line.values, strict=True)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for x, y in points:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>'
    x, y = points[-1]
    yield _text(x + 8, y + 4, f"{line.label} ({line.unit}), n^{line.exponent:.2f}")


def _stroke(x1: float, y1: float, x2: float, y2: float) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        'stroke="#777" stroke-opacity=".25"/>'
    )


def _text(x: float, y: float, words: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
