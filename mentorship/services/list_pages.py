"""The work list a page at a time: the parts in their order, and where to go on after a decision."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentorship.services.work_list import ListedItem, Urgency, WorkList

ITEMS_ON_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Section:
    """What of one part stands on this page; `count` is how many items the whole part has."""

    urgency: Urgency
    items: Sequence[ListedItem]
    count: int


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list; `number` starts at 1, and `of` is at least 1."""

    sections: tuple[Section, ...]
    number: int
    of: int

    @property
    def items(self) -> list[ListedItem]:
        return [item for section in self.sections for item in section.items]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: its id, and the page that it is on."""

    item_id: str
    page: int


def list_page(work: WorkList, part: Urgency | None, *, number: int) -> ListPage:
    """That page of the part, or of everything; the last one when there are fewer."""
    items = items_in(work, part)
    of = max(1, -(-len(items) // ITEMS_ON_A_PAGE))
    number = min(max(1, number), of)
    shown = items[(number - 1) * ITEMS_ON_A_PAGE : number * ITEMS_ON_A_PAGE]
    return ListPage(tuple(_sections(work, shown)), number, of)


def _sections(work: WorkList, shown: Sequence[ListedItem]) -> list[Section]:
    found = []
    for urgency, whole in work.open.items():
        here = [one for one in shown if one.item.urgency is urgency]
        if here:
            found.append(Section(urgency, here, len(whole)))
    return found


def items_in(work: WorkList, part: Urgency | None) -> list[ListedItem]:
    """The open items of one part, or of all of them, in the order of the list."""
    if part is not None:
        return list(work.open.get(part, ()))
    return [item for items in work.open.values() for item in items]


def place_after(work: WorkList, part: Urgency | None, *, item_id: str) -> Place | None:
    """Where to go on once this item is decided; None when it is the last one of the part."""
    ids = [one.item.id for one in items_in(work, part)]
    at = ids.index(item_id) if item_id in ids else len(ids)
    left = [one for one in ids if one != item_id]
    if not left:
        return None
    at = min(at, len(left) - 1)
    return Place(left[at], at // ITEMS_ON_A_PAGE + 1)


def place_of(work: WorkList, part: Urgency | None, *, item_id: str) -> Place | None:
    """Where this item stands; None when it is not open."""
    ids = [one.item.id for one in items_in(work, part)]
    if item_id not in ids:
        return None
    return Place(item_id, ids.index(item_id) // ITEMS_ON_A_PAGE + 1)
