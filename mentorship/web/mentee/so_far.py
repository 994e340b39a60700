"""What she has said so far: what she sent, and above it what she typed and has not sent yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from mentorship.domain.people import Field, Mentee, Side
from mentorship.domain.sentences import sentence as _
from mentorship.intake.people import mentee_from_answers
from mentorship.web.mentee.forms import CALL_ME
from mentorship.web.mentee.screens import SCREENS
from mentorship.web.questions import SignUpForm
from mentorship.web.screens import Said, Screen, SignUpSoFar, said_on


@dataclass(frozen=True)
class SoFar(SignUpSoFar):
    """Her sign-up as it stands now."""

    @cached_property
    def answers(self) -> dict[Field, str]:
        """Every question of every screen with its answer."""
        asks_for_a_call = any(map(_asks_for_a_call, self.forms.values()))
        answers = super().answers
        notes = (CALL_ME if asks_for_a_call else "", answers[Field.ANYTHING_ELSE])
        return answers | {Field.ANYTHING_ELSE: "\n".join(filter(None, notes))}

    def shown(self) -> dict[Screen, list[Said]]:
        """Her answers, screen by screen; what was left open is left out."""
        return {screen: [*_call(form), *said_on(form)] for screen, form in self.forms.items()}

    def read(self) -> Mentee:
        """Her answers as the programme would read them, if she sent them now."""
        return cast(Mentee, mentee_from_answers("", None, self.answers).person)


def _asks_for_a_call(form: SignUpForm) -> bool:
    return bool("tell_a_person" in form and form["tell_a_person"].data)


def _call(form: SignUpForm) -> Iterator[Said]:
    if _asks_for_a_call(form):
        yield Said(form["tell_a_person"].label.text, (_("Yes"),))


def so_far() -> SoFar:
    """The sign-up of the person who is signed in."""
    return SoFar.of_reader(Side.MENTEE, SCREENS)
