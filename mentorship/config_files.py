"""What would be unsafe about the files of a production: where they lie, and who can reach them."""

import os
import stat
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

from mentorship.config_database import folders_of, sqlite_file
from mentorship.config_leftovers import about_leftovers
from mentorship.config_roads import others_write, somebody_else_s, weak_spots
from mentorship.domain.errors import Refused
from mentorship.models.keys import read_keys
from mentorship.models.private_files import is_private

Settings = Mapping[str, Any]

PACKAGE = Path(__file__).parent
_SERVED = PACKAGE.parent / "static"
# What lies there is gone when the machine starts again.
_GONE_AT_A_START = tuple(map(Path, ("/dev", "/run", "/proc", "/sys")))
# Some machines put keys into /run at every start, from where they keep them.
_GIVEN_AT_A_START = Path("/run")
# Of 32 random bytes about thirty differ.
_FEWEST_DIFFERENT_BYTES = 12


def about_files(config: Settings) -> Iterator[str]:
    """Everything about our files that would be unsafe in production."""
    database = sqlite_file(config["SQLALCHEMY_DATABASE_URI"])
    places = _places(config, database)
    yield from weak_spots(places)
    yield from _about_places(places)
    yield from _about_keys(config, places["KEYS_FILE"])
    yield from _about_tombstones(config, places["TOMBSTONES_FILE"])
    yield from _about_heads(config, places["AUDIT_HEAD_FILE"])
    yield from _about_the_instance(places["MENTORSHIP_INSTANCE"])
    apart = [places[name] for name in ("TOMBSTONES_FILE", "AUDIT_HEAD_FILE")]
    yield from (f"{file} can be read by others: chmod 600 it." for file in apart if _is_open(file))
    yield from about_leftovers(places, folders_of(database))


def about_the_settings_file(path: Path, *, strictly: bool) -> Iterator[str]:
    """Why this file must not be run: somebody else could have written what is in it.

    strictly  a production: it is enough that others could; otherwise it has to be theirs
    """
    if not path.is_file():
        return
    if strictly:
        yield from weak_spots({f"{path}, which was not read,": path})
        if others_write(path):
            yield f"{path} was not read, because others can write to it: chmod 600 it."
    elif (spot := somebody_else_s(path)) is not None:
        yield spot.about(f"{path}, which was not read,")
        yield "A development starts all the same, once MENTORSHIP_ENV says development."


def _places(config: Settings, database: Path | None) -> dict[str, Path]:
    """Everything of ours that others must not replace, by the setting that names it."""
    named = {"MENTORSHIP_INSTANCE": Path(config["INSTANCE"])}
    named |= {name: Path(config[name]) for name in ("KEYS_FILE", "TOMBSTONES_FILE")}
    named |= {"AUDIT_HEAD_FILE": Path(config["AUDIT_HEAD_FILE"])}
    return named | ({"DATABASE_URL": database} if database else {})


def _about_places(places: Mapping[str, Path]) -> Iterator[str]:
    """What lies within the program is handed out, or goes when the next version comes."""
    for name, path in places.items():
        if any(path.resolve().is_relative_to(ours) for ours in (PACKAGE, _SERVED)):
            yield f"{name} lies within the program: keep it outside."
        if _is_gone_at_a_start(name, path.resolve()):
            yield f"{name} would be gone when the machine starts again: keep it on a disk."
    for (one, its), (other, that) in combinations(places.items(), 2):
        if its.resolve() == that.resolve():
            yield f"{one} and {other} name the same file: give each of them one of its own."


def _is_gone_at_a_start(name: str, path: Path) -> bool:
    if name == "KEYS_FILE" and path.is_relative_to(_GIVEN_AT_A_START):
        return False
    return any(path.is_relative_to(folder) for folder in _GONE_AT_A_START)


def _is_beside_the_database(config: Settings, path: Path) -> bool:
    folders = folders_of(sqlite_file(config["SQLALCHEMY_DATABASE_URI"]))
    return any(path.resolve().is_relative_to(folder) for folder in folders)


def _about_keys(config: Settings, path: Path) -> Iterator[str]:
    if not path.is_file():
        yield "KEYS_FILE names no file: write one with `mentorship keys new`."
        return
    if not is_private(path):
        yield "KEYS_FILE can be read by others than its owner: chmod 600 it."
    yield from _damage(path)
    if _is_beside_the_database(config, path):
        yield (
            "KEYS_FILE lies beside the database, and whoever copies the folder has both: "
            "keep it elsewhere, such as /etc/mentorship/keys."
        )


def _damage(path: Path) -> Iterator[str]:
    try:
        ring = read_keys(path)
    except Refused as refused:
        yield f"KEYS_FILE cannot be used. {refused.sentence}"
        return
    if any(len(set(key)) < _FEWEST_DIFFERENT_BYTES for key in (*ring.keys, ring.lookup)):
        yield (
            "KEYS_FILE holds a key that can be guessed: write another file with `mentorship keys "
            "new`, and never make one up."
        )


def _about_tombstones(config: Settings, path: Path) -> Iterator[str]:
    """Without this file nobody could be deleted, or would come back with an older copy."""
    folder = path.parent
    if not folder.is_dir():
        yield "TOMBSTONES_FILE lies in a folder that does not exist: make it, and chmod 700 it."
    elif path.exists() and not path.is_file():
        yield "TOMBSTONES_FILE is not a file: name one, which need not exist yet."
    elif not _can_be_written(path if path.exists() else folder):
        yield "TOMBSTONES_FILE cannot be written, so nobody could be deleted: let us write it."
    elif _is_beside_the_database(config, path.resolve()):
        yield (
            "TOMBSTONES_FILE lies beside the database, and an older copy of the folder that is "
            "put back would bring back whoever was deleted: keep it elsewhere, such as "
            "/var/lib/mentorship-tombstones/tombstones."
        )


def _can_be_written(path: Path) -> bool:
    # Root may write everywhere, but the programme is meant to run as somebody else.
    return bool(path.stat().st_mode & stat.S_IWUSR) and os.access(path, os.W_OK)


def _about_heads(config: Settings, path: Path) -> Iterator[str]:
    """Without this file nobody could tell that the end of the record was taken away."""
    if path.exists() and not path.is_file():
        yield "AUDIT_HEAD_FILE is not a file: name one, which need not exist yet."
    elif not path.parent.is_dir() or not _can_be_written(path if path.exists() else path.parent):
        yield "AUDIT_HEAD_FILE cannot be written: name one in a folder of ours that is there."
    elif _is_beside_the_database(config, path):
        yield (
            "AUDIT_HEAD_FILE lies beside the database, and an older copy of the folder that is "
            "put back would hide what the team did since: keep it elsewhere, such as "
            "/var/lib/mentorship-record/audit-head."
        )


def _about_the_instance(instance: Path) -> Iterator[str]:
    if instance.exists() and not instance.is_dir():
        yield "MENTORSHIP_INSTANCE is not a folder: name one."
    elif instance.is_dir() and not is_private(instance):
        yield f"The folder {instance} can be entered by others: chmod 700 it."


def _is_open(file: Path) -> bool:
    return file.is_file() and not is_private(file)
