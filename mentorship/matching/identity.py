"""What it means that a mentor shares a part of who she is, and when a *must* of hers is met.

Two readings, on purpose. *Would help* is generous: the same dimension, an umbrella label, or a
mentor who is glad to talk about the topic. *Must* is never widened on her behalf: both ticked the
same label. One thing is not a widening: trans women are women and trans men are men.
"""

from collections.abc import Mapping

from mentorship.domain.people import Dimension, Matters, Mentee, Mentor, Person
from mentorship.domain.vocabulary import (
    OTHER_IDENTITY_OF,
    OWN_WORDS,
    PREFER_NOT_TO_SAY,
    vocabulary,
)

# Labels that say that there is an answer, but not which.
_NOT_COMPARABLE = frozenset({PREFER_NOT_TO_SAY, OWN_WORDS, "Mixed - I'll describe"})

# A mentor who did not tick the label can still really understand: by being glad to talk about it.
RELATED_TOPICS: Mapping[Dimension, frozenset[str]] = {
    Dimension.RACE: frozenset({"racism"}),
    Dimension.FAITH: frozenset({"islamophobia", "faithpractice"}),
    Dimension.GENDER: frozenset({"sexism"}),
    Dimension.LGBTQ: frozenset({"lgbtq"}),
    Dimension.DISABILITY: frozenset({"disability"}),
    Dimension.PARENT: frozenset({"caregiving", "pregnancy"}),
    Dimension.IMMIGRANT: frozenset({"imgvisa"}),
    Dimension.FIRST: frozenset({"firstgen"}),
}
_BLACK = frozenset({"Black or African American", "Black - African", "Black - Caribbean"})
_BLACK_IN_GENERAL = "Black or African American"
_ALSO_MEETS = {"Woman": frozenset({"Trans woman"}), "Man": frozenset({"Trans man"})}
_SAME_GENDER = (frozenset({"Woman", "Trans woman"}), frozenset({"Man", "Trans man"}))


def comparable_labels(person: Person, dimension: Dimension) -> frozenset[str]:
    """The labels of one dimension that this person ticked and that another can share."""
    words = vocabulary()
    match dimension:
        case Dimension.RACE:
            ticked, known = person.race_ethnicity, frozenset(words.race_ethnicity)
        case Dimension.FAITH:
            ticked, known = person.faith, frozenset(words.faith)
        case Dimension.GENDER:
            ticked, known = person.gender, frozenset(words.gender)
        case _:
            ticked, known = person.other_identity, OTHER_IDENTITY_OF[dimension]
    return (ticked & known) - _NOT_COMPARABLE


def said_something(person: Person, dimension: Dimension) -> bool:
    """True when an answer was given that can be held against another.

    *Prefer not to say*, alone or beside ticks on other things, and *in my own words* are as
    neutral as a blank: no such answer is ever a no.
    """
    ticked = _ticked(person, dimension)
    if PREFER_NOT_TO_SAY in ticked or ticked <= _NOT_COMPARABLE:
        return bool(comparable_labels(person, dimension))
    return bool(ticked)


def _ticked(person: Person, dimension: Dimension) -> frozenset[str]:
    match dimension:
        case Dimension.RACE:
            return person.race_ethnicity
        case Dimension.FAITH:
            return person.faith
        case Dimension.GENDER:
            return person.gender
        case _:
            return person.other_identity


def shares(dimension: Dimension, hers: frozenset[str], theirs: frozenset[str]) -> bool:
    """True when two sets of labels of one dimension count as shared for a *would help*."""
    if dimension in OTHER_IDENTITY_OF:
        return bool(hers and theirs)
    if hers & theirs:
        return True
    if dimension is Dimension.RACE:
        return _BLACK_IN_GENERAL in hers | theirs and bool(hers & _BLACK and theirs & _BLACK)
    if dimension is Dimension.GENDER:
        return any(hers & same and theirs & same for same in _SAME_GENDER)
    return False


def musts(mentee: Mentee) -> tuple[Dimension, ...]:
    """The dimensions on which she would rather wait than be matched without."""
    return tuple(d for d in Dimension if mentee.matters.get(d) is Matters.MUST)


def musts_without_a_label(mentee: Mentee) -> tuple[Dimension, ...]:
    """Her musts on dimensions where she ticked nothing that could be compared: ask, never guess."""
    return tuple(d for d in musts(mentee) if not comparable_labels(mentee, d))


def meets_musts(mentee: Mentee, mentor: Mentor) -> bool:
    """True when the mentor ticked, for every must of hers, a label that she ticked too."""
    return all(meets_must(mentee, mentor, dimension) for dimension in musts(mentee))


def meets_must(mentee: Mentee, mentor: Person, dimension: Dimension) -> bool:
    """The same for one dimension."""
    return _meets(comparable_labels(mentee, dimension), comparable_labels(mentor, dimension))


def _meets(hers: frozenset[str], theirs: frozenset[str]) -> bool:
    return any(({label} | _ALSO_MEETS.get(label, frozenset())) & theirs for label in hers)
