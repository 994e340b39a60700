"""The base of our forms. A form checks shape and hands over a small dataclass, nothing more."""

import re
import unicodedata
from typing import Any

from flask_wtf import FlaskForm

from mentorship.domain.sentences import Sentence
from mentorship.domain.sentences import sentence as _

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def tidy(text: Any) -> Any:
    """Text without what cannot be seen and could mislead, and without blanks around it."""
    if not isinstance(text, str):
        return text
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).strip()


_OFF_THE_LIST = _("Please choose from what is offered here.")
_UNREADABLE = _("This could not be read. Could you look at it once more?")


class _OurWords:
    """What a form says where we have said nothing: of choices, and of anything else."""

    def gettext(self, theirs: str) -> Sentence:
        return _OFF_THE_LIST if "choice" in theirs.lower() else _UNREADABLE

    def ngettext(self, theirs: str, _many: str, _number: int) -> Sentence:
        return self.gettext(theirs)


class Form(FlaskForm):
    """A form with its hidden token; choices are `wtforms.SelectChoice`, never tuples."""

    class Meta(FlaskForm.Meta):
        def bind_field(self, form: Any, unbound: Any, options: Any) -> Any:
            # Every text field is tidied, so that no form can forget it.
            filters = [*unbound.kwargs.get("filters", ()), tidy]
            return unbound.bind(form=form, filters=filters, **options)

        def get_translations(self, _form: Any) -> _OurWords:
            return _OurWords()

    def populate_obj(self, obj: Any) -> None:
        """Never: a form is not written into a row wholesale."""
        raise TypeError("Hand over a dataclass instead.")
