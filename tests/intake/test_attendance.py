"""Who registered and already signed up, who is still to be asked, and what became of each line."""

from pathlib import Path

from mentorship.domain.people import Field, Mentee, Mentor, Side
from mentorship.intake.attendance import (
    NOT_AGREED_YET,
    Presence,
    There,
    newcomers,
    who_is_there,
)
from mentorship.intake.registration_fates import Fate, Outcome, fates_of
from mentorship.intake.registrations import Registration, read_registrations
from mentorship.intake.sheets import read_sheet
from tests.people import a_mentee, a_mentor

LIST = Path(__file__).parent.parent / "data" / "registrations.csv"

HODAN = a_mentee(key="mentee:4", row=4)
NASRA = a_mentee(
    key="mentee:9", row=9, name="Nasra Guleed", email="nasra.guleed@example.org", stage=None
)
INGRID = a_mentor(
    key="mentor:3",
    row=3,
    name="Ingrid Solvang",
    email="INGRID.solvang@example.net",
    specialties=("chem",),
    workplace="Fjord University",
)
SIGNED_UP = (HODAN, NASRA, INGRID)


def registrations() -> tuple[Registration, ...]:
    return read_registrations(read_sheet(LIST, name="registrations"))


def presences(people: tuple[Mentee | Mentor, ...] = SIGNED_UP) -> dict[int, Presence]:
    return {one.registration.row: one for one in who_is_there(registrations(), people)}


def fates(people: tuple[Mentee | Mentor, ...] = SIGNED_UP) -> tuple[Fate, ...]:
    return fates_of(who_is_there(registrations(), people), people)


def test_whoever_signed_up_is_found_again_by_her_address() -> None:
    found = presences()

    assert (found[2].there, found[2].people) == (There.YES, ("mentee:9",))
    assert (found[3].there, found[3].people) == (There.YES, ("mentor:3",))
    assert "The same e-mail address." in found[2].evidence_for


def test_a_name_with_another_address_is_asked_about_with_evidence_for_and_against() -> None:
    found = presences()[14]

    assert (found.there, found.people) == (There.ASK, ("mentee:4",))
    assert "The same name." in found.evidence_for
    assert "Not the same e-mail address." in found.evidence_against


def test_everybody_is_new_when_nobody_signed_up() -> None:
    assert {found.there for found in presences(()).values()} == {There.NO}


def test_only_those_who_come_and_asked_and_are_not_there_are_brought_in() -> None:
    brought = newcomers(who_is_there(registrations(), SIGNED_UP))

    assert [(read.person.key, read.person.name) for read in brought] == [
        ("registrations:9:mentee", "Farida Rahimi"),
        ("registrations:13:mentor", "Zeynep Arslan"),
    ]
    assert {read.person.agreed for read in brought} == {False}
    assert {read.doubt for read in brought} == {NOT_AGREED_YET}


def test_what_a_registration_tells_is_all_that_a_newcomer_answered() -> None:
    (farida, _) = newcomers(who_is_there(registrations(), SIGNED_UP))

    assert farida.person.side is Side.MENTEE
    assert (farida.person.email, farida.person.specialties) == (
        "farida.rahimi@example.net",
        ("obgyn",),
    )
    assert farida.person.answers == {
        Field.STATED_AT: "Sep 05, 2026, 09:00 AM",
        Field.EMAIL: "farida.rahimi@example.net",
        Field.NAME: "Farida Rahimi",
        Field.WORKPLACE: "Alder General Hospital",
        Field.SPECIALTY: "OBGYN",
        Field.STAGE: "RN",
        Field.AGREEMENT: "",
    }


def test_who_asked_for_both_stands_on_both_sides() -> None:
    (paloma,) = (one for one in registrations() if one.row == 4)
    both = newcomers([Presence(_coming(paloma), There.NO)])

    assert [read.person.side for read in both] == [Side.MENTEE, Side.MENTOR]


def _coming(one: Registration) -> Registration:
    (coming,) = read_registrations(
        read_sheet(
            f"Name,Email,Ticket,Status,Mentoring?\n{one.name},{one.email},full,,{one.wish}".encode(),
            name="registrations",
        )
    )
    return coming


def test_every_line_is_accounted_for_in_words() -> None:
    told = {fate.row: fate.outcome for fate in fates() if not fate.column}

    assert told == {
        2: Outcome.ALREADY,
        3: Outcome.ALREADY,
        4: Outcome.NOT_COMING,
        5: Outcome.GROUP,
        6: Outcome.UNCLEAR,
        7: Outcome.NOTHING_ASKED,
        8: Outcome.REPEATED,
        9: Outcome.HELD,
        10: Outcome.GROUP,
        11: Outcome.GROUP,
        12: Outcome.NOT_COMING,
        13: Outcome.HELD,
        14: Outcome.PERHAPS,
        15: Outcome.UNCLEAR,
    }


def test_the_words_name_the_row_that_is_hers_and_what_to_do() -> None:
    told = {fate.row: fate for fate in fates() if not fate.column}

    assert "mentees row 9" in told[2].problem
    assert "refunded" in told[4].problem
    assert "row 9" in told[8].problem
    assert "Do not write about mentoring to the given one" in told[10].fix
    assert "given to somebody else" in told[12].problem
    assert told[13].problem == NOT_AGREED_YET


def test_a_cell_of_a_newcomer_that_nobody_can_read_is_named() -> None:
    cells = [(fate.row, fate.column) for fate in fates() if fate.column]

    assert (13, "What is your specialty or field?") in cells
    assert (13, "Email") in cells


def test_a_mentor_who_also_asks_for_a_mentor_is_not_put_on_the_other_list_unasked() -> None:
    line = read_registrations(
        read_sheet(
            b"Name,Email,Ticket,Status,Mentoring?\n"
            b"Ingrid Solvang,ingrid.solvang@example.net,full,paid,both",
            name="registrations",
        )
    )

    found = who_is_there(line, SIGNED_UP)

    assert newcomers(found) == ()
    (fate,) = fates_of(found, SIGNED_UP)
    assert fate.outcome is Outcome.ALREADY
    assert "find a mentor" in fate.fix


def test_no_sentence_says_more_than_rows_and_verdicts() -> None:
    said = " ".join(f"{fate.problem} {fate.fix}" for fate in fates())

    for one in registrations():
        assert one.name not in said
        assert not one.email or one.email not in said
