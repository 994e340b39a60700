"""Which of the sheets that the team has sent still hold a row of somebody's."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.domain.people import Field
from mentorship.intake.columns import recognise
from mentorship.intake.registrations import read_registrations
from mentorship.intake.sheets import read_sheet
from mentorship.models.round import ImportedRow, SheetImport, SheetKind
from mentorship.services.heading_choices import read_back
from mentorship.services.sheet_reading import SIDES
from mentorship.services.sheet_words import plain, says
from mentorship.services.sight import seeing_everybody


def sheets_with(session: Session, address: str, *, ids: Collection[str]) -> list[SheetImport]:
    """The sheets on which a row stands under this address, or from which one of these sign-ups
    came, the first to come first.

    A row of somebody else's in which it is named does not count: nobody learns who named her.
    """
    kept = (
        select(SheetImport)
        .where(SheetImport.wiped_at.is_(None), SheetImport.kind != SheetKind.INSTITUTIONS)
        .order_by(SheetImport.uploaded_at, SheetImport.id)
    )
    with seeing_everybody(session):
        theirs = select(ImportedRow.import_id).where(ImportedRow.profile_id.in_(ids))
        came_with = set(session.scalars(theirs))
        return [
            sheet
            for sheet in session.scalars(kept)
            if sheet.content and (sheet.id in came_with or _has_row_of(sheet, address))
        ]


def _has_row_of(sheet: SheetImport, address: str) -> bool:
    wanted = plain(address)
    return any(says(cell, wanted) for cell in _addresses(sheet))


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
