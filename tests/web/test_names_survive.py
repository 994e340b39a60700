"""Whatever somebody is called, every page, letter and sheet calls her so."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from html import unescape
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session
from support.browser import Browser
from support.desk import a_sheet
from support.make import Make
from support.names import NAMES
from support.road import MENTEE_ANSWERS, Road

from mentorship.domain.harmless import as_csv
from mentorship.domain.people import Field, Side
from mentorship.domain.plain_names import LONGEST_NAME
from mentorship.intake.columns import recognise
from mentorship.intake.names import read_name
from mentorship.intake.people import read_people
from mentorship.intake.sheets import read_sheet
from mentorship.models.account import Account, RoleName
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.post.deliver import stationery_from
from mentorship.post.render import render

SignIn = Callable[[Account], Browser]
# Where a spreadsheet splits at semicolons, what comes behind one begins a cell.
_AFTER_A_SEMICOLON = "Robert'); DROP TABLE profile;--"
TURNS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def kept(name: str) -> str:
    """A name as it is kept, said here once more in other words than in the program."""
    return unicodedata.normalize("NFC", name).translate(TURNS).strip()


def read(name: str) -> str:
    """A name as she is addressed by it: in one line, without titles and degrees."""
    return read_name(kept(name))


def isolated(browser: Browser, path: str) -> set[str]:
    """What stands in a direction of its own, blanks folded."""
    html = browser.raw("GET", path).get_data(as_text=True)
    return {" ".join(unescape(one).split()) for one in re.findall(r"<bdi>(.*?)</bdi>", html, re.S)}


def test_there_are_enough_of_them() -> None:
    assert len(set(map(kept, NAMES))) >= 60


def test_a_sign_up_keeps_every_name(road: Road, make: Make, signed_in: SignIn) -> None:
    browser = signed_in(make.an_account(RoleName.MENTEE))
    needed = {"csrf_token": browser.token()}
    found = {}
    for name in NAMES:
        sent = browser.raw("POST", "/home/sign-up/1", data=needed | {"name": name})
        assert sent.status_code == 303, name
        html = browser.raw("GET", "/home/sign-up/1").get_data(as_text=True)
        (field,) = re.findall(r'<input [^>]*name="name"[^>]*>', html)
        found[name] = unescape(re.findall(r'value="([^"]*)"', field)[0])

    assert found == {name: kept(name) for name in NAMES}


def test_each_reads_the_other_s_name_and_so_does_the_letter(
    app: Flask,
    road: Road,
    mentee: Account,
    mentor: Account,
    match: Match,
    session: Session,
    signed_in: SignIn,
) -> None:
    road.introduce(match, mentee)
    letter = session.query(Letter).filter_by(kind=LetterKind.INTRODUCTION_MENTOR).one()
    stationery = stationery_from(app.config, templates=Path(str(app.template_folder)))
    her, them = session.get_one(Profile, match.mentee_id), session.get_one(Profile, match.mentor_id)
    hers, theirs = signed_in(mentee), signed_in(mentor)
    lost = []
    for name in NAMES:
        for one in (her, them):
            one.answers = {**one.answers, Field.NAME: kept(name)}
        session.commit()
        wanted = " ".join(read(name).split())
        message = render(session, letter, stationery=stationery, now=road.now)
        is_short = len(read(name)) <= LONGEST_NAME
        meet = f"Meet {read(name) if is_short else 'the person you said yes to'}."
        lost += [] if message and meet in message.get_content() else [(name, "letter")]
        pages = {"/mentor": theirs, "/home": hers}
        lost += [(name, path) for path, b in pages.items() if wanted not in isolated(b, path)]

    assert lost == []


def test_a_sheet_brings_every_name_in() -> None:
    said = {field.value: words for field, words in MENTEE_ANSWERS.items()}
    people = [
        {**said, "name": kept(name), "email": f"her{at}@example.org"}
        for at, name in enumerate(NAMES)
    ]
    sheet = read_sheet(a_sheet(Side.MENTEE, *people), name="mentees.csv")

    found = read_people(sheet, recognise(sheet, Side.MENTEE)).people

    assert [one.person.answers[Field.NAME] for one in found] == list(map(kept, NAMES))
    assert [one.person.name for one in found] == list(map(read, NAMES))


def test_a_sheet_takes_every_name_out() -> None:
    """A name that a spreadsheet would run has one sign before it; all others are as they were."""
    names = list(map(kept, NAMES))

    table = list(csv.reader(io.StringIO(as_csv(("name",), [(name,) for name in names]))))

    changed = {name for (out,), name in zip(table[1:], names, strict=True) if out != name}
    assert changed == {"=Sum", "=HYPERLINK(1)", "+Plus", "-Minus", "@At", _AFTER_A_SEMICOLON}
    assert [out.removeprefix("'").replace(";'-", ";-") for (out,) in table[1:]] == names
