"""Who has nobody at the moment, why, and what a person has to decide before it can change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import LIVE_STATES, MatchState
from mentorship.domain.people import Side
from mentorship.domain.questions import QuestionKind
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.desk import called, findings_of_sheets
from mentorship.services.runs import latest_report

# What happened to her last pair; the one who waits is never to blame, and nobody has to explain.
_AFTER: Mapping[MatchState, str] = {
    MatchState.SET_ASIDE: "The team set her pair aside.",
    MatchState.PASSED: "She would rather meet somebody else. No reason is asked.",
    MatchState.DECLINED: "The mentor said not this time. No reason is asked.",
    MatchState.LAPSED: "Nobody answered within a week. Quiet is usually a call schedule.",
    MatchState.ENDED: "The two no longer meet. No reason is asked.",
    MatchState.STOPPED: "This pair was stopped.",
}
_LOOK_AGAIN = "Propose again: what is decided stays, and the search for her starts anew."


@dataclass(frozen=True, slots=True)
class Waiter:
    """A mentee without a pair."""

    id: str
    name: str
    reason: str
    what_next: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something that a person has to decide; `people` are (id, what the team calls them)."""

    kind: QuestionKind
    text: str
    people: tuple[tuple[str, str], ...] = ()
    row: str = ""


def who_waits(session: Session, round_: Round) -> list[Waiter]:
    """Every mentee of the round who has nobody, in the order of their numbers."""
    told = {entry["mentee"]: entry for entry in latest_report(session, round_).get("waiting", ())}
    last = _last_states(session, round_)
    return [
        _waiter(profile_id, number, entry=told.get(profile_id), last=last.get(profile_id))
        for profile_id, number in _without_a_pair(session, round_)
    ]


def _waiter(
    profile_id: str, number: int, *, entry: Mapping[str, Any] | None, last: MatchState | None
) -> Waiter:
    # Whoever stands in the last report was without a pair when it was written; whoever does not
    # had one then, and something became of it since.
    if entry:
        reason, what_next = entry["reason"], entry["next"]
    elif last is not None and last in _AFTER:
        reason, what_next = _AFTER[last], _LOOK_AGAIN
    else:
        reason, what_next = "Nothing was proposed for her yet.", "Propose pairs for this round."
    return Waiter(profile_id, f"Mentee {number}", reason, what_next)


def _without_a_pair(session: Session, round_: Round) -> list[tuple[str, int]]:
    paired = select(Match.mentee_id).where(
        Match.round_id == round_.id, Match.state.in_((*LIVE_STATES, MatchState.FINISHED))
    )
    rows = session.execute(
        select(Participation.profile_id, Participation.number)
        .join(Profile, Profile.id == Participation.profile_id)
        .where(
            Participation.round_id == round_.id,
            Participation.side == Side.MENTEE,
            Profile.withdrawn_at.is_(None),
            Participation.profile_id.not_in(paired),
        )
        .order_by(Participation.number)
    )
    return [(profile_id, number) for profile_id, number in rows]


def _last_states(session: Session, round_: Round) -> dict[str, MatchState]:
    """What became of each mentee's newest match."""
    rows = session.execute(
        select(Match.mentee_id, Match.state)
        .where(Match.round_id == round_.id)
        .order_by(Match.proposed_at, Match.id)
    )
    return dict(rows.all())


def mentors_with_room(session: Session, round_: Round) -> list[tuple[str, str, str]]:
    """(id, name, why) of every mentor whom the last run gave nobody."""
    without = latest_report(session, round_).get("mentors_without", {})
    names = called(session, round_, without)
    found = [(key, names[key], why) for key, why in without.items() if key in names]
    return sorted(found, key=lambda mentor: mentor[1])


def open_questions(session: Session, round_: Round) -> dict[QuestionKind, list[OpenQuestion]]:
    """What a person has to decide, by kind, worries first; kinds without a question are absent.

    Before the first run these are the questions that the sheets raised.
    """
    asked = (
        _of_the_run(session, round_)
        if latest_report(session, round_)
        else _of_the_sheets(session, round_)
    )
    by_kind = {kind: [one for one in asked if one.kind is kind] for kind in QuestionKind}
    return {kind: found for kind, found in by_kind.items() if found}


def questions_about(session: Session, round_: Round, profile_id: str) -> list[OpenQuestion]:
    """The open questions about this person."""
    return [
        question
        for question in _of_the_run(session, round_)
        if profile_id in [key for key, _name in question.people]
    ]


def _of_the_run(session: Session, round_: Round) -> list[OpenQuestion]:
    asked = latest_report(session, round_).get("questions", ())
    keys = {question[side] for question in asked for side in Side if question[side]}
    names = called(session, round_, keys)
    return [
        OpenQuestion(
            QuestionKind(question["kind"]),
            question["text"],
            tuple(
                (question[side], names[question[side]]) for side in Side if question[side] in names
            ),
        )
        for question in asked
    ]


def _of_the_sheets(session: Session, round_: Round) -> list[OpenQuestion]:
    sheets = findings_of_sheets(session, [round_.id]).get(round_.id, {})
    return [
        OpenQuestion(
            QuestionKind(asked["kind"]),
            asked["text"],
            row=f"{kind.capitalize()}, row {asked['row']}",
        )
        for kind, findings in sheets.items()
        for asked in findings.get("questions", ())
    ]
