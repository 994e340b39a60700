"""What one person may see of another, made ready for a page: a card that simply lacks the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mentorship.domain.disclosure import REGISTRY, SealedAnswers, Viewer
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Field, Mentee, Person, Side
from mentorship.domain.vocabulary import Term, vocabulary
from mentorship.intake.names import read_name
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services.people import read_profile

# The order in which a reader wants to know; what is not listed stands on no card.
_ORDER: Mapping[Side, tuple[Field, ...]] = {
    Side.MENTEE: (
        Field.PRONOUNS,
        Field.STAGE,
        Field.SPECIALTY,
        Field.WORKPLACE,
        Field.DEPARTMENT,
        Field.TOPICS,
        Field.VALUES,
        Field.GOALS,
        Field.STYLES,
        Field.FORMATS,
        Field.LANGUAGES,
        Field.PLACE,
        Field.SLOTS,
        Field.CONTACT,
    ),
    Side.MENTOR: (
        Field.PRONOUNS,
        Field.WORKPLACE,
        Field.ROLES,
        Field.STAGE,
        Field.SPECIALTY,
        Field.TOPICS,
        Field.VALUES,
        Field.STYLES,
        Field.FORMATS,
        Field.LANGUAGES,
        Field.PLACE,
        Field.SLOTS,
        Field.CAPACITY,
        Field.PREFERENCE,
        Field.RACE_ETHNICITY,
        Field.FAITH,
        Field.GENDER,
    ),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One person as one reader may see her or him.

    name   what stands at the head: a name where it is open, else what the team calls this person
    facts  (label, words) in reading order
    words  the person's own words, where this reader may have them; else None
    """

    role: str
    name: str
    facts: tuple[tuple[str, str], ...]
    words: str | None


def staff_card(profile: Profile, *, number: int) -> Card:
    """What the matching team sees at first: of a mentee neither name nor free text."""
    role = _role(profile.side)
    return _card(profile, viewer=Viewer.COORDINATOR, stage=None, otherwise=f"{role} {number}")


def staff_name(profile: Profile, *, number: int) -> str:
    """What the team calls this person: a mentor by name, a mentee by her number."""
    name = profile.sealed().view(Field.NAME, viewer=Viewer.COORDINATOR)
    return read_name(name) if name else f"{_role(profile.side)} {number}"


def mentor_card(profile: Profile, match: Match) -> Card:
    """The mentor, as the mentee of this match may see her or him now."""
    return _card(profile, viewer=Viewer.OTHER, stage=match.state, otherwise="Your possible mentor")


def mentee_card(profile: Profile, match: Match) -> Card:
    """The mentee, as the mentor of this match may see her now."""
    return _card(profile, viewer=Viewer.OTHER, stage=match.state, otherwise=broad_title(profile))


def address_of(profile: Profile, match: Match) -> str | None:
    """Where the other one of this match may write to, once the two are introduced."""
    if not profile.sealed().opens(Field.EMAIL, viewer=Viewer.OTHER, stage=match.state):
        return None
    return read_profile(profile).person.email or None


def broad_title(profile: Profile) -> str:
    """A stage and an area, in words that fit many people: "Fellow, Surgery"."""
    person = read_profile(profile).person
    lists = vocabulary()
    stage = lists.stages[person.stage].label if person.stage else "Somebody early in her career"
    areas = sorted({lists.specialties[code].area for code in person.specialties})
    return ", ".join([stage, *areas[:1]])


def _card(profile: Profile, *, viewer: Viewer, stage: MatchState | None, otherwise: str) -> Card:
    sealed = profile.sealed()
    person = read_profile(profile).person
    open_fields = [
        field for field in _ORDER[profile.side] if sealed.opens(field, viewer=viewer, stage=stage)
    ]
    narrow = viewer is Viewer.OTHER and stage is not MatchState.INTRODUCED
    facts = [
        (REGISTRY[profile.side, field].label, _words(person, field, broad=narrow))
        for field in open_fields
    ]
    return Card(
        role=_role(profile.side),
        name=_name(person, sealed, viewer=viewer, stage=stage) or otherwise,
        facts=tuple((label, words) for label, words in facts if words),
        words=_own_words(sealed, viewer=viewer, stage=stage),
    )


def _name(
    person: Person, sealed: SealedAnswers, *, viewer: Viewer, stage: MatchState | None
) -> str:
    """The name without titles and stray capitals, where this reader may have it."""
    return person.name if sealed.opens(Field.NAME, viewer=viewer, stage=stage) else ""


def _own_words(sealed: SealedAnswers, *, viewer: Viewer, stage: MatchState | None) -> str | None:
    return sealed.view(Field.WORDS, viewer=viewer, stage=stage) or None


def _words(person: Person, field: Field, *, broad: bool) -> str:
    """The answer as a card says it: the labels of its codes, or the words as they were given."""
    lists = vocabulary()
    match field:
        case Field.STAGE:
            codes: Iterable[str] = [person.stage] if person.stage else []
            return _labels(lists.stages, codes) or person.answers.get(field, "")
        case Field.SPECIALTY:
            return _field_of_work(person, broad=broad)
        case Field.TOPICS:
            return _labels(lists.topics, person.topics)
        case Field.VALUES:
            return _labels(lists.values, person.values)
        case Field.STYLES:
            return _labels(lists.styles, person.styles)
        case Field.FORMATS:
            return _labels(lists.formats, person.formats)
        case Field.SLOTS:
            return _labels(lists.slots, person.slots)
        case _:
            return person.answers.get(field, "").replace(";", " · ").strip()


def _field_of_work(person: Person, *, broad: bool) -> str:
    """The field; before an introduction only its area, which fits many people."""
    lists = vocabulary()
    if broad and isinstance(person, Mentee):
        return " · ".join(sorted({lists.specialties[code].area for code in person.specialties}))
    return _labels(lists.specialties, person.specialties) or person.answers.get(Field.SPECIALTY, "")


def _labels(terms: Mapping[str, Term], codes: Iterable[str]) -> str:
    """The labels of these codes in the order of the list, whatever order they were ticked in."""
    chosen = set(codes)
    return " · ".join(term.label for code, term in terms.items() if code in chosen)


def _role(side: Side) -> str:
    return "Mentee" if side is Side.MENTEE else "Mentor"
