"""Joining: who typed an address and its password, and who reads its letters, may be two people.

Anybody can register anybody's address. The password counts once its browser is also the one in
which the letter's button was pressed; otherwise it is worth nothing, and she chooses her own.
"""

import secrets
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, flash, g, redirect, render_template, request, session
from flask_security.recoverable import generate_reset_password_token
from flask_security.signals import user_confirmed, user_registered

from mentorship.domain.people import Side
from mentorship.domain.sentences import sentence as _
from mentorship.models.account import Account, Role, RoleName
from mentorship.models.keys import keyed_digest
from mentorship.services.accounts import grant
from mentorship.services.claims import adopt_sign_ups
from mentorship.web.account.letters import ours
from mentorship.web.account.pace import key_of_typed
from mentorship.web.language import remember_for, told
from mentorship.web.pages import database, now

_JOINED = "joined"
_CHOOSE = _(
    "Your address is confirmed. One thing is left: choose your password here. Anybody could have "
    "typed your address, so only a password that you choose now counts."
)


def watch(app: Flask) -> None:
    """What Flask-Security does about new accounts follows the rule above."""
    user_registered.connect(_note_who_is_new, app)
    user_confirmed.connect(_meet, app)


def _note_who_is_new(_app: Flask, user: Account, form_data: dict[str, Any], **_more: Any) -> None:
    # Only the two sides can be chosen: the form refuses anything else.
    grant(database(), user, role=RoleName(form_data["side"]))
    remember_for(user)
    g.is_new = user


def remembering(view: Any) -> Any:
    """Registering leaves a mark in this browser, of the same kind whether the address was known."""

    @wraps(view)
    def register() -> Any:
        answer = view()
        if request.method == "POST" and 300 <= getattr(answer, "status_code", 200) < 400:
            new: Account | None = g.pop("is_new", None)
            session[_JOINED] = {
                "address": _mark("address", key_of_typed(request.form.get("email", ""))),
                "password": _mark("password", new.fs_uniquifier if new else secrets.token_hex(32)),
                "side": request.form.get("side", ""),
            }
        return answer

    return register


def asking_first(view: Any) -> Any:
    """A letter's link shows a button: scanners of mail follow links, they do not press buttons."""

    @wraps(view)
    def confirm(token: str) -> Any:
        if request.method != "POST":
            return render_template("account/confirm.html", token=token)
        answer = view(token=token)
        without_password: Account | None = g.pop("without_password", None)
        if without_password is None:
            return answer
        session.pop("_flashes", None)
        flash(told(_CHOOSE), "good")
        return redirect(urlsplit(single_use_link(without_password)).path)

    return confirm


def _meet(_app: Flask, user: Account, **_more: Any) -> None:
    """She has shown that the address is hers: what a sheet holds under it is hers, too."""
    mark = session.pop(_JOINED, {})
    if mark.get("address") == _mark("address", user.email_key):
        _stand_on_the_side_of(user, mark["side"])
    if mark.get("password") != _mark("password", user.fs_uniquifier):
        user.password = None
        user.fs_uniquifier = secrets.token_hex(32)
        g.without_password = user
    adopt_sign_ups(database(), user, now=now())


def _stand_on_the_side_of(user: Account, side: str) -> None:
    """The side that was chosen in this browser, not the one that somebody else chose for her."""
    if side in list(Side) and user.role_names <= {RoleName(one.value) for one in Side}:
        user.roles = [Role(name=RoleName(side))]


def _mark(kind: str, of: str) -> str:
    return keyed_digest(f"joined:{kind}", of)


def single_use_link(account: Account) -> str:
    """Where the owner of this account chooses a password: once, within a day."""
    token = generate_reset_password_token(account)
    # Built without a request, because the command line makes such links too.
    addresses = current_app.url_map.bind("")
    return ours(addresses.build("security.reset_password", {"token": token}))
