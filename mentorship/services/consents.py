"""What people say about who may see which answer: one row for each word, and the latest counts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.consent import (
    Door,
    Group,
    group_of,
    in_groups,
    said_on_the_form,
    why_fixed,
)
from mentorship.domain.disclosure import REGISTRY, Viewer
from mentorship.domain.people import Audience, Consents, Field, Side
from mentorship.domain.sealed_answers import SealedAnswers, door_of
from mentorship.models.account import Account
from mentorship.models.consent import Consent
from mentorship.models.profile import Profile

# Field → what it is called on a page, in the words of this side's registry.
Labels = Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class Sight:
    """What one audience sees of one person, and what that person can say about it.

    choices  group → the fields that can be opened or closed, with their labels
    open     those of them that are open now
    always   (label, why) of what cannot be closed
    """

    audience: Audience
    choices: Mapping[Group, Labels]
    open: frozenset[Field]
    always: tuple[tuple[str, str], ...]


def profiles_of(session: Session, account: Account) -> dict[Side, list[Profile]]:
    """Every sign-up of this account that was not withdrawn, by side, the newest first."""
    found = session.scalars(
        select(Profile)
        .where(Profile.account_id == account.id, Profile.withdrawn_at.is_(None))
        .order_by(Profile.updated_at.desc(), Profile.id)
    ).all()
    by_side = {side: [one for one in found if one.side is side] for side in Side}
    return {side: hers for side, hers in by_side.items() if hers}


def sights_of(profile: Profile) -> list[Sight]:
    """What each audience sees of this person, as it stands now."""
    sealed = profile.sealed()
    return [
        Sight(
            audience,
            _by_group(profile.side, audience),
            frozenset(
                one for one in choosable(profile.side, audience) if sealed.allows(one, audience)
            ),
            _always(profile.side, audience),
        )
        for audience in Audience
    ]


def choosable(side: Side, audience: Audience) -> list[Field]:
    """The fields about which this side has a say, in the order of a page."""
    doors = (Door.CLOSES, Door.OPENS)
    return in_groups(field for field in Field if door_of(side, field, audience) in doors)


def never_seen(side: Side) -> list[str]:
    """What nobody reads, whatever is said: labels, in the order of a page."""
    shut = [
        field
        for owner, field in REGISTRY
        if owner is side
        and all(door_of(side, field, audience) is Door.SHUT for audience in Audience)
    ]
    return [REGISTRY[side, field].own_label for field in in_groups(shut)]


def changes_to(profile: Profile, chosen: Mapping[Audience, Collection[Field]]) -> Consents:
    """What would be said anew if exactly these were open to each audience.

    A field about which this side has no say is left as the registry has it.
    """
    sealed = profile.sealed()
    return {
        (field, audience): field in fields
        for audience, fields in chosen.items()
        for field in choosable(profile.side, audience)
        if (field in fields) is not sealed.allows(field, audience)
    }


def choose(
    profile: Profile, chosen: Mapping[Audience, Collection[Field]], *, now: datetime
) -> Consents:
    """From the next request on exactly these are open to each audience; what changed by that."""
    changes = changes_to(profile, chosen)
    _say(profile, changes, now=now)
    return changes


def follow_the_form(profile: Profile, *, before: SealedAnswers, now: datetime) -> None:
    """What was ticked or unticked on the sign-up is said from now on, like everything else."""
    _say(profile, _new_ticks(profile, before), now=now)


def follow_the_sheet(profile: Profile, *, before: SealedAnswers, now: datetime) -> None:
    """What a sheet does not tick any more is closed. It opens nothing that was closed here: when
    its words were said, nobody can tell."""
    closed = {door: is_open for door, is_open in _new_ticks(profile, before).items() if not is_open}
    _say(profile, {door: False for door in closed if door in profile.said()}, now=now)


def _new_ticks(profile: Profile, before: SealedAnswers) -> Consents:
    fields = (Field.WORDS_SHARED, Field.MAY_SHOW)
    stood = {field: before.view(field, viewer=Viewer.SELF) or "" for field in fields}
    now = {field: profile.answers.get(field.value, "") for field in fields}
    then = said_on_the_form(profile.side, stood)
    return {
        door: is_open
        for door, is_open in said_on_the_form(profile.side, now).items()
        if is_open is not then[door]
    }


def _say(profile: Profile, changes: Consents, *, now: datetime) -> None:
    for (field, audience), is_open in changes.items():
        profile.consents.append(
            Consent(field=field, audience=audience, is_open=is_open, said_at=now)
        )


def _by_group(side: Side, audience: Audience) -> dict[Group, Labels]:
    grouped: dict[Group, dict[Field, str]] = {}
    for field in choosable(side, audience):
        grouped.setdefault(group_of(field), {})[field] = REGISTRY[side, field].own_label
    return dict(grouped)


def _always(side: Side, audience: Audience) -> tuple[tuple[str, str], ...]:
    fixed = [field for field in Field if door_of(side, field, audience) is Door.FIXED]
    return tuple(
        (REGISTRY[side, field].own_label, why_fixed(side, field, audience))
        for field in in_groups(fixed)
    )
