"""Whether somebody else on this machine could put something of theirs in the place of ours."""

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_LINKS_AT_MOST = 40


@dataclass(frozen=True, slots=True)
class WeakSpot:
    """Where others come in on the way to something of ours, and what is to be done there."""

    place: Path
    trouble: str

    def about(self, *names: str) -> str:
        """What is wrong and what helps, with the settings that lie behind it."""
        first, *more = names
        others = f" The same helps {' and '.join(more)}." if more else ""
        return f"{first} {self.trouble}{others}"


def weak_spots(places: Mapping[str, Path]) -> Iterator[str]:
    """One sentence for each spot where others could replace what lies behind, and its settings."""
    found: dict[WeakSpot, list[str]] = {}
    for name, path in places.items():
        if (spot := weak_spot(path)) is not None:
            found.setdefault(spot, []).append(name)
    return (spot.about(*names) for spot, names in found.items())


def weak_spot(path: Path) -> WeakSpot | None:
    """The first spot on the way to this path that is not ours alone; links are followed."""
    return next((spot for spot in _spots(path) if spot is not None), None)


def somebody_else_s(path: Path, *, ours: Collection[int] = ()) -> WeakSpot | None:
    """The first folder or file on the way that is not ours: by default neither our own nor root's.

    ours  the accounts of the machine, by their numbers, that may own it
    """
    spots = (_of_another(place, ours or our_accounts()) for place in _all_that_counts(path))
    return next((spot for spot in spots if spot is not None), None)


def our_accounts() -> tuple[int, ...]:
    """Who may own what is ours: the account that we run as, and root."""
    return os.geteuid(), 0


def others_write(path: Path) -> bool:
    """True when others may write to this file, or into this folder."""
    return bool(path.stat().st_mode & _OTHERS_WRITE)


def _spots(path: Path) -> Iterator[WeakSpot | None]:
    for folder, step in _steps(path):
        yield _of_another(folder, our_accounts())
        yield _open_to_others(folder, step)
    if path.exists():
        yield _of_another(path.resolve(), our_accounts())


def _all_that_counts(path: Path) -> Iterator[Path]:
    yield from (folder for folder, _step in _steps(path))
    if path.exists():
        yield path.resolve()


def _steps(path: Path) -> Iterator[tuple[Path, Path]]:
    """Every folder on the way and what is looked up in it, as far as it is there."""
    here, rest, links = Path("/"), list(path.absolute().parts[1:]), 0
    while rest and here.is_dir() and links < _LINKS_AT_MOST:
        step = here / rest.pop(0)
        yield here, step
        if not step.is_symlink():
            here = here.parent if step.name == ".." else step
            continue
        links += 1
        # Joined to an absolute target, where the link lies is forgotten.
        target = here / step.readlink()
        here, rest = Path("/"), [*target.parts[1:], *rest]


def _of_another(place: Path, ours: Collection[int]) -> WeakSpot | None:
    if place.stat().st_uid in ours:
        return None
    what = "lies in a folder that belongs" if place.is_dir() else "belongs"
    return WeakSpot(
        place,
        f"{what} to somebody else on this machine: chown {place}, or run the programme as the "
        "account that owns it.",
    )


def _open_to_others(folder: Path, step: Path) -> WeakSpot | None:
    if not others_write(folder):
        return None
    if not folder.stat().st_mode & stat.S_ISVTX:
        return WeakSpot(
            folder,
            "lies in a folder where others can write, and could put another in its place: "
            f"chmod go-w {folder}.",
        )
    if _is_a_folder_of_ours(step):
        return None
    return WeakSpot(
        folder,
        "lies in a folder where others can write: make a folder in "
        f"{folder} that is yours alone, chmod 700 it, and keep it there.",
    )


def _is_a_folder_of_ours(step: Path) -> bool:
    """With the sticky bit, as /tmp has it, nobody moves such a folder; it is looked at next."""
    return step.is_dir() and not step.is_symlink() and step.stat().st_uid in our_accounts()
