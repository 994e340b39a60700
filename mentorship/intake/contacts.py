"""E-mail addresses and telephone numbers in the forms under which one person uses them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from mentorship.domain.people import Field, Mentee, Mentor, Person
from mentorship.intake.text import one_line

# Hosts that deliver to one box whatever dots stand in the name.
_DOTLESS_HOSTS = frozenset({"gmail.com", "googlemail.com"})
_SAME_HOST = {"googlemail.com": "gmail.com"}
# What people type when they have, or give, no address. It belongs to nobody.
_NOBODYS = frozenset(
    {
        "none",
        "no",
        "na",
        "nil",
        "null",
        "noemail",
        "nomail",
        "noreply",
        "test",
        "abc",
        "xyz",
        "unknown",
        "info",
        "admin",
        "office",
        "contact",
        "groups",
        "group",
        "events",
        "registration",
        "hello",
        "team",
        "tbd",
        "anonymous",
        "user",
        "email",
        "mail",
        "me",
        "my",
        "name",
    }
)
# Hosts that are one letter from Gmail and are themselves.
_LIKE_GMAIL = frozenset({"mail.com", "ymail.com", "email.com"})
_IN_BRACKETS = re.compile(r"<([^<>]*@[^<>]*)>")
_BETWEEN = re.compile(r"[\s,;/|]+")
_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\{at\}|\s+at\s+|@)\s*", re.IGNORECASE)
_DOT = re.compile(r"\s*(?:\(dot\)|\[dot\]|\s+dot\s+)\s*", re.IGNORECASE)
_PIECES = re.compile(r"[._\-]+|(?<=[a-z])(?=\d)")
_NUMBER = re.compile(r"(?<![\w@])\+?\(?\d[\d\s().\-/]{5,}\d(?!\w)")
# Local numbers are this long: what two spellings of a number share at their end.
_LOCAL_DIGITS = 7
_WHOLE_DIGITS = 10
_SHORTEST_SLIP = 5
_SHORTEST_ALIKE = 6


Mailbox = tuple[str, str]


class Agreement(IntEnum):
    """How well two people's addresses or numbers agree."""

    NONE = 0
    ALIKE = 1
    SLIP = 2
    SAME = 3


@lru_cache(maxsize=65536)
def mailbox(address: str) -> Mailbox | None:
    """(name, host) of the box that an address reaches; None when it is nobody's own."""
    inside = _IN_BRACKETS.search(address)
    written = one_line(inside[1] if inside else address).casefold()
    typed = _DOT.sub(".", _AT.sub("@", written)).replace(" ", "")
    local, at, host = typed.strip("<>;,.").removeprefix("mailto:").partition("@")
    local, host = local.partition("+")[0], host.replace(",", ".")
    host = _SAME_HOST.get(host, host)
    if _is_dotless(host):
        local = local.replace(".", "")
    return (local, host) if at and local and host and local not in _NOBODYS else None


def _is_dotless(host: str) -> bool:
    """True for Gmail, and for what looks like a slip in it and is no other known host."""
    if host in _LIKE_GMAIL:
        return False
    return any(OSA.distance(host, known, score_cutoff=1) <= 1 for known in _DOTLESS_HOSTS)


def mailboxes(*cells: str) -> tuple[Mailbox, ...]:
    """Every box that somebody gave, each once, the first one first."""
    boxes = [
        mailbox(part)
        for cell in cells
        for part in (_BETWEEN.split(cell) if cell.count("@") > 1 else [cell])
    ]
    return tuple(dict.fromkeys(box for box in boxes if box is not None))


def addresses_agree(ours: Sequence[Mailbox], theirs: Sequence[Mailbox]) -> Agreement:
    """How well the nearest two of their boxes agree."""
    return max(
        (_boxes_agree(one, other) for one in ours for other in theirs), default=Agreement.NONE
    )


def _boxes_agree(one: Mailbox, other: Mailbox) -> Agreement:
    """SAME for one box, SLIP when one address looks mistyped, ALIKE for one name at two hosts."""
    if one == other:
        return Agreement.SAME
    same_name, same_host = one[0] == other[0], one[1] == other[1]
    if (same_name and _hosts_slip(one[1], other[1])) or (
        same_host and _name_slips(one[0], other[0])
    ):
        return Agreement.SLIP
    short, long = sorted((one[0], other[0]), key=len)
    alike = len(short) >= _SHORTEST_ALIKE and short in long
    return Agreement.ALIKE if alike else Agreement.NONE


def _hosts_slip(a: str, b: str) -> bool:
    """True for gmial.com and exmaple.org: each label at most one slip away, not another host."""
    ones, others = a.split("."), b.split(".")
    if len(ones) != len(others):
        return a.replace(".", "") == b.replace(".", "") or _is_unfinished(a, b)
    return all(
        OSA.distance(one, other, score_cutoff=1) <= 1
        for one, other in zip(ones, others, strict=True)
    )


def _is_unfinished(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return long.startswith(short) and len(short) >= _SHORTEST_ALIKE


def _name_slips(a: str, b: str) -> bool:
    """True when one long piece holds one slip; other digits or initials are other people."""
    ones, others = _PIECES.split(a), _PIECES.split(b)
    if len(ones) != len(others):
        return sorted(ones) == sorted(others) or a.replace(".", "") == b.replace(".", "")
    if sorted(ones) == sorted(others):
        return True
    apart = [(one, other) for one, other in zip(ones, others, strict=True) if one != other]
    return len(apart) == 1 and _is_slip(*apart[0])


def _is_slip(a: str, b: str) -> bool:
    if min(len(a), len(b)) < _SHORTEST_SLIP or not (a.isalpha() and b.isalpha()):
        return False
    # A changed letter may be another initial; a swapped, doubled or lost one is a slip.
    changed_only = len(a) == len(b) and sorted(a) != sorted(b)
    return OSA.distance(a, b, score_cutoff=1) == 1 and not changed_only and a[0] == b[0]


@lru_cache(maxsize=65536)
def _numbers_in(text: str) -> frozenset[str]:
    digits = ("".join(map(_digit, found)) for found in _NUMBER.findall(text))
    return frozenset(
        number
        for number in digits
        if _LOCAL_DIGITS <= len(number) <= 15 and not _is_nobodys(number)
    )


def _digit(letter: str) -> str:
    """The digit in 0 to 9, in whatever script it stood; empty for anything else."""
    return str(unicodedata.digit(letter)) if letter.isdecimal() else ""


def _is_nobodys(number: str) -> bool:
    """True for 000-000-0000 and 1234567890, which people type where they give none."""
    return len(set(number[-_LOCAL_DIGITS:])) == 1 or number in "01234567890"


def numbers_of(person: Person) -> frozenset[str]:
    """The digits of every telephone number that somebody gave, wherever she wrote it."""
    texts = [person.phone, person.answers.get(Field.CONTACT, ""), person.anything_else]
    if isinstance(person, Mentee):
        texts.append(person.contact)
    if isinstance(person, Mentor):
        texts.append(person.preference)
    return frozenset(number for text in texts for number in _numbers_in(text))


def number_ends(numbers: Iterable[str]) -> frozenset[str]:
    """The ends of somebody's numbers, by which spellings of one number meet."""
    return frozenset(number[-_LOCAL_DIGITS:] for number in numbers)


def numbers_agree(ours: frozenset[str], theirs: frozenset[str]) -> Agreement:
    """SAME for one whole number, ALIKE when only the local part was given by one of them."""
    ends = [_shared_end(one, other) for one in ours for other in theirs]
    longest = max(ends, default=0)
    if longest >= _WHOLE_DIGITS:
        return Agreement.SAME
    return Agreement.ALIKE if longest else Agreement.NONE


def _shared_end(a: str, b: str) -> int:
    """How many digits two numbers share at their end, if one of them adds nothing but a country."""
    length = min(len(a), len(b), _WHOLE_DIGITS)
    return length if a[-length:] == b[-length:] else 0
