"""What people read of our closed lists: messages that stand in tables instead of in a `_()`."""

from collections.abc import Iterator

from mentorship.domain.consent import Group
from mentorship.domain.disclosure import REGISTRY, Retention
from mentorship.domain.sentences import Sentence
from mentorship.domain.vocabulary import Term, Vocabulary, vocabulary

_TERMS = ("specialties", "stages", "values", "topics", "goals", "styles", "formats", "slots")
_LABELS = (
    *("race_ethnicity", "gender", "faith", "other_identity"),
    *("matters_dimensions", "matters_scale", "visibility", "languages"),
)


def listed() -> Iterator[tuple[str, str]]:
    """(where it stands, the message) for everything in a list that somebody may read."""
    yield from (("mentorship/domain/vocabulary.json", text) for text in _of(vocabulary()))
    for rule in REGISTRY.values():
        yield "mentorship/domain/disclosure.py", str(rule.label_for_others)
        yield "mentorship/domain/disclosure.py", str(rule.own_label)
    yield from (("mentorship/domain/disclosure.py", rule.value) for rule in Retention)
    yield from (("mentorship/domain/consent.py", group.value) for group in Group)


def _of(words: Vocabulary) -> Iterator[str]:
    for name in _TERMS:
        for term in getattr(words, name).values():
            yield from map(str, filter(_is_read, _texts(term)))
    for name in _LABELS:
        yield from map(str, getattr(words, name))


def _texts(term: Term) -> tuple[str, ...]:
    return term.label, term.mentor_label, term.group


def _is_read(text: str) -> bool:
    """A career track is a code, and stands on no page."""
    return bool(text) and isinstance(text, Sentence)
