"""Every page × method × kind of person × whose it is, against a table that people can read.

A page that is new needs its rows in access_matrix.csv; the first test prints what it answers now.
Whose a thing is matters only where a view looks for it: HEAD runs the same view as GET, OPTIONS
runs none, and a method that a page does not have is refused before anything is looked for.
"""

import csv
import itertools
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from support.access_world import ABSENT, METHODS, OTHER, OWN, PERSONAS, Answer, World, world_in
from support.swift_database import made_swift

from mentorship.app import create_app
from mentorship.db import db

TABLE = Path(__file__).with_name("access_matrix.csv")
SETTINGS = {"TESTING": True, "BASE_URL": "https://localhost", "ANSWER_SECONDS": 0.0}
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CLASSES = {"open", "sign-in", "enrol", "not-found", "not-allowed", "refused"}
SIGNED_OUT = PERSONAS[:4]
# A method that a page does not have is refused before anybody is known: three kinds show it.
OF_ALL_SORTS = ("anonymous", "mentee", "coordinator")
# Page, method, whose, persona.
Cell = tuple[str, str, str, str]


@dataclass(frozen=True)
class Sweep:
    """Every cell that can be asked for: the endpoint that answers, and the answer."""

    endpoints: Mapping[Cell, str]
    answers: Mapping[Cell, Answer]


@pytest.fixture(scope="module")
def world(fresh_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world") / "instance"
    shutil.copytree(fresh_instance, folder)
    app = create_app(SETTINGS, instance=folder, clock=lambda: NOW)
    with app.app_context():
        made_swift(db.engine)
    with app.test_request_context(base_url="https://localhost"), Session(db.engine) as session:
        made = world_in(app, session, NOW)
    yield made
    made.close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def sweep(world: World) -> Sweep:
    endpoints = everything(world.app)
    rules = {rule.rule: rule for rule in world.app.url_map.iter_rules()}
    return Sweep(
        endpoints,
        {
            (page, method, whose, who): world.ask(who, method, rules[page], whose)
            for page, method, whose, who in endpoints
        },
    )


def everything(app: Flask) -> dict[Cell, str]:
    """Every cell that the programme has, and which endpoint answers there; "" for none."""
    found: dict[Cell, str] = {}
    for page in {rule.rule for rule in app.url_map.iter_rules()}:
        rules = [rule for rule in app.url_map.iter_rules() if rule.rule == page]
        answering = {method: rule.endpoint for rule in rules for method in rule.methods or ()}
        speaks_of = any(rule.arguments - set(rule.defaults or {}) for rule in rules)
        for method, who in itertools.product(METHODS, PERSONAS):
            if method not in answering and who not in OF_ALL_SORTS:
                continue
            looks = speaks_of and method in ("GET", "POST") and method in answering
            for whose in (OWN, OTHER, ABSENT) if looks else (OWN,):
                found[page, method, whose, who] = answering.get(method, "")
    return found


def table() -> tuple[dict[Cell, str], dict[Cell, str]]:
    """What the table says: the endpoint and the class of the answer, cell by cell."""
    endpoints: dict[Cell, str] = {}
    classes: dict[Cell, str] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            methods, whose = row["methods"].split(), row["whose"].split()
            people = PERSONAS if row["endpoint"] else OF_ALL_SORTS
            for method, one, who in itertools.product(methods, whose, people):
                cell = (row["page"], method, one, who)
                assert cell not in classes, f"twice in the table: {cell}"
                endpoints[cell], classes[cell] = row["endpoint"], row[who]
    return endpoints, classes


def test_the_table_speaks_of_every_page_and_of_no_other(sweep: Sweep) -> None:
    endpoints, classes = table()

    missing = {
        ",".join((*cell[:3], endpoint, cell[3], sweep.answers[cell].what))
        for cell, endpoint in sweep.endpoints.items()
        if endpoints.get(cell) != endpoint
    }
    surplus = endpoints.keys() - sweep.endpoints.keys()
    assert (sorted(missing), sorted(surplus)) == ([], [])
    assert set(classes.values()) == CLASSES


def test_everybody_gets_the_answer_that_the_table_says(sweep: Sweep) -> None:
    _, classes = table()

    wrong = [
        (*cell, f"expected {classes.get(cell)}", f"got {answer.what}")
        for cell, answer in sweep.answers.items()
        if answer.what != classes.get(cell)
    ]

    assert wrong == []


def test_other_peoples_things_answer_byte_by_byte_as_if_they_did_not_exist(sweep: Sweep) -> None:
    pairs = [
        (cell, answer, sweep.answers[(*cell[:2], ABSENT, cell[3])])
        for cell, answer in sweep.answers.items()
        if cell[2] == OTHER
    ]

    assert len(pairs) > 500
    assert [cell for cell, other, absent in pairs if other.everything != absent.everything] == []


def test_whoever_cannot_be_signed_in_is_nobody(sweep: Sweep) -> None:
    """Unconfirmed, ended and closed see what a stranger sees.

    Their cookie goes with the first answer, so a form that they send is refused once for its token.
    """
    _, classes = table()

    assert {
        (classes[(*cell[:3], SIGNED_OUT[0])], what)
        for cell, what in classes.items()
        if cell[3] in SIGNED_OUT and what != classes[(*cell[:3], SIGNED_OUT[0])]
    } == {("open", "refused"), ("sign-in", "refused")}


def test_the_sweep_reaches_what_it_is_about(sweep: Sweep) -> None:
    """Nobody is kept out of pages that are empty anyway: to their owners they show something."""
    shown = {
        "/home/meet/<match_id>": ("mentee", "other mentee"),
        "/mentor/requests/<match_id>": ("mentor", "other mentor"),
        "/desk/<round_id>/person/<profile_id>": ("coordinator",),
        "/desk/<round_id>/pair/<match_id>": ("coordinator",),
        "/desk/<round_id>/check/<item_id>": ("coordinator",),
    }
    for page, people in shown.items():
        for who in people:
            assert sweep.answers[page, "GET", OWN, who].everything[0] == 200, (page, who)
