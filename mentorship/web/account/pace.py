"""How fast the pages of accounts answer: equally fast whoever asks, and not without end.

A page that knows whether an address is known takes the same time whether it is or not. Whoever
tries again and again is asked to wait; others, and she herself from elsewhere, are not.
"""

import time
from ipaddress import ip_address, ip_network
from typing import Any

from flask import Flask, abort, current_app, g, request, session
from flask_security.signals import password_reset
from werkzeug.wrappers import Response

from mentorship.db import db
from mentorship.models.account import Account
from mentorship.services.throttles import Limit, forget_attempts, is_too_often
from mentorship.web.pages import commit, database, now

_TELLING = frozenset(
    {
        "security.login",
        "security.register",
        "security.forgot_password",
        "security.send_confirmation",
    }
)
_GUESSING = _TELLING | {
    "security.two_factor_token_validation",
    "security.mf_recovery",
    "security.verify",
}
_ONE_PERSON = Limit("person", most=20, within_minutes=15)
# A whole hospital may share one address.
_ONE_PLACE = Limit("place", most=300, within_minutes=15)


def keep_pace(app: Flask) -> None:
    app.before_request(_look_at_the_clock)
    app.before_request(_count)
    app.after_request(_wait)
    password_reset.connect(_let_her_in, app)


def _look_at_the_clock() -> None:
    g.asked_at = time.monotonic()


def _count() -> None:
    if request.method != "POST" or request.endpoint not in _GUESSING:
        return
    place = _place()
    # Counted for this page and person from this place: nobody elsewhere can keep her out by
    # guessing, and whoever guesses beside her leaves her the way of a new password.
    person = _counted_as(str(request.endpoint), _whom(), place)
    often = [
        is_too_often(database(), person, limit=_ONE_PERSON, now=now()),
        is_too_often(database(), place, limit=_ONE_PLACE, now=now()),
    ]
    commit()
    if any(often):
        abort(429)


def _counted_as(endpoint: str, whom: str, place: str) -> str:
    return f"{endpoint} {whom} {place}"


def _let_her_in(_app: Flask, user: Account, **_more: Any) -> None:
    """With a new password she signs in at once, however often somebody guessed the old one."""
    whom = user.email.strip().casefold()
    tried = _counted_as("security.login", whom, _place())
    forget_attempts(database(), tried, kind=_ONE_PERSON.kind)


def _whom() -> str:
    typed = request.form.get("email", "").strip().casefold()
    return typed or str(session.get("tf_user_id") or session.get("_user_id") or "")


def _place() -> str:
    """The neighbourhood of the address that asks: one network, not one device."""
    address = ip_address(request.remote_addr or "::")
    return str(ip_network((address, 24 if address.version == 4 else 56), strict=False))


def _wait(response: Response) -> Response:
    if request.method == "POST" and request.endpoint in _TELLING and "asked_at" in g:
        # Nobody else waits for the database while this answer is held back.
        db.session.rollback()
        left = current_app.config["ANSWER_SECONDS"] - (time.monotonic() - g.asked_at)
        time.sleep(max(0.0, left))
    return response
