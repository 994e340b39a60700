"""Requests of somebody who has learned or guessed an id that no page has shown her."""

from collections.abc import Iterator

from support.observers import Guess
from support.worlds import World

_HER_ID = "her".rjust(22, "-")


def of_coordinator(world: World) -> Iterator[Guess]:
    """Her page, her pair, and all that can be done with either; and a colleague's sheet."""
    desk = f"/desk/{world.round_id}"
    yield from _of_person(desk)
    for mentor, _, _ in world.others.mentors[2:4]:
        yield from _of_pair(desk, _pair_of(mentor))
    for sheet in world.sheet_ids:
        at = f"{desk}/bring-in/{sheet}"
        for page in ("", "/columns", "/problems.csv", "/undo"):
            yield "GET", at + page, ()
        for action in ("/put-away", "/problems.csv", "/undo", ""):
            yield "POST", at + action, ()


def _of_person(desk: str) -> Iterator[Guess]:
    yield "GET", f"{desk}/person/{_HER_ID}", ()
    yield "POST", f"{desk}/person/{_HER_ID}", (("reason", "She asked me to call her."),)
    yield "POST", f"{desk}/new-mentors/{_HER_ID}", (("word", "known"),)


def _of_pair(desk: str, pair: str) -> Iterator[Guess]:
    yield "GET", f"{desk}/pair/{pair}", ()
    for event in ("hold", "confirm"):
        yield "POST", f"{desk}/pair/{pair}", (("event", event), ("version", "1"), ("why", "?"))
    yield "POST", f"{desk}/review", (("pair", f"{pair}:1"),)


def of_mentor(world: World, key: str) -> Iterator[Guess]:
    """The pair with her, as whoever was asked would open and answer it."""
    pair = _pair_of(key)
    for page in (f"/mentor/requests/{pair}", f"/home/meet/{pair}", f"/answer/{pair}"):
        yield "GET", page, ()
    for action in ("yes", "no", "apart"):
        yield "POST", f"/mentor/requests/{pair}/{action}", ()


def _pair_of(mentor: str) -> str:
    return f"her{mentor}".rjust(22, "_")
