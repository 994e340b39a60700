"""How far the colours of our stylesheet stand apart, as WCAG 2.2 measures it.

Source: W3C, Web Content Accessibility Guidelines 2.2, "relative luminance" and "contrast ratio";
1.4.3 asks 4.5 of text, 1.4.11 asks 3 of whatever shows what a thing is or in which state.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

TEXT, SHAPE = 4.5, 3.0
_DARK = "@media (prefers-color-scheme: dark)"
_NAMED = re.compile(r"--([\w-]+):\s*([^;]+);")
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_SAME_AS = re.compile(r"var\(--([\w-]+)\)")
# What is read → what it stands on.
_READ: Mapping[str, str] = {
    "ink": "paper surface sunk saffron-soft good-soft stop-soft",
    "ink-2": "paper surface sunk saffron-soft",
    "link": "paper surface saffron-soft good-soft",
    "on-brand": "brand brand-hover",
    "good": "surface good-soft",
    "stop": "paper surface stop-soft",
}
# What is seen without being read → what it has to stand out from.
_SEEN: Mapping[str, str] = {
    "edge": "paper surface",
    "brand": "paper surface sunk saffron-soft",
    "good": "good-soft",
    "stop": "paper surface stop-soft",
    "ring-inner": "ring-outer",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """One colour on another.

    least  how far they have to stand apart
    """

    name: str
    on: str
    colour: str
    ground: str
    least: float

    @property
    def ratio(self) -> float:
        return contrast(self.colour, self.ground)

    @property
    def is_enough(self) -> bool:
        return self.ratio >= self.least


def colours(tokens: str) -> Mapping[str, Mapping[str, str]]:
    """ "light" and "dark" → each name of the stylesheet of tokens → its colour."""
    always, _, dark = tokens.partition(_DARK)
    light = dict(_NAMED.findall(always))
    both = {"light": light, "dark": light | dict(_NAMED.findall(dark))}
    return {look: _only_colours(named) for look, named in both.items()}


def pairs(named: Mapping[str, str]) -> Iterator[Pair]:
    """Everything that is read or has to be seen, on all that it stands on."""
    for kind, least in ((_READ, TEXT), (_SEEN, SHAPE)):
        for name, grounds in kind.items():
            for on in grounds.split():
                yield Pair(name, on, named[name], named[on], least)


def contrast(one: str, other: str) -> float:
    """From 1, which is alike, to 21, which is black on white."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _only_colours(named: Mapping[str, str]) -> dict[str, str]:
    meant = {name: _SAME_AS.sub(lambda at: named[at[1]], value) for name, value in named.items()}
    return {name: value for name, value in meant.items() if _HEX.fullmatch(value)}


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
