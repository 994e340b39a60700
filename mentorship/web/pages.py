"""What every view needs: the moment, the person, the database, and a way on."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from flask import abort, current_app, redirect, url_for
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mentorship.db import db
from mentorship.models.account import Account


def now() -> datetime:
    """This moment, in UTC, by the clock that the app was given."""
    clock = cast(Callable[[], datetime], current_app.extensions["clock"])
    return clock()


def database() -> Session:
    """The session of this request, to hand to a service."""
    return db.session()


def commit() -> None:
    """What the services of this request have changed stays changed."""
    db.session.commit()


def commit_with(response: Response) -> Response:
    """For `after_this_request`: the change stays, and the answer goes out as it was."""
    commit()
    return response


def person() -> Account:
    """Who is signed in. Only for views that are open to somebody signed in."""
    if not current_user.is_authenticated:
        abort(404)
    return cast(Account, current_user._get_current_object())


def see(endpoint: str, **values: Any) -> Response:
    """After a change: the browser goes on to another page, and a reload repeats nothing."""
    return redirect(url_for(endpoint, **values), code=303)
