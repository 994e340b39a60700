"""Not this time: out of one round, by her own word alone, with every pair ended as by any end."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.road import Road
from support.waiting import waits

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import Actor, MatchState
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.profile import Profile
from mentorship.models.round import Participation
from mentorship.services.leaving import leave_round
from mentorship.services.match_lookups import moves_of
from mentorship.services.people import people_of_round
from mentorship.services.profiles import profile_of, take_part_again
from mentorship.services.quiet import is_still_true
from mentorship.services.round_letters import tell_who_waits
from mentorship.services.rounds import count_people, join, participation_of, rounds_of
from mentorship.services.waiting import waiting_list


def hers(session: Session, account: Account) -> Profile:
    found = profile_of(session, account, Side.MENTEE)
    assert found is not None
    return found


def part(road: Road, account: Account) -> Participation:
    found = participation_of(road.session, road.round, hers(road.session, account))
    assert found is not None
    return found


def leaves(road: Road, account: Account) -> None:
    leave_round(road.session, account, road.round, now=road.now)
    road.session.commit()


def test_nobody_reads_matches_or_counts_her_any_more(session: Session, road: Road) -> None:
    account, other = road.a_mentee(), road.a_mentee(email="other@example.org")

    leaves(road, account)

    mentees, _mentors = people_of_round(session, road.round)
    assert [person.key for person in mentees] == [hers(session, other).id]
    assert count_people(session, road.round)[Side.MENTEE] == 1
    waiting = waiting_list(session, road.round).mentees
    assert [waiter.id for waiter in waiting] == [hers(session, other).id]
    assert rounds_of(session, account) == []


@pytest.mark.parametrize("stage", ["proposed", "asked_mentee", "asked_mentor"])
def test_every_pair_of_hers_ends_and_no_reason_is_written(
    session: Session, road: Road, stage: str
) -> None:
    account, mentor = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(account, mentor)
    if stage == "asked_mentee":
        road.ask_her(match)
    if stage == "asked_mentor":
        road.ask_mentor(match, account)
    told = [kind for kind, _whose in road.letters()].count(LetterKind.MOVED_ON_MENTOR)

    leaves(road, account)

    assert road.state(match) is MatchState.STOPPED
    last = moves_of(session, match)[-1]
    assert (last.actor, last.why) == (Actor.MENTEE, None)
    tells = [kind for kind, _whose in road.letters()].count(LetterKind.MOVED_ON_MENTOR) - told
    # Only who had heard of her hears anything, and then what everybody hears of any end.
    assert tells == (1 if stage == "asked_mentor" else 0)


def test_a_letter_that_says_she_waits_does_not_leave_any_more(session: Session, road: Road) -> None:
    account = road.a_mentee()
    waits(road, account, cause="must")
    tell_who_waits(session, road.round, now=road.now)
    letter = session.scalars(select(Letter).where(Letter.kind == LetterKind.WAITING)).one()
    assert is_still_true(session, letter)

    leaves(road, account)

    assert not is_still_true(session, letter)


def test_an_introduction_is_not_ended_on_the_way(road: Road) -> None:
    account, mentor = road.a_mentee(), road.a_mentor()
    road.close()
    match = road.propose(account, mentor)
    road.introduce(match, account)

    with pytest.raises(Refused, match="introduced"):
        leaves(road, account)

    road.session.rollback()
    assert road.state(match) is MatchState.INTRODUCED
    assert part(road, account).left_at is None


def test_her_own_word_brings_her_back_and_a_row_of_a_sheet_does_not(
    session: Session, road: Road
) -> None:
    account = road.a_mentee()
    leaves(road, account)

    join(session, road.round, hers(session, account), now=road.now, sheet_row=7)
    assert part(road, account).left_at is not None

    take_part_again(session, account, Side.MENTEE, road.round, now=road.now)
    assert part(road, account).left_at is None
    assert part(road, account).is_out is False


def test_once_the_round_is_matched_nobody_comes_back_into_it(session: Session, road: Road) -> None:
    account = road.a_mentee()
    road.close()
    leaves(road, account)

    with pytest.raises(Refused):
        take_part_again(session, account, Side.MENTEE, road.round, now=road.now)


def test_twice_is_once(road: Road) -> None:
    account = road.a_mentee()
    leaves(road, account)

    with pytest.raises(Refused):
        leaves(road, account)
