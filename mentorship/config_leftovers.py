"""What a development leaves behind when its folder becomes a production's, and nobody looks at."""

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path

from mentorship.config_roads import our_accounts
from mentorship.domain.errors import Refused
from mentorship.models.keys import read_keys

_FILES_AT_MOST = 5_000
_LARGEST_KEYS_FILE = 64 * 1024
_LETTERS, _LETTER = "letters", ".eml"
# It lies in every checkout, and is empty.
_NOTHING = ".gitkeep"
_NAMED_AT_MOST = 5
_OF_THEIR_OWN = ("KEYS_FILE", "TOMBSTONES_FILE", "AUDIT_HEAD_FILE")

# Files as they were when they were looked at: SQLite takes its own away at any moment.
_Files = Mapping[Path, os.stat_result]


def about_leftovers(places: Mapping[str, Path], beside: Collection[Path]) -> Iterator[str]:
    """What lies in the folders of a production and must not, wherever in them it lies.

    places  what the settings name, by their names
    beside  the folders of a database that is a file
    """
    files: dict[Path, os.stat_result] = {}
    for folder in sorted({places["MENTORSHIP_INSTANCE"].resolve(), *beside}):
        found = dict(islice(_files_of(folder), _FILES_AT_MOST + 1))
        if len(found) > _FILES_AT_MOST:
            yield f"{folder} holds very many files: give the database and config.py one of its own."
        files |= found
    named = {name: path.resolve() for name, path in places.items()}
    # The settings that name these have sentences of their own.
    others = {file: files[file] for file in files if file not in _values(named, _OF_THEIR_OWN)}
    yield from _about_keys(
        file for file in others if any(file.is_relative_to(one) for one in beside)
    )
    yield from _about_letters(files)
    yield from _about_open_files(others)
    yield from _about_owners({file: files[file] for file in files if file not in named.values()})


def _values(named: Mapping[str, Path], names: Collection[str]) -> set[Path]:
    return {named[name] for name in names}


def _files_of(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for place, _folders, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                found = Path(place, name).lstat()
                if stat.S_ISREG(found.st_mode) and name != _NOTHING:
                    yield Path(place, name), found


def _about_keys(files: Iterator[Path]) -> Iterator[str]:
    for file in sorted(files):
        if _holds_keys(file):
            yield (
                f"{file} holds keys beside the database, and whoever copies the folder has both: "
                "keep it elsewhere, or destroy it when nothing needs it."
            )


def _holds_keys(file: Path) -> bool:
    try:
        if file.stat().st_size > _LARGEST_KEYS_FILE:
            return False
        read_keys(file)
    except (Refused, FileNotFoundError):
        return False
    return True


def _about_letters(files: _Files) -> Iterator[str]:
    folders = {one.parent for one in files if one.suffix == _LETTER or one.parent.name == _LETTERS}
    for folder in sorted(folders):
        yield f"{folder} holds letters that anybody with the folder can read: remove them."


def _about_open_files(files: _Files) -> Iterator[str]:
    others_do = stat.S_IRWXG | stat.S_IRWXO
    is_open = sorted(file for file, found in files.items() if found.st_mode & others_do)
    yield from (f"{file} can be read by others: chmod 600 it." for file in is_open[:_NAMED_AT_MOST])
    if more := is_open[_NAMED_AT_MOST:]:
        yield f"{len(more)} more files, such as {more[0]}, can be read by others: chmod 600 them."


def _about_owners(files: _Files) -> Iterator[str]:
    theirs = sorted(file for file, found in files.items() if found.st_uid not in our_accounts())
    for file in theirs[:_NAMED_AT_MOST]:
        yield (
            f"{file} belongs to somebody else on this machine: chown it, or run the programme as "
            "the account that owns it."
        )
