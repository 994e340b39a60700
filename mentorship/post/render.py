"""What a letter says, put together at the moment it leaves, from its kind and ids.

Subjects come from a fixed list, and no letter but an introduction carries a name.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from pathlib import Path

from sqlalchemy.orm import Session

from mentorship.domain.disclosure import Viewer
from mentorship.domain.mailboxes import is_one_mailbox
from mentorship.domain.people import Field
from mentorship.domain.plain_names import is_plain_name
from mentorship.intake.names import read_name
from mentorship.language.languages import ENGLISH, language_of
from mentorship.models.account import Account
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.post.words import SENDER_NAME, subject_of, text_of
from mentorship.services.cards import address_of
from mentorship.services.decisions import told_by
from mentorship.services.people import read_profile
from mentorship.services.quiet import is_still_true, may_be_sent
from mentorship.services.round_days import hears_by_a_day

_NAMES_A_DAY = (LetterKind.SIGNED_UP_MENTEE, LetterKind.WAITING)
# What a letter calls somebody whose name would speak in our place.
_NO_NAME = "the person you said yes to"
_TURNS_LINES = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Stationery:
    """What all letters of one programme share."""

    base_url: str
    sender: str
    templates: Path


def render(
    session: Session, letter: Letter, *, stationery: Stationery, now: datetime
) -> EmailMessage | None:
    """The letter as it leaves, or None when it is no longer true or has nowhere to go."""
    if not (is_still_true(session, letter) and may_be_sent(session, letter)):
        return None
    match = session.get(Match, letter.match_id) if letter.match_id else None
    profile = session.get(Profile, letter.profile_id) if letter.profile_id else None
    account_id = letter.account_id or (profile.account_id if profile else None)
    account = session.get(Account, account_id) if account_id else None
    address = _address(session, profile, account).strip()
    if not is_one_mailbox(address):
        return None
    code = _language(account)
    said = {"link": _link(letter, stationery), **_particulars(session, letter, match)}
    text = text_of(letter.kind, said, templates=stationery.templates, code=code)
    subject = subject_of(letter.kind, code=code, now=now)
    return _envelope(letter, address, (subject, text), stationery=stationery, now=now)


def _address(session: Session, profile: Profile | None, account: Account | None) -> str:
    """Where it goes: the address of the account, or the one given at sign-up."""
    if account is not None:
        return account.email
    if profile is None or profile.withdrawn_at is not None:
        return ""
    return read_profile(profile, told=told_by(session, profile)).person.email


def _language(account: Account | None) -> str:
    """The language that the reader chose for pages, or English. The team is written to in it."""
    if account is None or account.is_coordinator:
        return ENGLISH.code
    # Which ones can be chosen is the pages' affair.
    return language_of(account.language).code


def _link(letter: Letter, stationery: Stationery) -> str:
    return stationery.base_url.rstrip("/") + letter.link if letter.link else ""


def _particulars(session: Session, letter: Letter, match: Match | None) -> dict[str, str]:
    """What only this letter may say: in a mentor's introduction, her name and how to reach her;
    in hers about a round, that her page names a day, where it does."""
    if letter.kind in _NAMES_A_DAY:
        says_when = letter.profile_id and hears_by_a_day(session, letter.profile_id)
        return {"says_when": "yes" if says_when else ""}
    if letter.kind is not LetterKind.INTRODUCTION_MENTOR or match is None:
        return {}
    profile = session.get_one(Profile, match.mentee_id)
    written = profile.sealed().view(Field.NAME, viewer=Viewer.OTHER, stage=match.state) or ""
    name = read_name(written)
    is_plain = is_plain_name(name) and len(written.strip().splitlines()) == 1
    said = {
        "her_name": name if is_plain else _NO_NAME,
        "her_address": address_of(profile, match) or "",
    }
    return {what: _one_line(words) for what, words in said.items()}


def _envelope(
    letter: Letter, address: str, said: tuple[str, str], *, stationery: Stationery, now: datetime
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = formataddr((SENDER_NAME, stationery.sender))
    message["To"] = address
    message["Subject"] = said[0]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{letter.message_id}@{stationery.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(said[1])
    return message


def _one_line(words: str) -> str:
    """The words without a line break, with which they could speak in our place.

    What joins the signs of a name or of a picture stays: it is part of how she writes herself.
    """
    return " ".join(_TURNS_LINES.sub("", words).split())
