"""Many people who take part in a round at once: every number is looked up a single time."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.people import Side
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.rounds import refuse_unless_joinable


class Joining:
    """Whoever takes part in a round, and those who come to it now. Flush before, for the ids."""

    def __init__(self, session: Session, round_: Round) -> None:
        self._session = session
        self._round = round_
        self._standing: dict[str, Participation] = {}
        self._taken: dict[Side, set[int]] = defaultdict(set)
        self._highest: dict[Side, int] = defaultdict(int)
        parts = select(Participation).where(Participation.round_id == round_.id)
        for part in session.scalars(parts):
            self._standing[part.profile_id] = part
            self._take(part.side, part.number)

    def join(self, profile: Profile, *, now: datetime, sheet_row: int | None = None) -> bool:
        """The person takes part; True when she did not before. Else only her row may change."""
        standing = self._standing.get(profile.id)
        if standing is not None:
            standing.sheet_row = sheet_row if sheet_row is not None else standing.sheet_row
            return False
        refuse_unless_joinable(self._round)
        part = Participation(
            round_id=self._round.id,
            profile_id=profile.id,
            side=profile.side,
            number=self._free_number(profile.side, wanted=sheet_row),
            sheet_row=sheet_row,
            joined_at=now,
        )
        self._session.add(part)
        self._standing[profile.id] = part
        self._take(part.side, part.number)
        return True

    def _free_number(self, side: Side, *, wanted: int | None) -> int:
        """The row of the sheet where it is free, so that screen and sheet agree."""
        free = wanted is not None and wanted not in self._taken[side]
        return wanted if free and wanted is not None else self._highest[side] + 1

    def _take(self, side: Side, number: int) -> None:
        self._taken[side].add(number)
        self._highest[side] = max(self._highest[side], number)


def ids_in_round(session: Session, round_: Round) -> frozenset[str]:
    """The profiles that take part in the round, whatever became of them."""
    return frozenset(
        session.scalars(select(Participation.profile_id).where(Participation.round_id == round_.id))
    )
