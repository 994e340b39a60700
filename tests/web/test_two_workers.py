"""Two workers on one database: what one has counted or used up, the other knows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import SETTINGS, Clock
from flask import Flask
from passlib.totp import TOTP
from sqlalchemy.orm import Session
from support.accounts import authenticator, last_link, sign_in
from support.browser import Browser
from support.make import PASSWORD, Make, hashed

from mentorship.app import create_app
from mentorship.db import db
from mentorship.models.account import Account, RoleName
from mentorship.models.letter import LetterKind

HER = "her@example.org"
NEAR, FAR = "192.0.2.7", "198.51.100.1"
STEP = 30
CODES = ["1111-1111-1111", "2222-2222-2222"]


@dataclass
class Workers:
    """The same programme twice, as two processes of a server have it."""

    apps: tuple[Flask, Flask]
    session: Session

    def browser(self, number: int) -> Browser:
        return Browser(self.apps[number], before=self.session.commit)


@pytest.fixture
def workers(app: Flask, instance: Path, clock: Clock, session: Session) -> Iterator[Workers]:
    second = create_app(SETTINGS, instance=instance, clock=clock)
    yield Workers((app, second), session)
    with second.app_context():
        db.engine.dispose()


@pytest.fixture
def her(app: Flask, make: Make) -> Account:
    with app.app_context():
        return make.an_account(RoleName.MENTEE, email=HER, password=hashed())


Try = Callable[..., int]


@pytest.fixture
def try_at(workers: Workers) -> Try:
    """Sends a password to one of the two workers, from some place; the status of the answer."""
    devices = [workers.browser(number) for number in range(2)]
    tokens = [device.token() for device in devices]

    def send(worker: int, password: str, *, place: str = NEAR) -> int:
        form = {"csrf_token": tokens[worker], "email": HER, "password": password}
        at = {"REMOTE_ADDR": place}
        answer = devices[worker].raw("POST", "/account/login", data=form, environ_overrides=at)
        return answer.status_code

    return send


def test_whoever_guesses_at_both_is_counted_once_and_she_still_comes_in(
    her: Account, try_at: Try
) -> None:
    guesses = [try_at(number % 2, "a guess that is wrong") for number in range(24)]

    assert guesses == [200] * 20 + [429] * 4
    assert try_at(1, PASSWORD, place=FAR) == 303


def test_beside_a_guesser_she_gets_in_with_a_new_password(
    her: Account, try_at: Try, workers: Workers
) -> None:
    """The guesser sits in her own hospital: their network is one place."""
    for number in range(21):
        status = try_at(number % 2, "a guess that is wrong")
    assert status == 429

    new, at = "an entirely different sentence", {"REMOTE_ADDR": NEAR}
    device = workers.browser(0)
    form = {"csrf_token": device.token(), "email": HER}
    asked = device.raw("POST", "/account/reset", data=form, environ_overrides=at)
    link = last_link(workers.session, LetterKind.RESET_PASSWORD)
    form |= {"password": new, "password_confirm": new}
    kept = device.raw("POST", link, data=form, environ_overrides=at)

    assert (asked.status_code, kept.status_code) == (200, 303)
    assert try_at(1, new) == 303


def with_an_authenticator(workers: Workers, her: Account) -> TOTP:
    with workers.apps[0].app_context():
        factory = workers.apps[0].extensions["security"].totp_factory
        her.tf_totp_secret = factory.generate_totp_secret()
    her.tf_primary_method, her.mf_recovery_codes = "authenticator", CODES
    workers.session.commit()
    return authenticator(workers.apps[0], str(her.tf_totp_secret))


def second_step(workers: Workers, worker: int, code: str) -> bool:
    """True when a new device of hers, at this worker, comes in with the code."""
    device = workers.browser(worker)
    sign_in(device, HER)
    device.follow()
    device.send({"code": code}, action="tf-validate", expect=None)
    return device.get("/account/settings", expect=None).status == 200


@pytest.mark.parametrize("edge", [-1, 0, 1])
def test_a_code_works_once_at_both_edges_of_its_half_minute(
    workers: Workers, her: Account, monkeypatch: pytest.MonkeyPatch, edge: int
) -> None:
    """Phones go a little ahead or behind: a code of the step beside this one is taken, once."""
    phone = with_an_authenticator(workers, her)
    moment = int(datetime(2026, 3, 2, 9, 0, tzinfo=UTC).timestamp()) // STEP * STEP
    for one in workers.apps:
        factory = one.extensions["security"].totp_factory._totp
        monkeypatch.setattr(factory, "now", staticmethod(lambda: float(moment)))
    code = phone.generate(time=moment + edge * STEP).token

    assert [second_step(workers, worker, code) for worker in (0, 1, 0)] == [True, False, False]


def test_a_code_of_the_step_before_is_not_taken_after_a_newer_one(
    workers: Workers, her: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = with_an_authenticator(workers, her)
    moment = int(datetime(2026, 3, 2, 9, 0, tzinfo=UTC).timestamp()) // STEP * STEP
    for one in workers.apps:
        factory = one.extensions["security"].totp_factory._totp
        monkeypatch.setattr(factory, "now", staticmethod(lambda: float(moment)))

    newer = phone.generate(time=moment).token
    older = phone.generate(time=moment - STEP).token

    assert [second_step(workers, 0, newer), second_step(workers, 1, older)] == [True, False]


def test_a_recovery_code_is_used_up_for_both(workers: Workers, her: Account) -> None:
    with_an_authenticator(workers, her)
    came_in = []
    for number in range(2):
        device = workers.browser(number)
        sign_in(device, HER)
        device.get("/account/mf-recovery")
        device.send({"code": CODES[0]}, action="mf-recovery", expect=None)
        came_in.append(device.get("/account/settings", expect=None).status == 200)

    assert came_in == [True, False]
