"""What goes when, beside people's answers: lists of rounds, accounts nobody uses, spent links."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from mentorship.models.account import Account, Role, RoleName, SignIn
from mentorship.models.check import RoundCheck, TeamDecision
from mentorship.models.letter import Letter, LetterState, LinkToken
from mentorship.models.match import Match, MatchMove
from mentorship.models.profile import Profile
from mentorship.models.round import MatchingRun, RoundMove
from mentorship.services.one_line import wipe_lines
from mentorship.services.rounds import OVER
from mentorship.services.told_team import wipe_check_ins

DAYS_OF_LISTS, DAYS_OF_DECISIONS = 30, 90
DAYS_OF_LETTERS = 365
DAYS_OF_SIGN_INS = 30
_A_YEAR = timedelta(days=365)
# Of a run, what a board may read stays: numbers in which nobody is told apart.
_OF_A_RUN = ("run", "account")
_LEFT = (LetterState.SENT, LetterState.WITHDRAWN, LetterState.IN_DOUBT, LetterState.NEEDS_ATTENTION)


def wipe_rounds(session: Session, *, now: datetime) -> None:
    """Of rounds that are over, the lists about single people are gone, and what was written of
    them by the team."""
    for round_id in _over_since(session, now - timedelta(days=DAYS_OF_LISTS)):
        check = session.get(RoundCheck, round_id)
        if check is not None and check.findings:
            check.findings = {}
        for run in session.scalars(select(MatchingRun).where(MatchingRun.round_id == round_id)):
            kept = {name: run.report[name] for name in _OF_A_RUN if name in run.report}
            if kept != run.report:
                run.report = kept
    for round_id in _over_since(session, now - timedelta(days=DAYS_OF_DECISIONS)):
        _wipe_words_of_the_team(session, round_id)


def _over_since(session: Session, moment: datetime) -> list[str]:
    over = (
        select(RoundMove.round_id)
        .where(RoundMove.to_state.in_(OVER))
        .group_by(RoundMove.round_id)
        .having(func.max(RoundMove.moved_at) <= moment)
    )
    return list(session.scalars(over))


def _wipe_words_of_the_team(session: Session, round_id: str) -> None:
    decisions = select(TeamDecision).where(TeamDecision.round_id == round_id)
    for decision in session.scalars(decisions):
        if decision.text or decision.answer:
            decision.text = decision.answer = ""
    pairs = select(Match.id).where(Match.round_id == round_id)
    session.execute(
        update(MatchMove)
        .where(MatchMove.match_id.in_(pairs), MatchMove.why.is_not(None))
        .values(why=None)
    )


def wipe_accounts(session: Session, *, now: datetime) -> int:
    """Accounts are gone that have held no answer for long, and that nobody signs in to."""
    team = select(Role.account_id).where(Role.name == RoleName.COORDINATOR)
    recently = select(SignIn.account_id).where(
        SignIn.created_at > now - timedelta(days=DAYS_OF_SIGN_INS)
    )
    unused = select(Account.id).where(
        Account.created_at <= now - _A_YEAR,
        Account.id.not_in(team),
        Account.id.not_in(recently),
    )
    holding = {
        profile.account_id
        for profile in session.scalars(select(Profile).where(Profile.account_id.in_(unused)))
        if profile.answers
    }
    going = [one for one in session.scalars(unused) if one not in holding]
    if going:
        session.execute(delete(Account).where(Account.id.in_(going)))
    return len(going)


def wipe_the_rest(session: Session, *, now: datetime) -> None:
    """Ended sign-ins, spent links and old letters stand here no longer."""
    letters = now - timedelta(days=DAYS_OF_LETTERS)
    sign_ins = now - timedelta(days=DAYS_OF_SIGN_INS)
    session.execute(delete(SignIn).where(SignIn.ends_at < sign_ins))
    session.execute(delete(LinkToken).where(LinkToken.expires_at < letters))
    session.execute(delete(Letter).where(Letter.queued_at < letters, Letter.state.in_(_LEFT)))
    wipe_check_ins(session, now=now)
    wipe_lines(session, now=now)
