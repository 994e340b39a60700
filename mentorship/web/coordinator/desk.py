"""What all pages of the desk share: their address, the round they speak of, and their words."""

from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, request
from werkzeug.wrappers import Response

from mentorship.domain.errors import Refused
from mentorship.models.round import Round, SheetImport
from mentorship.services.imports import import_in_round
from mentorship.services.rounds import find_round
from mentorship.services.team import look_with_the_eyes_of, told_by_member
from mentorship.web.coordinator import words
from mentorship.web.pages import database, now, person, see

blueprint = Blueprint("coordinator", __name__, url_prefix="/desk")


@blueprint.before_request
def _look_with_her_eyes() -> Response | None:
    """Whatever a page of the desk asks for leaves out who is hidden from whoever opens it."""
    if told_by_member(database(), person()) is None:
        return see("account.workplace")
    look_with_the_eyes_of(database(), person(), now=now())
    return None


@blueprint.context_processor
def _words() -> dict[str, Any]:
    """The words for states and moments, in every template of the desk."""
    return {"words": words, "when": when}


def the_round(round_id: str) -> Round:
    """The round of this address. A page about no round is not found."""
    return find_round(database(), round_id) or abort(404)


def the_sheet(round_: Round, import_id: str) -> SheetImport:
    """The sheet of this address. One that belongs to another round is not found."""
    return import_in_round(database(), round_, import_id) or abort(404)


def when(moment: datetime | None, round_: Round) -> str:
    """The moment as the round's clock shows it."""
    return words.moment(moment, time_zone=round_.time_zone) if moment else ""


def page_number() -> int:
    """Which page of a list is asked for; nonsense is the first."""
    return request.args.get("page", default=1, type=int)


def back_with_a_no(no: Refused, endpoint: str, **values: str | int) -> Response:
    """The page shows how things stand now, with the sentence above it; nothing was changed."""
    database().rollback()
    flash(no.sentence, "stop")
    return see(endpoint, **values)
