"""First the record, then the words: also when the machine dies between the two."""

import os
from collections.abc import Callable
from typing import NoReturn

import pytest
from disclosure_canaries import HERS, said_by
from disclosure_crawl import as_read
from disclosure_traces import plain_text
from disclosure_world import REASON
from sqlalchemy import Engine, select
from support.browser import Browser
from support.road import Road

from mentorship.domain.disclosure import REGISTRY, Team
from mentorship.domain.people import Audience, Field, Side
from mentorship.models.account import Account
from mentorship.models.audit import AuditEntry
from mentorship.models.consent import Consent
from mentorship.models.profile import Profile

SignIn = Callable[[Account], Browser]
KILLED = 9


@pytest.fixture
def mentee(road: Road) -> Account:
    return road.a_mentee(**said_by(Side.MENTEE))


@pytest.fixture
def her(road: Road, mentee: Account) -> Profile:
    return road.session.scalars(select(Profile).where(Profile.account_id == mentee.id)).one()


def path(road: Road, her: Profile) -> str:
    return f"/desk/{road.round.id}/person/{her.id}"


def looks(road: Road) -> list[tuple[str, str]]:
    road.session.rollback()
    rows = select(AuditEntry.verb, AuditEntry.subject).where(AuditEntry.verb == "reveal")
    return [(verb, subject) for verb, subject in road.session.execute(rows)]


def told(field: Field) -> str:
    return HERS[field].said.casefold()


def test_killed_before_a_byte_leaves_the_look_is_on_record_and_she_sees_it(
    road: Road, mentee: Account, her: Profile, signed_in: SignIn, engine: Engine
) -> None:
    desk, page, her_id = signed_in(road.coordinator), path(road, her), her.id
    token = {"csrf_token": desk.token(), "reason": REASON}
    road.session.rollback()
    engine.dispose()

    child = os.fork()
    if not child:
        _dies_before_it_answers(desk, page, token)
    _, how = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(how) == KILLED
    assert looks(road) == [("reveal", her_id)]
    assert "Your question, in your own words" in signed_in(mentee).get("/yours/looked").text


def _dies_before_it_answers(desk: Browser, page: str, token: dict[str, str]) -> NoReturn:
    """Everything is done, and nothing has left yet."""
    inner = desk.app.wsgi_app
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(desk.app, "wsgi_app", lambda *call: (inner(*call), os._exit(KILLED)))
            desk.client.open(page, method="POST", base_url="https://localhost", data=token)
    finally:
        os._exit(0)


def test_the_answer_that_writes_it_down_holds_none_of_the_words(
    road: Road, her: Profile, signed_in: SignIn
) -> None:
    desk, page = signed_in(road.coordinator), path(road, her)
    sent = {"csrf_token": desk.token(), "reason": REASON}

    answer = desk.raw("POST", page, data=sent)

    assert answer.status_code == 303
    assert told(Field.WORDS) not in plain_text(as_read(answer, page))
    assert told(Field.WORDS) in plain_text(as_read(desk.raw("GET", page), page))
    assert told(Field.WORDS) not in plain_text(as_read(desk.raw("GET", page), page))


def test_it_opens_what_stands_in_the_record_and_nothing_that_she_opened_since(
    road: Road, her: Profile, signed_in: SignIn
) -> None:
    door = {"field": Field.HEARD_FROM, "audience": Audience.TEAM, "said_at": road.now}
    her.consents.append(Consent(**door, is_open=False))
    road.session.commit()
    desk, page = signed_in(road.coordinator), path(road, her)
    desk.raw("POST", page, data={"csrf_token": desk.token(), "reason": REASON})
    her.consents.append(Consent(**door, is_open=True))
    road.session.commit()

    shown = plain_text(as_read(desk.raw("GET", page), page))

    assert told(Field.WORDS) in shown
    assert told(Field.HEARD_FROM) not in shown


def test_what_is_compared_only_opens_to_nobody_and_one_look_opens_one_person(
    road: Road, her: Profile, signed_in: SignIn
) -> None:
    other = road.a_profile(Side.MENTEE, email="other@example.net", words="About the Hoopoe")
    desk, page = signed_in(road.coordinator), path(road, her)
    desk.raw("POST", page, data={"csrf_token": desk.token(), "reason": REASON})

    others = plain_text(as_read(desk.raw("GET", path(road, other)), ""))
    hers = plain_text(as_read(desk.raw("GET", page), page))

    nobody = [
        rule.field
        for rule in REGISTRY.values()
        if rule.side is Side.MENTEE and rule.team is Team.NEVER
    ]
    assert len(nobody) > 10
    assert [field for field in nobody if told(field) in hers] == []
    assert told(Field.KEEP_APART) in hers
    assert "hoopoe" not in others
