"""What would be unsafe about the files of a production: where they lie, and who can reach them."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from mentorship.domain.errors import Refused
from mentorship.models.keys import read_keys
from mentorship.models.private_files import is_private

Settings = Mapping[str, Any]

PACKAGE = Path(__file__).parent
_SERVED = PACKAGE.parent / "static"
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def about_files(config: Settings) -> Iterator[str]:
    """Everything about our files that would be unsafe in production."""
    yield from _about_keys(config, Path(config["KEYS_FILE"]))
    yield from _about_tombstones(config, Path(config["TOMBSTONES_FILE"]))
    yield from _about_heads(Path(config["AUDIT_HEAD_FILE"]))
    yield from _about_the_instance(Path(config["INSTANCE"]))
    yield from _about_places(config)
    yield from (f"{file} can be read by others: chmod 600 it." for file in _open_files(config))


def _about_keys(config: Settings, path: Path) -> Iterator[str]:
    if not path.is_file():
        yield "KEYS_FILE names no file: write one with `mentorship keys new`."
        return
    if not is_private(path):
        yield "KEYS_FILE can be read by others than its owner: chmod 600 it."
    if any(_others_write(folder) for folder in (path.parent, *path.resolve().parents)):
        yield "KEYS_FILE lies in a folder where others can write: chmod go-w the folder."
    if path.stat().st_uid not in (os.geteuid(), 0):
        yield "KEYS_FILE belongs to somebody else on this machine: chown it."
    yield from _damage(path)
    yield from _about_its_place(config, path.resolve())


def _others_write(folder: Path) -> bool:
    """True when others can put another file in the place of ours."""
    mode = folder.stat().st_mode
    # With the sticky bit, as /tmp has it, nobody moves what belongs to somebody else.
    return bool(mode & _OTHERS_WRITE) and not mode & stat.S_ISVTX


def _damage(path: Path) -> Iterator[str]:
    try:
        read_keys(path)
    except Refused as refused:
        yield f"KEYS_FILE cannot be used. {refused.sentence}"


def _about_its_place(config: Settings, path: Path) -> Iterator[str]:
    if _is_beside_the_database(config, path):
        yield (
            "KEYS_FILE lies beside the database, and whoever copies the folder has both: "
            "keep it elsewhere, such as /etc/mentorship/keys."
        )


def _is_beside_the_database(config: Settings, path: Path) -> bool:
    database = sqlite_file(config["SQLALCHEMY_DATABASE_URI"])
    return database is not None and path.is_relative_to(database.parent.resolve())


def _about_tombstones(config: Settings, path: Path) -> Iterator[str]:
    """Without this file nobody could be deleted, or would come back with an older copy."""
    folder = path.parent
    if not folder.is_dir():
        yield "TOMBSTONES_FILE lies in a folder that does not exist: make it, and chmod 700 it."
    elif path.exists() and not path.is_file():
        yield "TOMBSTONES_FILE is not a file: name one, which need not exist yet."
    elif not _can_be_written(path if path.exists() else folder):
        yield "TOMBSTONES_FILE cannot be written, so nobody could be deleted: let us write it."
    elif _others_write(folder):
        yield "TOMBSTONES_FILE lies in a folder where others can write: chmod go-w the folder."
    elif _is_beside_the_database(config, path.resolve()):
        yield (
            "TOMBSTONES_FILE lies beside the database, and an older copy of the folder that is "
            "put back would bring back whoever was deleted: keep it elsewhere, such as "
            "/var/lib/mentorship-tombstones/tombstones."
        )


def _can_be_written(path: Path) -> bool:
    # Root may write everywhere, but the programme is meant to run as somebody else.
    return bool(path.stat().st_mode & stat.S_IWUSR) and os.access(path, os.W_OK)


def _about_heads(path: Path) -> Iterator[str]:
    if not path.parent.is_dir() or not _can_be_written(path if path.exists() else path.parent):
        yield "AUDIT_HEAD_FILE cannot be written: name one in a folder of ours that is there."
    elif _others_write(path.parent):
        yield "AUDIT_HEAD_FILE lies in a folder where others can write: chmod go-w the folder."


def _about_the_instance(instance: Path) -> Iterator[str]:
    if instance.exists() and not instance.is_dir():
        yield "MENTORSHIP_INSTANCE is not a folder: name one."
    elif instance.is_dir() and not is_private(instance):
        yield f"The folder {instance} can be entered by others: chmod 700 it."


def _about_places(config: Settings) -> Iterator[str]:
    """What lies within the program is handed out, or goes when the next version comes."""
    database = sqlite_file(config["SQLALCHEMY_DATABASE_URI"])
    named = {name: Path(config[name]) for name in ("KEYS_FILE", "TOMBSTONES_FILE")}
    named |= {"AUDIT_HEAD_FILE": Path(config["AUDIT_HEAD_FILE"])}
    named |= {"MENTORSHIP_INSTANCE": Path(config["INSTANCE"])}
    named |= {"DATABASE_URL": database} if database else {}
    for name, path in named.items():
        if any(path.resolve().is_relative_to(ours) for ours in (PACKAGE, _SERVED)):
            yield f"{name} lies within the program: keep it outside."
    if database is not None and database.parent.is_dir() and _others_write(database.parent):
        yield "DATABASE_URL lies in a folder where others can write: chmod 700 the folder."


def _open_files(config: Settings) -> Iterator[Path]:
    instance = Path(config["INSTANCE"])
    database = sqlite_file(config["SQLALCHEMY_DATABASE_URI"])
    ours = [instance / name for name in ("config.py", "secret-key", "queue.sqlite")]
    ours += [Path(config[name]) for name in ("TOMBSTONES_FILE", "AUDIT_HEAD_FILE")]
    if database is not None:
        ours += [database.with_name(database.name + end) for end in ("", "-wal", "-shm")]
    return (file for file in ours if file.is_file() and not is_private(file))


def sqlite_file(url: str) -> Path | None:
    """The file of this database, when it is one."""
    address = read_address(url)
    if address is None or address.get_backend_name() != "sqlite" or not address.database:
        return None
    return None if address.database == ":memory:" else Path(address.database)


def read_address(url: str) -> URL | None:
    """The address of a database in its parts; None when it is none."""
    try:
        return make_url(url)
    except ArgumentError:
        return None
