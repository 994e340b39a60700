"""What a development leaves in a folder is refused when the folder becomes a production's."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.production import NOW, a_safe_production, loaded, the_instance

from mentorship.config_check import faults
from mentorship.config_leftovers import about_leftovers
from mentorship.models.keys import write_new_keys

Settings = dict[str, Any]


def found(folder: Path, settings: Settings) -> list[str]:
    return faults(loaded(folder, **settings), now=NOW)


def left(place: Path, *, mode: int = 0o600) -> Path:
    """A file that nobody looks at any more."""
    place.parent.mkdir(mode=0o700, exist_ok=True)
    place.write_text("what somebody told us")
    place.chmod(mode)
    return place


LEFT_OPEN = [
    "mentorship.sqlite.before",
    "mentorship.sqlite-journal",
    "secret-key",
    "copies/of-spring.tar",
]


@pytest.mark.parametrize("name", LEFT_OPEN)
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_no_file_in_the_instance_can_be_read_by_others(
    tmp_path: Path, name: str, mode: int
) -> None:
    settings = a_safe_production(tmp_path)
    file = left(the_instance(tmp_path) / name)
    assert found(tmp_path, settings) == []

    file.chmod(mode)

    assert found(tmp_path, settings) == [f"{file} can be read by others: chmod 600 it."]


@pytest.mark.parametrize("through_a_link", [False, True])
def test_nor_beside_a_database_that_lies_elsewhere(tmp_path: Path, through_a_link: bool) -> None:
    settings = a_safe_production(tmp_path)
    database = left(tmp_path / "elsewhere" / "rounds.sqlite")
    if through_a_link:
        (the_instance(tmp_path) / "mentorship.sqlite").symlink_to(database)
    else:
        settings |= {"DATABASE_URL": f"sqlite:///{database}"}
    file = left(database.with_name("rounds.sqlite.before"), mode=0o644)

    assert found(tmp_path, settings) == [f"{file} can be read by others: chmod 600 it."]


def test_of_many_open_files_a_few_are_named_and_the_others_counted(tmp_path: Path) -> None:
    settings = a_safe_production(tmp_path)
    for number in range(8):
        left(the_instance(tmp_path) / f"copy-{number}", mode=0o644)

    *named, rest = found(tmp_path, settings)

    assert len(named) == 5
    assert rest.startswith("3 more files, such as ")


def _the_keys_in_use(folder: Path, keys: Path) -> Path:
    return Path(shutil.copy(keys, the_instance(folder) / "keys"))


def _other_keys(folder: Path, _keys: Path) -> Path:
    write_new_keys(the_instance(folder) / "keys.new")
    return the_instance(folder) / "keys.new"


def _keys_further_in(folder: Path, keys: Path) -> Path:
    (the_instance(folder) / "demo").mkdir(mode=0o700)
    return Path(shutil.copy(keys, the_instance(folder) / "demo" / "old"))


@pytest.mark.parametrize("leave", [_the_keys_in_use, _other_keys, _keys_further_in])
def test_no_copy_of_keys_lies_beside_the_database(
    tmp_path: Path, leave: Callable[[Path, Path], Path]
) -> None:
    settings = a_safe_production(tmp_path)
    copy = leave(tmp_path, Path(settings["KEYS_FILE"]))

    [said] = found(tmp_path, settings)

    assert said.startswith(f"{copy} holds keys beside the database")
    # With PostgreSQL nobody has both by copying the folder.
    nearby = {"DATABASE_URL": "postgresql://me@localhost/rounds"}
    assert found(tmp_path, settings | nearby) == []


@pytest.mark.parametrize(
    "name", ["letters/20260302-090000-abcdefgh.eml", "letters/a", "post/a.eml"]
)
def test_letters_of_a_development_are_refused(tmp_path: Path, name: str) -> None:
    settings = a_safe_production(tmp_path)
    (the_instance(tmp_path) / "letters").mkdir(mode=0o700)
    assert found(tmp_path, settings) == []
    letter = left(the_instance(tmp_path) / name)

    assert found(tmp_path, settings) == [
        f"{letter.parent} holds letters that anybody with the folder can read: remove them."
    ]


def test_a_database_among_very_many_files_is_given_a_folder_of_its_own(tmp_path: Path) -> None:
    for number in range(5_001):
        (tmp_path / str(number)).touch(mode=0o600)
    places = dict.fromkeys(
        ("MENTORSHIP_INSTANCE", "KEYS_FILE", "TOMBSTONES_FILE", "AUDIT_HEAD_FILE"),
        tmp_path / "none",
    )

    [said] = about_leftovers(places, {tmp_path})

    assert "very many files" in said
