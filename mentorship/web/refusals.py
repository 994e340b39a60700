"""How the programme says no: in a whole sentence, with a way on, and with nothing half done."""

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from mentorship.db import db
from mentorship.domain.errors import Refused

PAGES = (400, 404, 405, 413, 429, 500, 503)


def say_no_kindly(app: Flask) -> None:
    """Every refusal and every fault has a page."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(HTTPException, _no_such_thing)


def _refused(no: Refused) -> tuple[str, int]:
    db.session.rollback()
    return render_template("errors/refused.html", sentence=no.sentence), 409


def _stale_form(_error: CSRFError) -> tuple[str, int]:
    return render_template("errors/stale.html"), 400


def _foreign_host(_error: SecurityError) -> tuple[str, int, dict[str, str]]:
    # Under a name that is not ours no page can be drawn: every link in it would be somebody's.
    return "This address is not served here.\n", 400, {"Content-Type": "text/plain"}


def _no_such_thing(error: HTTPException) -> tuple[str, int]:
    db.session.rollback()
    code = error.code or 500
    page = code if code in PAGES else 400
    return render_template(f"errors/{page}.html"), code
