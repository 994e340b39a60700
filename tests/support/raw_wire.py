"""A production as gunicorn serves it, and a socket on which anything can be said to it."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from pathlib import Path

from mentorship.app import create_app
from mentorship.cli.serve import web_command
from mentorship.db import db
from mentorship.models.base import Base
from support.production import a_safe_production, the_instance
from support.programme import PATIENCE_SECONDS, ROOT, free_port, until

HOST = "programs.example.org"
_SILENCE_SECONDS = 20


@dataclass(frozen=True)
class Answered:
    """One answer: status, headers, and the rest of what came; status 0 when nothing came."""

    status: int
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Served:
    """A production that is served, and what it has written to its log."""

    port: int
    log: Path

    def say(self, *said: bytes, pause: float = 0.0) -> Answered:
        """What comes back to these bytes, sent one after the other with pauses between them."""
        with closing(socket.create_connection(("127.0.0.1", self.port))) as wire:
            wire.settimeout(_SILENCE_SECONDS)
            _send(wire, said, pause)
            return _read(_received(wire))


def _send(wire: socket.socket, said: Sequence[bytes], pause: float) -> None:
    try:
        for piece in said:
            wire.sendall(piece)
            time.sleep(pause)
        # Nothing more will come: whoever waits for the rest of a body stops waiting.
        wire.shutdown(socket.SHUT_WR)
    except OSError:
        return  # it hung up on us, and may have answered before


def _received(wire: socket.socket) -> bytes:
    found = b""
    try:
        while piece := wire.recv(65536):
            found += piece
    except ConnectionResetError:
        return found
    return found


def _read(raw: bytes) -> Answered:
    first, _, rest = raw.partition(b"\r\n")
    words = first.split(b" ")
    status = int(words[1]) if first.startswith(b"HTTP/1.") else 0
    headers, _, body = rest.partition(b"\r\n\r\n")
    return Answered(status, BytesParser().parsebytes(headers), body if status else raw)


@contextmanager
def a_production_served(folder: Path) -> Iterator[Served]:
    """It is served on a free port, with empty tables, until the test is over."""
    settings = a_safe_production(folder)
    _make_tables(folder, settings)
    port, log = free_port(), folder / "log"
    surroundings = {name: word for name, word in os.environ.items() if "MENTORSHIP" not in name}
    surroundings |= {f"MENTORSHIP_{name}": str(word) for name, word in settings.items()}
    surroundings["MENTORSHIP_INSTANCE"] = str(the_instance(folder))
    with log.open("wb") as file:
        server = subprocess.Popen(
            [*web_command(f"127.0.0.1:{port}"), "--workers=1"],
            cwd=ROOT,
            env=surroundings,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        served = Served(port, log)
        until(lambda: _answers(served))
        yield served
    finally:
        server.send_signal(signal.SIGINT)  # at once, whoever is still on the line
        server.wait(timeout=PATIENCE_SECONDS)


def _make_tables(folder: Path, settings: dict[str, object]) -> None:
    app = create_app(settings, instance=the_instance(folder))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        db.engine.dispose()


def _answers(served: Served) -> bool:
    try:
        return served.say(f"GET /health HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()).status == 200
    except OSError:
        return False
