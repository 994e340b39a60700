"""Her copy holds what she told us, and nothing that anybody said about her."""

import io
import json
import time
import zipfile
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.desk import Desk, a_sheet
from support.road import ADDRESS, HER_WORDS, Road

from mentorship.cli import main
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Field, Side
from mentorship.domain.sentences import Listing, Sentence
from mentorship.models.account import Account
from mentorship.models.audit import AuditEntry, Verb
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import SheetImport, SheetKind
from mentorship.services import matches
from mentorship.services.check_ins import pause
from mentorship.services.drafts import keep_draft
from mentorship.services.holding_rows import (
    NOT_SHOWN,
    SECRET,
    what_we_hold,
    what_we_hold_in_full,
)
from mentorship.services.holdings import everything_about
from mentorship.services.imports import bring_in, look_through, wipe
from mentorship.services.reveals import reveal
from mentorship.web.mine.download import _packed

SignIns = Callable[[Account], Browser]


def copy_of(browser: Browser) -> bytes:
    browser.get("/yours/download")
    page = browser.send(action="/yours/download", expect=200)
    return page.response.get_data()


def lines_in(packed: bytes) -> dict[str, dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        found = json.loads(archive.read("yours.json"))
    return {part["title"]: dict(part["lines"]) for part in found["parts"]}


def test_her_copy_holds_what_she_told_us_in_her_words(
    road: Road, session: Session, signed_in: SignIns, mentee: Account, mentor: Account
) -> None:
    road.introduce(road.propose(mentee, mentor), mentee)
    (hers,) = session.scalars(select(Profile).where(Profile.side == Side.MENTEE))
    reveal(session, hers, by=road.coordinator, reason="She may be in danger", now=road.now)
    session.commit()

    found = lines_in(copy_of(signed_in(mentee)))

    assert found["Your account"]["E-mail address"] == ADDRESS
    told = found["What you told us as somebody who asks"]
    assert told["Your question, in your own words"] == HER_WORDS
    assert found["People you could have met"] == {"Asked 2 March 2026": "You two were introduced."}
    assert list(found["Who has looked"]) == ["Somebody of the team, 2 March 2026"]
    assert "What goes when" in found


def test_the_page_in_it_can_be_read_and_says_the_same(
    road: Road, signed_in: SignIns, mentee: Account
) -> None:
    with zipfile.ZipFile(io.BytesIO(copy_of(signed_in(mentee)))) as archive:
        page = archive.read("yours.html").decode()

    assert HER_WORDS in page
    assert "<script" not in page
    assert "http" not in page


def test_every_line_of_her_copy_is_called_by_what_can_be_said_in_her_language(
    road: Road, session: Session, mentee: Account, mentor: Account
) -> None:
    match = road.propose(mentee, mentor)
    road.introduce(match, mentee)
    keep_draft(session, mentee, "sign-up/2", {"tell_a_person": ["y"]}, now=road.now)
    keep_draft(session, mentee, "sign-up/6", {"languages_own": ["Twi"]}, now=road.now)
    keep_draft(session, mentee, "tell-team", {"words": ["One word"]}, now=road.now)
    pause(session, match, match.mentee_id, now=road.now)

    parts = {part.title: part.lines for part in everything_about(session, mentee)}

    typed = dict(parts["What you typed and have not sent"])
    assert list(typed) == [
        "I would rather tell a person",
        "Languages",
        "Your words for a person of the team",
    ]
    assert parts["How it goes with them"] == (("A pause, 2 March 2026", "until you say so"),)
    labels = [label for lines in parts.values() for label, _words in lines]
    assert {one for one in labels if not isinstance(one, Sentence | Listing)} == {road.round.name}
    assert isinstance(parts["How it goes with them"][0][1], Sentence)


def test_the_download_is_on_record_and_needs_her_password(
    road: Road, session: Session, signed_in: SignIns, mentee: Account
) -> None:
    browser = signed_in(mentee)
    copy_of(browser)
    with browser.client.session_transaction(base_url="https://localhost") as visit:
        visit["fs_paa"] = time.time() - 5 * 60 - 1

    answer = browser.post("/yours/download")

    assert answer.location == "/account/verify?next=/yours/download"
    session.rollback()
    verbs = session.scalars(select(AuditEntry.verb)).all()
    assert verbs.count(Verb.OWN_DOWNLOAD) == 1


def test_a_mentor_never_learns_from_his_copy_who_keeps_away_from_him(
    app: Flask, desk: Desk, road: Road, session: Session, mentee: Account, mentor: Account
) -> None:
    """The same bytes with and without her exclusion and her pass, which he never sees."""
    with app.test_request_context(base_url="https://localhost"):
        before = _packed(everything_about(session, mentor))
        hers = session.scalars(select(Profile).where(Profile.side == Side.MENTEE)).one()
        match = road.propose(mentee, mentor)
        road.ask_her(match)
        matches.keep_apart(session, match, by=mentee, now=road.now)
        session.commit()
        assert "Adaeze Kingfisher" in hers.answers[Field.KEEP_APART]
        desk.look()

        after = _packed(everything_about(session, mentor))

    assert session.scalars(select(Match.state)).all() == [MatchState.PASSED]
    assert after == before


def test_she_never_learns_from_her_copy_that_a_mentor_knows_her(
    app: Flask, road: Road, session: Session, mentee: Account, mentor: Account
) -> None:
    match = road.propose(mentee, mentor)
    link = road.ask_mentor(match, mentee)
    matches.decline(session, match, link=link, now=road.now, why="The mentor knows her")
    session.commit()

    titles = {part.title: dict(part.lines) for part in everything_about(session, mentee)}

    assert titles["People you could have met"] == {"Asked 2 March 2026": "It did not go ahead."}
    assert "knows" not in json.dumps(titles)


@pytest.fixture
def held(road: Road, session: Session, mentee: Account, mentor: Account) -> None:
    match = road.propose(mentee, mentor)
    matches.set_aside(session, match, by=road.coordinator, now=road.now, why="Said a colleague")
    session.commit()


@pytest.mark.usefixtures("held")
def test_what_we_hold_counts_tables_and_columns(session: Session) -> None:
    found = {one.table: one for one in what_we_hold(session, ADDRESS)}

    assert {name: one.rows for name, one in found.items()} == {
        "account": 1,
        "account_role": 1,
        "match": 1,
        "match_move": 1,
        "participation": 1,
        "profile": 1,
    }
    assert found["profile"].filled["answers"] == 1
    assert all(not one.values for one in found.values())


@pytest.mark.usefixtures("held")
def test_what_we_hold_in_full_keeps_what_others_said(session: Session, road: Road) -> None:
    found = {one.table: one for one in what_we_hold_in_full(session, ADDRESS, now=road.now)}

    assert HER_WORDS in found["profile"].values[0]["answers"]
    assert found["match_move"].values[0]["why"] == NOT_SHOWN
    assert "Said a colleague" not in repr(found)
    verbs = session.scalars(select(AuditEntry.verb)).all()
    assert verbs.count(Verb.WHAT_WE_HOLD) == 1


def a_waiting_sheet(road: Road, *rows: dict[str, str], side: Side = Side.MENTEE) -> SheetImport:
    """A sheet that was looked through and is not in."""
    sheet = look_through(
        road.session,
        road.round,
        kind=SheetKind.MENTEES if side is Side.MENTEE else SheetKind.MENTORS,
        content=a_sheet(side, *rows),
        file_name="form.csv",
        by=road.coordinator,
        now=road.now,
    )
    road.session.commit()
    return sheet


def test_no_secret_of_an_account_is_printed_or_packed(
    road: Road, session: Session, signed_in: SignIns, mentee: Account
) -> None:
    browser = signed_in(mentee)
    secrets = {"password": "a hash", "tf_totp_secret": "the seed", "mf_recovery_codes": ["a code"]}
    for column, secret in secrets.items():
        setattr(mentee, column, secret)
    session.commit()

    found = {one.table: one for one in what_we_hold_in_full(session, ADDRESS, now=road.now)}

    (kept,) = found["account"].values
    assert {kept[column] for column in (*secrets, "fs_uniquifier")} == {SECRET}
    assert {row["token_digest"] for row in found["sign_in"].values} == {SECRET}
    told = repr(found) + repr(lines_in(copy_of(browser)))
    for secret in ("a hash", "the seed", "a code", mentee.fs_uniquifier):
        assert secret not in told


def test_a_sheet_that_holds_her_row_is_told_of(
    road: Road, session: Session, signed_in: SignIns, mentee: Account
) -> None:
    """Before it is brought in, and as long as it is kept afterwards."""
    sheet = a_waiting_sheet(road, {"email": "Moth@example.org", "words": "Only on the sheet"})

    (found,) = what_we_hold_in_full(session, "moth@example.org", now=road.now)
    assert (found.table, found.rows) == ("sheet_import", 1)
    assert found.values[0]["content"] == NOT_SHOWN
    assert "Only on" not in repr(found)

    bring_in(session, sheet, by=road.coordinator, now=road.now)
    session.commit()
    tables = {one.table: one.rows for one in what_we_hold(session, "moth@example.org")}
    assert (tables["sheet_import"], tables["profile"]) == (1, 1)

    hers = a_waiting_sheet(road, {"email": ADDRESS})
    told = lines_in(copy_of(signed_in(mentee)))["On sheets of the team"]
    assert list(told) == ["A sheet that came 2 March 2026"]
    wipe(hers)
    session.commit()
    assert "On sheets of the team" not in lines_in(copy_of(signed_in(mentee)))


def test_her_words_before_a_sheet_are_in_her_copy(
    road: Road, session: Session, signed_in: SignIns, mentee: Account
) -> None:
    """As long as they are kept so that the sheet can be undone."""
    row = {"email": "moth@example.org", "name": "Mona Vanterpool", "agreement": "I agree"}
    for words in ("Said before", "Said on the sheet"):
        sheet = a_waiting_sheet(road, row | {"words": words})
        bring_in(session, sheet, by=road.coordinator, now=road.now)
    hers = session.scalars(select(Profile).where(Profile.account_id.is_(None))).one()
    hers.account_id = mentee.id
    session.commit()

    told = lines_in(copy_of(signed_in(mentee)))["What a sheet has changed"]

    label = "Your question, in your own words"
    assert told[f"{label}, before 2 March 2026"] == "Said before"
    assert told[f"{label}, on the sheet of 2 March 2026"] == "Said on the sheet"


def test_what_is_on_record_about_her_pair_is_held_and_says_nothing_of_the_other_one(
    road: Road, session: Session, mentee: Account, mentor: Account
) -> None:
    match = road.propose(mentee, mentor)
    road.ask_her(match)
    matches.keep_apart(session, match, by=mentee, now=road.now)
    session.commit()
    about = select(AuditEntry).where(AuditEntry.subject == match.id)
    verbs = [entry.verb for entry in session.scalars(about)]
    assert Verb.SHE_KNOWS_THE_MENTOR in verbs

    for address in (ADDRESS, mentor.email):
        found = {one.table: one.rows for one in what_we_hold(session, address)}
        assert found["audit_entry"] >= len(verbs)
    full = {one.table: one for one in what_we_hold_in_full(session, mentor.email, now=road.now)}
    shown = [one for one in full["audit_entry"].values if one["subject"] == match.id]
    assert {(one["actor"], one["verb"]) for one in shown} == {(NOT_SHOWN, NOT_SHOWN)}
    assert Verb.SHE_KNOWS_THE_MENTOR not in repr(full["audit_entry"])


def test_nobody_learns_from_a_sheet_who_named_him(
    road: Road, session: Session, signed_in: SignIns, mentor: Account
) -> None:
    """His address in her keep-apart cell is her word, and his copy does not tell of it."""
    row = {"email": "moth@example.org", "keep_apart": f"Please not {mentor.email}"}
    sheet = a_waiting_sheet(road, row)
    assert mentor.email.encode() in sheet.content

    assert "On sheets of the team" not in lines_in(copy_of(signed_in(mentor)))
    assert "sheet_import" not in {one.table for one in what_we_hold(session, mentor.email)}


def test_nothing_is_held_about_somebody_unknown(session: Session, road: Road) -> None:
    assert what_we_hold(session, "nobody@example.org") == []


def test_the_commands_say_so(
    app: Flask, session: Session, mentee: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENTORSHIP_INSTANCE", app.instance_path)
    session.commit()

    held = CliRunner().invoke(main, ["what-we-hold", ADDRESS])
    nobody = CliRunner().invoke(main, ["what-we-hold", "nobody@example.org"])
    again = CliRunner().invoke(main, ["tombstones", "replay"])

    assert "profile: 1\n" in held.output
    assert HER_WORDS not in held.output
    assert nobody.output == "Nothing is held about this address.\n"
    assert again.output == "Deleted again: 0.\n"
