"""What lies in database files byte by byte, as somebody sees it who never opens them as such."""

import re
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

# Shorter ones are words of ours, counts and moments, which others have as well.
_LONG_ENOUGH, _DIFFERENT = 20, 10
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\d")
# A value may be cut in two where a page of the file ends: parts of it are looked for as well.
_PART, _APART = 32, 400


def values_in(database: Path) -> Mapping[str, set[bytes]]:
    """ "table.column" → every value as it is stored, where it could be somebody's alone."""
    found: dict[str, set[bytes]] = {}
    with closing(sqlite3.connect(database)) as connection:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
        for (table,) in connection.execute(tables).fetchall():
            rows = connection.execute(f'SELECT * FROM "{table}"')
            for row in rows:
                for (column, *_), value in zip(rows.description, row, strict=True):
                    found.setdefault(f"{table}.{column}", set()).add(_raw(value))
    return {name: {one for one in values if _is_telling(one)} for name, values in found.items()}


def _raw(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def _is_telling(value: bytes) -> bool:
    is_random = len(value) >= _LONG_ENOUGH and len(set(value)) >= _DIFFERENT
    return is_random and not _MOMENT.match(value)


def gone(
    before: Mapping[str, set[bytes]], after: Mapping[str, set[bytes]]
) -> dict[str, set[bytes]]:
    """What was there and is in no column any more, by the column in which it was."""
    left = set().union(*after.values())
    return {name: rest for name, values in before.items() if (rest := values - left)}


def still_lying(values: Mapping[str, set[bytes]], files: Iterable[Path]) -> list[tuple[str, str]]:
    """(column, file) for everything of which a part can be found in a file."""
    contents = {file.name: file.read_bytes() for file in files if file.is_file()}
    return sorted(
        {
            (name, file)
            for name, wanted in values.items()
            for value in wanted
            for part in _parts(value)
            for file, content in contents.items()
            if part in content
        }
    )


def _parts(value: bytes) -> list[bytes]:
    # What encrypts begins with the same signs each time: the middle is nobody else's.
    starts = range(
        min(16, len(value) - _LONG_ENOUGH), max(len(value) - _LONG_ENOUGH, 0) + 1, _APART
    )
    return [value[start : start + _PART] for start in starts]
