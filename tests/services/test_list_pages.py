"""The work list a page at a time: nothing is lost between two pages, and she is led on."""

from collections import defaultdict

import pytest

from mentorship.domain.decisions import Choice
from mentorship.domain.questions import QuestionKind
from mentorship.services.list_pages import Place, list_page, place_after, place_of
from mentorship.services.work_list import Item, ListedItem, LookStands, Urgency, WorkList

COUNTS = {Urgency.TODAY: 3, Urgency.NOT_YET: 30, Urgency.SMALL: 21}


def a_list() -> WorkList:
    listed: dict[Urgency, list[ListedItem]] = defaultdict(list)
    for urgency, count in COUNTS.items():
        for number in range(count):
            item = Item(
                id=f"{urgency}{number}",
                kind=QuestionKind.OTHER,
                urgency=urgency,
                text="?",
                people=(),
                choices=(Choice.FREE,),
            )
            listed[urgency].append(ListedItem(item, ()))
    return WorkList(open=listed, decided=(), look=LookStands(None, None))


def test_the_pages_together_hold_every_item_once_in_order() -> None:
    work = a_list()

    pages = [list_page(work, None, number=number) for number in (1, 2, 3)]

    found = [one.item.id for page in pages for one in page.items]
    assert found == [one.item.id for items in work.open.values() for one in items]
    assert [(len(page.items), page.of) for page in pages] == [(25, 3), (25, 3), (4, 3)]


def test_a_section_that_goes_over_a_page_keeps_its_whole_count() -> None:
    page = list_page(a_list(), None, number=2)

    assert [(one.urgency, len(one.items), one.count) for one in page.sections] == [
        (Urgency.NOT_YET, 8, 30),
        (Urgency.SMALL, 17, 21),
    ]


@pytest.mark.parametrize(("asked", "shown"), [(0, 1), (-4, 1), (2, 2), (99, 2)])
def test_a_page_that_is_not_there_is_the_nearest_one(asked: int, shown: int) -> None:
    assert list_page(a_list(), Urgency.NOT_YET, number=asked).number == shown


@pytest.mark.parametrize(
    ("part", "decided", "then"),
    [
        (None, "today2", Place("not_yet0", 1)),
        (Urgency.TODAY, "today2", Place("today1", 1)),
        (Urgency.NOT_YET, "not_yet24", Place("not_yet25", 1)),
        (Urgency.NOT_YET, "not_yet25", Place("not_yet26", 2)),
        (Urgency.NOT_YET, "elsewhere", Place("not_yet29", 2)),
        (Urgency.PAIRS, "today0", None),
    ],
)
def test_after_a_decision_the_next_one_comes_up(
    part: Urgency | None, decided: str, then: Place | None
) -> None:
    assert place_after(a_list(), part, item_id=decided) == then


def test_an_item_is_found_on_its_page() -> None:
    assert place_of(a_list(), Urgency.NOT_YET, item_id="not_yet25") == Place("not_yet25", 2)
    assert place_of(a_list(), Urgency.TODAY, item_id="not_yet25") is None
