"""What is ordinary among the mentors with a place is read from their open answers alone."""

from people import a_mentee, a_mentor

from mentorship.matching.facets import SAME_AREA
from mentorship.matching.reasons.around import NOBODY_AROUND, around, open_answers, open_closeness

SHE = a_mentee(
    topics=frozenset({"contract", "boss"}), values=frozenset({"faith"}), styles=frozenset({"near"})
)


def test_a_closeness_is_a_share_of_what_she_ticked() -> None:
    mentor = a_mentor(
        topics=frozenset({"boss", "exams"}),
        values=frozenset({"faith", "craft"}),
        styles=frozenset({"listen"}),
        stage="fellow",
        specialties=("crs",),
    )

    assert open_closeness(open_answers(SHE), open_answers(mentor)) == {
        "needs": 0.5,
        "values": 0.5,
        "field": SAME_AREA,
        "stage": 1.0,
        "style": 0.0,
    }


def test_what_one_of_the_two_left_blank_is_not_compared() -> None:
    blank = a_mentor(topics=frozenset(), stage=None, specialties=())

    assert open_closeness(open_answers(SHE), open_answers(blank)) == {}


def test_usual_is_the_median_over_those_who_answered() -> None:
    offers = [
        frozenset({"boss"}),
        frozenset({"boss", "contract"}),
        frozenset({"exams"}),
        frozenset(),
    ]
    mentors = [a_mentor(key=f"mentor:{n}", topics=topics) for n, topics in enumerate(offers)]

    assert around(mentors).usual(SHE)["needs"] == 0.5


def test_a_language_is_rare_when_fewer_than_half_speak_it() -> None:
    spoken = [{"English"}, {"English", "Somali"}, {"English", "Arabic"}, {"Arabic"}]
    mentors = [
        a_mentor(key=f"mentor:{n}", languages=frozenset(languages))
        for n, languages in enumerate(spoken)
    ]

    assert around(mentors).rare_languages == {"Somali"}


def test_what_few_offer_is_named_first() -> None:
    mentors = [
        a_mentor(key="mentor:1", topics=frozenset({"contract", "boss"})),
        a_mentor(key="mentor:2", topics=frozenset({"boss"})),
    ]

    assert around(mentors).rarest_first(SHE.topics) == ["contract", "boss"]
    assert NOBODY_AROUND.rarest_first(SHE.topics) == ["boss", "contract"]


def test_the_order_of_the_mentors_changes_nothing() -> None:
    mentors = [
        a_mentor(key=f"mentor:{n}", topics=frozenset({topic}))
        for n, topic in enumerate(["boss", "exams", "contract"] * 90)
    ]

    there, back = around(mentors), around(mentors[::-1])

    assert there == back
    assert len(there.offers) <= 100


def test_nobody_around_is_nobody_to_compare_with() -> None:
    assert around([]) == NOBODY_AROUND
    assert NOBODY_AROUND.usual(SHE) == {}
