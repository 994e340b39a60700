"""What somebody sends stays in memory: no part of a sheet ever lies in a temporary file."""

from io import BytesIO
from typing import IO

from flask import Request


class HeldInMemory(Request):
    """A request whose files are never put down on the disk, however large they are.

    A file that was deleted again can still be found on a disk that somebody takes away. How much
    may be sent at all is limited: see web/access.py.
    """

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()
