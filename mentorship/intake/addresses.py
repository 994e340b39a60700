"""E-mail addresses and telephone numbers as people type them."""

import re
import unicodedata
from dataclasses import dataclass

from mentorship.domain.mailboxes import is_one_mailbox
from mentorship.intake.text import one_line

_AT = re.compile(r"\s*[(\[{<]\s*(?:at|@|arroba)\s*[)\]}>]\s*|\s+(?:at|arroba)\s+", re.I)
_DOT = re.compile(r"\s*[(\[{<]\s*(?:dot|punto|point|\.)\s*[)\]}>]\s*|\s+(?:dot|punto)\s+", re.I)
_SPACES_INSIDE = re.compile(r"\s*@\s*")
_SPACE_BEFORE_DOT = re.compile(r"\s+\.(?=\w)|(?<=\w)\.\s+(?=(?:com|org|net|edu|gov|co|ac|uk|ca)\b)")
_ADDRESS = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*", re.UNICODE
)
_EDGES = "<>()[]{}\"'.,;:"
_DIGITS = re.compile(r"\d")
_PHONE = re.compile(r"\+?[(\d][\d\s().\-/]{5,}\d")
_SHORTEST_PHONE = 7
_LOCAL_MOST = 64
_ADDRESS_MOST = 254


@dataclass(frozen=True, slots=True)
class Address:
    """An address, or "" when there is none; `problem` says what is wrong or was mended."""

    email: str
    problem: str = ""


def read_address(cell: str) -> Address:
    """The e-mail address in a cell, in small letters, mended where only the typing was odd."""
    text = unicodedata.normalize("NFKC", one_line(cell))
    if not text:
        return Address("", "There is no e-mail address.")
    found = _addresses(text)
    if found and _mixes_alphabets(found[0]):
        return Address(found[0], "The address mixes letters of two alphabets that look alike.")
    if found:
        return _first_of(found)
    mended = _addresses(_mend(text))
    if not mended:
        return Address("", "This is not a complete e-mail address.")
    if len(mended) > 1:
        return _first_of(mended)
    return Address(mended[0], "The address was written in words or with gaps and has been mended.")


def _mixes_alphabets(address: str) -> bool:
    """True when one word of the address has Latin letters beside Cyrillic or Greek ones."""
    if address.isascii():
        return False
    for word in re.split(r"[.@]", address):
        scripts = {unicodedata.name(letter, "").split()[0] for letter in word if letter.isalpha()}
        if "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK"}:
            return True
    return False


def _first_of(found: list[str]) -> Address:
    if len(found) == 1:
        return Address(found[0])
    return Address(found[0], "There is more than one address; the first one is used.")


def _addresses(text: str) -> list[str]:
    """The different addresses in a text, in order; none at all when one of them is damaged."""
    text = text.replace("mailto:", " ").replace("MAILTO:", " ")
    found: dict[str, None] = {}
    for match in _ADDRESS.finditer(text):
        address = match[0].strip(_EDGES).casefold()
        local = address.split("@")[0]
        if not local or ".." in address or len(local) > _LOCAL_MOST:
            continue
        # What is left of a damaged address is somebody else's mailbox.
        if _is_cut_off(text, match) or not is_one_mailbox(address):
            return []
        found[address] = None
    return [address for address in found if len(address) <= _ADDRESS_MOST]


def _is_cut_off(text: str, match: re.Match[str]) -> bool:
    """True when what stands right before or behind the address belongs to it."""
    before, behind = text[: match.start()], text[match.end() :]
    if behind[:1] == "@" or before[-1:] == "@":
        return True
    word = re.split(r"\s", before)[-1]
    if word.endswith("<"):
        return len(word) > 1 and not behind.startswith(">")
    # a,b@example.org is one broken address; x@example.org,b@example.org are two whole ones.
    return bool(word) and "@" not in word and word[-1] in ",;:|/\\()[]"


def _mend(text: str) -> str:
    mended = _DOT.sub(".", _AT.sub("@", text))
    mended = _SPACES_INSIDE.sub("@", mended)
    return _SPACE_BEFORE_DOT.sub(".", mended)


def read_phone(cell: str) -> str:
    """The first telephone number in a cell, as it was typed; "" when there is none."""
    for match in _PHONE.finditer(one_line(cell)):
        if len(_DIGITS.findall(match[0])) >= _SHORTEST_PHONE:
            return match[0].strip()
    return ""
