"""How the introduced pairs are doing, for the team: words told in confidence, and true numbers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import Clock
from sqlalchemy import select
from support.browser import Browser
from support.desk import Desk
from support.page import Page
from support.road import Road

from mentorship.domain.check_ins import CheckInAnswer, Moment
from mentorship.domain.lifecycle import Actor
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.audit import AuditEntry, Verb
from mentorship.models.check_in import CheckIn
from mentorship.models.match import Match
from mentorship.models.team import TeamMember
from mentorship.services import matches
from mentorship.services.asking import ask_how_it_goes
from mentorship.services.check_ins import answer, say_afterwards
from mentorship.services.looks import looks_at
from mentorship.services.sight import code_of
from mentorship.services.told_team import write_to_team
from mentorship.services.work_list import open_items

SignIn = Callable[[Account], Browser]
WORDS = "He shouts at me on every call. Quillfeather."


@pytest.fixture
def pair(road: Road, match: Match, mentee: Account) -> Match:
    road.introduce(match, mentee)
    return match


@pytest.fixture
def told(road: Road, pair: Match) -> str:
    """She told the team; the page of the item."""
    write_to_team(road.session, pair, Side.MENTEE, WORDS, now=road.now)
    road.session.commit()
    (item,) = open_items(road.session, road.round)
    return f"/desk/{road.round.id}/check/{item.id}"


def rows(page: Page, caption: str) -> list[str]:
    """The rows of the table of this caption, each cell's words in reading order."""
    tables = [one for one in page.tree.iter("table") if caption in "".join(one.itertext())]
    found = [row for table in tables for row in table.iter("tr")][1:]
    return [" | ".join(" ".join("".join(cell.itertext()).split()) for cell in row) for row in found]


def test_the_list_opens_with_it_and_does_not_tell_what_it_is(desk: Desk, told: str) -> None:
    page = desk.browser.get(f"{desk.url}/check")

    assert page.h1 == "1 thing to decide"
    assert "something is unsafe or feels wrong" in page.text
    assert "Read her words" in page.text
    assert WORDS not in page.html
    assert WORDS not in desk.browser.get(told).html
    assert "needs a person today" in desk.browser.get(f"/desk/{desk.round.id}").text


def test_her_words_open_once_with_the_look_on_record_and_she_sees_that(
    desk: Desk, told: str, mentee: Account
) -> None:
    desk.browser.told_why = True
    desk.browser.get(told)

    desk.browser.send(action="/read")

    page = desk.browser.follow()
    assert WORDS in page.text
    assert WORDS not in desk.browser.get(told).html
    desk.session.rollback()
    looks = desk.session.scalars(select(AuditEntry).where(AuditEntry.verb == Verb.READ_FOR_ITEM))
    assert [Moment.TOLD in one.detail.split(",") for one in looks] == [True]
    (look,) = looks_at(desk.session, mentee)
    assert look.kinds[0] == "What you told the team about the two of you"


def test_a_look_for_another_reason_does_not_open_them(desk: Desk, told: str, pair: Match) -> None:
    desk.browser.told_why = True
    desk.browser.get(f"/desk/{desk.round.id}/person/{pair.mentee_id}")

    desk.browser.send({"reason": "She asked me to call her."}, action="/person/")

    # The next page about her may show what that reason has opened, and this is it.
    page = desk.browser.get(told)
    assert "Hodan Zebrafinch" in page.text
    assert WORDS not in page.html


def test_being_in_touch_is_decided_here_and_can_be_taken_back(desk: Desk, told: str) -> None:
    desk.browser.get(told)
    assert "A person has been in touch" in desk.browser.get(told).text

    desk.browser.post(told, {"choice": "free"})

    page = desk.browser.follow()
    assert "Decided: A person has been in touch" in page.text
    (undo, *_more) = [
        one.get("action") for one in page.forms() if "/decided/" in one.get("action", "")
    ]
    desk.browser.post(undo)
    assert "1 thing to decide" in desk.browser.follow().text


def test_a_colleague_of_hers_finds_no_such_item(
    road: Road, desk: Desk, told: str, pair: Match
) -> None:
    member = road.session.get_one(TeamMember, road.coordinator.id)
    assert "1 thing to decide" in desk.browser.get(f"{desk.url}/check").text
    member.places = [("Alder General Hospital", None)]
    road.session.commit()

    desk.browser.get(told, expect=404)
    page = desk.browser.get(f"{desk.url}/check")
    assert "to decide" not in page.text
    assert "How it goes" not in desk.browser.get(f"{desk.url}/track").text


@pytest.fixture
def two(road: Road) -> list[Match]:
    """Two mentees of one mentor, introduced on the same day."""
    hers = [
        road.a_mentee(email=f"{name.lower()}@example.org", name=f"{name} Quispe", words="")
        for name in ("Amal", "Tove")
    ]
    mentor = road.a_mentor()
    road.close()
    pairs = [road.propose(her, mentor) for her in hers]
    for pair, her in zip(pairs, hers, strict=True):
        road.introduce(pair, her)
    return pairs


@pytest.fixture
def asked(road: Road, two: list[Match], clock: Clock) -> dict[str, CheckIn]:
    """Two weeks later everybody was asked; the question by whose it is. Mentors have two."""
    ask_how_it_goes(road.session, now=clock.move(timedelta(days=14)))
    road.session.commit()
    hers = [pair.mentee_id for pair in two]
    mine = select(CheckIn).where(CheckIn.profile_id.in_(hers))
    return {one.profile_id: one for one in road.session.scalars(mine)}


def track(road: Road, signed_in: SignIn) -> Page:
    road.session.commit()
    return signed_in(road.coordinator).get(f"/desk/{road.round.id}/track")


def test_before_anybody_was_asked_there_is_no_table(
    road: Road, two: list[Match], signed_in: SignIn
) -> None:
    assert "Have they talked?" not in track(road, signed_in).text


def test_the_numbers_are_those_of_mentees_and_true(
    road: Road, two: list[Match], asked: dict[str, CheckIn], clock: Clock, signed_in: SignIn
) -> None:
    one, other = two
    change = CheckInAnswer.WOULD_CHANGE
    answer(road.session, asked[one.mentee_id], change, side=Side.MENTEE, now=clock())
    write_to_team(road.session, other, Side.MENTEE, WORDS, now=clock())
    write_to_team(road.session, other, Side.MENTOR, WORDS, now=clock())

    page = track(road, signed_in)

    assert rows(page, "Have they talked?") == ["Day 14 | 2 | 0 | 0 | 1 | 1 | 1"]
    assert WORDS not in page.html


def test_quiet_pairs_stand_by_their_code_and_nothing_beside_it(
    road: Road, two: list[Match], asked: dict[str, CheckIn], clock: Clock, signed_in: SignIn
) -> None:
    one, other = two
    answer(road.session, asked[one.mentee_id], CheckInAnswer.TALKED, side=Side.MENTEE, now=clock())
    clock.move(timedelta(days=9))
    assert f"Pair {code_of(other.id)}" not in track(road, signed_in).text

    clock.move(timedelta(days=1))

    page = track(road, signed_in)
    assert f"Pair {code_of(other.id)}: asked 10 days ago" in page.text
    assert f"Pair {code_of(one.id)}" not in page.text


def test_who_would_meet_another_stands_there_by_the_code_of_the_pair(
    road: Road, two: list[Match], asked: dict[str, CheckIn], clock: Clock, signed_in: SignIn
) -> None:
    one, other = two
    for pair, said in ((one, CheckInAnswer.LOOK_AGAIN), (other, CheckInAnswer.LATER)):
        matches.end(road.session, pair, actor=Actor.MENTEE, by=None, now=clock())
        say_afterwards(road.session, pair, pair.mentee_id, said, now=clock())

    page = track(road, signed_in)

    assert "Would like to meet somebody else" in page.text
    assert f"Pair {code_of(one.id)}" in page.text
    assert f"Pair {code_of(other.id)}" not in page.text


def test_nobody_is_counted_whom_the_reader_may_not_see(
    road: Road, two: list[Match], asked: dict[str, CheckIn], signed_in: SignIn
) -> None:
    assert rows(track(road, signed_in), "Have they talked?") == ["Day 14 | 2 | 0 | 0 | 0 | 2 | 0"]
    member = road.session.get_one(TeamMember, road.coordinator.id)
    member.names = ["Amal Quispe"]

    assert rows(track(road, signed_in), "Have they talked?") == ["Day 14 | 1 | 0 | 0 | 0 | 1 | 0"]
