"""What whoever looks in by herself finds on her first page instead of in her letters."""

from dataclasses import dataclass

from mentorship.domain.sentences import Day, Sentence
from mentorship.domain.sentences import sentence as _
from mentorship.models.letter import LetterKind
from mentorship.services.quiet import unwritten
from mentorship.web.days import on_day
from mentorship.web.pages import database, now, person

_SOMETHING = _("There is something new on this page.")
_INTRODUCED = _("You both said yes. The details are on this page.")
_FINISHED = _("The time that was planned is over. You two are free to go on talking.")
_MOVED_ON = _("Plans have changed. There is nothing that you need to do.")
_NEWS = {
    LetterKind.INTRODUCTION_MENTEE: _INTRODUCED,
    LetterKind.INTRODUCTION_MENTOR: _INTRODUCED,
    LetterKind.SOMETHING_TO_READ: _("There is something for you to read. It keeps for a week."),
    LetterKind.ASKED_FOR_HER: _("There is something for you to read."),
    LetterKind.MENTOR_QUESTION: _(
        "Somebody would like to meet you. The question keeps for a week."
    ),
    LetterKind.MOVED_ON_MENTEE: _MOVED_ON,
    LetterKind.MOVED_ON_MENTOR: _MOVED_ON,
    LetterKind.HANDED_BACK_MENTEE: _MOVED_ON,
    LetterKind.ENDED_MENTOR: _(
        "Your conversations have come to an end. There is nothing that you need to do."
    ),
    LetterKind.WAITING: _("We have not found the right person for you yet, and go on looking."),
    LetterKind.ROOM_THIS_ROUND: _("We would like to know whether you have room for somebody."),
    LetterKind.FINISHED_MENTEE: _FINISHED,
    LetterKind.FINISHED_MENTOR: _FINISHED,
}


@dataclass(frozen=True, slots=True)
class NotWritten:
    """One letter that was not written, with its day in words."""

    kind: LetterKind
    day: Day

    @property
    def news(self) -> Sentence:
        """What it would have said, as far as that can be read anywhere."""
        return _NEWS.get(self.kind, _SOMETHING)


def not_written() -> list[NotWritten]:
    """The letters that were kept back from whoever is signed in, newest first."""
    letters = unwritten(database(), person(), now=now())
    return [NotWritten(one.kind, on_day(one.day)) for one in letters]
