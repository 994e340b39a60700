"""Forms keep what was typed: by themselves, at a button, or when the visit ended meanwhile.

A draft lies on the server, encrypted, never in the browser; only its own page can offer it. The
form names its page in the hidden field `draft`; where many pages have the same form, `about` is
the path of the one that was open.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import current_app, request
from flask_login import current_user
from flask_wtf.csrf import validate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, PasswordField, ValidationError

from mentorship.models.account import Account
from mentorship.services.drafts import (
    ABOUT,
    SCREEN,
    draft_of,
    forget_draft,
    keep_draft,
    typed_in,
)
from mentorship.web.forms import Form
from mentorship.web.pages import commit, database, now, person

View = TypeVar("View", bound=Callable[..., Any])
_NOT_HERS = (HiddenField, PasswordField)
_ANY = ""
_LONGEST_ABOUT = 300
_FORMS: dict[str, tuple[type[Form], tuple[str, ...]]] = {}


@dataclass(frozen=True, slots=True)
class Typed:
    """What a request brings for one page, ready to be kept."""

    page: str
    fields: Mapping[str, list[str]]


def keeps_draft(page: str, form: type[Form], *words: str) -> Callable[[View], View]:
    """What is sent to this view and does not arrive is kept for her as a draft.

    words  the fields that are worth keeping, where many pages have this form and others with it
    """
    _FORMS[page] = (form, words)

    def mark(view: View) -> View:
        view.draft = page  # type: ignore[attr-defined]  # a mark
        return view

    return mark


def keeps_screens(forms: Mapping[str, type[Form]]) -> Callable[[View], View]:
    """The same for a view that has several pages: which one, its form says in `draft`.

    On such a page an answer that was taken away is kept as that: the draft is the whole screen.
    """
    _FORMS.update({page: (form, ()) for page, form in forms.items()})
    return keeps_any_draft


def keeps_any_draft(view: View) -> View:
    """The same for a view that the forms of several pages are sent to."""
    view.draft = _ANY  # type: ignore[attr-defined]  # a mark
    return view


def typed_here() -> Typed | None:
    """What this request brings for a page that keeps drafts, if it comes from this very visit."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return None
    return _brought()


def keep(account: Account, typed: Typed | None) -> bool:
    """This is her draft of its page from now on. False when there is nothing to keep."""
    if typed is None or not typed.fields:
        return False
    keep_draft(database(), account, typed.page, typed.fields, now=now())
    commit()
    return True


def keep_screen(page: str) -> None:
    """What was sent stands as her draft of this screen, whether or not anything is wrong in it."""
    keep(person(), Typed(page, _typed(page, about="")))


def keep_what_was_sent(account: Account) -> None:
    """For a visit that has just ended: what she sent is kept, if it came from a page of ours."""
    if request.method == "POST":
        keep(account, typed_here())


def keep_from_an_older_visit() -> bool:
    """True when she sent what she had begun before she signed in anew, and it is kept.

    The token has to be one that we gave away; that nobody else sends it with her cookie is up to
    SameSite and Sec-Fetch-Site.
    """
    if not current_user.is_authenticated or not _is_a_token_of_ours():
        return False
    return keep(person(), _brought())


def typed_before(page: str, *, about: str = "") -> MultiDict[str, str] | None:
    """What she typed on this page, about this one, and has not sent."""
    draft = draft_of(database(), person(), page, now=now())
    if draft is None or draft.fields.get(ABOUT, [""]) != [about]:
        return None
    typed = typed_in(draft)
    return MultiDict([(name, value) for name, values in typed.items() for value in values])


def words_before(page: str, name: str, *, about: str = "") -> str:
    """The same for the one field of a short form; "" when nothing was typed."""
    typed = typed_before(page, about=about)
    return typed.get(name, "") if typed else ""


def forget_typed(page: str, *, about: str = "") -> None:
    """What she typed on this page was sent, or is not wanted any more. The view commits."""
    if typed_before(page, about=about) is not None:
        forget_draft(database(), person(), page)


def page_named() -> str:
    """The page that keeps drafts and that this form names; "" when it names none."""
    named = request.form.get("draft", "")
    return named if named in _FORMS else ""


def _brought() -> Typed | None:
    view = current_app.view_functions.get(request.endpoint or "")
    page = getattr(view, "draft", None)
    if page is None or request.mimetype == "multipart/form-data":
        return None
    # A form that many pages have is sent to the path of its own page.
    about = request.path if page and _FORMS[page][1] else request.form.get("about", "")
    page = page or page_named()
    return Typed(page, _typed(page, about=about[:_LONGEST_ABOUT])) if page else None


def _typed(page: str, *, about: str) -> dict[str, list[str]]:
    """The fields that the form owns, and nothing else that was sent; none when all are empty."""
    form, words = _FORMS[page]
    if SCREEN in page:
        return {one.name: request.form.getlist(one.name) for one in form() if _is_hers(one)}
    typed = {
        field.name: request.form.getlist(field.name)
        for field in form()
        if field.name in request.form and (field.name in words if words else _is_hers(field))
    }
    if not any(map(any, typed.values())):
        return {}
    return typed | ({ABOUT: [about]} if about else {})


def _is_hers(field: Field) -> bool:
    return not isinstance(field, _NOT_HERS)


def _is_a_token_of_ours() -> bool:
    signed = URLSafeTimedSerializer(str(current_app.secret_key), salt="wtf-csrf-token")
    try:
        signed.loads(request.form.get("csrf_token", ""))
    except BadData:
        return False
    return True
