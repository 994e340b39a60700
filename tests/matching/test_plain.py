"""The engine by itself, with plain facts and data frames."""

import doctest
from typing import Any

import numpy as np
import pytest
from people import a_mentee, a_mentor

import mentorship.matching.plain as plain
from mentorship.domain.people import Field
from mentorship.domain.policy import Policy
from mentorship.matching.plain import propose
from mentorship.matching.proposal import Cause, Start

HERS = {"id": "hodan", "stage": "Postdoc", "topics": ["Being the only one"]}
THEIRS = {"id": "ines", "stage": "Fellow", "topics": "Being the only one", "capacity": 1}


class AFrame:
    """What a data frame looks like from here."""

    def __init__(self, *records: dict[str, Any]) -> None:
        self.records = list(records)

    def to_dict(self, orient: str) -> list[dict[str, Any]]:
        assert orient == "records"
        return self.records


def test_the_example_in_the_documentation_is_true() -> None:
    assert doctest.testmod(plain).failed == 0
    assert doctest.testmod(plain).attempted > 2


def test_a_data_frame_counts_as_its_rows() -> None:
    from_frames = propose(AFrame(HERS), AFrame(THEIRS))

    assert from_frames.pairs == propose([HERS], [THEIRS]).pairs
    assert [(pair.mentee, pair.mentor) for pair in from_frames.pairs] == [("hodan", "ines")]


def test_an_empty_cell_is_a_blank_answer() -> None:
    with_blank = AFrame({**HERS, "words": float("nan"), "values": None})

    (pair,) = propose(with_blank, AFrame(THEIRS)).pairs

    assert pair.mentee == "hodan"


def test_people_already_read_are_taken_as_they_are() -> None:
    unasked: dict[str, Any] = {"workplace": "", "answers": {}}

    (pair,) = propose([a_mentee(**unasked)], [a_mentor(**unasked)], policy=Policy()).pairs

    assert (pair.mentee, pair.mentor) == ("mentee:2", "mentor:2")


def test_whom_the_caller_keeps_apart_never_meets() -> None:
    proposal = propose([HERS], [THEIRS], apart=[("hodan", "ines")])

    assert [(wait.mentee, wait.cause) for wait in proposal.waiting] == [("hodan", Cause.APART)]


def test_one_employer_keeps_apart_here_too() -> None:
    place = {"workplace": "University of Vermont"}

    assert propose([HERS | {"workplace": "University of Utah"}], [THEIRS | place]).pairs
    assert not propose([HERS | place], [THEIRS | place]).pairs


def test_a_worry_in_her_words_waits_for_a_person() -> None:
    (wait,) = propose([HERS | {"words": "I do not want to live any more."}], [THEIRS]).waiting

    assert wait.cause is Cause.HELD


@pytest.mark.parametrize(
    ("mentees", "sentence"),
    [
        ([HERS | {"shoe_size": 38}], "no fact is called shoe_size"),
        ([HERS, HERS], "stands there twice"),
        (["hodan"], "mapping of facts"),
        (HERS, "a sequence of people, or a data frame"),
        (iter([HERS]), "a sequence of people, or a data frame"),
        (None, "a sequence of people, or a data frame"),
    ],
)
def test_facts_that_make_no_sense_are_refused(mentees: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        propose(mentees, [THEIRS])


@pytest.mark.parametrize("ids", [(1, 2), ("1", "2"), (1, "2")])
def test_an_id_that_is_a_number_keeps_apart_as_well(ids: Any) -> None:
    proposal = propose([HERS | {"id": 1}], [THEIRS | {"id": 2}], apart=[ids])

    assert [(wait.mentee, wait.cause) for wait in proposal.waiting] == [("1", Cause.APART)]


@pytest.mark.parametrize(
    "ids", [("ines", "hodan"), ("hodan", "inez"), ("hodan",), ("hodan", "ines", "ada"), "ab"]
)
def test_a_request_to_be_kept_apart_is_never_passed_over_in_silence(ids: Any) -> None:
    with pytest.raises(ValueError, match="apart"):
        propose([HERS], [THEIRS], apart=[ids])


@pytest.mark.parametrize(
    "start",
    [
        Start(pinned={"hodan": "nobody"}),
        Start(pinned={"nobody": "ines"}),
        Start(avoided=frozenset({("ines", "hodan")})),
        Start(waited={"nobody": 1}),
    ],
)
def test_a_start_about_somebody_who_is_not_there_is_refused(start: Start) -> None:
    with pytest.raises(ValueError, match="nobody among"):
        propose([HERS], [THEIRS], start=start)


def test_what_was_decided_under_an_earlier_sign_up_holds_for_the_later_one() -> None:
    hers = HERS | {"email": "hodan@example.org", "name": "Hodan Warsame"}
    twice = [
        hers | {"id": "early", "stated_at": "2026-09-01 10:00"},
        hers | {"id": "late", "stated_at": "2026-09-02 10:00"},
    ]
    assert [pair.mentee for pair in propose(twice, [THEIRS]).pairs] == ["late"]

    avoided = propose(twice, [THEIRS], start=Start(avoided=frozenset({("early", "ines")})))
    pinned = propose(twice, [THEIRS], start=Start(pinned={"early": "ines"}))

    assert [(wait.mentee, wait.cause) for wait in avoided.waiting] == [("late", Cause.SET_ASIDE)]
    assert (pinned.pairs, pinned.waiting) == ((), ())


@pytest.mark.parametrize("topics", [["Being the only one", None], ("Being the only one", "")])
def test_an_array_is_a_list_and_its_blanks_are_blank(topics: Any) -> None:
    array = np.array(topics, dtype=object)

    (pair,) = propose([HERS | {"topics": array}], [THEIRS | {"capacity": np.int64(1)}]).pairs

    assert pair == propose([HERS], [THEIRS]).pairs[0]


def test_people_who_answered_alike_are_told_apart_by_their_ids_and_not_by_their_rows() -> None:
    alike = [HERS | {"id": one} for one in ("ana", "bea", "cleo", "dana")]

    assert [pair.mentee for pair in propose(alike, [THEIRS]).pairs] == [
        pair.mentee for pair in propose(alike[::-1], [THEIRS]).pairs
    ]


def test_what_was_not_read_as_written_is_told_with_the_id_of_the_person() -> None:
    hers = HERS | {"stage": "Time lord"}
    theirs = THEIRS | {"capacity": "a few", "topics": "Being the only one; Juggling"}

    problems = propose([hers, HERS | {"id": "mei"}], [theirs]).problems

    assert [(one.person, one.field) for one in problems] == [
        ("hodan", Field.STAGE),
        ("ines", Field.CAPACITY),
        ("ines", Field.TOPICS),
    ]
    assert all(one.problem and one.fix for one in problems)
    assert propose([HERS], [THEIRS]).problems == ()


def test_problems_do_not_depend_on_the_order_of_the_people() -> None:
    mentees = [HERS | {"id": one, "stage": "Time lord"} for one in ("ana", "bea")]

    assert propose(mentees, [THEIRS]).problems == propose(mentees[::-1], [THEIRS]).problems


def test_a_sign_up_that_nobody_matches_is_accounted_for() -> None:
    hers = HERS | {"email": "hodan@example.org", "name": "Hodan Warsame"}
    early = hers | {"id": "early", "stated_at": "2026-09-01 10:00"}
    late = hers | {"id": "late", "stated_at": "2026-09-02 10:00"}

    proposal = propose([early, late], [THEIRS])

    assert [pair.mentee for pair in proposal.pairs] == ["late"]
    assert list(proposal.gone) == ["early"]
    assert propose([late], [THEIRS]).gone == {}
