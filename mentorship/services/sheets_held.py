"""Which of the sheets that the team has sent still hold a row of somebody's."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.domain.people import Field
from mentorship.intake.columns import recognise
from mentorship.intake.registrations import read_registrations
from mentorship.intake.sheets import read_sheet
from mentorship.models.round import SheetImport, SheetKind
from mentorship.services.heading_choices import read_back
from mentorship.services.sheet_reading import SIDES
from mentorship.services.sight import seeing_everybody
from mentorship.services.traces import mentions


def sheets_with(session: Session, address: str) -> list[SheetImport]:
    """The sheets on which a row stands under this address, the first to come first.

    A row of somebody else's in which it is named does not count: nobody learns who named her.
    """
    kept = (
        select(SheetImport)
        .where(SheetImport.wiped_at.is_(None), SheetImport.kind != SheetKind.INSTITUTIONS)
        .order_by(SheetImport.uploaded_at, SheetImport.id)
    )
    with seeing_everybody(session):
        return [sheet for sheet in session.scalars(kept) if _has_row_of(sheet, address)]


def _has_row_of(sheet: SheetImport, address: str) -> bool:
    if not sheet.content or not mentions(sheet.content, [address]):
        return False
    wanted = address.strip().casefold()
    return any(wanted in cell.casefold() for cell in _addresses(sheet))


def _addresses(sheet: SheetImport) -> list[str]:
    """What stands in the column of addresses."""
    try:
        read, side = read_sheet(sheet.content, name=sheet.kind), SIDES.get(sheet.kind)
        if side is None:
            return [line.email for line in read_registrations(read)]
        columns = recognise(read, side, corrections=read_back(sheet.corrections or {}))
    except Refused:
        # Only what could be read was kept; another version of us may have read more.
        return []
    at = columns.by_field.get(Field.EMAIL)
    return [row.cells[at] for row in read.rows] if at is not None else []
