"""What the words in a workplace cell name."""

import csv
from pathlib import Path

import pytest

from mentorship.domain.errors import Refused
from mentorship.guard.institutions import (
    Institution,
    Register,
    Relation,
    read_register,
    shipped_register,
)

DATA = Path(__file__).parents[1] / "data"
_LINES = (DATA / "working_institutions.csv").read_text(encoding="utf-8").splitlines()
WORKING = shipped_register().with_more(read_register(csv.DictReader(_LINES)))


def known(cell: str, *, near: str = "") -> set[str]:
    return set(WORKING.resolve(cell, near=near).known)


def test_several_places_in_one_cell_are_all_known() -> None:
    cell = "Ridgeline Univ Hosp & Coral Coast Univ; also moonlight at Harborside Med Ctr"

    assert known(cell) == {
        "Ridgeline University Hospital",
        "Coral Coast University",
        "Harborside Medical Center",
    }


def test_a_name_with_and_in_it_is_one_place() -> None:
    assert known("Brigham & Women’s") == {"Brigham and Women's Hospital"}


@pytest.mark.parametrize(
    "cell",
    [
        "PGY-3 at SRMC",
        "SRMC (since 2019), nights",
        "SRMC / Phoenix",
        "Sonoran Regional, surgery dept",
    ],
)
def test_remarks_beside_a_place_do_not_hide_it(cell: str) -> None:
    assert known(cell) == {"Sonoran Regional Medical Center"}


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "   ",
        "-",
        "n/a",
        "test",
        "hospital",
        "my university",
        "a big hospital in Ohio",
        "prefer not to say",
        "rather not write it down",
        "I'd rather tell a person",
        "prefiero no decirlo",
        "je préfère ne pas répondre",
        "self-employed",
    ],
)
def test_an_answer_that_names_no_place_is_withheld(cell: str) -> None:
    resolution = WORKING.resolve(cell)

    assert resolution.withheld
    assert not resolution.is_settled


@pytest.mark.parametrize("cell", ["NHS", "the NHS", "VA", "State of Arizona", "US Army"])
def test_a_very_large_employer_is_no_place(cell: str) -> None:
    resolution = WORKING.resolve(cell)

    assert resolution.umbrellas
    assert resolution.known == frozenset()
    assert not resolution.is_settled


def test_two_hospitals_of_the_nhs_or_the_va_are_not_related() -> None:
    (fernhill,), (thornbury,) = known("Fernhill NHS"), known("Thornbury, NHS")
    (phoenix,), (boston,) = known("VA Phoenix"), known("Boston VA")

    assert WORKING.related(fernhill, thornbury) is Relation.NONE
    assert WORKING.related(phoenix, boston) is Relation.NONE


def test_letters_that_two_places_may_use_are_asked_about() -> None:
    resolution = WORKING.resolve("UNL")

    assert not resolution.known
    assert "University of the North Lakes" in resolution.perhaps
    assert "Harborside Medical Center" in resolution.perhaps


def test_a_name_that_only_resembles_one_in_the_register_is_asked_about() -> None:
    resolution = WORKING.resolve("Fernhill Royal Infirmary")

    assert resolution.perhaps == ("Fernhill NHS Trust",)
    assert not resolution.is_settled


def test_an_unheard_of_place_is_unknown_also_beside_a_known_one() -> None:
    assert WORKING.resolve("Grey Willow Memorial").unknown == ("Grey Willow Memorial",)
    assert WORKING.resolve("Kestrel Robotics; Foo Clinic").unknown == ("Foo Clinic",)


def test_the_city_decides_between_two_places_of_one_name() -> None:
    assert known("St. Joseph's Hospital") == set()
    assert known("St. Joseph's Hospital", near="Tampa") == {"St. Joseph's Hospital (Tampa)"}
    assert known("St. Joseph's Hospital", near="Phoenix AZ") == {"St. Joseph's Hospital (Phoenix)"}


def test_the_programmes_own_register_wins_over_the_shipped_one() -> None:
    assert shipped_register().resolve("BCH").known == {"Boston Children's Hospital"}
    assert known("BCH") == {"Bayou Charity Hospital"}


def test_an_address_tells_the_institution_by_any_part_of_its_domain() -> None:
    assert WORKING.of_domain("a.b@mgh.harvard.edu") == "Massachusetts General Hospital"
    assert WORKING.of_domain("a.b@hsph.harvard.edu") == "Harvard University"
    assert WORKING.of_domain("a.b@example.org") is None
    assert WORKING.of_domain("no address") is None


def test_a_former_name_is_the_same_place() -> None:
    assert known("Maricopa Medical Center") == known("Valleywise") != set()


def test_relations_are_the_same_from_both_sides() -> None:
    names = [one.name for one in shipped_register().institutions]
    register = shipped_register()

    for a in names[::7]:
        for b in names[::5]:
            assert register.related(a, b) is register.related(b, a)


def test_a_name_in_a_closed_list_is_an_institution_of_its_own() -> None:
    grown = WORKING.with_names(["Department of Peace", "Kestrel Robotics", "none", "NHS"])

    assert grown.resolve("department of peace").known == {"Department of Peace"}
    assert {one.name for one in grown.institutions} - {
        one.name for one in WORKING.institutions
    } == {"Department of Peace"}


def test_institutions_are_found_within_a_text_and_words_of_speech_are_not() -> None:
    text = "Left Great Plains Med in 2019 for Harborside; a kestrel and Dr. Howard came along."

    found = [sorted(mention.names) for mention in WORKING.mentions(text)]

    assert found == [["Great Plains Medical Center"], ["Harborside Medical Center"]]


def test_a_register_without_names_is_refused() -> None:
    with pytest.raises(Refused, match="heading 'name'"):
        read_register([{"title": "x"}])
    with pytest.raises(Refused, match="has no name"):
        read_register([{"name": " "}])


def test_every_shipped_name_and_alias_leads_back_to_its_entry() -> None:
    register = shipped_register()

    for one in register.institutions:
        for spelling in (one.name, one.name.upper(), *one.former_names):
            found = register.resolve(spelling)
            assert one.name in {*found.known, *found.perhaps}, spelling


def test_a_register_never_changes() -> None:
    first = Register([Institution(name="Kestrel Robotics")])
    first.with_more(Register([Institution(name="Vantage Bio")]))

    assert [one.name for one in first.institutions] == ["Kestrel Robotics"]
