"""The seven screens of her sign-up, in their order; the draft of each has its own name."""

from collections.abc import Mapping
from dataclasses import dataclass

from mentorship.web.mentee.forms import (
    AboutHerForm,
    ApartForm,
    NameForm,
    TopicsForm,
    ValuesForm,
    WhereForm,
    WordsForm,
)
from mentorship.web.questions import SignUpForm

SIGN_UP = "sign-up"


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen with its form, and what it is called where her answers stand together."""

    number: int
    form: type[SignUpForm]
    title: str

    @property
    def page(self) -> str:
        """The name of its draft."""
        return f"{SIGN_UP}/{self.number}"

    @property
    def template(self) -> str:
        return f"mentee/screens/{self.number}.html"


_IN_ORDER: tuple[tuple[type[SignUpForm], str], ...] = (
    (NameForm, "Your name, and how to reach you"),
    (ApartForm, "Keeping you safe"),
    (WhereForm, "Where you are"),
    (TopicsForm, "What you would like to talk about"),
    (WordsForm, "Your question"),
    (ValuesForm, "What matters, and how you would like to talk"),
    (AboutHerForm, "About you"),
)
SCREENS: Mapping[int, Screen] = {
    number: Screen(number, form, title) for number, (form, title) in enumerate(_IN_ORDER, start=1)
}
SCREEN_OF_HER_WORDS = 5
