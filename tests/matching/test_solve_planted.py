"""Ten thousand mentees and five thousand mentors whose optimum was known before they were made."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.random import Generator, default_rng
from numpy.typing import NDArray
from oracles import Floats, Integers, Mask, Task, dense_optimum, examine, outcome

from mentorship.matching.assignment import solve

INSTITUTIONS = 20


@dataclass(frozen=True)
class Side:
    """The mentees, or the mentors: where they stand, what they bring, where they work."""

    at: Floats  # (people, 3) from -1 to 1
    brings: Floats  # (people,) her gain, or the price of the mentor's places
    works: Integers  # (people,)

    @property
    def own(self) -> Floats:
        return np.equal.outer(self.works, np.arange(INSTITUTIONS)).astype(float)

    @property
    def square(self) -> Floats:
        return (self.brings - (self.at**2).sum(axis=1))[:, None]


@dataclass(frozen=True)
class Planted:
    """Mentees, mentors, and the pairs that were made for each other."""

    mentees: Side
    mentors: Side
    places: Integers
    mentor_of: Integers
    pins: tuple[tuple[int, int], ...]
    first: Mask  # mentees whom the planted pairs serve

    @property
    def vectors(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Their products: gain + price - distance squared, and one more in the same institution.

        All coordinates are multiples of 1/256, so that float32 holds each product exactly.
        """
        she, he = self.mentees, self.mentors
        one, other = np.ones_like(she.square), np.ones_like(he.square)
        wants = np.hstack([2 * she.at, she.square, one, she.own])
        offers = np.hstack([he.at, other, he.square, he.own])
        return wants.astype(np.float32), offers.astype(np.float32)

    def may_meet(self, rows: Integers) -> Mask:
        """Nobody meets a mentor of her own institution, however well they suit each other."""
        return np.not_equal.outer(self.mentees.works[rows], self.mentors.works)

    @property
    def total(self) -> float:
        """What the planted pairs are worth: all gains, and the price of every place."""
        gains = self.mentees.brings[self.first].sum()
        return float(gains + self.mentors.brings[self.mentor_of[self.first]].sum())


def in_steps(chance: Generator, low: int, high: int, shape: tuple[int, ...] | int) -> Floats:
    return chance.integers(low, high + 1, shape) / 256


def planted(mentees: int, mentors: int, *, waiting: int, pinned: int) -> Planted:
    """Every mentee stands exactly where her mentor stands, so that no other pair is worth more.

    A lawful pair is worth at most her gain and the mentor's price, and a planted one exactly that.
    So nothing exceeds the gains of those served and the prices of all places: the planted pairs
    fill every place that has a price. Those who wait gain less; pins sit on places of their own.
    """
    chance = default_rng(mentees + waiting)
    mentor_of = chance.integers(0, mentors, mentees)
    first = np.arange(mentees) < mentees - waiting - pinned
    works = chance.integers(0, INSTITUTIONS, mentors)
    elsewhere = works[mentor_of] + chance.integers(1, INSTITUTIONS, mentees)
    price = in_steps(chance, 0, 256, mentors)
    places = np.bincount(mentor_of[first], minlength=mentors)
    if not waiting:
        price[::10], places[::10] = 0, places[::10] + 2
    at = in_steps(chance, -256, 256, (mentors, 3))
    gain = np.where(first, in_steps(chance, 128, 256, mentees), in_steps(chance, 0, 127, mentees))
    sit = np.arange(mentees)[mentees - pinned :]
    pins = [(int(mentee), int(chance.integers(mentors))) for mentee in sit]
    hers = elsewhere % INSTITUTIONS
    for mentee, mentor in pins:
        mentor_of[mentee], hers[mentee] = mentor, (works[mentor] + 1) % INSTITUTIONS
        places[mentor] += 1
    stands = at[mentor_of]
    mentor_of[mentees - waiting - pinned : mentees - pinned] = -1
    return Planted(
        mentees=Side(stands, gain, hers),
        mentors=Side(at, price, works),
        places=places,
        mentor_of=mentor_of,
        pins=tuple(pins),
        first=first,
    )


def scores_of(people: Planted, rows: Integers) -> Floats:
    wants, offers = people.vectors
    return wants[rows].astype(np.float64) @ offers.T.astype(np.float64)


def unpinned(people: Planted, mentor_of: Integers) -> tuple[Integers, Integers]:
    rows = np.setdiff1d(np.flatnonzero(mentor_of >= 0), [mentee for mentee, _ in people.pins])
    return rows, mentor_of[rows]


def worth(people: Planted, mentor_of: Integers) -> float:
    rows, mentors = unpinned(people, mentor_of)
    wants, offers = people.vectors
    return float((wants[rows].astype(np.float64) * offers[mentors]).sum())


def lawful(people: Planted, mentor_of: Integers) -> bool:
    rows = np.flatnonzero(mentor_of >= 0)
    taken = np.bincount(mentor_of[rows], minlength=len(people.places))
    stays = all(mentor_of[mentee] == mentor for mentee, mentor in people.pins)
    met = people.mentees.works[rows] != people.mentors.works[mentor_of[rows]]
    return bool(stays and met.all() and (taken <= people.places).all())


@pytest.fixture(scope="module")
def with_room() -> Planted:
    return planted(4_000, 2_000, waiting=0, pinned=150)


@pytest.fixture(scope="module")
def with_queue() -> Planted:
    return planted(4_000, 2_000, waiting=400, pinned=150)


def test_what_was_planted_is_hard_to_find(with_room: Planted, with_queue: Planted) -> None:
    for people in (with_room, with_queue):
        rows = np.flatnonzero(people.first)[:400]
        scores = scores_of(people, rows)
        meant = scores[np.arange(400), people.mentor_of[rows]]
        permitted = np.where(people.may_meet(rows), scores, -np.inf)

        assert lawful(people, people.mentor_of)
        assert worth(people, people.mentor_of) == people.total
        # Most would rather have another mentor, and far more with the rule forgotten.
        assert (permitted.max(axis=1) > meant).mean() > 0.6
        assert (scores.max(axis=1) > meant + 0.5).mean() > 0.9
        ceiling = people.mentees.brings[rows][:, None] + people.mentors.brings
        assert (permitted <= ceiling).all()


@pytest.mark.parametrize("people", ["with_room", "with_queue"])
def test_the_planted_optimum_is_found(people: str, request: pytest.FixtureRequest) -> None:
    planted: Planted = request.getfixturevalue(people)

    solution = solve(*planted.vectors, planted.places, planted.may_meet, pins=planted.pins)

    assert lawful(planted, solution.mentor_of)
    assert len(unpinned(planted, solution.mentor_of)[0]) == planted.first.sum()
    assert worth(planted, solution.mentor_of) == pytest.approx(planted.total, rel=1e-6)
    assert solution.total == pytest.approx(worth(planted, solution.mentor_of), rel=1e-7)
    assert solution.bound >= planted.total * (1 - 1e-7)
    assert solution.gap <= 1e-6


def test_those_who_go_first_are_served_though_others_would_gain_more() -> None:
    """The queue would add more to the total; its turn is later all the same."""
    people = planted(2_000, 1_000, waiting=200, pinned=50)
    swapped = np.where(people.first, 0.125, people.mentees.brings + 1)
    people = replace(people, mentees=replace(people.mentees, brings=swapped))

    plain = solve(*people.vectors, people.places, people.may_meet, pins=people.pins)
    ranked = solve(
        *people.vectors,
        people.places,
        people.may_meet,
        pins=people.pins,
        priority=people.first.astype(float),
    )

    assert lawful(people, ranked.mentor_of)
    assert np.array_equal(unpinned(people, ranked.mentor_of)[0], np.flatnonzero(people.first))
    assert worth(people, ranked.mentor_of) == pytest.approx(people.total, rel=1e-6)
    assert plain.total > people.total + 50


def test_the_worst_off_of_hundreds_is_lifted_as_far_as_can_be() -> None:
    """One mentee has a single mentor, and nobody planted is worse off than she."""
    people, she = planted(800, 400, waiting=0, pinned=20), 0
    mentor = int(people.mentor_of[she])
    gain = people.mentees.brings.copy()
    gain[she] = 0.25 - people.mentors.brings[mentor]
    people = replace(people, mentees=replace(people.mentees, brings=gain))

    def may_meet(rows: Integers) -> Mask:
        block = people.may_meet(rows)
        block[rows == she] = np.arange(400) == mentor
        return block

    solution = solve(*people.vectors, people.places, may_meet, pins=people.pins, floor="best")

    assert solution.mentor_of[she] == mentor
    assert solution.floor == 0.25
    assert worth(people, solution.mentor_of) == pytest.approx(people.total, rel=1e-6)


def test_a_high_floor_among_people_who_stand_in_space_is_the_textbooks() -> None:
    """Every distance is another number, and nearly everybody has to move for the last one."""
    people = planted(400, 200, waiting=0, pinned=20)
    everybody = np.arange(400)
    scores, may_meet = scores_of(people, everybody), people.may_meet(everybody)
    task = Task(scores, may_meet, people.places, people.pins, floor="best")
    best = dense_optimum(task)

    assert best.total < people.total - 1
    assert best.floor > outcome(task, people.mentor_of).floor
    examine(task, solve(**task.asked), best)
