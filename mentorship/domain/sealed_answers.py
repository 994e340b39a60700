"""The answers of one person, sealed: the only way to a value.

An answer of a person is read through `SealedAnswers.view(field, viewer=..., stage=...)`. The
registry in disclosure.py is the ceiling; below it counts what the person has opened or closed
herself (consent.py).
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from mentorship.domain.consent import Door, door_below, said_on_the_form, ticks_after
from mentorship.domain.disclosure import (
    REGISTRY,
    FieldRule,
    From,
    Team,
    Viewer,
    stages_that_open,
)
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Audience, Consents, Field, Side

NOTHING_SAID: Consents = MappingProxyType({})


class SealedAnswers:
    """The answers of one person, with what she has opened and closed. A value leaves only through
    `view`."""

    __slots__ = ("_answers", "_consents", "side")

    def __init__(
        self, side: Side, answers: Mapping[Field, str], consents: Consents = NOTHING_SAID
    ) -> None:
        self.side = side
        self._answers = {**answers, **ticks_after(side, answers, consents)}
        self._consents = {**said_on_the_form(side, answers), **consents}

    def view(self, field: Field, *, viewer: Viewer, stage: MatchState | None = None) -> str | None:
        """The words given for `field`, or None when this viewer may not see them at this stage.

        stage  the state of the match through which `OTHER` is looking; ignored for the rest.
        An answer that was never given is an empty string for whoever may see it.
        """
        if not self.opens(field, viewer=viewer, stage=stage):
            return None
        return self._answers.get(field, "")

    def opens(self, field: Field, *, viewer: Viewer, stage: MatchState | None = None) -> bool:
        """True when `view` would hand out this field."""
        rule = REGISTRY.get((self.side, field))
        if rule is None or not may_see(rule, viewer=viewer, stage=stage):
            return False
        audience = _audience(viewer, stage)
        return audience is None or self.allows(field, audience)

    def allows(self, field: Field, audience: Audience) -> bool:
        """True when this person lets that audience see the field, as far as the registry does."""
        match door_of(self.side, field, audience):
            case Door.SHUT:
                return False
            case Door.FIXED:
                return True
            case door:
                return self._consents.get((field, audience), door is Door.CLOSES)

    def closed_to(self, audience: Audience) -> frozenset[Field]:
        """What this audience would see by default, and this person has closed."""
        return frozenset(
            field
            for side, field in REGISTRY
            if side is self.side
            and door_of(side, field, audience) is Door.CLOSES
            and not self.allows(field, audience)
        )

    def closed_at(self, stage: MatchState) -> frozenset[Field]:
        """What the other side of a match would see at this stage, and this person has closed."""
        return self.closed_to(_partner(stage))

    def after(self, changes: Consents) -> "SealedAnswers":
        """The same answers, as they would stand once this were said too."""
        return SealedAnswers(self.side, self._answers, {**self._consents, **changes})

    def fields(self) -> Iterator[Field]:
        """The fields that hold an answer, without their values."""
        return iter(self._answers)


def door_of(side: Side, field: Field, audience: Audience) -> Door:
    """What this person can say about one field and one audience; the registry is the ceiling."""
    rule = REGISTRY.get((side, field))
    if rule is None or not _ceiling(rule, audience):
        return Door.SHUT
    return door_below(side, field, audience)


def _ceiling(rule: FieldRule, audience: Audience) -> bool:
    match audience:
        case Audience.TEAM:
            return rule.team is not Team.NEVER
        case Audience.ASKED:
            return rule.other is From.ASKED
        case Audience.INTRODUCED:
            return rule.other is not From.NEVER


def _partner(stage: MatchState | None) -> Audience:
    return Audience.INTRODUCED if stage is MatchState.INTRODUCED else Audience.ASKED


def _audience(viewer: Viewer, stage: MatchState | None) -> Audience | None:
    """Whose look this is; None for those whom nobody's word concerns."""
    match viewer:
        case Viewer.COORDINATOR | Viewer.REVEAL:
            return Audience.TEAM
        case Viewer.OTHER:
            return _partner(stage)
        case Viewer.SELF | Viewer.MATCHER:
            return None


def may_see(rule: FieldRule, *, viewer: Viewer, stage: MatchState | None) -> bool:
    """True when the registry allows this viewer the field at this stage; consent comes on top."""
    match viewer:
        case Viewer.SELF | Viewer.MATCHER:
            return True
        case Viewer.COORDINATOR:
            return rule.team is Team.CARD
        case Viewer.REVEAL:
            return rule.team is not Team.NEVER
        case Viewer.OTHER:
            return stage in stages_that_open(rule)
