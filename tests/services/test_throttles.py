"""Attempts are counted within a window, for each kind and person apart."""

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from mentorship.services.throttles import Limit, is_too_often

LIMIT = Limit("door", most=3, within_minutes=15)


def knock(session: Session, who: str, now: datetime, limit: Limit = LIMIT) -> bool:
    return is_too_often(session, who, limit=limit, now=now)


def test_the_fourth_knock_is_too_often(session: Session, now: datetime) -> None:
    assert [knock(session, "she", now) for _ in range(4)] == [False, False, False, True]


def test_after_the_window_she_may_knock_again(session: Session, now: datetime) -> None:
    for _ in range(4):
        knock(session, "she", now)

    assert not knock(session, "she", now + timedelta(minutes=16))


def test_others_and_other_doors_are_counted_apart(session: Session, now: datetime) -> None:
    for _ in range(4):
        knock(session, "she", now)

    assert not knock(session, "he", now)
    assert not knock(session, "she", now, Limit("window", most=3, within_minutes=15))


def test_who_knocked_is_not_written_down(session: Session, now: datetime) -> None:
    knock(session, "samira@example.org 192.0.2.0/24", now)

    assert "samira" not in str(session.execute(text("SELECT * FROM attempts")).all())
