"""The whole programme as it runs for real: web, worker, database and mail server, as processes."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

ROOT = Path(__file__).parents[2]
# Nobody waits for longer than it takes; a machine that does ten things at once takes its time.
PATIENCE_SECONDS = 180


@dataclass
class Mailbox:
    """The far end of SMTP: keeps what arrives."""

    letters: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        message = message_from_bytes(bytes(envelope.content or b""), policy=policy.default)
        assert isinstance(message, EmailMessage)
        assert [message["To"]] == envelope.rcpt_tos, "one letter, one person"
        self.letters.append(message)
        return "250 OK"

    def wait_for(self, wanted: Callable[[EmailMessage], bool]) -> EmailMessage:
        """The first letter that fits, as soon as it is here."""
        return until(lambda: next((one for one in self.letters if wanted(one)), None))

    def to(self, address: str) -> list[EmailMessage]:
        return [one for one in self.letters if one["To"] == address]


def link_in(letter: EmailMessage) -> str:
    """The one link that the letter carries."""
    (link,) = re.findall(r"http://\S+", letter.get_content())
    return link


def until(look: Callable[[], Any], *, seconds: float = PATIENCE_SECONDS) -> Any:
    """What `look` finds, once it finds something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError("nothing came of it in time")


@dataclass(frozen=True)
class Programme:
    """A running programme: where it answers, what it mailed, and its command."""

    url: str
    mailbox: Mailbox
    surroundings: dict[str, str]

    def command(self, *words: str) -> str:
        """What `mentorship WORDS` printed."""
        done = subprocess.run(
            [sys.executable, "-m", "mentorship.cli", *words],
            cwd=ROOT,
            env=self.surroundings,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


@contextmanager
def running(
    instance: Path,
    *,
    database_url: str = "",
    more: Mapping[str, str] | None = None,
    printed: Path | None = None,
) -> Iterator[Programme]:
    """The programme serves on a free port until the test is over.

    more     what else stands in its surroundings
    printed  the file for what it prints; it has its tables already
    """
    mailbox = Mailbox()
    post = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    post.start()
    port = free_port()
    surroundings = {
        **os.environ,
        "MENTORSHIP_INSTANCE": str(instance),
        "MENTORSHIP_DATABASE_URL": database_url,
        "MENTORSHIP_BASE_URL": f"http://localhost:{port}",
        "MENTORSHIP_SMTP_HOST": "127.0.0.1",
        "MENTORSHIP_SMTP_PORT": str(post.port),
        "MENTORSHIP_SMTP_STARTTLS": "no",
        "MENTORSHIP_MAIL_FROM": "programs@example.org",
        **(more or {}),
    }
    programme = Programme(f"http://localhost:{port}", mailbox, surroundings)
    try:
        if printed is None:
            programme.command("migration", "upgrade")
        with _serving(programme, port, printed):
            yield programme
    finally:
        post.stop()


@contextmanager
def _serving(programme: Programme, port: int, printed: Path | None) -> Iterator[None]:
    with ExitStack() as stack:
        said = stack.enter_context(printed.open("ab")) if printed else None
        server = subprocess.Popen(
            [sys.executable, "-m", "mentorship.cli", "serve", f"--bind=localhost:{port}"],
            cwd=ROOT,
            env=programme.surroundings,
            stdout=said,
            stderr=said,
        )
        try:
            until(lambda: _answers(f"{programme.url}/health"))
            yield
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_SECONDS)


def _answers(url: str) -> bool:
    try:
        with urlopen(url) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
