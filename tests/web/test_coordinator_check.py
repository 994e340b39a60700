"""Check the data: every choice through the page, and what it changes once the worker has looked."""

import pytest
from sqlalchemy import select
from support.check import (
    Answers,
    a_stranger,
    buttons,
    choose,
    decisions,
    heads,
    item_with,
    may_meet,
    two,
)
from support.desk import DISTRESS, Desk

from mentorship.domain.decisions import Choice
from mentorship.domain.people import Side
from mentorship.models.audit import AuditEntry
from mentorship.models.round import Participation
from mentorship.services.work_list import Urgency

# (whose, the answers that raise it, the choice, what is typed): afterwards nothing stands against
# these two meeting any more.
CLEARED: list[tuple[Side, Answers, Choice, str]] = [
    (Side.MENTEE, {"words": DISTRESS}, Choice.FREE, ""),
    (Side.MENTEE, {"email": "written on paper"}, Choice.ANSWER, "her.new@example.org"),
    (Side.MENTEE, {"workplace": ""}, Choice.ANSWER, "Alder General Hospital"),
    (Side.MENTEE, {"workplace": "The Nightjar Clinic"}, Choice.PLACE, ""),
    (Side.MENTEE, {"workplace": "The Nightjar Clinic"}, Choice.ALIAS, "Alder General Hospital"),
    (Side.MENTEE, {"agreement": "No"}, Choice.ANSWER, ""),
    (Side.MENTEE, {"keep_apart": "Somebody I would rather name on the phone"}, Choice.FREE, ""),
    (Side.MENTEE, {"keep_apart": "I would rather tell a person"}, Choice.ANSWER, "Malvolio Thorn"),
    (Side.MENTOR, {"capacity": "as many as needed"}, Choice.ANSWER, "2"),
]


@pytest.mark.parametrize(("side", "answers", "choice", "typed"), CLEARED)
def test_a_choice_clears_the_way_and_taking_it_back_closes_it_again(
    desk: Desk, side: Side, answers: Answers, choice: Choice, typed: str
) -> None:
    her, mentor = two(desk, side, answers)
    assert not may_meet(desk, her, mentor)
    round_id = desk.round.id
    before = {item.id for item in desk.open_items()}

    for item in desk.open_items():
        if item.urgency is not Urgency.SMALL:
            fitting = choice if choice in item.choices else Choice.FREE
            choose(desk, item, fitting, typed)
    desk.worker_looks(round_id)

    assert may_meet(desk, her, mentor)
    for decision in [one.id for one in decisions(desk)]:
        desk.browser.post(f"{desk.url}/decided/{decision}")
    desk.worker_looks(round_id)
    assert not may_meet(desk, her, mentor)
    assert {item.id for item in desk.open_items()} == before


def test_whoever_is_left_out_takes_no_part_in_this_round(desk: Desk) -> None:
    her, mentor = two(desk, Side.MENTEE, {"words": DISTRESS})
    round_id = desk.round.id

    choose(desk, item_with(desk, Choice.OUT), Choice.OUT)
    desk.worker_looks(round_id)

    assert not may_meet(desk, her, mentor)
    assert desk.open_items() == []
    assert "1 sign-up was taken out of this round" in desk.browser.get(f"{desk.url}/check").text


@pytest.mark.parametrize(("choice", "merged"), [(Choice.SAME, 1), (Choice.DIFFERENT, 0)])
def test_two_sign_ups_are_one_person_or_two(desk: Desk, choice: Choice, merged: int) -> None:
    for number in (1, 2):
        desk.a_plain_mentee(email=f"oda{number}@example.org", words=f"Question {number}")
    desk.look()
    round_id, item = desk.round.id, item_with(desk, Choice.SAME)
    page = desk.browser.get(f"{desk.url}/check")
    assert heads(page) == ["Same person? 1"]
    assert "For one person" in page.text
    assert "Are these two one person?" in page.text

    choose(desk, item, choice)
    desk.worker_looks(round_id)

    found = desk.session.scalars(select(Participation.merged_into))
    assert sum(one is not None for one in found) == merged
    assert all(one.urgency is Urgency.SMALL for one in desk.open_items())


def test_two_sign_ups_stand_side_by_side_with_words_for_what_differs(desk: Desk) -> None:
    desk.a_plain_mentee(email="oda1@example.org", words="One", keep_apart="", place="Phoenix")
    desk.a_plain_mentee(email="oda2@example.org", words="Two", keep_apart="", place="Tucson")
    desk.look()

    page = desk.browser.get(f"{desk.url}/check?part=same_person")

    rows = [" ".join("".join(row.itertext()).split()) for row in page.tree.iter("tr")]
    assert "City or time zone Different Phoenix Tucson" in rows
    assert "Field Same General surgery General surgery" in rows


@pytest.mark.parametrize("choice", [Choice.APART, Choice.MAY_MEET])
def test_whether_two_may_meet_is_decided_by_a_person(desk: Desk, choice: Choice) -> None:
    her, mentor = two(desk, Side.MENTEE, {"keep_apart": "Dr. Ada Kingfisher"})
    assert not may_meet(desk, her, mentor)
    round_id = desk.round.id
    assert buttons(desk.browser.get(f"{desk.url}/check"))[:2] == ["1Keep apart", "2May meet"]

    choose(desk, item_with(desk, choice), choice)
    desk.worker_looks(round_id)

    assert may_meet(desk, her, mentor) is (choice is Choice.MAY_MEET)
    assert desk.open_items() == []


def test_a_must_that_compares_with_nothing_becomes_a_wish(desk: Desk) -> None:
    answers = {"faith": "", "matters_faith": "Must - I would rather wait"}
    two(desk, Side.MENTEE, answers)
    round_id = desk.round.id

    choose(desk, item_with(desk, Choice.SOFTEN), Choice.SOFTEN)
    desk.worker_looks(round_id)

    assert desk.open_items() == []
    assert "“Would help” is enough" in desk.browser.get(f"{desk.url}/decided").text


def test_a_spelling_offers_each_place_that_it_may_mean(desk: Desk) -> None:
    two(desk, Side.MENTEE, {"workplace": "Alder Royal Infirmary"})
    item = item_with(desk, Choice.ALIAS)
    page = desk.browser.get(f"{desk.url}/check")

    offered = [f"{at}Add as a spelling of {name}" for at, name in enumerate(item.perhaps, 1)]
    assert [said for said in buttons(page) if "spelling of" in said] == offered
    assert "“Alder" not in page.title
    choose(desk, item, Choice.ALIAS, "Lakeview Hospital")

    page = desk.browser.get(f"{desk.url}/decided")
    assert "“Alder Royal Infirmary” is a spelling of Lakeview Hospital" in page.text


def test_a_decision_is_remembered_recorded_and_said_with_undo(desk: Desk) -> None:
    two(desk, Side.MENTEE, {"words": DISTRESS})
    item = item_with(desk, Choice.FREE)

    answer = choose(desk, item, Choice.FREE)

    (made,) = decisions(desk)
    assert (made.choice, made.decided_by) == (Choice.FREE, desk.road.coordinator.id)
    record = desk.session.scalars(select(AuditEntry).where(AuditEntry.verb == "decide")).one()
    assert (record.subject, record.detail) == (made.id, "worry,free")
    assert answer.location.endswith("/check")
    page = desk.browser.follow()
    assert "Decided: Read, may be matched · Mentee 1" in page.text
    assert "Looking again" in page.text
    assert "Decided:" not in desk.browser.get(f"{desk.url}/check").text
    desk.browser.post(f"{desk.url}/decided/{made.id}")
    assert [one.id for one in desk.open_items()] == [item.id]


def test_whoever_decides_or_takes_back_rings_for_a_look(desk: Desk) -> None:
    two(desk, Side.MENTEE, {"words": DISTRESS})
    bell = desk.browser.app.extensions["doorbell"].huey
    assert bell.pending_count() == 0

    choose(desk, desk.open_items()[0], Choice.FREE)
    assert bell.pending_count() == 1
    desk.browser.post(f"{desk.url}/decided/{decisions(desk)[0].id}")
    assert bell.pending_count() == 2


def test_after_a_decision_the_next_of_the_part_comes_up(desk: Desk) -> None:
    for number in range(30):
        a_stranger(desk, number, workplace="")
    desk.look()
    waiting = [item for item in desk.open_items() if item.urgency is Urgency.NOT_YET]
    assert len(waiting) == 30

    answer = choose(desk, waiting[24], Choice.OUT, part="not_yet")
    assert answer.location.endswith(f"/check?part=not_yet#item-{waiting[25].id}")
    answer = choose(desk, waiting[26], Choice.OUT, part="not_yet")
    assert answer.location.endswith(f"/check?part=not_yet&page=2#item-{waiting[27].id}")
    answer = choose(desk, waiting[29], Choice.OUT, part="not_yet")
    assert answer.location.endswith(f"/check?part=not_yet&page=2#item-{waiting[28].id}")
    page = desk.browser.follow()
    assert "Page 2 of 2" in page.text
