"""Letters that lie in a folder instead of having left: for development, and deleted with her."""

from collections.abc import Iterable
from pathlib import Path


def shred(folder: Path, message_ids: Iterable[str]) -> int:
    """No file of these letters lies in the folder any more; how many did."""
    wanted = {f"-{message_id[:8]}.eml" for message_id in message_ids}
    if not wanted or not folder.is_dir():
        return 0
    found = [file for file in folder.iterdir() if file.name[-13:] in wanted]
    for file in found:
        file.unlink(missing_ok=True)
    return len(found)
