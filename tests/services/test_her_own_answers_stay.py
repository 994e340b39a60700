"""Anybody can fill in a row with her address: it changes nothing that she said here herself."""

import pytest
from sqlalchemy import select
from support.desk import Desk, a_sheet
from support.road import HER_NAME, HER_WORDS, MENTEE_ANSWERS

from mentorship.domain.decisions import Choice
from mentorship.domain.people import Field, Side
from mentorship.domain.questions import QuestionKind
from mentorship.intake.people import mentee_from_answers
from mentorship.models.account import Account
from mentorship.models.profile import Profile
from mentorship.models.round import SheetImport, SheetKind
from mentorship.services.deciding import decide
from mentorship.services.guarding import asked_of_round
from mentorship.services.import_undo import undo_import
from mentorship.services.imports import bring_in, look_through
from mentorship.services.known_people import changed_fields

ROW = {field.value: words for field, words in MENTEE_ANSWERS.items()}
OUT = "Please withdraw my application."


@pytest.fixture
def her(desk: Desk) -> Profile:
    """She signed up here, at an address that she confirmed."""
    return profile_of(desk, desk.road.a_mentee(keep_apart="Idris Quill"))


def profile_of(desk: Desk, account: Account) -> Profile:
    return desk.session.scalars(select(Profile).where(Profile.account_id == account.id)).one()


def comes(desk: Desk, *rows: dict[str, str]) -> SheetImport:
    by = desk.road.coordinator
    sheet = look_through(
        desk.session,
        desk.round,
        kind=SheetKind.MENTEES,
        content=a_sheet(Side.MENTEE, *rows),
        file_name="form.csv",
        by=by,
        now=desk.now,
    )
    bring_in(desk.session, sheet, by=by, now=desk.now)
    desk.session.commit()
    return sheet


@pytest.mark.parametrize("name", [HER_NAME, "", "Hodan Z."])
def test_a_row_with_her_address_changes_no_answer_of_hers(
    desk: Desk, her: Profile, name: str
) -> None:
    before = dict(her.answers)

    sheet = comes(desk, ROW | {"name": name, "words": "", "topics": "", "agreement": ""})

    assert her.answers == before
    assert desk.session.scalars(select(Profile)).all() == [her]
    (said,) = [one for one in sheet.findings["notes"] if "Her own answers" in one]
    assert "Her own answers on the web stay." in said
    assert said.endswith("Rows: 2.")


def test_whom_to_keep_away_from_grows_all_the_same(desk: Desk, her: Profile) -> None:
    comes(desk, ROW | {"keep_apart": "Malvolio Thistlewood"})

    assert her.answers["keep_apart"] == "Idris Quill\nMalvolio Thistlewood"
    assert her.answers["words"] == HER_WORDS


def test_a_row_like_her_own_answers_is_not_spoken_of(desk: Desk, her: Profile) -> None:
    assert comes(desk, ROW | {"keep_apart": "Idris Quill"}).findings["notes"] == []


def test_somebody_of_another_name_at_her_address_is_another_person(
    desk: Desk, her: Profile
) -> None:
    comes(desk, ROW | {"name": "Mona Vanterpool", "words": "", "topics": ""})

    assert her.answers["name"] == HER_NAME
    names = {one.answers["name"] for one in desk.session.scalars(select(Profile))}
    assert names == {HER_NAME, "Mona Vanterpool"}


def test_a_goodbye_on_a_sheet_is_asked_about_before_she_is_out(desk: Desk, her: Profile) -> None:
    sheet = comes(desk, ROW | {"words": OUT})

    desk.look()

    assert her.withdrawn_at is None
    (item,) = [one for one in desk.open_items() if one.kind is QuestionKind.WORRY]
    assert "please write to her own address and ask her" in item.text
    assert item.choices == (Choice.FREE, Choice.OUT)
    assert set(asked_of_round(desk.session, desk.round).cohort.held) == {her.id}

    decide(desk.session, desk.round, item, Choice.FREE, by=desk.road.coordinator, now=desk.now)
    desk.session.commit()
    assert asked_of_round(desk.session, desk.round).cohort.held == {}
    undo_import(desk.session, sheet, by=desk.road.coordinator, now=desk.now)
    assert her.withdrawn_at is None


def test_a_row_that_says_no_moment_is_newer_than_nothing(desk: Desk) -> None:
    """Also where nobody has an account: the form that says when it was filled in counts."""
    hers = desk.road.a_profile(Side.MENTEE)

    comes(desk, ROW | {"words": "Somebody else's words, later or earlier."})

    assert hers.answers["words"] == HER_WORDS


def test_a_later_row_changes_nothing_of_hers_either(desk: Desk, her: Profile) -> None:
    """Whoever fills in the form with her address always fills it in later."""
    later = {Field.STATED_AT: "2026-03-09T09:00:00+00:00", Field.WORDS: "Not hers"}
    row = mentee_from_answers("mentee:2", 2, {**MENTEE_ANSWERS, **later}).person
    assert changed_fields(her, row) == []

    her.account_id = None
    assert set(changed_fields(her, row)) == {Field.STATED_AT, Field.WORDS}
