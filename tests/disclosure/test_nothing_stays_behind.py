"""When it is over, what a mentor could read of her is gone from all that the mentor can open."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from disclosure_canaries import HERS, said_by
from disclosure_crawl import all_pages, as_read, these_pages
from disclosure_traces import plain_text
from disclosure_world import TEMPLATES
from sqlalchemy import select
from support.browser import Browser
from support.road import Road

from mentorship.domain.lifecycle import Actor
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account
from mentorship.models.letter import Letter
from mentorship.models.profile import Profile
from mentorship.post.render import Stationery, render
from mentorship.services import matches
from mentorship.services.leaving import withdraw

SignIn = Callable[[Account], Browser]
PAPER = Stationery("https://localhost", "programs@example.net", TEMPLATES)
# What the mentor reads while she is asked about, or introduced.
ASKED = ("a new graduate", "promotion, tenure and titles", "know more people who would")
MET = (
    *ASKED[1:],
    "new graduate (first 2 years)",
    "hodan zebrafinch",
    "quetzal.lapwing",
    "xe-heron",
    "nightjar77",
    "perioperative",
)
REASONS = ("She told us about the Hoopoe", "She hopes for a Whinchat")


class Pair:
    """She and her mentor; what the mentor can open, by letter and signed in."""

    def __init__(self, road: Road, signed_in: SignIn, browser: Callable[[], Browser]) -> None:
        self.road = road
        self.mentee = road.a_mentee(**said_by(Side.MENTEE))
        self.mentor = road.a_mentor(**said_by(Side.MENTOR))
        road.close()
        self.match = road.propose(self.mentee, self.mentor)
        known = [{"facet": "language", "sentence": one, "tells": True} for one in REASONS]
        self.match.explanation = {**self.match.explanation, "candidates": {"to_mentor": known}}
        road.session.commit()
        road.ask_mentor(self.match, self.mentee)
        self.letter = f"/answer/{road.token()}"
        self.hers, self.theirs, self.stranger = (
            signed_in(self.mentee),
            signed_in(self.mentor),
            browser(),
        )

    def introduce(self) -> None:
        self.theirs.get(f"/mentor/requests/{self.match.id}")
        self.theirs.send(action="/yes")

    def read(self) -> str:
        """Everything: pages and what they lead to, the letter's link, letters, the download."""
        own = f"/mentor/requests/{self.match.id}"
        pages = all_pages(self.theirs, ("/mentor", "/yours/", own), to_settings=True)
        by_letter = these_pages(self.stranger, (self.letter, f"{self.letter}/yes"))
        token = {"csrf_token": self.theirs.token()}
        file = as_read(self.theirs.raw("POST", "/yours/download", data=token), "a file")
        return "\n".join((pages, by_letter, plain_text(file), *self._letters()))

    def _letters(self) -> list[str]:
        session = self.road.session
        session.rollback()
        theirs = select(Profile.id).where(Profile.account_id == self.mentor.id)
        rows = session.scalars(select(Letter).where(Letter.profile_id.in_(theirs))).all()
        sent = [render(session, row, stationery=PAPER, now=self.road.now) for row in rows]
        return [plain_text(str(one), one.get_content()) for one in sent if one]


@pytest.fixture
def pair(road: Road, signed_in: SignIn, browser: Callable[[], Browser]) -> Pair:
    return Pair(road, signed_in, browser)


def the_mentor_says_no(pair: Pair) -> None:
    pair.stranger.get(pair.letter)
    pair.stranger.send(action="/no")


def the_mentor_keeps_apart(pair: Pair) -> None:
    pair.theirs.get(f"/mentor/requests/{pair.match.id}")
    pair.theirs.send(action="/apart")


def a_week_goes_by(pair: Pair) -> None:
    later = pair.road.link(pair.match).expires_at + timedelta(minutes=1)
    assert matches.lapse_overdue(pair.road.session, now=later) == 1
    pair.road.session.commit()


def the_guard_finds_something(pair: Pair) -> None:
    matches.hold(pair.road.session, pair.match, by=None, now=pair.road.now, why="")
    pair.road.session.commit()


def she_stops(pair: Pair) -> None:
    pair.hers.get("/home")
    pair.hers.send(action="/end")


def the_team_ends_it(pair: Pair) -> None:
    by = pair.road.coordinator
    session = pair.road.session
    matches.end(session, pair.match, actor=Actor.COORDINATOR, by=by, now=pair.road.now)
    session.commit()


def she_withdraws(pair: Pair) -> None:
    session = pair.road.session
    withdraw(session, session.get_one(Profile, pair.match.mentee_id), now=pair.road.now)
    session.commit()


def she_deletes_everything(pair: Pair) -> None:
    page = pair.hers.get("/yours/delete")
    form = page.form(action="/yours/delete")
    ticks = {
        box.get("name", ""): "y" for box in form.iter("input") if box.get("type") == "checkbox"
    }
    pair.hers.send(ticks, action="/yours/delete", expect=None)


def left_of_her(text: str) -> list[str]:
    return [
        sign
        for sign in (*MET, *(one.casefold() for one in REASONS), HERS[Field.WORDS].said.casefold())
        if sign in text
    ]


WHILE_ASKED = (
    the_mentor_says_no,
    the_mentor_keeps_apart,
    a_week_goes_by,
    the_guard_finds_something,
    she_withdraws,
    she_deletes_everything,
)


@pytest.mark.parametrize("ending", WHILE_ASKED)
def test_after_the_question(pair: Pair, ending: Callable[[Pair], None]) -> None:
    before = pair.read()
    assert [sign for sign in (*ASKED, *map(str.casefold, REASONS)) if sign not in before] == []

    ending(pair)

    assert left_of_her(pair.read()) == []


@pytest.mark.parametrize(
    "ending", [she_stops, the_team_ends_it, she_withdraws, she_deletes_everything]
)
def test_after_the_introduction(pair: Pair, ending: Callable[[Pair], None]) -> None:
    pair.introduce()
    before = pair.read()
    assert [sign for sign in MET if sign not in before] == []

    ending(pair)

    assert left_of_her(pair.read()) == []
