"""Circles on pages: offered on the desk, joined and left with one tap, in nobody's way."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from support.browser import Browser
from support.road import HER_NAME, Road
from support.waiting import waits
from test_mentee_waiting import CSS, MOST_BYTES, MOST_QUERIES, queries

from mentorship.models.account import Account
from mentorship.models.circle import Circle, CircleSeat
from mentorship.models.profile import Profile

SignIn = Callable[[Account], Browser]
ROOM = "https://meet.example.org/a-room"
LEADER = "Nasra Quill"
ONCE = {
    "title": "Contracts",
    "words": "Bring the page.",
    "held_by": LEADER,
    "works_at": "Lakeview Hospital",
    "first_on": "2026-03-05",
    "at": "18:30",
    "time_zone": "America/New_York",
    "minutes": "60",
    "spoken": "English",
    "cameras_optional": "y",
    "join_at": ROOM,
}
CIRCLE = {**ONCE, "repeats": "weekly", "last_on": "", "seats": "2"}

__all__ = ["queries"]


def offered(team: Browser, **said: str) -> None:
    team.get("/desk/circles/new")
    team.send({**CIRCLE, **said}, action="/desk/circles/new")
    assert "Thursday" not in team.follow().h1


def the_circle(road: Road) -> Circle:
    road.session.rollback()
    return road.session.scalars(select(Circle)).one()


def test_she_joins_with_one_tap_reads_where_and_goes_with_one_tap(
    road: Road, signed_in: SignIn, coordinator_client: Browser
) -> None:
    account = road.a_mentee(place="Lagos")
    account.time_zone = "Africa/Lagos"
    waits(road, account, cause="must")
    offered(coordinator_client)
    her = signed_in(account)

    assert "/home/circles" in her.get("/home").links()
    page = her.get("/home/circles")
    # In Lagos it is half past midnight of the next day, six hours ahead of New York.
    assert "Friday 6 March, 00:30" in page.text
    assert "Africa/Lagos" in page.text
    assert LEADER in page.text
    assert "Lakeview Hospital" in page.text
    assert "one of them may know you" in page.text
    assert ROOM not in page.html

    path = f"/home/circles/{the_circle(road).id}"
    her.send(action=f"{path}/join")
    assert ROOM in her.follow().html
    assert "You have a seat." in her.get("/home").text
    calendar = her.post("/yours/calendar/circles", expect=200)
    file = calendar.response.get_data(as_text=True)
    assert file.count("DTSTART:20260305T233000Z\r\n") == 1
    assert file.count("BEGIN:VEVENT") == 12
    assert [word for word in (LEADER, "Contracts", ROOM) if word in file] == []

    desk = coordinator_client.get("/desk/circles").text
    assert HER_NAME not in desk
    assert re.search(r"Who comes ?1: [A-Z]{5}", desk)

    her.get("/home/circles")
    her.send(action=f"{path}/leave")
    assert ROOM not in her.follow().html
    assert road.session.scalars(select(CircleSeat)).all() == []


def test_a_name_is_told_only_by_her_own_hand_and_calling_off_is_said_kindly(
    road: Road, signed_in: SignIn, coordinator_client: Browser
) -> None:
    her, other = road.a_mentee(), road.a_mentee(email="other@example.net", name="Other One")
    offered(coordinator_client)
    path = f"/home/circles/{the_circle(road).id}"
    hers, theirs = signed_in(her), signed_in(other)
    for browser in (hers, theirs):
        browser.post(f"{path}/join")
    assert HER_NAME not in theirs.get("/home/circles").text

    hers.post(f"{path}/name", {"called": "  Spar\u202erow "})
    assert "Sparrow" in theirs.get("/home/circles").text

    coordinator_client.post(f"/desk/circles/{the_circle(road).id}/off")
    assert "It is called off." in coordinator_client.follow().text
    page = theirs.get("/home/circles")
    assert "This one is called off, and we are sorry." in page.text
    assert "Sparrow" not in page.text
    assert ROOM not in page.html


@pytest.mark.parametrize(
    ("said", "no"),
    [
        ({"works_at": "The big house"}, "could not be read as one place"),
        ({"works_at": ""}, "write where this person works, or tick the line below"),
        ({"at": "noonish"}, "Please write a time such as 18:30."),
        ({"last_on": "2026-03-04"}, "That is before the first day."),
        ({"first_on": "9999-12-31"}, "Please look at the year once more."),
        ({"seats": "1"}, "Please write a number from 2 to 30."),
        ({"join_at": ""}, "Please write where one joins"),
    ],
)
def test_what_is_missing_is_asked_for_in_words(
    coordinator_client: Browser, road: Road, said: dict[str, str], no: str
) -> None:
    coordinator_client.get("/desk/circles/new")

    page = coordinator_client.send({**CIRCLE, **said}, action="/desk/circles/new", expect=422)

    assert no in page.text
    assert road.session.scalars(select(Circle)).all() == []


def test_the_leader_stays_and_everything_else_can_be_changed(
    road: Road, coordinator_client: Browser
) -> None:
    offered(coordinator_client)
    path = f"/desk/circles/{the_circle(road).id}"

    coordinator_client.get(path)
    coordinator_client.send(
        {"title": "After work", "held_by": "Somebody Else", "works_at": ""}, action=path
    )

    circle = the_circle(road)
    assert (circle.title, circle.held_by) == ("After work", LEADER)
    assert circle.works_at == ["Lakeview Hospital"]
    assert circle.first_on.isoformat() == "2026-03-05"


def test_a_wish_for_one_conversation_can_be_fulfilled_from_the_list_of_those_who_wait(
    road: Road, signed_in: SignIn, coordinator_client: Browser
) -> None:
    account = road.a_mentee()
    waits(road, account, cause="must")
    her = signed_in(account)
    her.post("/home/one-conversation", {"wish": "yes"})
    profile = road.session.scalars(select(Profile).where(Profile.account_id == account.id)).one()
    form = f"/desk/{road.round.id}/conversation/{profile.id}"

    page = coordinator_client.get(f"/desk/{road.round.id}/waiting")
    assert "Speaking up and advocating for myself" in page.text
    assert form in page.links()
    coordinator_client.get(form)
    assert HER_NAME not in coordinator_client.page.text
    coordinator_client.send(ONCE, action=form)
    assert "Offered. She has not said that she comes." in coordinator_client.follow().text

    assert "There is something for you to read about it." in her.get("/home").text
    page = her.get("/home/circles")
    assert LEADER in page.text
    assert ROOM not in page.html
    her.send(action=f"/home/circles/{the_circle(road).id}/join")
    assert ROOM in her.follow().html
    assert "She comes." in coordinator_client.get(f"/desk/{road.round.id}/waiting").text


@pytest.mark.parametrize("path", ["/home", "/home/circles"])
def test_the_pages_stay_small_and_ask_little(
    road: Road,
    signed_in: SignIn,
    coordinator_client: Browser,
    queries: list[str],
    path: str,
) -> None:
    account = road.a_mentee()
    waits(road, account, cause="must")
    offered(coordinator_client)
    offered(coordinator_client, title="Another one")
    her = signed_in(account)
    her.get("/home")
    queries.clear()

    page = her.get(path)

    css = sum(len(sheet.read_bytes()) for sheet in CSS.glob("*.css") if sheet.stem != "desk")
    assert len(page.html.encode()) + css <= MOST_BYTES
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)
