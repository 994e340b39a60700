"""What was closed after the run changes no reason: neither a sentence nor its absence."""

from collections.abc import Collection
from datetime import UTC, datetime
from functools import cache
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from people import a_mentee, a_mentor

from mentorship.domain.consent import Door
from mentorship.domain.disclosure import REGISTRY
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Audience, Dimension, Field, Matters, Mentee, Mentor, Side
from mentorship.domain.policy import Policy
from mentorship.domain.sealed_answers import door_of
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.outlook import outlooks
from mentorship.matching.reasons.around import around
from mentorship.matching.reasons.closest_sentence import closest_by_words
from mentorship.matching.reasons.explain import explain
from mentorship.matching.reasons.pairing import Pairing
from mentorship.matching.scores import scores
from mentorship.models.consent import Consent
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services.explanations import (
    cautions_for_team,
    closed_to_team,
    reasons_for_mentee,
    reasons_for_mentor,
    reasons_for_team,
    sentences_for_team,
    tells_of,
)
from mentorship.services.proposals import as_kept

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LISTS = vocabulary()


def some(codes: Collection[str]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(sorted(codes)), max_size=5)


# field → what is drawn for it, by the name under which it stands on a person
CLOSABLE: dict[Field, tuple[str, st.SearchStrategy[Any]]] = {
    Field.TOPICS: ("topics", some(LISTS.topics)),
    Field.VALUES: ("values", some(LISTS.values)),
    Field.STYLES: ("styles", some(LISTS.styles)),
    Field.SPECIALTY: ("specialties", st.tuples(st.sampled_from(sorted(LISTS.specialties)))),
    Field.STAGE: ("stage", st.sampled_from([None, *LISTS.stages])),
    Field.FORMATS: ("formats", some(LISTS.formats)),
    Field.LANGUAGES: ("languages", some(LISTS.languages)),
    Field.SLOTS: ("slots", some(LISTS.slots)),
}
OF_HERS = {**CLOSABLE, Field.GOALS: ("goals", some(LISTS.goals))}
# What the team never reads at first, whatever is said.
NEVER = {
    "words": st.sampled_from(["Which exam?", "My chief wrote to the board about me.", "?"]),
    "faith": some(LISTS.faith),
    "gender": some(LISTS.gender),
    "matters": st.dictionaries(st.sampled_from(list(Dimension)), st.just(Matters.HELPS)),
    "name": st.text(max_size=9),
    "anything_else": st.text(max_size=9),
}
PERSON = {
    "topics": frozenset({"contract", "retaliation"}),
    "values": frozenset({"faith", "justice"}),
    "styles": frozenset({"listen", "guide"}),
    "formats": frozenset({"video", "inperson"}),
    "languages": frozenset({"English", "Somali"}),
    "slots": frozenset({"we"}),
    "time_zone": "America/Phoenix",
    "words": "My chief wrote to the board about my hijab. Do I report my chief to the board?",
    "faith": frozenset({"Muslim"}),
}


@st.composite
def twice(draw: st.DrawFn, of: dict[Field, tuple[str, st.SearchStrategy[Any]]]) -> Any:
    """(what is closed, one set of answers to that, another)."""
    closed = draw(st.frozensets(st.sampled_from(sorted(of)), min_size=1, max_size=4))
    one, other = ({of[f][0]: draw(of[f][1]) for f in sorted(closed)} for _ in range(2))
    return closed, one, other


@cache
def others() -> tuple[Mentor, ...]:
    return (
        a_mentor(topics=frozenset({"exams"}), stage="att3", words="Whatever.", key="mentor:3"),
        a_mentor(values=frozenset({"faith"}), styles=frozenset({"listen"}), key="mentor:4"),
        a_mentor(specialties=("swe",), languages=frozenset({"English"}), key="mentor:5"),
    )


def kept(mentee: Mentee, mentor: Mentor, *, state: MatchState) -> Match:
    """As a run would keep the two, with the same people open to her."""
    mentors = [mentor, *others()]
    model = scores([mentee], mentors, policy=Policy())
    (one,) = outlooks(model, np.ones((1, len(mentors)), dtype=bool), mentor_of=np.array([0]))
    pair = Pairing(
        mentee,
        mentor,
        one.parts,
        one.best,
        0.7,
        median=one.median,
        around=around(mentors),
        closest=closest_by_words([mentee], mentors),
    )
    return Match(state=state, explanation=as_kept(explain(pair), parts=one.parts, usual=one.median))


def somebody(side: Side, closed: Collection[Field], audience: Audience) -> Profile:
    said = [Consent(field=f, audience=audience, is_open=False, said_at=NOW) for f in sorted(closed)]
    return Profile(side=side, answers={}, consents=said)


def test_every_door_to_a_reader_of_reasons_is_turned_here() -> None:
    doors = {
        (side, audience): {
            field
            for of, field in REGISTRY
            if of is side and door_of(side, field, audience) is Door.CLOSES
        }
        for side, audience in ((Side.MENTEE, Audience.ASKED), (Side.MENTOR, Audience.ASKED))
    }

    assert doors[Side.MENTEE, Audience.ASKED] == set(OF_HERS)
    # The place and the offer of a mentor, and pronouns, which no reason speaks of.
    assert doors[Side.MENTOR, Audience.ASKED] == {
        *CLOSABLE,
        Field.PLACE,
        Field.WORDS,
        Field.PRONOUNS,
    }


@settings(max_examples=6, deadline=None)
@given(twice(OF_HERS))
def test_two_mentees_who_differ_in_what_is_closed_are_told_alike(drawn: Any) -> None:
    closed, one, other = drawn
    mentor = a_mentor(**PERSON)
    profile = somebody(Side.MENTEE, closed, Audience.ASKED)

    told = [
        reasons_for_mentor(
            kept(a_mentee(**{**PERSON, **hers}), mentor, state=MatchState.ASKED_MENTOR), profile
        )
        for hers in (one, other)
    ]

    assert told[0] == told[1]


OF_THEIRS = {
    **CLOSABLE,
    Field.WORDS: ("words", st.sampled_from(["I listen. My chief wrote to the board.", "", "Hm."])),
    Field.PLACE: ("place", st.sampled_from(["Phoenix", "Tulsa", ""])),
}


@settings(max_examples=6, deadline=None)
@given(twice(OF_THEIRS))
def test_two_mentors_who_differ_in_what_is_closed_are_told_alike(drawn: Any) -> None:
    closed, one, other = drawn
    mentee = a_mentee(**PERSON)
    profile = somebody(Side.MENTOR, closed, Audience.ASKED)

    told = [
        reasons_for_mentee(
            kept(mentee, a_mentor(**{**PERSON, **theirs}), state=MatchState.ASKED_MENTEE), profile
        )
        for theirs in (one, other)
    ]

    assert told[0] == told[1]


def team_reads(match: Match, closed: frozenset[Field]) -> object:
    parts = match.explanation["parts"]
    return (
        reasons_for_team(match, closed=closed),
        sentences_for_team(match, "facts", closed=closed),
        sentences_for_team(match, "practical", closed=closed),
        {facet: part["closeness"] for facet, part in parts.items() if not tells_of(facet, closed)},
    )


@settings(max_examples=6, deadline=None)
@given(twice(OF_HERS), st.fixed_dictionaries(NEVER), st.fixed_dictionaries(NEVER))
def test_the_team_reads_alike_of_two_who_differ_in_what_it_may_not_know(
    drawn: Any, never: dict[str, Any], other_never: dict[str, Any]
) -> None:
    closed, one, other = drawn
    mentor = a_mentor(**PERSON)
    hidden = closed_to_team(
        [somebody(Side.MENTEE, closed, Audience.TEAM), somebody(Side.MENTOR, (), Audience.TEAM)]
    )

    told = [
        team_reads(kept(a_mentee(**{**PERSON, **hers}), mentor, state=MatchState.PROPOSED), hidden)
        for hers in ({**one, **never}, {**other, **other_never})
    ]

    assert told[0] == told[1]


def test_what_is_open_is_still_said_and_what_is_closed_was_there_to_be_said() -> None:
    match = kept(a_mentee(**PERSON), a_mentor(**PERSON), state=MatchState.ASKED_MENTOR)
    nothing = somebody(Side.MENTEE, (), Audience.ASKED)
    topics = somebody(Side.MENTEE, [Field.TOPICS], Audience.ASKED)

    assert any("avoiding retaliation" in one for one in reasons_for_mentor(match, nothing))
    assert not any("avoiding retaliation" in one for one in reasons_for_mentor(match, topics))
    assert len(reasons_for_mentor(match, topics)) == len(reasons_for_mentor(match, nothing))


def test_what_calls_for_care_is_not_named_but_never_passed_over_either() -> None:
    mentee = a_mentee(**{**PERSON, "topics": frozenset({"retaliation"})})
    match = kept(mentee, a_mentor(**PERSON), state=MatchState.PROPOSED)

    assert "special care" in cautions_for_team(match, closed=())[0]
    (left,) = cautions_for_team(match, closed={Field.TOPICS, Field.PLACE, Field.LANGUAGES})
    assert "closed to the team" in left
