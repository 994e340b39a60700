"""The letters of a round as the team follows them: who gets which, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from mentorship.domain.lifecycle import MatchState
from mentorship.models.letter import Letter, LetterKind, LetterState
from mentorship.models.match import Match
from mentorship.models.profile import Profile
from mentorship.models.round import Round
from mentorship.services.desk import called

LETTERS_ON_A_PAGE = 50
NEEDS_A_PERSON = (LetterState.NEEDS_ATTENTION, LetterState.IN_DOUBT)
ON_THEIR_WAY = (LetterState.PENDING, LetterState.CLAIMED, LetterState.SENDING)


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter as the team sees it: never its words, its link or an address."""

    kind: LetterKind
    state: LetterState
    to: str
    match_id: str
    queued_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One page of the outbox; `number` starts at 1, and `of` is at least 1."""

    letters: tuple[LetterLine, ...]
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Addressees:
    """The mentees of confirmed pairs: who has an account, and who claims hers first."""

    with_account: int
    without_account: int

    @property
    def all(self) -> int:
        return self.with_account + self.without_account


@dataclass(frozen=True, slots=True)
class LettersAlike:
    """How many letters stand in one state for one reason; whose they are is not told."""

    state: LetterState
    trouble: str
    about_an_account: bool
    count: int


def count_letters(session: Session) -> list[LettersAlike]:
    """Every letter that has not left, counted. For the command line alone.

    On the desk the numbers would speak of people who are hidden from whoever reads them.
    """
    alike = (Letter.state, Letter.trouble, Letter.match_id.is_(None))
    rows = session.execute(
        select(*alike, func.count())
        .where(Letter.state.in_((*NEEDS_A_PERSON, *ON_THEIR_WAY)))
        .group_by(*alike)
        .order_by(*alike)
    )
    return [LettersAlike(*row) for row in rows]


def letters_by_state(session: Session, round_: Round) -> Mapping[LetterState, int]:
    """How many letters of the round are in each state; a state without any is absent."""
    rows = session.execute(
        select(Letter.state, func.count())
        .join(Match, Match.id == Letter.match_id)
        .where(Match.round_id == round_.id)
        .group_by(Letter.state)
    )
    return dict(rows.all())


def letter_page(session: Session, round_: Round, *, number: int) -> LetterPage:
    """That page of the outbox: what needs a person first, then the newest."""
    count = sum(letters_by_state(session, round_).values())
    of = max(1, -(-count // LETTERS_ON_A_PAGE))
    number = min(max(1, number), of)
    urgent_first = case((Letter.state.in_(NEEDS_A_PERSON), 0), else_=1)
    letters = session.scalars(
        select(Letter)
        .join(Match, Match.id == Letter.match_id)
        .where(Match.round_id == round_.id)
        # By pair, not by chance: letters of one moment stand in one order each time.
        .order_by(
            urgent_first,
            Letter.queued_at.desc(),
            *(Letter.match_id, Letter.kind, Letter.profile_id, Letter.id),
        )
        .limit(LETTERS_ON_A_PAGE)
        .offset((number - 1) * LETTERS_ON_A_PAGE)
    ).all()
    names = called(session, round_, (letter.profile_id or "" for letter in letters))
    return LetterPage(tuple(_line(letter, names) for letter in letters), number, of)


def _line(letter: Letter, names: Mapping[str, str]) -> LetterLine:
    return LetterLine(
        kind=letter.kind,
        state=letter.state,
        to=names.get(letter.profile_id or "", "Somebody who has left"),
        match_id=letter.match_id or "",
        queued_at=letter.queued_at,
        sent_at=letter.sent_at,
    )


def addressees(session: Session, round_: Round) -> Addressees:
    """Who would be written to if the letters left now."""
    with_account, everybody = session.execute(
        select(func.count(Profile.account_id), func.count())
        .select_from(Match)
        .join(Profile, Profile.id == Match.mentee_id)
        .where(Match.round_id == round_.id, Match.state == MatchState.CONFIRMED)
    ).one()
    return Addressees(with_account, everybody - with_account)
