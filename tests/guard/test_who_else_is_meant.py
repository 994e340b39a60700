"""What a word for somebody or some place leads to: a door, a relative, a board, a committee."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.guard.committees import committees_before
from mentorship.guard.doors import doors_of
from mentorship.guard.kin import Kin, kin_in
from mentorship.guard.licences import is_licence, licences_before
from tests.people import a_mentee, a_mentor


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Flat 3, 27 Larkmoor Road, London", "27 Larkmoor Rd (flat 3), London"),
        ("Calle Olmo 17, 3º B, Madrid", "C/ Olmo, 17 - 3B. Madrid"),
        ("Lindenstraße 5, Berlin", "5 Lindenstr., Berlin"),
        ("31 Marlowe Close, Leeds LS6", "Leeds, Marlowe Cl. 31"),
        ("Flat B, 19 Priory Rd, Hull", "19B Priory Road, Hull"),
    ],
)
def test_one_door_is_one_door_in_whatever_order_it_is_written(one: str, other: str) -> None:
    assert set(doors_of(one)) & set(doors_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Flat 3, 27 Larkmoor Road, London", "Flat 3, 29 Larkmoor Road, London"),
        ("12 rue des Lilas, Lyon", "12 rue des Lilas, Paris"),
        ("88 Elm Street, Troy", "88 Elmwood Street, Troy"),
        ("Omaha", "Omaha"),
    ],
)
def test_neighbours_and_streets_of_the_same_name_are_not_one_door(one: str, other: str) -> None:
    assert not set(doors_of(one)) & set(doors_of(other))


@given(st.text(max_size=60))
def test_any_place_is_read_for_a_door_without_failing(place: str) -> None:
    assert all(door.startswith("door ") for door in doors_of(place))


@pytest.mark.parametrize(
    ("clause", "kin"),
    [
        ("mi tía Herminia, es enfermera jefa", Kin(given=frozenset({"Herminia"}))),
        ("Walaashay Xamdi waa isku qortay", Kin(given=frozenset({"Xamdi"}))),
        ("my sister Ruth Keller", Kin()),
        ("خالتي سعاد طبيبة وقد سجلت", Kin(given=frozenset({"سعاد"}))),
        ("يسرى الخطيب ابنة خالتي", Kin(named=frozenset({"يسرى الخطيب"}))),
        ("the chief of surgery", Kin()),
    ],
)
def test_a_relative_is_known_by_the_given_name_alone(clause: str, kin: Kin) -> None:
    assert kin_in(clause) == kin


def _licences_shared(words: str, roles: str, *, home: str, place: str) -> bool:
    hers = licences_before(a_mentee(words=words, place=home, specialties=("rn",)))
    theirs = licences_before(a_mentor(roles=roles, place=place, specialties=("rn",)))
    assert all(map(is_licence, hers | theirs))
    return bool(hers & theirs)


def test_whoever_waits_for_a_licensing_board_shares_a_key_with_those_who_sit_on_it() -> None:
    words, roles = "A complaint about me is at the nursing board.", "State Board of Nursing"

    assert _licences_shared(words, roles, home="Phoenix, AZ", place="Tucson, AZ")
    assert _licences_shared(words, roles, home="Phoenix", place="Tucson")
    assert not _licences_shared(words, roles, home="Phoenix, AZ", place="Portland, ME")
    assert not _licences_shared(words, "State Board of Pharmacy", home="AZ", place="AZ")
    assert not _licences_shared("I passed my boards.", roles, home="Phoenix", place="Tucson")


def test_a_committee_is_known_by_its_name_however_it_is_shortened() -> None:
    asked = committees_before(a_mentee(keep_apart="the Southwest Fieldwork Ethics Panel"))

    assert asked & committees_before(a_mentor(roles="SW fieldwork ethics panel, vice chair"))
    assert not asked & committees_before(a_mentor(roles="Hospital ethics panel"))


def test_two_people_on_one_committee_share_no_key_unless_one_of_them_refuses_it() -> None:
    hers = committees_before(a_mentee(words="I sit on the Harrow Water Commission"))

    assert not hers & committees_before(a_mentor(roles="Harrow Water Commission"))
    assert hers & committees_before(a_mentor(keep_apart="anyone on the Harrow Water Commission"))
