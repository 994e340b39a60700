"""No record, no look: when the entry cannot be written, nothing told in confidence opens."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from support.desk import DISTRESS, SECRETS, Desk

from mentorship.domain.people import Side
from mentorship.models.audit import AuditEntry
from mentorship.models.profile import Profile
from mentorship.services.reveals import MOST_IN_A_DAY, just_revealed, reveal

REASON = "She asked us to call her"
# What a full disk does to the record: the transaction that wants to write into it cannot end well.
BROKEN = (
    "CREATE TRIGGER full_disk BEFORE INSERT ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
)


@pytest.fixture
def broken(desk: Desk) -> None:
    desk.session.execute(text(BROKEN))
    desk.session.commit()
    # As people meet a fault of ours: a page that says sorry.
    desk.browser.app.config["PROPAGATE_EXCEPTIONS"] = False


def path(desk: Desk, profile: Profile) -> str:
    return f"{desk.url}/person/{profile.id}"


@pytest.mark.usefixtures("broken")
def test_when_the_look_cannot_be_written_down_no_page_opens(desk: Desk) -> None:
    her = desk.her()
    assert set(her.answers.values()) & set(SECRETS)

    desk.browser.post(path(desk, her), {"reason": REASON}, expect=500)

    # The browser of these tests scolds at the first secret that it meets.
    desk.browser.get(path(desk, her))
    desk.browser.get(path(desk, her))


@pytest.mark.usefixtures("broken")
def test_nor_do_the_words_that_the_work_list_asks_to_have_read(desk: Desk) -> None:
    desk.her(words=DISTRESS)
    desk.look()
    item = next(one for one in desk.open_items() if one.urgency == "today")

    desk.browser.post(f"{desk.url}/check/{item.id}/read", expect=500)

    desk.browser.get(f"{desk.url}/check/{item.id}")


@pytest.mark.usefixtures("broken")
def test_the_service_opens_nothing_either(desk: Desk) -> None:
    her, by = desk.her(), desk.road.coordinator

    with pytest.raises(DBAPIError):
        reveal(desk.session, her, by=by, reason=REASON, now=desk.now)

    desk.session.rollback()
    assert just_revealed(desk.session, her, by=by, now=desk.now) == []


def verbs(desk: Desk) -> list[tuple[str, str]]:
    desk.session.rollback()
    rows = select(AuditEntry.verb, AuditEntry.subject).order_by(AuditEntry.number)
    return [(verb, subject) for verb, subject in desk.session.execute(rows)]


@pytest.mark.parametrize("reason", ["", "why", "x" * 401])
def test_a_look_that_was_refused_is_on_record_too(desk: Desk, reason: str) -> None:
    her = desk.her()

    desk.browser.post(path(desk, her), {"reason": reason})

    assert verbs(desk) == [("refused_reveal", her.id)]
    assert "notice--stop" in desk.browser.follow().html


def test_the_sixteenth_look_of_a_day_is_refused_kindly_and_a_worry_still_opens(desk: Desk) -> None:
    her = desk.a_plain_mentee(words=DISTRESS)
    other = desk.road.a_profile(Side.MENTEE, email="b@example.org", name="Ilse Amsel")
    by = desk.road.coordinator
    for _ in range(MOST_IN_A_DAY):
        reveal(desk.session, other, by=by, reason=REASON, now=desk.now)
    desk.look()
    item = next(one for one in desk.open_items() if one.urgency == "today")

    desk.browser.post(path(desk, other), {"reason": REASON})

    assert "Please ask a colleague to look at this one." in desk.browser.follow().text
    assert verbs(desk)[-1] == ("refused_reveal", other.id)
    desk.browser.post(f"{desk.url}/check/{item.id}/read")
    desk.browser.told_why = True
    assert DISTRESS in desk.browser.follow().html
    assert verbs(desk)[-1] == ("read_for_item", her.id)
