"""Two cards side by side, and what stands in a field now: only what the team may read at first."""

from support.desk import SECRETS, Desk

from mentorship.domain.decisions import Choice
from mentorship.domain.people import Side
from mentorship.services.side_by_side import Compared, Shown, shown_items
from mentorship.services.work_list import work_list


def shown(desk: Desk, choice: Choice) -> Shown:
    """The first open item that offers this choice, as a page shows it."""
    listed = [one for items in work_list(desk.session, desk.round).open.values() for one in items]
    fitting = [one for one in listed if choice in one.item.choices]
    return shown_items(desk.session, desk.round, fitting)[0]


def test_two_sign_ups_are_compared_fact_by_fact(desk: Desk) -> None:
    desk.her(email="oda1@example.org", words="One", place="Phoenix", keep_apart="")
    desk.her(email="oda2@example.org", words="Two", place="", keep_apart="")
    desk.look()

    found = shown(desk, Choice.SAME).compared

    assert Compared("City or time zone", "Phoenix", "", tells=True) in found
    verdicts = {one.label: one.verdict for one in found}
    assert (verdicts["City or time zone"], verdicts["Field"]) == ("Only one says", "Same")


def test_nothing_that_needs_a_reason_is_compared(desk: Desk) -> None:
    desk.her(email="oda1@example.org", words="One")
    desk.her(email="oda2@example.org", words="Two")
    desk.look()

    said = " ".join(f"{one.left} {one.right}" for one in shown(desk, Choice.SAME).compared)

    assert "Alder General Hospital" in said
    assert [secret for secret in SECRETS if secret in said] == []


def test_a_mentee_and_a_mentor_are_compared_where_both_were_asked(desk: Desk) -> None:
    desk.her(keep_apart="Dr. Ada Kingfisher")
    desk.a_mentor()
    desk.look()

    found = {one.label: (one.left, one.right) for one in shown(desk, Choice.APART).compared}

    assert found["Where she works or studies"] == ("Alder General Hospital", "Lakeview Hospital")
    assert "Places in this round" not in found


def test_what_stands_in_the_field_now_is_shown_where_the_team_may_read_it(desk: Desk) -> None:
    desk.a_mentor(capacity="as many as needed")
    desk.look()

    found = shown(desk, Choice.ANSWER)

    assert (found.side, found.label) == (Side.MENTOR, "Places in this round")
    assert found.says_now == "as many as needed"


def test_what_was_told_in_confidence_stays_closed(desk: Desk) -> None:
    desk.her(keep_apart="I would rather tell a person")
    desk.look()

    found = shown(desk, Choice.ANSWER)

    assert (found.label, found.says_now) == ("Whom to keep away from", "")
