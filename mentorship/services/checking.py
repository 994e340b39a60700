"""A look over a round: its work list is true again, and pairs that must not go on are held.

Only the processes that compute import this module: it loads the mathematics. The pages show what
a look has left behind; see services/work_list.py.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.decisions import Choice, topic_of
from mentorship.domain.disclosure import REGISTRY, Team
from mentorship.domain.lifecycle import MatchState
from mentorship.domain.questions import Cohort, Problem, QuestionKind
from mentorship.intake.merging import about_same
from mentorship.models.check import RoundCheck
from mentorship.models.match import Match
from mentorship.models.round import Participation, Round
from mentorship.services.decisions import topic_key
from mentorship.services.looking import Look, gathered, look_at
from mentorship.services.matches import hold
from mentorship.services.work_list import Item, Urgency, check_of, in_order, is_stale, items_of

Sessions = Callable[[], Session]
Clock = Callable[[], datetime]

_CAN_BE_HELD = (
    MatchState.PROPOSED,
    MatchState.CONFIRMED,
    MatchState.ASKED_MENTEE,
    MatchState.AGREED,
    MatchState.ASKED_MENTOR,
)
_FOUND_NEW = "The check of the data found something new about this pair."
_INTRODUCED = (
    "These two have been introduced, and what is known now would have kept them apart. "
    "Please speak with her first. Either of them can stop at any time."
)
_MERGED = "The same person signed up more than once. The latest answers count. Is that right?"


def look_over(sessions: Sessions, round_id: str, *, clock: Clock) -> bool:
    """The round's work list is true again, and pairs that must not go on are held.

    False when nothing had changed since the last look. No transaction is open while it computes.
    """
    with sessions() as session, session.begin():
        # Reading everybody takes long, and nobody who saves something meanwhile has to wait.
        session.connection(execution_options={"only_reads": True})
        check = session.get(RoundCheck, round_id)
        if check is None or not is_stale(check):
            return False
        seen_at = clock()
        found = gathered(session, session.get_one(Round, round_id))
    look = look_at(found)
    with sessions() as session, session.begin():
        round_ = session.get_one(Round, round_id)
        keep(session, round_, look, seen_at=seen_at)
        hold_what_must_not_go_on(session, round_, look, now=clock())
    return True


def keep(session: Session, round_: Round, look: Look, *, seen_at: datetime) -> None:
    """What the look found stands for the pages: items, and who is one person with whom."""
    check = check_of(session, round_)
    if check is None:
        check = RoundCheck(round_id=round_.id, asked=0, asked_at=seen_at, checked=0, findings={})
        session.add(check)
    # One look may overtake another: the one that has seen more stands.
    if check.checked > look.of.changes:
        # What was proposed on this one is looked at once more.
        check.asked += 1
        return
    counted = look.cohort.rows.keys()
    items = [
        *items_of(look.questions),
        *_merged(look),
        *_small(look),
        *_introduced(session, round_, look),
    ]
    check.findings = {
        "items": [item.as_json() for item in in_order(items)],
        "held": sorted({*look.cohort.held, *look.conflicts.held}),
        "one_human": sorted(look.cohort.one_human),
        "closed_names": list(look.conflicts.closed_names),
        "heard": {key: said for key, said in look.of.heard.by_key.items() if key in counted},
    }
    check.checked, check.checked_at = look.of.changes, seen_at
    for part in session.scalars(select(Participation).where(Participation.round_id == round_.id)):
        # Whoever came while it was computed was not looked at: the next look says who she is.
        if part.profile_id not in look.of.seen:
            continue
        part.merged_into = look.cohort.merged_into.get(part.profile_id)
        part.is_out = part.profile_id in look.cohort.gone or part.profile_id not in counted
    session.flush()


def hold_what_must_not_go_on(session: Session, round_: Round, look: Look, *, now: datetime) -> int:
    """Pairs that the guard no longer lets meet, or whose people now wait, are held; how many."""
    held = [
        match for match in _matches(session, round_, *_CAN_BE_HELD) if not _may_go_on(look, match)
    ]
    for match in held:
        hold(session, match, by=None, now=now, why=_FOUND_NEW)
    return len(held)


def _may_go_on(look: Look, match: Match) -> bool:
    mentee, mentor = _standing(look.cohort, match)
    held = look.cohort.held
    return mentee not in held and mentor not in held and look.conflicts.may_meet(mentee, mentor)


def _standing(cohort: Cohort, match: Match) -> tuple[str, str]:
    """The sign-ups under which the two of this pair stand now."""
    merged = cohort.merged_into
    return (
        merged.get(match.mentee_id, match.mentee_id),
        merged.get(match.mentor_id, match.mentor_id),
    )


def _introduced(session: Session, round_: Round, look: Look) -> Iterator[Item]:
    """Pairs that can no longer be held: somebody has to speak with her today."""
    for match in _matches(session, round_, MatchState.INTRODUCED):
        pair = _standing(look.cohort, match)
        if look.conflicts.may_meet(*pair) or not _is_apart(look, pair):
            continue
        sentence = look.conflicts.verdict(*pair).sentence
        topic = topic_of("introduced", match.id, sentence)
        if look.was_decided(topic):
            continue
        yield Item(
            id=topic_key(topic),
            kind=QuestionKind.CONFLICT,
            urgency=Urgency.TODAY,
            text=f"{_INTRODUCED} {sentence}",
            people=(match.mentee_id, match.mentor_id),
            choices=(Choice.FREE,),
            match=match.id,
        )


def _is_apart(look: Look, pair: tuple[str, str]) -> bool:
    """True when something stands between these two; who only waits or has left says nothing."""
    return pair in look.conflicts.blocked_pairs


def _merged(look: Look) -> Iterator[Item]:
    """Sign-ups that were put together, so that somebody can say that it was a mistake."""
    for key, standing in look.cohort.merged_into.items():
        topic = about_same(key, standing)
        if look.was_decided(topic) or standing in look.cohort.gone:
            continue
        yield Item(
            id=topic_key(topic),
            kind=QuestionKind.SAME_PERSON,
            urgency=Urgency.SMALL,
            text=_MERGED,
            people=(standing, key),
            choices=(Choice.SAME, Choice.DIFFERENT),
        )


def _small(look: Look) -> Iterator[Item]:
    """Answers that were not read as written; nobody waits for them."""
    keys = {place: key for key, place in look.cohort.rows.items()}
    asked = {(key, question.answers) for question in look.questions for key in question.people}
    for problem in look.cohort.problems:
        key = keys.get((problem.side, problem.row))
        if key is None or problem.field is None or (key, problem.field) in asked:
            continue
        topic = topic_of("problem", key, problem.field, problem.problem)
        if not look.was_decided(topic):
            yield _small_thing(topic, key, problem)


def _small_thing(topic: str, key: str, problem: Problem) -> Item:
    is_open = REGISTRY[problem.side, problem.field].team is Team.CARD if problem.field else False
    return Item(
        id=topic_key(topic),
        kind=QuestionKind.OTHER,
        urgency=Urgency.SMALL,
        text=f"{problem.column}: {problem.problem} {problem.fix}",
        people=(key,),
        choices=(Choice.FREE, Choice.ANSWER) if is_open else (Choice.FREE,),
        answers=problem.field if is_open else None,
    )


def _matches(session: Session, round_: Round, *states: MatchState) -> list[Match]:
    return list(
        session.scalars(
            select(Match)
            .where(Match.round_id == round_.id, Match.state.in_(states))
            .order_by(Match.id)
        )
    )
