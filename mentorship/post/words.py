"""The words of a letter in the language of its reader: its subject, its text, its first line.

Subjects come from a fixed list. What a text may say about somebody comes in as particulars.
"""

import textwrap
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from babel.dates import get_month_names
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mentorship.domain.sentences import Sentence
from mentorship.domain.sentences import sentence as _
from mentorship.language.saying import say, translations_of
from mentorship.models.letter import LetterKind

SENDER_NAME = "DA Programs"
# How wide a line of plain text is at most; a link or a name is never broken.
_WIDE = 72
# Signs of a text; phones differ, none shows many more.
_SHOWN_BY_A_PHONE = 110
_CHECK = _("One thing to check")
_REQUEST = _("Your request")
_TALK = _("A time to talk?")
_MONTH = _("A quick question about %(month)s")
SUBJECTS: Mapping[LetterKind, Sentence] = {
    LetterKind.CONFIRM_ADDRESS: _CHECK,
    LetterKind.ALREADY_REGISTERED: _CHECK,
    LetterKind.RESET_PASSWORD: _REQUEST,
    LetterKind.PASSWORD_CHANGED: _CHECK,
    LetterKind.PASSKEY_ADDED: _CHECK,
    LetterKind.PASSKEY_REMOVED: _CHECK,
    LetterKind.COORDINATOR_INVITED: _REQUEST,
    LetterKind.SIGNED_UP_MENTEE: _REQUEST,
    LetterKind.SIGNED_UP_MENTOR: _REQUEST,
    LetterKind.UNFINISHED: _REQUEST,
    LetterKind.SIGN_UPS_OPEN: _REQUEST,
    LetterKind.ROOM_THIS_ROUND: _MONTH,
    LetterKind.SOMETHING_TO_READ: _REQUEST,
    LetterKind.STILL_TO_READ: _REQUEST,
    LetterKind.ASKED_FOR_HER: _REQUEST,
    LetterKind.MENTOR_QUESTION: _MONTH,
    LetterKind.MENTOR_QUESTION_AGAIN: _MONTH,
    LetterKind.INTRODUCTION_MENTEE: _TALK,
    LetterKind.INTRODUCTION_MENTOR: _TALK,
    LetterKind.WAITING: _REQUEST,
    LetterKind.CHECK_IN: _CHECK,
    LetterKind.MOVED_ON_MENTEE: _REQUEST,
    LetterKind.MOVED_ON_MENTOR: _REQUEST,
    LetterKind.HANDED_BACK_MENTEE: _REQUEST,
    LetterKind.ENDED_MENTOR: _REQUEST,
    LetterKind.FINISHED_MENTEE: _REQUEST,
    LetterKind.FINISHED_MENTOR: _REQUEST,
    LetterKind.NEEDS_A_PERSON: _CHECK,
}


def subject_of(kind: LetterKind, *, code: str, now: datetime) -> str:
    """The subject as the reader's list of letters shows it."""
    subject = SUBJECTS[kind]
    if subject is _MONTH:
        month = get_month_names("wide", context="stand-alone", locale=code)[now.month]
        subject = _("A quick question about %(month)s", month=month)
    return say(subject, code)


def text_of(kind: LetterKind, particulars: Mapping[str, str], *, templates: Path, code: str) -> str:
    """The whole text: paragraphs of lines that are not too long, with the particulars in them."""
    template = _environment(templates, code).get_template(f"{kind}.txt")
    paragraphs = template.render(particulars).strip().split("\n\n")
    return "\n\n".join(_in_lines(paragraph) for paragraph in paragraphs) + "\n"


def first_line(text: str) -> str:
    """What a phone shows of the letter before it is opened, below the subject."""
    return textwrap.shorten(text, _SHOWN_BY_A_PHONE, placeholder=" …")


@cache
def _environment(templates: Path, code: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates),
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - plain text: there is no markup to escape
        trim_blocks=True,
    )
    # The extension adds this to the environment; its types do not say so.
    environment.install_gettext_translations(translations_of(code), newstyle=True)  # type: ignore[attr-defined]
    return environment


def _in_lines(paragraph: str) -> str:
    return textwrap.fill(paragraph, _WIDE, break_long_words=False, break_on_hyphens=False)
