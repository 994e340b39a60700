"""Nothing that she typed is lost, and nobody else ever reads it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.browser import Browser, standing
from support.make import Make
from support.road import Road
from support.screens import START, path_of, sign_up_as

from mentorship.models.account import Account, RoleName
from mentorship.models.draft import Draft
from mentorship.services.drafts import DAYS_KEPT, forget_old_drafts

SignIn = Callable[[Account], Browser]
HERE = path_of(5)
TYPED = {"words": "How do I say no?", "words_shared": "y", "heard_from": "A friend"}
SENT = TYPED | {"draft": "sign-up/5"}
KEPT = "We kept what you typed"


@pytest.fixture
def account(road: Road, make: Make) -> Account:
    return make.an_account(RoleName.MENTEE)


def shown(browser: Browser, path: str = HERE) -> dict[str, str]:
    """The fields of the screen as they stand; what is open is left out."""
    found = standing(browser.get(path).form())
    return {name: words[0] for name, words in found.items() if name in TYPED and any(words)}


def drafts(session: Session) -> list[Draft]:
    session.rollback()
    return list(session.scalars(select(Draft).order_by(Draft.page)))


def test_saved_for_later_and_found_again(
    account: Account, signed_in: SignIn, session: Session
) -> None:
    browser = signed_in(account)
    browser.post("/yours/typed", SENT | {"later": "yes", "is_admin": "yes"})
    assert "kept for a week" in browser.follow().text

    again = signed_in(account)
    assert shown(again) == TYPED
    assert KEPT in again.get(START).text
    (draft,) = drafts(session)
    assert draft.page == "sign-up/5"
    assert set(draft.fields) == {*TYPED, "anything_else"}


def test_what_is_sent_when_the_visit_has_ended_is_kept_for_her(
    account: Account, signed_in: SignIn, clock, session: Session
) -> None:
    browser = signed_in(account)
    token = browser.token()
    clock.move(timedelta(minutes=31))

    answer = browser.raw("POST", HERE, data=SENT | {"csrf_token": token})

    assert answer.location == f"/account/login?next={HERE}"
    assert shown(signed_in(account)) == TYPED


@pytest.mark.parametrize("token", ["", "forged"])
def test_a_page_from_elsewhere_writes_no_draft(
    account: Account, signed_in: SignIn, clock, session: Session, token: str
) -> None:
    browser = signed_in(account)
    browser.token()
    clock.move(timedelta(minutes=31))

    browser.raw("POST", HERE, data=SENT | {"csrf_token": token})

    assert drafts(session) == []


def test_a_visit_that_was_signed_out_writes_no_draft(
    account: Account, signed_in: SignIn, browser: Callable[[], Browser], session: Session
) -> None:
    hers, thief = signed_in(account), browser()
    token = hers.token()
    thief.client.set_cookie("__Host-visit", hers.cookie(), domain="localhost")
    hers.raw("POST", "/leave")

    thief.raw("POST", HERE, data=SENT | {"csrf_token": token})

    assert drafts(session) == []


def test_nobody_else_is_offered_it(account: Account, make: Make, signed_in: SignIn) -> None:
    signed_in(account).post("/yours/typed", SENT, expect=204)

    other = signed_in(make.an_account(RoleName.MENTEE))

    assert shown(other) == {}


def test_it_goes_when_she_sends_forgets_or_a_week_is_over(
    account: Account, signed_in: SignIn, session: Session, clock
) -> None:
    browser = signed_in(account)
    ends = {
        "sent": lambda: sign_up_as(browser),
        "forgotten": lambda: browser.post("/home/sign-up/afresh"),
        "old": lambda: (
            forget_old_drafts(session, now=clock() + timedelta(days=DAYS_KEPT)),
            session.commit(),
        ),
    }
    for end in ends.values():
        browser.post("/yours/typed", SENT, expect=204)
        assert len(drafts(session)) == 1
        end()
        assert drafts(session) == []


def test_a_screen_is_kept_as_long_as_she_writes_on_another(
    account: Account, signed_in: SignIn, session: Session, clock
) -> None:
    browser = signed_in(account)
    browser.post("/yours/typed", {"draft": "sign-up/1", "name": "Saba"}, expect=204)
    for _ in range(2):
        clock.move(timedelta(days=DAYS_KEPT - 1))
        browser = signed_in(account)
        browser.post("/yours/typed", SENT, expect=204)

    forget_old_drafts(session, now=clock())
    session.commit()

    assert [draft.page for draft in drafts(session)] == ["sign-up/1", "sign-up/5"]


def test_a_week_that_is_over_is_not_begun_again(
    account: Account, signed_in: SignIn, session: Session, clock
) -> None:
    signed_in(account).post("/yours/typed", {"draft": "sign-up/1", "name": "Saba"}, expect=204)
    clock.move(timedelta(days=DAYS_KEPT))

    browser = signed_in(account)
    browser.post("/yours/typed", SENT, expect=204)

    assert 'value="Saba"' not in browser.get(path_of(1)).html
    forget_old_drafts(session, now=clock())
    session.commit()
    assert [draft.page for draft in drafts(session)] == ["sign-up/5"]


def test_what_she_took_away_again_is_not_kept(account: Account, signed_in: SignIn) -> None:
    browser = signed_in(account)
    browser.post("/yours/typed", SENT, expect=204)

    browser.post("/yours/typed", {"draft": "sign-up/5", "words": ""}, expect=204)

    assert shown(browser) == {}
