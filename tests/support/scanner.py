"""Looks for words in files as a thief would: in any of the shapes in which programs keep them."""

import gzip
import hashlib
import html
import json
import quopri
import re
import zlib
from base64 import b32encode, b64encode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import numpy as np

_DIGESTS = ("md5", "sha1", "sha256", "sha512")
_PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
_MOST_UNPACKED = 4 * 1024 * 1024
_HOW_DEEP = 2
_START = 8


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A word lies in a file, in one of the shapes below."""

    file: str
    word: str
    shape: str


def _in_base64(offset: int, encode: Callable[[bytes], bytes] = b64encode) -> Callable[[str], bytes]:
    """What stays the same of a word in base64 when so many bytes stand before it."""

    def shape(word: str) -> bytes:
        raw = word.encode()
        first = -(-offset * 4 // 3)
        whole = (offset + len(raw)) * 4 // 3
        return encode(b"\0" * offset + raw)[first:whole]

    return shape


def _digest(name: str) -> Callable[[str], bytes]:
    return lambda word: hashlib.new(name, word.encode()).hexdigest().encode()


def _raw_digest(name: str) -> Callable[[str], bytes]:
    return lambda word: hashlib.new(name, word.encode()).digest()


def _all_quoted(word: str) -> bytes:
    return "".join(f"%{byte:02X}" for byte in word.encode()).encode()


SHAPES: Mapping[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-16le": lambda word: word.encode("utf-16-le"),
    "utf-16be": lambda word: word.encode("utf-16-be"),
    "utf-32le": lambda word: word.encode("utf-32-le"),
    "latin-1": lambda word: word.encode("latin-1"),
    **{f"base64 at {offset}": _in_base64(offset) for offset in range(3)},
    **{f"base64 for addresses at {at}": _in_base64(at, urlsafe_b64encode) for at in range(3)},
    "base32": lambda word: b32encode(word.encode()).rstrip(b"=")[:-1],
    "hexadecimal": lambda word: word.encode().hex().encode(),
    "hexadecimal in capitals": lambda word: word.encode().hex().upper().encode(),
    "quoted for addresses": lambda word: quote(word).encode(),
    "every byte quoted for addresses": _all_quoted,
    "json": lambda word: json.dumps(word)[1:-1].encode(),
    "html": lambda word: html.escape(word).encode("ascii", "xmlcharrefreplace"),
    "quoted-printable": lambda word: quopri.encodestring(word.encode()),
    "lower case": lambda word: word.lower().encode(),
    "upper case": lambda word: word.upper().encode(),
    "backwards": lambda word: word[::-1].encode(),
    **{name: _digest(name) for name in _DIGESTS},
    **{f"{name} of lower case": lambda word, n=name: _digest(n)(word.lower()) for name in _DIGESTS},
    **{f"raw {name}": _raw_digest(name) for name in _DIGESTS},
}
# Shapes of a whole file: what is in it is unpacked and looked through again.
PACKED: Mapping[str, Callable[[bytes], bytes]] = {"zlib": zlib.compress, "gzip": gzip.compress}


def find(files: Iterable[Path], words: Iterable[str]) -> list[Found]:
    """Every word in every file, in every shape, packed or not."""
    wanted: dict[bytes, list[tuple[str, str]]] = defaultdict(list)
    for word in words:
        for name, shape in SHAPES.items():
            wanted[shape(word)].append((word, name))
    look = _Look(wanted)
    return sorted(
        {
            Found(file.name, *about)
            for file in files
            for content in _contents(_bytes_of(file))
            for pattern in look.in_content(content)
            for about in wanted[pattern]
        }
    )


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""  # gone since it was listed


class _Look:
    """Looks for thousands of patterns at once: by the eight bytes that each begins with."""

    def __init__(self, patterns: Iterable[bytes]) -> None:
        self.by_start: dict[int, list[bytes]] = defaultdict(list)
        for pattern in patterns:
            self.by_start[int.from_bytes(pattern[:_START], "little")].append(pattern)
        self.starts = np.sort(np.fromiter(self.by_start, dtype="<u8"))

    def in_content(self, content: bytes) -> Iterator[bytes]:
        """Every pattern that stands somewhere in it."""
        for shift in range(_START):
            count = (len(content) - shift) // _START
            if count <= 0:
                break
            words = np.frombuffer(content, dtype="<u8", offset=shift, count=count)
            places = np.searchsorted(self.starts, words).clip(max=len(self.starts) - 1)
            for at in np.flatnonzero(self.starts[places] == words):
                place = int(at) * _START + shift
                for pattern in self.by_start[int(words[at])]:
                    if content.startswith(pattern, place):
                        yield pattern


def _contents(raw: bytes, *, depth: int = 0) -> Iterator[bytes]:
    """The bytes, and whatever is packed within them."""
    yield raw
    if depth < _HOW_DEEP:
        view = memoryview(raw)
        for start in _PACKED.finditer(raw):
            if unpacked := _unpacked(view[start.start() : start.start() + _MOST_UNPACKED]):
                yield from _contents(unpacked, depth=depth + 1)


def _unpacked(raw: memoryview) -> bytes:
    """What zlib or gzip packed here; nothing when it only looked like that."""
    stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    try:
        return stream.decompress(raw, _MOST_UNPACKED)
    except zlib.error:
        return b""
