"""Rounds on the desk: made, opened, closed, and always with one thing to do next."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser
from support.desk import DISTRESS, Desk
from support.make import Make
from support.road import Road

from mentorship.domain.lifecycle import RoundEvent, RoundState
from mentorship.models.account import Account, RoleName
from mentorship.models.round import Round, RoundMove, RunState
from mentorship.services.desk import moves_of_round
from mentorship.services.rounds import create_round


def primary(page: object) -> list[str]:
    """What the page's primary buttons say."""
    found = page.tree.iter()
    signs = [one for one in found if "button--primary" in one.get("class", "").split()]
    return [" ".join("".join(sign.itertext()).split()) for sign in signs]


def test_without_a_round_the_desk_says_how_to_begin(coordinator_client: Browser) -> None:
    page = coordinator_client.get("/desk/")

    assert "No rounds yet" in page.text
    assert "Start with your conference list or the two forms." in page.text
    assert primary(page) == ["New round"]


def test_a_round_is_made_and_stands_as_a_draft(
    coordinator_client: Browser, session: Session
) -> None:
    coordinator_client.get("/desk/new")
    coordinator_client.send({"name": "Autumn 2026", "closes_on": "2026-10-01"})
    page = coordinator_client.follow()

    assert page.h1 == "Autumn 2026"
    assert "Being prepared" in page.text
    made = session.scalars(select(Round)).one()
    assert (made.closes_on, made.time_zone) == (date(2026, 10, 1), "UTC")


def test_a_round_without_a_name_or_on_no_day_is_asked_about(
    coordinator_client: Browser, session: Session
) -> None:
    coordinator_client.get("/desk/new")
    page = coordinator_client.send(
        {"name": " ", "closes_on": "some day", "time_zone": "Nowhere/Town"}, expect=422
    )

    assert "Please give the round a name" in page.text
    assert "Please write a day such as 2026-04-30" in page.text
    assert session.scalars(select(Round)).all() == []


def test_every_round_shows_its_people_places_and_open_questions(desk: Desk) -> None:
    desk.a_plain_mentee()
    desk.a_mentor(1, capacity="2")
    desk.a_mentor(2, capacity="as many as needed")
    desk.look()
    assert len(desk.open_items()) == 1

    page = desk.browser.get("/desk/")

    assert "1 mentee, 2 mentors" in page.text
    assert "Places that the mentors offer2" in page.text
    assert "1 thing to decide" in page.text


@pytest.mark.parametrize(
    ("people", "wanted"),
    [(False, "Bring in sheets"), (True, "Everybody is in: close sign-ups")],
)
def test_an_open_round_asks_for_people_first(desk: Desk, people: bool, wanted: str) -> None:
    if people:
        desk.her()
        desk.a_mentor()

    assert primary(desk.browser.get(desk.url)) == [wanted]


def test_a_closed_round_asks_for_proposals(desk: Desk) -> None:
    desk.her()
    desk.a_mentor()
    desk.browser.get(desk.url)
    desk.browser.send(action="/move/close")
    page = desk.browser.follow()

    assert primary(page) == ["Propose pairs"]
    assert "You closed sign-ups" in page.text


def test_whatever_needs_a_person_today_comes_before_all_else(desk: Desk) -> None:
    desk.a_plain_mentee(words=DISTRESS)
    desk.a_mentor()
    desk.look()
    count = len(desk.open_items())

    page = desk.browser.get(desk.url)

    assert primary(page) == [f"Check the data ({count})"]
    assert "1 thing on the list needs a person today." in page.text
    assert "Everybody is in: close sign-ups" in page.text


def test_a_list_without_haste_stands_beside_the_next_step(desk: Desk) -> None:
    desk.a_plain_mentee(workplace="")
    desk.a_mentor()
    desk.look()

    page = desk.browser.get(desk.url)

    assert primary(page) == ["Everybody is in: close sign-ups"]
    assert "Check the data (1)" in page.text


def test_a_round_under_review_asks_for_eyes_and_then_for_letters(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)
    assert primary(desk.browser.get(desk.url)) == ["Look at the pairs"]

    desk.browser.post(
        f"{desk.url}/pair/{match.id}", {"decision": "confirm", "version": match.version}
    )

    assert primary(desk.browser.get(desk.url)) == ["Send 1 letter"]


def test_while_a_run_is_under_way_the_round_leads_to_it(desk: Desk) -> None:
    desk.some_pairs(0)
    desk.a_run(RunState.RUNNING)

    assert primary(desk.browser.get(desk.url)) == ["See how far it is"]


def test_a_draft_with_everybody_on_sheets_is_closed_in_one_go(desk: Desk, session: Session) -> None:
    draft = create_round(session, name="Sheets", closes_on=None, time_zone="UTC", now=desk.now)
    session.commit()

    desk.browser.post(f"/desk/{draft.id}/move/close")

    moves = [(move.event, move.to_state) for move in moves_of_round(session, draft)]
    assert moves == [
        (RoundEvent.CLOSE, RoundState.CLOSED),
        (RoundEvent.OPEN, RoundState.OPEN),
    ]


def test_a_move_that_a_colleague_made_first_changes_nothing(desk: Desk) -> None:
    desk.browser.get(desk.url)
    desk.browser.post(f"{desk.url}/move/close")

    desk.browser.post(f"{desk.url}/move/close")

    assert "This has already moved on" in desk.browser.follow().text
    assert desk.session.query(RoundMove).filter_by(event=RoundEvent.CLOSE).count() == 1


@pytest.mark.parametrize("event", ["propose", "release", "explode"])
def test_only_the_moves_of_this_page_are_made_here(desk: Desk, event: str) -> None:
    desk.browser.post(f"{desk.url}/move/{event}", expect=404)


def test_a_cancelled_round_is_left_alone(desk: Desk) -> None:
    desk.browser.get(desk.url)
    desk.browser.send(action="/move/cancel")
    page = desk.browser.follow()

    assert "This round was cancelled" in page.text
    assert primary(page) == []


def test_a_round_that_is_introducing_can_be_finished(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)
    desk.road.ask_her(match)
    desk.browser.get(desk.url)
    desk.browser.send(action="/move/finish")

    assert "This round is finished" in desk.browser.follow().text


def test_a_colleague_is_not_named_in_the_record(
    desk: Desk, make: Make, signed_in: Callable[[Account], Browser]
) -> None:
    colleague = signed_in(make.a_coordinator())

    assert "A colleague opened it for sign-ups" in colleague.get(desk.url).text


@pytest.mark.parametrize("role", [RoleName.MENTEE, RoleName.MENTOR])
@pytest.mark.parametrize("page", ["", "/bring-in", "/review", "/waiting", "/letters", "/track"])
def test_nobody_else_finds_the_desk(
    road: Road, make: Make, signed_in: Callable[[Account], Browser], role: RoleName, page: str
) -> None:
    browser = signed_in(make.an_account(role))

    browser.get(f"/desk/{road.round.id}{page}", expect=404)


def test_a_post_without_its_token_changes_nothing(desk: Desk) -> None:
    desk.browser.before()
    answer = desk.browser.client.post(f"{desk.url}/move/close", base_url="https://localhost")

    assert answer.status_code == 400
    desk.session.expire_all()
    assert desk.round.state is RoundState.OPEN
