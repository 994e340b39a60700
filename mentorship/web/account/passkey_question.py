"""The question that a passkey answers: asked of one browser, for one purpose, answered once."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from flask import current_app, request, session

from mentorship.services.passkey_proof import SECONDS_TO_ANSWER, Site
from mentorship.services.throttles import Limit, is_too_often
from mentorship.web.pages import commit, database, now

_KEPT_AS = "passkey"
# Longer than a question may wait for its answer. The cookie that holds it can be copied and sent
# again; that it was answered stands in the database, where nobody can put it back.
_ANSWERED_ONCE = Limit("passkey", most=1, within_minutes=15)
_PORT = {"https": 443, "http": 80}
_BYTES = 32


class Purpose(StrEnum):
    """What a true answer opens. One that was asked for another purpose opens nothing."""

    SIGN_IN = "sign in"
    STILL_ME = "still me"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Question:
    """What the device has to sign, and the random name under which it keeps a new passkey."""

    challenge: bytes
    user_handle: bytes


def ask(purpose: Purpose, *, user_handle: bytes = b"") -> Question:
    """This browser has been asked; whatever it was asked before is void."""
    question = Question(secrets.token_bytes(_BYTES), user_handle or secrets.token_bytes(_BYTES))
    session[_KEPT_AS] = {
        "purpose": purpose.value,
        "challenge": urlsafe_b64encode(question.challenge).decode("ascii"),
        "user_handle": urlsafe_b64encode(question.user_handle).decode("ascii"),
        "asked_at": int(now().timestamp()),
    }
    return question


def take(purpose: Purpose) -> Question | None:
    """What this browser was asked, once: from now on no answer to it is true, the right one either.

    None when it was asked nothing, something else, too long ago, or has answered before.
    """
    asked = session.pop(_KEPT_AS, None)
    if asked is None or asked["purpose"] != purpose.value:
        return None
    too_often = is_too_often(database(), asked["challenge"], limit=_ANSWERED_ONCE, now=now())
    commit()
    too_late = now().timestamp() - asked["asked_at"] > SECONDS_TO_ANSWER
    if too_often or too_late:
        return None
    return Question(urlsafe_b64decode(asked["challenge"]), urlsafe_b64decode(asked["user_handle"]))


def site() -> Site:
    """Our own address. A visitor's Host header never gets into it.

    On localhost, which is no production, the port is whatever the pages are served at.
    """
    base = urlsplit(str(current_app.config["BASE_URL"]))
    host = base.hostname or ""
    if host == "localhost" == urlsplit(request.host_url).hostname:
        base = urlsplit(request.host_url)
    port = "" if base.port in (None, _PORT.get(base.scheme)) else f":{base.port}"
    return Site(origin=f"{base.scheme}://{host}{port}", host=host)
