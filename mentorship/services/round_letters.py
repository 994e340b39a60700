"""Letters about a round: it has her answers, nobody was found for her yet, its time is over."""

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import MatchState
from mentorship.domain.people import Side
from mentorship.models.account import Account
from mentorship.models.letter import Letter, LetterKind
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import Participation, Round
from mentorship.services.letters import queue_letter
from mentorship.services.match_letters import way_in
from mentorship.services.sight import seeing_everybody

# The first leads on to the mentor's own page; an address that says so would say it in the letter.
MENTORS_PAGE, _HER_SIGN_UP = "/account/", "/home/sign-up"
_SIGNED_UP = {Side.MENTEE: LetterKind.SIGNED_UP_MENTEE, Side.MENTOR: LetterKind.SIGNED_UP_MENTOR}
_FINISHED = {Side.MENTEE: LetterKind.FINISHED_MENTEE, Side.MENTOR: LetterKind.FINISHED_MENTOR}


def tell_signed_up(session: Session, round_: Round, profile: Profile, *, now: datetime) -> None:
    """A letter says that the answers have arrived; once in a round, however often they change."""
    _write(session, round_, profile, _SIGNED_UP[profile.side], now=now)


def tell_sign_ups_open(session: Session, round_: Round, *, now: datetime) -> None:
    """Whoever found sign-ups closed and asked for a letter has one, and her wish is fulfilled."""
    wishing = select(Account).where(Account.wishes_opening.is_(True)).order_by(Account.id)
    for account in session.scalars(wishing).all():
        account.wishes_opening = False
        queue_letter(
            session,
            kind=LetterKind.SIGN_UPS_OPEN,
            dedupe_key=f"{LetterKind.SIGN_UPS_OPEN}:{round_.id}:{account.id}",
            account_id=account.id,
            link=_HER_SIGN_UP,
            now=now,
        )


def tell_who_waits(session: Session, round_: Round, *, now: datetime) -> int:
    """Whoever has nobody, and was asked nothing in this round, hears that we go on looking.

    Everybody, also whom the one who sends the letters does not see; once in a round. How many
    that were is for no page.
    """
    # A pair that was set aside she never heard of; any other one the team, or she, decides about.
    has_had_one = exists().where(
        Match.round_id == round_.id,
        Match.mentee_id == Profile.id,
        Match.state != MatchState.SET_ASIDE,
    )
    with seeing_everybody(session):
        waiting = session.scalars(
            select(Profile)
            .join(Participation, Participation.profile_id == Profile.id)
            .where(
                Participation.round_id == round_.id,
                Participation.side == Side.MENTEE,
                Participation.is_out.is_(False),
                Profile.withdrawn_at.is_(None),
                ~has_had_one,
            )
            .order_by(Profile.id)
        ).all()
        return sum(
            _write(session, round_, profile, LetterKind.WAITING, now=now) for profile in waiting
        )


def tell_finished(session: Session, round_: Round, *, now: datetime) -> int:
    """Everybody who was introduced in this round and still meets hears that its time is over."""
    meeting = (Match.round_id == round_.id, Match.state == MatchState.INTRODUCED)
    in_a_pair = exists().where(
        *meeting, or_(Match.mentee_id == Profile.id, Match.mentor_id == Profile.id)
    )
    with seeing_everybody(session):
        found = session.scalars(select(Profile).where(in_a_pair).order_by(Profile.id)).all()
        return sum(
            _write(session, round_, profile, _FINISHED[profile.side], now=now) for profile in found
        )


def tell_pair_finished(session: Session, match: Match, *, now: datetime) -> None:
    """The same for the two of one pair whose time is over before the round is, or after it."""
    round_ = session.get_one(Round, match.round_id)
    for profile_id in (match.mentee_id, match.mentor_id):
        profile = session.get_one(Profile, profile_id)
        if profile.withdrawn_at is None:
            _write(session, round_, profile, _FINISHED[profile.side], now=now)


def _write(
    session: Session, round_: Round, profile: Profile, kind: LetterKind, *, now: datetime
) -> bool:
    """The letter waits in the outbox; False when it has been written before in this round."""
    key = f"{kind}:{round_.id}:{profile.id}"
    if session.scalar(select(Letter.id).where(Letter.dedupe_key == key)) is not None:
        return False
    link = _link(session, profile, now=now)
    written = queue_letter(
        session, kind=kind, dedupe_key=key, profile_id=profile.id, link=link, now=now
    )
    return written is not None


def _link(session: Session, profile: Profile, *, now: datetime) -> str | None:
    if profile.side is Side.MENTEE:
        return way_in(session, profile, now=now)
    return MENTORS_PAGE if profile.account_id is not None else None
