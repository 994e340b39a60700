"""What stands beside a question of the work list: cards compared, and what is there now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.disclosure import REGISTRY, Team, Viewer
from mentorship.domain.people import Field, Side
from mentorship.domain.questions import QuestionKind
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.cards import Card, staff_card
from mentorship.services.sight import number_of
from mentorship.services.work_list import ListedItem

_COMPARED = (QuestionKind.SAME_PERSON, QuestionKind.CONFLICT)
# What one side calls "Where she works" the other calls "Institution or employer".
_FIELD: Mapping[str, Field] = {
    rule.label: field for (_side, field), rule in REGISTRY.items() if rule.team is Team.CARD
}


# What says who somebody is; the rest is what she would like.
_TELLING = (
    Field.WORKPLACE,
    Field.DEPARTMENT,
    Field.SPECIALTY,
    Field.STAGE,
    Field.PLACE,
    Field.LANGUAGES,
    Field.PRONOUNS,
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One fact of two people; a side that said nothing is empty.

    tells  True for what says who somebody is
    """

    label: str
    left: str
    right: str
    tells: bool

    @property
    def verdict(self) -> str:
        """How the two stand to each other, in a word."""
        if not (self.left and self.right):
            return "Only one says"
        return "Same" if self.left.casefold() == self.right.casefold() else "Different"


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as a page shows it.

    side      whom it is about, where that is one side only
    label     what the field that an ANSWER fills is called
    says_now  what stands in that field, where the team may read it
    compared  the facts of the two people, where it is about two
    """

    listed: ListedItem
    side: Side | None = None
    label: str = ""
    says_now: str = ""
    compared: tuple[Compared, ...] = ()


@dataclass(frozen=True, slots=True)
class _Person:
    side: Side
    number: int | str
    profile: Profile


def shown_items(session: Session, round_: Round, listed: Sequence[ListedItem]) -> list[Shown]:
    """These items with all that stands beside them, in one query for all of them."""
    people = _people(session, round_, (key for one in listed for key in one.item.people))
    return [_shown(one, people) for one in listed]


def _people(session: Session, round_: Round, ids: Iterable[str]) -> dict[str, _Person]:
    rows = session.execute(
        select(Participation, Profile)
        .join(Profile, Profile.id == Participation.profile_id)
        .where(Participation.round_id == round_.id, Profile.id.in_(set(ids)))
    )
    return {
        profile.id: _Person(profile.side, number_of(session, part), profile)
        for part, profile in rows.all()
    }


def _shown(one: ListedItem, people: Mapping[str, _Person]) -> Shown:
    item = one.item
    here = [people[key] for key in item.people if key in people]
    sides = {person.side for person in here}
    if len(here) == 2 and item.kind in _COMPARED:
        left, right = (staff_card(two.profile, number=two.number) for two in here)
        compared = compare(left, right)
    else:
        compared = ()
    side = sides.pop() if len(sides) == 1 else None
    if item.answers is None or side is None or len(here) != 1:
        return Shown(one, side=side, compared=compared)
    return Shown(
        one,
        side=side,
        label=REGISTRY[side, item.answers].label,
        says_now=_says_now(here[0].profile, item.answers),
        compared=compared,
    )


def _says_now(profile: Profile, field: Field) -> str:
    """The answer as it was given, where the team may read it at first."""
    words = profile.sealed().view(field, viewer=Viewer.COORDINATOR) or ""
    return words.replace(";", " · ")


def compare(left: Card, right: Card) -> tuple[Compared, ...]:
    """The facts that both kinds of people are asked for, in reading order of the first."""
    facts, others = _by_field(left), _by_field(right)
    fields = [*facts, *(field for field in others if field not in facts)]
    both = [field for field in fields if all((side, field) in REGISTRY for side in Side)]
    # A mentor's name stands at the head of the card; only what a card holds is compared.
    shared = both if left.role != right.role else fields
    return tuple(
        Compared(
            label=(facts.get(field) or others[field])[0],
            left=facts.get(field, ("", ""))[1],
            right=others.get(field, ("", ""))[1],
            tells=field in _TELLING,
        )
        for field in shared
    )


def _by_field(card: Card) -> dict[Field, tuple[str, str]]:
    return {_FIELD[label]: (label, words) for label, words in card.facts}
