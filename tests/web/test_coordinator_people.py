"""One person on the desk: by number until somebody gives a reason, which is written down first."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from support.browser import Browser
from support.desk import (
    DISTRESS,
    HER_FAITH,
    HOW_TO_REACH_HER,
    SECRETS,
    WHOM_TO_AVOID,
    Desk,
    a_sheet,
)
from support.make import Make
from support.road import ADDRESS, HER_NAME, HER_WORDS

from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.audit import AuditEntry
from mentorship.models.profile import Profile
from mentorship.models.round import SheetKind
from mentorship.services.imports import look_through

REASON = "Her safety worry has to be read by a person"


def path(desk: Desk, profile: Profile) -> str:
    return f"{desk.url}/person/{profile.id}"


def entries(desk: Desk) -> list[tuple[str, str | None]]:
    desk.session.rollback()
    found = desk.session.scalars(select(AuditEntry).where(AuditEntry.verb == "reveal"))
    return [(entry.subject, entry.reason) for entry in found]


def test_a_mentee_is_a_number_and_a_mentor_has_a_name(desk: Desk) -> None:
    her, mentor = desk.her(), desk.a_mentor()

    assert desk.browser.get(path(desk, her)).h1 == "Mentee 1"
    assert desk.browser.get(path(desk, mentor)).h1 == "Adaeze Kingfisher 1"


def test_her_page_shows_her_pairs_and_the_questions_about_her(desk: Desk) -> None:
    (match,) = desk.some_pairs(1)
    her = desk.session.get_one(Profile, match.mentee_id)
    her.answers = {**her.answers, "words": DISTRESS}
    desk.look()
    item = next(one for one in desk.open_items() if "distress" in one.text)

    page = desk.browser.get(f"{desk.url}/person/{her.id}")

    assert "Needs a person today The words sound like distress. Decide it" in page.text
    assert f"{desk.url}/check/{item.id}" in page.links()
    assert "Mentee 1 and Adaeze Kingfisher 0" in page.text


def test_her_words_are_shown_once_after_the_look_is_on_record(desk: Desk) -> None:
    her = desk.her()
    desk.browser.get(path(desk, her))
    desk.browser.told_why = True
    desk.browser.send({"reason": REASON}, action="/person/")
    assert entries(desk) == [(her.id, REASON)]

    page = desk.browser.follow()

    shown = [secret for secret in SECRETS if secret in page.html]
    assert shown == [HER_NAME, HER_WORDS, ADDRESS, WHOM_TO_AVOID, HOW_TO_REACH_HER]
    desk.browser.told_why = False
    desk.browser.get(path(desk, her))
    assert len(entries(desk)) == 1


def test_what_is_for_matching_only_is_never_revealed(desk: Desk) -> None:
    her = desk.her()
    assert HER_FAITH in her.answers.values()
    desk.browser.get(path(desk, her))
    desk.browser.told_why = True
    desk.browser.send({"reason": REASON}, action="/person/")

    assert HER_FAITH not in desk.browser.follow().html


def test_without_a_reason_nothing_is_shown_and_nothing_written(desk: Desk) -> None:
    her = desk.her()
    for reason in ("", "   ", "why", "x" * 401):
        desk.browser.get(path(desk, her))
        desk.browser.send({"reason": reason}, action="/person/")
        assert "notice--stop" in desk.browser.follow().html

    assert entries(desk) == []


def test_words_that_were_not_fetched_at_once_stay_closed(desk: Desk, clock: Any) -> None:
    her = desk.her()
    desk.browser.get(path(desk, her))
    desk.browser.send({"reason": REASON}, action="/person/")

    clock.move(timedelta(minutes=6))

    desk.browser.follow()


def test_a_look_at_one_person_opens_nobody_else(desk: Desk) -> None:
    her, other = desk.her(), desk.her(email="other@example.org")
    desk.browser.get(path(desk, her))
    desk.browser.send({"reason": REASON}, action="/person/")

    desk.browser.get(path(desk, other))


def test_a_colleagues_look_opens_nothing_for_others(
    desk: Desk, make: Make, signed_in: Callable[[Account], Browser]
) -> None:
    her = desk.her()
    desk.browser.get(path(desk, her))
    desk.browser.send({"reason": REASON}, action="/person/")

    assert HER_NAME not in signed_in(make.a_coordinator()).get(path(desk, her)).html


def test_somebody_of_another_round_is_not_found(desk: Desk) -> None:
    her = desk.her()

    desk.browser.get(f"/desk/another/person/{her.id}", expect=404)
    desk.browser.get(f"{desk.url}/person/nobody", expect=404)
    desk.browser.post(f"{desk.url}/person/nobody", {"reason": REASON}, expect=404)


def test_somebody_who_withdrew_is_shown_as_such(desk: Desk) -> None:
    her = desk.her()
    her.withdrawn_at = desk.now
    desk.session.commit()

    assert "has withdrawn" in desk.browser.get(path(desk, her)).text


def test_no_page_of_the_desk_tells_who_she_is(desk: Desk) -> None:
    her = desk.her()
    sheet = look_through(
        desk.session,
        desk.round,
        kind=SheetKind.MENTEES,
        content=a_sheet(Side.MENTEE, {**her.answers, "email": "new@example.org"}),
        file_name="mentees.csv",
        by=desk.road.coordinator,
        now=desk.now,
    )
    mentor = desk.a_mentor()
    worried = desk.her(email="worried@example.org", name="Somebody Else", words=DISTRESS)
    desk.road.close()
    match = desk.a_pair(her, mentor, cautions=["Look twice."])
    run = desk.a_run()
    desk.look()
    items = [item for item in desk.open_items() if worried.id in item.people]
    assert items
    desk.road.ask_her(match)
    assert set(SECRETS) <= {*her.answers.values(), *worried.answers.values()}

    # The browser of these tests scolds at the first secret that it meets.
    for page in (
        *("", "/bring-in", f"/bring-in/{sheet.id}", f"/run/{run.id}", "/check", "/waiting"),
        *(f"/check/{item.id}" for item in items),
        *("/review", f"/pair/{match.id}", "/letters", "/letters/send", "/track"),
        *(f"/person/{her.id}", f"/person/{mentor.id}"),
    ):
        desk.browser.get(f"{desk.url}{page}")
    desk.browser.get("/desk/")
