"""What a mentee and a mentor read of each other can be said in every language, whole."""

import json
import pickle
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pairings import the_pairing
from people import a_mentee, a_mentor

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.domain.sentences import Listing, Sentence
from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.proposal import Explanation
from mentorship.matching.reasons.choosing import TO_A_PARTNER, Candidate
from mentorship.matching.reasons.explain import explain
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.services.explanations import reasons_for_mentee, reasons_for_mentor
from mentorship.services.proposals import as_kept

LISTS = vocabulary()
OFFER = "My chief wrote to the board about me, and I stayed."
ASKED = {"words": "My chief wrote to the board about my hijab. Do I report my chief?"}
PARTNERS = ("to_mentee", "to_mentor")


def some(codes: Any) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(sorted(codes)), max_size=6)


PEOPLE = st.fixed_dictionaries(
    {
        "topics": some(LISTS.topics),
        "values": some(LISTS.values),
        "styles": some(LISTS.styles),
        "formats": some(LISTS.formats),
        "languages": some(LISTS.languages),
        "slots": some(LISTS.slots),
        "specialties": st.tuples(st.sampled_from(sorted(LISTS.specialties))),
        "stage": st.sampled_from(sorted(LISTS.stages)),
        "place": st.sampled_from(["Phoenix, Arizona", ""]),
    }
)


def explained(hers: dict[str, Any], theirs: dict[str, Any]) -> Explanation:
    usual = [a_mentor(key=f"mentor:{n}", email=f"o{n}@example.org") for n in range(3, 6)]
    mentor = a_mentor(**{**theirs, "words": OFFER})
    return explain(the_pairing(a_mentee(**{**hers, **ASKED}), [mentor, *usual]))


def for_partners(explanation: Explanation) -> list[Candidate]:
    return [one for reader in PARTNERS for one in explanation.candidates[reader]]


def words_that_stay(said: object) -> Iterator[str]:
    """Every piece of a sentence that no catalog can say in another language."""
    match said:
        case Sentence():
            for value in said.values.values():
                yield from words_that_stay(value)
        case Listing():
            for item in said.items:
                yield from words_that_stay(item)
        case str():
            yield said


@settings(max_examples=8, deadline=None)
@given(PEOPLE, PEOPLE)
def test_no_piece_of_a_reason_stays_english_but_what_the_mentor_wrote(
    hers: dict[str, Any], theirs: dict[str, Any]
) -> None:
    for one in for_partners(explained(hers, theirs)):
        assert isinstance(one.sentence, Sentence), one.sentence
        assert set(words_that_stay(one.sentence)) <= {OFFER.rstrip(".")}


def test_both_of_them_read_sentences_from_what_was_kept() -> None:
    alike = {"topics": frozenset({"contract", "exams"}), "values": frozenset({"faith"})}
    explanation = pickle.loads(pickle.dumps(explained(alike, alike)))
    kept = json.loads(json.dumps(as_kept(explanation, parts={}, usual={})))

    hers, theirs = _read(kept)

    assert hers == list(explanation.to_mentee)
    assert theirs == list(explanation.to_mentor)
    assert all(isinstance(one, Sentence) for one in (*hers, *theirs))
    (topics,) = [one for one in hers if one.startswith("They are glad")]
    assert topics.pattern == ("They are glad to talk about everything that you ticked: %(topics)s")


def test_what_was_kept_before_is_read_as_it_stands() -> None:
    plain = {"facet": "needs", "sentence": "Glad to talk about exams", "tells": True}
    before = {"to_mentee": [], "to_mentor": [], "candidates": {key: [plain] for key in PARTNERS}}

    assert _read(before) == (["Glad to talk about exams"], ["Glad to talk about exams"])
    (honest,), _ = _read({"to_mentee": [], "to_mentor": [], "rests_on": {}})
    assert honest is TO_A_PARTNER
    assert isinstance(honest, Sentence)


def _read(kept: dict[str, Any]) -> tuple[list[str], list[str]]:
    """What each of the two reads of this explanation when asked."""
    mentee, mentor = (Profile(side=side, answers={}, consents=[]) for side in Side)
    asked = Match(explanation=kept, state=MatchState.ASKED_MENTEE)
    agreed = Match(explanation=kept, state=MatchState.ASKED_MENTOR)
    return list(reasons_for_mentee(asked, mentor)), list(reasons_for_mentor(agreed, mentee))
