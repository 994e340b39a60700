"""What a mail server answers, heard with an end: not for ever, and not without measure."""

import io
import smtplib
import socket
from time import monotonic
from typing import Any

# Real servers say a dozen lines at most.
LINES_AT_MOST = 100


class BoundedReplies(smtplib.SMTP):
    """A mail server whose every answer is whole before our patience ends, or is none.

    The library's patience begins anew with every byte: a server that says a little now and then
    would keep us for ever, and everything that waits behind its letter.
    """

    def getreply(self) -> tuple[int, bytes]:
        """Its answer. Raises SMTPServerDisconnected when that took too long, or was too much."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("please run connect() first")
        if self.file is None:
            self.file = _Ear(self.sock)
        patience = self.sock.gettimeout()
        self.file.begins_to_hear(seconds=patience)
        try:
            return super().getreply()
        finally:
            if self.sock is not None:
                self.sock.settimeout(patience)


class _Wire(io.RawIOBase):
    """What comes over a connection up to a moment; TimeoutError after it."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__()
        self._sock = sock
        self.until: float | None = None

    def readable(self) -> bool:
        return True

    # Any: the library's type for what can be written into is not for run time.
    def readinto(self, buffer: Any, /) -> int:
        if self.until is not None:
            left = self.until - monotonic()
            if left <= 0:
                raise TimeoutError
            self._sock.settimeout(left)
        return self._sock.recv_into(buffer)


class _Ear:
    """Hears one connection line by line, each answer with its own end."""

    def __init__(self, sock: socket.socket) -> None:
        self._wire = _Wire(sock)
        self._lines = io.BufferedReader(self._wire)
        self._left = 0

    def begins_to_hear(self, *, seconds: float | None) -> None:
        self._wire.until = None if seconds is None else monotonic() + seconds
        self._left = LINES_AT_MOST

    def readline(self, limit: int) -> bytes:
        if self._left == 0:
            raise OSError("an answer of too many lines")
        self._left -= 1
        return self._lines.readline(limit)

    def close(self) -> None:
        self._lines.close()
