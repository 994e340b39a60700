"""Somebody for whom the last run found nobody."""

from sqlalchemy import select

from mentorship.domain.lifecycle import RoundEvent
from mentorship.models.account import Account
from mentorship.models.profile import Profile
from mentorship.services.rounds import move_round
from mentorship.services.runs import finish_run, request_run
from support.road import Road


def waits(road: Road, her: Account, *, cause: str, released: bool = True) -> None:
    """The last run found nobody for her, and the team let the letters of the others go."""
    road.close()
    run = request_run(road.session, road.round, by=road.coordinator, now=road.now)
    profile = road.session.scalars(select(Profile).where(Profile.account_id == her.id)).one()
    entry = {"mentee": profile.id, "cause": cause, "reason": "For the team.", "next": "Act."}
    finish_run(road.session, run, report={"waiting": [entry]}, now=road.now)
    if released:
        move_round(road.session, road.round, RoundEvent.RELEASE, by=road.coordinator, now=road.now)
    road.session.commit()
