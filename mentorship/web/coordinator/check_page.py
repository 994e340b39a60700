"""What the pages of the work list show: items, the last look, and what was just decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zlib import crc32

from flask import abort, render_template, request, session

from mentorship.domain.check_ins import Moment
from mentorship.domain.decisions import Choice
from mentorship.domain.lifecycle import RoundState
from mentorship.domain.people import Field
from mentorship.domain.questions import QuestionKind
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.desk import person_in_round, standing
from mentorship.services.institutions import names_in_register
from mentorship.services.list_pages import list_page, place_of
from mentorship.services.side_by_side import Shown, shown_items
from mentorship.services.told_team import Told, told_and_open
from mentorship.services.work_list import (
    Item,
    ListedDecision,
    LookStands,
    Urgency,
    WorkList,
    look_stands,
)
from mentorship.web.coordinator import check_words
from mentorship.web.coordinator.confidence import shown_once
from mentorship.web.coordinator.desk import page_number
from mentorship.web.coordinator.forms import ChoiceForm
from mentorship.web.pages import database, now, person

# A worker that is there takes a look up within seconds, and a look takes a few.
PATIENCE = timedelta(seconds=90)
DECISIONS_ON_A_PAGE = 25
_JUST_DECIDED = "just_decided"
_PAIRS_MAY_BE_HELD = (RoundState.REVIEW, RoundState.INTRODUCING)


@dataclass(frozen=True, slots=True)
class Just:
    """What this browser decided a moment ago, and the item that came up after it."""

    decided: ListedDecision
    before: str


def chosen_part() -> Urgency | None:
    """The part of the list that the address names; None when it names none, which is all."""
    return next((part for part in Urgency if part == request.args.get("part")), None)


def list_view(round_: Round, work: WorkList) -> dict[str, Any]:
    """Everything that the list's template speaks of."""
    page = list_page(work, chosen_part(), number=page_number())
    items = {one.listed.item.id: one for one in _shown(round_, page.items)}
    return {
        "round": round_,
        "work": work,
        "part": chosen_part(),
        "page": page,
        "items": items,
        "places": places_to_choose(list(items.values())),
        "just": _just_decided(work),
        "missing": missing_a_workplace(work),
        "left_out": sum(one.decision.choice is Choice.OUT for one in work.decided),
        "stands": standing(database(), round_),
        **about_the_look(work),
        **frame_of(round_),
    }


def decided_view(round_: Round, work: WorkList) -> dict[str, Any]:
    """One page of what was decided."""
    of = max(1, -(-len(work.decided) // DECISIONS_ON_A_PAGE))
    number = min(max(1, page_number()), of)
    first = (number - 1) * DECISIONS_ON_A_PAGE
    return {
        "round": round_,
        "work": work,
        "part": None,
        "decided": work.decided[first : first + DECISIONS_ON_A_PAGE],
        "number": number,
        "of": of,
        **frame_of(round_),
    }


def _shown(round_: Round, listed: Sequence[Any]) -> list[Shown]:
    return shown_items(database(), round_, listed)


def frame_of(round_: Round) -> dict[str, Any]:
    """What every page of the work list needs besides."""
    return {
        "say": check_words,
        "reader": person(),
        "pairs_may_be_held": round_.state in _PAIRS_MAY_BE_HELD,
    }


def about_the_look(work: WorkList) -> dict[str, Any]:
    """How old the list is, and a mark that changes with what is open."""
    open_ids = sorted(one.item.id for items in work.open.values() for one in items)
    mark = f"{crc32(''.join(open_ids).encode()):x}"
    return {
        "mark": mark,
        "list_changed": request.args.get("seen", mark) != mark,
        "look_is": look_is(work.look),
        "now": now(),
    }


def look_is(look: LookStands) -> str:
    """How the last look stands: "here", on its "way", or "late"."""
    if look.asked_at is None:
        return "here"
    return "late" if now() - look.asked_at > PATIENCE else "way"


def nothing_new(round_: Round) -> bool:
    """True for a page that only asks whether the look is done, when it is not."""
    asks = "HX-Request" in request.headers
    return asks and request.args.get("look") == look_is(look_stands(database(), round_))


def missing_a_workplace(work: WorkList) -> int:
    """How many people wait because nobody knows where they work, and for nothing else.

    Zero while anything else is open: the sentence says that all the rest is clear.
    """
    items = [one.item for listed in work.open.values() for one in listed]
    waiting = [item for item in items if item.answers is Field.WORKPLACE]
    if len(waiting) != len(items):
        return 0
    return len({key for item in waiting for key in item.people})


def places_to_choose(items: Sequence[Shown]) -> list[str]:
    """The names that the register suggests, where somebody may have to write one."""
    asked = [one.listed.item for one in items]
    if any(Choice.ALIAS in item.choices or item.answers is Field.WORKPLACE for item in asked):
        return names_in_register(database())
    return []


def item_page(round_: Round, work: WorkList, item: Item, *, form: ChoiceForm) -> str:
    """One item by itself, with the words where a reveal has just opened them."""
    listed = next(one for one in work.open[item.urgency] if one.item.id == item.id)
    (shown,) = _shown(round_, [listed])
    revealed = shown_once(_who(round_, item), told=_told(round_, item)) if may_be_read(item) else []
    return render_template(
        "coordinator/check_item.html",
        round=round_,
        shown=shown,
        part=chosen_part(),
        place=place_of(work, chosen_part(), item_id=item.id),
        places=places_to_choose([shown]),
        revealed=revealed,
        may_be_read=may_be_read(item),
        form=form,
        **frame_of(round_),
    )


def may_be_read(item: Item) -> bool:
    """True where one tap opens the words: the question cannot be answered without them."""
    is_asked_for = item.answers is Field.KEEP_APART or item.urgency is Urgency.TODAY
    return is_asked_for and item.kind in check_words.REASON_TO_READ and len(item.people) == 1


def _told(round_: Round, item: Item) -> Told | None:
    """What this item is about, where somebody told the team that something feels wrong."""
    if item.kind is not QuestionKind.CHECK_IN:
        return None
    told = told_and_open(database(), [round_.id])
    return next((one for one in told if one.item_id == item.id), None)


def also_opened(item: Item) -> tuple[Moment, ...]:
    """What is on record as opened, besides the answers of a sign-up."""
    return (Moment.TOLD,) if item.kind is QuestionKind.CHECK_IN else ()


def _who(round_: Round, item: Item) -> Profile:
    found = person_in_round(database(), round_, item.people[0]) or abort(404)
    return found[1]


def whose_words(round_: Round, item: Item) -> Profile:
    """Whose words this item is about. An item that opens no words has no such page."""
    return _who(round_, item) if may_be_read(item) else abort(404)


def remember(decision_id: str, *, before: str) -> None:
    """The next list says what was decided, above the item that comes up now."""
    session[_JUST_DECIDED] = [decision_id, before]


def _just_decided(work: WorkList) -> Just | None:
    decision_id, before = session.pop(_JUST_DECIDED, ("", ""))
    found = (one for one in work.decided if one.decision.id == decision_id)
    decided = next(found, None)
    return Just(decided, before) if decided else None
