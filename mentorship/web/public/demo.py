"""The demonstration's own pages: who can sign in, and the letters that have left.

Registered only when the settings say DEMO, which a production refuses.
"""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from flask import Blueprint, current_app, render_template

from mentorship.services.demonstration import (
    PASSWORD,
    best_pair,
    demo_people,
    demo_round,
)
from mentorship.web.access import ANYONE, open_to
from mentorship.web.account.second_factor import code_of_the_moment
from mentorship.web.pages import database, now

blueprint = Blueprint("demo", __name__, url_prefix="/demo")


@dataclass(frozen=True, slots=True)
class Delivered:
    """One letter as its reader would see it; `link` is the page that it opens, if any."""

    to: str
    subject: str
    sent_at: datetime
    text: str
    link: str | None


@blueprint.get("/")
@open_to(ANYONE)
def start() -> str:
    session = database()
    people = demo_people(session)
    return render_template(
        "public/demo.html",
        people=people,
        password=PASSWORD,
        code=code_of_the_moment(people.coordinator),
        code_lasts=30 - now().second % 30,
        round=demo_round(session),
        match=best_pair(session),
    )


@blueprint.get("/letters")
@open_to(ANYONE)
def letters() -> str:
    return render_template("public/demo_letters.html", letters=_delivered())


def _delivered() -> list[Delivered]:
    """The letters in the folder, newest first."""
    folder = Path(current_app.config["LETTERS_FOLDER"])
    return [_read(path) for path in sorted(folder.glob("*.eml"), reverse=True)]


def _read(path: Path) -> Delivered:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - the default policy makes these
    text = message.get_content()
    base = current_app.config["BASE_URL"]
    links = [word for word in text.split() if word.startswith(base)]
    return Delivered(
        to=message["To"],
        subject=message["Subject"],
        sent_at=message["Date"].datetime,
        text=text,
        link=links[0].removeprefix(base) if links else None,
    )
