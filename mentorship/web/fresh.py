"""Whether somebody has just shown that it is still she: what a stranger at her device cannot do."""

import time

from flask import current_app, redirect, session, url_for
from werkzeug.wrappers import Response

SECONDS_FRESH = 5 * 60
# A form that was opened while she was fresh may be written without haste: it is not lost.
SECONDS_TO_WRITE = 15 * 60


def is_fresh() -> bool:
    """True when she typed her password, or used a passkey, within the last five minutes."""
    return _seconds_ago() < SECONDS_FRESH


def was_fresh_when_asked() -> bool:
    """True when a form that opens for the fresh alone may have been open since."""
    return _seconds_ago() < SECONDS_FRESH + SECONDS_TO_WRITE


def ask_first(endpoint: str, **values: str) -> Response:
    """Her password is asked for, and then this page opens."""
    # Some keywords of url_for are not strings; what a page has in its address always is one.
    there = current_app.url_for(endpoint, **values)  # type: ignore[arg-type]
    return redirect(url_for("security.verify", next=there), code=303)


def _seconds_ago() -> float:
    return time.time() - float(session.get("fs_paa", 0))
