"""Nobody leaves the round for a word that people use for other things."""

import pytest

from mentorship.intake.answers import LONGEST_READ
from mentorship.intake.worries import Outcome, WorryKind, worries_of
from mentorship.intake.worry_classifier import VERSION, listen
from mentorship.intake.worry_tongues import is_in_a_known_language
from tests.people import a_mentee, a_mentor


@pytest.mark.parametrize(
    "words",
    [
        "Radiation badge, pregnancy badge.",
        "The pump was mis-set and it was my badge on the log.",
        "I kept the receipts.",
        "We are on a different page about my thesis.",
        "I signed the wrong form of consent once.",
        "What time do you go home?",
        "My parking spot is next to his.",
        "Mode of inheritance, again.",
        "Visa lottery, third year.",
        "I cannot unsubscribe from my own head.",
        "Dear Sir or Madam, I am a resident in Accra.",
        "Do not use my work address.",
        "We are vegetarian and the dinner was a steakhouse.",
        "Guardé mi gafete.",
        "J'ai gardé le badge.",
        "Waxaan hayaa rasiidhka.",
        "PCCM",
    ],
)
def test_one_ordinary_word_takes_nobody_out(words: str) -> None:
    for person in (a_mentee(words=words), a_mentor(words=words)):
        assert all(worry.outcome is Outcome.HOLD for worry in worries_of(person))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (WorryKind.WRONG_FORM, "Where do I send my poster abstract?"),
        (WorryKind.WRONG_FORM, "Is there parking at the conference venue?"),
        (WorryKind.WRONG_FORM, "I think this is the wrong form? I would like to BE a mentor."),
        (WorryKind.SPAM, "Cheap backlinks! Reply for a free audit http://example.com/seo"),
        (WorryKind.TEST_ROW, "testing 123 please ignore"),
    ],
)
def test_two_signs_or_a_whole_phrase_take_a_row_out(kind: WorryKind, words: str) -> None:
    assert (kind, Outcome.GONE) in {(w.kind, w.outcome) for w in worries_of(a_mentee(words=words))}


@pytest.mark.parametrize("name", ["Bar Refaeli", "Foo Mei Ling", "Testa Bianchi", "Abc Nguyen"])
def test_a_name_alone_makes_nobody_a_test(name: str) -> None:
    assert worries_of(a_mentee(name=name, words="")) == ()


def test_one_word_that_tries_the_form_waits_for_a_person_under_a_name_that_is_one() -> None:
    worries = worries_of(a_mentee(name="Zahra Ali", words="asdf"))

    assert [(w.kind, w.outcome) for w in worries] == [(WorryKind.TEST_ROW, Outcome.HOLD)]


def test_a_question_about_leaving_is_no_withdrawal_of_hers() -> None:
    asks = worries_of(a_mentee(words="He says maybe next year, every year. Is that a no?"))
    leaves = worries_of(a_mentee(words="I changed my mind about this, please forget I ever wrote."))

    assert all(worry.outcome is Outcome.HOLD for worry in asks)
    assert [(w.kind, w.outcome) for w in leaves] == [(WorryKind.WITHDRAWAL, Outcome.GONE)]


def test_of_what_nobody_writes_only_the_beginning_is_read() -> None:
    said = "I do not want to be alive."
    ordinary = "We compared case logs and block times. "
    longer = ordinary * (LONGEST_READ // len(ordinary) + 1)

    assert worries_of(a_mentee(words=f"{said} {longer}"))
    assert not worries_of(a_mentee(words=f"{longer} {said}"))
    assert not listen([a_mentee(words=longer)])


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        ("How do you ask for block time?", True),
        ("¿Cómo se pide un año sabático?", True),
        ("Comment demander un congé ?", True),
        ("كيف أطلب إجازة بحثية؟", True),
        ("Sidee baan u weydiistaa fasax cilmi-baaris?", True),
        ("Wie bitte ich um ein Jahr für die Forschung?", True),
        ("Em muốn hỏi về thẻ xanh và đổi việc.", False),
        ("Paano po mag-apply ng fellowship?", False),
        ("शोध के लिए समय कैसे निकालें?", False),
    ],
)
def test_a_language_that_nobody_taught_the_reader_is_told_apart(text: str, is_known: bool) -> None:
    assert is_in_a_known_language(text) is is_known


def test_the_version_of_the_reader_is_a_digest() -> None:
    assert len(VERSION) == 64
    assert set(VERSION) <= set("0123456789abcdef")
