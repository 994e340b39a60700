"""Who types an address and who reads its letters may be two: only her own password counts."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from support.accounts import last_link, sign_in
from support.browser import Browser
from support.make import PASSWORD
from support.road import Road

from mentorship.domain.people import Side
from mentorship.models.account import RoleName
from mentorship.models.letter import LetterKind
from mentorship.models.profile import Profile
from mentorship.services.accounts import find_account

HERS = "samira@example.org"
HIS_PASSWORD = "a stranger knows this sentence"

Browsers = Callable[[], Browser]


def join(browser: Browser, *, password: str = PASSWORD, side: str = "mentee") -> None:
    browser.get("/account/register")
    browser.send(
        {"side": side, "email": HERS, "password": password, "password_confirm": password},
        action="register",
    )


def confirm(browser: Browser, session: Session) -> None:
    browser.get(last_link(session, LetterKind.CONFIRM_ADDRESS))
    browser.send(action="confirm")


def test_whoever_registered_her_address_first_has_nothing_of_it(
    browser: Browsers, session: Session, road: Road
) -> None:
    profile_id = road.a_profile(Side.MENTEE, email=HERS).id
    session.commit()
    his, hers = browser(), browser()
    join(his, password=HIS_PASSWORD)

    confirm(hers, session)
    page = hers.follow()

    assert page.h1 == "Choose your password"
    assert "Anybody could have typed your address" in page.text
    sign_in(his, HERS, password=HIS_PASSWORD, expect=200)
    his.get("/home", expect=302)
    account = find_account(session, email=HERS)
    assert session.get_one(Profile, profile_id).account_id == account.id
    assert account.password is None

    hers.send({"password": PASSWORD, "password_confirm": PASSWORD}, action="reset")
    assert sign_in(hers, HERS).location == "/account/"
    sign_in(his, HERS, password=HIS_PASSWORD, expect=200)


def test_his_link_to_the_page_of_passwords_is_not_good_any_more(
    browser: Browsers, session: Session
) -> None:
    his, hers = browser(), browser()
    join(his, password=HIS_PASSWORD)
    join(hers)
    confirm(hers, session)

    assert hers.follow().h1 == "Choose your password"


def test_the_side_that_she_chose_counts_and_not_his(browser: Browsers, session: Session) -> None:
    his, hers = browser(), browser()
    join(his, password=HIS_PASSWORD, side="mentor")
    join(hers, side="mentee")

    confirm(hers, session)

    session.expire_all()
    assert find_account(session, email=HERS).role_names == {RoleName.MENTEE}


def test_in_the_browser_in_which_she_registered_her_password_counts(
    visitor: Browser, session: Session
) -> None:
    join(visitor)

    confirm(visitor, session)

    assert visitor.follow().h1 == "Sign in"
    assert sign_in(visitor, HERS).location == "/account/"


def test_the_mark_of_registering_does_not_tell_whether_the_address_was_known(
    browser: Browsers, app: Flask
) -> None:
    marks = []
    for one in (browser(), browser()):
        join(one)
        with one.client.session_transaction(base_url="https://localhost") as visit:
            marks.append({name: len(value) for name, value in visit["joined"].items()})

    assert marks[0] == marks[1]


@pytest.mark.parametrize("spelling", ["SAMIRA@example.org", " samira@EXAMPLE.org "])
def test_another_spelling_of_her_address_is_hers(
    visitor: Browser, session: Session, spelling: str
) -> None:
    visitor.get("/account/register")
    answers = {"side": "mentee", "email": spelling}
    visitor.send(answers | {"password": PASSWORD, "password_confirm": PASSWORD}, action="register")

    confirm(visitor, session)

    assert visitor.follow().h1 == "Sign in"
