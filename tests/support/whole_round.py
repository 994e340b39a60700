"""A whole round over a real port, with real letters: everybody's words are unmistakable."""

import csv
import io
import re
import secrets
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from passlib.totp import TOTP
from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Field, Side
from mentorship.intake.columns import recognise
from mentorship.intake.sheets import read_sheet
from mentorship.models.keys import email_key
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from support.accounts import sign_in
from support.columns import canary
from support.far import FarBrowser
from support.programme import Programme, link_in, until
from support.road import MENTEE_ANSWERS, MENTOR_ANSWERS
from support.screens import sign_up_as

# Another one with each run: what other runs left on this machine is not ours.
_THIS_RUN = secrets.token_hex(4)
_REGISTER = "name,part_of,kind,city,time_zone,aliases\n"
_PLACE = "{},,hospital,Phoenix,America/Phoenix,\n"
_FULL_SHEETS = {Side.MENTEE: "mentees.csv", Side.MENTOR: "mentors.csv"}


def word(name: str) -> str:
    return canary(f"{name}.{_THIS_RUN}")


def _name(given: str) -> str:
    """Nobody else's. Two who are called alike would wait until somebody says who is who."""
    letters = _THIS_RUN.translate(str.maketrans("0123456789", "ghijklmnop"))
    return f"{given} {given[::-1].lower()}{letters}".title()


def address(name: str) -> str:
    # In small letters, as an address comes out of a sheet.
    return f"quillfeather.{name}.{_THIS_RUN}@nightjar.example.org"


COORDINATOR = address("coordinator")
PASSWORD = f"{word('password')} by the door"
HOSPITAL, MENTORS_HOSPITAL = (f"{word(of)} Hospital" for of in ("workplace", "mentors.workplace"))
ROUND, REASON, DRAFT, CRASH = map(word, ("round", "why.somebody.looked", "draft", "crash"))
FILE_NAME = word("file.name")
HER = {
    **{of.value: words for of, words in MENTEE_ANSWERS.items()},
    "name": _name("Wangari"),
    "email": address("hers"),
    "workplace": HOSPITAL,
    "words": word("her.words"),
    "contact": "Yes, any time",
}
MENTOR = {
    **{of.value: words for of, words in MENTOR_ANSWERS.items()},
    "name": _name("Rosalind"),
    "email": address("mentors"),
    "workplace": MENTORS_HOSPITAL,
    "words": word("mentor.words"),
}
ON_THE_WEB = {
    "name": _name("Sunniva"),
    "workplace": HOSPITAL,
    "keep_apart": word("web.keep.apart"),
    "specialty": "General surgery",
    "stage": "Fellow",
    "topics": ["Racism at work"],
    "words": word("web.words"),
    "formats": ["Video call"],
    "languages": ["English"],
    "faith_own": word("web.faith"),
    "agreement": "y",
}

# The worker looks over the round a few times, and computes in a process of its own.
_COMPUTES = 300
_TYPES = {"draft": "sign-up/5"}


@dataclass
class Story:
    """A programme that runs, somebody who reads its database, and what must not be found."""

    instance: Path
    programme: Programme
    session: Session
    secrets: set[str] = field(default_factory=set)

    def browser(self) -> FarBrowser:
        return FarBrowser(self.programme.url)

    def path_in_letter(self, to: str, *, about: str) -> str:
        """Where the letter to this address leads; its token is a secret, too."""
        letters = self.programme.mailbox
        letter = letters.wait_for(lambda one: one["To"] == to and about in one.get_content())
        path = urlsplit(link_in(letter)).path
        self.secrets.add(path.rpartition("/")[2])
        return path

    def profile_id(self, of: str) -> str:
        found = select(Profile.id).where(Profile.email_key == email_key(of))
        # Let go at once: whoever holds a transaction here keeps the programme waiting.
        with self.session.begin():
            return self.session.scalars(found).one()

    def match(self) -> Match:
        """Her pair, as it stands."""
        hers = select(Match).where(Match.mentee_id == self.profile_id(HER["email"]))
        with self.session.begin():
            found = self.session.scalars(hers).one()
            self.session.expunge(found)
        return found


def becomes_coordinator(story: Story) -> FarBrowser:
    """From the command line's link to the desk, with a second factor on the way."""
    said = story.programme.command("coordinator", "add", COORDINATOR, "--programme-only")
    (link,) = re.findall(r"http://\S+", said)
    desk = story.browser()
    desk.get(urlsplit(link).path)
    desk.send({"password": PASSWORD, "password_confirm": PASSWORD})
    sign_in(desk, COORDINATOR, PASSWORD)
    desk.follow()
    page = desk.send({"setup": "authenticator"}, action="tf-setup", expect=200)
    key = next(page.tree.iter("code")).text or ""
    code = TOTP(key=key.replace("-", "").replace(" ", "")).generate().token
    desk.send({"code": code}, action="tf-validate")
    desk.get("/account/mf-recovery-codes")
    codes = desk.send({"generate_new_codes": "yes"}, action="mf-recovery", expect=200)
    story.secrets |= {key, *(one.text or "" for one in codes.tree.iter("code"))}
    return desk


def makes_a_round(desk: FarBrowser) -> str:
    """The address of a new round."""
    desk.get("/desk/new")
    return urlsplit(desk.send({"name": ROUND}).location).path


def brings_in_sheets(desk: FarBrowser, url: str) -> None:
    """Her and a mentor, each beside somebody of whose every answer is unmistakable."""
    sheets = {
        "mentees": _sheet(Side.MENTEE, HER),
        "mentors": _sheet(Side.MENTOR, MENTOR),
        "institutions": _REGISTER + _PLACE.format(HOSPITAL) + _PLACE.format(MENTORS_HOSPITAL),
    }
    desk.get(f"{url}/bring-in")
    desk.send(
        {kind: (io.BytesIO(text.encode()), f"{FILE_NAME}.csv") for kind, text in sheets.items()},
        action="/bring-in",
    )
    for _ in sheets:
        path = desk.follow().response.request.path
        desk.post(f"{path}/problems.csv", expect=None)
        desk.post(path)


def _sheet(side: Side, person: dict[str, str]) -> str:
    """A sheet with every column that there is: this person, and one of whose answers each is
    unmistakable."""
    shipped = files("mentorship.cli").joinpath("demo", _FULL_SHEETS[side]).read_bytes()
    header = read_sheet(shipped, name=side).header
    at = {
        place: of for of, place in recognise(read_sheet(shipped, name=side), side).by_field.items()
    }
    other = every_answer() | {
        "email": address(f"other.{side}"),
        "stated_at": "2026/03/01 9:00:00 AM MST",
        "agreement": "Yes, I agree",
    }
    text = io.StringIO()
    csv.writer(text).writerows(
        [
            header,
            *([one.get(at.get(n, ""), "") for n in range(len(header))] for one in (person, other)),
        ]
    )
    return text.getvalue()


def every_answer() -> dict[str, str]:
    """One word for each answer, as far as a sheet can hold any."""
    return {of.value: word(of.value.replace("_", ".")) for of in Field}


def signs_up_on_the_web(story: Story) -> None:
    """Somebody joins, types, is thrown out by a fault of ours, comes back and signs up."""
    her, own = story.browser(), address("web")
    her.get("/account/register")
    about = {"email": own, "password": PASSWORD, "password_confirm": PASSWORD}
    her.send({"side": "mentee", "use_anyway": "y", **about}, action="register")
    her.get(story.path_in_letter(own, about="/account/confirm"))
    her.send(action="confirm")
    sign_in(her, own, PASSWORD)
    her.post("/yours/typed", {**_TYPES, "words": DRAFT}, expect=204)
    with _at_the_files(story) as database:
        database.execute("UPDATE draft SET fields = CAST('nothing of ours' AS BLOB)")
    her.post("/yours/typed", {**_TYPES, "words": CRASH}, expect=500)
    with _at_the_files(story) as database:
        database.execute("DELETE FROM draft")
    her.post("/yours/typed", {**_TYPES, "words": DRAFT}, expect=204)
    sign_up_as(her, ON_THE_WEB)


@contextmanager
def _at_the_files(story: Story) -> Iterator[sqlite3.Connection]:
    """Somebody who spoils the database behind the programme's back."""
    with closing(sqlite3.connect(story.instance / "mentorship.sqlite")) as database, database:
        yield database


def reads_her_words(story: Story, desk: FarBrowser, url: str) -> None:
    """Somebody of the team has a reason, and it is on record."""
    desk.post(f"{url}/person/{story.profile_id(HER['email'])}", {"reason": REASON})
    assert HER["words"] in desk.follow().html


def is_proposed(story: Story, desk: FarBrowser, url: str) -> None:
    """The worker computes, and somebody of the team confirms."""
    run = desk.post(f"{url}/propose").location
    until(lambda: "proposed" in desk.get(run).h1, seconds=_COMPUTES)
    match = story.match()
    decision = {"decision": "confirm", "version": str(match.version)}
    desk.post(f"{url}/pair/{match.id}", decision)
    desk.get(f"{url}/letters/send")
    desk.send(action="/letters/send")


def are_introduced(story: Story) -> None:
    """She is asked, then the mentor; both say yes, and two letters leave."""
    her, mentor = story.browser(), story.browser()
    her.get(story.path_in_letter(HER["email"], about="/claim/"))
    her.send({"password": PASSWORD})
    her.post(f"/home/meet/{story.match().id}/yes")
    mentor.get(story.path_in_letter(MENTOR["email"], about="/answer/"))
    mentor.send(action="/yes")
    letters = story.programme.mailbox
    letters.wait_for(lambda one: HER["name"] in one.get_content())
    until(lambda: len(letters.to(HER["email"])) == 2)
    assert story.match().state is MatchState.INTRODUCED
    packed = her.post("/yours/download", expect=200).response.get_data()
    assert HER["words"] in zipfile.ZipFile(io.BytesIO(packed)).read("yours.json").decode()
    assert HER["words"] in story.programme.command("what-we-hold", HER["email"], "--values")
