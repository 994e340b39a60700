"""Who has looked: the page on which somebody sees each look of the team at her own words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import render_template

from mentorship.domain.people import Side
from mentorship.services.looks import clock_of, closed_kinds, looks_at
from mentorship.web.access import SIGNED_IN, open_to
from mentorship.web.days import day_in_words
from mentorship.web.mine.routes import blueprint
from mentorship.web.pages import database, person


@blueprint.get("/looked")
@open_to(SIGNED_IN)
def looked() -> str:
    looks, zone = looks_at(database(), person()), clock_of(database(), person())
    sides = [side for side in Side if side.value in person().role_names]
    return render_template(
        "mine/looked.html",
        looks=[(look, _when(look.at, zone=zone)) for look in looks],
        both_sides=len({look.side for look in looks}) > 1,
        closed=list(dict.fromkeys(kind for side in sides for kind in closed_kinds(side))),
        zone=zone.replace("_", " "),
    )


def _when(at: datetime, *, zone: str) -> str:
    """The day and the hour. The minute would tell a colleague's evening, and nothing to her."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{day_in_words(there.date())}, between {there:%H}:00 and {there:%H}:59"
