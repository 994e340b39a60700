"""What reaches a person: mailboxes, telephone numbers and a door, folded to be compared."""

import re
from collections.abc import Iterable

from mentorship.domain.people import Mentee, Mentor
from mentorship.guard.doors import DOOR, doors_of

# A number without its area: many share one, so it is only worth a question.
LOCAL = "local "

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LOCAL_PHONE = re.compile(r"(?<!\d)\d{3}[ .-]?\d{4}(?!\d)")
_PHONE = re.compile(r"\+?\d[\d ().-]{7,}\d")


def addresses_of(person: Mentee | Mentor) -> frozenset[str]:
    """Every e-mail address that somebody wrote down as her own."""
    texts = [person.email, person.anything_else]
    texts += [person.contact] if isinstance(person, Mentee) else []
    return frozenset(
        found.casefold() for text in texts if "@" in text for found in _ADDRESS.findall(text)
    )


def lines_of(person: Mentee | Mentor) -> frozenset[str]:
    """Everything that reaches somebody."""
    mailboxes = {_one_mailbox(address) for address in addresses_of(person)}
    return frozenset((*mailboxes, *_numbers(person), *doors_of(person.place)))


def shared_lines(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """What reaches both: the end of two whole numbers is nothing where their beginnings differ."""
    return frozenset(
        line
        for line in one & other
        if not (line.startswith(LOCAL) and _is_whole(line, one) and _is_whole(line, other))
    )


def is_sure(line: str) -> bool:
    """True for what no two strangers share."""
    return not line.startswith((LOCAL, DOOR))


def _is_whole(local: str, lines: frozenset[str]) -> bool:
    return any(line.isdigit() and line.endswith(local.removeprefix(LOCAL)) for line in lines)


def _numbers(person: Mentee | Mentor) -> Iterable[str]:
    texts = [person.phone, person.contact if isinstance(person, Mentee) else person.anything_else]
    digits = {re.sub(r"\D", "", found) for text in texts for found in _PHONE.findall(text)}
    # Without the country: the same number is written with and without it.
    yield from (number[-10:] for number in digits if len(number) >= 10)
    digits |= {re.sub(r"\D", "", found) for text in texts for found in _LOCAL_PHONE.findall(text)}
    yield from (f"{LOCAL}{number[-7:]}" for number in digits if len(number) >= 7)


def _one_mailbox(address: str) -> str:
    mailbox, _, domain = address.partition("@")
    return f"{mailbox.partition('+')[0].replace('.', '')}@{domain}"
