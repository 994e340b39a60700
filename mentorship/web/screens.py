"""A sign-up on several screens: what is asked where, and what somebody has said on it so far."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from werkzeug.datastructures import MultiDict

from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.people import Field, Side
from mentorship.models.keys import keyed_digest
from mentorship.models.round import Round
from mentorship.services.drafts import SCREEN, screens_of
from mentorship.services.profiles import lost_whom_to_keep_away, own_answers, profile_of
from mentorship.services.rounds import where_answers_go
from mentorship.web.pages import database, now, person
from mentorship.web.questions import SignUpForm, Ticks, labels_on

_PARTS = ";"


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of a sign-up with its form.

    title  what it is called where all answers stand together
    of     the name of the sign-up that it belongs to
    """

    number: int
    form: type[SignUpForm]
    title: str
    of: str

    @property
    def page(self) -> str:
        """The name of its draft."""
        return f"{self.of}{SCREEN}{self.number}"


def in_order(of: str, screens: Sequence[tuple[type[SignUpForm], str]]) -> Mapping[int, Screen]:
    """The screens of this sign-up by their numbers, from 1."""
    return {
        number: Screen(number, form, title, of)
        for number, (form, title) in enumerate(screens, start=1)
    }


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as it stands among the others: what was asked, and the words, each by itself."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class SignUpSoFar:
    """A sign-up as it stands now: what was sent, and above it what was typed since.

    round_     the round for which it would count, or None while nobody can sign up
    saved      what was sent last; empty when nothing ever was
    typed      by the page of a screen, what stands there and is not sent
    under_way  True while the team is at work with these answers
    asks_anew  True when whom to keep away from was wiped after an earlier round
    """

    side: Side
    screens: Sequence[Screen]
    round_: Round | None
    saved: Mapping[Field, str]
    typed: Mapping[str, Mapping[str, list[str]]]
    under_way: bool
    asks_anew: bool

    @classmethod
    def of_reader(cls, side: Side, screens: Mapping[int, Screen]) -> Self:
        """The sign-up of the person who is signed in, on this side."""
        session, account = database(), person()
        listed = tuple(screens.values())
        round_, under_way = where_answers_go(session, account, side)
        profile = profile_of(session, account, side)
        return cls(
            side,
            listed,
            round_,
            own_answers(profile),
            screens_of(session, account, listed[0].of, now=now()),
            under_way=under_way,
            asks_anew=lost_whom_to_keep_away(profile),
        )

    @property
    def is_closed(self) -> bool:
        """True while nothing can be said: no round is open, or the team is at work already."""
        return self.under_way or (self.round_ is None and not self.typed)

    @property
    def has_sent(self) -> bool:
        return bool(self.saved)

    def on(self, screen: Screen) -> MultiDict[str, str] | None:
        """What stands on this screen and is not sent; None when nothing was typed there."""
        if screen.page not in self.typed:
            return None
        fields = self.typed[screen.page].items()
        # Any word: an empty form would pass for none at all.
        here = ("draft", screen.of)
        return MultiDict([here, *((name, one) for name, words in fields for one in words)])

    @cached_property
    def forms(self) -> Mapping[Screen, SignUpForm]:
        """Every screen as it stands, whatever the browser has just sent."""
        kept = ((one, one.form.kept(self.saved, self.on(one))) for one in self.screens)
        return {screen: self.asking(form) for screen, form in kept}

    def asking(self, form: SignUpForm) -> SignUpForm:
        """The form, which asks once more for what was wiped since it was sent."""
        if self.asks_anew and Field.KEEP_APART in form:
            form.ask_anew_whom_to_keep_away()
        return form

    @cached_property
    def answers(self) -> dict[Field, str]:
        """Every question of every screen with its answer."""
        return {
            field: words for form in self.forms.values() for field, words in form.answers().items()
        }

    def open_points(self) -> dict[Screen, list[str]]:
        """What has to be put right before it can be sent, by screen."""
        wrong = {screen: form for screen, form in self.forms.items() if not form.validate()}
        return {
            # As they are: a sentence that is made anew could not be said in another language.
            screen: [error for errors in form.errors.values() for error in errors]
            for screen, form in wrong.items()
        }

    def next_screen(self) -> Screen | None:
        """Where it goes on; None when there is no screen that was not passed yet."""
        return next((one for one in self.screens if one.page not in self.typed), None)

    def shown(self) -> dict[Screen, list[Said]]:
        """The answers, screen by screen; what was left open is left out."""
        return {screen: list(said_on(form)) for screen, form in self.forms.items()}

    def seal(self) -> str:
        """The same for the same answers, and it tells nothing about them."""
        return keyed_digest("answers on the page", json.dumps(self.answers, sort_keys=True))


def said_on(form: SignUpForm) -> Iterator[Said]:
    """The answers on this screen, each label as it stands on the page."""
    for field, words in form.answers().items():
        if words:
            parts = words.split(_PARTS) if isinstance(form[field], Ticks) else [words]
            labels = labels_on(form[field])
            said = tuple(labels.get(part, part) for part in parts)
            yield Said(REGISTRY[form.side, field].own_label, said)
