"""A person as the other side of a match may see her or him: everything that is closed is blank.

The sentences for a partner are made from such a copy and from nothing else, so no rule has to
remember what it may say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from mentorship.domain.disclosure import Viewer
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Field, Mentee, Mentor, Side
from mentorship.domain.sealed_answers import SealedAnswers
from mentorship.domain.vocabulary import vocabulary

Someone = TypeVar("Someone", Mentee, Mentor)

# Where an answer stands on a person, when that is not under the name of its field.
_STANDS_AS: Mapping[Field, tuple[str, ...]] = {
    Field.SPECIALTY: ("specialties",),
    Field.PLACE: ("place", "time_zone"),
    Field.AGREEMENT: ("agreed",),
}


def opened(person: Someone, *, stage: MatchState) -> Someone:
    """This person with only those answers that the other side may see at this stage.

    Of a mentee's field of work the area stays, as on her card: a narrow field can tell who she is.
    """
    sealed = SealedAnswers(person.side, person.answers, person.consents)
    attributes = _open_attributes(sealed, stage) & {one.name for one in fields(person)}
    # A record of mixed types, taken from a person and put back into one.
    kept: dict[str, Any] = {name: getattr(person, name) for name in attributes}
    if person.side is Side.MENTEE and stage is not MatchState.INTRODUCED:
        kept["specialties"] = _broad(kept.get("specialties", ()))
    return type(person)(key="", row=None, answers={}, **kept)


def _open_attributes(sealed: SealedAnswers, stage: MatchState) -> frozenset[str]:
    """What belongs to no field, or to one that nobody opened, is not among them."""
    return frozenset(
        attribute
        for field in Field
        if sealed.opens(field, viewer=Viewer.OTHER, stage=stage)
        for attribute in _STANDS_AS.get(field, (field.value,))
    )


def _broad(codes: Iterable[str]) -> tuple[str, ...]:
    """For each area of these fields one field that stands for it, the same for everybody."""
    words = vocabulary().specialties
    stands_for = {field.area: code for code, field in reversed(list(words.items()))}
    areas = {words[code].area for code in codes if code in words}
    return tuple(sorted(stands_for[area] for area in areas))
