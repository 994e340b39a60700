"""Taking turns: two requests that would both be right alone, and wrong together."""

from sqlalchemy.orm import Session

from mentorship.models.base import Base


def take_turns(session: Session, row: Base) -> None:
    """Nobody else gets past this line with the same row before our transaction ends.

    The row is read anew, so that what the one before us did is seen. SQLite has one writer at a
    time anyway; PostgreSQL would let both through.
    """
    # Of this row alone: what comes with it by an outer join cannot be locked.
    session.refresh(row, with_for_update={"of": type(row)})
