"""What words say to the engine: close without a shared word, 0 to 1, the same in any order."""

import logging
from pathlib import Path

import numpy as np
import pytest

from mentorship.domain.vocabulary import vocabulary
from mentorship.matching.language import UntickedTopics, Wording, topics_in
from mentorship.matching.meaning import minilm, readings
from tests.people import a_mentee, a_mentor

QUESTIONS = (
    "How do I avoid retaliation?",
    "",
    "¿Puedo entrar al quirófano con hiyab?",
    "I failed my boards again",
    "?",
)
OFFERS = (
    "I can tell you what I did after I reported my attending.",
    "I bake bread on Sundays and can teach you.",
    "I cover my hair in theatre and know which caps are allowed.",
    "",
    "I sat the exam four times and passed.",
)
ASKING = [a_mentee(key=f"mentee:{at}", words=words) for at, words in enumerate(QUESTIONS)]
OFFERING = [a_mentor(key=f"mentor:{at}", words=words) for at, words in enumerate(OFFERS)]


@pytest.fixture(params=["with an encoder", "without one"])
def _encoder(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if request.param == "without one":
        monkeypatch.setenv(minilm.PLACE, str(tmp_path / "nowhere"))


def closeness() -> np.ndarray:
    facet = Wording().fit([*ASKING, *OFFERING])
    return np.asarray((facet.transform(ASKING) @ facet.transform(OFFERING).T).toarray())


def test_each_question_is_closest_to_the_offer_that_answers_it() -> None:
    found = closeness()

    assert [int(found[row].argmax()) for row in (0, 2, 3)] == [0, 2, 4]


@pytest.mark.usefixtures("_encoder")
def test_closeness_lies_between_nothing_and_one() -> None:
    found = closeness()

    assert found.min() >= 0
    assert found.max() <= 1 + 1e-9


@pytest.mark.usefixtures("_encoder")
def test_the_same_words_are_as_close_as_can_be() -> None:
    same = [a_mentor(key="mentor:1", words=QUESTIONS[0]), a_mentor(key="mentor:2", words=OFFERS[1])]
    facet = Wording().fit([ASKING[0], *same])

    own, other = (facet.transform(ASKING[:1]) @ facet.transform(same).T).toarray()[0]

    assert own == pytest.approx(1, abs=0.05)
    assert own > other


@pytest.mark.usefixtures("_encoder")
def test_who_wrote_nothing_is_neither_near_nor_far() -> None:
    found = closeness()

    assert np.ptp(found[1]) == pytest.approx(0)
    assert found[0, 3] == pytest.approx(found[0, [0, 1, 2, 4]].mean())


@pytest.mark.usefixtures("_encoder")
def test_the_order_of_the_rows_changes_nothing() -> None:
    facet = Wording().fit([*OFFERING[::-1], *ASKING[::-1]])
    turned = (facet.transform(ASKING[::-1]) @ facet.transform(OFFERING[::-1]).T).toarray()

    assert np.allclose(closeness(), turned[::-1, ::-1], atol=1e-9)


def test_a_thousand_people_need_no_more_than_four_hundred_numbers_each() -> None:
    facet = Wording().fit([*ASKING, *OFFERING])

    assert facet.transform(ASKING).shape[1] <= 400


def test_a_topic_stands_in_words_that_do_not_name_it() -> None:
    codes = list(vocabulary().topics)
    found = topics_in(["I am expecting in June and have not told my program.", ""])

    assert codes[int(found[0].argmax())] == "pregnancy"
    assert not found[1].any()


def test_a_mentor_who_ticked_what_her_words_are_about_is_nearer() -> None:
    hers = a_mentee(words="I failed my boards and start remediation.", topics=frozenset())
    knows = a_mentor(key="mentor:1", topics=frozenset({"exams"}))
    other = a_mentor(key="mentor:2", topics=frozenset({"lgbtq"}))
    facet = UntickedTopics().fit([hers, knows, other])

    near, far = (facet.transform([hers]) @ facet.transform([knows, other]).T).toarray()[0]

    assert near > far


def test_what_was_read_is_kept_without_the_words_and_can_be_forgotten(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    readings.readings([QUESTIONS[0]])

    assert readings._kept
    assert all(isinstance(key, bytes) and len(key) == 16 for key in readings._kept)
    readings.forget_readings()
    assert not readings._kept
    assert "retaliation" not in caplog.text
