"""Far ends of SMTP as they are met: each answers one thing in its own way."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.db import db
from mentorship.models.letter import Letter
from mentorship.post.deliver import (
    Carrier,
    Delivery,
    SmtpCarrier,
    deliver_due,
    stationery_from,
)
from support.programme import Mailbox, free_port
from support.road import Road

MailServer = Callable[..., SmtpCarrier]


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """Starts mail servers: `mail_server(Mailbox(), says={"QUIT": "421 going down"})`.

    says  verb → what it answers instead; GREETING is its first line, AUTH refuses every password
    What else is given is given to the carrier that leads there.
    """
    running: list[Controller] = []

    def start(
        mailbox: Mailbox, *, says: Mapping[str, str] | None = None, **of_the_carrier: Any
    ) -> SmtpCarrier:
        controller = _controller(mailbox, dict(says or {}))
        controller.start()
        running.append(controller)
        way = {"host": "127.0.0.1", "port": controller.port, "starttls": False}
        return SmtpCarrier(**{**way, **of_the_carrier})

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture
def one_letter(road: Road) -> Road:
    """A round in which one letter waits to leave."""
    mentee, mentor = road.a_mentee(), road.a_mentor()
    road.close()
    road.ask_her(road.propose(mentee, mentor))
    return road


def deliver(app: Flask, session: Session, carrier: Carrier, *, at: datetime) -> Delivery:
    """What is due at this moment has left."""
    session.rollback()  # the test lets its own lock go
    return deliver_beside(app, carrier, at=at)


def deliver_beside(app: Flask, carrier: Carrier, *, at: datetime) -> Delivery:
    """The same for whoever delivers beside others: the test holds no lock."""
    stationery = stationery_from(app.config, templates=Path(str(app.template_folder)))
    with app.app_context():
        sessions = db.session.session_factory
        return deliver_due(sessions, carrier=carrier, stationery=stationery, clock=lambda: at)


def the_letter(session: Session) -> Letter:
    """The one letter as it stands now."""
    session.rollback()
    return session.scalars(select(Letter).execution_options(populate_existing=True)).one()


@dataclass
class Refusing(Mailbox):
    """A mail server that answers each whole letter in its own way."""

    answer: str = ""

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: SmtpSession, envelope: Envelope
    ) -> str:
        return self.answer


@dataclass
class Slow(Mailbox):
    """Takes a letter, and says so after a while. What is to happen meanwhile happens."""

    seconds: float = 0.0
    meanwhile: Callable[[], object] | None = None

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: SmtpSession, envelope: Envelope
    ) -> str:
        said = await super().handle_DATA(server, session, envelope)
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            await asyncio.to_thread(meanwhile)
        await asyncio.sleep(self.seconds)
        return said


@dataclass
class Gone(Mailbox):
    """Takes a letter, and is gone before it says so."""

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: SmtpSession, envelope: Envelope
    ) -> str:
        said = await super().handle_DATA(server, session, envelope)
        server.transport.close()
        return said


def _controller(mailbox: Mailbox, says: dict[str, str]) -> Controller:
    more: dict[str, Any] = {}
    if refusal := says.pop("AUTH", ""):
        no = AuthResult(success=False, handled=False, message=refusal)
        more = {"authenticator": lambda *_: no, "auth_require_tls": False}
    verbs = {f"smtp_{verb}": _saying(words) for verb, words in says.items()}
    kind = type("Own", (_Own,), verbs | {"greeting": says.get("GREETING")})

    class Running(Controller):
        def factory(self) -> SMTP:
            return kind(self.handler, **self.SMTP_kwargs)

    return Running(mailbox, hostname="127.0.0.1", port=free_port(), **more)


class _Own(SMTP):
    greeting: str | None = None

    async def push(self, status: Any) -> None:
        is_first = str(status).startswith("220")
        await super().push(self.greeting if is_first and self.greeting else status)


def _saying(words: str) -> Callable[[SMTP, str], Any]:
    async def say(server: SMTP, _arg: str) -> None:
        await server.push(words)

    return say
