"""Watches every Python process of the programme: all that any library logs, all that it writes."""

from collections.abc import Mapping
from pathlib import Path

# Python imports a module of this name at its start, whatever the programme is.
_WITNESS = """
import logging, os, sys

logging.basicConfig(level=logging.DEBUG, filename=os.environ["WITNESS_LOG"])
_noted = os.open(os.environ["WITNESS_WRITTEN"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def _note(what, about):
    if what == "open" and not isinstance(about[0], int) and about[2] & (os.O_WRONLY | os.O_RDWR):
        os.write(_noted, os.fsencode(about[0]) + b"\\n")


sys.addaudithook(_note)
"""


def watched(folder: Path, *, log: Path) -> Mapping[str, str]:
    """Surroundings in which everything is logged at DEBUG, and every file that is opened to be
    written is noted in `folder`."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_WITNESS)
    return {
        "PYTHONPATH": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",
        "WITNESS_LOG": str(log),
        "WITNESS_WRITTEN": str(folder / "written"),
    }


def written(folder: Path) -> set[Path]:
    """Every file that was opened to be written, by whichever process."""
    return {Path(line) for line in (folder / "written").read_text().splitlines()}
