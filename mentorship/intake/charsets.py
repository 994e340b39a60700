"""Which character set the bytes of a text file are in, judged by how its letters look."""

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LETTERS_JUDGED = 5000
_BYTES_JUDGED = 100_000
_SURE_OF_LETTERS = 0.2
_PURE = 0.7
# In words of Latin letters, accented ones stand alone; in other scripts they stand in rows.
_MOST_NEIGHBOURS = 0.5
_BEYOND_ASCII = re.compile(r"([\x00-\x7f]?)([^\x00-\x7f])(?=([\x00-\x7f]?))")
_NEIGHBOURS = re.compile(rb"[\x80-\xff](?=[\x80-\xff])")
_APOSTROPHES = "‘’"
_SIGNS = "’‘“”–—…¿¡€°·•\xa0«»"
_WESTERN = frozenset("áàâäãåçéèêëíìîïñóòôöõúùûüýÿæœøßÁÀÂÄÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜŠšŽž" + _SIGNS)
_CENTRAL = frozenset("áäąćčďéęěíłľńňóôöőřśšťúůüűýźžżđßÁÄĄĆČĎÉĘĚÍŁĽŃŇÓÔÖŐŘŚŠŤÚŮÜŰÝŹŽŻĐ" + _SIGNS)
_TURKISH = frozenset("âçğıîöşûüÂÇĞİÎÖŞÛÜ" + _SIGNS)
# Tried in this order; a later one has to look better, not as good.
_LATIN = (
    ("cp1252", _WESTERN),
    ("mac_roman", _WESTERN),
    ("cp1250", _CENTRAL),
    ("cp1254", _TURKISH),
    ("cp850", _WESTERN),
)
_FEWEST_MIX_UPS = 3
_MIXED_UP = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u017e\u0192\u02c6-\u2122]{1,3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, and how it came about: `judged` by its letters, `mended` from a mix-up."""

    text: str
    judged: bool = False
    mended: bool = False


def decode_bytes(raw: bytes) -> Decoded | None:
    """The text in the bytes, or None when they look like no text in any character set."""
    encoding = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    encoding = encoding or _unmarked_utf16(raw)
    if encoding is not None:
        return _unmixed(raw.decode(encoding, errors="replace"))
    try:
        return _unmixed(raw.decode("utf-8"))
    except UnicodeDecodeError:
        encoding = _judged(_telling_part(raw))
    return None if encoding is None else Decoded(_decoded(raw, encoding), judged=True)


def _telling_part(raw: bytes) -> bytes:
    """The first lines that are not plain ASCII: the rest tells nothing, and files are long."""
    lines: list[bytes] = []
    length = 0
    for line in raw.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            length += len(line)
        if length > _BYTES_JUDGED:
            break
    return b"".join(lines)[: 2 * _BYTES_JUDGED]


def _decoded(raw: bytes, encoding: str) -> str:
    codecs.register_error("as_windows", _as_windows)
    return raw.decode(encoding, errors="as_windows" if encoding == "utf-8" else "replace")


def _judged(part: bytes) -> str | None:
    """The encoding under which the letters look right; UTF-8 when only a few bytes are strays."""
    if _mostly_utf8(part):
        return "utf-8"
    beyond = sum(byte > 127 for byte in part)
    neighbours = len(_NEIGHBOURS.findall(part))
    if neighbours > beyond * _MOST_NEIGHBOURS:
        return _best_other_script(part) or _best_of_all(part) or _best_latin(part)
    return _best_latin(part) or _best_other_script(part) or _best_of_all(part)


def _best_of_all(part: bytes) -> str | None:
    best = from_bytes(part).best()
    return None if best is None else best.encoding


def _unmarked_utf16(raw: bytes) -> str | None:
    """UTF-16 without its mark shows as a zero in every other byte of Latin headings."""
    start = raw[:400]
    if len(start) < 8 or len(raw) % 2:
        return None
    if start[1::2].count(0) > len(start) * 0.4:
        return "utf-16-le"
    if start[0::2].count(0) > len(start) * 0.4:
        return "utf-16-be"
    return None


def _mostly_utf8(part: bytes) -> bool:
    """True for UTF-8 with a few stray bytes, as when two exports were pasted together."""
    right = sum(letter > "\x7f" for letter in part.decode("utf-8", errors="ignore"))
    strays = len(_decoded(part, "utf-8")) - len(part.decode("utf-8", errors="ignore"))
    return right > strays


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", errors="replace"), error.end


def _best_latin(part: bytes) -> str | None:
    likely = {encoding: _likelihood(part, encoding, letters) for encoding, letters in _LATIN}
    best = max(likely, key=lambda encoding: likely[encoding])
    return best if likely[best] > _SURE_OF_LETTERS else None


def _likelihood(part: bytes, encoding: str, letters: frozenset[str]) -> float:
    """How much the letters beyond ASCII look like people's words, from -1 to 1."""
    text = part.decode(encoding, errors="replace")
    found = list(islice(_BEYOND_ASCII.finditer(text), _LETTERS_JUDGED))
    return sum(_looks_right(match, letters) for match in found) / max(1, len(found))


def _looks_right(found: re.Match[str], letters: frozenset[str]) -> int:
    """1 for a letter or sign where people use it: no capital and no dash inside a small word."""
    before, letter, after = found.groups()
    if letter not in letters:
        return -1
    if letter.isalpha():
        return -1 if letter.isupper() and before.islower() else 1
    return -1 if before.isalpha() and after.isalpha() and letter not in _APOSTROPHES else 1


def _is_of(script: str) -> Callable[[str], bool]:
    return lambda letter: unicodedata.name(letter, "").startswith(script)


def _is_common_in(encoding: str, first: int, last: int) -> Callable[[str], bool]:
    """True for signs in the rows of a set that hold the common ones."""

    def is_common(letter: str) -> bool:
        encoded = letter.encode(encoding, errors="ignore")
        return len(encoded) == 2 and first <= encoded[0] <= last

    return is_common


_SCRIPTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("cp1256", _is_of("ARABIC LETTER")),
    ("iso8859_6", _is_of("ARABIC LETTER")),
    ("cp1251", _is_of("CYRILLIC")),
    ("koi8_r", _is_of("CYRILLIC")),
    ("cp1253", _is_of("GREEK")),
    ("cp1255", _is_of("HEBREW")),
    ("gb18030", _is_common_in("gb2312", 0xB0, 0xD7)),
    ("big5", _is_common_in("big5", 0xA4, 0xC6)),
    ("euc_kr", _is_of("HANGUL")),
    ("shift_jis", _is_of("HIRAGANA")),
)


def _best_other_script(part: bytes) -> str | None:
    """The set under which nearly all letters are of one script, in its usual forms."""
    rated = [(_purity(part, encoding, belongs), encoding) for encoding, belongs in _SCRIPTS]
    purity, best = max(rated, key=lambda one: one[0])
    return best if purity > _PURE else None


def _purity(part: bytes, encoding: str, belongs: Callable[[str], bool]) -> float:
    """The share of letters beyond ASCII that belong, less those that stand where none does."""
    text = part.decode(encoding, errors="replace")
    letters = [letter for letter in text if ord(letter) > 127 and not letter.isspace()]
    letters = letters[:_LETTERS_JUDGED]
    right = sum(map(belongs, letters))
    # In Cyrillic read by the wrong table, small and large letters change places.
    odd = len(re.findall("[а-яё][А-ЯЁ]", text)) + text.count("\ufffd")
    return (right - odd) / max(1, len(letters))


def _unmixed(text: str) -> Decoded:
    """The text with é where another program had made Ã© of it, when that happened throughout."""
    mended = _MIXED_UP.sub(_first_meant, text)
    if mended == text:
        return Decoded(text)
    before, after = _foreign(text), _foreign(mended)
    # Whoever really writes of Ã and © keeps them: then few letters would be won.
    throughout = after * 1.8 < before and len(text) - len(mended) >= _FEWEST_MIX_UPS
    return Decoded(mended, mended=True) if throughout else Decoded(text)


def _foreign(text: str) -> int:
    return sum(letter > "\x7f" for letter in text)


def _first_meant(found: re.Match[str]) -> str:
    """What the longest start of a garbled piece was before it was read by the wrong table."""
    piece = found[0]
    for length in range(len(piece), 1, -1):
        try:
            meant = b"".join(map(_as_byte, piece[:length])).decode("utf-8")
        except UnicodeError:
            continue
        if len(meant) == 1 and (meant.isalpha() or meant in _SIGNS):
            return meant + _MIXED_UP.sub(_first_meant, piece[length:])
    return piece


def _as_byte(letter: str) -> bytes:
    return letter.encode("latin-1" if letter < "\u0100" else "cp1252")
