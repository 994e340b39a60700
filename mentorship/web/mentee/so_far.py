"""What she has said so far: what she sent, and above it what she typed and has not sent yet."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from werkzeug.datastructures import MultiDict

from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.people import Field, Mentee, Side
from mentorship.intake.people import mentee_from_answers
from mentorship.models.keys import keyed_digest
from mentorship.models.round import Round
from mentorship.services.drafts import screens_of
from mentorship.services.profiles import lost_whom_to_keep_away, own_answers, profile_of
from mentorship.services.rounds import where_answers_go
from mentorship.web.mentee.forms import CALL_ME
from mentorship.web.mentee.screens import SCREENS, SIGN_UP, Screen
from mentorship.web.pages import database, now, person
from mentorship.web.questions import SignUpForm

_PARTS = ";"
# Any word: an empty form would pass for none at all.
_HERE = ("draft", SIGN_UP)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as it stands among the others: what was asked, and her words, each by itself."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class SoFar:
    """Her sign-up as it stands now.

    round_     the round for which it would count, or None while nobody can sign up
    saved      what she sent last; empty when she never did
    typed      by the page of a screen, what stands there and is not sent
    is_closed  True while nothing can be said: no round is open, or the team is at work already
    under_way  True while the team is at work with her answers
    asks_anew  True when whom she keeps away from was wiped after an earlier round
    """

    round_: Round | None
    saved: Mapping[Field, str]
    typed: Mapping[str, Mapping[str, list[str]]]
    is_closed: bool
    under_way: bool
    asks_anew: bool

    @property
    def has_sent(self) -> bool:
        return bool(self.saved)

    def on(self, screen: Screen) -> MultiDict[str, str] | None:
        """What stands on this screen and is not sent; None when nothing was typed there."""
        if screen.page not in self.typed:
            return None
        fields = self.typed[screen.page].items()
        return MultiDict([_HERE, *((name, one) for name, words in fields for one in words)])

    @cached_property
    def forms(self) -> Mapping[Screen, SignUpForm]:
        """Every screen as it stands, whatever the browser has just sent."""
        screens = SCREENS.values()
        return {one: self.asking(one.form.kept(self.saved, self.on(one))) for one in screens}

    def asking(self, form: SignUpForm) -> SignUpForm:
        """The form, which asks once more for what was wiped since she sent it."""
        if self.asks_anew and Field.KEEP_APART in form:
            form.ask_anew_whom_to_keep_away()
        return form

    @cached_property
    def answers(self) -> dict[Field, str]:
        """Every question of every screen with its answer."""
        answers: dict[Field, str] = {}
        asks_for_a_call = False
        for form in self.forms.values():
            answers |= form.answers()
            asks_for_a_call |= bool("tell_a_person" in form and form["tell_a_person"].data)
        notes = (CALL_ME if asks_for_a_call else "", answers[Field.ANYTHING_ELSE])
        return answers | {Field.ANYTHING_ELSE: "\n".join(filter(None, notes))}

    def open_points(self) -> dict[Screen, list[str]]:
        """What has to be put right before it can be sent, by screen."""
        wrong = {screen: form for screen, form in self.forms.items() if not form.validate()}
        return {
            screen: [str(error) for errors in form.errors.values() for error in errors]
            for screen, form in wrong.items()
        }

    def next_screen(self) -> Screen | None:
        """Where she goes on; None when there is nothing that she has not seen."""
        return next((one for one in SCREENS.values() if one.page not in self.typed), None)

    def shown(self) -> dict[Screen, list[Said]]:
        """Her answers, screen by screen; what was left open is left out."""
        return {screen: list(_said_on(form)) for screen, form in self.forms.items()}

    def seal(self) -> str:
        """The same for the same answers, and it tells nothing about them."""
        return keyed_digest("answers on the page", json.dumps(self.answers, sort_keys=True))

    def read(self) -> Mentee:
        """Her answers as the programme would read them, if she sent them now."""
        return cast(Mentee, mentee_from_answers("", None, self.answers).person)


_TICKED = frozenset(
    {
        *(Field.TOPICS, Field.GOALS, Field.VALUES, Field.STYLES, Field.FORMATS, Field.LANGUAGES),
        *(Field.SLOTS, Field.RACE_ETHNICITY, Field.FAITH, Field.GENDER, Field.OTHER_IDENTITY),
    }
)


def _said_on(form: SignUpForm) -> Iterator[Said]:
    if "tell_a_person" in form and form["tell_a_person"].data:
        yield Said(form["tell_a_person"].label.text, ("Yes",))
    for field, words in form.answers().items():
        if words and field is Field.WORDS_SHARED:
            yield Said(REGISTRY[Side.MENTEE, field].own_label, ("Yes",))
        elif words:
            parts = words.split(_PARTS) if field in _TICKED else [words]
            yield Said(REGISTRY[Side.MENTEE, field].own_label, tuple(parts))


def so_far() -> SoFar:
    """The sign-up of the person who is signed in."""
    session, her = database(), person()
    round_, under_way = where_answers_go(session, her, Side.MENTEE)
    typed = screens_of(session, her, SIGN_UP, now=now())
    profile = profile_of(session, her, Side.MENTEE)
    return SoFar(
        round_,
        own_answers(profile),
        typed,
        is_closed=under_way or (round_ is None and not typed),
        under_way=under_way,
        asks_anew=lost_whom_to_keep_away(profile),
    )
