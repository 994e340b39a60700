"""The closed lists of the two forms as labels to look for, with the wordings of other years."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from mentorship.domain.people import Field
from mentorship.domain.vocabulary import PREFER_NOT_TO_SAY, Term, vocabulary
from mentorship.intake.labels import Labels

NONE_OF_THESE = "None of these, please"


@cache
def labels_of(field: Field) -> Labels:
    """The closed list behind a question, in either side's phrases and in former wordings."""
    return Labels(_spellings(field))


@cache
def wordings() -> Mapping[str, Mapping[str, list[str]]]:
    """Former and foreign wordings: list → code or label → ways to write it."""
    text = (files(__package__) / "wordings.json").read_text(encoding="utf-8")
    read: Mapping[str, Mapping[str, list[str]]] = json.loads(text)
    return read


def _spellings(field: Field) -> Iterator[tuple[str, str]]:
    known = vocabulary()
    match field:
        case Field.VALUES | Field.TOPICS | Field.GOALS | Field.STYLES | Field.FORMATS | Field.SLOTS:
            terms: Mapping[str, Term] = getattr(known, field.value)
            yield from _of_terms(terms.values(), wordings()[field.value])
        case Field.MAY_SHOW:
            choices = wordings()["visibility_choices"]
            yield from _of_labels(choices, choices)
        case _:
            labels: tuple[str, ...] = getattr(known, field.value)
            yield from _of_labels(labels, wordings()[field.value])
            yield from ((way, PREFER_NOT_TO_SAY) for way in wordings()["prefer_not"]["any"])


def _of_terms(terms: Iterable[Term], former: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    terms = tuple(terms)
    for term in terms:
        yield term.label, term.code
        yield term.mentor_label, term.code
    for term in terms:
        for way in (*term.aliases, *former.get(term.code, ())):
            yield way, term.code


def _of_labels(labels: Iterable[str], former: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    labels = tuple(labels)
    for label in labels:
        yield label, label
    for label in labels:
        for way in former.get(label, ()):
            yield way, label
