"""What a person has to find out before somebody, or a pair, can go on."""

from collections.abc import Iterator
from typing import TypedDict

from mentorship.domain.decisions import Choice, Decided, telling_words, topic_of
from mentorship.domain.people import Field, Mentee, Mentor, Side
from mentorship.domain.questions import Question, QuestionKind
from mentorship.guard.facts import Facts
from mentorship.guard.reasons import Verdict
from mentorship.guard.statements import Unclear


class _Who(TypedDict, total=False):
    mentee: str
    mentor: str


_WORKPLACE = {
    "withheld": "No workplace is given, so nobody can be kept apart from people with power there.",
    "perhaps": "The workplace could be read in more than one way.",
    "unknown": "The workplace is not in the register of institutions.",
    "umbrella": "The employer is named, but not the place within it.",
}
_WORKPLACE_QUESTIONS = {
    "withheld": "Ask in a safe way where this person works, studies or trains.",
    "perhaps": "Which place of the register is meant: {names}? Or is it another one?",
    "unknown": "Which place is meant? Add it to the register, or one more spelling of it.",
    "umbrella": "Which hospital or office of this employer is meant?",
}
_UNCLEAR = {
    Unclear.CALL: "This person would rather tell somebody whom to keep away from. Please call.",
    Unclear.WHOM: "A request to be kept apart could not be read. Whom does it mean?",
    Unclear.WHERE: "A request to be kept apart speaks of a place without its name. Which place?",
    Unclear.RELATIVE: "A request to be kept apart speaks of somebody close. Who, and where?",
    Unclear.CIRCLE: (
        "A request to be kept apart includes people who work with somebody. Mentors who say that "
        "they do are kept apart; please find out whom else it means before a name is shown."
    ),
}
_HOLDING = (Unclear.CALL, Unclear.WHOM, Unclear.WHERE, Unclear.RELATIVE)
UNREAD = "The check of this sign-up failed, so a person has to look at it first."
_WAITS = "A request to be kept apart has to be understood first."


def held_because(facts: Facts, decided: Decided) -> str | None:
    """Why this person cannot be matched yet; None when nothing stands in the way."""
    if doubt := _doubt(facts):
        return _WORKPLACE[doubt]
    return _WAITS if _unclear(facts, decided).intersection(_HOLDING) else None


def person_questions(facts: Facts, decided: Decided) -> Iterator[Question]:
    """What has to be found out about one person."""
    if doubt := _doubt(facts):
        yield from _about_workplace(facts, doubt)
    # A mentor who works with somebody has said all that is needed to keep the two apart.
    asked_of_her = {Unclear.CIRCLE} if facts.side is Side.MENTOR else set()
    for unclear in sorted(_unclear(facts, decided) - asked_of_her):
        yield Question(
            QuestionKind.CONFLICT,
            _UNCLEAR[unclear],
            **_who(facts.side, facts.key),
            holds=unclear in _HOLDING,
            topic=_unclear_topic(facts, unclear),
            choices=(Choice.ANSWER, Choice.FREE, Choice.OUT),
            answers=Field.KEEP_APART,
        )


def unread_question(person: Mentee | Mentor) -> Question:
    """That somebody's answers could not be checked at all."""
    return Question(
        QuestionKind.OTHER,
        UNREAD,
        **_who(person.side, person.key),
        topic=topic_of("unread", person.key, telling_words(person)),
        choices=(Choice.OUT,),
    )


def pair_question(mentee: Facts, mentor: Facts, *, verdict: Verdict) -> Question:
    """Whether these two may meet. The pair stays apart meanwhile; the people do not wait."""
    return Question(
        QuestionKind.CONFLICT,
        f"{verdict.sentence} May they meet?",
        mentee=mentee.key,
        mentor=mentor.key,
        holds=False,
        topic=pair_topic(mentee, mentor, verdict=verdict),
        choices=(Choice.APART, Choice.MAY_MEET),
    )


def pair_topic(mentee: Facts, mentor: Facts, *, verdict: Verdict) -> str:
    """What a decision about these two rests on: why it was asked, and what both have told."""
    return topic_of("pair", mentee.key, mentor.key, verdict.sentence, mentee.told, mentor.told)


def _unclear(facts: Facts, decided: Decided) -> frozenset[Unclear]:
    """What nobody has found out yet."""
    return frozenset(
        unclear
        for unclear in facts.unclear
        if decided.get(_unclear_topic(facts, unclear)) is not Choice.FREE
    )


def _unclear_topic(facts: Facts, unclear: Unclear) -> str:
    return topic_of("unclear", facts.key, unclear, facts.told)


def _about_workplace(facts: Facts, doubt: str) -> Iterator[Question]:
    """About a spelling it is asked once for everybody; about what was not told, each by herself."""
    perhaps = facts.resolution.perhaps
    text = f"{_WORKPLACE[doubt]} {_WORKPLACE_QUESTIONS[doubt].format(names=', '.join(perhaps))}"
    spellings = facts.resolution.unknown or ((facts.workplace,) if perhaps else ())
    for spelling in spellings:
        yield Question(
            QuestionKind.INSTITUTION,
            text,
            **_who(facts.side, facts.key),
            topic=topic_of("workplace", spelling.casefold()),
            choices=(Choice.ALIAS, Choice.PLACE),
            spelling=spelling,
            perhaps=perhaps,
        )
    if not spellings:
        yield Question(
            QuestionKind.INSTITUTION,
            text,
            **_who(facts.side, facts.key),
            topic=topic_of("workplace of", facts.key, facts.told),
            choices=(Choice.ANSWER, Choice.OUT),
            answers=Field.WORKPLACE,
        )


def _who(side: Side, key: str) -> _Who:
    return _Who(mentee=key) if side is Side.MENTEE else _Who(mentor=key)


def _doubt(facts: Facts) -> str | None:
    """What is open about the workplace. A sheet without that column leaves nothing open."""
    resolution = facts.resolution
    if not facts.asked_for_workplace or resolution.is_settled:
        return None
    if resolution.perhaps:
        return "perhaps"
    if resolution.unknown:
        return "unknown"
    return "umbrella" if resolution.umbrellas else "withheld"
