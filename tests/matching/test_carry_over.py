"""Who goes first depends on how long somebody waited and on a lot that anybody can check."""

from hashlib import sha256

import pytest
from people import a_mentee

from mentorship.domain.people import Mentee
from mentorship.matching.order import by_content, content_digest
from mentorship.matching.scarcity.carry_over import priority_of


def mentees(many: int = 8) -> list[Mentee]:
    return by_content(
        a_mentee(key=f"mentee:{n}", row=n, email=f"m{n}@example.org") for n in range(many)
    )


def order(people: list[Mentee], waited: dict[str, int], seed: int = 7) -> list[str]:
    """E-mail addresses, who goes first standing first."""
    priority = priority_of(people, waited, seed=seed)
    return [people[at].email for at in sorted(range(len(people)), key=lambda at: -priority[at])]


def test_who_waited_longest_goes_first() -> None:
    people = mentees()
    waited = {people[3].key: 2, people[5].key: 1}

    assert order(people, waited)[:2] == [people[3].email, people[5].email]


def test_every_place_in_the_order_is_given_once() -> None:
    assert sorted(priority_of(mentees(), {}, seed=7).tolist()) == list(range(8))


def test_the_lot_can_be_computed_again_from_the_seed_and_her_own_sign_up() -> None:
    people = mentees()
    lots = {m.email: sha256(f"7:{content_digest(m)}".encode()).hexdigest() for m in people}

    assert order(people, {}) == sorted(lots, key=lots.__getitem__)


def test_another_row_and_another_key_change_nothing() -> None:
    moved = by_content(
        a_mentee(key=f"mentee:{90 - n}", row=90 - n, email=f"m{n}@example.org") for n in range(8)
    )

    assert order(moved, {}) == order(mentees(), {})


def test_another_seed_draws_another_order() -> None:
    assert order(mentees(), {}, seed=7) != order(mentees(), {}, seed=8)


def test_who_is_in_the_round_changes_nobody_elses_lot() -> None:
    people = mentees()
    fewer = [mentee for mentee in people if mentee is not people[2]]

    assert [e for e in order(people, {}) if e != people[2].email] == order(fewer, {})


def test_nobody_waited_fewer_than_zero_rounds() -> None:
    with pytest.raises(ValueError, match="fewer than zero"):
        priority_of(mentees(2), {"mentee:0": -1}, seed=7)
