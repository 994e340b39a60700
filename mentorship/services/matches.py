"""From a proposed pair to an introduction: confirmed, asked, agreed, asked, accepted, introduced.

Read top-down it is the road. Every step goes through `move_match`, which is the only place that
assigns a match's state, and writes down who moved it.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.domain.errors import Refused
from mentorship.domain.lifecycle import (
    Actor,
    MatchEvent,
    MatchState,
    RoundEvent,
    RoundState,
)
from mentorship.models.account import Account
from mentorship.models.letter import LetterKind, LinkToken
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.guarding import (
    AskedAgain,
    asked_of_pair,
    asked_of_round,
    places_of,
    refuse_while_undecided,
    sign_ups_of,
)
from mentorship.services.just_ask import may_just_ask
from mentorship.services.kept_apart import keep_mentee_apart
from mentorship.services.links import is_open, use_up
from mentorship.services.match_letters import (
    tell_moved_on,
    write_introductions,
    write_that_we_asked,
    write_to_her,
    write_to_mentor,
)
from mentorship.services.match_lookups import places_taken
from mentorship.services.match_moves import move_match
from mentorship.services.rounds import move_round
from mentorship.services.turns import take_turns

DAYS_TO_ANSWER = 7
# She said yes and waits for an answer: whatever ends it, she is told.
_SHE_WAITS = (MatchState.AGREED, MatchState.ASKED_MENTOR)


def confirm(session: Session, match: Match, *, by: Account, now: datetime) -> None:
    """A person of the team stands behind this pair; nobody is asked before the letters go.

    Raises Refused while somebody has to decide about one of the two first.
    """
    refuse_while_undecided(session, match)
    move_match(session, match, MatchEvent.CONFIRM, actor=Actor.COORDINATOR, by=by, now=now)


def set_aside(session: Session, match: Match, *, by: Account, now: datetime, why: str) -> None:
    """This pair is not proposed again in this round."""
    if not why.strip():
        raise Refused("Please write a word about why, so that a colleague can follow it later.")
    move_match(
        session, match, MatchEvent.SET_ASIDE, actor=Actor.COORDINATOR, by=by, now=now, why=why
    )


def hold(session: Session, match: Match, *, by: Account | None, now: datetime, why: str) -> None:
    """Nothing happens to this pair until somebody decides. Whoever was asked hears no reason."""
    actor = Actor.COORDINATOR if by else Actor.SYSTEM
    before = match.state
    move_match(session, match, MatchEvent.HOLD, actor=actor, by=by, now=now, why=why)
    if before in _SHE_WAITS or before is MatchState.ASKED_MENTEE:
        tell_moved_on(session, match, LetterKind.MOVED_ON_MENTEE, now=now)
    if before is MatchState.ASKED_MENTOR:
        tell_moved_on(session, match, LetterKind.MOVED_ON_MENTOR, now=now)


def put_back(session: Session, match: Match, *, by: Account, now: datetime) -> None:
    """A held pair is proposed again, or a decision is taken back before anybody was asked."""
    event = MatchEvent.BACK if match.state is MatchState.HELD else MatchEvent.UNDO
    if event is MatchEvent.BACK:
        refuse_while_undecided(session, match)
    move_match(session, match, event, actor=Actor.COORDINATOR, by=by, now=now)


def send_letters(session: Session, round_: Round, *, by: Account, now: datetime) -> int:
    """Every confirmed pair of the round is now asking its mentee; how many that were.

    A pair about which the guard has found something new is held instead.
    Raises Refused when the round is over, or pairs were never proposed in it.
    """
    if round_.state is RoundState.REVIEW:
        move_round(session, round_, RoundEvent.RELEASE, by=by, now=now)
    if round_.state is not RoundState.INTRODUCING:
        raise Refused("No letters leave in this round any more. Its page says where it stands.")
    confirmed = session.scalars(
        select(Match)
        .where(Match.round_id == round_.id, Match.state == MatchState.CONFIRMED)
        .order_by(Match.id)
    ).all()
    asked = asked_of_round(session, round_)
    return sum(_ask_mentee(session, match, asked, now=now) for match in confirmed)


def _ask_mentee(session: Session, match: Match, asked: AskedAgain, *, now: datetime) -> bool:
    if not _guarded(session, match, asked, now=now):
        return False
    if may_just_ask(session, match, asked):
        return _ask_for_her(session, match, now=now)
    move_match(session, match, MatchEvent.ASK, actor=Actor.SYSTEM, by=None, now=now)
    match.asked_at = now
    write_to_her(session, match, now=now)
    return True


def _ask_for_her(session: Session, match: Match, *, now: datetime) -> bool:
    """She has said "just ask": the mentor is asked at once, and she reads who it is."""
    # Held before she heard of anything, she is told of nothing.
    if _is_paused(session, match, now=now):
        return False
    move_match(session, match, MatchEvent.ASK, actor=Actor.SYSTEM, by=None, now=now)
    move_match(session, match, MatchEvent.AGREE, actor=Actor.SYSTEM, by=None, now=now)
    _write_to_mentor(session, match, now=now)
    write_that_we_asked(session, match, now=now)
    return True


def agree(session: Session, match: Match, *, by: Account, now: datetime) -> None:
    """She would like to meet this mentor, who is asked now."""
    move_match(session, match, MatchEvent.AGREE, actor=Actor.MENTEE, by=by, now=now)
    _ask_mentor(session, match, now=now)


def _ask_mentor(session: Session, match: Match, *, now: datetime) -> None:
    if _is_paused(session, match, now=now):
        return
    if _guarded(session, match, asked_of_pair(session, match), now=now):
        _write_to_mentor(session, match, now=now)


def _is_paused(session: Session, match: Match, *, now: datetime) -> bool:
    """True when the mentor is asked about nobody for now; the match is held then."""
    if _profile(session, match.mentor_id).paused_at is None:
        return False
    hold(session, match, by=None, now=now, why="This mentor is not to be asked for now.")
    return True


def _write_to_mentor(session: Session, match: Match, *, now: datetime) -> None:
    move_match(session, match, MatchEvent.ASK, actor=Actor.SYSTEM, by=None, now=now)
    match.asked_at = now
    write_to_mentor(session, match, now=now)


def pass_on(session: Session, match: Match, *, by: Account, now: datetime) -> None:
    """She would rather meet somebody else. No reason is asked, and the mentor never hears of it."""
    move_match(session, match, MatchEvent.PASS, actor=Actor.MENTEE, by=by, now=now)


def keep_apart(session: Session, match: Match, *, by: Account, now: datetime) -> None:
    """She knows this mentor: passed, and the two are not proposed to each other ever again."""
    pass_on(session, match, by=by, now=now)
    keep_mentee_apart(session, match, by=by, now=now)


def accept(session: Session, match: Match, *, link: LinkToken, now: datetime) -> bool:
    """The mentor said yes: both are introduced, and one letter leaves to each.

    The guard and the mentor's places are looked at once more, in this very transaction. False
    when that, or time, has moved the match on; the mentor then hears no reason.
    """
    if not _answers_once(session, link, now=now):
        return False
    # A second yes of the same mentor, at this very moment, would count the same free place.
    take_turns(session, _profile(session, match.mentor_id))
    asked = asked_of_pair(session, match)
    if not _guarded(session, match, asked, now=now):
        return False
    mentor = sign_ups_of(session, match.round_id, match.mentor_id)
    if places_taken(session, match, by=mentor) >= places_of(session, match, asked):
        hold(session, match, by=None, now=now, why="All of this mentor's places are taken.")
        return False
    move_match(session, match, MatchEvent.ACCEPT, actor=Actor.MENTOR, by=None, now=now)
    _introduce(session, match, now=now)
    return True


def _introduce(session: Session, match: Match, *, now: datetime) -> None:
    move_match(session, match, MatchEvent.INTRODUCE, actor=Actor.SYSTEM, by=None, now=now)
    write_introductions(session, match, now=now)


def decline(
    session: Session,
    match: Match,
    *,
    link: LinkToken,
    now: datetime,
    why: str | None = None,
) -> bool:
    """Not this time; no reason is asked. She hears that this pairing is not going ahead.

    why  what the team reads in the record; she never does
    False when the link was answered or had moved on before.
    """
    if not _answers_once(session, link, now=now):
        return False
    move_match(session, match, MatchEvent.DECLINE, actor=Actor.MENTOR, by=None, now=now, why=why)
    tell_moved_on(session, match, LetterKind.MOVED_ON_MENTEE, now=now)
    return True


def _answers_once(session: Session, link: LinkToken, *, now: datetime) -> bool:
    return is_open(link, now=now) and use_up(session, link, now=now)


def lapse_overdue(session: Session, *, now: datetime) -> int:
    """Whoever was asked more than a week ago and did not answer is no longer asked."""
    overdue = session.scalars(
        select(Match).where(
            Match.state.in_((MatchState.ASKED_MENTEE, MatchState.ASKED_MENTOR)),
            Match.asked_at < now - timedelta(days=DAYS_TO_ANSWER),
        )
    ).all()
    return sum(_lapse(session, match, now=now) for match in overdue)


def _lapse(session: Session, match: Match, *, now: datetime) -> bool:
    she_waits = match.state in _SHE_WAITS
    try:
        with session.begin_nested():
            move_match(session, match, MatchEvent.LAPSE, actor=Actor.CLOCK, by=None, now=now)
    except Refused:
        return False  # answered at this very moment: the answer counts, and the others still lapse
    if she_waits:
        tell_moved_on(session, match, LetterKind.MOVED_ON_MENTEE, now=now)
    return True


def leave(session: Session, match: Match, *, actor: Actor, now: datetime) -> None:
    """One of the two takes part no more. The other one hears what she would hear of any end,
    and only where there was something to hear of."""
    before = match.state
    if before is MatchState.INTRODUCED:
        end(session, match, actor=actor, by=None, now=now)
        return
    move_match(session, match, MatchEvent.STOP, actor=actor, by=None, now=now)
    if actor is Actor.MENTOR and before in (MatchState.ASKED_MENTEE, *_SHE_WAITS):
        tell_moved_on(session, match, LetterKind.MOVED_ON_MENTEE, now=now)
    if actor is Actor.MENTEE and before is MatchState.ASKED_MENTOR:
        tell_moved_on(session, match, LetterKind.MOVED_ON_MENTOR, now=now)


def end(session: Session, match: Match, *, actor: Actor, by: Account | None, now: datetime) -> None:
    """The two no longer meet. No reason is asked, and the other one hears none."""
    move_match(session, match, MatchEvent.END, actor=actor, by=by, now=now)
    if actor is not Actor.MENTEE:
        tell_moved_on(session, match, LetterKind.MOVED_ON_MENTEE, now=now)
    if actor is not Actor.MENTOR:
        tell_moved_on(session, match, LetterKind.ENDED_MENTOR, now=now)


def hand_back(session: Session, match: Match, *, by: Account, now: datetime) -> None:
    """The mentor cannot go on. She hears that it is nothing that she did, and never a reason."""
    move_match(session, match, MatchEvent.END, actor=Actor.MENTOR, by=by, now=now)
    tell_moved_on(session, match, LetterKind.HANDED_BACK_MENTEE, now=now)


def _guarded(session: Session, match: Match, asked: AskedAgain, *, now: datetime) -> bool:
    """True when the two may still meet; otherwise the match is held and a person looks."""
    if asked.may_meet(match):
        return True
    hold(session, match, by=None, now=now, why="The safety rules found something new.")
    return False


def _profile(session: Session, profile_id: str) -> Profile:
    return session.get_one(Profile, profile_id)
