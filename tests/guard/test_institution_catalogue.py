"""The shipped catalogue of universities: what is believed, what is asked, what stays apart."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.guard.catalogue import Catalogue, Entry, parts_of, shipped_catalogue
from mentorship.guard.institutions import (
    Institution,
    Register,
    Relation,
    Resolution,
    read_register,
    shipped_register,
)
from mentorship.guard.spelling import folded, folded_lines

DATA = Path(__file__).parents[1] / "data"
SHIPPED = shipped_register()
ENTRIES = shipped_catalogue().entries
any_entry = st.sampled_from(ENTRIES)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _is_as_expected(read: Resolution, expected: str, names: set[str]) -> bool:
    return {
        "known": read.is_settled and read.known == names,
        "partly": not read.is_settled and read.known == names,
        "perhaps": not read.known and names <= set(read.perhaps),
        "unknown": not read.known and not read.perhaps and bool(read.unknown),
        "withheld": read.withheld and not read.known,
        "open": not read.known and not read.is_settled,
    }[expected]


def test_cells_that_people_labelled_are_read_without_a_mistake() -> None:
    rows = _rows("university_cells.csv")

    wrong = [
        row["cell"]
        for row in rows
        if not _is_as_expected(
            SHIPPED.resolve(row["cell"]),
            row["expected"],
            {name for name in row["names"].split(";") if name},
        )
    ]

    assert len(rows) >= 60
    assert wrong == []


def _how(a: str, b: str) -> str:
    """Whether two workplaces are near each other, apart, or left to a person."""
    one, other = SHIPPED.resolve(a), SHIPPED.resolve(b)
    if not (one.is_settled and other.is_settled):
        return "asked"
    pairs = [SHIPPED.related(x, y) for x in one.known for y in other.known]
    return "apart" if set(pairs) == {Relation.NONE} else "near"


def test_pairs_that_people_labelled_are_told_together_and_apart() -> None:
    wrong = [
        f"{row['a']} | {row['b']}"
        for row in _rows("university_pairs.csv")
        if _how(row["a"], row["b"]) != row["expected"]
    ]

    assert wrong == []


def test_every_shipped_name_leads_to_itself_or_is_asked_about() -> None:
    lost = [
        name
        for entry in ENTRIES[::13]
        for name in entry.names
        if not _leads_back(name, entry.name, SHIPPED)
    ]

    assert lost == []


def test_one_saints_hospital_or_one_slip_of_a_lone_word_is_no_other_place() -> None:
    assert SHIPPED.resolve("St Mary's").known == frozenset()
    assert SHIPPED.resolve("Charité").known == frozenset()
    assert SHIPPED.mentions("I teach at a University.") == ()


def _leads_back(name: str, to: str, register: Register) -> bool:
    """True unless the cell is settled on something that has nothing to do with the entry."""
    read = register.resolve(name)
    return not read.is_settled or any(
        register.related(one, to) is not Relation.NONE for one in read.known
    )


def test_a_name_that_only_resembles_one_makes_nobody_known() -> None:
    for cell in ("Univeristy of Groningn", "Groningen University Med Ctr", "Kyotto University"):
        assert SHIPPED.resolve(cell).known == frozenset()


def test_a_person_is_offered_what_an_unknown_name_may_mean_the_likeliest_first() -> None:
    assert SHIPPED.perhaps("Univeristy of Groningn")[0] == "University of Groningen"
    assert SHIPPED.perhaps("Karolinska Institute")[0] == "Karolinska Institute Stockholm"
    assert SHIPPED.perhaps("St. John's University")[:2] == (
        "St. John's University (stjohns.edu)",
        "St. John's University (stud.sju.edu.tw)",
    )


@pytest.mark.parametrize("cell", ["University of Groningen", "", "prefer not to say", "NHS"])
def test_nothing_is_offered_for_a_cell_that_is_settled_or_names_no_place(cell: str) -> None:
    assert SHIPPED.perhaps(cell) == ()


def test_the_offer_holds_the_candidates_of_every_unsettled_piece() -> None:
    offered = SHIPPED.perhaps("Boston College; Kyoto University")

    assert {"Boston College (bc.edu)", "Boston College (boston.co.za)"} <= set(offered)
    assert "Kyoto University" not in offered


@pytest.mark.parametrize(
    ("address", "institution"),
    [
        ("a@rug.nl", "University of Groningen"),
        ("a@med.rug.nl", "University of Groningen"),
        ("a@umich.edu", "University of Michigan"),
        ("a@med.umich.edu", "University of Michigan"),
        ("a@jh.edu", "Johns Hopkins University"),
        ("a@cuny.edu", "City University of New York"),
        ("a@berlin.de", None),
        ("a@ac.uk", None),
        ("a@gmail.com", None),
    ],
)
def test_an_address_tells_the_institution_or_what_all_on_the_domain_share(
    address: str, institution: str | None
) -> None:
    assert SHIPPED.of_domain(address) == institution


def test_everybody_on_a_domain_that_several_share_is_near_everybody_else_on_it() -> None:
    shared = [one for one in ENTRIES if one.systems][::40]

    for one in shared:
        for domain in one.domains:
            by_address = SHIPPED.of_domain(f"a@{domain}")
            assert by_address
            assert SHIPPED.related(one.name, by_address) is not Relation.NONE


def test_words_of_speech_and_halves_of_names_are_no_mentions() -> None:
    text = (
        "Trinity and Mary at St Mary's spoke of health, a women's university, the national"
        " university, San Diego, our college in Chile and the School of Law."
    )

    found = {name for mention in SHIPPED.mentions(text) for name in mention.names}

    assert found.isdisjoint(one.name for one in ENTRIES)


def test_full_names_in_a_text_are_found_and_shared_ones_are_doubtful() -> None:
    text = "I left the University of Groningen for Boston College, then Makerere University's ward."

    found = [(sorted(one.names), one.certain) for one in SHIPPED.mentions(text)]

    assert found == [
        (["University of Groningen"], True),
        (["Boston College (bc.edu)", "Boston College (boston.co.za)"], False),
        (["Makerere University"], True),
    ]


def test_a_longer_name_in_a_text_takes_the_shorter_one_along() -> None:
    (mention,) = SHIPPED.mentions("Please keep me from University of Michigan - Dearborn.")

    assert mention.names == {"University of Michigan", "University of Michigan - Dearborn"}
    assert mention.certain


def test_what_a_coordinator_writes_wins_over_the_catalogue() -> None:
    own = Institution(name="Lakeside Clinic", aliases=("University of Groningen",))
    grown = SHIPPED.with_more(Register([own]))

    assert grown.resolve("Univ. of Groningen").known == {"Lakeside Clinic"}
    assert SHIPPED.resolve("Univ. of Groningen").known == {"University of Groningen"}


def test_one_more_spelling_costs_a_place_neither_its_system_nor_its_other_names() -> None:
    line = {"name": "Massachusetts General Hospital", "aliases": "The General on the Charles"}
    grown = SHIPPED.with_more(read_register([line]))

    for cell in ("The General on the Charles", "MGH"):
        assert grown.resolve(cell).known == {"Massachusetts General Hospital"}
    assert "Mass General Brigham" in grown.line("Massachusetts General Hospital")


def test_a_decision_that_two_places_only_look_alike_sets_them_apart() -> None:
    name = "University of Groningen Press Bookshop"
    before = SHIPPED.with_more(read_register([{"name": name}]))
    line = {"name": name, "different_from": "University of Groningen"}
    after = SHIPPED.with_more(read_register([line]))

    assert before.related(name, "University of Groningen") is Relation.AFFILIATED
    assert after.related(name, "University of Groningen") is Relation.NONE
    assert after.related("University of Groningen", name) is Relation.NONE


def test_a_name_of_a_closed_list_is_not_a_stranger_to_a_name_within_it() -> None:
    name = "Alumni House of Makerere University"
    grown = SHIPPED.with_names([name])

    assert grown.resolve(name).known == {name}
    assert grown.related(name, "Makerere University") is Relation.AFFILIATED


def test_a_register_of_its_own_entries_knows_no_catalogue() -> None:
    register = Register([Institution(name="Kestrel Robotics")])

    assert register.resolve("University of Groningen").known == frozenset()
    assert register.of_domain("a@rug.nl") is None


def test_names_within_a_longer_one_stop_at_words_that_belong_to_it() -> None:
    assert ("york", "university") not in set(parts_of("New York University"))
    assert ("university", "munich") not in set(parts_of("Technical University of Munich"))
    assert ("university", "bonn") in set(parts_of("University Hospital Bonn"))


@given(any_entry, any_entry)
@settings(max_examples=60, deadline=None)
def test_relations_in_the_catalogue_are_the_same_from_both_sides(a: Entry, b: Entry) -> None:
    one, other = a.name, b.name

    assert SHIPPED.related(one, other) is SHIPPED.related(other, one)
    assert SHIPPED.related(one, one) is Relation.SAME


@given(st.permutations(ENTRIES[100:112]), st.sampled_from(ENTRIES[100:112]))
@settings(max_examples=40, deadline=None)
def test_what_a_name_means_does_not_depend_on_the_order_of_the_lines(
    shuffled: list[Entry], sought: Entry
) -> None:
    straight = Catalogue([_line(one) for one in ENTRIES[100:112]])
    other = Catalogue([_line(one) for one in shuffled])
    name, domain = sought.name, sought.domains[0]

    assert straight.exactly(name) == other.exactly(name)
    assert straight.of_domain(domain) == other.of_domain(domain)


def _line(entry: Entry) -> str:
    names, domains, systems = entry.names, entry.domains, entry.systems
    return "\t".join(("|".join(names), " ".join(domains), "|".join(systems)))


@given(st.lists(st.text(st.characters(blacklist_characters="\n"), max_size=40), max_size=6))
def test_many_names_are_folded_at_once_as_each_by_itself(names: list[str]) -> None:
    assert list(folded_lines(names)) == [folded(name) for name in names]


def test_the_licence_of_the_names_ships_beside_them() -> None:
    folder = Path(__file__).parents[2] / "mentorship" / "guard"

    assert "Copyright (c) 2013 Lee Reilly" in (folder / "universities.LICENSE").read_text()
