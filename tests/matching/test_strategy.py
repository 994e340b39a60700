"""Her conditions are looked at only for what is hers, and no answer tells her who is a mentor."""

import subprocess
import sys
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people import a_mentee, a_mentor

from mentorship.domain.decisions import Choice
from mentorship.domain.people import Dimension, Field, Matters, Mentee, Mentor
from mentorship.domain.policy import Policy
from mentorship.domain.vocabulary import vocabulary
from mentorship.guard.reasons import Reason, ReasonKind, Verdict
from mentorship.guard.ties import Decision
from mentorship.matching.choice.strategy import (
    TO_HER,
    ApartFromHer,
    Enough,
    RoomToChoose,
    apart_from_her,
    can_talk,
    confirmation,
    enough_choice,
)
from mentorship.matching.gates import Apart, gates

MUSLIM, CHRISTIAN = frozenset({"Muslim"}), frozenset({"Christian"})


def mentors(size: int, start: int = 0, **answers: object) -> list[Mentor]:
    return [a_mentor(key=f"mentor:{start + number}", **answers) for number in range(size)]


def keys(people: Iterable[Mentor]) -> frozenset[str]:
    return frozenset(mentor.key for mentor in people)


def who_must_have(**answers: object) -> Mentee:
    return a_mentee(faith=MUSLIM, matters={Dimension.FAITH: Matters.MUST}, **answers)


@pytest.mark.parametrize(
    ("otherwise", "enough"),
    [(0, 0), (2, 2), (4, 4), (8, 4), (20, 4), (40, 4), (41, 5), (70, 7), (100, 10), (2000, 10)],
)
def test_enough_is_ten_or_a_tenth_whichever_is_smaller_and_never_below_four(
    otherwise: int, enough: int
) -> None:
    assert Enough().of(otherwise) == enough


def test_who_asks_for_nothing_is_told_nothing_however_few_there_are() -> None:
    assert enough_choice(a_mentee(), mentors(2)) == RoomToChoose(2, 2, "", "")


def test_a_must_that_few_share_is_said_to_her_and_to_the_team() -> None:
    pool = [*mentors(3, faith=MUSLIM), *mentors(97, 3, faith=CHRISTIAN)]

    room = enough_choice(who_must_have(), pool)

    assert (room.left, room.otherwise, room.to_her) == (3, 100, TO_HER)
    assert room.needs_confirmation
    assert room.to_coordinator.startswith("What she said is a must leaves so few mentors")


def test_a_must_that_ten_share_is_nobodys_business() -> None:
    pool = [*mentors(10, faith=MUSLIM), *mentors(190, 10, faith=CHRISTIAN)]

    assert enough_choice(who_must_have(), pool) == RoomToChoose(10, 200, "", "")


def test_a_programme_that_takes_a_must_as_a_wish_has_nothing_to_warn_of() -> None:
    room = enough_choice(who_must_have(), mentors(20), policy=Policy(honour_must=False))

    assert (room.left, room.to_her, room.needs_confirmation) == (20, "", False)


def test_mentors_without_a_place_are_no_choice() -> None:
    room = enough_choice(a_mentee(), [*mentors(4), *mentors(4, 4, capacity=0)])

    assert room.otherwise == 4


def test_what_the_guard_takes_away_is_never_laid_on_her() -> None:
    pool = mentors(40)

    room = enough_choice(a_mentee(), pool, apart=ApartFromHer(by_rule=keys(pool[1:])))

    assert room == RoomToChoose(1, 1, "", "")


def test_whom_she_asked_to_be_kept_apart_from_is_confirmed_and_never_weighed() -> None:
    pool = mentors(40)

    room = enough_choice(a_mentee(), pool, apart=ApartFromHer(by_wish=keys(pool[1:])))

    assert (room.left, room.otherwise) == (1, 40)
    assert room.to_coordinator.startswith("Requests that she be kept apart from people or places")
    assert room.to_her == TO_HER


def test_a_rule_that_holds_anyway_is_not_her_request() -> None:
    pool = mentors(40)

    room = enough_choice(
        a_mentee(), pool, apart=ApartFromHer(by_rule=keys(pool[1:]), by_wish=keys(pool[1:]))
    )

    assert not room.needs_confirmation


def test_only_what_she_asked_for_herself_is_hers() -> None:
    mentee = a_mentee(keep_apart="Nobody from Harborside, please.")
    asked, power = (Reason(Decision.BLOCKED, kind) for kind in (ReasonKind.ASKED, ReasonKind.POWER))
    verdicts = {
        (mentee.key, "mentor:1"): Verdict(Decision.BLOCKED, (asked,)),
        (mentee.key, "mentor:2"): Verdict(Decision.BLOCKED, (power,)),
        (mentee.key, "mentor:3"): Verdict(Decision.BLOCKED, (asked, power)),
        ("mentee:9", "mentor:4"): Verdict(Decision.BLOCKED, (asked,)),
    }

    hers = apart_from_her(mentee, verdicts)
    of_who_asked_nothing = apart_from_her(a_mentee(), verdicts)

    assert (hers.by_rule, hers.by_wish) == ({"mentor:2", "mentor:3"}, {"mentor:1"})
    assert of_who_asked_nothing.by_wish == frozenset()


def test_both_together_are_named_together() -> None:
    pool = [*mentors(20, faith=MUSLIM), *mentors(20, 20, faith=CHRISTIAN)]

    room = enough_choice(who_must_have(), pool, apart=ApartFromHer(by_wish=keys(pool[:19])))

    assert room.left == 1
    assert room.to_coordinator.startswith("What she said is a must and requests")


def test_what_she_reads_names_no_part_of_who_she_is_and_no_number() -> None:
    labels = {*vocabulary().faith, *vocabulary().race_ethnicity, *vocabulary().other_identity}

    assert not any(label in TO_HER for label in labels)
    assert not any(dimension.value.lower() in TO_HER.lower() for dimension in Dimension)
    assert not any(character.isdigit() for character in TO_HER)


def test_one_name_more_never_changes_what_she_reads() -> None:
    pool = mentors(18)
    for named in range(10):
        room = enough_choice(a_mentee(), pool, apart=ApartFromHer(by_wish=keys(pool[:named])))
        assert room.to_her == ""


def test_none_and_nine_read_the_same() -> None:
    """She may try every label: a mentor who is alone with one must not show."""
    said = {
        enough_choice(who_must_have(), [*mentors(sharing, faith=MUSLIM), *mentors(50, 50)]).to_her
        for sharing in range(10)
    }

    assert said == {TO_HER}


def test_adding_up_labels_never_shows_the_one_mentor_who_has_the_last_of_them() -> None:
    """Nine share one label and one shares another: both ticked are ten, and still read as few."""
    pool = [*mentors(9, faith=MUSLIM), *mentors(1, 9, faith=frozenset({"Sikh"})), *mentors(30, 10)]
    both = a_mentee(faith=MUSLIM | {"Sikh"}, matters={Dimension.FAITH: Matters.MUST})

    assert enough_choice(both, pool).left == 10
    assert enough_choice(both, pool).to_her == TO_HER


FAITHS = st.frozensets(st.sampled_from(vocabulary().faith[:4]), max_size=2)
GENDERS = st.frozensets(st.sampled_from(vocabulary().gender[:4]), max_size=2)
PEOPLE = st.fixed_dictionaries(
    {
        "faith": FAITHS,
        "gender": GENDERS,
        "languages": st.frozensets(st.sampled_from(["English", "Somali"]), max_size=2),
        "stage": st.sampled_from([None, "ms12", "res", "att2"]),
    }
)
MATTERS = st.dictionaries(
    st.sampled_from([Dimension.FAITH, Dimension.GENDER]), st.sampled_from(list(Matters))
)


@settings(deadline=None)
@given(
    hers=PEOPLE,
    matters=MATTERS,
    theirs=st.lists(PEOPLE, max_size=25),
    away=st.frozensets(st.integers(0, 24), max_size=9),
    ruled_out=st.frozensets(st.integers(0, 24)),
)
def test_all_that_she_can_learn_is_which_labels_ten_mentors_share(
    hers: dict[str, object],
    matters: dict[Dimension, Matters],
    theirs: list[dict[str, object]],
    away: frozenset[int],
    ruled_out: frozenset[int],
) -> None:
    pool = [a_mentor(key=f"mentor:{n}", **answers) for n, answers in enumerate(theirs)]
    mentee = a_mentee(matters=matters, **hers)

    apart = ApartFromHer({f"mentor:{n}" for n in ruled_out}, {f"mentor:{n}" for n in away})
    room = enough_choice(mentee, pool, apart=apart)

    ten_share = {
        label
        for label in (*vocabulary().faith, *vocabulary().gender)
        if sum(label in mentor.faith | mentor.gender for mentor in pool) >= 10
    } - {"Prefer not to say", "I describe myself in my own words"}
    ticked = {Dimension.FAITH: mentee.faith, Dimension.GENDER: mentee.gender}
    few = any(
        not ticked[dimension] & ten_share
        for dimension, how in matters.items()
        if how is Matters.MUST
    )
    assert room.to_her == (TO_HER if few else "")


@settings(deadline=None)
@given(hers=PEOPLE, matters=MATTERS, theirs=st.lists(PEOPLE, min_size=1, max_size=8))
def test_the_check_counts_whom_a_run_would_let_her_meet(
    hers: dict[str, object], matters: dict[Dimension, Matters], theirs: list[dict[str, object]]
) -> None:
    pool = [a_mentor(key=f"mentor:{n}", **answers) for n, answers in enumerate(theirs)]
    mentee = a_mentee(matters=matters, **hers)
    apart = Apart({(mentee.key, pool[0].key)})

    room = enough_choice(mentee, pool, apart=ApartFromHer(by_rule={pool[0].key}))

    of_a_run = gates([mentee], pool, policy=Policy(), apart=apart).may_meet()
    assert room.left == of_a_run.sum()


def test_unknown_languages_and_stages_close_nothing() -> None:
    silent = a_mentee(languages=frozenset(), stage=None)

    assert can_talk(silent, a_mentor(stage="ms12"))
    assert not can_talk(a_mentee(), a_mentor(languages=frozenset({"Somali"})))
    assert not can_talk(a_mentee(stage="att2"), a_mentor(stage="res"))


def test_the_team_is_asked_once_for_the_same_words() -> None:
    mentee = who_must_have(answers={Field.MATTERS_FAITH: Matters.MUST.value})
    changed = who_must_have(answers={Field.MATTERS_FAITH: "must!"})
    room = enough_choice(mentee, mentors(20))

    question, again = confirmation(mentee, room), confirmation(changed, room)

    assert question is not None
    assert again is not None
    assert (question.holds, question.choices, question.mentor) == (False, (Choice.FREE,), None)
    assert question.text == room.to_coordinator
    assert (question == confirmation(mentee, room), question.topic == again.topic) == (True, False)


def test_nothing_is_asked_where_there_is_enough() -> None:
    assert confirmation(a_mentee(), enough_choice(a_mentee(), mentors(20))) is None


def test_the_check_is_light_enough_for_a_page() -> None:
    heavy = "{'numpy', 'scipy', 'sklearn', 'ortools'}"
    program = f"import sys, mentorship.matching.choice.strategy; print({heavy} & set(sys.modules))"

    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert answer.stdout.decode().strip() == "set()"
