"""Whoever must not know of her observes the same in the world with her and in the one without.

Compared is what each of these can fetch or is sent, byte by byte, where all others do the same:

- mentors who were never asked about her: the one whom she excluded, one from her own system, one
  whom she passed over or who was only computed for her, and all the rest;
- a coordinator who works where she does, before and after the letters and at the end, also when
  this coordinator confirms a page of pairs or sends the letters herself.

Only tokens, and the handles of a round and a run, are drawn anew for each world and made equal.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.observers import letters_to, seen_by, send_form
from support.worlds import FATES, HER_END, House, Plan, World, plan

from mentorship.db import db
from mentorship.models.account import Account

SEEDS = range(50)
_BEFORE_LETTERS = ("set_aside", "hold", "confirm")
_AFTER_LETTERS = ("pass", "agree", "decline", "accept", "end")


@pytest.fixture(scope="module")
def house(fresh_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(fresh_instance, tmp_path_factory.mktemp("worlds"))
    yield house
    with house.app.app_context():
        db.engine.dispose()


def observed(
    house: House, told: Plan, *, with_her: bool, all_pages: bool = False
) -> dict[str, object]:
    """Everything that those who must not know of her observe while the story is told."""
    world = World(house, told, with_her=with_her)
    found: dict[str, object] = {}
    world.everybody_signs_up()
    world.pairs_are_proposed()
    for step in _BEFORE_LETTERS:
        world.step(step)
    if "confirm" in told.by_x:
        found["x confirms"] = send_form(
            world, world.x, f"/desk/{world.round.id}/review?shelf=plain"
        )
    if told.looks_early:
        found["x before the letters"] = seen_by(world, world.x, "/desk/", all_pages=all_pages)
    if "ask" in told.by_x:
        found["x sends"] = send_form(world, world.x, f"/desk/{world.round.id}/letters/send")
        world.deliver()
    world.step("ask")
    for step in _AFTER_LETTERS:
        world.step(step)
    world.a_week_goes_by()
    world.she_leaves()
    if not told.looks_early or all_pages:
        found["x at the end"] = seen_by(world, world.x, "/desk/", all_pages=all_pages)
    found["letters to x"] = letters_to(world, [world.x.email])
    for key in blind_mentors(told):
        account = world.session.get_one(Account, world.people[key].account_id)
        found[key] = seen_by(world, account, "/mentor", all_pages=all_pages)
        found[f"letters to {key}"] = letters_to(world, [account.email])
    world.session.close()
    return found


def blind_mentors(told: Plan) -> list[str]:
    """All mentors but one who was asked about her."""
    hers = told.her_pair
    asked = hers[0] if hers and "agree" in hers[1] else None
    return [key for key, _, _ in told.mentors if key != asked]


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_who_must_not_know_of_her_observes_a_difference(house: House, seed: int) -> None:
    told = plan(seed)

    every = seed % 10 == 0

    with_her = observed(house, told, with_her=True, all_pages=every)
    without = observed(house, told, with_her=False, all_pages=every)

    assert with_her.keys() == without.keys()
    for what, seen in with_her.items():
        assert seen == without[what], f"{what} in the story of seed {seed}"


def test_the_stories_tell_of_every_fate() -> None:
    plans = [plan(seed) for seed in SEEDS]

    assert {told.her_end for told in plans} == set(HER_END)
    assert {told.her_pair[1] if told.her_pair else None for told in plans} == {*FATES, None}
    assert {one for told in plans for one in told.by_x} == {"confirm", "ask"}
