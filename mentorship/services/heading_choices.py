"""What coordinators said that columns mean: kept with the sheet, remembered for the next."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.people import Field, Side
from mentorship.intake.columns import heading_key
from mentorship.models.account import Account
from mentorship.models.round import HeadingChoice, heading_digest

# Name of a column → the answer that it holds, or None to leave it out.
Corrections = Mapping[str, Field | None]


def remembered_headings(session: Session, side: Side) -> dict[str, Field | None]:
    """Everything that was said before about the columns of sheets of this side."""
    rows = session.execute(
        select(HeadingChoice.heading, HeadingChoice.field).where(HeadingChoice.side == side)
    )
    asked = {field.value for of, field in REGISTRY if of is side}
    return {
        heading: Field(field) if field else None
        for heading, field in rows
        if not field or field in asked
    }


def remember(
    session: Session,
    side: Side,
    corrections: Corrections,
    *,
    known_by: Collection[str],
    by: Account,
    now: datetime,
) -> None:
    """The next sheet with these headings is read the same way.

    known_by  the names of columns that another sheet may have too
    """
    chosen = {
        heading_key(side, name): field.value if field else None
        for name, field in corrections.items()
        if name in known_by
    }
    standing = {
        choice.heading: choice
        for choice in session.scalars(
            select(HeadingChoice).where(
                HeadingChoice.side == side,
                HeadingChoice.heading_key.in_(map(heading_digest, chosen)),
            )
        )
    }
    about = {"chosen_by": by.id, "chosen_at": now}
    for heading, code in chosen.items():
        choice = standing.get(heading)
        if choice is None:
            session.add(HeadingChoice(side=side, heading=heading, field=code, **about))
        else:
            choice.field, choice.chosen_by, choice.chosen_at = code, by.id, now
    session.flush()


def stored(corrections: Corrections) -> dict[str, str]:
    """Corrections as a sheet keeps them: name of a column → field, "" for one left out."""
    return {name: field.value if field else "" for name, field in corrections.items()}


def read_back(corrections: Mapping[str, str] | None) -> dict[str, Field | None]:
    """What `stored` made, as corrections again."""
    return {name: Field(field) if field else None for name, field in (corrections or {}).items()}
