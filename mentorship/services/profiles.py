"""Sign-ups on the web: the same answers that a sheet holds, kept by the person herself."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.disclosure import Viewer
from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Side
from mentorship.domain.sentences import sentence as _
from mentorship.intake.places import time_zone
from mentorship.models.account import Account
from mentorship.models.audit import Verb
from mentorship.models.keys import email_key
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.audit import record
from mentorship.services.consents import follow_the_form
from mentorship.services.look_requests import ask_for_looks_everywhere
from mentorship.services.round_letters import tell_signed_up
from mentorship.services.rounds import is_under_way, join
from mentorship.services.turns import take_turns

_UNDER_WAY = _(
    "Sign-ups have closed, so these changes were not kept. The team is already looking at your "
    "answers. They stay as they are until that round is over. If somebody must be kept away from "
    "you, please tell a person now."
)


def profile_of(session: Session, account: Account, side: Side) -> Profile | None:
    """What this account told us last on this side, unless it was withdrawn."""
    return session.scalar(
        select(Profile)
        .where(
            Profile.account_id == account.id,
            Profile.side == side,
            Profile.withdrawn_at.is_(None),
        )
        .order_by(Profile.updated_at.desc(), Profile.id)
        .limit(1)
    )


def lost_whom_to_keep_away(profile: Profile | None) -> bool:
    """True when the list of this person was wiped after a round, as it was promised."""
    return (
        profile is not None
        and profile.seen_by is not None
        and Field.KEEP_APART not in profile.answers
    )


def own_answers(profile: Profile | None) -> dict[Field, str]:
    """A person's own answers, to read and change; nobody else's page asks for them here."""
    if profile is None:
        return {}
    sealed = profile.sealed()
    return {field: sealed.view(field, viewer=Viewer.SELF) or "" for field in sealed.fields()}


def sign_up(
    session: Session,
    account: Account,
    side: Side,
    answers: Mapping[Field, str],
    *,
    round_: Round | None,
    now: datetime,
) -> Profile:
    """These answers stand for the account, and she takes part in the round if there is one.

    The address is always that of the account: it was confirmed, and it is hers. Without a round
    the answers are kept all the same: a round that closed while she wrote loses her nothing.
    Raises Refused when the team is already looking at her answers: what was read and what a
    mentor is shown have to be the same words.
    """
    take_turns(session, account)
    if is_under_way(session, account):
        raise Refused(_UNDER_WAY)
    profile = profile_of(session, account, side)
    if profile is None:
        profile = Profile(
            side=side, account_id=account.id, email_key="", answers={}, created_at=now
        )
        session.add(profile)
    before = profile.sealed()
    profile.answers = {
        **{field.value: words for field, words in answers.items()},
        Field.EMAIL.value: account.email,
        Field.STATED_AT.value: now.isoformat(timespec="seconds"),
    }
    profile.email_key = email_key(account.email)
    profile.updated_at = now
    # Where a place tells nothing, her clock stays the one that was known before.
    account.time_zone = time_zone(answers.get(Field.PLACE, "")) or account.time_zone
    # Whom she keeps away from was asked anew: what stands there now counts.
    profile.seen_by = None
    follow_the_form(profile, before=before, now=now)
    session.flush()
    if round_ is not None:
        join(session, round_, profile, now=now)
        tell_signed_up(session, round_, profile, now=now)
        ask_for_looks_everywhere(session, now=now)
    return profile


def take_part_again(
    session: Session, account: Account, side: Side, round_: Round, *, now: datetime
) -> Participation:
    """She takes part in this round too, with the answers that she gave before.

    Raises Refused when there are none.
    """
    profile = profile_of(session, account, side)
    if profile is None:
        raise Refused(_UNDER_WAY)
    participation = join(session, round_, profile, now=now)
    ask_for_looks_everywhere(session, now=now)
    return participation


def claim(session: Session, profile: Profile, account: Account, *, now: datetime) -> None:
    """What was brought in from a sheet belongs to this account from now on."""
    # She told nothing new: her answers are kept no longer because of it.
    profile.account_id = account.id
    record(session, by=account, verb=Verb.CLAIM, subject=profile.id, now=now)


def profiles_by_id(session: Session, ids: Iterable[str]) -> dict[str, Profile]:
    """These profiles, by their ids, fetched at once."""
    found = session.scalars(select(Profile).where(Profile.id.in_(list(ids))))
    return {profile.id: profile for profile in found}


def pair_of(session: Session, match: Match) -> tuple[Profile, Profile]:
    """The mentee and the mentor of this match, fetched at once."""
    people = profiles_by_id(session, (match.mentee_id, match.mentor_id))
    return people[match.mentee_id], people[match.mentor_id]
