"""Files and folders that nobody but the programme's own account on the machine can read."""

import os
import resource
import stat
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def is_private(path: Path) -> bool:
    """Whether nobody but its owner can read, write or enter it."""
    return not path.stat().st_mode & _OTHERS


def leave_no_core() -> None:
    """When this process or one that it starts crashes, its memory is not written into a file."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def make_private_folder(path: Path) -> None:
    """The folder exists. One that had to be made can be entered by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)


def make_private_file(path: Path) -> bool:
    """The file exists. True when it was made just now, empty and for its owner only."""
    try:
        # Born with its narrow permissions: a chmod afterwards would leave a moment between.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return False
    return True


def write_private_file(path: Path, content: bytes) -> None:
    """A new file holds this, for its owner only. Raises FileExistsError when there is one."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_private_file(path: Path, content: bytes) -> None:
    """The file holds this content, for its owner only: all of it or, after a crash, none of it."""
    owner = path.stat()
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)  # left over by a crash, and never used
    write_private_file(new, content)
    if owner.st_uid != os.geteuid():
        # Somebody with more rights replaces it: whom it belonged to must still be able to read it.
        os.chown(new, owner.st_uid, owner.st_gid)
    os.replace(new, path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """What was renamed in the folder stays renamed when the power fails."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
