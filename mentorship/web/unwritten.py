"""What whoever looks in by herself finds on her first page instead of in her letters."""

from dataclasses import dataclass

from mentorship.models.letter import LetterKind
from mentorship.services.quiet import unwritten
from mentorship.web.days import day_in_words
from mentorship.web.pages import database, now, person


@dataclass(frozen=True, slots=True)
class NotWritten:
    """One letter that was not written, with its day in words."""

    kind: LetterKind
    day: str


def not_written() -> list[NotWritten]:
    """The letters that were kept back from whoever is signed in, newest first."""
    letters = unwritten(database(), person(), now=now())
    return [NotWritten(one.kind, day_in_words(one.day.date())) for one in letters]
