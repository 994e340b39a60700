"""Where somebody of the team works: nobody finds out by telling who named whom."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session
from support.browser import Browser
from support.desk import Desk
from support.make import Make

from mentorship.domain.errors import Refused
from mentorship.models.account import Account, RoleName
from mentorship.services.team import Told, sight_for, tell, told_by_member

PAGE = "/account/where-you-work"
NAMED = "Ulrich Vandermolen"


def a_stale_browser(browser: Browser) -> Browser:
    with browser.client.session_transaction(base_url="https://localhost") as visit:
        visit["fs_paa"] = 0
    return browser


def test_a_name_is_not_tried_out_on_those_who_named_it(desk: Desk) -> None:
    her = desk.her(keep_apart=NAMED)
    before = sight_for(desk.session, desk.road.coordinator, now=desk.now).hidden
    desk.session.commit()

    page = desk.browser.post(PAGE, {"names": NAMED}, expect=422)

    assert "Your names are told once" in page.text
    assert desk.browser.get(f"{desk.url}/person/{her.id}").status == 200
    assert sight_for(desk.session, desk.road.coordinator, now=desk.now).hidden == before


def test_the_service_itself_takes_no_name_later(
    make: Make, session: Session, now: datetime
) -> None:
    account = make.a_coordinator()

    with pytest.raises(Refused, match="told once"):
        tell(session, account, Told((), (NAMED,)), now=now)


def test_a_place_is_added_by_herself_alone_and_on_record(
    make: Make, session: Session, signed_in: Callable[[Account], Browser]
) -> None:
    account = make.a_coordinator()
    browser = signed_in(account)
    page = browser.get(PAGE)
    assert 'name="names"' not in page.html

    browser.post(PAGE, {"places": "Cleveland Clinic"})
    told = told_by_member(session, account)
    assert told == Told((("Cleveland Clinic", None),), ())
    session.commit()

    stranger = a_stale_browser(browser)
    assert stranger.get(PAGE, expect=303).location.startswith("/account/verify")
    answer = stranger.post(PAGE, {"places": "Mayo Clinic"})
    assert answer.location.startswith("/account/verify")
    assert told_by_member(session, account) == told


def test_whoever_was_never_asked_tells_without_another_password(
    make: Make, signed_in: Callable[[Account], Browser]
) -> None:
    new = make.an_account(RoleName.COORDINATOR)
    new.tf_primary_method, new.tf_totp_secret = "authenticator", "not asked for in this test"
    new.mf_recovery_codes = ["0000-0000-0000"]
    browser = a_stale_browser(signed_in(new))

    assert 'name="names"' in browser.get(PAGE).html
