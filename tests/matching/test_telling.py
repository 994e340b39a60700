"""A reason is strong and sets a mentor apart; the strongest come first, at most three of them."""

from hypothesis import given
from hypothesis import strategies as st

from mentorship.matching.reasons.choosing import MOST_REASONS, chosen
from mentorship.matching.reasons.telling import CLEARLY, STRONG, Fact, candidates

OTHERWISE = "Nothing sets them apart"
SHARES = st.floats(0, 1)


def a_fact(
    facet: str = "needs", *, closeness: float = 0.9, usual: float = 0.1, weight: float = 0.3
) -> Fact:
    return Fact(facet, lambda: f"{facet} {closeness} {weight}", closeness, usual, weight)


FACTS = st.lists(
    st.builds(a_fact, st.sampled_from(list(STRONG)), closeness=SHARES, usual=SHARES, weight=SHARES),
    max_size=8,
)


def reasons(facts: list[Fact]) -> tuple[str, ...]:
    return chosen(candidates(facts), otherwise=OTHERWISE)


def test_what_is_usual_is_no_reason() -> None:
    common = a_fact("values", closeness=0.9, usual=0.9)

    assert reasons([common, a_fact()]) == ("needs 0.9 0.3",)


def test_what_is_weak_is_no_reason_even_where_others_are_weaker() -> None:
    weak = a_fact("stage", closeness=0.4, usual=0.0)

    assert reasons([weak, a_fact()]) == ("needs 0.9 0.3",)


def test_where_nothing_tells_the_strongest_facts_stand_with_an_honest_word() -> None:
    common = [
        a_fact(facet, usual=0.9, weight=weight)
        for facet, weight in [("stage", 0.1), ("needs", 0.5)]
    ]

    assert reasons(common) == ("needs 0.9 0.5", "stage 0.9 0.1", OTHERWISE)


def test_silence_is_no_reason() -> None:
    silent = Fact("needs", lambda: "", 1.0, 0.0, 1.0)

    assert reasons([silent]) == (OTHERWISE,)


@given(FACTS)
def test_every_reason_is_strong_above_the_usual_and_in_the_order_of_its_points(
    facts: list[Fact],
) -> None:
    told = reasons(facts)

    strong = [
        fact
        for fact in facts
        if fact.closeness >= STRONG[fact.facet] and fact.closeness > fact.usual + CLEARLY
    ]
    by_points = sorted(strong, key=lambda fact: fact.weight * fact.closeness, reverse=True)
    if strong:
        assert told == tuple(fact.say() for fact in by_points)[:MOST_REASONS]
    else:
        assert told[-1] == OTHERWISE
    assert 1 <= len(told) <= MOST_REASONS
