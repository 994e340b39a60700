"""Long pages keep what was typed: by themselves, at a button, or when the visit ended meanwhile.

A draft lies on the server, encrypted, never in the browser; only its own page can offer it.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import current_app, request
from flask_wtf.csrf import validate_csrf
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, PasswordField, ValidationError

from mentorship.models.account import Account
from mentorship.services.drafts import draft_of, keep_draft
from mentorship.web.forms import Form
from mentorship.web.pages import commit, database, now, person

View = TypeVar("View", bound=Callable[..., Any])
_NOT_HERS = (HiddenField, PasswordField)


def keeps_draft(page: str, form: type[Form]) -> Callable[[View], View]:
    """What is sent to this view when the visit has ended is kept for her as a draft."""

    def mark(view: View) -> View:
        view.draft = (page, form)  # type: ignore[attr-defined]
        return view

    return mark


def keep_what_was_sent(account: Account) -> None:
    """For a visit that has just ended: what she sent is kept, if it came from a page of ours."""
    view = current_app.view_functions.get(request.endpoint or "")
    draft = getattr(view, "draft", None)
    if draft is None or request.method != "POST" or request.mimetype == "multipart/form-data":
        return
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return
    page, form = draft
    keep_draft(database(), account, page, _typed(form()), now=now())
    commit()


def keep_typed(page: str, form: Form) -> None:
    """What stands in this request is kept as her draft of this page."""
    keep_draft(database(), person(), page, _typed(form), now=now())
    commit()


def typed_before(page: str) -> MultiDict[str, str] | None:
    """What she typed on this page and has not sent."""
    draft = draft_of(database(), person(), page, now=now())
    return _as_sent(draft.fields) if draft else None


def _as_sent(fields: Mapping[str, list[str]]) -> MultiDict[str, str]:
    return MultiDict([(name, value) for name, values in fields.items() for value in values])


def _typed(form: Form) -> dict[str, list[str]]:
    """The fields that the form owns, and nothing else that was sent."""
    return {
        field.name: request.form.getlist(field.name)
        for field in form
        if _is_hers(field) and field.name in request.form
    }


def _is_hers(field: Field) -> bool:
    return not isinstance(field, _NOT_HERS)
