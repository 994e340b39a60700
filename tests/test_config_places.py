"""A production starts only where nobody else can replace what is its own, nor find it twice."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.production import NOW, a_safe_production, loaded, the_instance

from mentorship import config
from mentorship.config_check import faults
from mentorship.config_roads import somebody_else_s, weak_spot
from mentorship.models.keys import write_new_keys

NOBODY = 65534
Settings = dict[str, Any]
Spoil = Callable[[Path, Settings], Settings]


def found(folder: Path, settings: Settings) -> list[str]:
    """What is said of these settings, and of the files as they lie now."""
    return faults(loaded(folder, **settings), now=NOW)


def an_open_folder(folder: Path, name: str = "open", *, mode: int = 0o777) -> Path:
    """A private folder within one where others write."""
    inner = folder / name / "private"
    inner.mkdir(parents=True, exist_ok=True)
    inner.chmod(0o700)
    inner.parent.chmod(mode)
    return inner


def _keys(folder: Path, settings: Settings) -> Settings:
    return {"KEYS_FILE": shutil.copy(settings["KEYS_FILE"], an_open_folder(folder) / "keys")}


def _database(folder: Path, _settings: Settings) -> Settings:
    return {"DATABASE_URL": f"sqlite:///{an_open_folder(folder)}/rounds.sqlite"}


def _a_link_to_a_database(folder: Path, _settings: Settings) -> Settings:
    real = an_open_folder(folder) / "rounds.sqlite"
    real.touch(mode=0o600)
    (the_instance(folder) / "mentorship.sqlite").symlink_to(real)
    return {}


def _a_link_over_an_open_folder(folder: Path, _settings: Settings) -> Settings:
    """Neither where it is named nor where it lies is open; a link in between is."""
    far, between = folder / "far", an_open_folder(folder).parent
    far.mkdir(mode=0o700)
    (between / "link").symlink_to(far)
    (folder / "first").symlink_to(Path("open") / "link")
    return {"DATABASE_URL": f"sqlite:///{folder}/first/rounds.sqlite"}


def _tombstones(folder: Path, _settings: Settings) -> Settings:
    return {"TOMBSTONES_FILE": str(an_open_folder(folder) / "tombstones")}


def _heads(folder: Path, _settings: Settings) -> Settings:
    return {"AUDIT_HEAD_FILE": str(an_open_folder(folder) / "heads")}


def _directly_where_everybody_writes(folder: Path, _settings: Settings) -> Settings:
    an_open_folder(folder, mode=0o1777)
    return {"TOMBSTONES_FILE": str(folder / "open" / "tombstones")}


OPEN: list[tuple[Spoil, str]] = [
    (_keys, "KEYS_FILE"),
    (_database, "DATABASE_URL"),
    (_a_link_to_a_database, "DATABASE_URL"),
    (_a_link_over_an_open_folder, "DATABASE_URL"),
    (_tombstones, "TOMBSTONES_FILE"),
    (_heads, "AUDIT_HEAD_FILE"),
    (_directly_where_everybody_writes, "TOMBSTONES_FILE"),
]


@pytest.mark.parametrize(("spoil", "name"), OPEN, ids=lambda case: getattr(case, "__name__", ""))
def test_what_others_could_replace_is_refused(tmp_path: Path, spoil: Spoil, name: str) -> None:
    settings = a_safe_production(tmp_path)
    settings |= spoil(tmp_path, settings)

    [said] = found(tmp_path, settings)

    assert said.startswith(f"{name} lies in a folder where others can write")
    assert str(tmp_path / "open") in said


@pytest.mark.parametrize("mode", [0o777, 0o775, 0o1777])
def test_an_instance_that_others_could_replace_is_refused(tmp_path: Path, mode: int) -> None:
    settings = a_safe_production(tmp_path)
    instance = an_open_folder(tmp_path, mode=mode)
    settings_of_app = config.Config(str(tmp_path))
    config.load(settings_of_app, instance=instance, overrides=settings)

    said = faults(settings_of_app, now=NOW)

    if mode & 0o1000:  # as /tmp is: what is ours alone there stays where it is
        assert said == []
    else:
        [line] = said
        assert line.startswith("MENTORSHIP_INSTANCE lies in a folder where others can write")
        assert line.endswith(f"chmod go-w {instance.parent}. The same helps DATABASE_URL.")


def test_only_a_folder_of_ours_is_safe_where_everybody_writes(tmp_path: Path) -> None:
    place = an_open_folder(tmp_path, mode=0o1777)
    assert weak_spot(place / "rounds.sqlite") is None

    place.chmod(0o775)
    assert weak_spot(place / "rounds.sqlite") is not None
    place.chmod(0o700)
    (place.parent / "link").symlink_to(place)
    assert weak_spot(place.parent / "link" / "rounds.sqlite") is not None
    assert weak_spot(place.parent / "rounds.sqlite") is not None
    assert weak_spot(place.parent / "not-there-yet" / "rounds.sqlite") is not None


def test_what_belongs_to_neither_us_nor_root_is_found(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.touch(mode=0o600)
    assert weak_spot(file) is None
    if os.geteuid() == 0:
        os.chown(file, NOBODY, NOBODY)

    # Whoever is not root owns the file herself: to root alone it is somebody else's.
    spot = somebody_else_s(file, ours=(0,))

    assert spot is not None
    assert "to somebody else on this machine: chown " in spot.trouble


def _theirs(path: Callable[[Path, Settings], Path]) -> Spoil:
    def spoil(folder: Path, settings: Settings) -> Settings:
        place = path(folder, settings)
        if not place.exists():
            place.touch(mode=0o600)
        os.chown(place, NOBODY, NOBODY)
        return {}

    return spoil


# Nobody but root can give a file away.
GIVEN_AWAY: list[tuple[Spoil, str]] = [
    (_theirs(lambda folder, _: the_instance(folder)), "MENTORSHIP_INSTANCE lies in a folder that"),
    (_theirs(lambda folder, _: the_instance(folder) / "mentorship.sqlite"), "DATABASE_URL belongs"),
    (_theirs(lambda _, settings: Path(settings["KEYS_FILE"])), "KEYS_FILE belongs"),
    (_theirs(lambda _, settings: Path(settings["TOMBSTONES_FILE"])), "TOMBSTONES_FILE belongs"),
    (_theirs(lambda _, settings: Path(settings["KEYS_FILE"]).parent), "KEYS_FILE lies in a folder"),
    (_theirs(lambda folder, _: the_instance(folder) / "queue.sqlite"), "queue.sqlite belongs to"),
]


def test_what_belongs_to_somebody_else_is_refused(tmp_path: Path) -> None:
    for number, (spoil, words) in enumerate(GIVEN_AWAY if os.geteuid() == 0 else []):
        folder = tmp_path / str(number)
        folder.mkdir()
        settings = a_safe_production(folder)
        spoil(folder, settings)

        [said] = found(folder, settings)

        assert words in said
        assert "somebody else on this machine: chown " in said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TOMBSTONES_FILE", "KEYS_FILE"),
        ("AUDIT_HEAD_FILE", "KEYS_FILE"),
        ("AUDIT_HEAD_FILE", "TOMBSTONES_FILE"),
    ],
)
def test_two_settings_cannot_name_one_file(tmp_path: Path, one: str, other: str) -> None:
    settings = a_safe_production(tmp_path)
    link = tmp_path / "keys-apart" / "link"
    link.symlink_to(settings[other])

    [said] = found(tmp_path, settings | {one: str(link)})

    assert {word for word in (one, other) if word in said} == {one, other}
    assert "name the same file" in said


@pytest.mark.parametrize("name", ["KEYS_FILE", "TOMBSTONES_FILE", "AUDIT_HEAD_FILE"])
def test_what_has_to_outlive_the_machine_s_next_start_lies_on_a_disk(
    tmp_path: Path, name: str
) -> None:
    place = Path("/dev/shm") / tmp_path.name
    place.mkdir(mode=0o700)
    try:
        write_new_keys(place / "file")
        settings = a_safe_production(tmp_path) | {name: str(place / "file")}

        assert found(tmp_path, settings) == [
            f"{name} would be gone when the machine starts again: keep it on a disk."
        ]
    finally:
        shutil.rmtree(place)


@pytest.mark.parametrize("through_a_link", [False, True])
def test_heads_beside_the_database_would_be_put_back_with_it(
    tmp_path: Path, through_a_link: bool
) -> None:
    settings = a_safe_production(tmp_path)
    beside = the_instance(tmp_path) / "heads"
    if through_a_link:
        beside.touch(mode=0o600)
        (tmp_path / "record-apart" / "audit-head").symlink_to(beside)
    else:
        settings |= {"AUDIT_HEAD_FILE": str(beside)}

    [said] = found(tmp_path, settings)

    assert said.startswith("AUDIT_HEAD_FILE lies beside the database")
    nearby = {"DATABASE_URL": "postgresql://me@localhost/rounds"}
    assert found(tmp_path, settings | nearby) == []


def test_heads_go_into_a_file(tmp_path: Path) -> None:
    said = found(tmp_path, a_safe_production(tmp_path) | {"AUDIT_HEAD_FILE": "/dev/null"})

    assert any(line.startswith("AUDIT_HEAD_FILE is not a file") for line in said)
