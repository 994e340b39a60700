"""In which language a page is read, and how our sentences get into it."""

from typing import Any

from flask import Flask, current_app, g, has_request_context, request, session, url_for
from flask_babel import Babel
from flask_login import AnonymousUserMixin, current_user
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from werkzeug.wrappers import Response

from mentorship.domain.sentences import Day, Listing, Sentence, beside
from mentorship.language.languages import (
    COMPLETE,
    ENGLISH,
    LANGUAGES,
    Language,
    best_of,
    language_of,
)
from mentorship.language.saying import CATALOGS, say, say_counted, say_pattern
from mentorship.models.account import Account
from mentorship.web.access import lead_to_ours, page_of_the_form
from mentorship.web.days import clock, write_days

_IN_COOKIE = "language"
_IN_ENGLISH_ALONE = ("coordinator", "demo")


def speak(app: Flask) -> None:
    """Templates say `_()`, and a sentence from a module is said in the reader's language."""
    app.config.from_mapping(
        BABEL_TRANSLATION_DIRECTORIES=str(CATALOGS),
        # What Flask-Security says stands in our own catalogs.
        SECURITY_I18N_DIRNAME=str(CATALOGS),
        SECURITY_I18N_DOMAIN="messages",
    )
    # Tests read pages in every language, also in one that is not complete yet.
    app.extensions["languages"] = tuple(LANGUAGES.values()) if app.testing else COMPLETE
    Babel(app, locale_selector=lambda: reading().code, timezone_selector=clock)
    app.jinja_env.finalize = told
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals |= {"_": _gettext, "gettext": _gettext, "ngettext": _ngettext}
    # A page shows what it says in her language; what its forms send stays as it is kept.
    app.jinja_env.filters |= {"dotted": beside, "told": told, "in_english": str}
    write_days(app)
    app.context_processor(_for_the_frame)
    app.after_request(_say_what_it_depends_on)


def offered() -> tuple[Language, ...]:
    """The languages that can be chosen here."""
    found: tuple[Language, ...] = current_app.extensions["languages"]
    return found


def reading() -> Language:
    """The language of whoever reads this page: chosen, or else wished by the browser.

    The team's own pages are written in English alone.
    """
    if not has_request_context():
        return ENGLISH
    if "language" not in g:
        g.language = _chosen() or _wished()
    found: Language = g.language
    return found


def read_in(code: str) -> None:
    """From now on this visit reads in this language, or in English when we do not offer it."""
    g.language = language_of(code, offered())
    session[_IN_COOKIE] = g.language.code


def look_nothing_up() -> None:
    """A page about a fault of ours asks the database nothing: it may be what is at fault."""
    if "language" not in g:
        g.language = _of_this_visit() or _wished()
    if "_login_user" not in g:
        # Flask-Login would ask who is signed in, for every template.
        g._login_user = AnonymousUserMixin()
    g.looks_nothing_up = True


def remember_for(account: Account) -> None:
    """A new account reads, and is written to, in the language in which it was opened."""
    account.language = account.language or reading().code


def told(value: Any) -> Any:
    """A sentence of ours in the reader's language; whatever else as it is.

    Any: templates put out values of every kind.
    """
    if isinstance(value, Sentence | Listing | Day):
        return say(value, reading().code)
    return value


@pass_context
def _gettext(context: Context, pattern: str, /, **values: Any) -> str:
    """What `_()` and {% trans %} of a template say. A sentence among the values is told too."""
    return _put_together(context, say_pattern(pattern, reading().code), values)


@pass_context
def _ngettext(context: Context, one: str, many: str, num: int, /, **values: Any) -> str:
    found = say_counted(one, many, num, reading().code)
    return _put_together(context, found, {"num": num} | values)


def _put_together(context: Context, found: str, values: dict[str, Any]) -> str:
    # The catalogs are our own and hold markup; whatever is put into a message is escaped.
    pattern = Markup(found) if context.eval_ctx.autoescape else found  # noqa: S704
    return pattern % {name: told(value) for name, value in values.items()}


def _chosen() -> Language | None:
    if request.blueprint in _IN_ENGLISH_ALONE:
        return ENGLISH
    if current_user.is_authenticated:
        if current_user.is_coordinator:
            return ENGLISH
        if current_user.language:
            return language_of(current_user.language, offered())
    return _of_this_visit()


def _of_this_visit() -> Language | None:
    code = session.get(_IN_COOKIE)
    return language_of(code, offered()) if code else None


def _wished() -> Language:
    g.was_wished = True
    return best_of(request.accept_languages.values(), offered())


def _say_what_it_depends_on(response: Response) -> Response:
    if "was_wished" in g:
        response.vary.add("Accept-Language")
    return response


def _for_the_frame() -> dict[str, Any]:
    """What base.html says about the language; nothing is offered where all is English."""
    some = offered() if len(offered()) > 1 and _may_choose() else ()
    return {"language": reading(), "languages": some, "read_here": _here() if some else ""}


def _may_choose() -> bool:
    if "looks_nothing_up" in g or request.blueprint in _IN_ENGLISH_ALONE:
        return False
    return not (current_user.is_authenticated and current_user.is_coordinator)


def _here() -> str:
    """The address of the page that is open, or of the one whose form was sent."""
    if request.endpoint and request.method == "GET":
        # A page that refuses what stands after the question mark does not say it again.
        is_fit = request.query_string.isascii() and lead_to_ours(request.args)
        return request.full_path.rstrip("?") if is_fit else request.path
    return page_of_the_form() or url_for("public.home")
