"""Sign-ups from a sheet without an address, and what the team was told in its place."""

from sqlalchemy import select

from mentorship.domain.decisions import Choice
from mentorship.domain.people import Field, Side
from mentorship.models.check import TeamDecision
from mentorship.models.profile import Profile
from mentorship.models.round import SheetImport, SheetKind
from mentorship.services.deciding import decide
from mentorship.services.imports import bring_in, look_through
from support.desk import Desk, a_sheet
from support.road import MENTEE_ANSWERS, Road

TOLD = "hodan.told@example.org"
ROW = {field.value: words for field, words in MENTEE_ANSWERS.items()} | {"email": ""}
MONA = ROW | {"name": "Mona Vanterpool", "words": "", "workplace": "Lakeview Hospital"}


def without_column(content: bytes) -> bytes:
    """The same sheet, from a form that never asked for an address."""
    assert content.startswith(b"Email Address,")
    return b"\n".join(line.partition(b",")[2] for line in content.splitlines())


def brought_in(road: Road, content: bytes) -> SheetImport:
    sheet = look_through(
        road.session,
        road.round,
        kind=SheetKind.MENTEES,
        content=content,
        file_name="form.csv",
        by=road.coordinator,
        now=road.now,
    )
    bring_in(road.session, sheet, by=road.coordinator, now=road.now)
    road.session.commit()
    return sheet


def from_a_sheet(desk: Desk, *rows: dict[str, str]) -> list[Profile]:
    """Sign-ups without an address that can be used, looked over; in the order of their names."""
    brought_in(desk.road, a_sheet(Side.MENTEE, *(rows or (ROW,))))
    desk.look()
    return sorted(desk.session.scalars(select(Profile)), key=lambda one: one.answers["name"])


def tells(desk: Desk, *people: Profile, address: str = TOLD) -> list[TeamDecision]:
    """The team writes down the address that each of these told it."""
    open_ = {item.people[0]: item for item in desk.open_items() if item.answers is Field.EMAIL}
    decisions = [
        decide(
            desk.session,
            desk.round,
            open_[one.id],
            Choice.ANSWER,
            answer=address,
            by=desk.road.coordinator,
            now=desk.now,
        )
        for one in people
    ]
    desk.session.commit()
    return decisions
