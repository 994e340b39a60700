"""What one person may see of another, made ready for a page: a card that simply lacks the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mentorship.domain.disclosure import REGISTRY, Team, Viewer
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Audience, Consents, Field, Mentee, Person, Side
from mentorship.domain.sealed_answers import SealedAnswers
from mentorship.domain.sentences import beside
from mentorship.domain.sentences import sentence as _
from mentorship.domain.vocabulary import Term, vocabulary
from mentorship.intake.names import read_name
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services.people import read_profile
from mentorship.services.titles import broad, title_in_a_sentence

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

# Answers that are ticked, and that readers see as they stand.
_LISTS = (Field.GOALS, Field.LANGUAGES, Field.RACE_ETHNICITY, Field.FAITH, Field.GENDER)

_AGREED = _("Yes, I agree")

# How a sign-up came in, after all else and only for whoever looks at one person.
_REST = (Field.WORDS_SHARED, Field.MAY_SHOW, Field.STATED_AT, Field.AGREEMENT)


@dataclass(frozen=True, slots=True)
class Card:
    """One person as one reader may see her or him.

    name   what stands at the head: a name where it is open, else what the team calls this person
    facts  (label, words) in reading order
    words  the person's own words, where this reader may have them; else None
    rest   (label, words) of what matters little to a reader: how the sign-up came in
    """

    role: str
    name: str
    facts: tuple[tuple[str, str], ...]
    words: str | None
    rest: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What one audience would read of a person.

    title    how the person is spoken of, before a name is told; "" elsewhere
    address  where an introduced partner would write to; "" elsewhere
    told     (label, words) that the team reads with a reason only
    """

    audience: Audience
    card: Card
    title: str = ""
    address: str = ""
    told: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Look:
    """Somebody's answers as one reader sees them."""

    sealed: SealedAnswers
    viewer: Viewer
    stage: MatchState | None = None

    def opens(self, field: Field) -> bool:
        return self.sealed.opens(field, viewer=self.viewer, stage=self.stage)

    def view(self, field: Field) -> str:
        return self.sealed.view(field, viewer=self.viewer, stage=self.stage) or ""

    @property
    def is_broad(self) -> bool:
        return self.viewer is Viewer.OTHER and self.stage is not MatchState.INTRODUCED

    @property
    def reads_lists_only(self) -> bool:
        """True where what was typed instead of ticked stays closed: a mentor reads no free words
        of hers but those that she opened as such."""
        return self.viewer is Viewer.OTHER and self.sealed.side is Side.MENTEE


def staff_card(profile: Profile, *, number: int | str) -> Card:
    """What the matching team sees at first: of a mentee neither name nor free text."""
    look = _Look(profile.sealed(), Viewer.COORDINATOR)
    return _card(profile, look, otherwise=f"{_role(profile.side)} {number}")


def topics_for_team(profile: Profile) -> str:
    """What she would like to talk about, as far as she lets the team read it."""
    look = _Look(profile.sealed(), Viewer.COORDINATOR)
    person = read_profile(profile).person
    return _words(person, Field.TOPICS, look) if look.opens(Field.TOPICS) else ""


def staff_name(profile: Profile, *, number: int | str) -> str:
    """What the team calls this person: a mentor by name, a mentee by her number."""
    name = profile.sealed().view(Field.NAME, viewer=Viewer.COORDINATOR)
    return read_name(name) if name else f"{_role(profile.side)} {number}"


def mentor_card(profile: Profile, match: Match) -> Card:
    """The mentor, as the mentee of this match may see her or him now."""
    look = _Look(profile.sealed(), Viewer.OTHER, match.state)
    return _card(profile, look, otherwise=_("Your possible mentor"))


def mentee_card(profile: Profile, match: Match) -> Card:
    """The mentee, as the mentor of this match may see her now."""
    look = _Look(profile.sealed(), Viewer.OTHER, match.state)
    return _card(profile, look, otherwise=broad_title(profile))


def previews(profile: Profile, changes: Consents) -> list[Preview]:
    """What each audience would read of this person, once these changes were kept."""
    sealed = profile.sealed().after(changes)
    return [
        _for_team(profile, sealed),
        _before(profile, sealed),
        _once_introduced(profile, sealed),
    ]


def _for_team(profile: Profile, sealed: SealedAnswers) -> Preview:
    card = _card(profile, _Look(sealed, Viewer.COORDINATOR), otherwise=_role(profile.side))
    reason = _Look(sealed, Viewer.REVEAL)
    told = [
        (rule.label_for_others, reason.view(rule.field))
        for rule in REGISTRY.values()
        if rule.side is profile.side and rule.team is Team.REASON
    ]
    return Preview(
        Audience.TEAM, card, told=tuple((label, words) for label, words in told if words)
    )


def _before(profile: Profile, sealed: SealedAnswers) -> Preview:
    """Of a mentee as a mentor is asked about her, or of a mentor as a mentee is asked first."""
    is_mentee = profile.side is Side.MENTEE
    stage = MatchState.ASKED_MENTOR if is_mentee else MatchState.ASKED_MENTEE
    title = title_in_a_sentence(profile, sealed) if is_mentee else ""
    card = _card(profile, _Look(sealed, Viewer.OTHER, stage), otherwise="")
    return Preview(Audience.ASKED, card, title=title)


def _once_introduced(profile: Profile, sealed: SealedAnswers) -> Preview:
    look = _Look(sealed, Viewer.OTHER, MatchState.INTRODUCED)
    card = _card(profile, look, otherwise=_role(profile.side))
    return Preview(Audience.INTRODUCED, card, address=_address(profile, look) or "")


def address_of(profile: Profile, match: Match) -> str | None:
    """Where the other one of this match may write to, once the two are introduced."""
    return _address(profile, _Look(profile.sealed(), Viewer.OTHER, match.state))


def _address(profile: Profile, look: _Look) -> str | None:
    if not look.opens(Field.EMAIL):
        return None
    return read_profile(profile).person.email or None


def broad_title(profile: Profile) -> str:
    """A stage and an area, in words that fit many people: "Fellow, Surgery"."""
    stage, area = broad(profile, profile.sealed())
    words = vocabulary().stages[stage].label if stage else _("Somebody early in her career")
    return _("%(stage)s, %(area)s", stage=words, area=area) if area else words


def _card(profile: Profile, look: _Look, *, otherwise: str) -> Card:
    person = read_profile(profile).person
    return Card(
        role=_role(profile.side),
        name=(person.name if look.opens(Field.NAME) else "") or otherwise,
        facts=_facts(person, look, _ORDER[profile.side]),
        words=look.view(Field.WORDS) or None,
        rest=_facts(person, look, _REST),
    )


def _facts(person: Person, look: _Look, fields: Iterable[Field]) -> tuple[tuple[str, str], ...]:
    """(label, words) of those of the fields that are open and were answered."""
    said = (
        (REGISTRY[look.sealed.side, field].label_for_others, _words(person, field, look))
        for field in fields
        if look.opens(field)
    )
    return tuple((label, words) for label, words in said if words)


def _words(person: Person, field: Field, look: _Look) -> str:
    """The answer as a card says it: the labels of its codes, or the words as they were given."""
    lists = vocabulary()
    match field:
        case Field.TOPICS | Field.VALUES | Field.STYLES | Field.FORMATS | Field.SLOTS:
            return _labels(getattr(lists, field), getattr(person, field))
        case Field.STAGE:
            codes: Iterable[str] = [person.stage] if person.stage else []
            return _labels(lists.stages, codes) or _typed(field, look)
        case Field.SPECIALTY:
            return _field_of_work(person, look)
        case Field.GOALS if isinstance(person, Mentee) and look.reads_lists_only:
            return _labels(lists.goals, person.goals)
        case Field.LANGUAGES if look.reads_lists_only:
            return beside(one for one in lists.languages if one in person.languages)
        case Field.STATED_AT:
            return look.view(field)[:10]  # the day; the minute is nobody's business
        case Field.WORDS_SHARED:
            return _("Yes") if look.view(field) == "yes" else _("No")
        case _:
            return _as_said(field, look.view(field).strip())


def _as_said(field: Field, words: str) -> str:
    """The answer as it stands; what was ticked is told in the language of the reader."""
    if field in _LISTS:
        return beside(_as_listed(field, piece) for piece in words.split(";"))
    return _AGREED if words == _AGREED else words.replace(";", " · ")


def _as_listed(field: Field, piece: str) -> str:
    """What was ticked, as our list has it; whatever else was written, as it was written."""
    listed = getattr(vocabulary(), field)
    labels = [term.label for term in listed.values()] if field is Field.GOALS else listed
    return next((label for label in labels if label == piece.strip()), piece)


def _field_of_work(person: Person, look: _Look) -> str:
    """The field; before an introduction only its area, which fits many people."""
    lists = vocabulary()
    if look.is_broad and isinstance(person, Mentee):
        return beside(sorted({lists.specialties[code].area for code in person.specialties}))
    return _labels(lists.specialties, person.specialties) or _typed(Field.SPECIALTY, look)


def _typed(field: Field, look: _Look) -> str:
    return "" if look.reads_lists_only else look.view(field)


def _labels(terms: Mapping[str, Term], codes: Iterable[str]) -> str:
    """The labels of these codes in the order of the list, whatever order they were ticked in."""
    chosen = set(codes)
    return beside(term.label for code, term in terms.items() if code in chosen)


def _role(side: Side) -> str:
    return _("Mentee") if side is Side.MENTEE else _("Mentor")
