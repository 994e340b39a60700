"""A mentor's first page: who waits for an answer, who was introduced, where the round stands."""

from dataclasses import dataclass

from flask import render_template

from mentorship.domain.people import Field
from mentorship.domain.sentences import Day, Sentence
from mentorship.domain.sentences import sentence as _
from mentorship.models.account import RoleName
from mentorship.models.check_in import CheckIn
from mentorship.models.match import Match
from mentorship.services.cards import address_of, mentee_card
from mentorship.services.check_ins import how_they_go
from mentorship.services.mentor_standing import MentorStanding, mentor_standing
from mentorship.services.profiles import own_answers
from mentorship.services.titles import title_in_a_sentence
from mentorship.web.access import MENTOR, open_to
from mentorship.web.days import day_in_words, on_day
from mentorship.web.first_words import FirstWords, first_words
from mentorship.web.mentor.routes import blueprint
from mentorship.web.pages import database, now, person
from mentorship.web.unwritten import not_written


@dataclass(frozen=True, slots=True)
class MyMentee:
    """One pair as its mentor sees it; `id` is that of the pair."""

    id: str
    since: Day
    words: FirstWords


@blueprint.get("/mentor")
@open_to(MENTOR)
def home() -> str:
    standing = mentor_standing(database(), person(), now=now())
    asked = [(one.id, standing.people[one.mentee_id]) for one in standing.requests]
    return render_template(
        "mentor/home.html",
        standing=standing,
        unwritten=not_written(),
        closes=_closes(standing),
        requests=[(id_, title_in_a_sentence(mentee)) for id_, mentee in asked],
        mentees=_mentees(standing),
        questions=_questions(standing),
        is_paused=standing.own is not None and standing.own.paused_at is not None,
        is_both=RoleName.MENTEE in person().role_names,
    )


def _first_message(other: str, own: str) -> Sentence:
    return _(
        "Hello %(other)s,\n\n"
        "I have half an hour this week or next. What would help you most to talk about? "
        "No need to prepare anything.\n\n"
        "%(own)s",
        other=other,
        own=own,
    )


def _closes(standing: MentorStanding) -> str:
    round_ = standing.opening or standing.round_
    return day_in_words(round_.closes_on) if round_ and round_.closes_on else ""


def _questions(standing: MentorStanding) -> list[tuple[CheckIn, Match, str]]:
    """What the mentor is asked about each pair now: the question, the pair, her name."""
    met = [match for match, _since in standing.meeting]
    goes = how_they_go(database(), [(match, match.mentor_id) for match in met])
    return [
        (asks, match, mentee_card(standing.people[match.mentee_id], match).name)
        for match in met
        if (asks := goes[match.id].asks)
    ]


def _mentees(standing: MentorStanding) -> list[MyMentee]:
    """Whom the mentor was introduced to, since when, and how to reach each of them."""
    people = standing.people
    return [
        MyMentee(
            match.id,
            on_day(since),
            first_words(
                mentee_card(people[match.mentee_id], match),
                address=address_of(people[match.mentee_id], match),
                own_name=own_answers(people[match.mentor_id]).get(Field.NAME, ""),
                message=_first_message,
            ),
        )
        for match, since in standing.meeting
    ]
