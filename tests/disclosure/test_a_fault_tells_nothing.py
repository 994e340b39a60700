"""When a page of ours breaks while it holds somebody's answers, neither page nor log has them."""

import logging
from collections.abc import Callable

import pytest
from disclosure_canaries import HERS, THEIRS, said_by
from disclosure_crawl import as_read
from disclosure_traces import plain_text
from support.browser import Browser
from support.road import Road

from mentorship.domain.people import Field, Side
from mentorship.models.account import Account
from mentorship.models.match import Match

SignIn = Callable[[Account], Browser]
OF_HERS = (Field.NAME, Field.EMAIL, Field.WORDS, Field.FAITH, Field.KEEP_APART, Field.CONTACT)
OF_THEIRS = (Field.NAME, Field.EMAIL, Field.WORDS, Field.FAITH, Field.KEEP_APART)
ANSWERS = [
    *(HERS[field].said.casefold() for field in OF_HERS),
    *(THEIRS[field].said.casefold() for field in OF_THEIRS),
]


@pytest.fixture
def match(road: Road) -> Match:
    mentee = road.a_mentee(**said_by(Side.MENTEE))
    mentor = road.a_mentor(**said_by(Side.MENTOR))
    road.close()
    match = road.propose(mentee, mentor)
    road.ask_mentor(match, mentee)
    return match


def test_a_broken_page_and_its_log_say_where_and_never_whom(
    road: Road,
    match: Match,
    signed_in: SignIn,
    browser: Callable[[], Browser],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    words = HERS[Field.WORDS].said
    # As if something else had written there: the message of the fault quotes what it found.
    broken = [{words: HERS[Field.NAME].said}]
    match.explanation = {"candidates": {"to_mentor": broken, "staff": broken}}
    road.session.commit()
    desk, link = signed_in(road.coordinator), browser()
    desk.app.config["PROPAGATE_EXCEPTIONS"] = False
    token = road.token()

    answers = [
        desk.raw("GET", f"/desk/{road.round.id}/pair/{match.id}"),
        link.raw("GET", f"/answer/{token}"),
    ]

    assert [answer.status_code for answer in answers] == [500, 500]
    shown = plain_text(*(as_read(answer, "") for answer in answers))
    assert [one for one in ANSWERS if one in shown] == []
    logged = plain_text(caplog.text)
    said = ("mentor.answer", "keyerror", "explanations.py")
    assert [one for one in said if one not in logged] == []
    assert [one for one in (*ANSWERS, token.casefold()) if one in logged] == []
