"""Small things that would tell a coordinator that there is somebody whom she does not see.

The twin worlds compare whole pages at three moments. What happens between them, or only with
other people's help, is looked at here, one by one.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from support.browser import Browser
from support.check import a_stranger, choose, item_with
from support.desk import DISTRESS, Desk, a_sheet
from support.road import MENTEE_ANSWERS

from mentorship.domain.decisions import Choice
from mentorship.domain.errors import Refused
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, SheetKind
from mentorship.services.deciding import decide
from mentorship.services.erasure import take_out
from mentorship.services.imports import bring_in, look_through
from mentorship.services.institutions import names_in_register
from mentorship.services.look_requests import ask_for_a_look
from mentorship.services.matches import agree
from mentorship.services.runs import latest_report
from mentorship.services.sight import row_of
from mentorship.services.stand_in import settle_spelling, spellings_to_settle
from mentorship.services.team import Told, look_with_the_eyes_of, set_straight, sight_for, tell
from mentorship.services.work_list import open_items, work_list

ALDER, LAKEVIEW = "Alder General Hospital", "Lakeview Hospital"
A_TYPO = "Alder Genral Hosp of Nowhere"
NEW_PLACE = "Wren Valley Hospital"


@pytest.fixture
def colleague(desk: Desk) -> Account:
    """A coordinator who works where she does."""
    account = desk.road.make.a_coordinator(email="xenia@example.net")
    told = Told(places=((ALDER, None),), names=("Xenia Waterhouse",))
    set_straight(desk.session, account, told, by=None, now=desk.now)
    desk.session.commit()
    return account


def a_row(number: int, workplace: str) -> dict[str, str]:
    ordinary = {field.value: words for field, words in MENTEE_ANSWERS.items()}
    about = {Field.EMAIL.value: f"row{number}@example.org", Field.NAME.value: f"Person {number}"}
    return {**ordinary, **about, Field.WORKPLACE.value: workplace, Field.WORDS.value: ""}


def sheet_by(desk: Desk, account: Account, *rows: dict[str, str]) -> None:
    sheet = look_through(
        desk.session,
        desk.round,
        kind=SheetKind.MENTEES,
        content=a_sheet(Side.MENTEE, *rows),
        file_name="rows.csv",
        by=account,
        now=desk.now,
    )
    bring_in(desk.session, sheet, by=account, now=desk.now)
    desk.session.commit()


def test_that_somebody_came_whom_she_does_not_see_is_on_no_page_while_it_is_looked_at(
    desk: Desk, colleague: Account, signed_in: Callable[[Account], Browser]
) -> None:
    a_stranger(desk, 1, workplace=LAKEVIEW)
    desk.look()
    browser = signed_in(colleague)
    before = browser.get(f"{desk.url}/check").text

    desk.a_plain_mentee(workplace=ALDER)
    ask_for_a_look(desk.session, desk.round, now=desk.now + timedelta(minutes=1))
    desk.session.commit()

    assert "something has changed" in desk.browser.get(f"{desk.url}/check").text
    assert browser.get(f"{desk.url}/check").text == before


def test_that_nobody_was_looked_over_yet_is_not_told_to_whom_nobody_is_shown(
    desk: Desk, colleague: Account, signed_in: Callable[[Account], Browser]
) -> None:
    browser = signed_in(colleague)
    before = browser.get(f"{desk.url}/check").text

    desk.a_plain_mentee(workplace=ALDER)
    desk.look()

    assert browser.get(f"{desk.url}/check").text == before


def test_what_she_changes_herself_is_looked_at_before_her_eyes(
    desk: Desk, colleague: Account
) -> None:
    a_stranger(desk, 1, workplace=LAKEVIEW, words=DISTRESS)
    desk.look()
    later = desk.now + timedelta(minutes=1)
    look_with_the_eyes_of(desk.session, colleague, now=later)
    assert not work_list(desk.session, desk.round).is_stale
    item = open_items(desk.session, desk.round)[0]

    decide(desk.session, desk.round, item, Choice.FREE, by=colleague, now=later)

    assert work_list(desk.session, desk.round).is_stale


def test_rows_of_a_colleagues_sheet_have_no_gaps_for_her(desk: Desk, colleague: Account) -> None:
    rows = [a_row(1, LAKEVIEW), a_row(2, ALDER), a_row(3, LAKEVIEW)]
    sheet_by(desk, desk.road.coordinator, *rows)
    sheet_by(desk, colleague, rows[0], a_row(4, LAKEVIEW))
    parts = desk.session.scalars(select(Participation).order_by(Participation.number)).all()
    assert [row_of(desk.session, part) for part in parts] == [2, 3, 4, 3]

    look_with_the_eyes_of(desk.session, colleague, now=desk.now)
    seen = desk.session.scalars(select(Participation).order_by(Participation.number)).all()

    # Her own sheet alone tells her rows, and only of whom it has brought in or changed.
    assert [row_of(desk.session, part) for part in seen] == [None, None, 3]


def test_how_long_a_run_took_is_not_told_to_whoever_works_somewhere(
    desk: Desk, colleague: Account, signed_in: Callable[[Account], Browser]
) -> None:
    desk.some_pairs(1)
    run = desk.a_run(pairs=[])
    assert latest_report(desk.session, desk.round)["run"]["seconds"]

    page = signed_in(colleague).get(f"{desk.url}/run/{run.id}")

    assert "Seconds" not in page.text
    assert "Seconds" in desk.browser.get(f"{desk.url}/run/{run.id}").text


def test_a_place_that_was_taken_up_because_she_wrote_it_is_suggested_to_no_colleague_of_hers(
    desk: Desk, colleague: Account
) -> None:
    desk.a_plain_mentee(workplace=NEW_PLACE)
    desk.look()
    choose(desk, item_with(desk, Choice.PLACE), Choice.PLACE, NEW_PLACE)
    desk.session.rollback()
    assert NEW_PLACE in names_in_register(desk.session)

    with pytest.raises(Refused) as no:
        tell(desk.session, colleague, Told((("Wren Vally Hospitl", None),), ()), now=desk.now)
    assert NEW_PLACE not in no.value.sentence
    look_with_the_eyes_of(desk.session, colleague, now=desk.now)
    assert NEW_PLACE not in names_in_register(desk.session)
    assert LAKEVIEW in names_in_register(desk.session)


def test_what_colleagues_decided_about_a_spelling_does_not_depend_on_who_wrote_it(
    desk: Desk, colleague: Account, signed_in: Callable[[Account], Browser]
) -> None:
    # Had somebody else written it too, the same decision would stand under her name instead.
    seen = a_stranger(desk, 1, workplace=NEW_PLACE)
    desk.look()
    choose(desk, item_with(desk, Choice.PLACE), Choice.PLACE, NEW_PLACE)
    desk.look()
    assert NEW_PLACE in desk.browser.get(f"{desk.url}/decided").text
    assert seen.id not in sight_for(desk.session, colleague, now=desk.now).hidden

    assert NEW_PLACE not in signed_in(colleague).get(f"{desk.url}/decided").text


def test_whoever_was_erased_stays_hidden_from_whom_she_had_named(desk: Desk) -> None:
    ysolde = desk.road.make.a_coordinator(email="ysolde@example.net")
    told = Told(places=(), names=("Ysolde Fairbairn",))
    set_straight(desk.session, ysolde, told, by=None, now=desk.now)
    her, mentor = desk.road.a_mentee(keep_apart="Dr. Ysolde Fairbairn"), desk.a_mentor()
    desk.road.close()
    match = desk.road.propose(her, mentor)
    desk.road.ask_her(match)
    agree(desk.session, match, by=her, now=desk.now)
    profile = desk.session.scalars(select(Profile).where(Profile.account_id == her.id)).one()
    take_out(desk.session, [profile], her, now=desk.now)
    desk.session.commit()

    hidden = sight_for(desk.session, ysolde, now=desk.now).hidden

    # The mentor was asked, so that a faceless one keeps the place in what he was told.
    assert match.mentee_id in hidden
    assert hidden == {match.mentee_id}


def test_a_team_of_one_gets_a_spelling_settled_without_hearing_who_wrote_it(
    desk: Desk, colleague: Account
) -> None:
    other = a_stranger(desk, 1, workplace=A_TYPO)
    desk.look()
    assert other.id in sight_for(desk.session, colleague, now=desk.now).hidden
    assert spellings_to_settle(desk.session, desk.round) == [A_TYPO]

    assert settle_spelling(desk.session, A_TYPO, means=LAKEVIEW, now=desk.now) == LAKEVIEW
    desk.session.commit()

    assert other.id not in sight_for(desk.session, colleague, now=desk.now).hidden
    desk.look()
    assert spellings_to_settle(desk.session, desk.round) == []
    with pytest.raises(Refused, match="no such place"):
        settle_spelling(desk.session, A_TYPO, means="The old mill", now=desk.now)
