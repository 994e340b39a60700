"""Words told in confidence: opened by a reason that is on record first, for a moment only."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from support.desk import HER_FAITH, HOW_TO_REACH_HER, WHOM_TO_AVOID, Desk
from support.road import ADDRESS, HER_NAME, HER_WORDS

from mentorship.domain.errors import Refused
from mentorship.models.audit import AuditEntry
from mentorship.services.reveals import MINUTES_OPEN, just_revealed, reveal

REASON = "She asked us to call her"


def test_a_reason_opens_what_the_registry_names_and_no_more(desk: Desk) -> None:
    her = desk.her()
    assert HER_FAITH in her.answers.values()

    opened = reveal(desk.session, her, by=desk.road.coordinator, reason=REASON, now=desk.now)

    assert [words for _, words in opened] == [
        ADDRESS,
        HER_NAME,
        HER_WORDS,
        WHOM_TO_AVOID,
        HOW_TO_REACH_HER,
    ]


def test_the_record_holds_who_why_and_codes_but_no_words(desk: Desk) -> None:
    her = desk.her()

    reveal(desk.session, her, by=desk.road.coordinator, reason=REASON, now=desk.now)

    entry = desk.session.scalars(select(AuditEntry).where(AuditEntry.verb == "reveal")).one()
    assert (entry.account_id, entry.subject, entry.reason, entry.at) == (
        desk.road.coordinator.id,
        her.id,
        REASON,
        desk.now,
    )
    assert entry.detail == "email,name,words,keep_apart,contact,anything_else"


def test_a_reason_that_says_nothing_opens_nothing(desk: Desk) -> None:
    her = desk.her()

    with pytest.raises(Refused, match="in a few words"):
        reveal(desk.session, her, by=desk.road.coordinator, reason="  why  ", now=desk.now)

    assert just_revealed(desk.session, her, by=desk.road.coordinator, now=desk.now) == []


def test_a_reveal_opens_for_this_account_this_person_and_this_moment(desk: Desk) -> None:
    her, other = desk.her(), desk.her(email="b@example.org")
    by, colleague = desk.road.coordinator, desk.road.make.a_coordinator()
    opened = reveal(desk.session, her, by=by, reason=REASON, now=desk.now)
    later = desk.now + timedelta(minutes=MINUTES_OPEN)

    assert just_revealed(desk.session, her, by=by, now=desk.now) == opened
    assert just_revealed(desk.session, other, by=by, now=desk.now) == []
    assert just_revealed(desk.session, her, by=colleague, now=desk.now) == []
    assert just_revealed(desk.session, her, by=by, now=later) == []
