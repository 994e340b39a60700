"""E-mail addresses as people type them, and what is said when there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.intake.addresses import read_address, read_phone


@pytest.mark.parametrize(
    "cell",
    [
        "ana.ruiz@example.org",
        "  ANA.RUIZ@EXAMPLE.ORG ",
        "\u200bana.ruiz@example.org\u200f",
        "mailto:ana.ruiz@example.org",
        "<ana.ruiz@example.org>",
        "Ana Ruiz <ana.ruiz@example.org>",
        "ana.ruiz@example.org.",
        "ａna.ruiz＠example.org",
        "ana.ruiz@example.org, Ana.Ruiz@Example.org",
    ],
)
def test_odd_typing_is_no_problem(cell: str) -> None:
    address = read_address(cell)

    assert (address.email, address.problem) == ("ana.ruiz@example.org", "")


@pytest.mark.parametrize(
    "cell",
    [
        "ana (at) example.org",
        "ana[at]example[dot]org",
        "ana at example dot org",
        "ana @ example.org",
        "ana@example .org",
    ],
)
def test_words_and_gaps_are_mended_and_said_so(cell: str) -> None:
    address = read_address(cell)

    assert address.email == "ana@example.org"
    assert "mended" in address.problem


def test_of_two_addresses_the_first_is_used_and_said_so() -> None:
    address = read_address("ana@example.org; ana@example.com")

    assert address.email == "ana@example.org"
    assert "more than one" in address.problem


@pytest.mark.parametrize(
    "cell",
    [
        "a,b@example.org",
        "a@b@example.org",
        "x<y@example.org",
        "a;b@example.org",
        "=?utf-8?q?x?=@example.org",
    ],
)
def test_a_damaged_address_never_becomes_somebody_else_s_mailbox(cell: str) -> None:
    address = read_address(cell)

    assert address.email == ""
    assert "not a complete" in address.problem


@pytest.mark.parametrize(
    "cell", ["ana@example.org,bea@example.org", "Ana<ana@example.org>", "mail: ana@example.org"]
)
def test_whole_addresses_close_to_other_words_are_read(cell: str) -> None:
    assert read_address(cell).email == "ana@example.org"


@pytest.mark.parametrize(
    "cell", ["", "none", "ana@example", "@example.org", "+1 602 555 0133", "at"]
)
def test_what_is_no_address_stays_none(cell: str) -> None:
    address = read_address(cell)

    assert address.email == ""
    assert address.problem


def test_a_plus_and_dots_stay_in_the_address() -> None:
    assert read_address("a.b+round@example.org").email == "a.b+round@example.org"


def test_a_phone_number_is_found_among_words() -> None:
    assert read_phone("text me: +1 602 555 0133 (signal)") == "+1 602 555 0133"
    assert read_phone("(480) 555-0181") == "(480) 555-0181"
    assert read_phone("ask on 12/10") == ""


@given(st.text(max_size=60))
def test_an_address_that_is_read_can_be_written_to(cell: str) -> None:
    email = read_address(cell).email

    assert email == "" or email.count("@") == 1
    assert not set(email) & set(" \n\r\t,;<>")
