"""The base of our forms. A form checks shape and hands over a small dataclass, nothing more."""

import re
import unicodedata
from typing import Any

from flask_wtf import FlaskForm

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def tidy(text: Any) -> Any:
    """Text without what cannot be seen and could mislead, and without blanks around it."""
    if not isinstance(text, str):
        return text
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).strip()


class Form(FlaskForm):
    """A form with its hidden token; choices are `wtforms.SelectChoice`, never tuples."""

    class Meta(FlaskForm.Meta):
        def bind_field(self, form: Any, unbound: Any, options: Any) -> Any:
            # Every text field is tidied, so that no form can forget it.
            filters = [*unbound.kwargs.get("filters", ()), tidy]
            return unbound.bind(form=form, filters=filters, **options)

    def populate_obj(self, obj: Any) -> None:
        """Never: a form is not written into a row wholesale."""
        raise TypeError("Hand over a dataclass instead.")
