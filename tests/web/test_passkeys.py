"""Passkeys: she signs in with her own device, and nobody does with anything else."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from support.accounts import authenticator, last_link, letters, sign_in
from support.browser import HOME as OUR_HOME
from support.browser import Browser
from support.make import PASSWORD, Make, hashed
from support.passkeys import (
    NO_SIGHT_OF_HER,
    Device,
    add_passkey,
    b64,
    kept_device,
    post,
    question,
    sign_in_with,
)

from mentorship.models.account import Account, Attempts, RoleName
from mentorship.models.keys import keyed_digest
from mentorship.models.letter import LetterKind
from mentorship.models.passkey import Passkey
from mentorship.services.holdings import everything_about

SignedIn = Callable[[Account], Browser]
NO = "This passkey does not open anything here. Please use your password."
HER = "samira@example.org"


@pytest.fixture
def her(app: Flask, make: Make) -> Account:
    with app.app_context():
        password = hashed()
    return make.an_account(RoleName.MENTEE, email=HER, password=password)


@pytest.fixture
def device(her: Account, session: Session, now: datetime) -> Device:
    """Her phone, whose passkey is kept."""
    return kept_device(session, her, now=now)


def kept(session: Session) -> list[Passkey]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Passkey).order_by(Passkey.added_at)))


def is_signed_in(browser: Browser) -> bool:
    return browser.get("/account/settings", expect=None).status == 200


def refused(browser: Browser, answer: str) -> bool:
    """Back at the sign-in, which says why, in the same words whatever was wrong."""
    back = post(browser, "/account/passkey", {"credential": answer})
    with browser.client.session_transaction(base_url=OUR_HOME) as visit:
        said = [words for _, words in visit.pop("_flashes", [])]
    return (back.location, said) == ("/account/login", [NO]) and not is_signed_in(browser)


def test_she_adds_one_and_signs_in_with_it_alone(
    her: Account, signed_in: SignedIn, visitor: Browser, session: Session
) -> None:
    device = add_passkey(signed_in(her))

    answer = sign_in_with(visitor, device, next="/account/settings")

    assert answer.location == "/account/settings"
    assert HER in visitor.follow().text
    assert [(one.name, one.sign_count) for one in kept(session)] == [("Phone", 1)]


def test_a_sign_in_shows_that_it_is_she(device: Device, visitor: Browser) -> None:
    """As with her password: what asks for a fresh proof has one."""
    sign_in_with(visitor, device)

    assert visitor.get("/yours/delete").status == 200


def test_the_question_names_nobody_and_is_the_same_for_everybody(
    device: Device, browser: Callable[[], Browser]
) -> None:
    first, second = (question(browser(), email=who) for who in (HER, "unknown@example.org"))

    assert first.pop("challenge") != second.pop("challenge")
    assert (
        first
        == second
        == {
            "rpId": "localhost",
            "timeout": 300_000,
            "allowCredentials": [],
            "userVerification": "required",
        }
    )


def test_a_new_one_is_asked_of_any_device_under_a_name_that_tells_nothing(
    her: Account, signed_in: SignedIn
) -> None:
    """With a word on where it is kept, phones and laptops would stay silent."""
    asked = question(signed_in(her), "/account/passkeys/ask", name="Phone")

    assert asked["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert (asked["rp"], asked["attestation"]) == ({"name": "Programs", "id": "localhost"}, "none")
    assert (asked["user"]["name"], len(asked["user"]["id"])) == ("Phone", 43)
    assert HER not in json.dumps(asked)


def test_all_of_hers_stand_under_one_name_and_no_device_makes_a_second(
    her: Account, device: Device, signed_in: SignedIn
) -> None:
    asked = question(signed_in(her), "/account/passkeys/ask", name="Laptop")

    assert asked["user"]["id"] == b64(device.user_handle)
    assert [one["id"] for one in asked["excludeCredentials"]] == [b64(device.credential_id)]


def test_an_answer_that_was_sent_before_is_refused(
    device: Device, browser: Callable[[], Browser]
) -> None:
    """Even with the cookie of that moment, and from a device that does not count."""
    device.counts = False
    hers = browser()
    answer = device.sign(question(hers))
    cookie = hers.cookie()
    post(hers, "/account/passkey", {"credential": answer})
    assert is_signed_in(hers)

    thief = browser()
    assert refused(thief, answer)
    name = thief.app.config["SESSION_COOKIE_NAME"]
    thief.client.set_cookie(name, cookie or "", domain="localhost", secure=True)
    assert refused(thief, answer)


def test_a_question_is_asked_of_one_browser(device: Device, browser: Callable[[], Browser]) -> None:
    asked = question(browser())

    assert refused(browser(), device.sign(asked))
    other = browser()
    question(other)
    assert refused(other, device.sign(asked))


def test_after_a_wrong_answer_the_right_one_comes_too_late(
    device: Device, visitor: Browser
) -> None:
    asked = question(visitor)

    assert refused(visitor, Device(user_handle=device.user_handle).sign(asked))
    assert refused(visitor, device.sign(asked))


def test_a_question_waits_five_minutes(device: Device, visitor: Browser, clock: Any) -> None:
    asked = question(visitor)
    clock.move(timedelta(minutes=5, seconds=1))

    assert refused(visitor, device.sign(asked))


LIES: dict[str, Callable[[Device, dict[str, Any]], str]] = {
    "from another site": lambda own, asked: own.sign(asked, origin="https://evil.example"),
    "for another site": lambda own, asked: own.sign(asked | {"rpId": "evil.example"}),
    "without a finger": lambda own, asked: own.sign(asked, flags=NO_SIGHT_OF_HER),
    "to another question": lambda own, asked: own.sign(asked | {"challenge": b64(bytes(32))}),
    "under another name": lambda own, asked: _other_handle(own).sign(asked),
    "under no name": lambda own, asked: _changed(own.sign(asked), response={"userHandle": None}),
    "with another key": lambda own, asked: _other_key(own).sign(asked),
    "not signed": lambda own, asked: _changed(own.sign(asked), response={"signature": "AAAA"}),
    "no answer": lambda own, asked: "",
    "not an answer": lambda own, asked: '{"id": 1}',
    "deep": lambda own, asked: "[" * 50_000,
}


def _other_handle(own: Device) -> Device:
    other = own.copy()
    other.user_handle = bytes(32)
    return other


def _other_key(own: Device) -> Device:
    return Device(credential_id=own.credential_id, user_handle=own.user_handle)


def _changed(answer: str, *, response: dict[str, Any]) -> str:
    said = json.loads(answer)
    said["response"] |= response
    return json.dumps(said)


def test_nothing_but_the_truth_signs_in(device: Device, visitor: Browser) -> None:
    for name, lie in LIES.items():
        assert refused(visitor, lie(device, question(visitor))), name

    sign_in_with(visitor, device)
    assert is_signed_in(visitor)


def test_a_copy_that_counts_for_itself_is_refused(
    device: Device, browser: Callable[[], Browser], session: Session
) -> None:
    copy = device.copy()
    for _ in range(3):
        sign_in_with(browser(), device)

    thief = browser()
    assert refused(thief, copy.sign(question(thief)))
    copy.counts, copy.count = False, 0
    assert refused(thief, copy.sign(question(thief)))
    assert [one.sign_count for one in kept(session)] == [3]


def test_a_device_that_never_counts_may_sign_in_again(
    device: Device, browser: Callable[[], Browser]
) -> None:
    device.counts = False

    for visit in (browser(), browser()):
        sign_in_with(visit, device)
        assert is_signed_in(visit)


def test_somebody_elses_device_never_signs_in_as_her(
    device: Device, make: Make, visitor: Browser, session: Session, now: datetime
) -> None:
    hers = kept_device(session, make.an_account(RoleName.MENTEE), now=now)
    hers.user_handle = device.user_handle

    assert refused(visitor, hers.sign(question(visitor)))
    hers.credential_id = device.credential_id
    assert refused(visitor, hers.sign(question(visitor)))


def test_nobody_takes_a_device_over_by_adding_it_again(
    device: Device, make: Make, signed_in: SignedIn, session: Session
) -> None:
    thief = signed_in(make.an_account(RoleName.MENTEE))
    asked = question(thief, "/account/passkeys/ask", name="Mine")
    made = Device(credential_id=device.credential_id).make(asked)

    post(thief, "/account/passkeys", {"name": "Mine", "credential": made})

    assert "is kept already" in thief.follow().text
    assert [one.name for one in kept(session)] == ["Phone"]


@pytest.mark.parametrize(
    "wrong",
    [{"origin": "https://evil.example"}, {"flags": NO_SIGHT_OF_HER}],
    ids=["another site", "no finger"],
)
def test_only_a_true_answer_is_kept(
    her: Account, signed_in: SignedIn, session: Session, wrong: dict[str, Any]
) -> None:
    browser = signed_in(her)
    asked = question(browser, "/account/passkeys/ask", name="Phone")

    for made in (Device().make(asked, **wrong), Device().make(asked), "", '{"id": []}'):
        post(browser, "/account/passkeys", {"name": "Phone", "credential": made})
        assert "nothing was added" in browser.follow().text

    assert kept(session) == []


def test_a_question_of_the_sign_in_adds_nothing_and_the_other_way_round(
    device: Device, her: Account, signed_in: SignedIn, session: Session
) -> None:
    browser = signed_in(her)
    asked = question(browser, "/account/passkeys/ask", name="Laptop")
    asked["rpId"] = asked["rp"]["id"]
    browser.post("/account/passkey/still-me", {"credential": device.sign(asked)})

    assert NO in browser.follow().text


def test_a_removed_one_is_refused(
    device: Device, her: Account, signed_in: SignedIn, visitor: Browser, session: Session
) -> None:
    browser = signed_in(her)
    browser.get("/account/passkeys")
    browser.send(action="remove")

    assert "You have none" in browser.follow().text
    assert refused(visitor, device.sign(question(visitor)))
    assert kept(session) == []


def test_the_letters_tell_her_of_each(her: Account, signed_in: SignedIn, session: Session) -> None:
    browser = signed_in(her)
    add_passkey(browser)
    browser.get("/account/passkeys")
    browser.send(action="remove")

    assert letters(session) == [LetterKind.PASSKEY_ADDED, LetterKind.PASSKEY_REMOVED]


def test_somebody_elses_is_not_found(
    device: Device, make: Make, signed_in: SignedIn, session: Session
) -> None:
    (passkey,) = kept(session)

    other = signed_in(make.an_account(RoleName.MENTEE))
    assert post(other, f"/account/passkeys/{passkey.id}/remove", {}).status == 404

    assert len(kept(session)) == 1


def test_whoever_sits_at_her_device_changes_nothing_without_the_password(
    device: Device, her: Account, signed_in: SignedIn, session: Session
) -> None:
    browser = signed_in(her)
    asked = question(browser, "/account/passkeys/ask", name="Mine")
    with browser.client.session_transaction(base_url=OUR_HOME) as visit:
        visit["fs_paa"] = 0
    (passkey,) = kept(session)
    answers = [
        browser.get("/account/passkeys", expect=None),
        post(browser, "/account/passkeys/ask", {"name": "Mine"}),
        post(browser, "/account/passkeys", {"name": "M", "credential": Device().make(asked)}),
        post(browser, f"/account/passkeys/{passkey.id}/remove", {}),
    ]

    assert {one.location for one in answers} == {"/account/verify?next=/account/passkeys"}
    assert [one.id for one in kept(session)] == [passkey.id]


def test_a_passkey_shows_that_it_is_still_she(
    device: Device, her: Account, make: Make, signed_in: SignedIn
) -> None:
    browser, other = signed_in(her), signed_in(make.an_account(RoleName.MENTEE))
    for one in (browser, other):
        with one.client.session_transaction(base_url=OUR_HOME) as visit:
            visit["fs_paa"] = 0
        post(one, "/account/passkey/still-me", {"credential": device.sign(question(one))})

    assert browser.get("/yours/delete").status == 200
    assert NO in other.follow().text
    assert (
        "Is it still you?"
        in other._open(
            other.get("/yours/delete", expect=None).location, expect=200, method="GET"
        ).text
    )


NEW = "an entirely different sentence"


def change_password(browser: Browser, _session: Session) -> None:
    sign_in(browser, HER)
    browser.get("/account/change")
    typed = {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
    browser.send(typed, action="change")


def ask_for_a_new_password(browser: Browser, session: Session) -> None:
    browser.get("/account/reset")
    browser.send({"email": HER}, action="reset", expect=200)
    browser.get(last_link(session, LetterKind.RESET_PASSWORD))
    browser.send({"password": NEW, "password_confirm": NEW}, action="reset")


@pytest.mark.parametrize("choose", [change_password, ask_for_a_new_password])
def test_a_new_password_removes_all_of_hers(
    device: Device,
    make: Make,
    session: Session,
    now: datetime,
    browser: Callable[[], Browser],
    choose: Callable[[Browser, Session], None],
) -> None:
    """Whoever added one at her desk is out when she chooses another password."""
    other = kept_device(session, make.an_account(RoleName.MENTOR), now=now)
    choose(browser(), session)

    stranger, colleague = browser(), browser()
    assert refused(stranger, device.sign(question(stranger)))
    sign_in_with(colleague, other)
    assert is_signed_in(colleague)


@pytest.mark.parametrize("fault", ["active", "confirmed_at"])
def test_a_closed_account_stays_closed(
    device: Device, her: Account, visitor: Browser, session: Session, fault: str
) -> None:
    setattr(her, fault, False if fault == "active" else None)
    session.commit()

    assert refused(visitor, device.sign(question(visitor)))


def test_a_coordinator_is_asked_for_her_code_as_well(
    app: Flask, make: Make, visitor: Browser, session: Session, now: datetime
) -> None:
    account = make.a_coordinator(email="runs.rounds@example.org")
    with app.app_context():
        secret = app.extensions["security"].totp_factory.generate_totp_secret()
    account.tf_totp_secret = secret
    session.commit()
    device = kept_device(session, account, now=now)

    answer = sign_in_with(visitor, device)

    assert answer.location.startswith("/account/tf-validate")
    assert not is_signed_in(visitor)
    sign_in_with(visitor, device)
    visitor.follow()
    code = authenticator(app, secret).generate().token
    visitor.send({"code": code}, action="tf-validate")
    assert is_signed_in(visitor)


def test_a_coordinator_without_a_second_step_sets_it_up_first(
    make: Make, visitor: Browser, session: Session, now: datetime
) -> None:
    account = make.an_account(RoleName.MENTEE)
    device = kept_device(session, account, now=now)
    make.a_coordinator()
    account.roles.append(type(account.roles[0])(name=RoleName.COORDINATOR))
    session.commit()

    assert sign_in_with(visitor, device).location.startswith("/account/tf-setup")
    assert visitor.get("/desk/", expect=302).location.startswith("/account/login")


def test_ten_are_enough(her: Account, signed_in: SignedIn, session: Session, now: datetime) -> None:
    for _ in range(10):
        kept_device(session, her, now=now)
    browser = signed_in(her)

    made = Device().make(question(browser, "/account/passkeys/ask", name="More"))
    post(browser, "/account/passkeys", {"name": "More", "credential": made})

    assert "more are not kept" in browser.follow().text
    assert len(kept(session)) == 10


def test_names_of_devices_are_hers_to_choose(
    her: Account, signed_in: SignedIn, session: Session
) -> None:
    browser = signed_in(her)
    add_passkey(browser, "\u202eهاتف <b>'\"")
    browser.get("/account/passkeys")

    assert "هاتف <b>'\"" in browser.get("/account/passkeys").text
    for empty in ("", " ", "x" * 41):
        assert post(browser, "/account/passkeys/ask", {"name": empty}).status == 422
        page = post(browser, "/account/passkeys", {"name": empty})
        assert "Could you look at this again?" in page.text


@pytest.mark.parametrize("path", ["/account/passkey", "/account/passkey/ask"])
def test_trying_without_end_is_slowed_for_one_place(
    visitor: Browser, session: Session, now: datetime, path: str
) -> None:
    key = keyed_digest("attempts:place", "127.0.0.0/24")
    session.add(Attempts(key=key, since=now, count=299))
    session.commit()

    statuses = [post(visitor, path, {}).status for _ in range(2)]

    assert (statuses[0] < 400, statuses[1]) == (True, 429)


def test_hundreds_behind_one_address_sign_in_without_waiting_for_each_other(
    visitor: Browser,
) -> None:
    """Nobody is named at this door, so nobody's tries are counted but those of the whole place."""
    for _ in range(25):
        question(visitor)


def test_her_own_copy_lists_them_without_anything_that_could_be_used(
    device: Device, her: Account, session: Session
) -> None:
    said = str(everything_about(session, her))

    assert "Phone, added 2 March 2026" in said
    assert b64(device.credential_id) not in said


def test_without_scripts_the_pages_say_what_a_password_does(
    her: Account, signed_in: SignedIn, visitor: Browser
) -> None:
    page = visitor.get("/account/login")
    settings = signed_in(her).get("/account/passkeys")

    form = next(one for one in page.forms() if "data-passkey" in one.attrib)
    assert "hidden" in form.attrib
    assert "your password opens everything" in settings.text
