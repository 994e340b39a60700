"""What a person has to find out before somebody, or a pair, can go on."""

from collections.abc import Iterator

from mentorship.domain.people import Mentee, Mentor, Side
from mentorship.domain.questions import Question, QuestionKind
from mentorship.guard.facts import Facts
from mentorship.guard.reasons import Verdict
from mentorship.guard.statements import Unclear

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


def held_because(facts: Facts) -> str | None:
    """Why this person cannot be matched yet; None when nothing stands in the way."""
    if doubt := _doubt(facts):
        return _WORKPLACE[doubt]
    return _WAITS if facts.unclear.intersection(_HOLDING) else None


def person_questions(facts: Facts) -> Iterator[Question]:
    """What has to be found out about one person."""
    if doubt := _doubt(facts):
        text = _WORKPLACE_QUESTIONS[doubt].format(names=", ".join(facts.resolution.perhaps))
        yield _about(facts, QuestionKind.INSTITUTION, f"{_WORKPLACE[doubt]} {text}", holds=True)
    # A mentor who works with somebody has said all that is needed to keep the two apart.
    open_to_ask = facts.unclear - ({Unclear.CIRCLE} if facts.side is Side.MENTOR else set())
    for unclear in sorted(open_to_ask):
        yield _about(facts, QuestionKind.CONFLICT, _UNCLEAR[unclear], holds=unclear in _HOLDING)


def unread_question(person: Mentee | Mentor) -> Question:
    """That somebody's answers could not be checked at all."""
    if person.side is Side.MENTEE:
        return Question(QuestionKind.OTHER, UNREAD, mentee=person.key)
    return Question(QuestionKind.OTHER, UNREAD, mentor=person.key)


def pair_question(mentee: str, mentor: str, *, verdict: Verdict) -> Question:
    """Whether these two may meet. The pair stays apart meanwhile; the people do not wait."""
    text = f"{verdict.sentence} May they meet?"
    return Question(QuestionKind.CONFLICT, text, mentee=mentee, mentor=mentor, holds=False)


def _about(facts: Facts, kind: QuestionKind, text: str, *, holds: bool) -> Question:
    if facts.side is Side.MENTEE:
        return Question(kind, text, mentee=facts.key, holds=holds)
    return Question(kind, text, mentor=facts.key, holds=holds)


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
