"""The seven screens of her sign-up, in their order; the draft of each has its own name."""

from mentorship.domain.sentences import sentence as _
from mentorship.web.mentee.forms import (
    AboutHerForm,
    ApartForm,
    NameForm,
    TopicsForm,
    ValuesForm,
    WhereForm,
    WordsForm,
)
from mentorship.web.screens import in_order

SIGN_UP = "sign-up"
SCREENS = in_order(
    SIGN_UP,
    (
        (NameForm, _("Your name, and how to reach you")),
        (ApartForm, _("Keeping you safe")),
        (WhereForm, _("Where you are")),
        (TopicsForm, _("What you would like to talk about")),
        (WordsForm, _("Your question")),
        (ValuesForm, _("What matters, and how you would like to talk")),
        (AboutHerForm, _("About you")),
    ),
)
SCREEN_OF_HER_WORDS = 5
