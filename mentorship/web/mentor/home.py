"""A mentor's first page: who waits for an answer, who was introduced, where the round stands."""

from flask import render_template

from mentorship.domain.people import Field
from mentorship.models.profile import Profile
from mentorship.services.cards import address_of, mentee_card
from mentorship.services.profiles import own_answers, profiles_by_id
from mentorship.services.standing import MentorStanding, mentor_standing
from mentorship.services.titles import title_in_a_sentence
from mentorship.web.access import MENTOR, open_to
from mentorship.web.days import day_in_words
from mentorship.web.first_words import FirstWords, first_words
from mentorship.web.mentor.routes import blueprint
from mentorship.web.pages import database, person
from mentorship.web.unwritten import not_written

FIRST_MESSAGE = (
    "Hello {other},\n\n"
    "I have half an hour this week or next. What would help you most to talk about? "
    "No need to prepare anything.\n\n"
    "{own}"
)


@blueprint.get("/mentor")
@open_to(MENTOR)
def home() -> str:
    standing = mentor_standing(database(), person())
    asked = [*standing.requests, *standing.meeting]
    ids = {one for match in asked for one in (match.mentee_id, match.mentor_id)}
    people = profiles_by_id(database(), ids)
    return render_template(
        "mentor/home.html",
        standing=standing,
        unwritten=not_written(),
        closes=_closes(standing),
        requests=[(m.id, title_in_a_sentence(people[m.mentee_id])) for m in standing.requests],
        mentees=_mentees(standing, people),
    )


def _closes(standing: MentorStanding) -> str:
    round_ = standing.opening or standing.round_
    return day_in_words(round_.closes_on) if round_ and round_.closes_on else ""


def _mentees(standing: MentorStanding, people: dict[str, Profile]) -> list[FirstWords]:
    """Whom the mentor was introduced to, and how to reach each of them."""
    return [
        first_words(
            mentee_card(people[match.mentee_id], match),
            address=address_of(people[match.mentee_id], match),
            own_name=own_answers(people[match.mentor_id]).get(Field.NAME, ""),
            message=FIRST_MESSAGE,
        )
        for match in standing.meeting
    ]
