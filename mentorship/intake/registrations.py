"""A conference's registrations: who comes, and who asked for a mentor or offered to be one."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mentorship.domain.errors import Refused
from mentorship.intake.addresses import read_address
from mentorship.intake.contacts import mailbox
from mentorship.intake.names import read_name
from mentorship.intake.registration_columns import Asked, registration_columns
from mentorship.intake.sheets import Sheet, SheetRow
from mentorship.intake.text import fold, one_line
from mentorship.intake.times import is_day_first, read_time
from mentorship.intake.word_lists import word_list

MOST_TICKETS = 10_000


class Wish(StrEnum):
    """What somebody answered to the question about mentoring."""

    FIND = "find a mentor"
    BE = "be a mentor"
    BOTH = "both"
    NEITHER = "neither"
    UNREAD = "unread"

    @property
    def asks(self) -> bool:
        return self in (Wish.FIND, Wish.BOTH)

    @property
    def offers(self) -> bool:
        return self in (Wish.BE, Wish.BOTH)


class Status(StrEnum):
    """What became of a ticket."""

    COMING = "coming"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"
    TRANSFERRED = "transferred"
    NOT_COMING = "not coming"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Registration:
    """One line of the list. `words` are all its cells as they were given, by heading.

    email      the address as it can be written to; "" when it is nobody's
    quantity   tickets on this line; from two on, the guests are not named
    """

    sheet: str
    row: int
    name: str
    email: str
    quantity: int
    ticket: str
    status: Status
    job_title: str
    company: str
    specialty: str
    wish: Wish
    wish_words: str = ""
    order: str = ""
    ordered_at: datetime | None = None
    ordered_words: str = ""
    headings: Mapping[Asked, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.sheet}:{self.row}"

    @property
    def is_group(self) -> bool:
        """True when the line stands for guests whom it does not name."""
        return self.quantity != 1 or bool(_NOBODYS_NAME.search(fold(self.name)))


_NOBODYS_NAME = re.compile(
    r"\b(group|booking|table of|info requested|guest (of|\d)|guest$|tbd|tba|to be (named|announced)"
    r"|unnamed|plus one|unassigned|reserved|grupo|groupe)\b"
)
_STATUSES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    (Status.REFUNDED, re.compile(r"refund|charge ?back|reembols|rembours|devuelt")),
    (Status.CANCELLED, re.compile(r"cancel|annul|\banulad|void|deleted|withdrawn|withdrew")),
    (Status.TRANSFERRED, re.compile(r"transfer|reassigned|given to|\bcedid|\bceded")),
    (
        Status.NOT_COMING,
        re.compile(r"^not? (attend|going|com)|no ?show|declin|absent|^no$|no asist|deferred"),
    ),
    (Status.UNREAD, re.compile(r"^not (?!checked in)|pending|wait|unpaid|maybe|hold|pendiente")),
    (
        Status.COMING,
        re.compile(
            r"^$|attend|check|registered|confirm|paid|complete|going|active|approved|coming|valid"
            r"|^yes$|asist|inscri|present|particip|pagad|paye"
        ),
    ),
)
_NEITHER = re.compile(
    r"^(no|not|none|neither|nope|nothing|nil|na|n a|ninguno|ninguna|nada|non|aucun\w*|skip|later)"
    r"( (thanks?|thank you|gracias|merci|now|this (year|time|round)|interested|yet|for me|today"
    r"|right now|at this time|at the moment|please|applicable|of (these|the above)|por ahora"
    r"|ahora|pas maintenant))*$"
)
_DOUBT = re.compile(
    r"\b(may ?be|perhaps|possibly|not sure|unsure|depends?|might|undecided|don t know|dont know"
    r"|tal vez|quizas?|peut etre|not|dont|don t|no|never|unless|if)\b"
)
_BOTH = re.compile(r"\b(both|either|ambos|ambas|las dos|los dos|les deux)\b")
_FIND = re.compile(
    r"\b(find|get|have|needs?|seek(ing)?|look(ing)? for|want|meet|match(ed)?( with| to)?"
    r"|request|buscar|encontrar|tener|trouver|avoir|chercher)"
    r"( (a|an|the|my|un|una|une|mi))? (mentor\w*)\b"
    r"|\bmentee\b|\bbe mentored\b|\bmentorado|\bmentoree"
)
_BE = re.compile(
    r"\b(be|become|becoming|being|as|am|i m|im|volunteer|ser|etre|devenir|offer)"
    r"( (a|an|un|una|une|your))? (mentor\w*)\b(?<!mentored)"
    r"|\bmentor (other|some|a |an |student|people|women|trainee|junior|young)|\bto mentor\b"
    r"|^(mentor|mentora)$"
)


def read_wish(cell: str) -> Wish:
    """What an answer about mentoring asks for. What is half a yes is left for a person."""
    words = fold(cell)
    if not words or _NEITHER.search(words):
        return Wish.NEITHER
    if _DOUBT.search(words):
        return Wish.UNREAD
    finds, offers = bool(_FIND.search(words)), bool(_BE.search(words))
    if _BOTH.search(words) or (finds and offers):
        return Wish.BOTH
    if finds:
        return Wish.FIND
    return Wish.BE if offers else Wish.UNREAD


def read_status(cell: str) -> Status:
    """What became of a ticket; a blank, or no such column, is a ticket like any other."""
    words = fold(cell)
    return next((status for status, says in _STATUSES if says.search(words)), Status.UNREAD)


def read_registrations(sheet: Sheet) -> tuple[Registration, ...]:
    """Every line of the list that is not blank, in its order. Nothing is left out here.

    Refuses a sheet that names nobody, or that does not ask about mentoring.
    """
    columns = registration_columns(sheet)
    if not columns.keys() & {Asked.EMAIL, Asked.NAME, Asked.FIRST_NAME, Asked.LAST_NAME}:
        raise Refused(
            f"The {sheet.name} file has neither names nor e-mail addresses. Please check that it "
            "is the list of registrations."
        )
    if Asked.WISH not in columns:
        raise Refused(
            f"The {sheet.name} file has no column that asks about mentoring, so nobody in it asked "
            "to take part."
        )
    day_first = is_day_first(_cells(sheet, columns.get(Asked.ORDERED_AT)))
    return tuple(
        _registration(sheet, row, columns=columns, day_first=day_first)
        for row in sheet.rows
        if not row.is_blank
    )


def _cells(sheet: Sheet, at: int | None) -> list[str]:
    return [] if at is None else [row.cells[at] for row in sheet.rows]


def _registration(
    sheet: Sheet, row: SheetRow, *, columns: Mapping[Asked, int], day_first: bool
) -> Registration:
    said = {asked: one_line(row.cells[at]) for asked, at in columns.items()}
    return Registration(
        sheet=sheet.name,
        row=row.number,
        name=_name(said),
        email=_email(said.get(Asked.EMAIL, "")),
        quantity=read_quantity(said.get(Asked.QUANTITY, "")),
        ticket=said.get(Asked.TICKET, ""),
        status=read_status(said.get(Asked.STATUS, "")),
        job_title=said.get(Asked.JOB_TITLE, ""),
        company=said.get(Asked.COMPANY, ""),
        specialty=said.get(Asked.FIELD, ""),
        wish=read_wish(said[Asked.WISH]),
        wish_words=said[Asked.WISH],
        order=said.get(Asked.ORDER, ""),
        ordered_at=read_time(said.get(Asked.ORDERED_AT, ""), day_first=day_first),
        ordered_words=said.get(Asked.ORDERED_AT, ""),
        headings={asked: one_line(sheet.header[at]) for asked, at in columns.items()},
        words=_all_words(sheet, row),
    )


def _all_words(sheet: Sheet, row: SheetRow) -> dict[str, str]:
    """Every cell by its heading; cells that share a heading, or have none, stand together."""
    words: dict[str, str] = {}
    headings = (*map(one_line, sheet.header), *("" for _ in row.surplus))
    for heading, cell in zip(headings, (*row.cells, *row.surplus), strict=True):
        words[heading] = "; ".join(part for part in (words.get(heading), cell) if part)
    return words


def _name(said: Mapping[Asked, str]) -> str:
    """The name to use. Ticket shops put degrees where the surname belongs; they are left out."""
    whole = said.get(Asked.NAME, "")
    given, surname = said.get(Asked.FIRST_NAME, ""), said.get(Asked.LAST_NAME, "")
    earned = word_list("credentials") - word_list("credentials_or_surnames")
    if fold(surname.replace(".", "")) in earned:
        surname = ""
    joined = " ".join(part for part in (given, surname) if part)
    return read_name(joined or whole)


def _email(cell: str) -> str:
    """The address, or "" for none and for what people type when they have none."""
    address = read_address(cell).email
    return address if mailbox(address) is not None else ""


def read_quantity(cell: str) -> int:
    """How many tickets; one where nothing is said, none where the number cannot be meant."""
    text = unicodedata.normalize("NFKC", cell).strip()
    if not fold(text):
        return 1
    number = re.fullmatch(r"(\d{1,6})(?:[.,]0+)?", text)
    quantity = int(number[1]) if number else 0
    return quantity if quantity <= MOST_TICKETS else 0
