"""What goes when: each answer is wiped when the time comes that domain/disclosure.py gives it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from mentorship.domain.consent import in_groups
from mentorship.domain.decisions import Choice
from mentorship.domain.disclosure import REGISTRY, Retention
from mentorship.domain.lifecycle import LIVE_STATES, MatchState
from mentorship.domain.people import Field, Side
from mentorship.models.audit import Verb
from mentorship.models.check import TeamDecision
from mentorship.models.consent import Consent
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round, RoundMove
from mentorship.services.audit import forget_reasons, record
from mentorship.services.retention_of_rounds import wipe_accounts, wipe_rounds, wipe_the_rest
from mentorship.services.rounds import OVER
from mentorship.services.team import remember_who_sees

DAYS = {Retention.INTRODUCED_30_DAYS: 30, Retention.CLOSED_90_DAYS: 90}
# An explanation of which nothing is left; pages find every part of it, and nothing in it.
NOTHING_TO_SAY: Mapping[str, Any] = {
    **{part: [] for part in ("staff", "to_mentee", "to_mentor", "cautions", "practical", "facts")},
    "parts": {},
    "rests_on": {},
}
_WAITING = tuple(state for state in LIVE_STATES if state is not MatchState.INTRODUCED)
# With these goes the list of whom to keep away from.
_LISTS_GO = Retention.CLOSED_90_DAYS
# The kinds of answers of one sign-up whose time has come.
Dues = frozenset[Retention]
# When each kind of answer goes; None while that cannot be said yet.
Ends = Mapping[Retention, datetime | None]


@dataclass(frozen=True, slots=True)
class Turn:
    """One round of one person.

    over_at        when the round ended; None while it goes on
    introduced_at  when she was last introduced in it
    waits          a pair of hers may still become an introduction
    """

    over_at: datetime | None
    introduced_at: datetime | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Keeping:
    """Answers of one sign-up that go together: which, and when, where that can be said."""

    side: Side
    labels: tuple[str, ...]
    rule: Retention
    until: datetime | None


def wipe_what_is_due(session: Session, *, now: datetime) -> int:
    """Nothing stands here any more whose time has come; how many sign-ups lost something."""
    ends = _ends_of_all(session)
    due = {key: _due(of, now=now) for key, of in ends.items()}
    ids = [key for key, rules in due.items() if rules]
    profiles = session.scalars(select(Profile).where(Profile.id.in_(ids))).all() if ids else ()
    told = _decisions_about(session, ids)
    # Most of these lost their answers long ago, and whom the team sees takes long to find out.
    losing = [one for one in profiles if _loses_something(one, told[one.id], due[one.id])]
    if losing:
        lists = [one.id for one in losing if _LISTS_GO in due[one.id]]
        remember_who_sees(session, losing, lists=lists, now=now)
    wiped = 0
    for one in profiles:
        forgotten = _forget_told(one, told[one.id], due[one.id])
        wiped += _wipe(session, one, due[one.id], also=forgotten, now=now)
    wipe_rounds(session, now=now)
    wipe_accounts(session, now=now)
    wipe_the_rest(session, now=now)
    return wiped


def what_goes_when(session: Session, profiles: Sequence[Profile]) -> list[Keeping]:
    """For each sign-up: the answers that are here now, with the moment at which they go."""
    turns = _turns(session, only=[one.id for one in profiles])
    return [
        Keeping(
            profile.side,
            tuple(REGISTRY[profile.side, f].own_label for f in in_groups(fields)),
            rule,
            end,
        )
        for profile in profiles
        for rule, end in ends(turns.get(profile.id, ()), profile.updated_at).items()
        if (fields := _fields(profile, {rule}, all_known=True))
    ]


def ends(turns: Iterable[Turn], said_at: datetime) -> dict[Retention, datetime | None]:
    """When each kind of answer goes.

    said_at  when she last told us something: who waits for her next round is kept a year from then
    """
    turns = tuple(turns)
    overs = [turn.over_at for turn in turns if turn.over_at]
    if len(overs) == len(turns) and all(over < said_at for over in overs):
        return dict.fromkeys(Retention, a_year_after(said_at))
    return {rule: _latest([_end(rule, turn) for turn in turns]) for rule in Retention}


def _latest(moments: Sequence[datetime | None]) -> datetime | None:
    """The last of these; None as long as one of them cannot be said."""
    known = [moment for moment in moments if moment is not None]
    return max(known) if known and len(known) == len(moments) else None


def _end(rule: Retention, turn: Turn) -> datetime | None:
    if rule is Retention.INTRODUCED_30_DAYS:
        met = None if turn.waits else turn.introduced_at
        begins = min((at for at in (met, turn.over_at) if at), default=None)
    else:
        begins = turn.over_at
    if begins is None:
        return None
    if rule is Retention.ROUND_12_MONTHS:
        return a_year_after(begins)
    return begins + timedelta(days=DAYS[rule])


def a_year_after(moment: datetime) -> datetime:
    """The same day a year later; the day before where a year has none such."""
    if (moment.month, moment.day) == (2, 29):
        moment -= timedelta(days=1)
    return moment.replace(year=moment.year + 1)


def _due(of: Ends, *, now: datetime) -> Dues:
    return frozenset(rule for rule, end in of.items() if end is not None and end <= now)


def _ends_of_all(session: Session) -> dict[str, Ends]:
    turns = _turns(session)
    rows = session.execute(select(Profile.id, Profile.updated_at))
    return {key: ends(turns.get(key, ()), said_at) for key, said_at in rows}


def _turns(session: Session, *, only: Collection[str] | None = None) -> dict[str, list[Turn]]:
    """Every round of every person, or of these alone."""
    over = dict(
        session.execute(
            select(RoundMove.round_id, func.max(RoundMove.moved_at))
            .where(RoundMove.to_state.in_(OVER))
            .group_by(RoundMove.round_id)
        ).all()
    )
    met, waiting = _introductions(session), _waiting(session)
    taking_part = select(Participation.profile_id, Participation.round_id, Round.created_at).join(
        Round, Round.id == Participation.round_id
    )
    if only is not None:
        taking_part = taking_part.where(Participation.profile_id.in_(only))
    turns: dict[str, list[Turn]] = defaultdict(list)
    for profile_id, round_id, _ in session.execute(taking_part):
        place = (profile_id, round_id)
        turns[profile_id].append(Turn(over.get(round_id), met.get(place), place in waiting))
    return turns


def _introductions(session: Session) -> dict[tuple[str, str], datetime]:
    """(sign-up, round) → when she was last introduced in it."""
    rows = session.execute(
        select(Match.mentee_id, Match.mentor_id, Match.round_id, MatchMove.moved_at)
        .join(MatchMove, MatchMove.match_id == Match.id)
        .where(MatchMove.to_state == MatchState.INTRODUCED)
        .order_by(MatchMove.moved_at)
    )
    return {
        (person, round_id): at
        for mentee, mentor, round_id, at in rows
        for person in (mentee, mentor)
    }


def _waiting(session: Session) -> frozenset[tuple[str, str]]:
    rows = session.execute(
        select(Match.mentee_id, Match.mentor_id, Match.round_id).where(Match.state.in_(_WAITING))
    )
    return frozenset((one, round_id) for *two, round_id in rows for one in two)


def _fields(
    profile: Profile, rules: Collection[Retention], *, all_known: bool = False
) -> list[Field]:
    """Which of the answers that are here stand under these rules."""
    found = []
    for field in profile.sealed().fields():
        if all_known and (profile.side, field) not in REGISTRY:
            continue
        if _rule(profile.side, field) in rules:
            found.append(field)
    return found


def _rule(side: Side, field: Field) -> Retention:
    # An answer that the registry does not know is kept no longer than any other.
    rule = REGISTRY.get((side, field))
    return rule.retention if rule else Retention.ROUND_12_MONTHS


def _wipe(
    session: Session, profile: Profile, due: Dues, *, also: Collection[Field], now: datetime
) -> bool:
    """These kinds of answers are gone from the sign-up, and from what was made of them.

    also  what is gone already of what the team was told
    """
    fields = {*_fields(profile, due), *also}
    if not fields:
        return False
    profile.answers = {name: said for name, said in profile.answers.items() if name not in fields}
    if Retention.INTRODUCED_30_DAYS in due:
        _forget_explanations(session, profile)
    if Retention.ROUND_12_MONTHS in due:
        _forget_the_person(session, profile, now=now)
    session.flush()
    record(session, by=None, verb=Verb.WIPE, subject=profile.id, codes=sorted(fields), now=now)
    return True


def _decisions_about(session: Session, ids: Collection[str]) -> dict[str, list[TeamDecision]]:
    """What the team was told about each of these sign-ups, taken back since or not."""
    about: dict[str, list[TeamDecision]] = defaultdict(list)
    decisions = select(TeamDecision).where(
        TeamDecision.first_id.in_(ids), TeamDecision.choice.in_((Choice.ANSWER, Choice.SOFTEN))
    )
    for decision in session.scalars(decisions) if ids else ():
        about[decision.first_id or ""].append(decision)
    return about


def _loses_something(profile: Profile, told: Iterable[TeamDecision], due: Dues) -> bool:
    return bool(_fields(profile, due)) or any(_told_over(profile, one, due) for one in told)


def _told_over(profile: Profile, decision: TeamDecision, due: Dues) -> set[str]:
    """What was told by this decision and is due, whether or not an answer stands beside it."""
    return {name for name in decision.told if _rule(profile.side, Field(name)) in due}


def _forget_told(profile: Profile, decisions: Iterable[TeamDecision], due: Dues) -> set[Field]:
    """What the team was told in place of these kinds of answers is gone. Returns which fields.

    An answer that never stood on the sheet goes like one that did.
    """
    gone: set[Field] = set()
    for decision in decisions:
        if over := _told_over(profile, decision, due):
            left = {name: said for name, said in decision.told.items() if name not in over}
            decision.told, decision.answer, decision.text = left, "", ""
            gone |= {Field(name) for name in over}
    return gone


def _forget_explanations(session: Session, profile: Profile) -> None:
    """Of the sentences about her pairs, which may quote her, only the numbers are left."""
    hers = or_(Match.mentee_id == profile.id, Match.mentor_id == profile.id)
    for match in session.scalars(select(Match).where(hers)):
        if match.explanation != (left := _only_numbers(match.explanation)):
            match.explanation = left


def _only_numbers(explanation: Mapping[str, Any]) -> dict[str, Any]:
    # Nothing is learned from a pair with a caution: without the caution it must not count either.
    numbers = () if explanation.get("cautions") else ("parts", "usual")
    return {**NOTHING_TO_SAY, **{one: explanation[one] for one in numbers if one in explanation}}


def _forget_the_person(session: Session, profile: Profile, *, now: datetime) -> None:
    """Nothing finds her any more, and she takes part in nothing."""
    profile.email_key = None
    profile.withdrawn_at = profile.withdrawn_at or now
    session.execute(delete(Consent).where(Consent.profile_id == profile.id))
    session.expire(profile, ["consents"])
    hers = select(Match.id).where(or_(Match.mentee_id == profile.id, Match.mentor_id == profile.id))
    session.execute(update(MatchMove).where(MatchMove.match_id.in_(hers)).values(why=None))
    forget_reasons(session, profile.id, now=now)
