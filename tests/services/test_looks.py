"""Who has looked, for each person: all looks at what is hers, and at nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from support.desk import Desk

from mentorship.domain.disclosure import REGISTRY, Team
from mentorship.domain.people import Field, Side
from mentorship.models.account import RoleName
from mentorship.models.profile import Profile
from mentorship.models.round import Participation
from mentorship.services.holding_rows import what_we_hold, what_we_hold_in_full
from mentorship.services.looks import clock_of, closed_kinds, looks_at
from mentorship.services.profiles import claim
from mentorship.services.reveals import read_for_item, reveal, write_down_refusal
from mentorship.services.whose import sign_ups_of_person

REASON = "Hodan Zebrafinch asked us to call her"
HER_KINDS = tuple(closed_kinds(Side.MENTEE))


@pytest.fixture
def look(desk: Desk):
    def look_(profile: Profile, *, hours: int = 0) -> None:
        now = desk.now + timedelta(hours=hours)
        reveal(desk.session, profile, by=desk.road.coordinator, reason=REASON, now=now)

    return look_


def test_each_look_is_told_the_newest_first_and_nothing_of_whose_or_why(desk: Desk, look) -> None:
    account = desk.road.make.an_account(RoleName.MENTEE)
    her, other = desk.road.a_profile(Side.MENTEE, account=account), desk.her(email="b@example.org")
    by = desk.road.coordinator
    assert looks_at(desk.session, account) == []

    look(her)
    look(other)
    write_down_refusal(desk.session, her, by=by, now=desk.now)
    later = desk.now + timedelta(hours=3)
    read_for_item(desk.session, her, by=by, reason=REASON, now=later)

    found = looks_at(desk.session, account)
    assert [(one.at, one.side, one.kinds) for one in found] == [
        (later, Side.MENTEE, HER_KINDS),
        (desk.now, Side.MENTEE, HER_KINDS),
    ]
    assert REGISTRY[Side.MENTEE, Field.WORDS].own_label in HER_KINDS
    assert "Hodan" not in repr(found)
    assert str(by.id) not in repr(found).split()


def test_a_sign_up_of_a_sheet_brings_its_looks_along_when_it_is_taken_over(
    desk: Desk, look
) -> None:
    profile, account = desk.her(), desk.road.make.an_account(RoleName.MENTEE)
    look(profile)
    assert looks_at(desk.session, account) == []

    claim(desk.session, profile, account, now=desk.now)

    assert len(looks_at(desk.session, account)) == 1


def test_both_of_her_sides_and_what_she_withdrew_count(desk: Desk, look) -> None:
    account = desk.road.make.an_account(RoleName.MENTEE, RoleName.MENTOR)
    profiles = [desk.road.a_profile(side, account=account) for side in Side]
    profiles[0].withdrawn_at = desk.now
    for hours, profile in enumerate(profiles):
        look(profile, hours=hours)

    found = looks_at(desk.session, account)

    assert [one.side for one in found] == [Side.MENTOR, Side.MENTEE]
    assert set(found[0].kinds) == {
        rule.own_label
        for (side, _), rule in REGISTRY.items()
        if side is Side.MENTOR and rule.team is Team.REASON
    }


def test_a_second_sign_up_of_hers_counts_and_another_persons_does_not(desk: Desk, look) -> None:
    account = desk.road.make.an_account(RoleName.MENTEE)
    her = desk.road.a_profile(Side.MENTEE, account=account)
    twice = desk.her(name="Somebody Entirely Else")
    part = select(Participation).where(Participation.profile_id == twice.id)
    look(twice)
    assert looks_at(desk.session, account) == []

    desk.session.scalars(part).one().merged_into = her.id
    desk.session.flush()
    assert len(looks_at(desk.session, account)) == 1

    stranger = desk.road.make.an_account(RoleName.MENTEE)
    claim(desk.session, twice, stranger, now=desk.now)
    assert looks_at(desk.session, account) == []


def test_nobody_sees_the_looks_at_a_sign_up_of_another_address(desk: Desk, look) -> None:
    """Whatever a look has found, and whoever said that the two are one."""
    account = desk.road.make.an_account(RoleName.MENTEE)
    his = desk.road.a_profile(Side.MENTEE, account=account)
    hers = desk.her(email="zahra@example.net")
    look(hers)
    part = select(Participation).where(Participation.profile_id == hers.id)
    desk.session.scalars(part).one().merged_into = his.id
    desk.session.flush()

    assert looks_at(desk.session, account) == []
    assert hers not in sign_ups_of_person(desk.session, account)


def test_whoever_prints_everything_that_is_held_has_looked_as_well(desk: Desk) -> None:
    account = desk.road.make.an_account(RoleName.MENTEE, email="her.own@example.org")
    desk.road.a_profile(Side.MENTEE, account=account)
    what_we_hold(desk.session, "her.own@example.org")
    assert looks_at(desk.session, account) == []

    what_we_hold_in_full(desk.session, "her.own@example.org", now=desk.now)

    (found,) = looks_at(desk.session, account)
    assert found.kinds == (
        "Everything that you told us, on the machine that the programme runs on",
    )


def test_her_clock_is_that_of_the_latest_round_she_took_part_in(desk: Desk) -> None:
    account = desk.road.make.an_account(RoleName.MENTEE)
    assert clock_of(desk.session, account) == "UTC"

    desk.road.a_profile(Side.MENTEE, account=account)

    assert clock_of(desk.session, account) == "America/Phoenix"
