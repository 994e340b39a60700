"""Mentors of earlier rounds are asked whether they have room in this one."""

from flask import flash
from werkzeug.wrappers import Response

from mentorship.jobs import doorbell
from mentorship.services.room import ask_for_room
from mentorship.web.access import COORDINATOR, open_to
from mentorship.web.coordinator.desk import blueprint, the_round
from mentorship.web.pages import commit, database, now, see

# No number: it could tell of a mentor whom she does not see.
_SAID = "Thank you. Each of them has one letter on its way; nobody is asked twice."


@blueprint.post("/<round_id>/ask-for-room")
@open_to(COORDINATOR)
def ask_for_room_now(round_id: str) -> Response:
    ask_for_room(database(), the_round(round_id), now=now())
    commit()
    doorbell().letters_wait()
    flash(_SAID, "good")
    return see("coordinator.round", round_id=round_id)
