"""What whoever looks after the server settles: a workplace that nobody could read."""

import pytest
from click.testing import CliRunner
from support.desk import Desk

from mentorship.cli import main

WRITTEN = "The old mill, third floor"


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ("round", *words), prog_name="mentorship")
    return result.exit_code, result.output


@pytest.fixture
def mill(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("MENTORSHIP_INSTANCE", desk.browser.app.instance_path)
    desk.her(workplace=WRITTEN)
    desk.look()
    desk.session.commit()
    return desk


def test_the_spelling_is_told_and_nobody_who_wrote_it(mill: Desk) -> None:
    assert run("spellings") == (0, f"{mill.round.name}:\n  {WRITTEN}\n")


def test_from_then_on_it_means_the_place(mill: Desk) -> None:
    code, said = run("spelling-is", WRITTEN, "Cleveland Clinic")

    assert (code, said.startswith("It means Cleveland Clinic")) == (0, True)
    mill.look()
    mill.session.commit()
    assert run("spellings") == (0, f"{mill.round.name}:\n")


def test_a_place_that_nobody_knows_changes_nothing(mill: Desk) -> None:
    code, _ = run("spelling-is", WRITTEN, "No such house")

    assert code != 0
    assert run("spellings")[1].endswith(f"{WRITTEN}\n")
