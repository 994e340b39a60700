"""What somebody tells the team about a pair: who learns of it, who never does, and for how long."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from support.road import Road

from mentorship.domain.decisions import Choice
from mentorship.domain.errors import Refused
from mentorship.domain.people import Side
from mentorship.domain.questions import QuestionKind
from mentorship.models.account import Account
from mentorship.models.check import RoundCheck
from mentorship.models.check_in import CheckIn
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.match import Match
from mentorship.models.team import TeamMember
from mentorship.services.deciding import decide, take_back
from mentorship.services.desk import standing
from mentorship.services.erasure import erase
from mentorship.services.holding_rows import what_we_hold, what_we_hold_in_full
from mentorship.services.holdings import everything_about
from mentorship.services.sight import looking_as
from mentorship.services.team import Told, set_straight, sight_for
from mentorship.services.told_team import (
    MOST_IN_A_DAY,
    told_and_open,
    wipe_check_ins,
    write_to_team,
)
from mentorship.services.tombstones import TombstoneFile
from mentorship.services.work_list import Urgency, open_items

WORDS = "He asks me to meet in his flat. Quillfeather."
A_DAY = timedelta(days=1)


@pytest.fixture
def pair(road: Road, match: Match, mentee: Account) -> Match:
    road.introduce(match, mentee)
    return match


@pytest.fixture
def told(road: Road, pair: Match) -> CheckIn:
    """She has told the team."""
    line = write_to_team(road.session, pair, Side.MENTEE, WORDS, now=road.now)
    road.session.commit()
    return line


def a_colleague(road: Road, place: str) -> Account:
    """Somebody of the team who works at this place."""
    account = road.make.a_coordinator()
    road.session.delete(road.session.get_one(TeamMember, account.id))
    road.session.flush()
    told = Told(places=((place, None),), names=())
    set_straight(road.session, account, told, by=None, now=road.now)
    road.session.commit()
    return account


def on_the_list_of(road: Road, account: Account) -> list[QuestionKind]:
    with looking_as(road.session, sight_for(road.session, account, now=road.now)):
        return [item.kind for item in open_items(road.session, road.round)]


def written_to(session: Session) -> list[int | None]:
    sent = select(Letter).where(Letter.kind == LetterKind.NEEDS_A_PERSON)
    return sorted(one.account_id or 0 for one in session.scalars(sent))


def test_it_stands_first_on_the_list_at_once_and_tells_no_words(road: Road, told: CheckIn) -> None:
    first = open_items(road.session, road.round)[0]

    assert (first.kind, first.urgency) == (QuestionKind.CHECK_IN, Urgency.TODAY)
    assert first.people == (told.profile_id,)
    assert first.match == told.match_id
    assert "flat" not in first.text
    assert standing(road.session, road.round).today == 1


@pytest.mark.parametrize("place", ["Alder General Hospital", "Lakeview Hospital"])
def test_a_colleague_of_either_of_the_two_does_not_learn_of_it(
    road: Road, pair: Match, place: str
) -> None:
    colleague = a_colleague(road, place)

    line = write_to_team(road.session, pair, Side.MENTEE, WORDS, now=road.now)

    assert on_the_list_of(road, road.coordinator) == [QuestionKind.CHECK_IN]
    assert on_the_list_of(road, colleague) == []
    assert written_to(road.session) == [road.coordinator.id]
    with looking_as(road.session, sight_for(road.session, colleague, now=road.now)):
        assert standing(road.session, road.round).today == 0
        assert road.session.scalars(select(CheckIn)).all() == []
    assert not line.alone


def test_where_nobody_may_read_it_that_is_said_and_it_waits(road: Road, pair: Match) -> None:
    road.coordinator.active = False
    colleague = a_colleague(road, "Lakeview Hospital")

    line = write_to_team(road.session, pair, Side.MENTEE, WORDS, now=road.now)

    assert line.alone
    assert written_to(road.session) == []
    assert on_the_list_of(road, colleague) == []
    road.coordinator.active = True
    assert on_the_list_of(road, road.coordinator) == [QuestionKind.CHECK_IN]


def test_each_of_the_team_gets_one_letter_a_day_about_a_pair(road: Road, pair: Match) -> None:
    for days in (0, 0, 1):
        write_to_team(road.session, pair, Side.MENTEE, "", now=road.now + days * A_DAY)

    assert written_to(road.session) == [road.coordinator.id] * 2
    assert len(open_items(road.session, road.round)) == 3


def test_very_many_within_a_day_are_refused_kindly(road: Road, pair: Match) -> None:
    for _ in range(MOST_IN_A_DAY):
        write_to_team(road.session, pair, Side.MENTEE, "", now=road.now)

    with pytest.raises(Refused, match="every one of them is here"):
        write_to_team(road.session, pair, Side.MENTEE, "", now=road.now)

    write_to_team(road.session, pair, Side.MENTEE, "", now=road.now + A_DAY)


def deal_with(road: Road, now: datetime) -> None:
    item = open_items(road.session, road.round)[0]
    decide(road.session, road.round, item, Choice.FREE, by=road.coordinator, now=now)
    road.session.commit()


def test_a_person_who_has_been_in_touch_takes_it_off_the_list_and_can_take_that_back(
    road: Road, told: CheckIn
) -> None:
    looks = select(func.coalesce(func.sum(RoundCheck.asked), 0))
    before = road.session.scalar(looks)
    item = open_items(road.session, road.round)[0]
    done = decide(road.session, road.round, item, Choice.FREE, by=road.coordinator, now=road.now)
    assert open_items(road.session, road.round) == []

    take_back(road.session, road.round, done, by=road.coordinator, now=road.now)

    assert [one.id for one in open_items(road.session, road.round)] == [item.id]
    # Nothing that a look could find has changed: also in a round that is over.
    assert road.session.scalar(looks) == before


def test_her_words_go_when_somebody_has_dealt_with_them_and_not_before(
    road: Road, told: CheckIn
) -> None:
    later = road.now + 91 * A_DAY
    wipe_check_ins(road.session, now=later)
    assert told.words == WORDS

    deal_with(road, now=road.now)
    wipe_check_ins(road.session, now=road.now + 89 * A_DAY)
    assert told.words == WORDS
    wipe_check_ins(road.session, now=later)

    assert told.words is None
    assert told_and_open(road.session, [road.round.id]) == []


def test_the_other_one_of_the_pair_is_handed_nothing_of_it(
    road: Road, mentee: Account, mentor: Account, pair: Match
) -> None:
    before = what_is_handed_to(road, mentor)
    assert WORDS not in str(what_is_handed_to(road, mentee))

    write_to_team(road.session, pair, Side.MENTEE, WORDS, now=road.now)
    road.session.commit()

    assert WORDS in str(what_is_handed_to(road, mentee))
    assert what_is_handed_to(road, mentor) == before


def what_is_handed_to(road: Road, account: Account) -> list[object]:
    """Her own copy, and what the command prints of her; a look at it is nobody's change."""
    copies: list[object] = [everything_about(road.session, account)]
    with road.session.begin_nested() as look:
        copies.append(what_we_hold(road.session, account.email))
        copies.append(what_we_hold_in_full(road.session, account.email, now=road.now))
        look.rollback()
    return copies


def test_it_is_gone_with_her_and_stays_when_the_other_one_goes(
    road: Road, mentee: Account, mentor: Account, told: CheckIn, tmp_path: Path
) -> None:
    tombstones = TombstoneFile(tmp_path / "tombstones")
    erase(road.session, mentor, tombstones=tombstones, now=road.now)
    road.session.commit()
    assert [one.words for one in road.session.scalars(select(CheckIn))] == [WORDS]

    erase(road.session, mentee, tombstones=tombstones, now=road.now)
    road.session.commit()

    assert road.session.scalars(select(CheckIn)).all() == []
