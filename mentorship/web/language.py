"""In which language a page is read, and how our sentences get into it."""

from typing import Any

from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel
from flask_login import current_user

from mentorship.domain.sentences import Listing, Sentence
from mentorship.language.languages import ENGLISH, LANGUAGES, Language, best_of, language_of
from mentorship.language.saying import CATALOGS, say

_IN_COOKIE = "language"


def speak(app: Flask) -> None:
    """Templates say `_()`, and a sentence from a module is said in the reader's language."""
    app.config.from_mapping(
        BABEL_TRANSLATION_DIRECTORIES=str(CATALOGS),
        # What Flask-Security says stands in our own catalogs.
        SECURITY_I18N_DIRNAME=str(CATALOGS),
        SECURITY_I18N_DOMAIN="messages",
    )
    Babel(app, locale_selector=lambda: reading().code)
    app.jinja_env.finalize = told
    app.context_processor(_for_the_frame)


def reading() -> Language:
    """The language of whoever reads this page: chosen, or else wished by the browser.

    The team's own pages are written in English alone.
    """
    if not has_request_context():
        return ENGLISH
    if "language" not in g:
        g.language = _chosen() or best_of(request.accept_languages.values())
    found: Language = g.language
    return found


def read_in(code: str) -> Language:
    """From now on this visit reads in this language; raises KeyError for one we do not speak."""
    g.language = LANGUAGES[code]
    session[_IN_COOKIE] = code
    return LANGUAGES[code]


def told(value: Any) -> Any:
    """A sentence of ours in the reader's language; whatever else as it is.

    Any: templates put out values of every kind.
    """
    if isinstance(value, Sentence | Listing):
        return say(value, reading().code)
    return value


def _chosen() -> Language | None:
    if current_user.is_authenticated:
        if current_user.is_coordinator:
            return ENGLISH
        if current_user.language:
            return language_of(current_user.language)
    return LANGUAGES.get(session.get(_IN_COOKIE, ""))


def _for_the_frame() -> dict[str, Any]:
    return {"language": reading(), "languages": tuple(LANGUAGES.values())}
