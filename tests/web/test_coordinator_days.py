"""The days of a round that people read: set by the team, and true on everybody's page."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session
from support.browser import Browser
from support.road import Road

from mentorship.domain.lifecycle import RoundEvent
from mentorship.models.account import Account
from mentorship.services.rounds import move_round

SignIn = Callable[[Account], Browser]
DAYS = {"opens_on": "2026-03-01", "closes_on": "2026-03-25", "hear_by": "2026-04-02"}


@pytest.fixture
def desk(road: Road, signed_in: SignIn) -> Browser:
    return signed_in(road.coordinator)


def path_of(road: Road) -> str:
    return f"/desk/{road.round.id}/days"


def days(session: Session, road: Road) -> tuple[date | None, date | None, date | None]:
    session.refresh(road.round)
    return road.round.opens_on, road.round.closes_on, road.round.hear_by


def test_what_the_team_sets_stands_on_her_page(
    session: Session, road: Road, desk: Browser, signed_in: SignIn
) -> None:
    her = signed_in(road.a_mentee())
    desk.get(path_of(road))

    desk.send(DAYS, action="/days")

    assert days(session, road) == (date(2026, 3, 1), date(2026, 3, 25), date(2026, 4, 2))
    assert "Everybody hears from you by 2 April 2026." in desk.follow().text
    text = her.get("/home").text
    assert "You hear from us by Thursday 2 April, either way." in text
    assert "until 25 March 2026" in text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hear_by": "2026-03-20"}, "On that day people can still sign up."),
        ({"closes_on": "2026-02-20"}, "Sign-ups cannot close before they open."),
        ({"hear_by": "in spring"}, "Please write a day such as 2026-04-30"),
    ],
)
def test_days_that_cannot_be_true_are_not_kept(
    session: Session, road: Road, desk: Browser, wrong: dict[str, str], said: str
) -> None:
    before = days(session, road)
    desk.get(path_of(road))

    page = desk.send(DAYS | wrong, action="/days", expect=422)

    assert said in page.text
    assert days(session, road) == before


def test_a_day_can_be_taken_back(session: Session, road: Road, desk: Browser) -> None:
    desk.get(path_of(road))
    desk.send(DAYS, action="/days")
    desk.get(path_of(road))
    desk.send({"hear_by": ""}, action="/days")

    assert days(session, road)[2] is None


def test_the_days_of_a_round_that_is_over_stay(session: Session, road: Road, desk: Browser) -> None:
    move_round(session, road.round, RoundEvent.CANCEL, by=road.coordinator, now=road.now)
    session.commit()

    desk.post(path_of(road), DAYS)

    assert "This round is over" in desk.follow().text
    assert days(session, road)[2] is None


def test_a_promise_that_was_not_kept_stands_on_the_desk_until_the_round_is_over(
    session: Session, road: Road, desk: Browser
) -> None:
    here, gone_by = (
        f"/desk/{road.round.id}",
        "The day by which everybody hears from you has gone by",
    )
    road.round.hear_by = date(2026, 3, 2)
    session.commit()
    assert gone_by not in desk.get(here).text

    road.round.hear_by = date(2026, 3, 1)
    session.commit()
    assert gone_by in desk.get(here).text

    move_round(session, road.round, RoundEvent.CANCEL, by=road.coordinator, now=road.now)
    session.commit()
    assert gone_by not in desk.get(here).text
