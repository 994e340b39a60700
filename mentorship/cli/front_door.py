"""gunicorn's worker, with our own words for whoever sends what is no request at all."""

import traceback
from contextlib import suppress
from typing import Any

from gunicorn.http.body import ChunkedReader
from gunicorn.http.errors import (
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from mentorship.web.headers import EVERY_ANSWER, HTTPS_ONLY, NOT_KEPT

_SAID = b"This could not be read.\n"


class FrontDoor(ThreadWorker):  # type: ignore[misc]  # gunicorn tells no types
    """What cannot be read is refused with every header of the house, and nobody is written down.

    gunicorn itself would show what was sent in a page without our headers, and log it beside the
    address of whoever sent it. After a fault of ours it would log the path, which may be a letter's
    link.
    """

    def handle_request(self, req: Any, conn: Any) -> bool:
        """False when nothing more is heard on this connection."""
        if isinstance(req.body.reader, ChunkedReader):
            # No browser sends a form in pieces. Read by a page, a broken piece would be its fault,
            # and where the next request begins would be anybody's guess.
            raise UnsupportedTransferCoding("chunked")
        return bool(super().handle_request(req, conn))

    def handle_error(self, req: object, client: Any, addr: object, exc: BaseException) -> None:
        # Any: gunicorn hands over sockets of several kinds.
        if _is_theirs(exc):
            answer = _answer("400 Bad Request")
        else:
            where = "".join(traceback.format_tb(exc.__traceback__))
            self.log.error("%s before a page could answer\n%s", type(exc).__name__, where)
            answer = _answer("500 Internal Server Error")
        with suppress(OSError):  # whoever sent it has gone
            write_nonblock(client, answer)


def _is_theirs(exc: BaseException) -> bool:
    of_ours = (InvalidResponseHeader, InvalidResponseHeaderName)
    return isinstance(exc, ParseException) and not isinstance(exc, of_ours)


def _answer(status: str) -> bytes:
    about = {
        "Cache-Control": NOT_KEPT,
        "Connection": "close",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(_SAID)),
    }
    told = EVERY_ANSWER | dict([HTTPS_ONLY]) | about
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in told.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + _SAID
