"""How the programme says no: in a whole sentence, with a way on, and with nothing half done."""

from contextlib import suppress

from flask import Flask, current_app, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, SecurityError

from mentorship.db import db
from mentorship.domain.errors import Refused
from mentorship.web.access import page_of_the_form
from mentorship.web.drafts import keep_from_an_older_visit
from mentorship.web.fault_log import log_without_words
from mentorship.web.language import look_nothing_up

PAGES = (400, 404, 405, 413, 429, 500, 503)
_TRY_AGAIN_SECONDS = 10
# From this code on the fault is ours.
_OURS = 500
# Of SQLite, and the first letters of PostgreSQL's: busy, locked, out of reach, starting, full.
_PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN")
_PASSING_STATES = ("08", "40", "53", "55P03", "57P")


def say_no_kindly(app: Flask) -> None:
    """Every refusal and every fault has a page, and no fault tells the log of anybody."""
    log_without_words(app)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(SecurityError, _foreign_host)
    for fault in (OperationalError, InterfaceError):
        app.register_error_handler(fault, _database_away)
    app.register_error_handler(HTTPException, _no_such_thing)


def _refused(no: Refused) -> tuple[str, int]:
    db.session.rollback()
    return render_template("errors/refused.html", sentence=no.sentence), 409


def _stale_form(_error: CSRFError) -> tuple[str, int]:
    kept = keep_from_an_older_visit()
    return render_template("errors/stale.html", kept=kept, page=page_of_the_form()), 400


def _foreign_host(_error: SecurityError) -> tuple[str, int, dict[str, str]]:
    # Under a name that is not ours no page can be drawn: every link in it would be somebody's.
    return "This address is not served here.\n", 400, {"Content-Type": "text/plain; charset=utf-8"}


def _database_away(error: OperationalError | InterfaceError) -> tuple[str, int, dict[str, str]]:
    """The database is locked, or out of reach: the same request may well go through in a moment."""
    # Any other fault of the database is ours, and trying again would not help.
    if not _may_pass(error):
        raise error
    current_app.logger.warning("%s: the database was busy or away", type(error).__name__)
    with suppress(DBAPIError):
        db.session.rollback()
    look_nothing_up()
    page = render_template("errors/busy.html")
    return page, 503, {"Retry-After": str(_TRY_AGAIN_SECONDS)}


def _may_pass(error: OperationalError | InterfaceError) -> bool:
    """True when the database said nothing about what was asked: it could not listen."""
    if error.connection_invalidated:
        return True
    if name := getattr(error.orig, "sqlite_errorname", None):
        return str(name).startswith(_PASSING)
    # A connection that was never made has no state.
    return str(getattr(error.orig, "sqlstate", None) or "08").startswith(_PASSING_STATES)


def _no_such_thing(error: HTTPException) -> tuple[str, int, dict[str, str]]:
    db.session.rollback()
    code = error.code or 500
    page = code if code in PAGES else 400
    if code >= _OURS:
        look_nothing_up()
    allowed = error.valid_methods if isinstance(error, MethodNotAllowed) else None
    headers = {"Allow": ", ".join(sorted(allowed))} if allowed else {}
    return render_template(f"errors/{page}.html"), code, headers
