"""Who has looked: each time that the team opened a person's own words, for her to see."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.check_ins import Moment
from mentorship.domain.disclosure import REGISTRY, Team
from mentorship.domain.people import Side
from mentorship.domain.sentences import sentence as _
from mentorship.models.account import Account
from mentorship.models.audit import AuditEntry, Verb
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.reveals import LOOKS
from mentorship.services.whose import sign_ups_of_person

# The command that prints what is held of somebody shows the team her words as well.
_SHOWN = (*LOOKS, Verb.WHAT_WE_HOLD)

_TOLD_US = _("What you told the team about the two of you")
_EVERYTHING = _("Everything that you told us, on the machine that the programme runs on")


@dataclass(frozen=True, slots=True)
class Look:
    """One look: never whose it was, nor why, for a reason may speak of somebody else.

    side   whether it was what she told us as a mentee or as a mentor
    kinds  what could be read, in the words of the registry
    """

    at: datetime
    side: Side
    kinds: tuple[str, ...]


def looks_at(session: Session, account: Account) -> list[Look]:
    """Every look at what this person told us, the newest first; withdrawn sign-ups count too.

    A sign-up of a sheet that she took over later is hers from its first day; for one that nobody
    took over see services/whose.py.
    """
    sides = {profile.id: profile.side for profile in sign_ups_of_person(session, account)}
    entries = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.verb.in_(_SHOWN), AuditEntry.subject.in_(sides))
        .order_by(AuditEntry.number.desc())
    )
    return [
        Look(entry.at, sides[entry.subject], _kinds(sides[entry.subject], entry))
        for entry in entries
    ]


def _kinds(side: Side, entry: AuditEntry) -> tuple[str, ...]:
    """In the order of the questions. One that is no longer asked has no label any more."""
    if entry.verb == Verb.WHAT_WE_HOLD:
        return (_EVERYTHING,)
    opened = entry.detail.split(",")
    told = (_TOLD_US,) if Moment.TOLD in opened else ()
    answers = (rule for (of, code), rule in REGISTRY.items() if of is side and code in opened)
    return (*told, *(rule.own_label for rule in answers))


def closed_kinds(side: Side) -> list[str]:
    """What stays closed to the team until somebody gives a reason, in the words of the registry."""
    rules = (rule for (of, _field), rule in REGISTRY.items() if of is side)
    return [rule.own_label for rule in rules if rule.team is Team.REASON]


def clock_of(session: Session, account: Account) -> str:
    """Her own time zone, or that of the latest round that she took part in; UTC without any."""
    if account.time_zone:
        return account.time_zone
    zone = session.scalar(
        select(Round.time_zone)
        .join(Participation, Participation.round_id == Round.id)
        .join(Profile, Profile.id == Participation.profile_id)
        .where(Profile.account_id == account.id)
        .order_by(Participation.joined_at.desc(), Participation.id.desc())
        .limit(1)
    )
    return zone or "UTC"
