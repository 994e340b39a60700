"""A coordinator at her desk: a browser that scolds when a page tells what nobody may read there."""

import csv
import io
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from mentorship.domain.people import Field, Side
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import MatchingRun, RunState
from mentorship.services.accounts import start_sign_in
from mentorship.services.checking import look_over
from mentorship.services.look_requests import ask_for_a_look
from mentorship.services.work_list import Item, open_items
from support.browser import Browser
from support.page import Page
from support.road import ADDRESS, HER_NAME, HER_WORDS, Road

WHOM_TO_AVOID = "Malvolio Thistlewood"
HER_FAITH = "Faith of the Quillfeathers"
HOW_TO_REACH_HER = "Please use the Nightjar mailbox"
# Words that a person has to read today.
DISTRESS = "I want to end my life. I have a plan."
SECRETS = (HER_NAME, HER_WORDS, DISTRESS, ADDRESS, WHOM_TO_AVOID, HER_FAITH, HOW_TO_REACH_HER)
TOLD = {
    Field.KEEP_APART.value: WHOM_TO_AVOID,
    Field.FAITH.value: HER_FAITH,
    Field.CONTACT.value: HOW_TO_REACH_HER,
}

_HEADINGS: Mapping[Side, Mapping[Field, str]] = {
    Side.MENTEE: {
        Field.EMAIL: "Email Address",
        Field.NAME: "What name would you like us to use? (This is what your mentor will see.)",
        Field.WORKPLACE: "Where do you work, study or train?",
        Field.SPECIALTY: "What is your field or specialty?",
        Field.STAGE: "Where are you in your career right now?",
        Field.FAITH: "Faith or belief (optional)",
        Field.TOPICS: "What would you like to talk about? Tick as many as you like.",
        Field.WORDS: "In your own words: what is the question you wish you could ask?",
        Field.LANGUAGES: "Which languages are you comfortable talking in?",
        Field.KEEP_APART: "Is there any person, department or organization we must NOT match you "
        "with or mention you to?",
        Field.AGREEMENT: "I have read the community agreement and I want to take part.",
    },
    Side.MENTOR: {
        Field.EMAIL: "Email Address",
        Field.NAME: "Full name and credentials",
        Field.WORKPLACE: "Current institution(s) or employer(s)",
        Field.ROLES: "Your roles there",
        Field.SPECIALTY: "Your field or specialty",
        Field.STAGE: "Where are you in your career?",
        Field.TOPICS: "I can help with... (tick only what you'd be glad to talk about)",
        Field.LANGUAGES: "Which languages are you comfortable talking in?",
        Field.CAPACITY: "How many mentees can you take on in this round? (0 is a fine answer)",
        Field.AGREEMENT: "I have read the mentor agreement.",
    },
}


def a_sheet(side: Side, *people: Mapping[str, str], more: str = "") -> bytes:
    """A sign-up sheet with a row for each; `more` is a column that nobody knows."""
    headings = _HEADINGS[side]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*headings.values(), *([more] if more else [])])
    for person in people:
        writer.writerow(
            [person.get(field.value, "") for field in headings] + ([""] if more else [])
        )
    return text.getvalue().encode()


class DeskBrowser(Browser):
    """The browser of a coordinator. No page may hold a secret, unless it was revealed."""

    told_why = False

    def _open(self, path: str, **request: Any) -> Page:
        page = super()._open(path, **request)
        leaks = [secret for secret in SECRETS if secret in page.html]
        assert self.told_why or not leaks, f"{path} tells what nobody may read there: {leaks}"
        return page


class Desk:
    """A round with her in it, and what a coordinator does about it."""

    def __init__(self, road: Road, browser: DeskBrowser, *, now: datetime) -> None:
        self.road, self.browser, self.now = road, browser, now
        self.session, self.round = road.session, road.round
        self.url = f"/desk/{road.round.id}"

    def her(self, **answers: str) -> Profile:
        """The mentee with the unmistakable secrets."""
        return self.road.a_profile(Side.MENTEE, **{**TOLD, **answers})

    def a_plain_mentee(self, **answers: str) -> Profile:
        """A mentee who has written nothing that a person has to read."""
        return self.her(**{Field.KEEP_APART.value: "", Field.CONTACT.value: "", **answers})

    def a_mentor(self, number: int = 1, **answers: str) -> Profile:
        named = {"email": f"mentor{number}@example.com", "name": f"Adaeze Kingfisher {number}"}
        return self.road.a_profile(Side.MENTOR, **{**named, **answers})

    def some_pairs(self, count: int, *, cautions: Sequence[str] = ()) -> list[Match]:
        """So many proposed pairs in a round under review, in the order of the desk."""
        people = [
            (self.her(email=f"her{number}@example.org", **_another(number)), self.a_mentor(number))
            for number in range(count)
        ]
        if self.round.state == "open":
            self.road.close()
        return [self.a_pair(*two, at, cautions=cautions) for at, two in enumerate(people)]

    def a_pair(
        self, mentee: Profile, mentor: Profile, place: int = 0, *, cautions: Sequence[str] = ()
    ) -> Match:
        match = self.road.propose(mentee, mentor)
        match.score = 0.4 + place / 1000
        match.explanation = {
            **match.explanation,
            "cautions": list(cautions),
            "parts": {"needs": {"weight": 0.35, "closeness": 0.8}},
        }
        self.session.commit()
        return match

    def look(self) -> None:
        """The worker has looked over the round; its work list is true again."""
        round_id = self.round.id
        ask_for_a_look(self.session, self.round, now=self.now)
        self.session.commit()
        self.worker_looks(round_id)

    def worker_looks(self, round_id: str) -> None:
        """What the worker does when it was rung for; nothing when nothing has changed."""
        self.session.rollback()
        look_over(sessionmaker(self.session.get_bind()), round_id, clock=lambda: self.now)
        self.session.rollback()

    def open_items(self) -> list[Item]:
        self.session.rollback()
        return open_items(self.session, self.round)

    def a_run(self, state: RunState = RunState.DONE, **report: Any) -> MatchingRun:
        """A matching run in this state; `report` changes what it found."""
        run = MatchingRun(
            round_id=self.round.id,
            state=state,
            step="Waiting for the worker" if state is RunState.QUEUED else "Done",
            steps_done=0,
            steps_total=4,
            requested_by=self.road.coordinator.id,
            requested_at=self.now,
            finished_at=self.now + timedelta(seconds=2) if state is RunState.DONE else None,
            report=_REPORT | report if state is RunState.DONE else {},
            failure="The computation stopped." if state is RunState.FAILED else "",
        )
        self.session.add(run)
        self.session.commit()
        return run


_GIVEN = ("Wangari", "Ilse", "Mona", "Ruth", "Tove", "Amina", "Greta", "Lupe", "Sanne", "Yuki")
_SURNAMES = ("Plover", "Vanterpool", "Amsel", "Okparaebo", "Lindqvist", "Haidari", "Quispe", "Tran")


def _another(number: int) -> dict[str, str]:
    """Somebody else than the one before, so that nobody takes the two for one person."""
    if not number:
        return {}
    name = f"{_GIVEN[number % 10]} {_SURNAMES[number // 10 % 8]}"
    return {"name": name, "words": ""}


_REPORT: dict[str, Any] = {
    "waiting": [],
    "mentors_without": {},
    "questions": [],
    "run": {"counts": {"pairs": 2, "waiting": 1}, "seconds": {"scores": 0.25, "gates": 0.5}},
}


@pytest.fixture
def desk(road: Road, app: Flask, session: Session, now: datetime) -> Desk:
    browser = DeskBrowser(app, before=session.commit)
    token = start_sign_in(session, road.coordinator, now=now)
    session.commit()
    with browser.client.session_transaction(base_url="https://localhost") as visit:
        visit["_user_id"] = road.coordinator.fs_uniquifier
        visit["token"] = token
        visit["seen"] = int(now.timestamp())
        visit["fs_paa"] = time.time()
    return Desk(road, browser, now=now)
