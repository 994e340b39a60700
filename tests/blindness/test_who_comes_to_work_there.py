"""A coordinator who comes to work where she does, or whose place turns out to be one with hers.

What this coordinator has seen before cannot be taken back. From then on every page that was open,
every bookmark, every form that was not sent yet and every link of hers answers as in the world
without her: as if the ids on them had never been.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from support.browser import standing
from support.observers import HOME, Guess, guessed_by, is_left_out, seen_by, signed_in
from support.page import Page
from support.worlds import HER_PLACE, House, World, hers, others

from mentorship.db import db
from mentorship.services.institutions import add_lines
from mentorship.services.team import Told, tell

_TOLD, _COMPUTED = 2, 4
_HER_STORY = 23
_ELSEWHERE = "Wren Valley Hospital"


@pytest.fixture(scope="module")
def house(fresh_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(fresh_instance, tmp_path_factory.mktemp("later"))
    yield house
    with house.app.app_context():
        db.engine.dispose()


def comes_to_work_there(world: World) -> None:
    told = Told(places=((HER_PLACE, None),), names=())
    tell(world.session, world.z, told, now=world.clock())
    world.session.commit()


def is_found_to_be_one_with_hers(world: World) -> None:
    line = {"name": _ELSEWHERE, "part_of": "Alder Health"}
    add_lines(world.session, [line], now=world.clock())
    world.session.commit()


STANDS_ALONE = ({"name": _ELSEWHERE},)
HOW = {
    comes_to_work_there: (),
    is_found_to_be_one_with_hers: ((_ELSEWHERE, None),),
}


def under_review(world: World, places: tuple[tuple[str, None], ...]) -> None:
    add_lines(world.session, STANDS_ALONE, now=world.clock())
    tell(world.session, world.z, Told(places, ("Zora Quillfeather",)), now=world.clock())
    world.everybody_signs_up()
    world.pairs_are_proposed()


def seen_before(client: FlaskClient) -> dict[str, Page]:
    """Every page of the desk that this visit leads to."""
    seen: dict[str, Page] = {}
    ahead = ["/desk/"]
    while ahead:
        path = ahead.pop()
        if path in seen or is_left_out(path) or not path.startswith("/desk"):
            continue
        seen[path] = Page(client.get(path, base_url=HOME))
        if seen[path].is_html:
            ahead += [link.partition("#")[0] for link in seen[path].links()]
    return seen


def all_that_names_her(world: World, seen: dict[str, Page]) -> Iterator[Guess]:
    """Bookmarks and unsent forms in which an id of hers stands."""
    ids = [world.people["her"].id, *(m.id for (who, _), m in world.pairs.items() if who == "her")]
    for path, page in seen.items():
        if any(one in path for one in ids):
            yield "GET", path, ()
        for form in page.forms() if page.is_html else ():
            action = form.get("action") or path
            fields = {k: v for k, v in standing(form).items() if k != "csrf_token"}
            if form.get("method") == "post" and any(one in f"{action} {fields}" for one in ids):
                yield "POST", action, tuple((name, str(said)) for name, said in fields.items())


@pytest.mark.parametrize("number", [_TOLD, _COMPUTED])
@pytest.mark.parametrize("becomes", HOW, ids=lambda how: how.__name__)
def test_nothing_that_was_open_before_answers_any_more(
    house: House, becomes: Callable[[World], None], number: int
) -> None:
    told = others(number)
    world = World(house, told, hers(_HER_STORY, told))
    under_review(world, HOW[becomes])
    visit = signed_in(world, world.z)
    before = seen_before(visit)
    asked = list(dict.fromkeys(all_that_names_her(world, before)))
    # The world knew her: otherwise nothing is proven below.
    assert {"GET", "POST"} == {method for method, _, _ in asked}
    becomes(world)
    with_her = guessed_by(world, world.z, asked, visit=visit)
    desk_with_her = seen_by(world, world.z, "/desk/")
    handles = world.handles()
    world.session.close()

    without = World(house, told, None)
    under_review(without, HOW[becomes])
    becomes(without)
    for here, there in zip(handles, without.handles(), strict=True):
        asked = [(method, path.replace(here, there), fields) for method, path, fields in asked]
    assert guessed_by(without, without.z, asked) == with_her
    assert seen_by(without, without.z, "/desk/") == desk_with_her
    without.session.close()
