"""How fast the pages of accounts answer: equally fast whoever asks, and not without end.

A page that knows whether an address is known takes the same time whether it is or not. Whoever
tries again and again is asked to wait; others, and she herself from elsewhere, are not.
"""

import time
from collections.abc import Iterator
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from flask import Flask, abort, current_app, g, request, session
from flask_security import MailUtil
from flask_security.signals import password_reset
from werkzeug.wrappers import Response

from mentorship.db import db
from mentorship.models.account import Account
from mentorship.models.keys import email_key
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
    "security.change_password",
    "account.passkey_still_me",
    "account.new_passkey_question",
    "account.add_passkey",
}
# Nobody is named here, and nobody can guess what a device signs: only the place is counted.
_NAMELESS = frozenset({"account.passkey_question", "account.passkey_sign_in"})
# Nothing can be guessed there, and each mailbox has its own limit: whoever is kept from signing in
# by somebody's guesses can always ask for a new password.
_NO_GUESS = frozenset({"security.forgot_password", "security.send_confirmation"})
# Asked for after the password: nobody comes here who could not sign in but for the code.
_CODES = frozenset({"security.two_factor_token_validation", "security.mf_recovery"})
_ONE_PERSON = Limit("person", most=20, within_minutes=15)
_ONE_SECRET = Limit("codes", most=50, within_minutes=15)
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
    if request.method != "POST" or request.endpoint not in _GUESSING | _NAMELESS:
        return
    often = [is_too_often(database(), who, limit=limit, now=now()) for who, limit in _counts()]
    commit()
    if any(often):
        abort(429)


def _counts() -> Iterator[tuple[str, Limit]]:
    """What this try counts for. All of it is counted, whatever is too often already."""
    endpoint = str(request.endpoint)
    # Asking for letters is counted by itself: guessing beside her must not shut that door too.
    place = f"letters {_place()}" if endpoint in _NO_GUESS else _place()
    yield place, _ONE_PLACE
    if endpoint not in _NAMELESS | _NO_GUESS:
        # For this page and person from this place: nobody elsewhere can keep her out by guessing.
        yield _counted_as(endpoint, _whom(endpoint), _place()), _ONE_PERSON
    if endpoint in _CODES:
        yield _whom(endpoint), _ONE_SECRET


def _counted_as(endpoint: str, whom: str, place: str) -> str:
    return f"{endpoint} {whom} {place}"


def _let_her_in(_app: Flask, user: Account, **_more: Any) -> None:
    """With a new password she signs in at once, however often somebody guessed the old one."""
    tried = _counted_as("security.login", user.email_key, _place())
    forget_attempts(database(), tried, kind=_ONE_PERSON.kind)


def _whom(endpoint: str) -> str:
    """Whose secret is guessed at: of the address that is typed, or of whoever is half signed in.

    A field that the page does not have names nobody: it would let each guess count for another.
    """
    if endpoint in _TELLING:
        return key_of_typed(request.form.get("email", ""))
    return str(session.get("tf_user_id") or session.get("_user_id") or "")


def key_of_typed(address: str) -> str:
    """The look-up digest of an address as somebody typed it: one for all its spellings."""
    try:
        return email_key(MailUtil(current_app).normalize(address.strip()))
    except ValueError:
        return email_key(address)


def _place() -> str:
    """The neighbourhood of the address that asks: one network, not one device."""
    try:
        address = ip_address(_without_port(request.remote_addr or "::"))
    except ValueError:
        return "what no proxy could name"
    if isinstance(address, IPv6Address):
        # Behind some proxies everybody with an older address comes as one of these.
        address = address.ipv4_mapped or address
    return str(ip_network((address, 24 if address.version == 4 else 56), strict=False))


def _without_port(named: str) -> str:
    """192.0.2.1:5555 and [2001:db8::1]:443 are how some proxies name who asks."""
    if named.startswith("["):
        return named[1:].partition("]")[0]
    return named.partition(":")[0] if named.count(":") == 1 else named


def _wait(response: Response) -> Response:
    if request.method == "POST" and request.endpoint in _TELLING and "asked_at" in g:
        # Nobody else waits for the database while this answer is held back.
        db.session.rollback()
        left = current_app.config["ANSWER_SECONDS"] - (time.monotonic() - g.asked_at)
        time.sleep(max(0.0, left))
    return response
