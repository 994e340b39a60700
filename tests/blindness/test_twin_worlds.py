"""Whoever must not know of her observes the same in the world with her and in the one without.

Compared is what each of these can fetch or is sent, byte by byte, where all others do the same:

- mentors who were never asked about her: the one whom she excluded, one from her own system, one
  whom she passed over or who was only computed for her, and all the rest;
- a coordinator who works where she does, before and after the letters and at the end, also when
  this coordinator confirms a page of pairs or sends the letters herself.

Every third story is computed by the programme itself; in the others the pairs are told, so that
she may also stand where no computation would have put her. Fifty stories of hers are told among
fewer of the others': the world without her is told once for all of them.

Only what is drawn by chance for each world is made equal: tokens, and handles in addresses.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from support.guesses import of_coordinator, of_mentor
from support.observers import download_of, guessed_by, letters_to, seen_by, send_form
from support.worlds import FATES, HER_END, Hers, House, Others, World, hers, others

from mentorship.db import db
from mentorship.models.account import Account

SEEDS = range(50)
_STORIES_AMONG_THE_SAME = 7
STORIES_OF_THE_OTHERS = sorted({seed // _STORIES_AMONG_THE_SAME for seed in SEEDS})
_BEFORE_LETTERS = ("set_aside", "hold", "confirm")
_AFTER_LETTERS = ("pass", "agree", "decline", "accept", "end")
Observed = dict[str, object]


@pytest.fixture(scope="module")
def house(fresh_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(fresh_instance, tmp_path_factory.mktemp("worlds"))
    yield house
    with house.app.app_context():
        db.engine.dispose()


def observed(house: House, told: Others, her: Hers | None, *, closely: bool) -> Observed:
    """Everything that those who must not know of her observe while the story is told.

    closely  also what they guess and take home, and in some stories every page there is
    """
    world = World(house, told, her)
    desk = partial(seen_by, world, world.x, "/desk/", all_pages=closely and _every(told))
    found: Observed = {}
    _until_the_letters(world, found, desk)
    _until_the_end(world, found, desk)
    if closely:
        found["x takes home"] = download_of(world, world.x)
        found["x guesses"] = guessed_by(world, world.x, of_coordinator(world))
    asked = world.asked_about_her()
    for key, _, _ in told.mentors:
        if key != asked:
            found |= _mentor(world, key, closely=closely)
    world.session.close()
    return found


def _until_the_letters(world: World, found: Observed, desk: Callable[[], object]) -> None:
    world.everybody_signs_up()
    world.pairs_are_proposed()
    for step in _BEFORE_LETTERS:
        world.step(step)
    if "confirm" in world.others.by_x:
        page = f"/desk/{world.round_id}/review?shelf=plain"
        found["x confirms"] = send_form(world, world.x, page)
    if world.others.looks_early:
        found["x before the letters"] = desk()


def _until_the_end(world: World, found: Observed, desk: Callable[[], object]) -> None:
    if "ask" in world.others.by_x:
        found["x sends"] = send_form(world, world.x, f"/desk/{world.round_id}/letters/send")
        world.deliver()
    for step in ("ask", *_AFTER_LETTERS):
        world.step(step)
    world.a_week_goes_by()
    world.they_are_asked_how_it_goes()
    world.she_leaves()
    if not world.others.looks_early or _every(world.others):
        found["x at the end"] = desk()
    found["letters to x"] = letters_to(world, [world.x.email])


def _every(told: Others) -> bool:
    return told.number % 6 == 0


def _mentor(world: World, key: str, *, closely: bool) -> Observed:
    account = world.session.get_one(Account, world.people[key].account_id)
    found: Observed = {
        key: seen_by(world, account, "/mentor", all_pages=closely and _every(world.others)),
        f"letters to {key}": letters_to(world, [account.email]),
    }
    if closely:
        found[f"{key} takes home"] = download_of(world, account)
        found[f"{key} guesses"] = guessed_by(world, account, of_mentor(world, key))
    return found


@pytest.mark.parametrize("others_story", STORIES_OF_THE_OTHERS)
def test_nobody_who_must_not_know_of_her_observes_a_difference(
    house: House, others_story: int
) -> None:
    told = others(others_story)
    without_her = observed(house, told, None, closely=True)

    for seed in (seed for seed in SEEDS if among(seed) == told):
        closely = seed % _STORIES_AMONG_THE_SAME == 0
        with_her = observed(house, told, hers(seed, told), closely=closely)
        for what, seen in with_her.items():
            expected = without_her[what]
            if isinstance(seen, dict) and isinstance(expected, dict):
                # Pages that were opened in both: each page leads on by links, which are compared.
                assert seen.keys() <= expected.keys(), f"{what} in the story of seed {seed}"
                expected = {page: expected[page] for page in seen}
            assert seen == expected, f"{what} in the story of seed {seed}"


def among(seed: int) -> Others:
    """Several stories of hers are told among the same others."""
    return others(seed // _STORIES_AMONG_THE_SAME)


def test_the_stories_tell_of_every_fate() -> None:
    stories = [(told, hers(seed, told)) for seed in SEEDS for told in [among(seed)]]

    assert {her.end for _, her in stories} == set(HER_END)
    assert {her.pair[1] if her.pair else None for _, her in stories} == {*FATES, None}
    assert {one for told, _ in stories for one in told.by_x} == {"confirm", "ask"}
    assert {told.computed for told, _ in stories} == {True, False}
    assert {her.by_sheet for _, her in stories} == {True, False}
    assert len({her.place for _, her in stories}) == 3
