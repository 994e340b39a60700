"""Her row is found in a waiting file however the file spells it, and so the file goes with her."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.desk import a_sheet
from support.road import MENTEE_ANSWERS, Road

from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.round import ImportState, SheetImport, SheetKind
from mentorship.services.holding_rows import what_we_hold
from mentorship.services.holdings import everything_about
from mentorship.services.imports import look_through
from mentorship.services.sheet_words import mentions

SignIns = Callable[[Account], Browser]
# Saved by LibreOffice 7.4, which writes the apostrophe as &apos;.
SAVED = Path(__file__).parent.parent / "data" / "a-mentee-from-libreoffice.xlsx"
HERS = "o'brien@example.org"
ROW = {field.value: words for field, words in MENTEE_ANSWERS.items()} | {"words": ""}


def waits(road: Road, content: bytes) -> SheetImport:
    sheet = look_through(
        road.session,
        road.round,
        kind=SheetKind.MENTEES,
        content=content,
        file_name="form",
        by=road.coordinator,
        now=road.now,
    )
    road.session.commit()
    return sheet


def in_a_book(cell: str, *, part: str = "xl/sharedStrings.xml") -> bytes:
    """A workbook with her row, in which one part says her address in this way."""
    book, packed = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Email Address", "Full name", "What is your field or specialty?"])
    book.active.append(["HERS", "Niamh", "Surgery"])
    book.save(packed)
    with zipfile.ZipFile(packed) as before, zipfile.ZipFile(after := io.BytesIO(), "w") as archive:
        for name in before.namelist():
            archive.writestr(name, before.read(name).replace(b"<t>HERS</t>", cell.encode()))
        if part not in before.namelist():
            archive.writestr(part, f"<comments>{cell}</comments>")
    return after.getvalue()


def in_a_list(address: str, charset: str = "utf-8") -> bytes:
    return a_sheet(Side.MENTEE, ROW | {"email": address}).decode().encode(charset)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_file_that_waits_goes_with_her_whatever_program_saved_it(
    road: Road, session: Session, signed_in: SignIns, kind: str
) -> None:
    content = SAVED.read_bytes() if kind == "xlsx" else in_a_list("O'Brien@example.org")
    if kind == "xlsx":
        with zipfile.ZipFile(SAVED) as book:
            assert b"O&apos;Brien@example.org" in book.read("xl/sharedStrings.xml")
    sheet = waits(road, content)
    her = road.a_mentee(email=HERS, name="Niamh O'Brien")
    assert "On sheets of the team" in [part.title for part in everything_about(session, her)]
    assert "sheet_import" in [one.table for one in what_we_hold(session, HERS)]

    signed_in(her).post("/yours/delete")

    session.rollback()
    session.refresh(sheet)
    assert (sheet.state, sheet.content) == (ImportState.DISCARDED, b"")


def test_a_file_without_her_waits_on(road: Road, session: Session, signed_in: SignIns) -> None:
    waits(road, SAVED.read_bytes())

    signed_in(road.a_mentee()).post("/yours/delete")

    session.rollback()
    assert session.scalars(select(SheetImport.state)).all() == [ImportState.DRY_RUN]


def test_a_file_without_addresses_goes_when_her_name_stands_on_it(
    road: Road, session: Session, signed_in: SignIns
) -> None:
    """Her sign-up has no address of its own: a row of hers is known by her name alone."""
    her = road.a_mentee(name="Hodan Zebrafinch")
    waits(road, a_sheet(Side.MENTEE, ROW | {"email": "", "name": "HODAN  Zebrafinch"}))
    waits(road, a_sheet(Side.MENTEE, ROW | {"email": "", "name": "Mona Vanterpool"}))
    road.a_profile(Side.MENTEE, account=her, email="", name="Hodan Zebrafinch")

    signed_in(her).post("/yours/delete")

    session.rollback()
    states = session.scalars(select(SheetImport.state)).all()
    assert sorted(states) == [ImportState.DISCARDED, ImportState.DRY_RUN]


@pytest.mark.parametrize(
    ("address", "content"),
    [
        (HERS, in_a_book("<t>o&apos;brien@example.org</t>")),
        (HERS, in_a_book("<t>o&#39;brien@example.org</t>")),
        ("a&b@example.org", in_a_book("<t>A&amp;B@example.org</t>")),
        ("hodan@example.org", in_a_book("<r><t>hod</t></r><r><t>an@example.org</t></r>")),
        ("hodan@example.org", in_a_book("<t>hodan@example.org</t>", part="xl/comments1.xml")),
        ("müller@example.org", in_a_list("müller@example.org", "cp1252")),
        ("müller@example.org", in_a_list("müller@example.org", "mac-roman")),
        ("müller@example.org", in_a_list("mu\u0308ller@example.org")),
        ("hodan@example.org", in_a_list("hodan\uff20example.org")),
        ("hodan@example.org", in_a_list("hodan@example.org", "utf-16")),
        ("hodan@example.org", in_a_list("hodan (at) example.org")),
    ],
)
def test_every_spelling_of_her_address_is_found(address: str, content: bytes) -> None:
    assert mentions(content, [address], kind="mentees")
    assert not mentions(content, ["somebody.else@example.org", " "], kind="mentees")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 no book", SAVED.read_bytes()[:2000], b"%PDF", b""]
)
def test_what_nobody_can_read_counts_as_hers(content: bytes) -> None:
    assert mentions(content, ["hodan@example.org"], kind="mentees")
