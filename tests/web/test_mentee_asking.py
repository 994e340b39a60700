"""How we may ask: chosen with her answers or while she waits, and stopped on her home."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session
from support.browser import Browser
from support.make import Make
from support.road import THEIR_NAME, Road
from support.screens import CHECK, ENOUGH, fill

from mentorship.domain.lifecycle import MatchState
from mentorship.models.account import Account, RoleName
from mentorship.models.match import Match
from mentorship.services.just_ask import choose, has_chosen
from mentorship.services.kept_apart import pairs_kept_apart

SignIn = Callable[[Account], Browser]
ASKING = "/home/asking"


def test_she_chooses_with_her_answers_and_changes_it_while_she_waits(
    session: Session, road: Road, make: Make, signed_in: SignIn
) -> None:
    account = make.an_account(RoleName.MENTEE, email="new@example.org")
    session.commit()
    her = signed_in(account)
    fill(her, ENOUGH, whole=True)
    page = her.get(CHECK)
    assert "When we show you first, whatever you choose" in page.text

    her.send({"agreement": "y", "asking": "just-ask"}, action=CHECK)

    session.rollback()
    assert has_chosen(session, account, road.round)
    assert ASKING in her.follow().links()
    assert "Now we just ask" in her.get(ASKING).text
    her.post(ASKING, {"asking": "show-first"})
    assert "Now we show you first who it would be." in her.follow().text
    session.rollback()
    assert not has_chosen(session, account, road.round)


@pytest.mark.parametrize("sent", [{}, {"asking": "whatever"}])
def test_whatever_else_a_browser_sends_she_is_shown_first(
    session: Session, road: Road, mentee: Account, signed_in: SignIn, sent: dict[str, str]
) -> None:
    her = signed_in(mentee)
    choose(session, mentee, road.round, just_ask=True, now=road.now)
    session.commit()

    her.post(ASKING, sent)

    session.rollback()
    assert not has_chosen(session, mentee, road.round)


@pytest.mark.parametrize(
    ("action", "flash", "are_apart"),
    [
        ("/stop", "Nobody is told a reason, and you are still in this round.", False),
        ("/apart", "You two are kept apart from now on.", True),
    ],
)
def test_her_home_says_who_was_asked_and_she_stops_it(
    road: Road,
    match: Match,
    mentee: Account,
    signed_in: SignIn,
    *,
    action: str,
    flash: str,
    are_apart: bool,
) -> None:
    her = signed_in(mentee)
    choose(road.session, mentee, road.round, just_ask=True, now=road.now)
    road.ask_her(match)
    page = her.get("/home")
    assert page.h1 == f"We have asked {THEIR_NAME} for you"

    her.send(action=action)

    page = her.follow()
    assert flash in page.text
    assert page.h1 == "We look again"
    assert road.state(match) is MatchState.STOPPED
    assert bool(pairs_kept_apart(road.session)) is are_apart
