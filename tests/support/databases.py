"""The app on whichever database a test asks for: one test, both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SETTINGS, Clock
from flask import Flask

from mentorship.app import create_app
from mentorship.db import db
from mentorship.models.base import Base
from support.swift_database import made_swift


def an_app_on(request: pytest.FixtureRequest, instance: Path, clock: Clock) -> Iterator[Flask]:
    """The app with empty tables on the database that the fixture's parameter names."""
    more = {}
    if request.param == "postgresql":
        more = {"DATABASE_URL": request.getfixturevalue("postgres_url")}
    app = create_app({**SETTINGS, **more}, instance=instance, clock=clock)
    with app.app_context():
        Base.metadata.create_all(made_swift(db.engine))
    yield app
    with app.app_context():
        db.engine.dispose()
