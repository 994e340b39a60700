"""An address that the team was told finds her sign-up, until she or somebody takes it back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from conftest import Clock
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.accounts import last_link
from support.browser import Browser
from support.desk import Desk, a_sheet
from support.make import PASSWORD
from support.told import MONA, ROW, TOLD, brought_in, from_a_sheet, tells, without_column

from mentorship.domain.decisions import Choice
from mentorship.domain.lifecycle import RoundEvent
from mentorship.domain.people import Field, Side
from mentorship.models.account import Account, RoleName
from mentorship.models.check import TeamDecision
from mentorship.models.erasure import Tombstone
from mentorship.models.keys import email_key
from mentorship.models.letter import LetterKind
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import ImportState, SheetImport
from mentorship.services import kept_apart
from mentorship.services.claims import adopt_sign_ups
from mentorship.services.deciding import decide, take_back
from mentorship.services.holding_rows import what_we_hold
from mentorship.services.holdings import everything_about
from mentorship.services.import_undo import undo_import
from mentorship.services.retention import wipe_what_is_due
from mentorship.services.rounds import move_round
from mentorship.services.team import Told, set_straight, sight_for
from mentorship.services.whose import sign_ups_of_mailbox

SignIns = Callable[[Account], Browser]
OVER = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


def an_account(desk: Desk, address: str = TOLD) -> Account:
    """She has an account of this address already, and has told us nothing through it."""
    account = desk.road.make.an_account(RoleName.MENTEE, email=address)
    desk.session.commit()
    return account


def tables(session: Session, address: str = TOLD) -> dict[str, int]:
    return {one.table: one.rows for one in what_we_hold(session, address)}


@pytest.mark.parametrize("cell", [None, "", "see phone"])
def test_whoever_told_the_team_her_address_can_delete_everything(
    desk: Desk, signed_in: SignIns, cell: str | None
) -> None:
    session, sheet = desk.session, a_sheet(Side.MENTEE, ROW | {"email": cell or ""})
    content = without_column(sheet) if cell is None else sheet
    brought_in(desk.road, content)
    desk.look()
    tells(desk, session.scalars(select(Profile)).one())
    her = an_account(desk)
    assert {"profile", "participation", "team_decision"} <= tables(session).keys()
    (title,) = [one.title for one in everything_about(session, her) if "asks" in one.title]
    assert title == "What you told us as somebody who asks"

    signed_in(her).post("/yours/delete")

    session.rollback()
    assert session.scalars(select(Profile)).all() == []
    assert session.scalars(select(TeamDecision)).all() == []
    assert tables(session) == {}
    # The same file does not bring her back, nor one into which the address was written since.
    brought_in(desk.road, content)
    brought_in(desk.road, a_sheet(Side.MENTEE, ROW | {"email": TOLD}))
    assert session.scalars(select(Profile)).all() == []


def test_she_joins_with_the_address_that_she_told_and_deletes_everything(
    desk: Desk, visitor: Browser, signed_in: SignIns
) -> None:
    (hers,) = from_a_sheet(desk)
    tells(desk, hers)
    hers_id = hers.id
    desk.session.commit()
    visitor.get("/account/register")
    filled = {"side": "mentee", "email": TOLD, "password": PASSWORD, "password_confirm": PASSWORD}
    visitor.send(filled, action="register")
    assert desk.session.get_one(Profile, hers_id).account_id is None, "anybody could have typed it"
    desk.session.rollback()
    visitor.get(last_link(desk.session, LetterKind.CONFIRM_ADDRESS))
    visitor.send(action="confirm")

    desk.session.expire_all()
    account_id = desk.session.get_one(Profile, hers_id).account_id
    signed_in(desk.session.get_one(Account, account_id)).post("/yours/delete")

    desk.session.rollback()
    assert desk.session.get(Profile, hers_id) is None


def test_two_who_told_the_same_address_are_nobodys_until_each_shows_who_she_is(
    desk: Desk, signed_in: SignIns
) -> None:
    people = from_a_sheet(desk, ROW, MONA)
    tells(desk, *people)
    account = an_account(desk)

    adopt_sign_ups(desk.session, account, now=desk.now)
    desk.session.commit()

    assert [one.account_id for one in people] == [None, None]
    assert sign_ups_of_mailbox(desk.session, account) == []
    assert tables(desk.session) == {"account": 1, "account_role": 1}
    signed_in(account).post("/yours/delete")
    desk.session.rollback()
    assert len(desk.session.scalars(select(Profile)).all()) == len(people)
    assert tables(desk.session)["profile"] == len(people)


def test_an_address_of_somebody_else_hands_her_answers_to_nobody(
    desk: Desk, signed_in: SignIns
) -> None:
    """Somebody of another name has that address, with an account or on a sheet."""
    (hers,) = from_a_sheet(desk)
    other = desk.road.a_mentee(email=TOLD, name="Mona Vanterpool", words="")
    unclaimed = desk.road.a_profile(Side.MENTEE, email="rana@example.org", name="Rana Plover")
    tells(desk, hers)

    adopt_sign_ups(desk.session, other, now=desk.now)
    desk.session.commit()

    assert hers.account_id is None
    assert hers not in sign_ups_of_mailbox(desk.session, other)
    assert hers.answers["words"] not in repr(everything_about(desk.session, other))
    rana = an_account(desk, "rana@example.org")
    assert sign_ups_of_mailbox(desk.session, rana) == [unclaimed]
    hers_id = hers.id
    signed_in(other).post("/yours/delete")
    desk.session.rollback()
    assert desk.session.get(Profile, hers_id) is not None


def test_a_namesake_without_an_address_is_not_hers(desk: Desk) -> None:
    """Without an address, a sign-up is known by its name: hers, once claimed, finds no other's."""
    two = from_a_sheet(desk, ROW, ROW | {"words": "", "workplace": "Lakeview Hospital"})
    assert two[0].email_key == two[1].email_key
    account = an_account(desk)
    two[0].account_id = account.id
    desk.session.commit()

    assert sign_ups_of_mailbox(desk.session, account) == [two[0]]


def test_what_is_taken_back_or_undone_finds_her_no_more(desk: Desk) -> None:
    (hers,) = from_a_sheet(desk)
    (decision,) = tells(desk, hers)
    account = an_account(desk)
    assert sign_ups_of_mailbox(desk.session, account) == [hers]

    take_back(desk.session, desk.round, decision, by=desk.road.coordinator, now=desk.now)
    desk.session.commit()
    assert sign_ups_of_mailbox(desk.session, account) == []
    adopt_sign_ups(desk.session, account, now=desk.now)
    assert hers.account_id is None

    desk.look()
    tells(desk, hers)
    assert "team_decision" in tables(desk.session)
    sheet = desk.session.scalars(select(SheetImport)).one()
    undo_import(desk.session, sheet, by=desk.road.coordinator, now=desk.now)
    desk.session.commit()
    assert sheet.state is ImportState.UNDONE
    assert tables(desk.session) == {"account": 1, "account_role": 1}
    assert desk.session.scalars(select(TeamDecision)).all() == []


def test_the_same_sheet_once_more_finds_her_as_it_did(desk: Desk) -> None:
    (hers,) = from_a_sheet(desk)
    tells(desk, hers)

    brought_in(desk.road, a_sheet(Side.MENTEE, ROW))

    assert desk.session.scalars(select(Profile)).all() == [hers]


def test_whoever_works_somewhere_learns_nothing_by_typing_an_address(desk: Desk) -> None:
    """Nobody vanishes, and nobody appears, when the address is that of somebody hidden."""
    hidden = desk.road.a_profile(
        Side.MENTEE, email=TOLD, name="Ysolde Quill", workplace="Cleveland Clinic", words=""
    )
    seen = next(one for one in from_a_sheet(desk) if one.id != hidden.id)
    colleague = desk.road.make.a_coordinator(email="xenia@example.net")
    told = Told(places=(("Cleveland Clinic", None),), names=("Xenia Waterhouse",))
    set_straight(desk.session, colleague, told, by=None, now=desk.now)
    desk.session.commit()
    before = sight_for(desk.session, colleague, now=desk.now).hidden
    assert (hidden.id in before, seen.id in before) == (True, False)

    tells(desk, seen)

    assert sight_for(desk.session, colleague, now=desk.now).hidden == before


@pytest.mark.parametrize("cell", [None, "see phone"])
def test_what_was_told_goes_when_the_answer_would(desk: Desk, cell: str | None) -> None:
    session, sheet = desk.session, a_sheet(Side.MENTEE, ROW | {"email": cell or ""})
    brought_in(desk.road, without_column(sheet) if cell is None else sheet)
    desk.look()
    tells(desk, session.scalars(select(Profile)).one())
    desk.road.close()
    for event in (RoundEvent.RELEASE, RoundEvent.FINISH):
        move_round(session, desk.round, event, by=desk.road.coordinator, now=OVER)
    session.commit()

    for days, left in ((91, [Field.EMAIL]), (366, [])):
        wipe_what_is_due(session, now=OVER + timedelta(days=days))
        session.commit()
        assert list(session.scalars(select(TeamDecision)).one().told) == left
    assert wipe_what_is_due(session, now=OVER + timedelta(days=367)) == 0


def test_whom_to_keep_away_goes_in_time_though_she_emptied_the_answer(desk: Desk) -> None:
    session, her = desk.session, desk.her(keep_apart="you know whom I mean")
    desk.look()
    item = next(one for one in desk.open_items() if one.answers is Field.KEEP_APART)
    decide(
        session,
        desk.round,
        item,
        Choice.ANSWER,
        answer="Malvolio Thistlewood",
        by=desk.road.coordinator,
        now=desk.now,
    )
    her.answers = {name: said for name, said in her.answers.items() if name != Field.KEEP_APART}
    desk.road.close()
    for event in (RoundEvent.RELEASE, RoundEvent.FINISH):
        move_round(session, desk.round, event, by=desk.road.coordinator, now=OVER)
    session.commit()

    wipe_what_is_due(session, now=OVER + timedelta(days=91))

    assert [one.told for one in session.scalars(select(TeamDecision))] == [{}]


def test_a_mentor_who_knows_her_stays_apart_when_she_comes_back_at_that_address(
    desk: Desk, clock: Clock, signed_in: SignIns
) -> None:
    session = desk.session
    (hers,) = from_a_sheet(desk)
    tells(desk, hers)
    mentor = desk.a_mentor()
    desk.road.close()
    match: Match = desk.road.propose(hers, mentor)
    kept_apart.keep_mentor_apart(session, match, now=clock())
    session.commit()
    signed_in(an_account(desk)).post("/yours/delete")
    session.rollback()
    assert session.scalars(select(Tombstone)).all() != []

    clock.move(timedelta(days=1))
    back = Profile(
        side=Side.MENTEE,
        email_key=email_key(TOLD),
        answers=ROW | {"email": TOLD},
        created_at=clock(),
        updated_at=clock(),
    )
    session.add(back)
    session.commit()

    assert (back.id, mentor.id) in kept_apart.pairs_kept_apart(session)
