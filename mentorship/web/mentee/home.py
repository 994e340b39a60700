"""Her first page: where things stand, and what happens next."""

from flask import render_template

from mentorship.domain.people import Field
from mentorship.matching.reasons.waiting_words import ToHer, to_her
from mentorship.models.match import Match
from mentorship.services.cards import address_of, mentor_card
from mentorship.services.profiles import own_answers, pair_of
from mentorship.services.standing import (
    Standing,
    Stands,
    cause_of_waiting,
    mentee_standing,
)
from mentorship.web.access import MENTEE, open_to
from mentorship.web.days import day_in_words
from mentorship.web.first_words import FirstWords, first_words
from mentorship.web.mentee.routes import blueprint
from mentorship.web.pages import database, person
from mentorship.web.unwritten import not_written

FIRST_MESSAGE = (
    "Hello {other},\n\n"
    "Thank you for saying yes. I have one question and twenty minutes. "
    "Is there a day next week that would suit you?\n\n"
    "{own}"
)
_SHOWS_THE_MENTOR = (Stands.MEET, Stands.ASKING, Stands.INTRODUCED)


@blueprint.get("/home")
@open_to(MENTEE)
def home() -> str:
    standing = mentee_standing(database(), person())
    return render_template(
        "mentee/home.html",
        standing=standing,
        unwritten=not_written(),
        closes=_closes(standing),
        mentor=_mentor(standing),
        waiting=_waiting(standing),
    )


def _closes(standing: Standing) -> str:
    """The last day for changes to her answers, where the round has one."""
    round_ = standing.opening or standing.round_
    return day_in_words(round_.closes_on) if round_ and round_.closes_on else ""


def _waiting(standing: Standing) -> ToHer | None:
    """Why nobody was found for her yet, once that is sure."""
    cause = cause_of_waiting(database(), person(), standing)
    return to_her(cause) if cause else None


def _mentor(standing: Standing) -> FirstWords | None:
    """Her mentor, as far as she may know of one, and what she could write."""
    if standing.match is None or standing.stands not in _SHOWS_THE_MENTOR:
        return None
    return _with_first_words(standing.match)


def _with_first_words(match: Match) -> FirstWords:
    mentee, mentor = pair_of(database(), match)
    return first_words(
        mentor_card(mentor, match),
        address=address_of(mentor, match),
        own_name=own_answers(mentee).get(Field.NAME, ""),
        message=FIRST_MESSAGE,
    )
