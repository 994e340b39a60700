"""A folder of results that is replaced as a whole, or not at all."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mentorship.domain.errors import Refused
from mentorship.domain.harmless import Row, as_csv


@contextmanager
def replacing(folder: Path, *, ours: frozenset[str]) -> Iterator[Path]:
    """A new empty folder that takes the place of `folder` when the block ends without an error.

    ours  the file names that may stand in the old one; anything else in it belongs to somebody
    Raises Refused, with everything as it was, when it cannot be replaced.
    """
    target = _replaceable(folder, ours)
    new = _beside(target)
    try:
        yield new
        _swap(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _replaceable(folder: Path, ours: frozenset[str]) -> Path:
    target = folder.resolve()
    if not target.exists():
        return target
    if not target.is_dir():
        raise Refused(f"{folder} is a file; --out needs the name of a folder.")
    try:
        others = {entry.name for entry in target.iterdir()} - ours
    except OSError:
        raise Refused(f"The folder {folder} cannot be opened; please choose another.") from None
    if others:
        raise Refused(
            f"The folder {folder} holds other files, so nothing was written; "
            "please name a new or an empty folder."
        )
    return target


def _beside(target: Path) -> Path:
    """A hidden folder on the same disk, so that the swap is one move."""
    ancestor = next(parent for parent in target.parents if parent.exists())
    try:
        return Path(tempfile.mkdtemp(prefix=".mentorship-", dir=ancestor))
    except OSError:
        raise Refused(
            f"Nothing can be written into {ancestor}; please choose another place for --out."
        ) from None


def _swap(new: Path, target: Path) -> None:
    old = new.with_name(new.name + "-old")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            target.rename(old)
        try:
            new.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
    except OSError:
        raise Refused(
            f"The folder {target} could not be replaced; please choose another place for --out."
        ) from None
    shutil.rmtree(old, ignore_errors=True)


def write_table(path: Path, header: Sequence[str], rows: Iterable[Row]) -> None:
    """A UTF-8 CSV file with a header, in which no cell is a formula."""
    _write(path, as_csv(header, rows))


def write_summary(path: Path, summary: Mapping[str, Any]) -> None:
    _write(path, json.dumps(summary, ensure_ascii=False, indent=2) + "\n")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError:
        raise Refused("The results could not be written: is the disk full?") from None
