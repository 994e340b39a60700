"""Who has looked: the page on which somebody sees each look of the team at her own words."""

from flask import render_template

from mentorship.domain.people import Side
from mentorship.services.looks import closed_kinds, looks_at
from mentorship.web.access import SIGNED_IN, open_to
from mentorship.web.days import clock_in_words, hour_of, own_clock
from mentorship.web.mine.routes import blueprint
from mentorship.web.pages import database, person


@blueprint.get("/looked")
@open_to(SIGNED_IN)
def looked() -> str:
    looks, zone = looks_at(database(), person()), own_clock()
    sides = [side for side in Side if side.value in person().role_names]
    return render_template(
        "mine/looked.html",
        looks=[(look, hour_of(look.at, zone=zone)) for look in looks],
        both_sides=len({look.side for look in looks}) > 1,
        closed=list(dict.fromkeys(kind for side in sides for kind in closed_kinds(side))),
        zone=clock_in_words(zone),
    )
