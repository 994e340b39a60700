"""A language in which every message stands in brackets: what stands outside was forgotten."""

import re
from collections.abc import Iterator, Set
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from xml.etree.ElementTree import Element

import html5lib
from babel.support import NullTranslations

from mentorship.domain.sentences import Day, the_day

ROOT = Path(__file__).parents[2]
OPENS, CLOSES = "⟦⟧"
SAID_ALOUD = ("aria-label", "title", "placeholder", "alt", "label")
_SAID_BY_SCRIPTS = re.compile(r"data-[\w-]+")
# A passkey or a code of a library is the same in every language.
_NOT_READ = ("script", "style", "code", "pre", "svg")
_WORD = re.compile(r"[^\W\d_]{2,}")


def words_script() -> ModuleType:
    """scripts/words, whose name has no ending."""
    loader = SourceFileLoader("words", str(ROOT / "scripts" / "words"))
    spec = spec_from_loader("words", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


class Pseudo(NullTranslations):
    """Says what stands in the catalogs, and nothing else."""

    def __init__(self, known: Set[str]) -> None:
        super().__init__()
        self.known = known

    def ugettext(self, message: str) -> str:
        return f"{OPENS}{message}{CLOSES}" if message in self.known else message

    def ungettext(self, singular: str, plural: str, num: int) -> str:
        said = singular if num == 1 else plural
        return f"{OPENS}{said}{CLOSES}" if singular in self.known else said


def write_day(day: Day, _code: str) -> str:
    return f"{OPENS}{the_day(day.on, day.shape)}{CLOSES}"


def unmarked(html: str) -> Iterator[str]:
    """Every piece of the page with letters in it that stands in no brackets."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    depth = 0
    for text in _read(tree):
        for piece in re.split(f"([{OPENS}{CLOSES}])", text):
            depth += (piece == OPENS) - (piece == CLOSES)
            if depth == 0 and _WORD.search(piece):
                yield " ".join(piece.split())
    for element in tree.iter():
        yield from _attributes(element)


def _read(element: Element) -> Iterator[str]:
    if element.tag in _NOT_READ:
        return
    # The name of a language is said in that language.
    if element.tag != "button" or element.get("name") != "read_in":
        yield element.text or ""
        for child in element:
            yield from _read(child)
            yield child.tail or ""


def _attributes(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        is_said = name in SAID_ALOUD or (_SAID_BY_SCRIPTS.fullmatch(name) and " " in value)
        if is_said and OPENS not in value and _WORD.search(value):
            yield f"{name}: {value}"
        if name == "value" and OPENS in value:
            # What a form sends is read by our own readers, which read English.
            yield f"would be sent: {value}"
