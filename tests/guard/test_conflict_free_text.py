"""What must hold for any words that people write: properties of the guard over free text."""

import csv
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.domain.people import Mentee, Mentor
from mentorship.domain.policy import Policy
from mentorship.guard.conflicts import Conflicts, keep_apart
from mentorship.guard.institutions import read_register, shipped_register
from tests.people import a_mentee, a_mentor

DATA = Path(__file__).parents[1] / "data"
_LINES = (DATA / "working_institutions.csv").read_text(encoding="utf-8").splitlines()
WORKING = shipped_register().with_more(read_register(csv.DictReader(_LINES)))
_WHEN = datetime(2026, 9, 1)  # noqa: DTZ001 - a sheet's stamp has no zone

# Requests that can be carried out as they stand: somebody, some place, some kind, or nobody.
_READABLE = st.sampled_from(
    [
        "",
        "none",
        "No, thank you",
        "Dr. Ruth Keller",
        "anyone at Tidewater",
        "no surgeons",
        "my boss",
    ]
)
_MORE = st.one_of(
    _READABLE,
    st.sampled_from(["men, if possible", "my sister", "لا أحد", "except one", "my old lab"]),
    st.text(max_size=40),
)
_SAYS = st.sampled_from(
    [
        "",
        "I was at Coral Coast until 2015",
        "My husband runs surgery at Tidewater General",
        "Ruth Keller inspired me",
        "My Bracken Foundation grant is under review",
        "I sit on the Bracken Foundation panel",
        "examiner for the oral boards in surgery",
    ]
)
_PLACES = st.sampled_from(["Tidewater General Hospital", "Coral Coast University", "Kestrel", ""])
_NAMES = st.sampled_from(["Amal Warsame", "Ruth Keller", "Hodan Xasan"])
_PEOPLE = st.lists(st.tuples(_NAMES, _PLACES, _READABLE, _SAYS), min_size=1, max_size=4)
# Letters that make no word of ours.
_SECRET = st.text(alphabet="qzxjvk", min_size=4, max_size=8).map(str.capitalize)


def _mentees(rows: list[tuple[str, str, str, str]]) -> list[Mentee]:
    return [
        a_mentee(key=f"a{i}", email=f"a{i}@example.org", stated_at=_WHEN, name=name,
                 workplace=place, keep_apart=request, words=words)
        for i, (name, place, request, words) in enumerate(rows)
    ]  # fmt: skip


def _mentors(rows: list[tuple[str, str, str, str]]) -> list[Mentor]:
    return [
        a_mentor(key=f"b{i}", email=f"b{i}@example.net", stated_at=_WHEN, name=name,
                 workplace=place, keep_apart=request, roles=words)
        for i, (name, place, request, words) in enumerate(rows)
    ]  # fmt: skip


def _found(mentees: list[Mentee], mentors: list[Mentor]) -> Conflicts:
    return keep_apart(mentees, mentors, register=WORKING, policy=Policy())


def _open(mentees: list[Mentee], mentors: list[Mentor]) -> set[tuple[str, str]]:
    found = _found(mentees, mentors)
    return {(a.key, b.key) for a in mentees for b in mentors if found.may_meet(a.key, b.key)}


@settings(max_examples=80, deadline=None)
@given(_PEOPLE, _PEOPLE, _MORE)
def test_whatever_is_added_to_a_request_opens_no_pair(
    hers: list[tuple[str, str, str, str]], theirs: list[tuple[str, str, str, str]], more: str
) -> None:
    mentees, mentors = _mentees(hers), _mentors(theirs)
    asked = [replace(mentees[0], keep_apart=f"{mentees[0].keep_apart}\n{more}"), *mentees[1:]]

    assert _open(asked, mentors) <= _open(mentees, mentors)


@settings(max_examples=60, deadline=None)
@given(_PEOPLE, _PEOPLE)
def test_the_order_of_the_rows_changes_no_verdict(
    hers: list[tuple[str, str, str, str]], theirs: list[tuple[str, str, str, str]]
) -> None:
    mentees, mentors = _mentees(hers), _mentors(theirs)

    one, other = _found(mentees, mentors), _found(mentees[::-1], mentors[::-1])

    assert dict(one.blocked_pairs) == dict(other.blocked_pairs)
    assert dict(one.held) == dict(other.held)


@settings(max_examples=80, deadline=None)
@given(
    _SECRET,
    st.sampled_from(
        [
            "Dr. {0} {0}",
            "my sister {0} signed up",
            "my husband {0} is at Tidewater",
            "{0} knows, call me",
            "no surgeons, {0} neither",
            "the {0} Foundation decides on me",
            "{0}",
        ]
    ),
    st.booleans(),
)
def test_nothing_that_staff_is_told_holds_a_word_of_what_somebody_wrote(
    secret: str, wording: str, is_mentor: bool
) -> None:
    written = wording.format(secret)
    mentee = a_mentee(name="Amal Warsame", workplace="Tidewater General Hospital")
    mentor = a_mentor(name=f"{secret} {secret}", workplace="Coral Coast University")
    if is_mentor:
        mentee = replace(mentee, name=f"{secret} {secret}")
        mentor = replace(mentor, name="Ruth Keller", keep_apart=written, roles=written)
    else:
        mentee = replace(mentee, keep_apart=written, words=written, anything_else=written)

    found = _found([mentee], [mentor])
    told = [found.verdict(mentee.key, mentor.key).sentence, *found.held.values()]
    told += [question.text for question in found.questions]

    assert secret.casefold() not in " ".join(told).casefold()
    assert "tidewater" not in " ".join(told).casefold()


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None), max_size=60), st.text(max_size=60))
def test_no_cell_however_strange_opens_a_pair_that_must_not_meet(one: str, other: str) -> None:
    mentee = a_mentee(workplace="Tidewater General Hospital", words=one, anything_else=other)
    mentor = a_mentor(workplace="TGH", roles=other, words=one, preference=one)

    assert not _found([mentee], [mentor]).may_meet(mentee.key, mentor.key)
