"""Who has looked, as she sees it: days, hours and kinds of answers, and nobody's name or reason."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from support.browser import Browser
from support.desk import Desk
from support.make import Make
from support.road import HER_NAME, HER_WORDS

from mentorship.domain.people import Side
from mentorship.models.account import Account, RoleName
from mentorship.models.profile import Profile
from mentorship.services.audit import actor_of
from mentorship.services.reveals import reveal

REASON = "Malvolio Thistlewood asked about her"
SignIn = Callable[[Account], Browser]


@pytest.fixture
def account(desk: Desk) -> Account:
    return desk.road.make.an_account(RoleName.MENTEE, email="her.own@example.org")


@pytest.fixture
def her(desk: Desk, account: Account) -> Profile:
    return desk.road.a_profile(Side.MENTEE, account=account)


def look(desk: Desk, profile: Profile, *, hours: int = 0) -> None:
    now = desk.now + timedelta(hours=hours)
    reveal(desk.session, profile, by=desk.road.coordinator, reason=REASON, now=now)
    desk.session.commit()


def test_nobody_has_looked(account: Account, her: Profile, signed_in: SignIn) -> None:
    page = signed_in(account).get("/yours/looked")

    assert page.h1 == "Who has looked"
    assert "Nobody has looked" in page.text
    assert "Your question, in your own words" in page.text


def test_she_reads_when_and_what_but_never_who_or_why(
    desk: Desk, account: Account, her: Profile, signed_in: SignIn
) -> None:
    look(desk, her)
    look(desk, her, hours=3)

    page = signed_in(account).get("/yours/looked")

    assert "Nobody has looked" not in page.text
    cards = [" ".join("".join(item.itertext()).split()) for item in page.tree.iter("section")]
    assert [card.partition(" Somebody of the matching team")[0] for card in cards] == [
        "2 March 2026, between 05:00 and 05:59",
        "2 March 2026, between 02:00 and 02:59",
    ]
    assert "by the clock of America/Phoenix" in page.text
    assert "Your question, in your own words" in cards[0]
    colleague = desk.road.coordinator
    for hidden in (REASON, colleague.email, actor_of(colleague), HER_NAME, HER_WORDS, her.id):
        assert hidden not in page.html


def test_a_mentor_reads_of_the_mentors_own_answers(desk: Desk, signed_in: SignIn) -> None:
    account = desk.road.make.an_account(RoleName.MENTOR)
    look(desk, desk.road.a_profile(Side.MENTOR, account=account))

    page = signed_in(account).get("/yours/looked")

    assert "Mobile number" in page.text
    assert "Her question" not in page.text


def test_whoever_is_both_reads_which_side_it_was(desk: Desk, make: Make, signed_in: SignIn) -> None:
    both = make.an_account(RoleName.MENTEE, RoleName.MENTOR)
    for side in Side:
        look(desk, desk.road.a_profile(side, account=both, email="both@example.org"))

    page = signed_in(both).get("/yours/looked")

    assert "of what you told us as a mentee" in page.text
    assert "of what you told us as a mentor" in page.text


def test_nobody_reads_who_looked_at_somebody_else(
    desk: Desk, her: Profile, signed_in: SignIn, visitor: Browser
) -> None:
    look(desk, her)
    other = desk.road.make.an_account(RoleName.MENTEE)

    assert "Nobody has looked" in signed_in(other).get("/yours/looked").text
    assert visitor.get("/yours/looked", expect=302).location.startswith("/account/login")
