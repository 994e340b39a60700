"""Rounds at a glance: true figures, and as many queries for two people as for twenty."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import Engine, event
from support.desk import DISTRESS, Desk

from mentorship.domain.decisions import Choice
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.models.round import RunState
from mentorship.services.deciding import decide
from mentorship.services.desk import called, person_in_round, standing, standings
from mentorship.services.rounds import create_round

PAGES = ("", "/review", "/waiting", "/check", "/letters", "/letters/send", "/track")


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Every statement that was sent meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_the_figures_of_a_round(desk: Desk) -> None:
    desk.some_pairs(2)
    latest = desk.a_run(RunState.QUEUED)
    latest.requested_at = desk.now + timedelta(minutes=1)
    desk.session.commit()

    found = standing(desk.session, desk.round)

    assert found.people == {Side.MENTEE: 2, Side.MENTOR: 2}
    assert found.places == 4
    assert found.pairs == {MatchState.PROPOSED: 2}
    assert (found.live_pairs, found.questions, found.has_both_sides) == (2, 0, True)
    assert found.run is latest


def test_what_is_to_decide_is_what_the_work_list_has_open(desk: Desk) -> None:
    desk.a_plain_mentee(words=DISTRESS)
    desk.a_mentor(capacity="as many as needed")
    desk.look()
    (worry, _places) = desk.open_items()

    found = standing(desk.session, desk.round)
    assert (found.questions, found.today) == (2, 1)
    decide(desk.session, desk.round, worry, Choice.FREE, by=desk.road.coordinator, now=desk.now)

    found = standing(desk.session, desk.round)
    assert (found.questions, found.today) == (1, 0)


def test_an_unclear_number_of_places_counts_as_none_and_the_policy_caps_the_rest(
    desk: Desk,
) -> None:
    desk.a_mentor(1, capacity="as many as needed")
    desk.a_mentor(2, capacity="3")
    desk.round.policy = {**desk.round.policy, "most_places_per_mentor": 2}
    desk.session.commit()

    assert standing(desk.session, desk.round).places == 2


def test_rounds_do_not_mix(desk: Desk) -> None:
    desk.some_pairs(1)
    empty = create_round(desk.session, name="B", closes_on=None, time_zone="UTC", now=desk.now)

    here, there = standings(desk.session, [desk.round, empty])

    assert (here.live_pairs, there.live_pairs) == (1, 0)
    assert there.people == {Side.MENTEE: 0, Side.MENTOR: 0}


def test_a_mentee_is_called_by_number_and_a_mentor_by_name(desk: Desk) -> None:
    her, mentor = desk.her(), desk.a_mentor(7)

    names = called(desk.session, desk.round, [her.id, mentor.id, "nobody"])

    assert names == {her.id: "Mentee 1", mentor.id: "Adaeze Kingfisher 7"}


def test_nobody_is_found_in_a_round_that_she_does_not_take_part_in(desk: Desk) -> None:
    her = desk.her()
    other = create_round(desk.session, name="B", closes_on=None, time_zone="UTC", now=desk.now)

    assert person_in_round(desk.session, other, her.id) is None
    found = person_in_round(desk.session, desk.round, her.id)
    assert found is not None
    assert found[1] is her


def test_no_page_asks_the_database_more_for_more_people(desk: Desk, engine: Engine) -> None:
    few, many = _statements(desk, engine, pairs=6), _statements(desk, engine, pairs=16)

    assert many == few


def _statements(desk: Desk, engine: Engine, *, pairs: int) -> dict[str, int]:
    """How many statements each page sends, in a round of its own with so many pairs."""
    road = desk.road
    road.round = create_round(
        desk.session, name=f"{pairs} pairs", closes_on=None, time_zone="UTC", now=desk.now
    )
    desk.round = road.round
    people = [
        (desk.her(email=f"a{pairs}{n}@example.org"), desk.a_mentor(n, email=f"b{pairs}{n}@x.org"))
        for n in range(pairs)
    ]
    for number, two in enumerate(people):
        desk.a_pair(*two, number)
    desk.look()
    found = {}
    for page in PAGES:
        with counted(engine) as sent:
            desk.browser.get(f"/desk/{desk.round.id}{page}")
        found[page] = len(sent)
    return found
