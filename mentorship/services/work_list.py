"""Check the data: what a person has to decide about a round, the most urgent first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mentorship.domain.decisions import Choice
from mentorship.domain.people import Field, Side
from mentorship.domain.questions import Question, QuestionKind
from mentorship.models.check import RoundCheck, TeamDecision
from mentorship.models.round import Round, SheetImport
from mentorship.services.decisions import decided_since, decisions_of_round, topic_key
from mentorship.services.desk import called
from mentorship.services.sight import is_guarded, seen_items, viewer_of
from mentorship.services.told_team import Told, told_and_open

_FEELS_WRONG: Mapping[Side, str] = {
    Side.MENTEE: "She was introduced to a mentor, and tells us that something is unsafe or feels "
    "wrong. Her mentor does not know that she wrote.",
    Side.MENTOR: "This mentor tells us that something is unsafe or feels wrong. The other one "
    "does not know of it.",
}
_NOT_WRITTEN = "Nothing was written down, so please ask."


class Urgency(StrEnum):
    """The parts of the list, in the order in which they are worked off."""

    TODAY = "today"  # somebody may need a person now
    NOT_YET = "not_yet"  # cannot be matched before it is decided
    SAME_PERSON = "same_person"
    PLACES = "places"  # what an institution is called
    PAIRS = "pairs"  # whether these two may meet
    SMALL = "small"  # nobody waits for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to decide.

    id        the key of its topic; fit for an address, and says nothing
    people    ids of everybody concerned; several where one spelling stands for many
    answers   the field that an ANSWER fills
    spelling  the piece of a workplace cell that an ALIAS or a PLACE explains
    match     the pair that it is about, where the two were introduced already
    """

    id: str
    kind: QuestionKind
    urgency: Urgency
    text: str
    people: tuple[str, ...]
    choices: tuple[Choice, ...]
    answers: Field | None = None
    spelling: str = ""
    perhaps: tuple[str, ...] = ()
    match: str | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item with what the team calls the people; (id, name) each."""

    item: Item
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListedDecision:
    """A decision that stands, with what the team calls the people."""

    decision: TeamDecision
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WorkList:
    """What is open and what was decided.

    look        how the last look stands
    tells_when  False for whoever must not learn that something changed which she does not see
    """

    open: Mapping[Urgency, Sequence[ListedItem]]
    decided: Sequence[ListedDecision]
    look: "LookStands"
    tells_when: bool = True

    @property
    def checked_at(self) -> datetime | None:
        return self.look.checked_at

    @property
    def is_stale(self) -> bool:
        return self.look.asked_at is not None

    def __len__(self) -> int:
        return sum(len(items) for items in self.open.values())


@dataclass(frozen=True, slots=True)
class LookStands:
    """How the last look over a round stands, as far as whoever asks may know.

    checked_at  up to when the list is true; None before anybody was looked over
    asked_at    since when a look is on its way; None while nothing has changed since the last
    """

    checked_at: datetime | None
    asked_at: datetime | None


def urgency_of(question: Question) -> Urgency:
    """How soon a person has to look at a question."""
    match question.kind:
        case QuestionKind.WORRY:
            return Urgency.TODAY
        case QuestionKind.SAME_PERSON:
            return Urgency.SAME_PERSON
        case QuestionKind.INSTITUTION if Choice.ALIAS in question.choices:
            return Urgency.PLACES
        case QuestionKind.CONFLICT if question.mentee and question.mentor:
            return Urgency.PAIRS
        case QuestionKind.CONFLICT:
            return Urgency.NOT_YET
    left_out_already = question.choices[:1] == (Choice.OUT,) and len(question.choices) > 1
    return Urgency.NOT_YET if question.holds and not left_out_already else Urgency.SMALL


def items_of(questions: Iterable[Question]) -> list[Item]:
    """One item for each topic, whoever asks about it, in the order of the list."""
    by_topic: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        by_topic[question.topic].append(question)
    items = [_item(topic, asked) for topic, asked in by_topic.items()]
    return in_order(items)


def in_order(items: Iterable[Item]) -> list[Item]:
    """The most urgent first; within a part by kind, then in an order that says nothing."""
    urgencies, kinds = list(Urgency), list(QuestionKind)
    return sorted(items, key=lambda i: (urgencies.index(i.urgency), kinds.index(i.kind), i.id))


def _item(topic: str, asked: Sequence[Question]) -> Item:
    first = asked[0]
    return Item(
        id=topic_key(topic),
        kind=first.kind,
        urgency=urgency_of(first),
        text=first.text,
        people=tuple(dict.fromkeys(key for question in asked for key in question.people)),
        choices=first.choices,
        answers=first.answers,
        spelling=first.spelling,
        perhaps=first.perhaps,
    )


def items_found(session: Session, check: RoundCheck | None) -> list[Item]:
    """Every item of the last look that whoever looks may see, decided or not."""
    found = check.findings.get("items", ()) if check else ()
    return [_from_json(item) for item in seen_items(session, found)]


def _from_json(item: Mapping[str, Any]) -> Item:
    return Item(
        id=item["id"],
        kind=QuestionKind(item["kind"]),
        urgency=Urgency(item["urgency"]),
        text=item["text"],
        people=tuple(item["people"]),
        choices=tuple(Choice(choice) for choice in item["choices"]),
        answers=Field(item["answers"]) if item["answers"] else None,
        spelling=item["spelling"],
        perhaps=tuple(item["perhaps"]),
        match=item["match"],
    )


def check_of(session: Session, round_: Round) -> RoundCheck | None:
    return session.get(RoundCheck, round_.id)


def is_stale(check: RoundCheck) -> bool:
    """True while something has changed that no look has taken up."""
    return check.checked < check.asked


def look_stands(session: Session, round_: Round) -> LookStands:
    """How the last look stands. Whoever works somewhere hears of what she herself has changed:
    that a look is on its way for somebody else would tell her that there is somebody.
    """
    check = check_of(session, round_)
    if is_guarded(session):
        since = check.checked_at if check else None
        return LookStands(round_.created_at, _changed_by_viewer(session, round_, since))
    if check is None:
        return LookStands(None, None)
    return LookStands(check.checked_at, check.asked_at if is_stale(check) else None)


def _changed_by_viewer(session: Session, round_: Round, since: datetime | None) -> datetime | None:
    viewer = viewer_of(session)
    by_her = (
        (TeamDecision.decided_at, TeamDecision.decided_by == viewer),
        (TeamDecision.undone_at, TeamDecision.undone_by == viewer),
        (SheetImport.brought_in_at, SheetImport.uploaded_by == viewer),
    )
    moments = [
        session.scalar(select(func.max(at)).where(hers, at.class_.round_id == round_.id))
        for at, hers in by_her
    ]
    return max((at for at in moments if at and (since is None or at > since)), default=None)


def open_items(session: Session, round_: Round) -> list[Item]:
    """What nobody has decided yet, in the order of the list."""
    decided = decided_since(session, [round_.id]).get(round_.id, frozenset())
    found = items_found(session, check_of(session, round_))
    # Whoever tells that something feels wrong waits for no look: it stands there at once, first.
    told = [_item_of(one) for one in told_and_open(session, [round_.id])]
    return [*told, *(item for item in found if item.id not in decided)]


def _item_of(told: Told) -> Item:
    written = "" if told.is_written else _NOT_WRITTEN
    return Item(
        id=told.item_id,
        kind=QuestionKind.CHECK_IN,
        urgency=Urgency.TODAY,
        text=f"{_FEELS_WRONG[told.side]} {written}".strip(),
        people=(told.line.profile_id,),
        choices=(Choice.FREE,),
        match=told.line.match_id,
    )


def find_item(session: Session, round_: Round, item_id: str) -> Item | None:
    """This item of the round, as long as it is open."""
    return next((item for item in open_items(session, round_) if item.id == item_id), None)


def work_list(session: Session, round_: Round) -> WorkList:
    """Everything that is open in the round, by urgency, and what was decided in it."""
    items, decisions = open_items(session, round_), decisions_of_round(session, round_)
    ids = {key for item in items for key in item.people}
    ids |= {key for one in decisions for key in (one.first_id, one.second_id) if key}
    names = called(session, round_, ids)
    listed: dict[Urgency, list[ListedItem]] = {urgency: [] for urgency in Urgency}
    for item in items:
        listed[item.urgency].append(ListedItem(item, _named(item.people, names)))
    return WorkList(
        open={urgency: found for urgency, found in listed.items() if found},
        decided=[
            ListedDecision(one, _named((one.first_id, one.second_id), names)) for one in decisions
        ],
        look=look_stands(session, round_),
        tells_when=not is_guarded(session),
    )


def items_about(session: Session, round_: Round, profile_id: str) -> list[Item]:
    """The open items that concern this person."""
    return [item for item in open_items(session, round_) if profile_id in item.people]


def rounds_to_look_over(session: Session) -> list[str]:
    """Ids of the rounds in which something has changed that no look has taken up."""
    return list(
        session.scalars(
            select(RoundCheck.round_id)
            .where(RoundCheck.checked < RoundCheck.asked)
            .order_by(RoundCheck.asked_at)
        )
    )


def _named(ids: Iterable[str | None], names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((key, names[key]) for key in ids if key and key in names)
