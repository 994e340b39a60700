"""The commands beside `match`: each is there, and each refuses in one sentence."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask_migrate import upgrade
from sqlalchemy import select
from support.browser import Browser

from mentorship.app import create_app
from mentorship.cli import COMMANDS, main
from mentorship.cli.demonstration import own_folder, prepare
from mentorship.db import db
from mentorship.domain.lifecycle import MatchState
from mentorship.models.account import Account, RoleName
from mentorship.models.letter import Letter
from mentorship.models.match import Match
from mentorship.services.demonstration import PASSWORD, demo_people


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance folder of its own, named as a person would name it."""
    monkeypatch.setenv("MENTORSHIP_INSTANCE", str(tmp_path))
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, words, prog_name="mentorship")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_that_help_lists_is_there(name: str) -> None:
    code, said = run(name, "--help")

    assert code == 0
    assert said.startswith(f"Usage: mentorship {name}")


def test_the_tables_are_made_and_a_coordinator_added(here: Path) -> None:
    assert run("migration", "upgrade")[0] == 0

    code, said = run("coordinator", "add", "first@example.org")

    assert code == 0
    assert "http://localhost:8000/account/reset/" in said
    assert run("coordinator", "add", "not an address")[0] == 1


def test_nothing_waits_and_nothing_is_sent(here: Path) -> None:
    run("migration", "upgrade")

    code, said = run("post", "deliver")

    assert (code, said) == (
        0,
        "0 sent, 0 to be tried again, 0 need a person, 0 no longer true.\n",
    )
    assert run("worker", "--once")[0] == 0


def test_the_demonstration_does_not_run_in_production(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENTORSHIP_ENV", "production")

    code, said = run("demo", "--prepare-only")

    assert code == 2
    assert "does not run in production" in said
    assert list(here.iterdir()) == []


def test_a_demonstration_stays_in_the_folder_that_is_named(here: Path) -> None:
    assert own_folder(fresh=False) == here
    (here / "clicked").touch()

    assert own_folder(fresh=True) == here
    assert not (here / "clicked").exists()


def test_what_is_no_demonstration_is_neither_emptied_nor_shown(here: Path) -> None:
    (here / "keys").touch()

    for words in (("--fresh",), ()):
        code, said = run("demo", "--prepare-only", *words)
        assert (code, "something else than a demonstration" in said) == (2, True)

    assert [one.name for one in here.iterdir()] == ["keys"]


def test_production_names_everything_that_is_unsafe(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MENTORSHIP_ENV", "production")

    code, said = run("serve")

    assert code == 2
    assert said.count("\n- ") >= 4


def test_the_demonstration_stands_at_the_review(tmp_path: Path) -> None:
    settings = {"TESTING": True, "BASE_URL": "https://localhost", "DEMO": True}
    app = create_app(settings, instance=tmp_path)

    prepare(app)

    with app.app_context():
        people = demo_people(db.session())
        assert [account.role_names for account in (people.coordinator, people.mentee)] == [
            {RoleName.COORDINATOR},
            {RoleName.MENTEE},
        ]
        states = set(db.session.scalars(select(Match.state)))
        assert states == {MatchState.PROPOSED}
        assert db.session.scalar(select(Letter.id)) is None
        count = len(db.session.scalars(select(Account.id)).all())
        db.session.remove()
    prepare(app)  # again: nothing is doubled
    with app.app_context():
        assert len(db.session.scalars(select(Account.id)).all()) == count == 3
        db.session.remove()
    visitor = Browser(app)
    page = visitor.get("/demo/")
    assert PASSWORD in page.text
    visitor.get("/demo/letters")
    assert visitor.get("/", expect=302).location.endswith("/demo/")


def test_migrations_bring_an_empty_database_to_the_newest_step(here: Path) -> None:
    app = create_app({"TESTING": True})
    with app.app_context():
        upgrade()
        assert db.session.scalars(select(Account)).all() == []
        db.session.remove()
