"""Fixtures of all tests: the app on a database of its own, the clock, people and their browsers."""

import gc
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from support.browser import Browser
from support.compiled import COMPILED, CompiledRule
from support.make import Make
from support.swift_database import made_swift

from mentorship.app import create_app
from mentorship.db import db
from mentorship.models.account import Account, RoleName
from mentorship.models.base import Base
from mentorship.services.accounts import start_sign_in

pytest_plugins = [
    "support.road",
    "support.desk",
    "support.servers",
    "support.rough_world",
    "support.mail_servers",
]

# Each test makes its app anew; what does not differ is compiled once.
Flask.url_rule_class = CompiledRule
Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": COMPILED}

SETTINGS = {
    "TESTING": True,
    "ENV": "development",
    "BASE_URL": "https://localhost",
    "ANSWER_SECONDS": 0.0,
}


# Each takes a minute or more: begun last, one worker would walk it while the others stand idle.
_LONGEST = (
    "test_from_two_sheets_to_two_letters.py",
    "test_at_rest_whole_round.py",
    "test_access_matrix.py",
    "test_twin_worlds.py",
    "test_everybody_in_every_state.py",
    "test_field_by_viewer_and_stage.py",
    "test_a_shared_computer.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest is begun first."""
    items.sort(key=lambda item: item.path.name not in _LONGEST)


def pytest_collection_finish() -> None:
    """What stays to the end is not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()


class Clock:
    """The clock of the app under test; it stands still until a test moves it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def move(self, step: timedelta) -> datetime:
        self.moment += step
        return self.moment


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


@pytest.fixture(scope="session")
def fresh_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with keys and empty tables; each test starts from a copy."""
    folder = tmp_path_factory.mktemp("instance")
    app = create_app(SETTINGS, instance=folder)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        db.engine.dispose()
    return folder


@pytest.fixture
def instance(fresh_instance: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(fresh_instance, tmp_path / "instance"))


@pytest.fixture
def app(instance: Path, clock: Clock) -> Iterator[Flask]:
    app = create_app(SETTINGS, instance=instance, clock=clock)
    with app.app_context():
        made_swift(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def engine(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """The test's own look at the database. A browser's request lets its transaction go first."""
    with Session(engine) as session:
        yield session


@pytest.fixture
def make(session: Session, now: datetime) -> Make:
    return Make(session, now=now)


@pytest.fixture
def browser(app: Flask, session: Session) -> Callable[[], Browser]:
    """Makes browsers: each is another device."""
    return lambda: Browser(app, before=session.commit)


@pytest.fixture
def visitor(browser: Callable[[], Browser]) -> Browser:
    return browser()


@pytest.fixture
def signed_in(
    browser: Callable[[], Browser], session: Session, clock: Clock
) -> Callable[[Account], Browser]:
    """Makes a browser that is signed in, without the pages of signing in."""

    def sign_in(account: Account) -> Browser:
        token = start_sign_in(session, account, now=clock())
        uniquifier = account.fs_uniquifier
        device = browser()
        device.before()
        with device.client.session_transaction(base_url="https://localhost") as visit:
            visit["_user_id"] = uniquifier
            visit["token"] = token
            visit["seen"] = int(clock().timestamp())
            visit["fs_paa"] = datetime.now(UTC).timestamp()
        return device

    return sign_in


@pytest.fixture
def mentee_client(make: Make, signed_in: Callable[[Account], Browser]) -> Browser:
    return signed_in(make.an_account(RoleName.MENTEE))


@pytest.fixture
def mentor_client(make: Make, signed_in: Callable[[Account], Browser]) -> Browser:
    return signed_in(make.an_account(RoleName.MENTOR))


@pytest.fixture
def coordinator_client(make: Make, signed_in: Callable[[Account], Browser]) -> Browser:
    return signed_in(make.a_coordinator())
