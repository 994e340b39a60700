"""Nothing that one side keeps closed changes a letter of what the other side reads.

Every field that disclosure does not open before an introduction is changed, alone and with any
others. First it is shown of each that it was there and mattered to somebody.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pairings import the_pairing
from people import a_mentee, a_mentor

from mentorship.domain.disclosure import REGISTRY, Viewer
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import MATTERS_FIELDS, Dimension, Field, Matters, Mentor, Side
from mentorship.domain.policy import Policy
from mentorship.domain.sealed_answers import SealedAnswers
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.gates import Apart, Gate, gates
from mentorship.matching.order import content_digest
from mentorship.matching.proposal import Explanation
from mentorship.matching.reasons.explain import explain
from mentorship.matching.reasons.pairing import Pairing

Change = Mapping[str, Any]
TEXTS = st.text(max_size=60)
SURGERY = [code for code, term in vocabulary().specialties.items() if term.area == "Surgery"]


def some(labels: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(labels), max_size=4)


# field → what is drawn for it, by the name under which it stands on a person
OF_HERS: Mapping[Field, Mapping[str, st.SearchStrategy[Any]]] = {
    Field.STATED_AT: {"stated_at": st.datetimes(timezones=st.just(UTC))},
    Field.EMAIL: {"email": st.emails()},
    Field.NAME: {"name": TEXTS},
    Field.PRONOUNS: {"pronouns": TEXTS},
    Field.WORKPLACE: {"workplace": TEXTS},
    Field.DEPARTMENT: {"department": TEXTS},
    Field.SPECIALTY: {"specialties": st.sampled_from([(code,) for code in SURGERY])},
    Field.RACE_ETHNICITY: {"race_ethnicity": some(vocabulary().race_ethnicity)},
    Field.FAITH: {"faith": some(vocabulary().faith)},
    Field.GENDER: {"gender": some(vocabulary().gender)},
    Field.OTHER_IDENTITY: {"other_identity": some(vocabulary().other_identity)},
    **{
        field: {
            "matters": st.dictionaries(
                st.sampled_from(list(Dimension)), st.sampled_from(list(Matters))
            )
        }
        for field in (*MATTERS_FIELDS, Field.SAME_IDENTITY)
    },
    Field.WORDS: {"words": TEXTS},
    Field.WORDS_SHARED: {"words_shared": st.booleans()},
    Field.PLACE: {
        "place": TEXTS,
        "time_zone": st.sampled_from([None, "Asia/Dubai", "Europe/Paris", "America/Phoenix"]),
    },
    Field.KEEP_APART: {"keep_apart": TEXTS},
    Field.CONTACT: {"contact": TEXTS},
    Field.HEARD_FROM: {
        "key": st.sampled_from(["mentee:7", "mentee:80"]),
        "answers": st.fixed_dictionaries(
            {Field.HEARD_FROM: TEXTS, Field.WORDS_SHARED: st.sampled_from(["", "yes"])}
        ),
    },
    Field.ANYTHING_ELSE: {"anything_else": TEXTS},
    Field.AGREEMENT: {"agreed": st.sampled_from([True, False, None])},
}
OF_THEIRS: Mapping[Field, Mapping[str, st.SearchStrategy[Any]]] = {
    **{
        field: OF_HERS[field]
        for field in (
            Field.STATED_AT,
            Field.EMAIL,
            Field.RACE_ETHNICITY,
            Field.FAITH,
            Field.GENDER,
            Field.OTHER_IDENTITY,
            Field.KEEP_APART,
            Field.ANYTHING_ELSE,
            Field.AGREEMENT,
        )
    },
    Field.MAY_SHOW: {"may_show": some(("Faith", "Gender", "Race or ethnicity"))},
    Field.CAPACITY: {"capacity": st.integers(1, 9)},
    Field.PREFERENCE: {"preference": TEXTS},
    Field.PHONE: {"phone": TEXTS},
}

SHE = {
    "topics": frozenset({"contract", "retaliation", "faithpractice"}),
    "values": frozenset({"faith", "justice"}),
    "styles": frozenset({"listen", "guide"}),
    "goals": frozenset({"decide"}),
    "formats": frozenset({"video", "inperson"}),
    "languages": frozenset({"English", "Somali"}),
    "slots": frozenset({"we"}),
    "time_zone": "America/Phoenix",
    "words": "My chief wrote to the board about my hijab. Do I report my chief to the board?",
    "faith": frozenset({"Muslim"}),
    "gender": frozenset({"Woman"}),
    "matters": {Dimension.FAITH: Matters.HELPS},
    "keep_apart": "Dr. Obi at Lakeview.",
    "anything_else": "I am afraid of Dr. Obi.",
}
THEY = {
    **{name: answer for name, answer in SHE.items() if name not in ("goals", "matters")},
    "topics": frozenset({"contract", "faithpractice"}),
    "specialties": ("crs",),
    "words": "I listen. My chief wrote to the board about me, and I stayed.",
    "anything_else": "On leave from May.",
    "keep_apart": "A move coming up.",
}


def around_her(chosen: Mentor) -> list[Mentor]:
    """The chosen one, and others between whom a choice of candidates makes a difference."""
    others = [
        {"topics": frozenset({"exams"}), "faith": frozenset({"Muslim"}), "stage": "att3"},
        {"topics": frozenset({"contract"}), "values": frozenset({"faith"}), "styles": {"listen"}},
        {"specialties": ("swe",), "gender": frozenset({"Woman"}), "values": frozenset({"craft"})},
        {"topics": SHE["topics"], "styles": frozenset({"guide"}), "faith": frozenset({"Jewish"})},
    ]
    return [
        chosen,
        *(
            a_mentor(**{"words": "Whatever helps.", **one}, key=f"mentor:{n}")
            for n, one in enumerate(others, start=3)
        ),
    ]


def pairing(hers: Change | None = None, theirs: Change | None = None) -> Pairing:
    mentee = a_mentee(**{**SHE, **(hers or {})})
    return the_pairing(mentee, around_her(a_mentor(**{**THEY, **(theirs or {})})))


@cache
def unchanged() -> Explanation:
    return explain(pairing())


def closed_to_the_other(side: Side, stage: MatchState) -> set[Field]:
    """What the registry and nobody's tick opens before an introduction."""
    return {
        field
        for of, field in REGISTRY
        if of is side and not SealedAnswers(side, {}).opens(field, viewer=Viewer.OTHER, stage=stage)
    }


def changes(
    of: Mapping[Field, Mapping[str, st.SearchStrategy[Any]]],
) -> st.SearchStrategy[dict[str, Any]]:
    drawn = {name: strategy for fields in of.values() for name, strategy in fields.items()}
    return st.fixed_dictionaries({}, optional=drawn)


def test_no_closed_field_is_forgotten_here() -> None:
    hers = closed_to_the_other(Side.MENTEE, MatchState.ASKED_MENTOR)
    theirs = closed_to_the_other(Side.MENTOR, MatchState.ASKED_MENTEE)

    # Of her field of work the area is open and the field itself is not.
    assert set(OF_HERS) == hers | {Field.SPECIALTY}
    assert set(OF_THEIRS) == theirs


Reading = Callable[[Pairing], object]


def in_parts(facet: str) -> Reading:
    return lambda pair: pair.parts[facet]


def whom_she_may_meet(pair: Pairing) -> object:
    mentors = around_her(pair.mentor)
    closed = gates([pair.mentee], mentors, policy=Policy(), apart=Apart(())).closed
    return closed[Gate.MUST].tolist()


@pytest.mark.parametrize(
    ("hers", "matters_to"),
    [
        ({"words": "Which exam?"}, in_parts("words")),
        ({"words": "Which exam?"}, lambda pair: explain(pair).to_mentee),
        ({"specialties": ("ortho",)}, in_parts("field")),
        ({"specialties": ("ortho",)}, lambda pair: explain(pair).facts),
        ({"time_zone": "Asia/Dubai"}, in_parts("logistics")),
        ({"faith": frozenset({"Jewish"})}, lambda pair: pair.parts["identity"].closeness),
        ({"matters": {}}, lambda pair: explain(pair).facts),
        ({"matters": {Dimension.FAITH: Matters.MUST}}, whom_she_may_meet),
        ({"matters": {Dimension.GENDER: Matters.MUST}}, lambda pair: pair.median),
        *(
            ({name: "Quetzal"}, lambda pair: content_digest(pair.mentee))
            for name in ("name", "workplace", "department", "contact", "keep_apart", "pronouns")
        ),
    ],
)
def test_what_she_keeps_closed_is_there_and_matters_to_somebody(
    hers: Change, matters_to: Reading
) -> None:
    without = {"topics": frozenset({"contract"})} if "faith" in hers or "matters" in hers else {}

    before, after = pairing(theirs=without), pairing(hers, without)

    assert matters_to(before) != matters_to(after)


@settings(max_examples=20, deadline=None)
@given(changes(OF_HERS))
def test_whatever_she_keeps_closed_changes_no_letter_for_the_mentor(hers: dict[str, Any]) -> None:
    assert explain(pairing(hers)).to_mentor == unchanged().to_mentor


@settings(max_examples=20, deadline=None)
@given(changes(OF_THEIRS))
def test_whatever_the_mentor_keeps_closed_changes_no_letter_for_her(theirs: dict[str, Any]) -> None:
    assert explain(pairing(theirs=theirs)).to_mentee == unchanged().to_mentee


def test_what_the_mentor_keeps_closed_matters_to_staff_or_score() -> None:
    plain = {"topics": frozenset({"contract"})}

    shared, other = pairing(theirs=plain), pairing(theirs={**plain, "faith": frozenset({"Jewish"})})

    assert shared.parts["identity"] != other.parts["identity"]
    assert explain(shared).facts != explain(other).facts
    assert explain(shared).to_mentee == explain(other).to_mentee


@settings(max_examples=6, deadline=None)
@given(st.sampled_from(["words", "workplace", "department", "name", "keep_apart", "anything_else"]))
def test_nothing_that_she_wrote_stands_in_any_sentence(field: str) -> None:
    explanation = explain(pairing({field: "My quetzal, about the board and my chief"}))

    everything = (
        *explanation.staff,
        *explanation.to_mentee,
        *explanation.to_mentor,
        *explanation.facts,
        *explanation.cautions,
        *explanation.practical,
    )
    assert len(everything) > 8
    assert not any("quetzal" in sentence for sentence in everything)


def test_the_order_of_the_mentors_sentences_does_not_follow_her_own_weights() -> None:
    """What she wishes for moves every weight of her score; the mentor must not read it there."""
    pair = pairing()
    upside_down = {
        facet: replace(part, weight=1.0 - part.weight) for facet, part in pair.parts.items()
    }

    other = replace(pair, parts=upside_down, median=dict.fromkeys(pair.median, 1.0))

    assert explain(other).to_mentee != explain(pair).to_mentee
    assert explain(other).to_mentor == explain(pair).to_mentor
