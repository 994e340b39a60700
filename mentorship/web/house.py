"""What only tests watch: a change that a view made and forgot to keep."""

from typing import Any

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mentorship.db import db

_UNKEPT = "changed, not committed"


class ForgotToCommit(Exception):
    """A view changed something and neither kept it nor took it back."""


def watch(app: Flask) -> None:
    """In this app a change that is not kept is a fault, not a silence."""
    event.listen(Session, "after_flush", _note)
    event.listen(Session, "after_commit", _forget)
    event.listen(Session, "after_rollback", _forget)
    app.after_request(_refuse_half_done_work)


def _note(session: Session, _context: Any) -> None:
    session.info[_UNKEPT] = True


def _forget(session: Session) -> None:
    session.info.pop(_UNKEPT, None)


def _refuse_half_done_work(response: Response) -> Response:
    session = db.session()
    pending = session.new or session.deleted or any(map(session.is_modified, session.dirty))
    if response.status_code < 500 and (session.info.get(_UNKEPT) or pending):
        session.rollback()
        raise ForgotToCommit
    return response
