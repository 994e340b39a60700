"""The one place where an error of ours becomes a closed door instead of a crash."""

import logging
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
_log = logging.getLogger(__name__)


def closed_on_error(check: Callable[[], Result], *, closed: Result) -> Result:
    """What the check says; `closed` when it fails in a way that nobody foresaw.

    One malformed answer must neither stop a round nor open a pair. The failure is not silent: the
    caller puts the closed result before a person, and the log names the kind of error alone,
    because its text may hold an answer.
    """
    try:
        return check()
    except Exception as error:
        _log.error("A check of the guard failed: %s", type(error).__name__)
        return closed
