"""Words told in confidence open to somebody who has just shown that it is she, without haste."""

import time

import pytest
from support.desk import Desk
from support.road import HER_NAME

from mentorship.models.profile import Profile

REASON = {"reason": "She asked us to call her"}
MINUTE = 60


@pytest.fixture
def her(desk: Desk) -> Profile:
    return desk.her()


def password_typed(desk: Desk, *, minutes_ago: int) -> None:
    with desk.browser.client.session_transaction(base_url="https://localhost") as visit:
        visit["fs_paa"] = time.time() - minutes_ago * MINUTE


def test_after_five_minutes_the_page_asks_first_and_offers_no_form(
    desk: Desk, her: Profile
) -> None:
    page = f"{desk.url}/person/{her.id}"
    assert "Write it down and read" in desk.browser.get(page).text

    password_typed(desk, minutes_ago=6)
    asked = desk.browser.get(page)

    assert "Write it down and read" not in asked.text
    assert f"/account/verify?next={page}" in asked.links()


def test_a_reason_that_took_a_while_to_write_is_not_lost(desk: Desk, her: Profile) -> None:
    page = f"{desk.url}/person/{her.id}"
    desk.browser.get(page)
    password_typed(desk, minutes_ago=12)

    desk.browser.send(REASON, action=page)
    desk.browser.told_why = True
    password_typed(desk, minutes_ago=1)

    assert HER_NAME in desk.browser.follow().text


def test_a_form_from_elsewhere_opens_nothing_for_whoever_is_not_fresh(
    desk: Desk, her: Profile
) -> None:
    page = f"{desk.url}/person/{her.id}"
    password_typed(desk, minutes_ago=30)

    answer = desk.browser.post(page, REASON)

    assert answer.location == f"/account/verify?next={page}"
    desk.browser.get(page)  # the browser of the desk scolds when a secret is on it


def test_a_second_look_within_five_minutes_asks_for_nothing(desk: Desk, her: Profile) -> None:
    page = f"{desk.url}/person/{her.id}"
    desk.browser.told_why = True

    for _ in range(2):
        desk.browser.get(page)
        desk.browser.send(REASON, action=page)
        assert HER_NAME in desk.browser.follow().text
