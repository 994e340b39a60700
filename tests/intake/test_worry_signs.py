"""Signs: cues count together and close by, and nobody leaves the round on a guess."""

import pytest

from mentorship.intake.worries import Outcome, WorryKind, worries_of
from mentorship.intake.worry_signs import has_signs, sentences
from tests.people import a_mentee, a_mentor

QUESTION = "How do you ask for block time without sounding ungrateful to your chief?"


def _outcome(kind: WorryKind, **answers: str) -> Outcome:
    return next(w.outcome for w in worries_of(a_mentee(**answers)) if w.kind is kind)


@pytest.mark.parametrize(
    ("together", "alone"),
    [
        ("some nights I look at the vials of insulin", "insulin pumps are my research"),
        ("my husband hid my passport and my phone", "my husband is a cardiologist"),
        ("he left a letter on my windshield", "he left a letter for the committee"),
        ("my kids would be better off if i died", "my kids would be better off with a garden"),
    ],
)
def test_cues_count_only_together(together: str, alone: str) -> None:
    assert worries_of(a_mentee(words=together))
    assert not worries_of(a_mentee(words=alone))


def test_one_clause_in_a_long_text_is_found() -> None:
    ordinary = "I would like to compare two fellowships and their case logs. " * 12

    assert worries_of(a_mentee(words=ordinary)) == ()
    assert worries_of(a_mentee(words=f"{ordinary}I wish I just didn't wake up. {ordinary}"))


def test_cues_far_apart_in_a_text_without_stops_do_not_meet() -> None:
    between = "and then we talked about grants and calls " * 10

    assert not has_signs("unsafe", f"my husband {between} took my passport {between} the violence")


def test_a_title_or_an_initial_ends_no_sentence() -> None:
    assert sentences("I met Dr. Ito. She left.") == ["I met Dr. Ito.", "She left."]
    assert sentences("The case of J. T. was mine.") == ["The case of J. T. was mine."]


def test_a_mentor_who_came_through_worries_nobody_and_one_who_is_in_it_does() -> None:
    assert worries_of(a_mentor(words="I left an abusive marriage in fellowship.")) == ()
    assert worries_of(a_mentor(words="My husband hid my passport and hits me these days."))


def test_a_plain_withdrawal_is_gone_and_a_doubtful_one_waits_for_a_person() -> None:
    withdrawal = WorryKind.WITHDRAWAL

    assert _outcome(withdrawal, words="Please withdraw my application.") is Outcome.GONE
    assert (
        _outcome(withdrawal, words=QUESTION, anything_else="Please withdraw my application.")
        is Outcome.GONE
    )
    assert _outcome(withdrawal, words=QUESTION, anything_else="Maybe next year") is Outcome.HOLD


def test_a_question_of_her_own_keeps_a_row_that_looks_like_a_wrong_form() -> None:
    asks_too = {"words": QUESTION, "anything_else": "Is there parking at the conference?"}

    assert _outcome(WorryKind.WRONG_FORM, words="Where do I send my abstract?") is Outcome.GONE
    assert _outcome(WorryKind.WRONG_FORM, **asks_too) is Outcome.HOLD


def test_somebody_in_danger_never_leaves_the_round_as_a_wrong_form() -> None:
    words = "After the gala dinner he locked the hotel room door and I got out. Is there parking?"

    outcomes = {worry.outcome for worry in worries_of(a_mentee(words=words))}

    assert outcomes == {Outcome.HOLD}


def test_a_name_that_reads_like_a_test_does_not_remove_a_question() -> None:
    assert _outcome(WorryKind.TEST_ROW, name="Test", words="asdf") is Outcome.GONE
    assert _outcome(WorryKind.TEST_ROW, name="Test", words=QUESTION) is Outcome.HOLD


def test_who_else_reads_her_letters_is_noticed_where_she_says_how_to_reach_her() -> None:
    assert worries_of(a_mentee(contact="not this one, he reads everything"))
    assert not worries_of(a_mentee(contact="not my work address, my boss's assistant reads it"))
