"""Words on which her sign-up pauses for a moment: what the lists of the programme find in them."""

from collections.abc import Mapping
from enum import StrEnum

from mentorship.domain.people import Field
from mentorship.intake.people import mentee_from_answers
from mentorship.intake.worries import worries_of
from mentorship.intake.worry_kinds import WorryKind


class Pause(StrEnum):
    """What the page speaks of."""

    DANGER = "danger"
    PATIENT = "patient"


_SPEAKS_OF = {
    WorryKind.DISTRESS: Pause.DANGER,
    WorryKind.UNSAFE: Pause.DANGER,
    WorryKind.PATIENT_DETAILS: Pause.PATIENT,
}


def pause_for(answers: Mapping[Field, str]) -> frozenset[Pause]:
    """What there is to say about these answers at once; empty for nearly everybody."""
    person = mentee_from_answers("", None, answers).person
    kinds = (worry.kind for worry in worries_of(person))
    return frozenset(_SPEAKS_OF[kind] for kind in kinds if kind in _SPEAKS_OF)
