"""A conference's registrations on the desk: who is here already, and who still has to be asked."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from support.desk import Desk, a_sheet
from support.sheets import (
    HER_ROW,
    HER_SHEET,
    a_guest,
    brought_in,
    looked_through,
    registrations,
    upload,
)

from mentorship.domain.people import Field, Side
from mentorship.domain.questions import Cohort
from mentorship.models.profile import Profile
from mentorship.services.looking import gathered
from mentorship.services.people import people_of_round
from mentorship.services.rounds import create_round, join, participants

ODA = a_guest("Oda Finch", "oda@example.org")
HER_FORM = HER_ROW | {"email": "oda@example.org", "name": "Oda Finch"}


def people(desk: Desk) -> list[Profile]:
    desk.session.rollback()
    desk.session.expire_all()
    return [profile for _, profile in participants(desk.session, desk.round)]


def cohort(desk: Desk) -> Cohort:
    """Everybody in the round, sorted as the next look sorts them."""
    return gathered(desk.session, desk.round).cohort()


def test_whoever_asked_and_is_not_here_waits_without_having_agreed(desk: Desk) -> None:
    page = looked_through(desk, "registrations", registrations(ODA))
    assert page.h1 == "Conference registrations: nothing is brought in yet"
    assert "Bring in 1 sign-up" in page.text

    desk.browser.post(page.response.request.path)

    assert "1 sign-up waits for the form." in desk.browser.follow().text
    (her,) = people(desk)
    assert (her.side, her.answers[Field.AGREEMENT]) == (Side.MENTEE, "")
    assert her.id in cohort(desk).held


def test_whoever_asked_for_both_waits_on_both_lists(desk: Desk) -> None:
    brought_in(desk, "registrations", registrations(a_guest("Oda Finch", "o@example.org", "Both")))

    assert {one.side for one in people(desk)} == {Side.MENTEE, Side.MENTOR}


def test_every_line_is_accounted_for_in_words(desk: Desk) -> None:
    brought_in(desk, "mentees", a_sheet(Side.MENTEE, HER_FORM))
    lines = (
        ODA,
        a_guest("Una Wren", "una@example.org"),
        a_guest("Bo Heron", "bo@example.org", "", status="Attending"),
        a_guest("Ida Swift", "ida@example.org", "perhaps"),
        a_guest("Eda Crane", "eda@example.org", status="Refunded"),
        a_guest("Group Booking", "desk@example.com"),
    )
    page = looked_through(desk, "registrations", registrations(*lines))

    for said in (
        "Already signed up: 1 line",
        "Asked to take part, and waits for the form: 1 line",
        "Did not ask to take part: 1 line",
        "Not clear: 1 line",
        "Not coming: 1 line",
        "A booking for several: 1 line",
    ):
        assert said in page.text
    assert "Lines in all6" in page.text
    assert [row for row in range(2, 8) if f"Row {row}" not in page.text] == []
    assert "oda@example.org" not in page.html


def test_the_same_file_again_finds_the_newcomer_here(desk: Desk) -> None:
    brought_in(desk, "registrations", registrations(ODA))

    page = looked_through(desk, "registrations", registrations(ODA))

    assert "Nothing on this sheet is new" in page.text
    assert "Already signed up: 1 line" in page.text
    desk.browser.post(page.response.request.path)
    assert len(people(desk)) == 1


def test_one_changed_line_is_the_only_thing_that_is_new(desk: Desk) -> None:
    una = a_guest("Una Wren", "una@example.org", "No, thanks")
    brought_in(desk, "registrations", registrations(ODA, una))
    before = people(desk)

    una = a_guest("Una Wren", "una@example.org", "Be a mentor")
    brought_in(desk, "registrations", registrations(ODA, una))

    new = [one for one in people(desk) if one not in before]
    assert [one.answers["name"] for one in new] == ["Una Wren"]


def test_registrations_are_undone_as_a_whole(desk: Desk) -> None:
    brought_in(desk, "mentees", HER_SHEET)
    path = brought_in(desk, "registrations", registrations(ODA, a_guest("Una W", "u@example.org")))
    assert len(people(desk)) == 3

    desk.browser.get(f"{path}/undo")
    desk.browser.send(action="/undo")

    assert [one.answers["name"] for one in people(desk)] == [HER_ROW["name"]]


@pytest.mark.parametrize(
    "ordered", ["Feb 01, 2026, 09:00 AM", "Mar 30, 2026, 09:00 AM"], ids=["before", "after"]
)
def test_whoever_registered_and_then_fills_in_the_form_is_one_person(
    desk: Desk, ordered: str
) -> None:
    guest = a_guest("Oda Finch", "oda@example.org", ordered=ordered, company="Quillon")
    brought_in(desk, "registrations", registrations(guest))
    (registered,) = people(desk)

    brought_in(desk, "mentees", a_sheet(Side.MENTEE, HER_FORM))

    (her,) = people(desk)
    assert her.id == registered.id
    said = {field: her.answers[field] for field in ("agreement", "topics", "workplace")}
    assert said == {field: HER_FORM[field] for field in said}
    assert her.id in {one.key for one in cohort(desk).mentees}


def test_the_form_can_come_again_and_changes_nothing(desk: Desk) -> None:
    brought_in(desk, "registrations", registrations(ODA))
    brought_in(desk, "mentees", a_sheet(Side.MENTEE, HER_FORM))

    page = looked_through(desk, "mentees", a_sheet(Side.MENTEE, HER_FORM))

    assert "Updated0 Unchanged1" in page.text


@pytest.mark.parametrize(
    "ordered", ["Feb 01, 2026, 09:00 AM", "Mar 30, 2026, 09:00 AM"], ids=["before", "after"]
)
def test_under_two_addresses_she_is_found_or_asked_about_and_the_form_counts(
    desk: Desk, ordered: str
) -> None:
    guest = a_guest("Oda Finch", "o.finch@example.com", ordered=ordered)
    brought_in(desk, "registrations", registrations(guest))
    brought_in(desk, "mentees", a_sheet(Side.MENTEE, HER_FORM))

    found = cohort(desk)
    form = next(one for one in people(desk) if one.answers["email"] == "oda@example.org")
    asked = {key for question in found.questions for key in question.people}
    assert form.id in asked or set(found.merged_into.values()) == {form.id}
    if found.merged_into:
        assert form.id in {one.key for one in found.mentees}


def test_somebody_from_an_earlier_round_waits_under_her_own_sign_up(desk: Desk) -> None:
    brought_in(desk, "mentees", a_sheet(Side.MENTEE, HER_FORM))
    (her,) = people(desk)
    earlier = desk.round
    desk.round = create_round(
        desk.session, name="Autumn", closes_on=None, time_zone="UTC", now=desk.now
    )
    earlier.state = type(earlier.state).FINISHED
    desk.session.commit()
    desk.url = f"/desk/{desk.round.id}"

    path = brought_in(desk, "registrations", registrations(ODA))

    (again,) = people(desk)
    assert again.id == her.id
    assert (again.answers["agreement"], again.answers["topics"]) == ("", HER_FORM["topics"])
    desk.browser.get(f"{path}/undo")
    desk.browser.send(action="/undo")
    assert people(desk) == []
    assert desk.session.get_one(Profile, her.id).answers["agreement"] == HER_FORM["agreement"]


def test_a_pair_of_another_round_is_not_disturbed_by_a_registration(desk: Desk) -> None:
    other = create_round(desk.session, name="Autumn", closes_on=None, time_zone="UTC", now=desk.now)
    her = desk.her(email="oda@example.org", name="Oda Finch")
    for part, _ in participants(desk.session, desk.round):
        desk.session.delete(part)
    join(desk.session, other, her, now=desk.now)
    desk.session.commit()

    brought_in(desk, "registrations", registrations(ODA))

    assert desk.session.get_one(Profile, her.id).answers["agreement"] == "Yes, I agree"
    assert [one.id != her.id for one in people(desk)] == [True]


@pytest.mark.parametrize(("days", "comes"), [(-10, 1), (10, 0)], ids=["asks again", "has left"])
def test_whoever_asked_to_be_out_is_not_brought_back_by_an_older_ticket(
    desk: Desk, days: int, comes: int
) -> None:
    her = desk.her(email="oda@example.org", name="Oda Finch")
    her.withdrawn_at = desk.now + timedelta(days=days)
    desk.session.commit()

    page = looked_through(desk, "registrations", registrations(ODA))

    assert f"New, and waiting for the form{comes}" in page.text
    assert ("was taken out of the round, or asked to be" in page.text) is not bool(comes)


def test_a_file_without_a_question_about_mentoring_gets_one_sentence(desk: Desk) -> None:
    page = upload(desk, {"registrations": b"First Name,Email\nOda,oda@example.org\n"}, expect=422)

    assert "has no column that asks about mentoring" in page.text


def test_registrations_sent_as_mentees_are_refused_or_understood(desk: Desk) -> None:
    upload(desk, {"mentees": registrations(ODA)}, expect=None)

    assert desk.session.scalar(select(func.count()).select_from(Profile)) == 0


def test_who_is_registered_twice_comes_once(desk: Desk) -> None:
    brought_in(desk, "registrations", registrations(ODA, ODA))

    mentees, _ = people_of_round(desk.session, desk.round)
    assert len(mentees) == 1
