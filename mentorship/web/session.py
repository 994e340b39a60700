"""One visit: it begins at sign-in, ends when she leaves, and a copied cookie ends with it.

The cookie holds a random token and the moment she was last seen; the row beside it holds the
absolute end and whether it was revoked. So a page can be looked at without writing anything.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, after_this_request, g, request, session
from flask_login import current_user, user_logged_in, user_logged_out
from flask_security.signals import password_changed, password_reset
from flask_security.utils import set_request_attr
from werkzeug.wrappers import Response

from mentorship.models.account import Account
from mentorship.services.accounts import (
    sign_out,
    sign_out_everywhere,
    start_sign_in,
    who_is_signed_in,
    whose_sign_in_ran_out,
)
from mentorship.web.pages import commit, commit_with, database, now

IDLE = timedelta(minutes=30)
IDLE_COORDINATOR = timedelta(minutes=15)
# The cookie is written anew at most once in this time, not with every page.
_SEEN_AGAIN_AFTER = timedelta(minutes=1)
# What a page asks for by itself; that nobody left the room is not known from it.
NOBODY_TOUCHED = frozenset({"public.elsewhere", "mine.keep_typed"})


def watch(app: Flask) -> None:
    """Sign-ins are remembered, checked with every request and ended for good."""
    # Only the cookie signs anybody in: no token in a header or an address does.
    logins = app.login_manager  # type: ignore[attr-defined]  # put there by Flask-Login
    logins.user_loader(_load)
    logins.request_loader(_nobody)
    user_logged_in.connect(_begin, app)
    user_logged_out.connect(_end, app)
    password_changed.connect(_end_the_others, app)
    password_reset.connect(_end_all, app)
    app.after_request(_move_the_idle_clock)
    app.context_processor(_for_the_cover)


def leave() -> None:
    """The visit is over on the server, and the cookie is gone."""
    token = session.get("token")
    session.clear()
    if token:
        sign_out(database(), token, now=now())
        commit()


def is_alive() -> bool:
    """True while she is signed in. Whoever asks has touched a page: the idle clock begins anew."""
    alive = bool(current_user.is_authenticated)
    if alive and "seen" in session:
        session["seen"] = int(now().timestamp())
    return alive


def whose_visit_has_ended() -> Account | None:
    """Whose visit has run out, when this request comes from a page that she had open."""
    if "token" not in session or current_user.is_authenticated:
        return None
    ended: Account | None = g.get("ended")
    return ended


def forget_a_dead_visit() -> None:
    """A cookie whose visit has ended is deleted: a changed cookie empties the Back button too."""
    if "token" in session and not current_user.is_authenticated:
        session.clear()


def _load(uniquifier: str) -> Account | None:
    token = session.get("token")
    if not token:
        return None
    account = who_is_signed_in(database(), token, now=now())
    known = account or whose_sign_in_ran_out(database(), token, now=now())
    if known is None or known.fs_uniquifier != uniquifier:
        return None
    if account is None or _is_idle(account):
        g.ended = known
        return None
    g.idle = _may_be_idle(account)
    # What Flask-Security's own loader tells its views.
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    return account


def _nobody(_request: Any) -> None:
    return None


def _is_idle(account: Account) -> bool:
    seen = datetime.fromtimestamp(session.get("seen", 0), UTC)
    return now() - seen > _may_be_idle(account)


def _may_be_idle(account: Account) -> timedelta:
    return IDLE_COORDINATOR if account.is_coordinator else IDLE


def _begin(_app: Flask, user: Account, **_more: Any) -> None:
    # A token for forms that was known before the sign-in is not good after it.
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)
    if old := session.get("token"):
        sign_out(database(), old, now=now())
    session["token"] = start_sign_in(database(), user, now=now())
    session["seen"] = int(now().timestamp())
    after_this_request(commit_with)


def _end(_app: Flask, **_more: Any) -> None:
    if token := session.get("token"):
        sign_out(database(), token, now=now())
        after_this_request(commit_with)
    session.clear()


def _end_the_others(_app: Flask, user: Account, **_more: Any) -> None:
    sign_out_everywhere(database(), user, now=now(), but=session.get("token"))


def _end_all(_app: Flask, user: Account, **_more: Any) -> None:
    sign_out_everywhere(database(), user, now=now())


def _for_the_cover() -> dict[str, Any]:
    """How long a page may lie untouched, and whether there is a visit to ask after."""
    idle = g.get("idle", IDLE)
    return {"idle_seconds": int(idle.total_seconds()), "is_visit": "idle" in g}


def _move_the_idle_clock(response: Response) -> Response:
    seen = session.get("seen")
    if seen is None or request.endpoint in NOBODY_TOUCHED:
        return response
    if now().timestamp() - seen > _SEEN_AGAIN_AFTER.total_seconds():
        session["seen"] = int(now().timestamp())
    return response
