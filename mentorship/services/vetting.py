"""New mentors: whoever signs up on the web alone is a stranger until the team says otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.audit import Verb
from mentorship.models.profile import Profile, is_known
from mentorship.models.round import Participation, Round, SheetImport
from mentorship.services.audit import record
from mentorship.services.look_requests import ask_for_looks_everywhere

Newcomer = tuple[Participation, Profile]


class Word(StrEnum):
    """What somebody of the team can say about a mentor who came by herself."""

    KNOWN = "known"  # she is matched like everybody else
    NOT_OURS = "not_ours"  # she is not in the programme, and is never asked
    OPEN = "open"  # what was said is taken back: she waits again


_VERBS = {
    Word.KNOWN: Verb.KNOW_MENTOR,
    Word.NOT_OURS: Verb.TURN_MENTOR_AWAY,
    Word.OPEN: Verb.LEAVE_MENTOR_OPEN,
}


@dataclass(frozen=True, slots=True)
class Newcomers:
    """The mentors of a round who came by themselves.

    waiting  about whom nobody has said anything yet
    said     about whom somebody has: what was said can be taken back
    """

    waiting: Sequence[Newcomer]
    said: Sequence[Newcomer]


def newcomers(session: Session, round_: Round) -> Newcomers:
    """Who of this round came by themselves, the first to come first."""
    rows = session.execute(
        select(Participation, Profile)
        .join(Profile, Profile.id == Participation.profile_id)
        .where(
            Participation.round_id == round_.id,
            Profile.side == Side.MENTOR,
            Profile.withdrawn_at.is_(None),
            # Whom a sheet has brought in nobody was asked about.
            ~is_known() | Profile.vetted_by.is_not(None),
        )
        .order_by(Participation.joined_at, Participation.number)
    )
    found = [(part, profile) for part, profile in rows]
    waiting = [one for one in found if word_about(one[1]) is Word.OPEN]
    return Newcomers(waiting, [one for one in found if word_about(one[1]) is not Word.OPEN])


def how_many_wait(session: Session, round_: Round) -> int:
    """How many mentors of this round wait for somebody to say that she knows them."""
    count = session.scalar(
        select(func.count())
        .select_from(Participation)
        .join(Profile, Profile.id == Participation.profile_id)
        .where(
            Participation.round_id == round_.id,
            Profile.withdrawn_at.is_(None),
            Profile.turned_away_at.is_(None),
            ~is_known(),
        )
    )
    return count or 0


def word_about(profile: Profile) -> Word:
    """What holds of this mentor now."""
    if profile.is_known:
        return Word.KNOWN
    return Word.NOT_OURS if profile.turned_away_at else Word.OPEN


def say(session: Session, profile: Profile, word: Word, *, by: Account, now: datetime) -> None:
    """This holds of the mentor from now on, and it is on record who said it.

    Where pairs of hers wait, the guard finds them anew: a pair with a stranger goes no further.
    """
    profile.vetted_at = now if word is Word.KNOWN else None
    profile.turned_away_at = now if word is Word.NOT_OURS else None
    profile.vetted_by = None if word is Word.OPEN else by.id
    record(session, by=by, verb=_VERBS[word], subject=profile.id, now=now)
    ask_for_looks_everywhere(session, now=now)


def vouch(profile: Profile, *, now: datetime) -> None:
    """A sheet that the team brings in vouches for whoever is on it.

    Whoever was turned away by name stays away: a sheet is a list, and the word was about her.
    """
    if not profile.is_known and profile.turned_away_at is None:
        profile.vetted_at = now


def no_longer_vouch(session: Session, sheet_import: SheetImport) -> None:
    """The sheet is taken back, and with it what it said of mentors who had come by themselves."""
    session.execute(
        update(Profile)
        .where(
            Profile.side == Side.MENTOR,
            Profile.vetted_by.is_(None),
            Profile.vetted_at == sheet_import.brought_in_at,
        )
        .values(vetted_at=None)
    )
