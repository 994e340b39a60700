"""A fault of ours in the log: where it happened and of what kind, never what it was about.

The message of an exception may hold somebody's answer, and the path of a request a letter's link.
"""

import logging
import traceback
from collections.abc import Iterator

from flask import Flask, has_request_context, request


def log_without_words(app: Flask) -> None:
    """What this app writes into the log holds no message of an exception and no path."""
    app.logger.addFilter(_without_words)


def _without_words(line: logging.LogRecord) -> bool:
    if line.exc_info and (fault := line.exc_info[1]) is not None:
        line.msg, line.args = "A fault of ours on the page %s", (_page(),)
        line.exc_info, line.exc_text = None, "\n".join(_where(fault))
    return True


def _page() -> str:
    return str(request.endpoint) if has_request_context() else "none"


def _where(fault: BaseException) -> Iterator[str]:
    """The kind of each exception, and the lines of code that it went through; the cause first."""
    before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if before is not None:
        yield from _where(before)
    yield type(fault).__qualname__
    yield "".join(traceback.format_tb(fault.__traceback__)).rstrip()
