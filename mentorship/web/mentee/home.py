"""Her first page: where things stand, and what happens next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import render_template

from mentorship.domain.lifecycle import MatchState, RoundState
from mentorship.domain.people import Field, Side
from mentorship.domain.sentences import Sentence
from mentorship.domain.sentences import sentence as _
from mentorship.language.days import day_there
from mentorship.matching.reasons.waiting_words import ToHer, to_her
from mentorship.models.match import Match
from mentorship.models.round import Round
from mentorship.services.cards import address_of, mentor_card
from mentorship.services.check_ins import HowItGoes, how_it_goes
from mentorship.services.just_ask import was_asked_for_her
from mentorship.services.matches import DAYS_TO_ANSWER
from mentorship.services.meanwhile import NOTHING, WhatThereIs, what_there_is
from mentorship.services.one_line import line_for_her
from mentorship.services.profiles import own_answers, pair_of
from mentorship.services.round_days import NextWord, next_opening, next_word
from mentorship.services.standing import (
    Standing,
    Stands,
    cause_of_waiting,
    mentee_standing,
)
from mentorship.web.access import MENTEE, open_to
from mentorship.web.days import clock, day_in_words
from mentorship.web.first_words import FirstWords, first_words
from mentorship.web.mentee.routes import blueprint
from mentorship.web.pages import database, now, person
from mentorship.web.unwritten import not_written

_WAITS = (Stands.LOOKING, Stands.PASSED, Stands.MOVED_ON)
_IN_A_ROUND = (Stands.SIGNED_UP, *_WAITS)
_CAN_LEAVE = (*_IN_A_ROUND, Stands.MEET, Stands.ASKING, Stands.ENDED)
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
        has_answers=standing.round_ is not None or standing.match is not None,
        can_leave=standing.stands in _CAN_LEAVE,
        may_choose=standing.stands in _IN_A_ROUND,
        is_asked_for_her=_is_asked_for_her(standing),
        line=line_for_her(standing.match) if standing.match else "",
        **_days(standing),
        meanwhile=_meanwhile(standing),
        goes=_goes(standing),
    )


def _days(standing: Standing) -> Mapping[str, object]:
    """The days that the page names: when she hears, by when a mentor answers, what opens next."""
    round_ = standing.round_ if standing.stands in _IN_A_ROUND else None
    return {
        "word": next_word(round_, now=now()),
        "answer_by": _answer_by(standing),
        "opens": next_opening(standing.doors, now=now()) if standing.opening is None else None,
    }


def _is_asked_for_her(standing: Standing) -> bool:
    """True when she reads for the first time who was asked: she had said "just ask"."""
    if standing.match is None or standing.stands is not Stands.ASKING:
        return False
    return was_asked_for_her(database(), standing.match)


def _answer_by(standing: Standing) -> NextWord | None:
    """Until when the mentor whom we have asked can answer."""
    match = standing.match
    if match is None or match.state is not MatchState.ASKED_MENTOR or match.asked_at is None:
        return None
    until = match.asked_at + timedelta(days=DAYS_TO_ANSWER)
    return NextWord(day_there(until, clock()), is_past=until < now())


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Why nobody was found for her yet, once that is sure, and what she can have while she waits.

    is_offered   True once the letters are out and she has nobody
    wishes_talk  True when she would like one single conversation
    there_is     circles, and a conversation that was found for her
    """

    why: ToHer | None = None
    is_offered: bool = False
    wishes_talk: bool = False
    there_is: WhatThereIs = NOTHING


def _meanwhile(standing: Standing) -> Meanwhile:
    round_ = standing.round_
    if round_ is None or standing.stands not in _WAITS or not _is_out_with_letters(round_):
        return Meanwhile()
    there_is = what_there_is(database(), person(), round_)
    cause = cause_of_waiting(database(), standing, there_is.parts)
    return Meanwhile(
        to_her(cause) if cause else None,
        is_offered=True,
        wishes_talk=any(part.wishes_talk_at for part in there_is.parts),
        there_is=there_is,
    )


def _is_out_with_letters(round_: Round) -> bool:
    return round_.state is RoundState.INTRODUCING


def _closes(standing: Standing) -> str:
    """The last day for changes to her answers, where the round has one."""
    round_ = standing.opening or standing.round_
    return day_in_words(round_.closes_on) if round_ and round_.closes_on else ""


def _goes(standing: Standing) -> HowItGoes:
    """What she is asked about a pair, and has said."""
    if standing.match is None or standing.stands not in (
        Stands.INTRODUCED,
        Stands.ENDED,
        Stands.FINISHED,
    ):
        return HowItGoes()
    return how_it_goes(database(), standing.match, Side.MENTEE)


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
        message=_first_message,
    )


def _first_message(other: str, own: str) -> Sentence:
    return _(
        "Hello %(other)s,\n\n"
        "Thank you for saying yes. I have one question and twenty minutes. "
        "Is there a day next week that would suit you?\n\n"
        "%(own)s",
        other=other,
        own=own,
    )
