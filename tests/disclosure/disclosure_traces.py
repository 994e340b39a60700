"""By what a reader could know an answer again: the answer itself, and all that is made from it.

Of a long answer every word that nobody else here uses is enough. Each is looked for in any case,
cut off, escaped, in the encodings in which programs pass words on, and as the digest that somebody
without our keys could make.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from urllib.parse import quote, unquote

_WORD = re.compile(r"[^\W\d_]{5,}|\d{4,}")
_DIGESTS = ("md5", "sha1", "sha256")
_LETTERS_OF_A_CUT_WORD = 7


@cache
def traces(said: str) -> frozenset[str]:
    """What would give this answer away to a reader. `plain_text` makes a text comparable."""
    return _long_enough((said.casefold(), *_words(said), *_initials(said)))


@cache
def encoded(said: str) -> frozenset[str]:
    """The same for somebody with a program."""
    return _long_enough(_written_otherwise(said))


def _long_enough(told: Iterable[str]) -> frozenset[str]:
    return frozenset(one for one in told if len(one) > 3)


def _words(said: str) -> Iterator[str]:
    for word in _WORD.findall(said.casefold()):
        yield word[:_LETTERS_OF_A_CUT_WORD]


def _initials(said: str) -> Iterator[str]:
    """Only of what looks like a name: two or three words, each with a capital."""
    words = said.split()
    if 2 <= len(words) <= 3 and all(word[:1].isupper() for word in words):
        yield ". ".join(word[0] for word in words).casefold() + "."


def _written_otherwise(said: str) -> Iterator[str]:
    plain = said.encode()
    yield quote(said).casefold()
    yield json.dumps(said)[1:-1].casefold()
    yield re.sub(r"\W+", "-", said).strip("-").casefold()
    yield plain.hex()
    yield said[::-1].casefold()
    for at in range(3):
        # Whatever stands before it, three letters on it is written in the same way again.
        yield base64.b64encode(plain[at : at + (len(plain) - at) // 3 * 3]).decode().casefold()
    for form in (said, said.casefold(), said.strip()):
        for kind in _DIGESTS:
            yield hashlib.new(kind, form.encode(), usedforsecurity=False).hexdigest()[:20]


def plain_text(*texts: str) -> str:
    """These texts as one, as a browser would read them, comparable with traces."""
    return unescape(unquote("\n".join(texts))).casefold()


def alone(said: str, *, everybody: str) -> frozenset[str]:
    """What gives away this answer and no other; `everybody` is what anybody may read."""
    return frozenset(one for one in traces(said) if one not in everybody)
