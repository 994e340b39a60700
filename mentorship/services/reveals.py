"""Words that the team reads only with a reason, which is written down before they are shown.

This is the only way of the team to them: nobody else looks as `Viewer.REVEAL` but she herself, to
see what a reason would open.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from mentorship.domain.disclosure import REGISTRY, Team, Viewer
from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account
from mentorship.models.audit import Verb
from mentorship.models.profile import Profile
from mentorship.services.audit import count_since, just_recorded, record
from mentorship.services.turns import take_turns

SHORTEST_REASON = 8
MOST_IN_A_DAY = 15
LOOKS = (Verb.REVEAL, Verb.READ_FOR_ITEM)
_DAY = timedelta(days=1)


def reveal(session: Session, profile: Profile, *, by: Account, reason: str, now: datetime) -> None:
    """The look is on record, codes only; for a moment `just_revealed` opens the words to `by`.

    Raises Refused when the reason is too short to mean anything to a colleague, and after fifteen
    looks of one account within a day. That is more than single calls and mix-ups ask for, and far
    fewer than a curious evening. Looks that the work list itself asks for are not refused, however
    many: in a round of two hundred an evening may bring forty worries, and a person who is not
    safe cannot wait for tomorrow's fifteen. Nobody can put an item on that list to read somebody.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("Please say in a few words why you need to read this. It is written down.")
    take_turns(session, by)
    if count_since(session, Verb.REVEAL, by=by, since=now - _DAY) >= MOST_IN_A_DAY:
        raise Refused(
            f"You have opened {MOST_IN_A_DAY} people's words within a day. Please ask a colleague "
            "to look at this one. What stands under “Needs a person today” can still be read there."
        )
    _write_down(session, profile, Verb.REVEAL, by=by, reason=reason.strip(), now=now)


def read_for_item(
    session: Session,
    profile: Profile,
    *,
    by: Account,
    reason: str,
    now: datetime,
    also: Iterable[StrEnum] = (),
) -> None:
    """The same for words that the work list asks a person to read; `reason` is the list's own.

    also  what is opened besides the answers of the sign-up
    """
    _write_down(session, profile, Verb.READ_FOR_ITEM, by=by, reason=reason, now=now, also=also)


def _write_down(
    session: Session,
    profile: Profile,
    verb: Verb,
    *,
    by: Account,
    reason: str,
    now: datetime,
    also: Iterable[StrEnum] = (),
) -> None:
    sealed = profile.sealed()
    fields = [one for one in _fields(profile.side) if sealed.opens(one, viewer=Viewer.REVEAL)]
    codes = (*also, *fields)
    record(session, by=by, verb=verb, subject=profile.id, codes=codes, reason=reason, now=now)


def write_down_refusal(session: Session, profile: Profile, *, by: Account, now: datetime) -> None:
    """That somebody asked for these words and did not get them is on record."""
    record(session, by=by, verb=Verb.REFUSED_REVEAL, subject=profile.id, now=now)


def just_revealed(
    session: Session, profile: Profile, *, by: Account, now: datetime
) -> list[tuple[str, str]]:
    """The (label, words) that this account has opened a moment ago; none without that on record."""
    entry = just_recorded(session, *LOOKS, subject=profile.id, by=by, now=now)
    return _opened(profile, entry.detail.split(",")) if entry is not None else []


def _fields(side: Side) -> list[Field]:
    return [
        field
        for field in Field
        if (rule := REGISTRY.get((side, field))) and rule.team is Team.REASON
    ]


def _opened(profile: Profile, on_record: Collection[str]) -> list[tuple[str, str]]:
    """Nothing beyond what was written down, also when she has opened more of it since."""
    sealed = profile.sealed()
    fields = [field for field in _fields(profile.side) if field.value in on_record]
    opened = [(field, sealed.view(field, viewer=Viewer.REVEAL)) for field in fields]
    return [(REGISTRY[profile.side, field].label, words) for field, words in opened if words]
