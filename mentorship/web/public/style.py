"""The style page: every component as it is drawn now, for whoever changes how something looks.

Registered only where the settings are not those of a production.
"""

from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, render_template
from markupsafe import Markup
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice is newer than its stubs
    BooleanField,
    EmailField,
    FileField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from mentorship.language.languages import LANGUAGES
from mentorship.web.access import ANYONE, open_to
from mentorship.web.forms import Form
from mentorship.web.public.contrast import colours, pairs

blueprint = Blueprint("style", __name__)

# What a page does with a component is left out: nothing here is sent, kept, covered or focused.
_QUIET = (
    *(("<form ", "<div "), ("</form>", "</div>"), ('id="writing"', 'id="shown"')),
    *((f"data-{one}", f"data-shown-{one}") for one in ("leave", "cover", "draft", "passkey")),
    *((" autofocus", ""), (' role="alert"', ""), (' role="status"', "")),
)
_CHOICES = [
    SelectChoice("a", label="A short answer"),
    SelectChoice("b", label="One that is longer, so that a phone needs two lines to show it"),
    SelectChoice("c", label="None of these"),
]
_GROUPED = [
    SelectChoice("1", label="Speaking up", optgroup="Safe and heard"),
    SelectChoice("2", label="Being the only one", optgroup="Safe and heard"),
    SelectChoice("3", label="Exams and boards", optgroup="Getting there"),
    SelectChoice("4", label="Leading without the title", optgroup="Rising"),
]
_WORDS = {
    "line": "Hodan",
    "address": "hodan@example.org",
    "secret": "a quiet table",
    "area": "How do I speak up without paying for it?\n\nكيف أتكلم؟",
    "one_of_many": "3",
    "suggested": "General surgery",
    "one": "b",
    "some": ["a", "b"],
    "grouped": ["1", "4"],
    "yes": True,
}


class Sample(Form):
    """One field of each kind."""

    line = StringField("One line", description="A hint says what happens with it.")
    address = EmailField("An address")
    secret = PasswordField("A passphrase")
    area = TextAreaField("In your own words", description="One word is enough.")
    one_of_many = SelectField("One of many", choices=_GROUPED)
    suggested = StringField("Free words, with a list beside them")
    sheet = FileField("A file")
    one = RadioField("One of these", choices=_CHOICES)
    across = RadioField(
        "Short answers",
        choices=[SelectChoice(str(number), label=str(number)) for number in range(4)],
    )
    some = SelectMultipleField("Any of these", choices=_CHOICES)
    grouped = SelectMultipleField("Many, in groups", choices=_GROUPED)
    yes = BooleanField("I have read this")


@blueprint.get("/style")
@open_to(ANYONE)
def page() -> str:
    tokens = Path(str(current_app.static_folder), "css", "tokens.css").read_text(encoding="utf-8")
    shown = render_template("public/style/components.html", **_specimens())
    looks = {look: (named, list(pairs(named))) for look, named in colours(tokens).items()}
    return render_template("public/style.html", shown=_quiet(shown), looks=looks)


def _specimens() -> dict[str, Any]:
    """What the components are shown with. Any: each template takes something else."""
    wrong = Sample(formdata=None, prefix="wrong-", data=_WORDS)
    for field in wrong:
        if field.type != "CSRFTokenField":
            field.errors = ["This says what is missing. Could you look again?"]
    return {
        "states": {
            "Empty": Sample(formdata=None, prefix="empty-"),
            "Filled": Sample(formdata=None, prefix="filled-", data=_WORDS),
            "In error": wrong,
        },
        "telling": Sample(formdata=None, prefix="telling-"),
        "tongues": tuple(LANGUAGES.values()),
        "unwritten": [{"day": "5 March 2026", "news": "Somebody would like to meet you."}],
    }


def _quiet(shown: str) -> Markup:
    for loud, quiet in _QUIET:
        shown = shown.replace(loud, quiet)
    return Markup(shown)  # noqa: S704  # our own templates, escaped when they were drawn
