"""Who has nobody at the moment, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import LIVE_STATES, MatchState
from mentorship.domain.people import Side
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.cards import topics_for_team
from mentorship.services.circles import conversations_for, who_comes
from mentorship.services.desk import called
from mentorship.services.profiles import profiles_by_id
from mentorship.services.runs import latest_report
from mentorship.services.sight import number_of

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
    """A mentee without a pair.

    wishes_talk  True when she would like one single conversation meanwhile
    about        what she would like to talk about, as far as she lets the team read it; only
                 where she wishes one
    offered      True when a conversation was offered to her
    comes        True when she said that she comes to it
    """

    id: str
    name: str
    reason: str
    what_next: str
    wishes_talk: bool = False
    about: str = ""
    offered: bool = False
    comes: bool = False


@dataclass(frozen=True, slots=True)
class WaitingList:
    """Who has nobody, with what the last run told beside its pairs.

    mentees       in the order of their numbers
    mentors       (id, name, why) of every mentor whom the last run gave nobody, by name
    whom_to_ask   sentences: one more place with whom would help
    """

    mentees: Sequence[Waiter]
    mentors: Sequence[tuple[str, str, str]]
    whom_to_ask: Sequence[str]


def waiting_list(session: Session, round_: Round) -> WaitingList:
    """Who has nobody in this round at the moment, and what could be done."""
    # A run's report is large and stored encrypted: it is opened once.
    report = latest_report(session, round_)
    return WaitingList(
        _who_waits(session, round_, report=report),
        _mentors_without(session, round_, report=report),
        tuple(report.get("recruit", ())),
    )


def _who_waits(session: Session, round_: Round, *, report: Mapping[str, Any]) -> list[Waiter]:
    told = {entry["mentee"]: entry for entry in report.get("waiting", ())}
    last, wishing = _last_states(session, round_), _who_wishes_talk(session, round_)
    waiters = (
        _waiter(profile_id, number, entry=told.get(profile_id), last=last.get(profile_id))
        for profile_id, number in _without_a_pair(session, round_)
    )
    found = [replace(waiter, wishes_talk=waiter.id in wishing) for waiter in waiters]
    return _with_conversations(session, found)


def _with_conversations(session: Session, waiters: Sequence[Waiter]) -> list[Waiter]:
    """Beside whoever wishes one: what she would like to talk about, and what was offered to her."""
    ids = [one.id for one in waiters if one.wishes_talk]
    if not ids:
        return list(waiters)
    profiles, offered = profiles_by_id(session, ids), conversations_for(session, ids)
    comes = who_comes(session, offered.values())
    return [
        replace(
            one,
            about=topics_for_team(profiles[one.id]),
            offered=one.id in offered,
            comes=one.id in comes,
        )
        if one.id in profiles
        else one
        for one in waiters
    ]


def _who_wishes_talk(session: Session, round_: Round) -> frozenset[str]:
    """Under which sign-up each of them stands who would like one single conversation."""
    stands_under = func.coalesce(Participation.merged_into, Participation.profile_id)
    return frozenset(
        session.scalars(
            select(stands_under).where(
                Participation.round_id == round_.id, Participation.wishes_talk_at.is_not(None)
            )
        )
    )


def _waiter(
    profile_id: str, number: int | str, *, entry: Mapping[str, Any] | None, last: MatchState | None
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


def _without_a_pair(session: Session, round_: Round) -> list[tuple[str, int | str]]:
    paired = select(Match.mentee_id).where(
        Match.round_id == round_.id, Match.state.in_((*LIVE_STATES, MatchState.FINISHED))
    )
    parts = session.scalars(
        select(Participation)
        .join(Profile, Profile.id == Participation.profile_id)
        .where(
            Participation.round_id == round_.id,
            Participation.side == Side.MENTEE,
            Participation.is_out.is_(False),
            Profile.withdrawn_at.is_(None),
            Participation.profile_id.not_in(paired),
        )
        .order_by(Participation.number)
    )
    return [(part.profile_id, number_of(session, part)) for part in parts]


def _last_states(session: Session, round_: Round) -> dict[str, MatchState]:
    """What became of each mentee's newest match."""
    rows = session.execute(
        select(Match.mentee_id, Match.state)
        .where(Match.round_id == round_.id)
        .order_by(Match.proposed_at, Match.id)
    )
    return dict(rows.all())


def _mentors_without(
    session: Session, round_: Round, *, report: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    without = report.get("mentors_without", {})
    names = called(session, round_, without)
    found = [(key, names[key], why) for key, why in without.items() if key in names]
    return sorted(found, key=lambda mentor: mentor[1])
